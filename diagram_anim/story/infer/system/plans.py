"""How shares go on where a box behind the smaller one says it: `25% → 50% → 100%` behind a canary that answers well,
`Rolled back to v1` behind one that errs.

Comes in: steps in which data runs along arrows, of a chart in which one shares out requests among two. Goes out: the
same steps, and behind each that comes to such a box its stages, one after another; where one ends in taking the release
back that has been brought on or errs, or says that it has been, all requests go where most went before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Cause, Step
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.system.divided import shared
from diagram_anim.story.infer.system.erring import errs
from diagram_anim.story.infer.system.passing import SYSTEM
from diagram_anim.story.infer.system.releases import figures
from diagram_anim.story.infer.words import speaking
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.language import phrases

SEEN = 4.0
EASED = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """`chooser` sends `old` most and `new` the rest; the shares of `new` in percent, by the box that says
    them, none where it is `erring`."""

    chooser: str
    old: str
    new: str
    shares: Mapping[str, Sequence[float]]
    erring: bool = False
    undone: frozenset[tuple[str, str]] = frozenset()
    """The arrows whose words, or those of whose boxes, say that `new` is taken back."""


def shifted(given: Given, steps: Sequence[Step]) -> list[Step]:
    plan = _plan(given)
    return [*_told(given, steps, plan)] if plan else [*steps]


def _plan(given: Given) -> Plan | None:
    """None where more than one shares out, or what is behind the smaller share leads back without taking it back. A
    release of which it is said that it errs isn't promoted."""
    told = [(id, one) for id, one in shared(given).items() if len(one.stages) == 1 and not one.reserve]
    if len(told) != 1 or len(told[0][1].stages[0]) != 2:
        return None
    chooser, sharing = told[0]
    (new, least), (old, most) = sorted(sharing.stages[0].items(), key=lambda one: one[1])
    behind = given.graph.reached(new)
    erring = errs(given, new) is not None
    undone = [edge for edge in given.graph.edges if edge.source in (new, *behind) and _undoes(given, edge, erring)]
    back = {chooser, old, new} & {*behind}
    if not 0 < least < most or (back and not undone):
        return None
    found = {id: shares for id in behind if (shares := _rising(given, id, least))} if not erring | bool(back) else {}
    return Plan(chooser, old, new, found, erring, frozenset((one.source, one.target) for one in undone))


def _undoes(given: Given, edge: Edge, erring: bool) -> bool:
    """Whether an arrow, or the box that it leads to, says that the release is taken back; of one of which nothing tells
    that it errs, that it has been."""
    box = given.words(edge.target) if given.role(edge.target) not in SYSTEM else ""
    said = [text for text in (edge.label.plain if edge.label else "", box) if sense.says(text, "undo")]
    return any(erring or _DONE.search(text) for text in said if not speaking.perhaps(text))


_DONE = re.compile(
    r"\b(?:rolled|taken|switched|moved) back\b|\breverted\b|롤백\s?(?:됨|완료|했|함|되었)|원복\s?(?:됨|완료|했)|되돌렸"
    r"|ロールバック(?:済み|した|完了)|切り?戻した|戻した",
    re.IGNORECASE,
)


def _rising(given: Given, id: str, least: float) -> Sequence[float]:
    shares = figures(given, id) if id in given.nodes else []
    stages = [least, *shares]
    return shares if all(one < two <= 100 for one, two in pairwise(stages)) else []


def _told(given: Given, steps: Sequence[Step], plan: Plan) -> Iterator[Step]:
    done: set[str] = set()
    for step in steps:
        yield (_undone(given, step, plan) if done or plan.erring else None) or _back(given, step, plan) or step
        way = _asked(given, step) or _alone(given, step)
        for id in (id for id in way if id in plan.shares and id not in done):
            done.add(id)
            yield from (_stage(given, plan, id, share) for share in plan.shares[id])


def _asked(given: Given, step: Step) -> tuple[str, ...]:
    """The only way that data runs in a step, where something is asked on it; else nothing."""
    ways = {one.targets for one in step.beats if one.verb == "send"}
    return next((way for way in ways if len(ways) == 1 and any(decides(given, id) for id in way)), ())


def _alone(given: Given, step: Step) -> tuple[str, ...]:
    """The only way that data runs in a step, where nothing is asked anywhere: what stands on it comes about."""
    ways = {one.targets for one in step.beats if one.verb == "send"}
    asks = any(decides(given, id) for id in given.graph.after)
    return next(iter(ways)) if len(ways) == 1 and not asks else ()


def _undone(given: Given, step: Step, plan: Plan) -> Step | None:
    """The step with all requests where most went before, where it ends in taking the release back."""
    way = _asked(given, step)
    hit = sense.says(given.words(way[-1]), "undo") if way else None
    if not hit:
        return None
    cause = given.cause("split", hit.word, way[-1])
    return replace(step, beats=(*step.beats[:1], *_return(plan, cause)))


def _back(given: Given, step: Step, plan: Plan) -> Step | None:
    """The step with all requests where most went before, where it runs to what says that the release is taken back and
    nothing is asked on the way."""
    ways = [one.targets for one in step.beats if one.verb == "send"]
    hops = [hop for way in ways for hop in pairwise(way) if hop in plan.undone]
    if not hops or any(decides(given, id) for way in ways for id in way):
        return None
    text = next(text for text in (_label(given, hops[0]), given.words(hops[0][1])) if sense.says(text, "undo"))
    joined = all(one[-1] == two[0] for one, two in pairwise(dict.fromkeys(ways)))
    told = given.step(phrases.clean(text), *step.beats) if joined else step
    return replace(told, beats=(*step.beats, *_return(plan, given.cause("split", text, hops[0][1]))))


def _label(given: Given, hop: tuple[str, str]) -> str:
    label = given.graph.edge(*hop).label
    return label.plain if label else ""


def _return(plan: Plan, cause: Cause) -> tuple[Beat, ...]:
    """All requests go where most went before."""
    split = beat("split", plan.chooser, cause=cause, to={plan.old: 100.0, plan.new: 0.0}, over=EASED)
    return tuple(replace(one, then=True) for one in (split, beat("wait", cause=cause, seconds=EASED + SEEN)))


def _stage(given: Given, plan: Plan, id: str, share: float) -> Step:
    cause = given.cause("split", f"{share:g}%", id)
    weights = {plan.old: 100.0 - share, plan.new: share}
    split = beat("split", plan.chooser, cause=cause, to=weights, over=EASED)
    many = given.say.many([f"{given.name(one)} {some:.3g}%" for one, some in weights.items()], table=True)
    words = given.say("traffic_shares", lb=given.name(plan.chooser), many=many)
    return given.step(words, *chain(split, beat("wait", cause=cause, seconds=SEEN)))
