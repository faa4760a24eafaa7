"""A line's way: its points by distance from its start."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from diagram_anim.model.geometry import Point
from diagram_anim.stage.pen import bent, sampled


class Track:
    """A line with rounded bends; distances are px from its start."""

    def __init__(self, corners: Sequence[Point], radius: float) -> None:
        points = sampled(bent(corners, radius), 10)
        steps = np.hypot(*np.diff(points, axis=0).T) if len(points) > 1 else np.zeros(0)
        keep = np.concatenate([[True], steps > 1e-6])
        points = points[keep]
        self._x, self._y = points[:, 0], points[:, 1]
        self._ways = np.concatenate([[0.0], np.cumsum(steps[steps > 1e-6])])
        self.length = float(self._ways[-1])

    def at(self, way: float) -> Point:
        return (float(np.interp(way, self._ways, self._x)), float(np.interp(way, self._ways, self._y)))

    def heading(self, way: float) -> Point:
        """The direction in which the line runs there, as a unit vector."""
        reach = 1.0
        ax, ay = self.at(way - reach)
        bx, by = self.at(way + reach)
        size = float(np.hypot(bx - ax, by - ay)) or 1.0
        return ((bx - ax) / size, (by - ay) / size)

    def between(self, start: float, end: float) -> tuple[Point, ...]:
        """The line from one distance to another, its ends included."""
        start, end = max(0.0, start), min(self.length, end)
        if end <= start:
            return ()
        first, last = np.searchsorted(self._ways, [start, end], side="right")
        inner = slice(int(first), int(last))
        middle = [
            (float(x), float(y))
            for x, y, way in zip(self._x[inner], self._y[inner], self._ways[inner], strict=True)
            if start + 0.01 < way < end - 0.01
        ]
        return (self.at(start), *middle, self.at(end))
