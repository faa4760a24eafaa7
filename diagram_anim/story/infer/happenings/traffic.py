"""Requests through a drawn system, and what happens to it: a source, what stands between, and what answers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.story import figures, sense
from diagram_anim.story import idle as still
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import requests
from diagram_anim.story.infer.structure import lookups, sends, tones
from diagram_anim.story.infer.structure.leading import Leads, leads
from diagram_anim.story.infer.structure.reveal import running
from diagram_anim.story.infer.system import erring, growing, growth, piling, plans, pulled, shifts
from diagram_anim.story.infer.system.divided import shared
from diagram_anim.story.infer.system.downed import down, event, failing, healed, wake
from diagram_anim.story.infer.system.growth import Growth
from diagram_anim.story.infer.system.ways import Ways, idle, ways
from diagram_anim.story.infer.words import renewed, sending, surges
from diagram_anim.story.infer.words.saying import said

TILES = 12
"""Cards of more copies don't show them."""


def tell(given: Given) -> Telling | None:
    found = ways(given)
    if found is None:
        return None
    grown = growth.growth(given) or growth.joining(given)
    if grown and grown.copies is None:
        given = replace(given, coming=frozenset(grown.parts))
    course = Course(given, found, grown)
    return Telling(tuple(course.steps()), course.settings())


