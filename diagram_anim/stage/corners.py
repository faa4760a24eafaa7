"""Shapes that are told by their corners."""

from __future__ import annotations

import math
from collections.abc import Callable

from diagram_anim.model.geometry import Box, Point
from diagram_anim.stage.pen import EMPTY, Outline, polygon, softened

SOFT = 8.0
"""Px by which corners are rounded."""


def _slanted(top: float, bottom: float, sway: float = 0.0) -> Callable[[Box, float], Outline]:
    """A quadrilateral whose top and bottom are drawn in by shares of its height; `sway` leans it to the right."""

    def draw(box: Box, radius: float) -> Outline:
        lean = min(box.h * 0.35, box.w * 0.18)
        points = [
            (box.x + lean * (top + max(sway, 0.0)), box.y),
            (box.right - lean * (top + max(-sway, 0.0)), box.y),
            (box.right - lean * (bottom + max(sway, 0.0)), box.bottom),
            (box.x + lean * (bottom + max(-sway, 0.0)), box.bottom),
        ]
        return softened(points, SOFT), EMPTY

    return draw


def _points(corners: Callable[[Box], list[Point]]) -> Callable[[Box, float], Outline]:
    return lambda box, radius: (softened(corners(box), SOFT), EMPTY)


def _notch(box: Box) -> float:
    return min(box.w * 0.1, box.h * 0.25)


def _hourglass(box: Box, radius: float) -> Outline:
    return polygon([(box.x, box.y), (box.right, box.y), (box.x, box.bottom), (box.right, box.bottom)]), EMPTY


def _burst(box: Box, radius: float) -> Outline:
    points = 12
    rim = []
    for k in range(points * 2):
        angle, reach = math.tau * k / (points * 2), 1.0 if k % 2 else 0.82
        rim.append((box.cx + box.w / 2 * reach * math.cos(angle), box.cy + box.h / 2 * reach * math.sin(angle)))
    return softened(rim, 3), EMPTY


SHAPES: dict[str, Callable[[Box, float], Outline]] = {
    "diam": _points(lambda b: [(b.cx, b.y), (b.right, b.cy), (b.cx, b.bottom), (b.x, b.cy)]),
    "hex": _points(
        lambda b: [
            (b.x + _notch(b), b.y),
            (b.right - _notch(b), b.y),
            (b.right, b.cy),
            (b.right - _notch(b), b.bottom),
            (b.x + _notch(b), b.bottom),
            (b.x, b.cy),
        ]
    ),
    "lean-r": _slanted(0.0, 0.0, 1.0),
    "lean-l": _slanted(0.0, 0.0, -1.0),
    "trap-b": _slanted(1.0, 0.0),
    "trap-t": _slanted(0.0, 1.0),
    "tri": _points(lambda b: [(b.cx, b.y), (b.right, b.bottom), (b.x, b.bottom)]),
    "flip-tri": _points(lambda b: [(b.x, b.y), (b.right, b.y), (b.cx, b.bottom)]),
    "sl-rect": _points(lambda b: [(b.x, b.y + _notch(b)), (b.right, b.y), (b.right, b.bottom), (b.x, b.bottom)]),
    "notch-rect": _points(
        lambda b: [(b.x + _notch(b), b.y), (b.right, b.y), (b.right, b.bottom), (b.x, b.bottom), (b.x, b.y + _notch(b))]
    ),
    "notch-pent": _points(
        lambda b: [
            (b.x + _notch(b), b.y),
            (b.right - _notch(b), b.y),
            (b.right, b.y + _notch(b)),
            (b.right, b.bottom),
            (b.x, b.bottom),
            (b.x, b.y + _notch(b)),
        ]
    ),
    "odd": _points(
        lambda b: [(b.x, b.y), (b.right, b.y), (b.right, b.bottom), (b.x, b.bottom), (b.x + _notch(b), b.cy)]
    ),
    "bolt": _points(
        lambda b: [
            (b.x + b.w * 0.62, b.y),
            (b.x, b.y + b.h * 0.58),
            (b.x + b.w * 0.42, b.y + b.h * 0.58),
            (b.x + b.w * 0.38, b.bottom),
            (b.right, b.y + b.h * 0.42),
            (b.x + b.w * 0.58, b.y + b.h * 0.42),
        ]
    ),
    "bang": _burst,
    "hourglass": _hourglass,
}
"""By the names that Mermaid gives them."""
