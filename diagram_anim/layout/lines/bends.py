"""How round the bends of a wire are: as its theme or its curve would have them, as far as they cut off no corner of a
thing."""

from __future__ import annotations

import math
from collections.abc import Sequence

from diagram_anim.model.geometry import Box, Point

SHARP = ("linear", "step", "stepBefore", "stepAfter")
SMOOTH = ("basis", "bumpX", "bumpY", "cardinal", "catmullRom", "monotoneX", "monotoneY", "natural")
"""Mermaid's curves by how their bends are drawn; `rounded` is the theme's own."""

WIDE = 400.0
"""The radius of a smooth bend, where its legs are as long."""

BESIDE = 4.0
"""A bend comes no nearer to a thing that it goes round, in px."""


def radius(way: Sequence[Point], wanted: float, solid: Sequence[Box]) -> float:
    """The radius of all bends of a way, no more than `wanted`."""
    found = wanted
    for before, corner, after in zip(way, way[1:], way[2:], strict=False):
        room = min(math.dist(before, corner), math.dist(corner, after)) / 2
        for box in solid:
            inside = _inside(before, corner, after, box)
            if inside and min(found, room) > (most := _most(*inside)):
                found = most
    return found


def _inside(before: Point, corner: Point, after: Point, box: Box) -> tuple[float, float] | None:
    """How far from a bend's two legs the nearest corner of a box lies that it goes round; None where it doesn't."""
    x, y = (before[axis] + after[axis] - 2 * corner[axis] for axis in (0, 1))
    beside = box.x - corner[0] if x > 0 else corner[0] - box.right
    below = box.y - corner[1] if y > 0 else corner[1] - box.bottom
    return (beside, below) if beside > 0 and below > 0 else None


def _most(x: float, y: float) -> float:
    """The largest radius of an arc between two legs that a point so far from both lies outside of."""
    middle = x + y - BESIDE
    spare = middle**2 - (x**2 + y**2 - BESIDE**2)
    return max(x, y, middle + math.sqrt(spare) if spare > 0 else 0.0)
