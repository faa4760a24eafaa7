"""Mermaid's node shapes as outlines: the border, and the lines inside it that make it recognised."""

from __future__ import annotations

import math
from collections.abc import Callable

from diagram_anim.model.geometry import Box, Point
from diagram_anim.stage.pen import (
    EMPTY,
    Path,
    Pen,
    circle,
    ellipse,
    join,
    moved,
    polygon,
    polyline,
    rounded,
    softened,
)

Outline = tuple[Path, Path]
"""The closed border, and open lines drawn with it."""

BARE = frozenset({"text", "brace", "brace-r", "braces"})
"""Shapes without a surface."""

SOLID = frozenset({"sm-circ", "f-circ", "fork"})
"""Shapes filled with the colour of their line."""

SOFT = 8.0


def outline(shape: str, box: Box, radius: float) -> Outline:
    """A shape's border and inner lines in a box; what has no form of its own here is a card."""
    draw = _SHAPES.get(shape)
    return draw(box, radius) if draw else (rounded(box, radius), EMPTY)


def _slanted(top: float, bottom: float, sway: float = 0.0) -> Callable[[Box, float], Outline]:
    """A quadrilateral whose top and bottom are drawn in by shares of its height; `sway` leans it to the right."""

    def draw(box: Box, radius: float) -> Outline:
        lean = min(box.h * 0.35, box.w * 0.18)
        points = [
            (box.x + lean * (top + max(sway, 0.0)), box.y),
            (box.right - lean * (top + max(-sway, 0.0)), box.y),
            (box.right - lean * (bottom + max(sway, 0.0)), box.bottom),
            (box.x + lean * (bottom + max(-sway, 0.0)), box.bottom),
        ]
        return softened(points, SOFT), EMPTY

    return draw


def _points(corners: Callable[[Box], list[Point]]) -> Callable[[Box, float], Outline]:
    return lambda box, radius: (softened(corners(box), SOFT), EMPTY)


def _subroutine(box: Box, radius: float) -> Outline:
    inset = 10.0
    bars = [polyline([(x, box.y), (x, box.bottom)]) for x in (box.x + inset, box.right - inset)]
    return rounded(box, 6), join(bars)


def _cylinder(box: Box, radius: float) -> Outline:
    lid = min(14.0, box.h * 0.16)
    left, right, top, bottom = box.x, box.right, box.y + lid, box.bottom - lid
    pen = Pen().move(left, top).turn((left, box.y), (box.cx, box.y)).turn((right, box.y), (right, top))
    pen.line(right, bottom).turn((right, box.bottom), (box.cx, box.bottom)).turn((left, box.bottom), (left, bottom))
    lip = Pen().move(left, top).turn((left, top + lid), (box.cx, top + lid)).turn((right, top + lid), (right, top))
    return pen.close().path, lip.path


def _lying_cylinder(box: Box, radius: float) -> Outline:
    lid = min(14.0, box.w * 0.12)
    left, right = box.x + lid, box.right - lid
    pen = Pen().move(left, box.y).line(right, box.y).turn((box.right, box.y), (box.right, box.cy))
    pen.turn((box.right, box.bottom), (right, box.bottom)).line(left, box.bottom)
    pen.turn((box.x, box.bottom), (box.x, box.cy)).turn((box.x, box.y), (left, box.y))
    lip = Pen().move(right, box.y).turn((right - lid, box.y), (right - lid, box.cy))
    return pen.close().path, lip.turn((right - lid, box.bottom), (right, box.bottom)).path


def _disk(box: Box, radius: float) -> Outline:
    border, lip = _cylinder(box, radius)
    lid = min(14.0, box.h * 0.16)
    return border, join([lip, moved(lip, 0.0, lid * 0.7)])


def _round(box: Box, radius: float) -> Outline:
    return ellipse(box.cx, box.cy, box.w / 2, box.h / 2), EMPTY


def _double(box: Box, radius: float) -> Outline:
    return ellipse(box.cx, box.cy, box.w / 2, box.h / 2), ellipse(box.cx, box.cy, box.w / 2 - 7, box.h / 2 - 7)


def _crossed(box: Box, radius: float) -> Outline:
    x, y = box.w / 2 * math.sqrt(0.5), box.h / 2 * math.sqrt(0.5)
    lines = [polyline([(box.cx - x, box.cy + s * y), (box.cx + x, box.cy - s * y)]) for s in (1, -1)]
    return ellipse(box.cx, box.cy, box.w / 2, box.h / 2), join(lines)


