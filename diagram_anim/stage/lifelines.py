"""A sequence's things: heads and lifelines, messages, notes, fragments, activations."""

from __future__ import annotations

import math
from collections.abc import Sequence

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.cast import Row
from diagram_anim.model.geometry import Box, union
from diagram_anim.model.layout import Placed, TextLine, Type
from diagram_anim.stage import color
from diagram_anim.stage.cards import DOTTED, STRONG, dotted, line_of, link_sign
from diagram_anim.stage.glyphs import cross, glyph
from diagram_anim.stage.icons import icon
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.pen import Pen, circle, polyline, rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.wires import FULL, dashes, head, reach
from diagram_anim.stage.words import middle, words

NOW, PAST = "now", "past"

NUMBER = Type(24, 700)
"""A message's number."""

TAIL = 8.0
"""How far it stands off what is drawn at the message's tail, in px."""

CHIP_SIGN = 0.65
"""A link's sign in a head's chip is so much smaller than in a card, that it keeps off the name."""


def panel(kit: Kit, id: str) -> list[VMobject]:
    """The ground on which a sequence stands."""
    box = kit.placed("sequence", "panel", id).box
    border = rounded(box, kit.px("radius.group"))
    return [shape(border, fill=kit.palette["group"], stroke=kit.palette["hair"], width=kit.px("stroke.hair"))]


def participant(kit: Kit, id: str, state: str, tone: str, lit: str) -> list[VMobject]:
    """A head's chip with its icon and name."""
    placed, thing = kit.placed("sequence", "head", id), kit.head(id)
    palette, own = kit.palette, kit.palette.given("head")
    border = rounded(placed.box, kit.px("radius.chip"))
    found = [shape(border, fill=own.fill or palette["group" if state in ("ended", "failed") else "surface"])]
    if state in DOTTED:
        found.append(dotted(kit, border, palette.fill(state)))
    else:
        width = kit.px("stroke.node_state") if state in STRONG else kit.px("stroke.node")
        line = palette.fill(state) if state in STRONG else own.stroke or palette["stroke"]
        found.append(shape(border, stroke=line, width=width))
    tint = palette["traffic_ink"] if tone == "new" else own.stroke or palette["ink2"]
    if lit == "traffic":
        tint = palette.spoken
    if state in DOTTED:
        tint = palette.fill(state)
    if placed.icon is not None and thing:
        name = thing.icon or ("user" if thing.type == "actor" else "")
        found += icon(name, placed.icon, tint, kit.px("stroke.icon"))
    if thing and thing.linked:
        found.append(link_sign(placed.box, CHIP_SIGN, palette["ink2"]))
    ink = palette["ink3"] if state == "ended" else palette["ink2"] if state == "failed" else own.ink or palette["ink"]
    for text_line in placed.lines:
        found += line_of(kit, text_line, ink)
    return found


def mark(kit: Kit, id: str, state: str, turn: int) -> list[VMobject]:
    """A head's state as a shape on its corner."""
    box = kit.placed("sequence", "head", id).box
    behind = kit.palette["group"]
    return [
        shape(circle(box.right - 10, box.y, 20), fill=behind),
        *glyph(state, box.right - 10, box.y, kit.px("badge.glyph"), kit.palette, turn),
    ]


def pill(kit: Kit, id: str, kind: str, said: str) -> list[VMobject]:
    """A short word on a head's lower border, or a sentence under it."""
    box, palette, type = kit.placed("sequence", "head", id).box, kit.palette, Type(24, 700 if kind == "badge" else 400)
    width = text.measure(said, type) + 32
    place = Box(box.cx - width / 2, box.bottom - 8, width, 38)
    if kind == "note":
        place = place.moved(0, 48)
        ground = shape(rounded(place, 12), fill=palette["raised"], stroke=palette["edge"], width=1.5)
        return [ground, *words(said, place.cx, middle(place.cy, type), type, palette["ink"], "middle")]
    ground = shape(rounded(place, 19), fill=palette["traffic"])
    return [ground, *words(said, place.cx, middle(place.cy, type), type, palette["on_state"], "middle")]


def head_halo(kit: Kit, id: str, kind: str, tone: str) -> list[VMobject]:
    border = rounded(kit.placed("sequence", "head", id).box, kit.px("radius.chip"))
    width = 2 * kit.px("stroke.halo") + kit.px("stroke.lit")
    return [shape(border, stroke=(kit.palette.tone(tone), kit.palette.halo), width=width)]


