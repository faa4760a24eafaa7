"""What a sequence stands on: its panel, coloured boxes and bands, and how lifelines open for words over them."""

from __future__ import annotations

from collections.abc import Sequence

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.cast import Row
from diagram_anim.model.geometry import Box, union
from diagram_anim.model.layout import TextLine, Type
from diagram_anim.stage import color
from diagram_anim.stage.cards import line_of
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.pen import rounded
from diagram_anim.stage.shapes import shape

FADE, FADES = 5.0, 8
"""How wide each step of a fading side is, in px, and how many there are."""


def panel(kit: Kit, id: str) -> list[VMobject]:
    """The ground on which a sequence stands."""
    box = kit.placed("sequence", "panel", id).box
    border = rounded(box, kit.px("radius.group"))
    return [shape(border, fill=kit.palette["group"], stroke=kit.palette["hair"], width=kit.px("stroke.hair"))]


def beyond(kit: Kit, id: str, right: bool) -> list[VMobject]:
    """A side of the panel behind which there is more: what reaches there fades into the ground."""
    box, ground = kit.placed("sequence", "panel", id).box.inset(1.0), kit.palette["group"]
    found = []
    for step in range(FADES):
        x = box.right - FADE * (step + 1) if right else box.x + FADE * step
        found.append(shape(rounded(Box(x, box.y, FADE, box.h), 0), fill=(ground, 1 - step / FADES)))
    return found


def band(kit: Kit, index: int) -> list[VMobject]:
    """A coloured box around some participants."""
    placed = kit.all("sequence", "box")[index]
    fill, line = _band(kit, index)
    found = [shape(rounded(placed.box, kit.px("radius.node")), fill=fill, stroke=line, width=kit.px("stroke.hair"))]
    for one in placed.lines:
        found += line_of(kit, one, kit.palette["ink2"])
    return found


def opened(kit: Kit, said: Sequence[TextLine]) -> list[VMobject]:
    """Lifelines open for words that stand across them."""
    if not said:
        return []
    box = union([_bold(one) for one in said])
    lines = (placed.corners[0][0] for placed in kit.all("sequence", "lifeline"))
    return under(kit, said) if any(box.x < x < box.right for x in lines) else []


def under(kit: Kit, said: Sequence[TextLine]) -> list[VMobject]:
    """The ground under words that stay in sight while lines pass behind them."""
    box = union([_bold(one) for one in said])
    return [shape(rounded(box, 6), fill=_behind(kit, box))]


def _behind(kit: Kit, box: Box) -> str:
    """What colour the ground has there: the innermost band's, else the panel's."""
    found = kit.palette["group"]
    for index, placed in enumerate(kit.all("sequence", "box")):
        if placed.box.holds(box):
            found, _ = _band(kit, index)
    for placed in kit.all("sequence", "fragment"):
        row = kit.row(placed.id)
        if row and row.word == "rect" and placed.box.holds(box):
            found, _ = rect(kit, row)
    return found


def rect(kit: Kit, row: Row) -> tuple[str, str]:
    """The ground of a coloured stretch and the line around it."""
    return _washed(kit, row.label.plain if row.label else "")


def _band(kit: Kit, index: int) -> tuple[str, str]:
    return _washed(kit, kit.picture.cast.boxes[index][1])


def _washed(kit: Kit, css: str) -> tuple[str, str]:
    own = color.css(css) if css else None
    return kit.palette.wash(own) if own else (kit.palette["surface"], kit.palette["hair"])


def _bold(one: TextLine) -> Box:
    """What a line of words takes while it is spoken of, with some air."""
    width = text.measure(one.text, Type(one.type.size, 700)) + 12
    left = one.x - 6 - {"start": 0.0, "middle": width / 2 - 6, "end": width - 12}[one.anchor]
    return Box(left, one.baseline - one.type.size, width, one.type.size * 1.35)
