"""The author's own order: edges with a `step` by their numbers, then those that are animated without one."""

from __future__ import annotations

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.story.infer.beats import beat, twice
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.structure.sends import SENDS
from diagram_anim.story.infer.words.saying import said


def tell(given: Given) -> Telling | None:
    turns = sorted({edge.step for edge in given.graph.edges if edge.step is not None})
    groups = [[edge for edge in given.graph.edges if edge.step == turn] for turn in turns]
    free = [edge for edge in given.graph.edges if edge.step is None and (edge.animate or edge.animation)]
    groups += [free] if free else []
    if not groups:
        return None
    return Telling((given.opening("reveal"), *(_turn(given, edges) for edges in groups)))


def _turn(given: Given, edges: list[Edge]) -> Step:
    word = "step" if edges[0].step is not None else "animate"
    cause = given.cause("author's order", word, edges[0].source)
    sends = [beat("send", edge.source, edge.target, cause=cause) for edge in edges[:SENDS]]
    words = said(given, [(edge.source, edge.target) for edge in edges])
    return given.step(words, *twice(*sends))
