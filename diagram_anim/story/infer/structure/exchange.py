"""Arrows that go back and forth, each with words of its own: a handshake, told arrow by arrow as it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from diagram_anim.model.diagram import Edge
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.structure.sends import flow
from diagram_anim.story.infer.words.saying import labelled

LEAST = 3
"""A request and its answer alone are no exchange."""

MOST = 12


def tell(given: Given) -> Telling | None:
    edges = given.graph.edges
    said = all(edge.label and edge.label.plain for edge in edges)
    if not said or not LEAST <= len(edges) <= MOST or not (_between_two(edges) or _walk(edges)):
        return None
    steps = [flow(given, [(edge.source, edge.target)], labelled(given, edge)) for edge in edges]
    return Telling((given.opening("reveal"), *steps))


def _between_two(edges: Sequence[Edge]) -> bool:
    """Whether only two speak, each to the other."""
    sources, targets = {edge.source for edge in edges}, {edge.target for edge in edges}
    return sources == targets and len(sources) == 2


def _walk(edges: Sequence[Edge]) -> bool:
    """Whether each begins where the one before it has ended, and all come back to one again and again."""
    back = Counter(edge.target for edge in edges[1:])
    return all(one.target == other.source for one, other in pairwise(edges)) and back[edges[0].source] > 1