def _document(box: Box, radius: float) -> Outline:
    wave = min(14.0, box.h * 0.14)
    foot = box.bottom - wave
    pen = Pen().move(box.x, box.y).line(box.right, box.y).line(box.right, foot)
    pen.curve(box.x + box.w * 0.67, foot - wave * 2, box.x + box.w * 0.33, foot + wave * 2.4, box.x, foot)
    return pen.close().path, EMPTY


def _lined_document(box: Box, radius: float) -> Outline:
    foot = box.bottom - min(14.0, box.h * 0.14)
    return _document(box, radius)[0], polyline([(box.x + 12, box.y), (box.x + 12, foot + 2)])


def _documents(box: Box, radius: float) -> Outline:
    front = Box(box.x, box.y + 10, box.w - 10, box.h - 10)
    border, _ = _document(front, radius)
    return border, _behind(box, front)


def _stacked(box: Box, radius: float) -> Outline:
    front = Box(box.x, box.y + 10, box.w - 10, box.h - 10)
    return rounded(front, 6), _behind(box, front)


def _behind(box: Box, front: Box) -> Path:
    """The edges of two sheets that look out behind the front one."""
    sheets = []
    for step in (5.0, 10.0):
        left, top, right = front.x + step, front.y - step, front.right + step
        sheets.append(polyline([(left, top + 5), (left, top), (right, top), (right, front.bottom - step - 6)]))
        sheets.append(polyline([(right, front.bottom - step - 6), (right - 5, front.bottom - step - 6)]))
    return join(sheets)


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


def _open_store(box: Box, radius: float) -> Outline:
    rules = [polyline([(box.x, y), (box.right, y)]) for y in (box.y, box.bottom)]
    return EMPTY, join(rules)


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


def _tape(box: Box, radius: float) -> Outline:
    wave = min(10.0, box.h * 0.12)
    top, foot = box.y + wave, box.bottom - wave
    pen = Pen().move(box.x, top)
    pen.curve(box.x + box.w * 0.33, top + wave * 2, box.x + box.w * 0.67, top - wave * 2, box.right, top).line(
        box.right, foot
    )
    pen.curve(box.x + box.w * 0.67, foot - wave * 2, box.x + box.w * 0.33, foot + wave * 2, box.x, foot)
    return pen.close().path, EMPTY


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


def _burst(box: Box, radius: float) -> Outline:
    points = 12
    rim = []
    for k in range(points * 2):
        angle, reach = math.tau * k / (points * 2), 1.0 if k % 2 else 0.82
        rim.append((box.cx + box.w / 2 * reach * math.cos(angle), box.cy + box.h / 2 * reach * math.sin(angle)))
    return softened(rim, 3), EMPTY


def _folder(box: Box, radius: float) -> Outline:
    tab, height = min(box.w * 0.35, 90.0), 10.0
    corners = [
        (box.x, box.y), (box.x + tab, box.y), (box.x + tab + height, box.y + height), (box.right, box.y + height),
        (box.right, box.bottom), (box.x, box.bottom),
    ]  # fmt: skip
    return softened(corners, SOFT), EMPTY


def _window(box: Box, radius: float) -> Outline:
    bar = min(22.0, box.h * 0.2)
    lights = [circle(box.x + 16 + 12 * k, box.y + bar / 2, 1.6) for k in range(3)]
    rule = polyline([(box.x, box.y + bar), (box.right, box.y + bar)])
    return rounded(box, radius), join([rule, *lights])


def _bucket(box: Box, radius: float) -> Outline:
    lid, lean = min(12.0, box.h * 0.12), min(box.w * 0.08, 20.0)
    pen = (
        Pen()
        .move(box.x, box.y + lid)
        .turn((box.x, box.y), (box.cx, box.y))
        .turn((box.right, box.y), (box.right, box.y + lid))
    )
    pen.line(box.right - lean, box.bottom - lid).turn((box.right - lean, box.bottom), (box.cx, box.bottom))
    pen.turn((box.x + lean, box.bottom), (box.x + lean, box.bottom - lid)).line(box.x, box.y + lid)
    lip = Pen().move(box.x, box.y + lid).turn((box.x, box.y + 2 * lid), (box.cx, box.y + 2 * lid))
    return pen.close().path, lip.turn((box.right, box.y + 2 * lid), (box.right, box.y + lid)).path


def _tagged(box: Box, radius: float) -> Outline:
    tag = min(18.0, box.h * 0.25)
    return rounded(box, 6), polyline([(box.right - tag, box.bottom), (box.right, box.bottom - tag)])