def head_outline(kit: Kit, id: str, kind: str, tone: str) -> list[VMobject]:
    border = rounded(kit.placed("sequence", "head", id).box, kit.px("radius.chip"))
    if tone in DOTTED:
        return [dotted(kit, border, kit.palette.tone(tone))]
    return [shape(border, stroke=kit.palette.tone(tone), width=kit.px("stroke.lit"))]


def lifeline(kit: Kit, id: str, step: int) -> list[VMobject]:
    track = kit.track("sequence", "lifeline", id)
    points = track.between(0.0, track.length * step / FULL)
    line = kit.palette.given("lifeline").stroke or kit.palette["past"]
    return [shape(polyline(points), stroke=line, width=2)] if len(points) > 1 else []


def destroyed(kit: Kit, id: str) -> list[VMobject]:
    """The cross with which a lifeline ends."""
    x, y = kit.placed("sequence", "lifeline", id).corners[-1]
    return [shape(cross(x, y, 12), stroke=kit.palette["ink2"], width=4)]


def message(kit: Kit, id: str, tense: str, tone: str, step: int) -> list[VMobject]:
    """A message's line from its tail on, as far as `step` of `FULL`, without heads."""
    row, track = kit.row(id), kit.track("sequence", "message", id)
    if row is None:
        return []
    start, end = reach(kit, row.start, row.end, track.length)
    end = start + (end - start) * step / FULL
    points = track.between(start, end)
    if len(points) < 2:
        return []
    line, width = _line(kit, tense, tone)
    path = dashes(track, start, end) if row.line == "dotted" else polyline(points)
    return [shape(path, stroke=line, width=width)]


def message_heads(kit: Kit, id: str, tense: str, tone: str) -> list[VMobject]:
    row, track = kit.row(id), kit.track("sequence", "message", id)
    if row is None:
        return []
    line, width = _line(kit, tense, tone)
    gap = float(kit.theme["edge.arrow"]["gap"])
    found: list[VMobject] = []
    for kind, way, sign in ((row.end, track.length - gap, 1.0), (row.start, gap, -1.0)):
        dx, dy = track.heading(track.length if sign > 0 else 0.0)
        ink = kit.palette.fill("failed") if kind == "cross" and tense == NOW else line
        found += head(kit, kind, track.at(way), (dx * sign, dy * sign), ink, width)
    for end, way in (("start", 0.0), ("end", track.length)):
        if row.central in (end, "both"):
            found.append(shape(circle(*track.at(way), 7), fill=line))
    return found


def message_label(kit: Kit, id: str, tense: str, tone: str) -> list[VMobject]:
    """A message's words: bold while it is spoken of, stepped back once it is past; its number at its tail."""
    row, placed = kit.row(id), kit.placed("sequence", "message", id)
    palette = kit.palette
    plain = palette.given("message").ink or palette["ink"]
    ink = {NOW: palette.traffic(tone)[3], PAST: palette["ink3"]}.get(tense, plain)
    found: list[VMobject] = []
    found += _open(kit, placed.lines)
    for one in placed.lines:
        found += _said(one, ink, tense == NOW)
    if row and row.shown and placed.corners:
        (x, y), (beyond, _) = placed.corners[:2]
        width = max(34.0, text.measure(row.shown, NUMBER) + 18)
        if row.start != "none" or row.central in ("start", "both"):  # what stands at the tail is seen
            x -= math.copysign(width / 2 + TAIL, beyond - x)
        found += _number(kit, row.shown, Box(x - width / 2, y - 17, width, 34), tense)
    return found


def note(kit: Kit, id: str, tense: str) -> list[VMobject]:
    """A band across its lifelines; the present one is raised."""
    placed, palette = kit.placed("sequence", "note", id), kit.palette
    own = palette.given("note")
    border = rounded(placed.box, kit.px("radius.chip"))
    fill = own.fill or palette["raised" if tense == NOW else "group"]
    line = own.stroke or palette["edge" if tense == NOW else "hair"]
    found = [shape(border, fill=fill, stroke=line, width=2 if tense == NOW else kit.px("stroke.hair"))]
    ink = {NOW: own.ink or palette["ink"], PAST: palette["ink3"]}.get(tense, own.ink or palette["ink2"])
    for one in placed.lines:
        found += _said(one, ink, tense == NOW)
    return found


