"""Lines that are crossed out at both ends: nothing runs along them, and who isn't joined with whom is told."""

from __future__ import annotations

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given


def cuts(given: Given) -> list[Step]:
    """A step for each of those that are cut off, from most others first."""
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
    lit = beat("highlight", hub, *others, cause=given.cause("cut", "x", hub))
    return given.step(given.say("cut", a=given.name(hub), many=given.many(others, table=True), text=text), lit)
