"""Comets: a dot with a lighter core and a tail that tapers along the edge.

Dozens move in each frame, so each look is painted once: at one of four places within a device px each way, with a
tail of a multiple of three. The head is an eighth of a px off at most, the tail only where there is least of it.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from itertools import pairwise
from typing import Any

import cairo

from diagram_anim.model.geometry import Point
from diagram_anim.stage.cels import Cel, Placed
from diagram_anim.stage.color import rgb
from diagram_anim.stage.inks import Space
from diagram_anim.stage.nodes import Comet, Lens

RADIUS = 8.5
CORE = 0.45
"""The core's radius as a share of the head's."""

WIDTH = 15.0
STRONG = 0.80
"""The tail's alpha at the head; at its far end it is 0."""

PLACES = 4
"""Places within a device px that are told apart."""

SIZES = 16
"""Sizes that are told apart."""

LENGTH = 3
"""Device px by which tails differ."""

LOOKS = 8192
"""Looks that are kept: a thousand bytes or two each."""


class Comets:
    """All looks that comets have had, those used least lately let go."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._looks: OrderedDict[Hashable, Cel] = OrderedDict()

    def place(self, comets: Iterable[Comet], lens: Lens) -> list[Placed]:
        """Tails first, so that no tail lies over another's head."""
        tails: list[Placed] = []
        heads: list[Placed] = []
        for comet in comets:
            size = round(comet.size * SIZES) / SIZES
            if size <= 0.0:
                continue
            x, y = comet.at
            right, across = divmod(round((x - lens.x) * lens.scale * PLACES), PLACES)
            down, below = divmod(round((y - lens.y) * lens.scale * PLACES), PLACES)
            spot, look = (across / PLACES, below / PLACES), (size * lens.scale, comet.color, comet.alpha)
            far = round(abs(comet.far) * lens.scale / LENGTH) * LENGTH
            if far:
                tails.append(self._tail(comet, lens, (right, down), spot, far, look))
            heads.append(_at(self._look((spot, look, comet.core), _head, spot, look, comet.core), right, down))
        return tails + heads

    def _tail(self, comet: Comet, lens: Lens, px: tuple[int, int], spot: Point, far: int, look: Look) -> Placed:
        """A tail without a bend looks the same anywhere; another belongs to its place on its own line."""
        along = comet.track.straight(*sorted((comet.way, comet.way - comet.far)))
        if along is not None:
            back = -far if comet.far > 0 else far
            line = ((spot[0] + along[0] * back, spot[1] + along[1] * back), spot)
            return _at(self._look((line, look), _tail, line, look), *px)
        step = round(comet.way * lens.scale)
        key = (comet.track, step, far, comet.far > 0, look, lens, comet.dy)
        points = () if key in self._looks else self._bent(comet, lens, step, far)
        return _at(self._look(key, _tail, points, look), 0, 0)

    def _bent(self, comet: Comet, lens: Lens, step: int, far: int) -> tuple[Point, ...]:
        """The line of a tail on the device, from its far end; its head stands at a whole device px of its way."""
        way, reach = step / lens.scale, math.copysign(far / lens.scale, comet.far)
        points = comet.track.between(*sorted((way, way - reach)))[:: 1 if reach > 0 else -1]
        return tuple(((x - lens.x) * lens.scale, (y + comet.dy - lens.y) * lens.scale) for x, y in points)

    def _look(self, key: Hashable, draw: Callable[..., Cel], *args: Any) -> Cel:
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = draw(self._space, *args)
            if len(self._looks) > LOOKS:
                self._looks.popitem(last=False)
        else:
            self._looks.move_to_end(key)
        return found


Look = tuple[float, str, float]
"""Size in device px a frame px, colour, alpha."""


def _at(cel: Cel, right: int, down: int) -> Placed:
    x, y = cel.x + right, cel.y + down
    return Placed(cel, x, y, 1.0, (x, y, x + cel.w, y + cel.h), False)


def _head(space: Space, spot: Point, look: Look, core: str) -> Cel:
    size, color, alpha = look
    cel, context = _surface([spot], RADIUS * size)
    for one, radius in ((color, RADIUS * size), (core, RADIUS * size * CORE)):
        context.set_source_rgba(*space(rgb(one))[::-1], alpha)
        context.arc(*spot, radius, 0, math.tau)
        context.fill()
    return cel


def _tail(space: Space, line: tuple[Point, ...], look: Look) -> Cel:
    size, color, alpha = look
    cel, context = _surface(line or [(0.0, 0.0)], WIDTH * size / 2)
    if len(line) < 2:
        return cel
    left, right = ribbon(line, WIDTH * size)
    shade = space(rgb(color))[::-1]
    fade = cairo.LinearGradient(*line[0], *line[-1])
    fade.add_color_stop_rgba(0, *shade, 0.0)
    fade.add_color_stop_rgba(1, *shade, STRONG * alpha)
    context.set_source(fade)
    context.move_to(*left[0])
    for point in (*left[1:], *reversed(right)):
        context.line_to(*point)
    context.close_path()
    context.fill()
    return cel


def _surface(points: Iterable[Point], around: float) -> tuple[Cel, cairo.Context[Any]]:
    """An empty surface for what is drawn at most so far around the points."""
    found = list(points)
    left, top = (math.floor(min(point[axis] for point in found) - around) for axis in (0, 1))
    right, bottom = (math.ceil(max(point[axis] for point in found) + around) for axis in (0, 1))
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, right - left, bottom - top)
    context = cairo.Context(surface)
    context.translate(-left, -top)
    return Cel(surface, left, top, right - left, bottom - top), context


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
