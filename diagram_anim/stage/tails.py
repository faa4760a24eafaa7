"""A comet's shapes: a dot with a lighter core, and a tail that tapers along the edge."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import cairo

from diagram_anim.model.geometry import Point
from diagram_anim.stage.color import Rgb, rgb
from diagram_anim.stage.inks import Space

RADIUS = 8.5
CORE = 0.45
"""The core's radius as a share of the head's."""

WIDTH = 15.0
STRONG = 0.80
"""The tail's alpha at the head; at its far end it is 0."""


@lru_cache(maxsize=256)
def shade(space: Space, color: str) -> Rgb:
    """A colour as surfaces hold it."""
    first, second, third = space(rgb(color))
    return third, second, first


def paint_head(
    context: cairo.Context[Any], space: Space, at: Point, size: float, color: str, core: str, alpha: float
) -> None:
    x, y = at
    for one, radius in ((color, RADIUS * size), (core, RADIUS * size * CORE)):
        context.set_source_rgba(*shade(space, one), alpha)
        context.arc(x, y, radius, 0, math.tau)
        context.fill()


def paint_tail(
    context: cairo.Context[Any], space: Space, line: Sequence[Point], edge: Sequence[Point], color: str, alpha: float
) -> None:
    """`line` leads from the far end to the head, `edge` is its `ribbon`."""
    first, second, third = shade(space, color)
    fade = cairo.LinearGradient(*line[0], *line[-1])
    fade.add_color_stop_rgba(0, first, second, third, 0.0)
    fade.add_color_stop_rgba(1, first, second, third, STRONG * alpha)
    context.set_source(fade)
    for x, y in edge:
        context.line_to(x, y)
    context.fill()


def ribbon(line: Sequence[Point], width: float) -> list[Point]:
    """The edge of a band along a line, from nothing at its start to `width` at its end, and back on its other side."""
    if len(line) == 2:
        (ax, ay), (bx, by) = line
        half = width / 2 / (math.dist(*line) or 1.0)
        nx, ny = (ay - by) * half, (bx - ax) * half
        return [(ax, ay), (bx + nx, by + ny), (bx - nx, by - ny)]
    steps = [math.dist(a, b) for a, b in pairwise(line)]
    growth = width / 2 / (sum(steps) or 1.0)
    left: list[Point] = []
    right: list[Point] = []
    way, last = 0.0, len(line) - 1
    for index, (x, y) in enumerate(line):
        ax, ay = line[index - 1] if index else line[0]
        bx, by = line[index + 1] if index < last else line[last]
        half = way * growth / (math.hypot(bx - ax, by - ay) or 1.0)
        nx, ny = (ay - by) * half, (bx - ax) * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
        if index < last:
            way += steps[index]
    return left + right[::-1]
