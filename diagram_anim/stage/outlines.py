"""Mermaid's node shapes as outlines: the border, and the lines inside it that make it recognised."""

from __future__ import annotations

import math
from collections.abc import Callable

from diagram_anim.model.geometry import Box
from diagram_anim.stage import corners, papers, stores
from diagram_anim.stage.pen import (
    EMPTY,
    Outline,
    Pen,
    circle,
    ellipse,
    join,
    polyline,
    rounded,
)

BARE = frozenset({"text", "brace", "brace-r", "braces"})
"""Shapes without a surface."""

SOLID = frozenset({"sm-circ", "f-circ", "fork"})
"""Shapes filled with the colour of their line."""


def outline(shape: str, box: Box, radius: float) -> Outline:
    """A shape's border and inner lines in a box; what has no form of its own here is a card."""
    draw = _SHAPES.get(shape)
    return draw(box, radius) if draw else (rounded(box, radius), EMPTY)


def _subroutine(box: Box, radius: float) -> Outline:
    inset = 10.0
    bars = [polyline([(x, box.y), (x, box.bottom)]) for x in (box.x + inset, box.right - inset)]
    return rounded(box, 6), join(bars)


def _round(box: Box, radius: float) -> Outline:
    return ellipse(box.cx, box.cy, box.w / 2, box.h / 2), EMPTY


def _double(box: Box, radius: float) -> Outline:
    return ellipse(box.cx, box.cy, box.w / 2, box.h / 2), ellipse(box.cx, box.cy, box.w / 2 - 7, box.h / 2 - 7)


def _crossed(box: Box, radius: float) -> Outline:
    x, y = box.w / 2 * math.sqrt(0.5), box.h / 2 * math.sqrt(0.5)
    lines = [polyline([(box.cx - x, box.cy + s * y), (box.cx + x, box.cy - s * y)]) for s in (1, -1)]
    return ellipse(box.cx, box.cy, box.w / 2, box.h / 2), join(lines)


def _delay(box: Box, radius: float) -> Outline:
    bend = min(box.h / 2, box.w / 3)
    pen = Pen().move(box.x, box.y).line(box.right - bend, box.y).turn((box.right, box.y), (box.right, box.cy))
    return pen.turn((box.right, box.bottom), (box.right - bend, box.bottom)).line(box.x, box.bottom).close().path, EMPTY


def _display(box: Box, radius: float) -> Outline:
    bend, nose = min(box.h / 2, box.w / 4), min(box.h / 3, box.w / 6)
    pen = Pen().move(box.x + nose, box.y).line(box.right - bend, box.y).turn((box.right, box.y), (box.right, box.cy))
    pen.turn((box.right, box.bottom), (box.right - bend, box.bottom)).line(box.x + nose, box.bottom)
    return pen.line(box.x, box.cy).close().path, EMPTY


def _ruled(left: float, top: float) -> Callable[[Box, float], Outline]:
    """A card with a line down its left, across its top, or both."""

    def draw(box: Box, radius: float) -> Outline:
        lines = []
        if left:
            lines.append(polyline([(box.x + left, box.y), (box.x + left, box.bottom)]))
        if top:
            lines.append(polyline([(box.x, box.y + top), (box.right, box.y + top)]))
        return rounded(box, 6), join(lines)

    return draw


def _bow(box: Box, radius: float) -> Outline:
    bend = min(14.0, box.w * 0.1)
    pen = Pen().move(box.x + bend, box.y).line(box.right, box.y)
    pen.curve(
        box.right - bend * 1.3,
        box.y + box.h * 0.3,
        box.right - bend * 1.3,
        box.bottom - box.h * 0.3,
        box.right,
        box.bottom,
    )
    pen.line(box.x + bend, box.bottom)
    pen.curve(
        box.x - bend * 0.3, box.bottom - box.h * 0.3, box.x - bend * 0.3, box.y + box.h * 0.3, box.x + bend, box.y
    )
    return pen.path, EMPTY


def _brace(left: bool, right: bool) -> Callable[[Box, float], Outline]:
    def draw(box: Box, radius: float) -> Outline:
        found = []
        for wanted, x, way in ((left, box.x, 1.0), (right, box.right, -1.0)):
            if wanted:
                depth = 8.0 * way
                pen = Pen().move(x + 2 * depth, box.y).turn((x + depth, box.y), (x + depth, box.y + 8))
                pen.line(x + depth, box.cy - 8).turn((x + depth, box.cy), (x, box.cy)).turn(
                    (x + depth, box.cy), (x + depth, box.cy + 8)
                )
                found.append(
                    pen.line(x + depth, box.bottom - 8).turn((x + depth, box.bottom), (x + 2 * depth, box.bottom)).path
                )
        return EMPTY, join(found)

    return draw


def _cloud(box: Box, radius: float) -> Outline:
    bumps = 9
    rim = [
        (box.cx + box.w * 0.44 * math.cos(math.tau * k / bumps), box.cy + box.h * 0.40 * math.sin(math.tau * k / bumps))
        for k in range(bumps)
    ]
    pen = Pen().move(*rim[0])
    for (ax, ay), (bx, by) in zip(rim, [*rim[1:], rim[0]], strict=True):
        mx, my = (ax + bx) / 2 - box.cx, (ay + by) / 2 - box.cy
        out = (mx * 0.42, my * 0.42)
        pen.curve(ax + out[0], ay + out[1], bx + out[0], by + out[1], bx, by)
    return pen.close().path, EMPTY


def _stop(box: Box, radius: float) -> Outline:
    """A ring with its dot."""
    dot = [circle(box.cx, box.cy, box.w * share) for share in (0.05, 0.12, 0.19)]
    return ellipse(box.cx, box.cy, box.w / 2, box.h / 2), join(dot)


_SHAPES: dict[str, Callable[[Box, float], Outline]] = {
    **corners.SHAPES,
    "stadium": lambda box, radius: (rounded(box, box.h / 2), EMPTY),
    "rounded": lambda box, radius: (rounded(box, max(radius, 28.0)), EMPTY),
    "fr-rect": _subroutine,
    "cyl": stores.cylinder,
    "h-cyl": stores.lying_cylinder,
    "lin-cyl": stores.disk,
    "datastore": stores.open_store,
    "folder": papers.folder,
    "bucket": stores.bucket,
    "console": papers.window,
    "browser": papers.window,
    "circle": _round,
    "ellipse": _round,
    "dbl-circ": _double,
    "sm-circ": _round,
    "f-circ": _round,
    "fr-circ": _stop,
    "cross-circ": _crossed,
    "fork": lambda box, radius: (rounded(box, 4), EMPTY),
    "cloud": _cloud,
    "doc": papers.document,
    "docs": papers.documents,
    "lin-doc": papers.lined_document,
    "tag-doc": papers.tagged_document,
    "tag-rect": papers.tagged,
    "st-rect": papers.stacked,
    "bow-rect": _bow,
    "delay": _delay,
    "curv-trap": _display,
    "flag": stores.tape,
    "lin-rect": _ruled(12, 0),
    "div-rect": _ruled(0, 16),
    "win-pane": _ruled(12, 12),
    "brace": _brace(True, False),
    "brace-r": _brace(False, True),
    "braces": _brace(True, True),
    "text": lambda box, radius: (EMPTY, EMPTY),
}
