"""Strings shaped by HarfBuzz: how wide they are, and their contours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import uharfbuzz as hb

from diagram_anim.model.layout import Type
from diagram_anim.text import fonts
from diagram_anim.text.runs import runs

Command = tuple[str | float, ...]
"""A path's step: ("M", x, y), ("L", x, y), ("Q", cx, cy, x, y), ("C", ax, ay, bx, by, x, y) or ("Z",)."""


@dataclass(frozen=True, slots=True, eq=False)
class Contours:
    """A glyph's contours, in ems, y up. There is only one of each: it can be told by itself."""

    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """Glyphs of one colour, each with its place in ems from (0, baseline), y up; `color` is #rrggbb, or None for the
    text's own ink, `size` an em in px."""

    color: str | None
    size: float
    glyphs: tuple[tuple[Contours, float, float], ...]

    @property
    def commands(self) -> tuple[Command, ...]:
        """The contours of all glyphs, in px from (0, baseline), y down."""
        return tuple(one for glyph, x, y in self.glyphs for one in _moved(glyph.commands, x, y, self.size))


@dataclass(frozen=True, slots=True)
class _Glyph:
    face: str
    id: int
    x: float
    y: float


def measure(text: str, type: Type) -> float:
    """The width of a line, px."""
    return _shaped(text, fonts.face(type), type.tabular)[1] * type.size


def outline(text: str, type: Type) -> tuple[Layer, ...]:
    """The contours of a line, a layer for each colour in the order they are painted."""
    layers: list[tuple[str | None, list[tuple[Contours, float, float]]]] = []
    for glyph in _shaped(text, fonts.face(type), type.tabular)[0]:
        for color, contours in _contours(glyph.face, glyph.id):
            placed = (contours, glyph.x, glyph.y)
            if layers and layers[-1][0] == color:
                layers[-1][1].append(placed)
            elif color is None and (ink := next((layer for layer in layers if layer[0] is None), None)):
                ink[1].append(placed)
            else:
                layers.append((color, [placed]))
    return tuple(Layer(color, type.size, tuple(glyphs)) for color, glyphs in layers)


@lru_cache(maxsize=4096)
def _shaped(text: str, face: str, tabular: bool) -> tuple[tuple[_Glyph, ...], float]:
    """Glyphs with their places, and the whole advance; in ems."""
    glyphs: list[_Glyph] = []
    pen = 0.0
    for its, chars in runs(text, face):
        font = fonts.font(its)
        em = font.face.upem
        buffer = hb.Buffer()
        buffer.add_str(chars)
        buffer.guess_segment_properties()
        hb.shape(font, buffer, {"kern": True, "liga": True, "tnum": tabular})
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyphs.append(_Glyph(its, info.codepoint, pen + place.x_offset / em, place.y_offset / em))
            pen += place.x_advance / em
    return tuple(glyphs), pen


@cache
def _contours(face: str, glyph: int) -> tuple[tuple[str | None, Contours], ...]:
    """A glyph's layers."""
    if face.removeprefix(fonts.LEANING) != "emoji":
        return ((None, _drawn(face, glyph)),)
    its = fonts.font(face).face
    layers = its.get_glyph_color_layers(glyph)
    if not layers:
        return ((None, _drawn(face, glyph)),)
    palette = fonts.palette(face)
    return tuple((palette[one.color_index], _drawn(face, one.glyph)) for one in layers)


@cache
def _drawn(face: str, glyph: int) -> Contours:
    font = fonts.font(face)
    em = font.face.upem
    found: list[Command] = []
    font.draw_glyph(glyph, _pens(), found)
    return Contours(tuple((str(verb), *(float(n) / em for n in numbers)) for verb, *numbers in found))


@cache
def _pens() -> hb.DrawFuncs:
    pens = hb.DrawFuncs()
    pens.set_move_to_func(lambda x, y, out: out.append(("M", x, y)))
    pens.set_line_to_func(lambda x, y, out: out.append(("L", x, y)))
    pens.set_quadratic_to_func(lambda a, b, x, y, out: out.append(("Q", a, b, x, y)))
    pens.set_cubic_to_func(lambda a, b, c, d, x, y, out: out.append(("C", a, b, c, d, x, y)))
    pens.set_close_path_func(lambda out: out.append(("Z",)))
    return pens


def _moved(commands: Iterable[Command], x: float, y: float, size: float) -> Iterable[Command]:
    for verb, *numbers in commands:
        yield (
            verb,
            *((float(n) + x) * size if place % 2 == 0 else -(float(n) + y) * size for place, n in enumerate(numbers)),
        )
