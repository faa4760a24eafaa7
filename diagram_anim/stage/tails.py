"""Comets: a dot with a lighter core and a tail that tapers along the edge. Dozens a frame, so drawn without sprites."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import cairo

from diagram_anim.model.geometry import Point
from diagram_anim.stage.color import rgb
from diagram_anim.stage.nodes import Comet, Lens

RADIUS = 8.5
CORE = 0.45
"""The core's radius as a share of the head's."""

WIDTH = 15.0
STRONG = 0.80
"""The tail's alpha at the head; at its far end it is 0."""


def paint_comets(context: cairo.Context[Any], comets: Iterable[Comet], lens: Lens) -> None:
    """Tails first, so that no tail lies over another's head."""
    found = tuple(comets)
    if not found:
        return
    context.save()
    context.scale(lens.scale, lens.scale)
    context.translate(-lens.x, -lens.y)
    for comet in found:
        if len(comet.tail) > 1:
            _tail(context, comet)
    for comet in found:
        _head(context, comet)
    context.restore()


def _head(context: cairo.Context[Any], comet: Comet) -> None:
    x, y = comet.at
    for color, radius in ((comet.color, RADIUS * comet.size), (comet.core, RADIUS * comet.size * CORE)):
        r, g, b = rgb(color)
        context.set_source_rgba(b, g, r, comet.alpha)
        context.new_sub_path()
        context.arc(x, y, radius, 0, math.tau)
        context.fill()


def _tail(context: cairo.Context[Any], comet: Comet) -> None:
    left, right = ribbon(comet.tail, WIDTH * comet.size)
    r, g, b = rgb(comet.color)
    fade = cairo.LinearGradient(*comet.tail[0], *comet.at)
    fade.add_color_stop_rgba(0, b, g, r, 0.0)
    fade.add_color_stop_rgba(1, b, g, r, STRONG * comet.alpha)
    context.set_source(fade)
    context.move_to(*left[0])
    for point in left[1:]:
        context.line_to(*point)
    for point in reversed(right):
        context.line_to(*point)
    context.close_path()
    context.fill()


def ribbon(line: tuple[Point, ...], width: float) -> tuple[list[Point], list[Point]]:
    """Both sides of a band along a line, from nothing at its start to `width` at its end."""
    ways = [0.0]
    for a, b in pairwise(line):
        ways.append(ways[-1] + math.dist(a, b))
    whole = ways[-1] or 1.0
    left: list[Point] = []
    right: list[Point] = []
    last = len(line) - 1
    for index, (x, y) in enumerate(line):
        (ax, ay), (bx, by) = line[max(0, index - 1)], line[min(last, index + 1)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        half = width / 2 * ways[index] / whole
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left, right
