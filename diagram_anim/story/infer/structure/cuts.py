"""Lines that are crossed out at both ends: nothing runs along them, and who isn't joined with whom is told; where a
line says that it has been cut, these are cut off from each other."""

from __future__ import annotations

import re
from dataclasses import replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Cause, Step
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.language.events import links

_NONE = re.compile(r"no\b|無|.*(?:없|なし)", re.IGNORECASE)

SEEN = 4.0
"""Seconds for which a cut is seen."""


def told(given: Given, telling: Telling) -> Telling:
    """A telling with a step for each of those that are cut off: before who comes to lead by it, else at its end."""
    cut = _cuts(given)
    leads = [at for at, step in enumerate(telling.steps) if any(map(_leads, step.beats))]
    place = leads[0] if leads and any(one.verb == "partition" for step in cut for one in step.beats) else None
    return replace(telling, steps=(*telling.steps[:place], *cut, *(telling.steps[place:] if place is not None else ())))


def _leads(act: Beat) -> bool:
    return act.cause is not None and act.cause.rule in ("promotion", "election")


def _cuts(given: Given) -> list[Step]:
    """A step for each of them, from most others first."""
    left = [edge for edge in given.chart.edges if edge.start == edge.end == "cross" and edge.source != edge.target]
    steps = []
    while left:
        hub = max(_ends(left), key=_ends(left).count)
        mine = [edge for edge in left if hub in (edge.source, edge.target)]
        left = [edge for edge in left if edge not in mine]
        steps.append(_apart(given, hub, mine))
    return steps


def _ends(edges: list[Edge]) -> list[str]:
    return [end for edge in edges for end in (edge.source, edge.target)]


def _apart(given: Given, hub: str, edges: list[Edge]) -> Step:
    others = list(dict.fromkeys(end for end in _ends(edges) if end != hub))
    words = dict.fromkeys(edge.label.plain for edge in edges if edge.label and edge.label.plain)
    text = f": {given.say.many([*words])}" if words else ""
    said = given.say("cut", a=given.name(hub), many=given.many(others, table=True), text=text)
    broken = [(edge, word) for edge in edges if edge.label and (word := links("broken").search(edge.label.plain))]
    broken = [(edge, word) for edge, word in broken if not _NONE.match(word[0])]  # where there never was any
    if broken:
        acts = [
            beat("partition", edge.source, edge.target, cause=Cause("partition", word[0], edge.span.line))
            for edge, word in broken
        ]
        return given.step(said, *chain(*acts, beat("wait", cause=given.cause("cut", "x", hub), seconds=SEEN)))
    return given.step(said, beat("highlight", hub, *others, cause=given.cause("cut", "x", hub)))
