"""Easing curves: cubic Béziers from (0, 0) to (1, 1) by two control points, as CSS writes them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

ROUNDS = 24
"""Halvings of the interval in which the curve's parameter is sought: exact to a ten-millionth."""


@lru_cache(maxsize=4096)
def ease(curve: tuple[float, float, float, float], share: float) -> float:
    """How far a motion is after `share` of its time; both 0 to 1."""
    if share <= 0.0:
        return 0.0
    if share >= 1.0:
        return 1.0
    x1, y1, x2, y2 = curve
    if (x1, x2) == (y1, y2):
        return share
    low, high = 0.0, 1.0
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        if _at(middle, x1, x2) < share:
            low = middle
        else:
            high = middle
    return _at((low + high) / 2, y1, y2)


def curve(points: Sequence[float]) -> tuple[float, float, float, float]:
    """A theme's list of four numbers as a curve."""
    x1, y1, x2, y2 = (float(point) for point in points)
    return (x1, y1, x2, y2)


def _at(t: float, a: float, b: float) -> float:
    u = 1 - t
    return 3 * u * u * t * a + 3 * u * t * t * b + t * t * t
