"""A line's way: its points by distance from its start."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from diagram_anim.model.geometry import Point
from diagram_anim.stage.pen import bent, sampled


class Track:
    """A line with rounded bends; distances are px from its start."""

    def __init__(self, corners: Sequence[Point], radius: float) -> None:
        points = sampled(bent(corners, radius), 10)
        steps = np.hypot(*np.diff(points, axis=0).T) if len(points) > 1 else np.zeros(0)
        moving = steps > 1e-6
        points, steps = points[np.concatenate([[True], moving])], steps[moving]
        units = np.round(np.diff(points, axis=0) / steps[:, None], 9)
        # Points on a straight part say nothing: it is one step from its start to its end.
        turns = np.concatenate([[True], np.abs(np.diff(units, axis=0)).max(axis=1) > 1e-6, [True]])
        turns = turns if len(steps) else np.array([True])
        ways = np.concatenate([[0.0], np.cumsum(steps)])
        self._points: list[Point] = [(x, y) for x, y in points[turns].tolist()]
        self._ways: list[float] = ways[turns].tolist()
        self._units: list[Point] = [(x, y) for x, y in units[turns[:-1]].tolist()] or [(1.0, 0.0)]
        self.length = self._ways[-1]

    def at(self, way: float) -> Point:
        if way >= self.length:
            return self._points[-1]
        way = max(way, 0.0)
        part = self._part(way)
        (x, y), (dx, dy) = self._points[part], self._units[part]
        gone = way - self._ways[part]
        return (x + dx * gone, y + dy * gone)

    def heading(self, way: float) -> Point:
        """The direction in which the line runs there, as a unit vector."""
        reach = 1.0
        ax, ay = self.at(way - reach)
        bx, by = self.at(way + reach)
        size = math.hypot(bx - ax, by - ay) or 1.0
        return ((bx - ax) / size, (by - ay) / size)

    def between(self, start: float, end: float) -> tuple[Point, ...]:
        """The line from one distance to another, its ends included."""
        start, end = max(0.0, start), min(self.length, end)
        if end <= start:
            return ()
        inner = slice(bisect_right(self._ways, start + 0.01), bisect_left(self._ways, end - 0.01))
        return (self.at(start), *self._points[inner], self.at(end))

    def _part(self, way: float) -> int:
        return min(bisect_right(self._ways, way), len(self._units)) - 1
