"""Lines of words set at their place, and the room that they take."""

from __future__ import annotations

from collections.abc import Sequence

from diagram_anim import text
from diagram_anim.model.geometry import Box, union
from diagram_anim.model.layout import TextLine, Type


def put(said: str, x: float, baseline: float, type: Type, anchor: str, role: str) -> TextLine:
    return TextLine(said, round(x, 1), round(baseline, 1), type, round(text.measure(said, type), 1), anchor, role)


def around(words: Sequence[TextLine]) -> Box:
    boxes = []
    for one in words:
        left = one.x - {"start": 0.0, "middle": one.width / 2, "end": one.width}[one.anchor]
        boxes.append(Box(round(left, 1), round(one.baseline - one.type.size * 0.9, 1), one.width, one.type.size * 1.15))
    return union(boxes)
