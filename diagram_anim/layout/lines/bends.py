"""How round the bends of a wire are: as its theme or its curve would have them, as far as they cut off no corner of a
thing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

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
        for x, y in _inside(before, corner, after, solid):
            if min(found, room) > (most := _most(x, y)):
                found = most
    return found


def _inside(before: Point, corner: Point, after: Point, solid: Sequence[Box]) -> Iterator[tuple[float, float]]:
    """How far from a bend's two legs the nearest corner lies of each box that it goes round."""
    across, along = corner
    right, down = before[0] + after[0] > 2 * across, before[1] + after[1] > 2 * along
    for box in solid:
        beside = box.x - across if right else across - (box.x + box.w)
        if beside > 0:
            below = box.y - along if down else along - (box.y + box.h)
            if below > 0:
                yield beside, below


def _most(x: float, y: float) -> float:
    """The largest radius of an arc between two legs that a point so far from both lies outside of."""
    middle = x + y - BESIDE
    spare = middle**2 - (x**2 + y**2 - BESIDE**2)
    return max(x, y, middle + math.sqrt(spare) if spare > 0 else 0.0)