def fragment(kit: Kit, id: str, tense: str) -> list[VMobject]:
    """A frame; a `rect` is a band of its own colour."""
    row, box = kit.row(id), kit.placed("sequence", "fragment", id).box
    if row and row.word == "rect":
        return [shape(rounded(box, kit.px("radius.chip")), fill=_rect_tint(kit, row))]
    return [shape(rounded(box, kit.px("radius.chip")), stroke=_frame(kit, tense), width=2)]


def fragment_tab(kit: Kit, id: str, tense: str) -> list[VMobject]:
    """A frame's keyword in its corner, over the lifelines."""
    placed = kit.placed("sequence", "fragment", id)
    return [shape for one in placed.lines if one.role == "word" for shape in _tab(kit, placed.box, one, tense)]


def fragment_said(kit: Kit, id: str, tense: str) -> list[VMobject]:
    """A frame's condition beside its keyword."""
    return _conditions(kit, kit.placed("sequence", "fragment", id), tense)


def rounds(kit: Kit, id: str, said: str) -> list[VMobject]:
    """How often a loop has run, in its upper right corner."""
    box, type = kit.placed("sequence", "fragment", id).box, Type(26, 700)
    width = text.measure(said, type) + 28
    place = Box(box.right - width - 10, box.y + 8, width, 36)
    ground = shape(rounded(place, 18), fill=kit.palette["traffic"])
    return [ground, *words(said, place.cx, middle(place.cy, type), type, kit.palette["on_state"], "middle")]


def tab_width(placed: Placed) -> float:
    """How far a frame's keyword reaches into it."""
    return next((one.width + 40.0 for one in placed.lines if one.role == "word"), 0.0)


