"""The words that a request carries, on a tag above its dot."""

from __future__ import annotations

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Type
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.pen import rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.words import middle, words

ABOVE = 62.0
"""From a dot up to the top of the words that it carries."""

STAYS, FADES = 0.9, 0.2
"""Seconds for which words are read at the end of their way, unless others come there, and in which they come and go."""


def tag_width(label: str) -> float:
    return text.measure(label, Type(24, 400)) + 28


def tag(kit: Kit, label: str, tone: str) -> list[VMobject]:
    """A request's words, carried above its dot; drawn at the frame's corner, wherever it goes."""
    type = Type(24, 400)
    box = Box(0.0, 0.0, tag_width(label), 42)
    return [
        shape(rounded(box, 12), fill=kit.palette["raised"], stroke=kit.palette["edge"], width=1.5),
        *words(label, box.cx, middle(box.cy, type), type, kit.palette.traffic(tone)[3], "middle"),
    ]
