"""What wires lead through: what stands in the way, the lines on which they may turn, and what their ways cost."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from diagram_anim.model.geometry import Box, Point

CLEAR = 12.0
"""A line keeps this far from what it passes."""

BEND, CROSS, INSIDE, ALONG = 60.0, 120.0, 1.2, 3.0
"""What a bend, a crossing, a px inside a strange group, and one close along a group's border cost, in px of length."""

MANY, SPARSE = 150, 14.0
"""Of more lines than this beside things, those are left out that lie nearer to another than so many px."""

Way = tuple[Point, ...]

Rows = npt.NDArray[np.float64]


@dataclass(slots=True)
class Field:
    """What stands in the way: `solid` can't be passed, `soft` (groups) at a price unless an end is in them."""

    solid: Sequence[Box]
    soft: Sequence[tuple[str, Box]]
    room: Box
    laid: list[tuple[Point, Point]] = field(default_factory=list)
    """The legs of the ways that are laid."""

    _lines: tuple[list[float], list[float]] | None = None
    _solid: Rows | None = None
    _borders: Rows | None = None
    _legs: Rows | None = None

    def lines(self) -> tuple[list[float], list[float]]:
        """The x and y on which lines may turn: in the middle of the gaps, and close along each thing."""
        if self._lines is None:
            boxes = [*self.solid, *(box for _, box in self.soft)]
            xs = _channels([(box.x, box.right) for box in boxes], self.room.x, self.room.right)
            ys = _channels([(box.y, box.bottom) for box in boxes], self.room.y, self.room.bottom)
            self._lines = xs, ys
        return self._lines

    def beside(self, more: Sequence[Box]) -> Field:
        """The same with more that can't be passed."""
        return Field([*self.solid, *more], self.soft, self.room, self.laid)

    def lay(self, way: Way) -> None:
        self.laid += pairwise(way)
        self._legs = None

    def relay(self, laid: list[tuple[Point, Point]]) -> None:
        """With these legs laid instead."""
        self.laid, self._legs = laid, None

    def legs(self) -> Rows:
        """Of each leg that is laid the least x and y and the largest: one row each."""
        if self._legs is None or len(self._legs) != len(self.laid):
            ends = np.array(self.laid, float).reshape(-1, 2, 2)
            self._legs = np.concatenate((ends.min(axis=1), ends.max(axis=1)), axis=1)
        return self._legs

    def edges(self) -> Rows:
        """Of everything solid, left, top, right and bottom: one row each."""
        if self._solid is None:
            self._solid = rows((box.x, box.y, box.right, box.bottom) for box in self.solid)
        return self._solid

    def borders(self) -> Rows:
        """The same of the groups."""
        if self._borders is None:
            self._borders = rows((box.x, box.y, box.right, box.bottom) for _, box in self.soft)
        return self._borders


def rows(of: Iterable[tuple[float, ...]]) -> Rows:
    return np.array(list(of), float).reshape(-1, 4)


def passed(way: Way, edges: Rows) -> list[int]:
    """Which boxes, given by their left, top, right and bottom, a way runs through."""
    ends = np.array([(*a, *b) for a, b in pairwise(way)], float).reshape(-1, 4)
    low, high = np.minimum(ends[:, :2], ends[:, 2:])[:, None], np.maximum(ends[:, :2], ends[:, 2:])[:, None]
    through = ((low < edges[:, 2:]) & (high > edges[:, :2])).all(axis=2).any(axis=0)
    found: list[int] = np.flatnonzero(through).tolist()
    return found


def _channels(spans: Sequence[tuple[float, float]], low: float, high: float) -> list[float]:
    marks = sorted({low, high, *(edge for span in spans for edge in span)})
    middles = {round((a + b) / 2, 1) for a, b in zip(marks, marks[1:], strict=False) if b - a > 2 * CLEAR + 2}
    found = sorted(one for one in {*middles, low, high} if low <= one <= high)
    beside = {side for start, end in spans for side in (round(start - CLEAR - 8, 1), round(end + CLEAR + 8, 1))}
    apart = SPARSE if len(beside) > MANY else 0.05
    for one in sorted(beside):
        at = bisect_left(found, one)
        near = min((abs(other - one) for other in found[max(0, at - 1) : at + 1]), default=math.inf)
        if low <= one <= high and near >= apart:
            found.insert(at, one)
    return found
