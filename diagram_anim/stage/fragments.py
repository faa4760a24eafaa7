"""The frames of a sequence: their borders, the keyword in a tab, the conditions of their sections."""

from __future__ import annotations

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed, TextLine, Type
from diagram_anim.stage.cards import line_of
from diagram_anim.stage.grounds import rect, under
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.pen import Pen, polyline, rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.tenses import NOW, PAST
from diagram_anim.stage.words import middle, words

DASH = (10.0, 8.0)
"""How long the dashes between sections are, and about how far apart, in px."""


def frame(kit: Kit, id: str, tense: str) -> list[VMobject]:
    """A frame; a `rect` is a band of its own colour."""
    row, box = kit.row(id), kit.placed("sequence", "fragment", id).box
    if row and row.word == "rect":
        fill, line = rect(kit, row)
        return [shape(rounded(box, kit.px("radius.chip")), fill=fill, stroke=line, width=kit.px("stroke.hair"))]
    return [shape(rounded(box, kit.px("radius.chip")), stroke=_line(kit, tense), width=2)]


def tab(kit: Kit, id: str, tense: str) -> list[VMobject]:
    """A frame's keyword in its corner, over the lifelines."""
    placed = kit.placed("sequence", "fragment", id)
    return [shape for one in placed.lines if one.role == "word" for shape in _tab(kit, placed, one, tense)]


def condition(kit: Kit, id: str, tense: str) -> list[VMobject]:
    """A frame's condition beside its keyword."""
    return _conditions(kit, kit.placed("sequence", "fragment", id), tense)


def section(kit: Kit, id: str, tense: str) -> list[VMobject]:
    """The dashed line between two sections."""
    placed, line = kit.placed("sequence", "section", id), _line(kit, tense)
    corners = placed.corners or ((placed.box.x, placed.box.y), (placed.box.right, placed.box.y))
    (x, y), (right, _) = corners[0], corners[-1]
    count = max(2, round((right - x + DASH[1]) / sum(DASH)))
    pitch = (right - x - DASH[0]) / (count - 1)
    strokes = [polyline([(x + index * pitch, y), (x + index * pitch + DASH[0], y)]) for index in range(count)]
    return [shape(path, stroke=line, width=2) for path in strokes]


def section_words(kit: Kit, id: str, tense: str) -> list[VMobject]:
    return _conditions(kit, kit.placed("sequence", "section", id), tense)


def rounds(kit: Kit, id: str, said: str) -> list[VMobject]:
    """How often a loop has run, in its upper right corner."""
    placed = kit.placed("sequence", "fragment", id)
    box, k, type = placed.box, placed.scale, Type(26 * placed.scale, 700)
    width = text.measure(said, type) + 28 * k
    place = Box(box.right - width - 10 * k, box.y + 8 * k, width, 36 * k)
    ground = shape(rounded(place, 18 * k), fill=kit.palette["traffic"])
    return [ground, *words(said, place.cx, middle(place.cy, type), type, kit.palette["on_state"], "middle")]


def behind_tab(placed: Placed) -> float:
    """Where words beside a frame's keyword begin, px."""
    return next((one.x + one.width + 44.0 * placed.scale for one in placed.lines if one.role == "word"), 0.0)


def _conditions(kit: Kit, placed: Placed, tense: str) -> list[VMobject]:
    ink = kit.palette["ink3" if tense == PAST else "ink2"]
    found: list[VMobject] = []
    for one in placed.lines:
        if one.role != "word":
            found += under(kit, [one]) + line_of(kit, one, ink)
    return found


def _tab(kit: Kit, placed: Placed, one: TextLine, tense: str) -> list[VMobject]:
    """The keyword's tab in a frame's corner: its lower right corner is cut."""
    box, k, width = placed.box, placed.scale, text.measure(one.text, one.type)
    right, foot, radius = one.x + width + 16 * k, one.baseline + one.type.size * 0.42, kit.px("radius.chip")
    pen = Pen().move(box.x + radius, box.y).line(right, box.y).line(right, foot - 8 * k).line(right - 8 * k, foot)
    pen.line(box.x, foot).line(box.x, box.y + radius).turn((box.x, box.y), (box.x + radius, box.y))
    own = kit.palette.given("frame")
    ink = kit.palette["ink3"] if tense == PAST else own.ink or kit.palette["ink"]
    fill = own.fill or kit.palette["raised" if tense == NOW else "group"]
    return [shape(pen.path, fill=fill, stroke=_line(kit, tense), width=2), *line_of(kit, one, ink)]


def _line(kit: Kit, tense: str) -> str:
    return kit.palette.given("frame").stroke or kit.palette["past" if tense == PAST else "edge"]
