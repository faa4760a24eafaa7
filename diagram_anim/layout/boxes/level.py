"""Charts in frames of their own that stand beside or below each other, joined by nothing: where they run the same way
through as many ranks, those stand level, so that one is compared with the other at a glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.layout.boxes.layers import Layers
from diagram_anim.layout.boxes.pieces import Frame, Piece

Rows = tuple[tuple[Piece, ...], ...]


def level(rows: Rows) -> Rows:
    """The rows of a grid with what runs down level along each row, and what runs across level along each column."""
    beside = [_alike(row, upright=True) for row in rows]
    columns = [[row[at] for row in beside if at < len(row)] for at in range(len(beside[0]))]
    below = [iter(_alike(column, upright=False)) for column in columns]
    return tuple(tuple(next(below[at]) for at in range(len(row))) for row in rows)


def _alike(pieces: Sequence[Piece], *, upright: bool) -> list[Piece]:
    """Of as many ranks each with the lengths and gaps that the largest of them needs."""
    charts = [_chart(one, upright) for one in pieces]
    many: dict[int, list[Layers]] = defaultdict(list)
    for chart in charts:
        if chart:
            many[len(chart.ranks)].append(chart)
    return [
        _levelled(one, chart, many[len(chart.ranks)]) if chart and isinstance(one, Frame) else one
        for one, chart in zip(pieces, charts, strict=True)
    ]


def _chart(piece: Piece, upright: bool) -> Layers | None:
    inner = piece.inner if isinstance(piece, Frame) else None
    return inner if isinstance(inner, Layers) and inner.upright == upright else None


def _levelled(frame: Frame, chart: Layers, charts: Sequence[Layers]) -> Frame:
    if len(charts) < 2:
        return frame
    floors = [max(each) for each in zip(*(one.lengths() for one in charts), strict=True)]
    least = [min(each) for each in zip(*(one.longest_ranks() for one in charts), strict=True)]
    gaps = tuple(max(each) for each in zip(*(one.gaps for one in charts), strict=True))
    tops = tuple(max(floor, top) for floor, top in zip(floors, least, strict=True))
    return replace(frame, inner=replace(chart, floors=tuple(floors), tops=tops, gaps=gaps))
