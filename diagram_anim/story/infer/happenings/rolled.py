"""A rollout that is drawn as two sets of copies, one of which goes as the other comes (`3 → 0` and `0 → 3`): the new
ones come up one by one, and an old one goes after each.

Comes in: a chart. Goes out: what runs before, with the requests where they flow, then a step for each pair. None where
the copies that are drawn aren't as many as the arrows say.
"""

from __future__ import annotations

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
class Rollout:
    """By the arrow `down` the `olds` go, by `up` as many `news` come."""

    down: Edge
    up: Edge
    olds: tuple[str, ...]
    news: tuple[str, ...]


def tell(given: Given) -> Telling | None:
    found = _found(given)
    if found is None:
        return None
    given = replace(given, coming=frozenset(found.news))
    rolls = [_pair(given, found, at) for at in range(len(found.news))]
    told = traffic.tell(given) if ways(given) else None
    if told is None:
        later = {found.down.target, found.up.target, *found.news}
        works = tuple(edge for edge in given.chart.edges if edge.target not in later and edge.source not in found.news)
        first = flows(replace(given, diagram=replace(given.chart, edges=works)))
        return Telling((given.opening("reveal"), *first, _ordered(given, found), *rolls), _settings(given, found))
    orders = {(found.down.source, found.down.target), (found.up.source, found.up.target)}
    kept = [step for step in told.steps if not (_starts(step) & {*found.news} or sends.hops(step) & orders)]
    sets = (found.down.target, found.up.target)  # their copies are drawn
    settings = {id: one for id, one in told.settings.items() if id not in sets}
    return Telling((*kept, _ordered(given, found), *rolls), {**_settings(given, found), **settings})


def _found(given: Given) -> Rollout | None:
    ranges = {}
    for edge in given.graph.edges:
        copies = figures.target(counts.untimed(edge.label.plain)) if edge.label else None
        if copies and 0 in copies and copies[0] != copies[1]:
            ranges[edge] = copies
    downs = [edge for edge, (_, last) in ranges.items() if last == 0]
    ups = [edge for edge, (first, _) in ranges.items() if first == 0]
    if len(downs) != 1 or len(ups) != 1:
        return None
    olds, news = _copies(given, downs[0].target), _copies(given, ups[0].target)
    drawn = (len(olds), len(news)) == (ranges[downs[0]][0], ranges[ups[0]][1])
    apart = not {*olds} & {*news} and 0 < len(news) <= MOST
    return Rollout(downs[0], ups[0], olds, news) if drawn and apart and len(olds) <= len(news) else None


def _copies(given: Given, id: str) -> tuple[str, ...]:
    """The copies that are drawn of a set: those in a group, or those that it leads to."""
    return tuple(given.within(id)) if id in given.groups else tuple(given.graph.after.get(id, []))


def _ordered(given: Given, found: Rollout) -> Step:
    """Who rolls it out, in the author's words."""
    both = (found.up, found.down)
    sends = [beat("send", one.source, one.target, cause=given.along((one.source, one.target))) for one in both]
    labels = [phrases.clean(one.label.plain) for one in both if one.label]
    words = given.say.lexicon.say["and"].join(
        given.say("alone", a=given.name(one.target), text=text) for one, text in zip(both, labels, strict=True)
    )
    return given.step(words, *sends)


def _pair(given: Given, found: Rollout, at: int) -> Step:
    new, old = found.news[at], found.olds[at] if at < len(found.olds) else None
    texts = [one.label.plain if one.label else "" for one in (found.up, found.down)]
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
