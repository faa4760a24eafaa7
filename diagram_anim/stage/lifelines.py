"""A sequence's lifelines and bars, its messages and notes."""

from __future__ import annotations

import math

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import TextLine, Type
from diagram_anim.stage.glyphs import cross
from diagram_anim.stage.grounds import opened
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.pen import circle, polyline, rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.tenses import NOW, PAST, UNDER_WAY
from diagram_anim.stage.wires import FULL, dashes, head, reach
from diagram_anim.stage.words import middle, words

NUMBER = 24.0
"""The size of a message's number."""

TAIL = 8.0
"""How far it stands off what is drawn at the message's tail, in px."""


def lifeline(kit: Kit, id: str, step: int) -> list[VMobject]:
    track = kit.track("sequence", "lifeline", id)
    points = track.between(0.0, track.length * step / FULL)
    line = kit.palette.given("lifeline").stroke or kit.palette["past"]
    return [shape(polyline(points), stroke=line, width=2)] if len(points) > 1 else []


def destroyed(kit: Kit, id: str) -> list[VMobject]:
    """The cross with which a lifeline ends."""
    placed = kit.placed("sequence", "lifeline", id)
    return [shape(cross(*placed.corners[-1], 12 * placed.scale), stroke=kit.palette["ink2"], width=4)]


def activation(kit: Kit, id: str, tone: str, height: int) -> list[VMobject]:
    """A bar on a lifeline while its participant is at work, grown to `height` px; `PAST` as a tone is that of one that
    has done its work."""
    box = kit.placed("sequence", "activation", id).box
    grown = Box(box.x, box.y, box.w, min(box.h, max(box.w, height)))
    own = kit.palette.given("activation")
    line = own.stroke or kit.palette["edge"]
    if tone:
        line = kit.palette["past"] if tone == PAST else kit.palette.traffic(tone)[0]
    return [shape(rounded(grown, 6), fill=own.fill or kit.palette["group"], stroke=line, width=2.5)]


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
    # The cross with which a lifeline ends stands for that of the message that ends it.
    ended = kit.placed("sequence", "lifeline", row.over[-1]).corners[-1] == track.at(track.length)
    tip = "none" if row.end == "cross" and ended else row.end
    for kind, way, sign in ((tip, track.length - gap, 1.0), (row.start, gap, -1.0)):
        dx, dy = track.heading(track.length if sign > 0 else 0.0)
        ink = kit.palette.fill("failed") if kind == "cross" and tense in (NOW, UNDER_WAY) else line
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
    found += opened(kit, placed.lines)
    for one in placed.lines:
        found += _said(one, ink, tense == NOW)
    if row and row.shown and placed.corners:
        (x, y), (beyond, _) = placed.corners[:2]
        k, type = placed.scale, Type(NUMBER * placed.scale, 700)
        width = max(34.0 * k, text.measure(row.shown, type) + 18 * k)
        if row.start != "none" or row.central in ("start", "both"):  # what stands at the tail is seen
            x -= math.copysign(width / 2 + TAIL * k, beyond - x)
        found += _number(kit, row.shown, Box(x - width / 2, y - 17 * k, width, 34 * k), type, tense)
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


def _line(kit: Kit, tense: str, tone: str) -> tuple[str, float]:
    palette = kit.palette
    if tense in (NOW, UNDER_WAY):
        return palette.traffic(tone)[0 if tense == NOW else 2], kit.px("stroke.edge_lane")
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


def _number(kit: Kit, shown: str, box: Box, type: Type, tense: str) -> list[VMobject]:
    palette = kit.palette
    fill = palette["traffic"] if tense == NOW else palette["past"]
    ink = palette["on_state"] if tense == NOW else palette["ink"]
    return [
        shape(rounded(box, box.h / 2), fill=fill),
        *words(shown, box.cx, middle(box.cy, type), type, ink, "middle"),
    ]
