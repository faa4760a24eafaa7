"""Participants' heads: chips with an icon and a name, their states and what is said on them."""

from __future__ import annotations

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Type
from diagram_anim.stage.cards import DOTTED, STEPS, STRONG, dotted, line_of, link_sign
from diagram_anim.stage.glyphs import glyph
from diagram_anim.stage.icons import icon
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.pen import circle, rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.words import middle, words

CHIP_SIGN = 0.65
"""A link's sign in a head's chip is so much smaller than in a card, that it keeps off the name."""

OPENS = 14.0
"""How far a ring opens from a head, in px: its neighbours and what hangs below it stay clear."""

HIGH, HANGING = 38.0, 30.0
"""How high a short word's pill on a head's border is, and how far it hangs below that, in px."""


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
    tint = palette.traffic(tone)[3] if tone in ("old", "new") else own.stroke or palette["ink2"]
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
    placed, behind = kit.placed("sequence", "head", id), kit.palette["group"]
    x, y, k = placed.box.right - 10 * placed.scale, placed.box.y, placed.scale
    return [
        shape(circle(x, y, 20 * k), fill=behind),
        *glyph(state, x, y, kit.px("badge.glyph") * k, kit.palette, turn),
    ]


def pill(kit: Kit, id: str, kind: str, said: str) -> list[VMobject]:
    """A short word on a head's lower border, or a sentence under it."""
    placed, palette = kit.placed("sequence", "head", id), kit.palette
    box, k, type = placed.box, placed.scale, Type(24 * placed.scale, 700 if kind == "badge" else 400)
    width = text.measure(said, type) + 32 * k
    place = Box(box.cx - width / 2, box.bottom + (HANGING - HIGH) * k, width, HIGH * k)
    if kind == "note":
        place = place.moved(0, 48 * k)
        ground = shape(rounded(place, 12 * k), fill=palette["raised"], stroke=palette["edge"], width=1.5)
        return [ground, *words(said, place.cx, middle(place.cy, type), type, palette["ink"], "middle")]
    ground = shape(rounded(place, 19 * k), fill=palette["traffic"])
    return [ground, *words(said, place.cx, middle(place.cy, type), type, palette["on_state"], "middle")]


def halo(kit: Kit, id: str, kind: str, tone: str) -> list[VMobject]:
    border = rounded(kit.placed("sequence", "head", id).box, kit.px("radius.chip"))
    width = 2 * kit.px("stroke.halo") + kit.px("stroke.lit")
    return [shape(border, stroke=kit.palette.ring(tone), width=width)]


def outline(kit: Kit, id: str, kind: str, tone: str) -> list[VMobject]:
    border = rounded(kit.placed("sequence", "head", id).box, kit.px("radius.chip"))
    if tone in DOTTED:
        return [dotted(kit, border, kit.palette.tone(tone))]
    return [shape(border, stroke=kit.palette.tone(tone), width=kit.px("stroke.lit"))]


def pulse(kit: Kit, id: str, tone: str, step: int) -> list[VMobject]:
    """A ring that opens once from a head's border."""
    out = OPENS * step / STEPS
    border = rounded(kit.placed("sequence", "head", id).box.inset(-out), kit.px("radius.chip") + out)
    return [shape(border, stroke=kit.palette.tone(tone), width=2.5)]
