"""What befalls parts by arrows that the author has numbered: `1. power module fails`, `② 부산을 새 주 DB로 승격`.

Comes in: a chart. Goes out: what its numbered arrows tell, in their order. An arrow speaks of whom it names; where it
names nobody, a failure is told of who stands at its beginning, all else of who stands at its end.
"""

from __future__ import annotations

from collections.abc import Iterator

from diagram_anim.model.diagram import Edge
from diagram_anim.story.infer import called, speaking
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.saying import decides
from diagram_anim.story.infer.tidings import Told, fits, read
from diagram_anim.story.language import phrases, tidings

LEAST = 2
"""Fewer numbers are no order."""

_HURTING = ("fail", "degrade")


def told(given: Given) -> Iterator[Told]:
    """What numbered arrows tell; nothing where anything is decided: it may come about or not."""
    turns = sorted((edge for edge in given.graph.edges if _number(edge)), key=_number)
    numbers = list(dict.fromkeys(map(_number, turns)))
    ordered = len(numbers) >= LEAST and numbers == [*range(1, len(numbers) + 1)]
    if not ordered or any(decides(given, id) for id in given.nodes):
        return
    for edge in turns:
        if one := _told(given, edge):
            yield one


def _number(edge: Edge) -> int:
    return phrases.numbered(edge.label.plain) if edge.label else 0


def _told(given: Given, edge: Edge) -> Told | None:
    text = phrases.unnumbered(edge.label.plain) if edge.label else ""
    if speaking.perhaps(text) or tidings.rejoins(text):
        return None
    ends = [id for id in (edge.source, edge.target) if id in called.parts(given)]
    meant = [id for id in ends if _names(given, text, id)]
    if len(meant) == 1:
        (who,) = meant
        one = read(text, who, called.nicknames(given, who), edge.span.line)
    else:
        who = edge.source
        one = read(text, who, called.names(given, who), edge.span.line) if who in ends and not meant else None
        if one is None or one.act.verb not in _HURTING:
            who = edge.target
            one = read(text, who, called.names(given, who), edge.span.line) if who in ends and not meant else None
            one = one if one and one.act.verb not in _HURTING else None
    return one if one and one.sure and one.act.verb != "scale" and fits(given, one, ordered=True) else None


def _names(given: Given, text: str, id: str) -> bool:
    return tidings.calls(text, called.nicknames(given, id))
