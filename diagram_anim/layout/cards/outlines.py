"""Mermaid's shapes as far as a layout needs them: how much larger than its words a shape is, and where they stand."""

from __future__ import annotations

import math
from collections.abc import Sequence

from diagram_anim.layout.frame.sizes import Sizes
from diagram_anim.model.geometry import Box, Point

_SLOPE = 0.24
"""What stands in a diamond keeps off so much of its width at either side: its borders slope there."""

ROUND = frozenset({"circle", "dbl-circ", "ellipse", "cross-circ"})
LEANING = frozenset({"lean-r", "lean-l", "trap-b", "trap-t"})
SMALL = {"sm-circ": 36.0, "f-circ": 36.0, "fr-circ": 44.0, "cross-circ": 64.0, "hourglass": 64.0, "bolt": 72.0}
"""Marks without words, by their side."""

MOST = {"diam": 220.0, "circle": 200.0, "dbl-circ": 200.0, "tri": 180.0, "flip-tri": 180.0, "cloud": 240.0}
"""How wide a name may be in a shape that isn't a card's, before it is broken."""


ARCS = {"cyl": 38.0, "lin-cyl": 46.0}
"""How high the arcs above and below the words of a cylinder are, px."""

CLOSE = 18.0
"""The least room above and below the words of a card, px."""


def is_mark(shape: str) -> bool:
    """Whether a shape stands without words, as in Mermaid."""
    return shape in SMALL or shape == "fork"


_FACTORS: dict[str, tuple[float, float, float, float]] = {
    # Width and height as multiples of the words', and px more of each.
    "diam": (1.5, 1.55, 20, 0),
    "circle": (1.15, 1.15, 0, 0),
    "ellipse": (1.30, 1.30, 0, 0),
    "dbl-circ": (1.15, 1.15, 20, 20),
    "cyl": (1.0, 1.0, 0, 42),
    "lin-cyl": (1.0, 1.0, 0, 54),
    "h-cyl": (1.0, 1.0, 70, 0),
    "bucket": (1.0, 1.0, 60, 40),
    "hex": (1.0, 1.0, 44, 0),
    "lean-r": (1.0, 1.0, 80, 0),
    "lean-l": (1.0, 1.0, 80, 0),
    "trap-b": (1.0, 1.0, 80, 0),
    "trap-t": (1.0, 1.0, 80, 0),
    "tri": (1.7, 1.8, 0, 0),
    "flip-tri": (1.7, 1.8, 0, 0),
    "odd": (1.0, 1.0, 40, 0),
    "notch-pent": (1.0, 1.0, 30, 0),
    "delay": (1.0, 1.0, 60, 0),
    "curv-trap": (1.0, 1.0, 80, 0),
    "cloud": (1.35, 1.55, 0, 0),
    "bang": (1.5, 1.6, 0, 0),
}


def around(shape: str, w: float, h: float, sizes: Sizes) -> tuple[float, float]:
    """The size of a shape whose words and their margins take w × h."""
    if shape in SMALL:
        return sizes.px(SMALL[shape]), sizes.px(SMALL[shape])
    if shape == "fork":
        return sizes.px(160), sizes.px(12)
    if shape in ("stadium", "doc", "docs", "lin-doc", "tag-doc", "flag"):
        return w + sizes.px(24), h + sizes.px(12)
    if shape not in _FACTORS:
        return w, h
    fx, fy, dx, dy = _FACTORS[shape]
    # Cards keep 26 px above and below their words; shapes that narrow there have that room anyway.
    slack = sizes.air(28) if fy > 1.3 else 0.0
    # Those round above and below need the room of their arcs, however little there is around words.
    arcs = ARCS.get(shape, 0.0) - 2 * sizes.air(CLOSE)
    w, h = (w - slack) * fx + sizes.air(dx), (h - slack) * fy + max(sizes.air(dy), arcs)
    if shape in ("circle", "dbl-circ"):
        side = max(w, h)
        return side, side
    return w, h


def holding(w: float, h: float, lines: Sequence[float], pitch: float, high: float) -> tuple[float, float]:
    """The size of a diamond that holds lines of these widths about its middle, `high` each: a line lies inside where
    its share of the width, and that of the height up to its outer edge, make no more than one."""
    middle = (len(lines) - 1) / 2
    shares = (wide / w + (2 * abs(at - middle) * pitch + high) / h for at, wide in enumerate(lines))
    grown = max([1.0, *shares])
    return w * grown, h * grown


def inside(shape: str, box: Box, sizes: Sizes) -> Box:
    """Where the words of a shape stand."""
    if shape in ("cyl", "lin-cyl"):
        lid = min(14.0, box.h * 0.16) * (2.6 if shape == "lin-cyl" else 2.0)
        return Box(box.x, box.y + lid, box.w, box.h - lid - 8)
    if shape == "diam":
        return Box(box.x + box.w * _SLOPE, box.y, box.w * (1 - 2 * _SLOPE), box.h)
    if shape == "tri":
        return Box(box.x, box.y + box.h * 0.42, box.w, box.h * 0.56)
    if shape == "flip-tri":
        return Box(box.x, box.y + box.h * 0.02, box.w, box.h * 0.56)
    if shape in LEANING:
        aside = 0.75 * _lean(box)
        return Box(box.x + aside, box.y, box.w - 2 * aside, box.h)
    if shape in ("doc", "docs", "lin-doc", "tag-doc"):
        return Box(box.x, box.y, box.w, box.h - 14)
    if shape == "div-rect":
        return Box(box.x, box.y + 12, box.w, box.h - 12)
    if shape in ("lin-rect", "win-pane"):
        return Box(box.x + 12, box.y, box.w - 12, box.h)
    if shape in ("console", "browser"):
        return Box(box.x, box.y + 18, box.w, box.h - 18)
    return box


def _lean(box: Box) -> float:
    """How far the sides of a shape lean that does."""
    return min(box.h * 0.35, box.w * 0.18)


def border(shape: str, box: Box) -> tuple[Point, ...]:
    """The visible border as a convex polygon."""
    if shape == "diam":
        return ((box.cx, box.y), (box.right, box.cy), (box.cx, box.bottom), (box.x, box.cy))
    if shape in ROUND or shape in ("sm-circ", "f-circ", "fr-circ"):
        return tuple(
            (box.cx + box.w / 2 * math.cos(math.tau * n / 64), box.cy + box.h / 2 * math.sin(math.tau * n / 64))
            for n in range(64)
        )
    if shape == "hex":
        notch = min(box.w * 0.1, box.h * 0.25)
        return (
            (box.x + notch, box.y), (box.right - notch, box.y), (box.right, box.cy),
            (box.right - notch, box.bottom), (box.x + notch, box.bottom), (box.x, box.cy),
        )  # fmt: skip
    if shape in LEANING:
        lean = _lean(box)
        a, b, c, d = {
            "lean-r": (lean, 0.0, lean, 0.0),
            "lean-l": (0.0, lean, 0.0, lean),
            "trap-b": (lean, lean, 0.0, 0.0),
            "trap-t": (0.0, 0.0, lean, lean),
        }[shape]
        return (
            (box.x + a, box.y), (box.right - b, box.y), (box.right - c, box.bottom), (box.x + d, box.bottom),
        )  # fmt: skip
    if shape == "tri":
        return ((box.cx, box.y), (box.right, box.bottom), (box.x, box.bottom))
    if shape == "flip-tri":
        return ((box.x, box.y), (box.right, box.y), (box.cx, box.bottom))
    return ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