def section(kit: Kit, id: str, tense: str) -> list[VMobject]:
    """The dashed line between two sections."""
    placed, line = kit.placed("sequence", "section", id), _frame(kit, tense)
    corners = placed.corners or ((placed.box.x, placed.box.y), (placed.box.right, placed.box.y))
    (x, y), (right, _) = corners[0], corners[-1]
    count = max(1, int((right - x) // 18))
    strokes = [polyline([(x + index * 18, y), (min(right, x + index * 18 + 10), y)]) for index in range(count)]
    return [shape(path, stroke=line, width=2) for path in strokes]


def section_words(kit: Kit, id: str, tense: str) -> list[VMobject]:
    return _conditions(kit, kit.placed("sequence", "section", id), tense)


def _conditions(kit: Kit, placed: Placed, tense: str) -> list[VMobject]:
    ink = kit.palette["ink3" if tense == PAST else "ink2"]
    found: list[VMobject] = []
    for one in placed.lines:
        if one.role != "word":
            found += _open(kit, [one]) + line_of(kit, one, ink)
    return found


def activation(kit: Kit, id: str, tone: str, height: int) -> list[VMobject]:
    """A bar on a lifeline while its participant is at work, grown to `height` px."""
    box = kit.placed("sequence", "activation", id).box
    grown = Box(box.x, box.y, box.w, min(box.h, max(box.w, height)))
    own = kit.palette.given("activation")
    line = kit.palette.traffic(tone)[0] if tone else own.stroke or kit.palette["ink2"]
    return [shape(rounded(grown, 6), fill=own.fill or kit.palette["group"], stroke=line, width=2.5)]


def band(kit: Kit, index: int) -> list[VMobject]:
    """A coloured box around some participants."""
    placed = kit.all("sequence", "box")[index]
    _, css, _ = kit.picture.cast.boxes[index]
    palette = kit.palette
    own = color.css(css) if css else None
    line = color.mix(palette["hair"], own, 0.4) if own else palette["hair"]
    found = [
        shape(
            rounded(placed.box, kit.px("radius.node")),
            fill=_band_tint(kit, index),
            stroke=line,
            width=kit.px("stroke.hair"),
        )
    ]
    for one in placed.lines:
        found += line_of(kit, one, palette["ink2"])
    return found


def _line(kit: Kit, tense: str, tone: str) -> tuple[str, float]:
    palette = kit.palette
    if tense == NOW:
        return palette.traffic(tone)[2], kit.px("stroke.edge_lane")
    if tense == PAST:
        return palette["past"], kit.px("stroke.edge")
    if tone == "old":
        return palette["old"], kit.px("stroke.edge")
    return palette.given("message").stroke or palette["ink2"], kit.px("stroke.edge")


def _said(one: TextLine, ink: str, bold: bool) -> list[VMobject]:
    """Words that become bold in their own middle, so that nothing beside them moves."""
    if not bold or one.type.weight >= 700:
        return words(one.text, one.x, one.baseline, one.type, ink, one.anchor)
    type = Type(one.type.size, 700)
    have, want = text.measure(one.text, one.type), text.measure(one.text, type)
    if one.anchor == "start" and want > have:
        type = Type(max(24.0, one.type.size * have / want), 700) if want > have * 1.2 else type
    return words(one.text, one.x, one.baseline, type, ink, one.anchor)


def _open(kit: Kit, said: Sequence[TextLine]) -> list[VMobject]:
    """Lifelines open for words that stand across them."""
    if not said:
        return []
    box = union([_bold(one) for one in said])
    lines = (placed.corners[0][0] for placed in kit.all("sequence", "lifeline"))
    if not any(box.x < x < box.right for x in lines):
        return []
    return [shape(rounded(box, 6), fill=_behind(kit, box))]


def _bold(one: TextLine) -> Box:
    """What a line of words takes while it is spoken of, with some air."""
    width = text.measure(one.text, Type(one.type.size, 700)) + 12
    left = one.x - 6 - {"start": 0.0, "middle": width / 2 - 6, "end": width - 12}[one.anchor]
    return Box(left, one.baseline - one.type.size, width, one.type.size * 1.35)


def _behind(kit: Kit, box: Box) -> str:
    """What colour the ground has there: the innermost band's, else the panel's."""
    found = kit.palette["group"]
    for index, placed in enumerate(kit.all("sequence", "box")):
        if placed.box.holds(box):
            found = _band_tint(kit, index)
    for placed in kit.all("sequence", "fragment"):
        row = kit.row(placed.id)
        if row and row.word == "rect" and placed.box.holds(box):
            found = _rect_tint(kit, row)
    return found


def _rect_tint(kit: Kit, row: Row) -> str:
    own = color.css(row.label.plain) if row.label else None
    return color.mix(kit.palette["group"], own or kit.palette["raised"], 0.16 if own else 0.6)


def _band_tint(kit: Kit, index: int) -> str:
    css = kit.picture.cast.boxes[index][1]
    own = color.css(css) if css else None
    return color.mix(kit.palette["group"], own, 0.10) if own else kit.palette["surface"]


def _number(kit: Kit, shown: str, box: Box, tense: str) -> list[VMobject]:
    palette = kit.palette
    fill = palette["traffic"] if tense == NOW else palette["past"]
    ink = palette["on_state"] if tense == NOW else palette["ink"]
    return [
        shape(rounded(box, 17), fill=fill),
        *words(shown, box.cx, middle(box.cy, NUMBER), NUMBER, ink, "middle"),
    ]


def _tab(kit: Kit, box: Box, one: TextLine, tense: str) -> list[VMobject]:
    """The keyword's tab in a frame's corner: its lower right corner is cut."""
    width = text.measure(one.text, one.type)
    left = one.x - {"start": 0.0, "middle": width / 2, "end": width}[one.anchor]
    right, foot, radius = left + width + 16, one.baseline + one.type.size * 0.42, kit.px("radius.chip")
    pen = Pen().move(box.x + radius, box.y).line(right, box.y).line(right, foot - 8).line(right - 8, foot)
    pen.line(box.x, foot).line(box.x, box.y + radius).turn((box.x, box.y), (box.x + radius, box.y))
    own = kit.palette.given("frame")
    ink = kit.palette["ink3"] if tense == PAST else own.ink or kit.palette["ink"]
    fill = own.fill or kit.palette["raised" if tense == NOW else "group"]
    return [shape(pen.path, fill=fill, stroke=_frame(kit, tense), width=2), *line_of(kit, one, ink)]


def _frame(kit: Kit, tense: str) -> str:
    return kit.palette.given("frame").stroke or kit.palette["past" if tense == PAST else "edge"]
