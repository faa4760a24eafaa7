"""The shapes of the states: each is told by its form, whatever its colour."""

from __future__ import annotations

import math

from manim import VMobject

from diagram_anim.model.geometry import Box
from diagram_anim.stage.palette import Palette
from diagram_anim.stage.pen import Path, Pen, arc, circle, dots, join, polygon, polyline, rounded, sampled, softened
from diagram_anim.stage.shapes import shape

TURNS = 48
"""Positions of a turning ring that are told apart."""


def glyph(
    state: str, x: float, y: float, size: float, palette: Palette, turn: int = 0, tone: str = ""
) -> list[VMobject]:
    """A state's shape centred on (x, y), in the colour of the state `tone` if one is named; `turn` of `TURNS` is how
    far a ring has turned."""
    tone, on = palette.fill(tone or state), palette["on_state"]
    r = size / 2
    line = max(2.0, size * 0.12)
    match state:
        case "healthy":
            return [shape(circle(x, y, r), fill=tone), shape(check(x, y, size), stroke=on, width=line)]
        case "failed":
            return [shape(octagon(x, y, r), fill=tone), shape(cross(x, y, size * 0.19), stroke=on, width=line)]
        case "broken":
            return _looping(x, y, size, tone, on)
        case "starting":
            start = 360 * turn / TURNS - 90
            ring = arc(x, y, r * 0.82, start, start + 270)
            return [shape(ring, stroke=tone, width=line), shape(circle(x, y, r * 0.30), fill=tone)]
        case "busy":
            heights = [size * share for share in (0.36, 0.58, 0.84)]
            left, foot = x - size * 0.41, y + size * 0.42
            bars = [
                rounded(Box(left + size * 0.30 * index, foot - height, size * 0.22, height), size * 0.06)
                for index, height in enumerate(heights)
            ]
            return [shape(join(bars), fill=tone)]
        case "degraded" | "faulty":
            return _warning(x, y, size, tone, on)
        case "draining":
            ring = circle(x, y, r * 0.88)
            return [shape(ring, stroke=tone, width=line * 0.9), shape(_down(x, y, size), stroke=tone, width=line * 0.9)]
        case "refused" | "bare":
            bar = polyline([(x - size * 0.22, y), (x + size * 0.22, y)])
            return [shape(circle(x, y, r), fill=tone), shape(bar, stroke=on, width=line * 1.3)]
        case "ended":
            return [shape(rounded(Box(x - r * 0.72, y - r * 0.72, r * 1.44, r * 1.44), size * 0.1), fill=tone)]
        case _:
            ring = dots(sampled(circle(x, y, r * 0.82)).tolist(), r * 0.65, line * 0.5, closed=True)
            return [shape(ring, fill=tone)]


def _looping(x: float, y: float, size: float, tone: str, on: str) -> list[VMobject]:
    """A failure that comes round again and again: its octagon in a ring that ends in an arrow."""
    r, line = size / 2, max(1.6, size * 0.09)
    ring, tip = r * 0.92, math.radians(230)
    at = (x + ring * math.cos(tip), y + ring * math.sin(tip))
    wing = size * 0.15
    along, out = (-math.sin(tip), math.cos(tip)), (math.cos(tip), math.sin(tip))
    head = [
        (at[0] + along[0] * wing * 1.2, at[1] + along[1] * wing * 1.2),
        (at[0] + out[0] * wing, at[1] + out[1] * wing),
        (at[0] - out[0] * wing, at[1] - out[1] * wing),
    ]
    return [
        shape(arc(x, y, ring, -90, 225), stroke=tone, width=line),
        shape(polygon(head), fill=tone),
        shape(octagon(x, y, r * 0.58), fill=tone),
        shape(cross(x, y, size * 0.13), stroke=on, width=line),
    ]


def octagon(x: float, y: float, r: float) -> Path:
    reach = r / math.cos(math.pi / 8)
    corners = [
        (x + reach * math.cos(a), y + reach * math.sin(a)) for a in (math.pi / 8 * (2 * k + 1) for k in range(8))
    ]
    return softened(corners, r * 0.12)


def cross(x: float, y: float, reach: float, share: float = 1.0) -> Path:
    """An ✕ drawn in two strokes; `share` is how far the pen has come."""
    found = []
    for begin, corner in ((0.0, (-1, -1)), (0.5, (1, -1))):
        part = min(1.0, max(0.0, (share - begin) * 2))
        if part > 0:
            dx, dy = corner
            start = (x + dx * reach, y + dy * reach)
            found.append(polyline([start, (start[0] - 2 * dx * reach * part, start[1] - 2 * dy * reach * part)]))
    return join(found)


def check(x: float, y: float, size: float) -> Path:
    return polyline([
        (x - size * 0.20, y + size * 0.01),
        (x - size * 0.05, y + size * 0.16),
        (x + size * 0.20, y - size * 0.13),
    ])  # fmt: skip


def _down(x: float, y: float, size: float) -> Path:
    stem = polyline([(x, y - size * 0.20), (x, y + size * 0.20)])
    return join(
        [stem, polyline([(x - size * 0.15, y + size * 0.06), (x, y + size * 0.21), (x + size * 0.15, y + size * 0.06)])]
    )


def _warning(x: float, y: float, size: float, tone: str, on: str) -> list[VMobject]:
    r = size / 2
    triangle = softened([(x, y - r * 0.92), (x + r, y + r * 0.84), (x - r, y + r * 0.84)], size * 0.12)
    bar = Pen().move(x, y - size * 0.12).line(x, y + size * 0.12).path
    return [
        shape(triangle, fill=tone),
        shape(bar, stroke=on, width=max(2.0, size * 0.11)),
        shape(circle(x, y + size * 0.28, max(1.2, size * 0.06)), fill=on),
    ]
