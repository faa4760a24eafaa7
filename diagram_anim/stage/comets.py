"""Comets on their way: dozens move in each frame, so each look is painted once.

A head is painted at one of four places within a device px each way, so it is an eighth of a px off at most. A tail is
as long as a multiple of four px, and in a bend it moves on by as much: it is off only at its far end, where it is thin
and all but clear.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import cairo

from diagram_anim.model.geometry import Point
from diagram_anim.stage.cels import Cel, Placed
from diagram_anim.stage.inks import Space
from diagram_anim.stage.nodes import Comet, Lens
from diagram_anim.stage.tails import RADIUS, WIDTH, paint_head, paint_tail, ribbon

PLACES = 4
"""Places within a device px that are told apart."""

SIZES = 16
"""Sizes that are told apart."""

LENGTH = 4
"""Device px by which tails differ in length, and in their place in a bend."""

LOOKS = 4096
"""Looks that are kept: a thousand bytes or two each."""

Look = tuple[float, str, float]
"""Size in device px a frame px, colour, alpha."""


class Comets:
    """All looks that comets have had, those used least lately let go."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._looks: OrderedDict[Hashable, Cel] = OrderedDict()

    def paint(self, context: cairo.Context[Any], comets: Sequence[Comet], lens: Lens) -> None:
        """Paints them just where they are, through a lens that no other frame has."""
        context.save()
        context.scale(lens.scale, lens.scale)
        context.translate(-lens.x, -lens.y)
        for comet in comets:
            line = _line(comet, comet.way, abs(comet.far))
            if len(line) > 1:
                paint_tail(context, self._space, line, ribbon(line, WIDTH * comet.size), comet.color, comet.alpha)
        for comet in comets:
            paint_head(context, self._space, comet.at, comet.size, comet.color, comet.core, comet.alpha)
        context.restore()

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
            head = self._look((spot, look, comet.core), self._head, spot, look, comet.core)
            heads.append(_at(head, right, down))
        return tails + heads

    def _tail(self, comet: Comet, lens: Lens, px: tuple[int, int], spot: Point, far: int, look: Look) -> Placed:
        """A tail without a bend looks the same anywhere; another belongs to its place on its own line."""
        along = comet.track.straight(*sorted((comet.way, comet.way - comet.far)))
        if along is not None:
            back = -far if comet.far > 0 else far
            line = ((spot[0] + along[0] * back, spot[1] + along[1] * back), spot)
            return _at(self._look((line, look), self._drawn, lambda: line, look), *px)

        step = round(comet.way * lens.scale / LENGTH) * LENGTH

        def bent() -> list[Point]:
            line = _line(comet, step / lens.scale, far / lens.scale)
            return [((x - lens.x) * lens.scale, (y - lens.y) * lens.scale) for x, y in line]

        key = (comet.track, step, far, comet.far > 0, look, lens, comet.dx, comet.dy)
        return _at(self._look(key, self._drawn, bent, look), 0, 0)

    def _look(self, key: Hashable, draw: Callable[..., Cel], *args: Any) -> Cel:
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = draw(*args)
            if len(self._looks) > LOOKS:
                self._looks.popitem(last=False)
        else:
            self._looks.move_to_end(key)
        return found

    def _head(self, spot: Point, look: Look, core: str) -> Cel:
        size, color, alpha = look
        cel, context = _surface([spot], RADIUS * size)
        paint_head(context, self._space, spot, size, color, core, alpha)
        return cel

    def _drawn(self, line: Callable[[], Sequence[Point]], look: Look) -> Cel:
        size, color, alpha = look
        points = line()
        edge = ribbon(points, WIDTH * size) or [(0.0, 0.0)]
        cel, context = _surface(edge, 1.0)
        if len(points) > 1:
            paint_tail(context, self._space, points, edge, color, alpha)
        return cel


def _line(comet: Comet, way: float, far: float) -> list[Point]:
    """The line of a tail in frame px, from its far end, for a head so far along its way."""
    ahead = comet.far < 0
    points = comet.track.between(*((way, way + far) if ahead else (way - far, way)))
    return [(x + comet.dx, y + comet.dy) for x, y in (reversed(points) if ahead else points)]


def _at(cel: Cel, right: int, down: int) -> Placed:
    x, y = cel.x + right, cel.y + down
    return Placed(cel, x, y, 1.0, (x, y, x + cel.w, y + cel.h), False)


def _surface(points: Sequence[Point], around: float) -> tuple[Cel, cairo.Context[Any]]:
    """An empty surface for what is drawn at most so far around the points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top = math.floor(min(xs) - around), math.floor(min(ys) - around)
    w, h = math.ceil(max(xs) + around) - left, math.ceil(max(ys) + around) - top
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, w, h)
    context = cairo.Context(surface)
    context.translate(-left, -top)
    return Cel(surface, left, top, w, h), context
