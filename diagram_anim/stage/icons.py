"""The house's icons as strokes: SVG files on a grid of 48, lines of 2.5."""

from __future__ import annotations

from functools import lru_cache

import svgelements  # type: ignore[import-untyped]
from manim import VMobject

from diagram_anim import resources
from diagram_anim.model.geometry import Box
from diagram_anim.stage.pen import Path, Pen, join
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.words import filling

GRID = 48.0
LINE = 2.5
FINE = 12.0
"""No line is thicker than so small a part of its icon."""

LEAST = 2.0
"""Lines of small icons are held at this."""


def icon(name: str, box: Box, color: str, line: float = LINE) -> list[VMobject]:
    """An icon that fills the box, its lines `line` wide on its grid; an emoji as it is. Nothing where there is none of
    that name."""
    if not name.isascii():
        return filling(name, box)
    if name not in resources.icons():
        return []
    scale = min(box.w, box.h) / GRID
    corner = (box.cx - GRID * scale / 2, box.cy - GRID * scale / 2)
    return [shape(_strokes(name) * scale + corner, stroke=color, width=max(min(LEAST, box.w / FINE), line * scale))]


@lru_cache(maxsize=64)
def _strokes(name: str) -> Path:
    elements = svgelements.SVG.parse(str(resources.asset("icons", f"{name}.svg"))).elements()
    return join(_path(svgelements.Path(element)) for element in elements if isinstance(element, svgelements.Shape))


def _path(svg: svgelements.Path) -> Path:
    pen = Pen()
    for segment in svg.segments():
        match segment:
            case svgelements.Move():
                pen.move(segment.end.x, segment.end.y)
            case svgelements.Close():
                pen.close()
            case svgelements.Line():
                pen.line(segment.end.x, segment.end.y)
            case svgelements.QuadraticBezier():
                pen.quad(segment.control.x, segment.control.y, segment.end.x, segment.end.y)
            case svgelements.CubicBezier():
                one, two, end = segment.control1, segment.control2, segment.end
                pen.curve(one.x, one.y, two.x, two.y, end.x, end.y)
            case svgelements.Arc():
                for curve in segment.as_cubic_curves():
                    one, two, end = curve.control1, curve.control2, curve.end
                    pen.curve(one.x, one.y, two.x, two.y, end.x, end.y)
    return pen.path
