"""Arrows that the author has numbered: told in that order, each under its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.infer import reveal
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.language import phrases

LEAST = 3
"""Fewer numbers are no order."""

MOST = 0.6
"""The share of arrows that have to be numbered: the others follow them."""

_NUMBER = re.compile(r"\s*(?:step\s*)?(?:[(\[]?(\d{1,2})[.):\]](?=\s|\D)|([①-⑳]))", re.IGNORECASE)


def tell(given: Given) -> Telling | None:
    turns: dict[int, list[Edge]] = {}
    for edge in given.graph.edges:
        if number := _number(edge):
            turns.setdefault(number, []).append(edge)
    order = sorted(turns)
    numbered = [edge for number in order for edge in turns[number]]
    if len(order) < LEAST or order != [*range(1, len(order) + 1)] or len(numbered) < MOST * len(given.graph.edges):
        return None
    left = [edge for edge in given.graph.edges if edge not in numbered]
    aims = {edge.target for edge in numbered}
    steps: list[Step] = [given.opening("reveal")]
    for number in order:
        steps.append(_flow(given, turns[number]))
        steps += _onward(given, turns[number], left, aims)
    return Telling(
        (
            *steps,
            *([_flow(given, left)] if left else []),
        )
    )


def _number(edge: Edge) -> int:
    """What an arrow's words begin with, 0 without a number."""
    found = _NUMBER.match(edge.label.plain) if edge.label else None
    if not found:
        return 0
    return int(found[1]) if found[1] else ord(found[2]) - ord("①") + 1


def _onward(given: Given, edges: Sequence[Edge], left: list[Edge], aims: set[str]) -> list[Step]:
    """What has no number and leads on from where these arrows lead, hop by hop; it is taken out of `left`. What an
    arrow with a number leads to is reached by that one."""
    reached: set[str] = set()
    steps: list[Step] = []
    found = list(edges)
    while True:
        reached |= {edge.target for edge in found}
        reached |= {one for edge in found for one in inside(given.chart, edge.target) if one not in aims}
        waiting = [edge for edge in left if edge.source in reached]
        found = [edge for edge in waiting if not any(edge.source == other.target for other in waiting)] or waiting
        if not found:
            return steps
        steps.append(_flow(given, found))
        left[:] = [edge for edge in left if edge not in found]


def _flow(given: Given, edges: Sequence[Edge]) -> Step:
    ways = [*dict.fromkeys((edge.source, edge.target) for edge in edges)][: reveal.SENDS]
    labels = [*dict.fromkeys(phrases.clean(edge.label.plain) for edge in edges if edge.label and _number(edge))]
    words = " · ".join(labels) if len(labels) > 1 else ""
    return reveal.flow(given, ways, words if phrases.width(words) <= 2 * phrases.LINE else "")
