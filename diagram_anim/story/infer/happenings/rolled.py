"""A rollout that is drawn as two sets of copies, one of which goes as the other comes (`3 → 0` and `0 → 3`): the new
ones come up one by one, and an old one goes after each.

Comes in: a chart. Goes out: what runs before, with the requests where they flow, then a step for each pair. None where
the copies that are drawn aren't as many as the arrows or the sets' cards say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import traffic
from diagram_anim.story.infer.structure import sends
from diagram_anim.story.infer.structure.reveal import flows
from diagram_anim.story.infer.system.ways import ways
from diagram_anim.story.language import phrases

SEEN = 3.0
"""Seconds for which each pair is seen."""

MOST = 8
"""More pairs than these are too long a film."""


@dataclass(frozen=True, slots=True)
class Range:
    """From how many to how many copies a set goes, by the words of its arrow or of its card, or of what it leads to."""

    set: str
    words: str
    first: int
    last: int
    edge: Edge | None = None


@dataclass(frozen=True, slots=True)
class Rollout:
    """As `down` says the `olds` go, as `up` says as many `news` come."""

    down: Range
    up: Range
    olds: tuple[str, ...]
    news: tuple[str, ...]

    @property
    def orders(self) -> list[tuple[str, str]]:
        """The arrows on which this is ordered."""
        return [(one.edge.source, one.edge.target) for one in (self.up, self.down) if one.edge]


def tell(given: Given) -> Telling | None:
    found = _found(given)
    if found is None:
        return None
    given = replace(given, coming=frozenset(found.news))
    rolls = [_pair(given, found, at) for at in range(len(found.news))]
    told = traffic.tell(given) if ways(given) else None
    if told is None:
        later = {found.down.set, found.up.set, *found.news}
        works = tuple(edge for edge in given.chart.edges if edge.target not in later and edge.source not in found.news)
        first = flows(replace(given, diagram=replace(given.chart, edges=works)))
        return Telling((given.opening("reveal"), *first, _ordered(given, found), *rolls), _settings(given, found))
    kept = [step for step in told.steps if not (_starts(step) & {*found.news} or sends.hops(step) & {*found.orders})]
    sets = (found.down.set, found.up.set)  # their copies are drawn
    settings = {id: one for id, one in told.settings.items() if id not in sets}
    return Telling((*kept, _ordered(given, found), *rolls), {**_settings(given, found), **settings})


def _found(given: Given) -> Rollout | None:
    ranges = [one for edge in given.graph.edges if edge.label and (one := _range(edge.target, edge.label.plain, edge))]
    ranges = ranges or [*_carded(given)]
    downs = [one for one in ranges if one.first and not one.last]
    ups = [one for one in ranges if one.last and not one.first]
    if len(downs) != 1 or len(ups) != 1:
        return None
    olds, news = _copies(given, downs[0].set), _copies(given, ups[0].set)
    drawn = (len(olds), len(news)) == (downs[0].first, ups[0].last)
    apart = not {*olds} & {*news} and 0 < len(news) <= MOST
    return Rollout(downs[0], ups[0], olds, news) if drawn and apart and len(olds) <= len(news) else None


def _carded(given: Given) -> Iterator[Range]:
    """What lines beneath a set's name say; it is ordered by the only arrow that leads there."""
    for id in (*given.nodes, *given.groups):
        led = [edge for edge in given.graph.edges if edge.target == id]
        edge = led[0] if len(led) == 1 and not led[0].label else None
        found = [one for line in given.label(id).lines[1:] if (one := _range(id, line, edge))]
        yield from found[:1]


def _range(id: str, words: str, edge: Edge | None) -> Range | None:
    turns = counts.turns(words)
    copies = (turns[0], turns[-1]) if turns else figures.target(counts.untimed(words))
    one_way = not turns or turns in (sorted(turns), sorted(turns, reverse=True))
    return Range(id, words, *copies, edge) if copies and 0 in copies and copies[0] != copies[1] and one_way else None


def _copies(given: Given, id: str) -> tuple[str, ...]:
    """The copies that are drawn of a set: those in a group, or those that it leads to."""
    return tuple(given.within(id)) if id in given.groups else tuple(given.graph.after.get(id, []))


def _ordered(given: Given, found: Rollout) -> Step:
    """Who rolls it out, in the author's words."""
    both = (found.up, found.down)
    acts = [beat("send", *hop, cause=given.along(hop)) for hop in found.orders]
    acts = acts or [beat("highlight", one.set, cause=given.cause("told", one.words, one.set)) for one in both]
    words = given.say.lexicon.say["and"].join(
        given.say("alone", a=given.name(one.set), text=phrases.clean(one.words)) for one in both
    )
    return given.step(words, *acts)


def _pair(given: Given, found: Rollout, at: int) -> Step:
    new, old = found.news[at], found.olds[at] if at < len(found.olds) else None
    texts = [one.words for one in (found.up, found.down)]
    starts = given.cause("start", texts[0], new)
    acts = [beat("start", new, cause=starts)]
    if old is None:
        return given.step(
            given.say("come_in", many=given.name(new)), *chain(*acts, beat("wait", cause=starts, seconds=SEEN))
        )
    ends = given.cause("end", texts[1], old)
    words = given.say("exchanged", a=given.name(old), b=given.name(new))
    return given.step(words, *chain(*acts, beat("stop", old, cause=ends), beat("wait", cause=ends, seconds=SEEN)))


def _settings(given: Given, found: Rollout) -> dict[str, dict[str, str]]:
    copies = (*found.olds, *found.news)
    return {id: {"role": Role.SERVER.value} for id in copies if given.role(id) is Role.THING}


def _starts(step: Step) -> set[str]:
    return {id for one in step.beats if one.verb == "start" for id in one.targets}
