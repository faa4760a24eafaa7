"""Words as shapes: glyph outlines from the text room, one mobject a colour; and numbers on their way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from manim import VMobject

from diagram_anim import text
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Type
from diagram_anim.stage.nodes import Sprite
from diagram_anim.stage.pen import Path, Pen, join, moved
from diagram_anim.stage.shapes import shape


def words(string: str, x: float, baseline: float, type: Type, color: str, anchor: str = "start") -> list[VMobject]:
    """A line of words; `x` is its left end, middle or right end as `anchor` (start middle end) says."""
    if not string:
        return []
    if anchor != "start":
        width = text.measure(string, type)
        x -= width / 2 if anchor == "middle" else width
    return [shape(moved(path, x, baseline), fill=own or color) for own, path in _outlines(string, type)]


def rolling(string: str, x: float, baseline: float, type: Type, color: str, anchor: str = "start") -> Iterator[Sprite]:
    """A line that ends in a number which counts up, as looks: its last figure, another with each count, and all that
    stands before it, another with each tenth. Figures are all of one width."""
    last = string[-1] if string[-1:].isdigit() else ""
    first = string.removesuffix(last)
    wide, narrow = text.measure(first, type), text.measure(last, type)
    x -= {"start": 0.0, "middle": (wide + narrow) / 2, "end": wide + narrow}[anchor]
    if first:
        yield Sprite(said, (first, x, baseline, type, color))
    if last:
        yield Sprite(said, (last, x + wide, baseline, type, color))


def said(_kit: Any, string: str, x: float, baseline: float, type: Type, color: str) -> list[VMobject]:
    """A line of words as the look of a sprite."""
    return words(string, x, baseline, type, color)


def filling(string: str, box: Box) -> list[VMobject]:
    """A sign as large as fits in a box, in its midst: an emoji in its own colours."""
    drawn = _outlines(string, Type(100.0, 400))
    if not drawn:
        return []
    points = np.concatenate([path.reshape(-1, 2) for _, path in drawn])
    low, high = points.min(axis=0), points.max(axis=0)
    scale = min(box.w / (high[0] - low[0]), box.h / (high[1] - low[1]))
    corner = np.array([box.cx, box.cy]) - (low + high) / 2 * scale
    return [shape(path * scale + corner, fill=own or "#888888") for own, path in drawn]


def middle(y: float, type: Type) -> float:
    """The baseline of a line whose capitals stand centred on y."""
    return y + type.size * 0.36


@lru_cache(maxsize=512)
def _outlines(string: str, type: Type) -> tuple[tuple[str | None, Path], ...]:
    return tuple((layer.color, _set(layer)) for layer in text.outline(string, type))


def _set(layer: text.Layer) -> Path:
    """A layer's glyphs side by side, in px."""
    paths = [_glyph(glyph) for glyph, _, _ in layer.glyphs]
    places = np.array([(x, -y) for _, x, y in layer.glyphs])
    found: Path = (np.concatenate(paths) + places.repeat([len(path) for path in paths], axis=0)) * layer.size
    return found


@lru_cache(maxsize=2048)
def _glyph(contours: text.Contours) -> Path:
    """A glyph in ems, y down."""
    found: list[Path] = []
    pen = Pen()
    for verb, *numbers in contours.commands:
        points = [float(n) if place % 2 == 0 else -float(n) for place, n in enumerate(numbers)]
        if verb == "M":
            pen = Pen().move(*points)
        elif verb == "L":
            pen.line(*points)
        elif verb == "Q":
            pen.quad(*points)
        elif verb == "C":
            pen.curve(*points)
        else:
            found.append(pen.close().path)
            pen = Pen()
    return join(found)
