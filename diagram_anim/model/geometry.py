"""Boxes and paths, in frame pixels: x to the right, y down, the frame's shorter side 1080."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """x, y is the top left corner."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def cx(self) -> float:
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        return self.y + self.h / 2

    def inset(self, by: float) -> Box:
        return Box(self.x + by, self.y + by, self.w - 2 * by, self.h - 2 * by)

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def overlaps(self, other: Box, margin: float = 0.0) -> bool:
        return (
            self.x < other.right + margin
            and other.x < self.right + margin
            and self.y < other.bottom + margin
            and other.y < self.bottom + margin
        )

    def holds(self, other: Box, margin: float = 0.0) -> bool:
        return (
            other.x >= self.x + margin
            and other.y >= self.y + margin
            and other.right <= self.right - margin
            and other.bottom <= self.bottom - margin
        )


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of them."""
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)


def flatten(corners: Sequence[Point], radius: float, steps: int = 8) -> tuple[Point, ...]:
    """A polyline through `corners` with its bends rounded by at most `radius` and half the shorter leg."""
    if len(corners) < 3 or radius <= 0:
        return tuple(corners)
    points: list[Point] = [corners[0]]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        leg_in, leg_out = math.dist(before, corner), math.dist(corner, after)
        cut = min(radius, leg_in / 2, leg_out / 2)
        if cut < 0.5:
            points.append(corner)
            continue
        start = _toward(corner, before, cut / leg_in)
        end = _toward(corner, after, cut / leg_out)
        for step in range(steps + 1):
            points.append(_bezier(start, corner, end, step / steps))
    points.append(corners[-1])
    return tuple(points)


def _toward(a: Point, b: Point, share: float) -> Point:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _bezier(a: Point, b: Point, c: Point, t: float) -> Point:
    """A quarter turn: near a circle's arc for right angles (rational weight 1/√2)."""
    w = math.sqrt(0.5)
    u = 1 - t
    k = u * u + 2 * u * t * w + t * t
    return (
        (u * u * a[0] + 2 * u * t * w * b[0] + t * t * c[0]) / k,
        (u * u * a[1] + 2 * u * t * w * b[1] + t * t * c[1]) / k,
    )


def length(points: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in zip(points, points[1:], strict=False))