@dataclass(frozen=True)
class Course:
    """What happens, in the order in which one thing leads to another: the system at work, what is done to it, what goes
    wrong, and what others do about it."""

    given: Given
    found: Ways
    grown: Growth | None

    def steps(self) -> list[Step]:
        told = [*self._works(), *self._changes(), *self._rests(), *self._breaks()]
        return [*told, *self._reacts(told)]

    def _works(self) -> list[Step]:
        """What there is, and the requests; before shares that move on, what may be the cause of that."""
        first = [self.given.opening("reveal"), *self._leads.ahead, *requests.flowing(self.given, self.found)]
        return [
            *first,
            *(self._leads.causes if self._moves or self._returns else ()),
            *(self._aside if self._falls else ()),
        ]

    def _changes(self) -> list[Step]:
        """Shares move on, members leave and come back, some answers are errors, and the requests climb."""
        erred = [*self._erred, *erring.without(self.given, self._put_out)]
        rush = surges.surging(self.given, self.found.sources)
        returns = () if self._reported else self._returns
        first = self._ahead if self._shared_out else []
        late = [] if self._shared_out else self._ahead
        piled = [] if self._lost else piling.steps(self.given, self.found)
        return [*first, *self._moves, *self._pulls, *erred, *returns, *late, *rush, *piled]

    def _rests(self) -> list[Step]:
        """Who stands by; how far requests get, where nothing else tells it; what runs beside them; what others send."""
        return [
            *shifts.in_reserve(self.given),
            *self._asked,
            *self._answered,
            *requests.looked_up(self.given, self.found, self._looked),
            *self._leads.orders,
            *([] if self._falls else self._beside),
            *(() if self._moves or self._returns else self._leads.causes),
        ]

    def _breaks(self) -> list[Step]:
        """Who is down fails, who stood by takes over, and what stands behind follows."""
        fallen = self._fallen[:1] if self._taken else self._fallen
        piled = piling.steps(self.given, self.found) if self._lost else []
        return [*fallen, *self._taken, *piled, *running(self.given, self._follows)]

    def _reacts(self, told: Sequence[Step]) -> list[Step]:
        """Who is down is healed, more come up, and what else those do who operate and watch it."""
        grows = [] if self._ahead else growing.acts(self.given, self.grown)
        return [*self._healed, *self._anew, *grows, *self._onward([*told, *grows]), *self._leads.reactions]

    def settings(self) -> dict[str, Any]:
        given, found, grown = self.given, self.found, self.grown
        grew = growing.settings(given, grown) if grown else {}
        told: dict[str, Any] = _versions(given) | found.settings(given) | grew | lookups.settings(given, self._looked)
        if not grown and not self._fallen:
            told = _copies(given, found.servers, told)
        if rush := surges.rushes(given, found.sources):
            told = sending.ample(given, found.sources, found.reached, rush.times) | told
        for id, borne in piling.settings(given, found, grown, told, self._lost).items():
            told = told | {id: told.get(id, {}) | borne}
        for id, most in sending.limits(given, found.sources, found.servers).items():
            told = told | {id: told.get(id, {}) | {"capacity": most.each}}
        return told

    @cached_property
    def _moves(self) -> list[Step]:
        return shifts.shifting(self.given)

    @cached_property
    def _returns(self) -> list[Step]:
        return shifts.returned(self.given)

    @cached_property
    def _beside(self) -> list[Step]:
        """What runs beside the requests; an alarm comes before what it leads to."""
        told = plans.shifted(self.given, self._aside)
        return shifts.told_with(self.given, told, self._returns) if self._returns else told

    @cached_property
    def _reported(self) -> bool:
        """Whether it is told beside the requests that all goes back."""
        return not self._falls and any(one.verb == "split" for step in self._beside for one in step.beats)

    @cached_property
    def _falls(self) -> bool:
        """Whether shares move because one is down."""
        return any(one.verb == "fail" for step in self._moves for one in step.beats)

    @cached_property
    def _pulls(self) -> list[Step]:
        return pulled.steps(self.given, self.found)

    @cached_property
    def _put_out(self) -> Sequence[str]:
        return erring.ejected(self.given, self.found.reached)

    @cached_property
    def _erred(self) -> list[Step]:
        split = {id for told in shared(self.given).values() for id in told.stages[0]}
        known = [id for id in self.found.reached if not (id in split or down(self.given, id))]
        return erring.steps(self.given, [id for id in self.found.reached if id in self._put_out or id in known])

    @cached_property
    def _ahead(self) -> list[Step]:
        """Copies that come up before a rush that is expected."""
        early = self._shared_out or surges.ahead(self.given)
        return growing.acts(self.given, self.grown) if self.grown and early else []

    @cached_property
    def _shared_out(self) -> bool:
        """Whether shares move to who comes up: it does so first."""
        parts = {*self.grown.parts} if self.grown and self.grown.copies is None else set()
        moved = [one for step in self._moves for one in step.beats if one.verb == "split"]
        return any(share for one in moved for id, share in one.args["to"].items() if id in parts)

    @cached_property
    def _lost(self) -> frozenset[str]:
        """Those who fail and take from a queue that is said to grow: it grows by that."""
        fails = {id for step in self._fallen for one in step.beats if one.verb == "fail" for id in one.targets}
        return frozenset(fails) & piling.takers(self.given, self.found)

    @cached_property
    def _looked(self) -> list[lookups.Lookup]:
        return [one for one in lookups.found(self.given) if {one.cache, one.behind} <= {*self.found.reached}]

    @cached_property
    def _asked(self) -> list[Step]:
        return lookups.steps(self.given, self._looked)

    @cached_property
    def _answered(self) -> list[Step]:
        given, found = self.given, self.found
        errs = any("errors" in one.args for step in (*self._erred, *self._moves) for one in step.beats)
        if given.picture or self._pulls or errs or self._asked or piling.steps(given, found):
            return []
        told = requests.overrun(given, found) or requests.deep(given, found, self._unfed)
        return told or requests.answered(given, found.servers, self._unfed)

    @cached_property
    def _unfed(self) -> frozenset[str]:
        """Those who get nothing by then, as shares have moved."""
        told = [*self._moves, *([] if self._reported else self._returns)]
        shares = [one.args["to"] for step in told for one in step.beats if one.verb == "split"]
        last = {id: share for some in shares for id, share in some.items()}
        return frozenset(id for id, share in last.items() if not share)

    @cached_property
    def _taken(self) -> list[Step]:
        return shifts.taken_over(self.given)

    @cached_property
    def _fallen(self) -> list[Step]:
        steps = [*self._moves, *self._pulls, *self._erred, *self._ahead]
        fell = {id for step in steps for one in step.beats if one.verb == "fail" for id in one.targets}
        return failing(self.given, [id for id in self.found.reached if id not in (*fell, *self._put_out)])

    @cached_property
    def _healed(self) -> list[Step]:
        return healed(self.given, self.found.reached)

    @cached_property
    def _anew(self) -> list[Step]:
        """What is made in the place of who is down, by the arrow that leads there from it."""
        gone = {id for step in self._fallen for one in step.beats if one.verb == "fail" for id in one.targets}
        steps = []
        for way, start in renewed.late(self.given, gone).items():
            if way[0] in gone and way[1] not in gone:
                sent = beat("send", *way, cause=self.given.along(way))
                seen = beat("wait", cause=start.cause or self.given.cause("told"), seconds=requests.SEEN)
                steps.append(self.given.step(said(self.given, [way]), *chain(sent, start, seen)))
        return steps

    @cached_property
    def _others(self) -> list[Edge]:
        around = replace(self.found, around=frozenset()) if self.grown else self.found
        mended = {hop for step in (*self._healed, *self._anew) for hop in sends.hops(step)}
        others = [edge for edge in beside(self.given, around) if (edge.source, edge.target) not in mended]
        return [edge for edge in others if not self.given.falls(edge)]

    @cached_property
    def _follows(self) -> list[Edge]:
        """The arrows along which something follows from who is down."""
        struck = wake(self.given, self.found.reached)
        return [edge for edge in self._others if edge.source in struck and not idle(self.given, edge)]

    @cached_property
    def _aside(self) -> list[Step]:
        told = running(self.given, [edge for edge in self._others if edge not in self._follows])
        return tones.told_wrong(self.given, told)

    @cached_property
    def _leads(self) -> Leads:
        grown = self.grown
        grows = [(grown.by, part) for part in (*grown.parts, grown.group)] if grown else []
        orders = growing.orders(self.given, grown) | pulled.hops(self.given, self.found)
        mended = {hop for step in self._healed for hop in sends.hops(step)}
        return leads(self.given, self.found, grows, (*orders, *mended))

    def _onward(self, steps: Sequence[Step]) -> list[Step]:
        """What goes on from who orders copies to others who control, along arrows that nothing has told: the nodes that
        new pods need."""
        if not self.grown:
            return []
        given, by = self.given, self.grown.by
        told = {hop for step in steps for hop in sends.hops(step)}
        on = {by, *given.graph.reached(by)} & self.found.around if by else set()
        edges = [edge for edge in given.graph.edges if edge.source in on and edge.target not in self.found.here]
        edges = [edge for edge in edges if (edge.source, edge.target) not in told and edge.label]
        return running(given, [edge for edge in edges if not _tells(given, edge)])