def _tagged_document(box: Box, radius: float) -> Outline:
    tag = min(18.0, box.h * 0.25)
    foot = box.bottom - min(14.0, box.h * 0.14)
    return _document(box, radius)[0], polyline([(box.right - tag, foot), (box.right, foot - tag)])


def _stop(box: Box, radius: float) -> Outline:
    """A ring with its dot."""
    dot = [circle(box.cx, box.cy, box.w * share) for share in (0.05, 0.12, 0.19)]
    return ellipse(box.cx, box.cy, box.w / 2, box.h / 2), join(dot)


def _hourglass(box: Box, radius: float) -> Outline:
    return polygon([(box.x, box.y), (box.right, box.y), (box.x, box.bottom), (box.right, box.bottom)]), EMPTY


def _notch(box: Box) -> float:
    return min(box.w * 0.1, box.h * 0.25)


_SHAPES: dict[str, Callable[[Box, float], Outline]] = {
    "stadium": lambda box, radius: (rounded(box, box.h / 2), EMPTY),
    "rounded": lambda box, radius: (rounded(box, max(radius, 28.0)), EMPTY),
    "fr-rect": _subroutine,
    "cyl": _cylinder,
    "h-cyl": _lying_cylinder,
    "lin-cyl": _disk,
    "datastore": _open_store,
    "folder": _folder,
    "bucket": _bucket,
    "console": _window,
    "browser": _window,
    "circle": _round,
    "ellipse": _round,
    "dbl-circ": _double,
    "sm-circ": _round,
    "f-circ": _round,
    "fr-circ": _stop,
    "cross-circ": _crossed,
    "fork": lambda box, radius: (rounded(box, 4), EMPTY),
    "hourglass": _hourglass,
    "bang": _burst,
    "cloud": _cloud,
    "diam": _points(lambda b: [(b.cx, b.y), (b.right, b.cy), (b.cx, b.bottom), (b.x, b.cy)]),
    "hex": _points(
        lambda b: [
            (b.x + _notch(b), b.y),
            (b.right - _notch(b), b.y),
            (b.right, b.cy),
            (b.right - _notch(b), b.bottom),
            (b.x + _notch(b), b.bottom),
            (b.x, b.cy),
        ]
    ),
    "lean-r": _slanted(0.0, 0.0, 1.0),
    "lean-l": _slanted(0.0, 0.0, -1.0),
    "trap-b": _slanted(1.0, 0.0),
    "trap-t": _slanted(0.0, 1.0),
    "tri": _points(lambda b: [(b.cx, b.y), (b.right, b.bottom), (b.x, b.bottom)]),
    "flip-tri": _points(lambda b: [(b.x, b.y), (b.right, b.y), (b.cx, b.bottom)]),
    "sl-rect": _points(lambda b: [(b.x, b.y + _notch(b)), (b.right, b.y), (b.right, b.bottom), (b.x, b.bottom)]),
    "notch-rect": _points(
        lambda b: [(b.x + _notch(b), b.y), (b.right, b.y), (b.right, b.bottom), (b.x, b.bottom), (b.x, b.y + _notch(b))]
    ),
    "notch-pent": _points(
        lambda b: [
            (b.x + _notch(b), b.y),
            (b.right - _notch(b), b.y),
            (b.right, b.y + _notch(b)),
            (b.right, b.bottom),
            (b.x, b.bottom),
            (b.x, b.y + _notch(b)),
        ]
    ),
    "odd": _points(
        lambda b: [(b.x, b.y), (b.right, b.y), (b.right, b.bottom), (b.x, b.bottom), (b.x + _notch(b), b.cy)]
    ),
    "bolt": _points(
        lambda b: [
            (b.x + b.w * 0.62, b.y),
            (b.x, b.y + b.h * 0.58),
            (b.x + b.w * 0.42, b.y + b.h * 0.58),
            (b.x + b.w * 0.38, b.bottom),
            (b.right, b.y + b.h * 0.42),
            (b.x + b.w * 0.58, b.y + b.h * 0.42),
        ]
    ),
    "doc": _document,
    "docs": _documents,
    "lin-doc": _lined_document,
    "tag-doc": _tagged_document,
    "tag-rect": _tagged,
    "st-rect": _stacked,
    "bow-rect": _bow,
    "delay": _delay,
    "curv-trap": _display,
    "flag": _tape,
    "lin-rect": _ruled(12, 0),
    "div-rect": _ruled(0, 16),
    "win-pane": _ruled(12, 12),
    "brace": _brace(True, False),
    "brace-r": _brace(False, True),
    "braces": _brace(True, True),
    "text": lambda box, radius: (EMPTY, EMPTY),
}
