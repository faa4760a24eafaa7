"""Comets on their way, as a lens shows them: where on the device each is, and within which edges it is painted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import cairo

from diagram_anim.model.geometry import Point
from diagram_anim.stage.cels import Edges
from diagram_anim.stage.inks import Space
from diagram_anim.stage.nodes import Comet, Lens
from diagram_anim.stage.tails import RADIUS, WIDTH, paint_head, paint_tail, ribbon


@dataclass(frozen=True, slots=True)
class Seen:
    """A comet in device px: its head, its tail's line from the far end and the edge of it, and all of it in a box."""

    comet: Comet
    at: Point
    size: float
    line: Sequence[Point]
    edge: Sequence[Point]
    box: Edges


def seen(comets: Iterable[Comet], lens: Lens) -> list[Seen]:
    """Those that have any size."""
    return [_seen(comet, lens) for comet in comets if comet.size > 0.0]


def paint(context: cairo.Context[Any], space: Space, comets: Sequence[Seen]) -> None:
    """Tails first, so that no tail lies over another's head."""
    for one in comets:
        if one.edge:
            paint_tail(context, space, one.line, one.edge, one.comet.color, one.comet.alpha)
    for one in comets:
        paint_head(context, space, one.at, one.size, one.comet.color, one.comet.core, one.comet.alpha)


def _seen(comet: Comet, lens: Lens) -> Seen:
    scale, (x, y) = lens.scale, comet.at
    x, y, size = (x - lens.x) * scale, (y - lens.y) * scale, comet.size * scale
    line = _line(comet, lens)
    edge = ribbon(line, WIDTH * size) if len(line) > 1 else []
    around = RADIUS * size
    xs, ys = [x - around, x + around], [y - around, y + around]
    for one, other in edge:
        xs.append(one)
        ys.append(other)
    box = (math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys)))
    return Seen(comet, (x, y), size, line, edge, box)


def _line(comet: Comet, lens: Lens) -> Sequence[Point]:
    """The line of a tail on the device, from its far end to the head."""
    way, far, scale = comet.way, comet.far, lens.scale
    points = comet.track.between(way - far, way) if far > 0 else comet.track.between(way, way - far)
    right, down = comet.dx - lens.x, comet.dy - lens.y
    line = [((x + right) * scale, (y + down) * scale) for x, y in points]
    return line if far > 0 else line[::-1]
