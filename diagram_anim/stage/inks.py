"""What Manim's camera draws, kept: it draws a mobject once into a recorder, and that is painted again at any zoom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import cairo
import numpy as np
from manim import VMobject

from diagram_anim.model.geometry import Box
from diagram_anim.stage.color import Rgb
from diagram_anim.stage.rasters import Grid, Raster

FINE = 64.0
"""How many times as fine as a frame px paths are kept: cairo rounds them to 1/256 of its own unit."""

Space = Callable[[Rgb], Rgb]
"""How a colour is written into a surface: from shares of red, green and blue to those of its first three bytes."""

Display = Callable[[VMobject, Any], Any]
"""Draws one mobject into a context as Manim's camera does."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A path that is filled, or stroked where it has a width; `joint` and `cap` are cairo's."""

    path: cairo.Path
    color: Rgb
    alpha: float
    width: float = 0.0
    joint: Any = None
    cap: Any = None


@dataclass(frozen=True, slots=True)
class Print:
    """An author's picture, as large as its box in frame px."""

    grid: Grid
    box: Box


Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom in frame px, y down."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Inks from back to front, and the edges of all; None where there is nothing."""

    inks: tuple[Ink | Print, ...]
    edges: Bounds | None


class Recorder:
    """Stands in for a cairo context: takes what Manim's camera does to one, for one mobject after another."""

    def __init__(self) -> None:
        self.inks: list[Ink | Print] = []
        self.boxes: list[Bounds] = []
        self._pen = cairo.Context(cairo.ImageSurface(cairo.FORMAT_A8, 1, 1))
        self._pen.scale(FINE, FINE)
        self.new_path, self.new_sub_path = self._pen.new_path, self._pen.new_sub_path
        self.move_to, self.curve_to, self.close_path = self._pen.move_to, self._pen.curve_to, self._pen.close_path
        self._color, self._alpha = (0.0, 0.0, 0.0), 0.0
        self._width = 0.0
        self._joint: Any = None
        self._cap: Any = None

    def set_source_rgba(self, blue: float, green: float, red: float, alpha: float) -> None:
        """Manim's camera names the colours in the order in which they stand in its own array."""
        self._color, self._alpha = (float(red), float(green), float(blue)), float(alpha)

    def set_line_width(self, width: float) -> None:
        self._width = float(width)

    def set_line_join(self, joint: Any) -> None:
        self._joint = joint

    def set_line_cap(self, cap: Any) -> None:
        self._cap = cap

    def fill_preserve(self) -> None:
        if self._alpha > 0:
            self._add(Ink(self._pen.copy_path(), self._color, self._alpha))

    def stroke_preserve(self) -> None:
        if self._alpha > 0 and self._width > 0:
            self._add(Ink(self._pen.copy_path(), self._color, self._alpha, self._width, self._joint, self._cap))

    def _add(self, ink: Ink) -> None:
        self.inks.append(ink)
        left, low, right, high = self._pen.path_extents()
        half = ink.width / 2
        self.boxes.append((left - half, -high - half, right + half, half - low))

    def paste(self, picture: Print) -> None:
        box = picture.box
        self.inks.append(picture)
        self.boxes.append((box.x, box.y, box.right, box.bottom))

    @property
    def drawing(self) -> Drawing:
        if not self.boxes:
            return Drawing((), None)
        lefts, tops, rights, bottoms = zip(*self.boxes, strict=True)
        return Drawing(tuple(self.inks), (min(lefts), min(tops), max(rights), max(bottoms)))


def record(mobjects: Sequence[VMobject], display: Display) -> Drawing:
    recorder = Recorder()
    for mobject in mobjects:
        if isinstance(mobject, Raster):
            recorder.paste(Print(mobject.grid, mobject.box))
        elif len(mobject.points):
            display(mobject, recorder)
    return recorder.drawing


def paint(context: cairo.Context[Any], drawing: Drawing, space: Space) -> None:
    """Paints it where the context's own matrix puts it."""
    for ink in drawing.inks:
        if isinstance(ink, Print):
            _paste(context, ink, space)
            continue
        context.append_path(ink.path)
        context.set_source_rgba(*space(ink.color)[::-1], ink.alpha)
        if ink.width:
            context.set_line_width(ink.width)
            context.set_line_join(ink.joint)
            context.set_line_cap(ink.cap)
            context.stroke()
        else:
            context.fill()


def _paste(context: cairo.Context[Any], given: Print, space: Space) -> None:
    numbers, colors = given.grid
    inks = np.empty((len(colors), 4), dtype=np.uint8)
    for index, (red, green, blue, alpha) in enumerate(colors.tolist()):
        # Premultiplied, in the byte order in which everything here is painted.
        shares = space((red / 255, green / 255, blue / 255))
        inks[index] = [round(share * alpha) for share in shares] + [alpha]
    pixels = np.ascontiguousarray(inks[numbers])
    h, w = numbers.shape
    surface = cairo.ImageSurface.create_for_data(pixels.data, cairo.FORMAT_ARGB32, w, h)
    context.save()
    context.translate(given.box.x, -given.box.y)
    context.scale(given.box.w / w, -given.box.h / h)
    context.set_source_surface(surface)
    context.get_source().set_filter(cairo.Filter.BEST)
    context.paint()
    context.restore()
