"""Arrows or boxes that the author has numbered: told in that order, each under its own words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.infer import sends
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.saying import decides
from diagram_anim.story.language import phrases

LEAST = 3
"""Fewer numbers are no order."""

BOXES = 12
"""More numbered boxes would each be seen too shortly."""

MOST = 0.6
"""The share of arrows, or of boxes, that have to be numbered: the others follow them."""


def tell(given: Given) -> Telling | None:
    given = sends.worded(given)
    return _by_arrows(given) or _by_boxes(given)


def _by_arrows(given: Given) -> Telling | None:
    turns: dict[int, list[Edge]] = {}
    for edge in given.graph.edges:
        if number := phrases.numbered(edge.label.plain) if edge.label else 0:
            turns.setdefault(number, []).append(edge)
    numbered = [edge for number in sorted(turns) for edge in turns[number]]
    if not _ordered(turns) or len(numbered) < MOST * len(given.graph.edges):
        return None
    left = [edge for edge in given.graph.edges if edge not in numbered]
    aims = {edge.target for edge in numbered}
    begins = {edge.source for edge in turns[1]}
    first = [edge for edge in left if edge.target in begins and not given.graph.before.get(edge.source)]
    left = [edge for edge in left if edge not in first]
    steps: list[Step] = [given.opening("reveal"), *([_flow(given, first)] if first else [])]
    for number in sorted(turns):
        steps.append(_flow(given, turns[number], _said(given, turns[number])))
        steps += _onward(given, [edge.target for edge in turns[number]], left, aims)
    return Telling((*steps, *([_flow(given, left)] if left else [])))


def _by_boxes(given: Given) -> Telling | None:
    """Each box as data comes to it, or as it lights up where nothing leads to it."""
    turns: dict[int, list[str]] = {}
    for id in given.nodes:
        if number := phrases.numbered(given.label(id).plain):
            turns.setdefault(number, []).append(id)
    boxes = [id for number in sorted(turns) for id in turns[number]]
    few = len(boxes) >= MOST * len(given.nodes) and len(turns) <= BOXES
    if not given.graph.edges or not _ordered(turns) or not few or any(decides(given, id) for id in given.nodes):
        return None
    numbers = {id: number for number in turns for id in turns[number]}
    coming = [edge for edge in given.graph.edges if numbers.get(edge.target, 0) > numbers.get(edge.source, 0)]
    left = [edge for edge in given.graph.edges if edge not in coming and edge.target not in numbers]
    back = [edge for edge in given.graph.edges if edge not in coming and edge.target in numbers]
    steps: list[Step] = [given.opening("reveal")]
    for number in sorted(turns):
        words = _together([given.described(id) for id in turns[number]])
        ways = [edge for edge in coming if edge.target in turns[number]]
        shown = beat("highlight", *turns[number], cause=given.cause("told", of=turns[number][0]))
        steps.append(_flow(given, ways, words) if ways else given.step(words, shown))
        steps += _onward(given, turns[number], left, {*boxes})
    steps += [_flow(given, some) for some in (left, back) if some]
    return Telling((*steps,))


def _ordered(turns: Collection[int]) -> bool:
    """Whether these numbers are an order: from 1 on, without a gap."""
    return len(turns) >= LEAST and sorted(turns) == [*range(1, len(turns) + 1)]


def _together(texts: Sequence[str]) -> str:
    """Texts under one number, which is said once; "" where two lines don't hold them."""
    first, *others = dict.fromkeys(texts)
    words = " · ".join([first, *(phrases.unnumbered(text) for text in others)])
    return words if phrases.width(words) <= 2 * phrases.LINE else ""


def _said(given: Given, edges: Sequence[Edge]) -> str:
    """What arrows of one number say: their own words, with where one alone leads."""
    labels = [phrases.clean(edge.label.plain) for edge in edges if edge.label]
    if len(edges) == 1:
        return given.say("labelled", label=labels[0], a=given.name(edges[0].source), b=given.name(edges[0].target))
    return _together(labels) if len({*labels}) > 1 else ""


def _onward(given: Given, ids: Sequence[str], left: list[Edge], aims: set[str]) -> list[Step]:
    """What has no number and leads on from these things, hop by hop; it is taken out of `left`. What has a number, or
    an arrow with a number leads to, is reached in its own turn."""
    reached: set[str] = set()
    steps: list[Step] = []
    fresh = list(ids)
    while True:
        reached |= {*fresh} | {one for id in fresh for one in inside(given.chart, id) if one not in aims}
        waiting = [edge for edge in left if edge.source in reached]
        found = [edge for edge in waiting if not any(edge.source == other.target for other in waiting)] or waiting
        if not found:
            return steps
        steps.append(_flow(given, found))
        left[:] = [edge for edge in left if edge not in found]
        fresh = [edge.target for edge in found]


def _flow(given: Given, edges: Sequence[Edge], words: str = "") -> Step:
    ways = [*dict.fromkeys((edge.source, edge.target) for edge in edges)]
    return sends.flow(given, ways, words)
