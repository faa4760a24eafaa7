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


@dataclass(frozen=True, slots=True)
class Layer:
    """Contours of one colour, in px from (0, baseline), y down; `color` is #rrggbb, or None for the text's own ink."""

    color: str | None
    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class _Glyph:
    face: str
    id: int
    x: float
    y: float


def measure(text: str, type: Type) -> float:
    """The width of a line, px."""
    return _shaped(text, fonts.face(type))[1] * type.size


def outline(text: str, type: Type) -> tuple[Layer, ...]:
    """The contours of a line, a layer for each colour in the order they are painted."""
    layers: list[tuple[str | None, list[Command]]] = []
    for glyph in _shaped(text, fonts.face(type))[0]:
        for color, commands in _contours(glyph.face, glyph.id):
            moved = _moved(commands, glyph.x, glyph.y, type.size)
            if layers and layers[-1][0] == color:
                layers[-1][1].extend(moved)
            elif color is None and (ink := next((layer for layer in layers if layer[0] is None), None)):
                ink[1].extend(moved)
            else:
                layers.append((color, list(moved)))
    return tuple(Layer(color, tuple(commands)) for color, commands in layers)


@lru_cache(maxsize=8192)
def _shaped(text: str, face: str) -> tuple[tuple[_Glyph, ...], float]:
    """Glyphs with their places, and the whole advance; in ems."""
    glyphs: list[_Glyph] = []
    pen = 0.0
    for its, chars in runs(text, face):
        font = fonts.font(its)
        em = font.face.upem
        buffer = hb.Buffer()
        buffer.add_str(chars)
        buffer.guess_segment_properties()
        hb.shape(font, buffer, {"kern": True, "liga": True})
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyphs.append(_Glyph(its, info.codepoint, pen + place.x_offset / em, place.y_offset / em))
            pen += place.x_advance / em
    return tuple(glyphs), pen


@cache
def _contours(face: str, glyph: int) -> tuple[tuple[str | None, tuple[Command, ...]], ...]:
    """A glyph's layers, in ems, y up."""
    if face != "emoji":
        return ((None, _drawn(face, glyph)),)
    its = fonts.font(face).face
    layers = its.get_glyph_color_layers(glyph)
    if not layers:
        return ((None, _drawn(face, glyph)),)
    palette = fonts.palette(face)
    return tuple((palette[one.color_index], _drawn(face, one.glyph)) for one in layers)


def _drawn(face: str, glyph: int) -> tuple[Command, ...]:
    font = fonts.font(face)
    em = font.face.upem
    found: list[Command] = []
    font.draw_glyph(glyph, _pens(), found)
    return tuple((str(verb), *(float(n) / em for n in numbers)) for verb, *numbers in found)


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
