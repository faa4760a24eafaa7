"""Boxes that only say of the part before them that it is down: no data goes there, the part fails, and what stands
behind them comes about, one thing after another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.downed import event
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.reveal import flows, running
from diagram_anim.story.infer.saying import decides
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE

Fates = Mapping[str, tuple[str, Hit]]
"""Boxes, each with the part it speaks of and the word."""


def tell(given: Given) -> Telling | None:
    boxes = _fates(given)
    if not boxes:
        return None
    closed = {*boxes, *_followed(given, boxes)}
    behind = [edge for edge in given.graph.edges if edge.source in closed]
    daily = [edge for edge in given.chart.edges if not {edge.source, edge.target} & closed]
    works = replace(given, diagram=replace(given.chart, edges=tuple(daily)))
    fails = [_fails(given, box, part, hit) for box, (part, hit) in boxes.items()]
    return Telling((given.opening("reveal"), *flows(works), *fails, *_comes(given, behind)))


def _fates(given: Given) -> Fates:
    """Where something stands behind such a box."""
    found = {}
    for box, before in given.graph.before.items():
        part = before[0]
        told = box in given.nodes and given.role(part) in BREAKABLE and box in given.graph.after
        hit = event(given, part, box) if told else None
        if hit:
            found[box] = (part, hit)
    return found


def _followed(given: Given, boxes: Fates) -> list[str]:
    """What only these boxes lead to, nearest first, as far as it is no part of the system."""
    found: list[str] = []
    for box in boxes:
        for one in given.graph.reached(box):
            free = one in given.nodes and given.role(one) in (Role.THING, Role.OUTCOME) and one not in (*boxes, *found)
            if free and {*given.graph.before[one]} <= {*boxes, *found}:
                found.append(one)
    return found


def _fails(given: Given, box: str, part: str, hit: Hit) -> Step:
    cause = given.cause("outage", hit.word, box)
    lit = beat("highlight", box, cause=cause, tone="failed")
    return given.step(given.say("down_fail", server=given.name(part)), *chain(beat("fail", part, cause=cause), lit))


def _comes(given: Given, edges: list[Edge]) -> list[Step]:
    """What follows, hop by hop, or where something is asked one answer after another."""
    if any(decides(given, edge.source) for edge in edges):
        return running(given, edges)
    steps = []
    for hop in dict.fromkeys((edge.source, edge.target) for edge in edges):
        cause = given.along(hop)
        lit = beat("highlight", hop[1], cause=cause, **_tone(given, hop[1]))
        steps.append(
            given.step(given.say("gauge_next", d=given.whole(hop[1])), *chain(beat("send", *hop, cause=cause), lit))
        )
    return steps


def _tone(given: Given, id: str) -> dict[str, str]:
    words = given.whole(id)
    if sense.says(words, "heal", "promote", "standby"):
        return {"tone": "healthy"}
    return {"tone": "failed"} if sense.says(words, "outage", "failure", "sick", "surge") else {}
