"""A state diagram: its transitions one after another, as they are written."""

from __future__ import annotations

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.story.infer.given import Given, Telling, beat, chain
from diagram_anim.story.language import phrases

SINGLY = 8
"""So many transitions are told one by one; of more, those that leave the same state together."""


def tell(given: Given) -> Telling | None:
    if given.chart.keyword != "stateDiagram":
        return None
    moves = [edge for edge in given.chart.edges if edge.stroke != "dotted"]
    turns = [[edge] for edge in moves]
    if len(moves) > SINGLY:
        turns = [[edge for edge in moves if edge.source == source] for source in dict.fromkeys(e.source for e in moves)]
    return Telling((given.opening("reveal"), *(_turn(given, turn) for turn in turns if turn)))


def _turn(given: Given, moves: list[Edge]) -> Step:
    sends = [
        beat("send", edge.source, edge.target, cause=given.cause("transition", of=edge.source))
        for edge in moves
        if edge.source != edge.target
    ]
    own = [
        beat("highlight", edge.source, cause=given.cause("transition", of=edge.source))
        for edge in moves
        if edge.source == edge.target
    ]
    words = " · ".join(dict.fromkeys(said for edge in moves if (said := _said(given, edge))))
    return given.step(phrases.cut(words or given.say("flows"), 2 * phrases.LINE), *chain(*sends, *own))


def _said(given: Given, edge: Edge) -> str:
    """A start, an end, a choice or a fork has no name: the transition is told by the state at its other end."""
    way = " → ".join(given.name(id) for id in (edge.source, edge.target) if given.words(id))
    return f"{way}: {edge.label.plain}" if edge.label and edge.label.plain else way