def _copies(given: Given, servers: Sequence[str], settings: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The settings with how many copies there are of each server, where their cards say so and any has several."""
    drawn = {id: given.label(id).lines for id in servers if id in given.nodes}
    found = {id: count for id, lines in drawn.items() if (count := figures.written(lines))}
    seen = any(count > 1 for count in found.values()) and all(count <= TILES for count in found.values())
    return {**settings, **{id: {**settings.get(id, {}), "replicas": count} for id, count in found.items() if seen}}


def _versions(given: Given) -> dict[str, dict[str, str]]:
    """Which version each of those runs among whom requests are shared out, where their names say so."""
    targets = [target for told in shared(given).values() for target in told.stages[0]]
    found = sense.versions({target: given.words(target) for target in targets})
    return {target: {"version": version} for target, version in found.items()}


def beside(given: Given, found: Ways) -> list[Edge]:
    """The arrows of those who take no requests, and from stores to their copies."""
    edges = given.graph.edges
    others = [edge for edge in edges if {edge.source, edge.target} & found.around or _aside(given, found, edge)]
    while more := [one for one in edges if one not in others and idle(given, one) and _behind(one, others)]:
        others += more  # what becomes of what has been put aside
    return [edge for edge in others if not _tells(given, edge)]


def _behind(edge: Edge, others: Sequence[Edge]) -> bool:
    return any(one.target == edge.source for one in others)


def _tells(given: Given, edge: Edge) -> bool:
    """Whether an arrow leads to what is being seen to, or to a box that says what becomes of the part before it."""
    box = edge.target in given.nodes and event(given, edge.source, edge.target) is not None
    return box or edge.target in still.resting(given.chart)


def _aside(given: Given, found: Ways, edge: Edge) -> bool:
    return idle(given, edge) and not {edge.source, edge.target}.isdisjoint(found.here)
