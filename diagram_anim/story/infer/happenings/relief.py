"""A part of a running system goes down and boxes tell what follows, up to who comes in for it: told with its requests.

Comes in: a chart with the boxes that say so, and what only they lead to. Goes out: the system at work, the failure, who
notices, and what follows hop by hop. None where the arrows can't be told as a flow of requests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import traffic
from diagram_anim.story.infer.structure import tones
from diagram_anim.story.infer.system.ways import Ways, ways
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE

SEEN = 4.0
"""Seconds of the system in which what has changed is seen."""

Fates = Mapping[str, tuple[str, Hit]]
"""Boxes, each with the part it speaks of and the word."""


def tell(given: Given, boxes: Fates, followed: Sequence[str], behind: Sequence[Edge]) -> Telling | None:
    """`behind` are the arrows out of the boxes and of what only they lead to."""
    works = _until(given, boxes, followed)
    found = None if any(decides(given, edge.source) for edge in behind) else ways(works)
    served = traffic.tell(works) if found else None
    if not found or not served or not {part for part, _ in boxes.values()} <= {*_failing(served.steps)}:
        return None
    hops = list(dict.fromkeys((edge.source, edge.target) for edge in behind))
    seen = next((step for step in served.steps if any("until" in one.args for one in step.beats)), None)
    noticed = seen if seen and sense.says(given.words(hops[0][1]), "found", "watcher") else None
    names = {given.words(part) for part, _ in boxes.values()}
    steps: list[Step] = []
    for step in (one for one in served.steps if one is not noticed):
        if {*step.say.values()} <= names and steps:  # no more is known of it than that it is down
            steps[-1] = replace(steps[-1], beats=(*steps[-1].beats, *step.beats))
        else:
            steps.append(_lit(given, step, boxes))
    for place, hop in enumerate(hops):
        waits = noticed.beats if noticed and not place else ()
        steps.append(_takes(given, found, hop) or tones.following(given, hop, *waits))
    return replace(served, steps=tuple(steps))


def _takes(given: Given, found: Ways, hop: tuple[str, str]) -> Step | None:
    """A part comes in for what is down: it has been asked all along, or nothing more is sent, for no arrow leads to it
    from those who ask."""
    box, part = hop
    takes = given.role(part) in BREAKABLE and sense.says(given.words(box), "promote", "standby", "switch", "found")
    if not takes:
        return None
    cause = given.cause("failover", takes.word, box)
    acts = chain(beat("send", *hop, cause=given.along(hop)), beat("highlight", part, cause=cause, tone="healthy"))
    if part not in found.reached:
        off = beat("traffic", *found.sources, cause=cause, off=True)
        return given.step(given.say("takes_over", b=given.name(part)), off, *acts)
    seen = replace(beat("wait", cause=cause, seconds=SEEN), then=True)
    return given.step(given.say("moved", b=given.name(part)), *acts, seen)


def _until(given: Given, boxes: Fates, followed: Sequence[str]) -> Given:
    """The chart as if it ended with these boxes."""
    off = {*boxes, *followed}
    nodes = [replace(one, shape="rect") if one.id in boxes else one for one in given.chart.nodes]
    kept = tuple(one for one in nodes if one.id not in followed)
    edges = tuple(one for one in given.chart.edges if one.source not in off and one.target not in followed)
    return replace(given, diagram=replace(given.chart, nodes=kept, edges=edges))


def _failing(steps: Sequence[Step]) -> list[str]:
    return [id for step in steps for one in step.beats if one.verb == "fail" for id in one.targets]


def _lit(given: Given, step: Step, boxes: Fates) -> Step:
    """The same, each box lit as the part fails of which it speaks."""
    failed = _failing([step])
    told = [(box, given.cause("outage", hit.word, box)) for box, (part, hit) in boxes.items() if part in failed]
    return replace(step, beats=(*step.beats, *(beat("highlight", box, cause=why, tone="failed") for box, why in told)))
