"""Decisions whose answer is known: `yes, this time`, `yes, 07:12` beside `no`. What happened is told, not what didn't.

Comes in: a chart. Goes out: the chart without the answers that weren't given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from diagram_anim.model.diagram import Edge, Flowchart
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words.saying import decides


def apart(given: Given) -> Given:
    """The same without the arrows of answers that nobody gave."""
    untaken = [*_untaken(given)] if isinstance(given.diagram, Flowchart) else []
    if not untaken:
        return given
    kept = tuple(edge for edge in given.chart.edges if edge not in untaken)
    return replace(given, diagram=replace(given.chart, edges=kept))


def _untaken(given: Given) -> Iterator[Edge]:
    for id in given.nodes:
        answers = [edge for edge in given.chart.edges if edge.source == id]
        taken = [edge for edge in answers if edge.label and _TAKEN.search(edge.label.plain)]
        if len(taken) == 1 < len(answers) and decides(given, id):
            yield from (edge for edge in answers if edge not in taken)


_TAKEN = re.compile(
    r"\bthis time\b|(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])|이번(?:에는?|엔)?(?![가-힣])|今回は?",
    re.IGNORECASE,
)
"""What marks the answer that was given: when, or that it was so this time."""
