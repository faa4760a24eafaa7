"""Counters on a card: requests served, answered with an error, lost, refused, and connections denied."""

from __future__ import annotations

from collections.abc import Iterator

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.layout import Slot, Type
from diagram_anim.stage import slots
from diagram_anim.stage.glyphs import glyph
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.nodes import Sprite
from diagram_anim.stage.words import middle, rolling, words

COUNTED = {"served": "healthy", "error": "faulty", "lost": "failed", "refused": "failed", "denied": "failed"}
"""Counters with the state whose shape and colour they bear."""

SIGNS = {"refused": "refused", "denied": "refused"}
"""Counters with a shape of their own: what is turned away bears its sign on the lines."""

LARGE = 999
"""Counters have room for this at least."""

NO_RATE = "0/s"

BIG = 32.0
"""Numbers of this size stand apart from their word."""


def counter(kit: Kit, id: str, name: str, value: int | str) -> Iterator[Sprite]:
    """A counter: its shape, its word, its number or rate at the right. Only the number is another with each request."""
    slot, said, scale = slots.slot_of(kit, id, name), kit.word(name), slots.scale_of(kit, id)
    figure, most = (f"{value:,}", f"{max(value, LARGE):,}") if isinstance(value, int) else (value, f"{LARGE:,}")
    none = value in (0, NO_RATE)
    # The form is chosen by what the number may grow to, so that it doesn't change on the way.
    card = kit.card(id)
    most = card.samples.get(name, most) if card and name == "error" else most
    if slot.type.size < BIG * scale and text.measure(f"{said} {most}", slot.type.figures) <= slot.box.w + 0.5:
        yield from _line(kit, id, name, figure, none)
        return
    small, type = kit.type("small", scale), _large(slot)
    wide = text.measure(most if name == "error" else figure, type)
    beside = (kit.px("badge.glyph") + kit.px("badge.gap") + 16) * scale + text.measure(said, small)
    if beside + wide <= slot.box.w + 1:
        form, room = "beside", 0.0
    elif slot.box.h >= slot.type.size * 1.6:
        form, room = "over", 0.0
    else:
        form, room = "before", slot.box.w - wide - 10
        room = 0.0 if text.measure(said, small) <= room else room
    baseline = _over(kit, id, slot)[0] if form == "over" else middle(slot.box.cy, type)
    yield from rolling(figure, slot.box.right, baseline, type, _color(kit, name, none), "end")
    yield Sprite(word, (id, name, form, room, none))


def _line(kit: Kit, id: str, name: str, figure: str, none: bool) -> Iterator[Sprite]:
    """A counter as a line of words."""
    slot = slots.slot_of(kit, id, name)
    said, type = text.fitted(f"{kit.word(name)} {figure}", slot.type.figures, slot.box.w)
    below = slot.box.y >= kit.placed("chart", "card", id).box.bottom
    color = kit.palette["ink2"] if none else _color(kit, name, none)
    anchor = "middle" if below else slot.anchor
    yield from rolling(said, slots.edge(slot.box, anchor), middle(slot.box.cy, type), type, color, anchor)


def word(kit: Kit, id: str, name: str, form: str, room: float, none: bool) -> list[VMobject]:
    """A counter's word, with its shape where there is room for it `beside` the number; else under a number that stands
    `over` it, or in the `room` that is left `before` it, which is 0 where that is enough. While there are `none` its
    shape has no colour: that nothing is lost is no alarm."""
    slot, said, scale, ink = slots.slot_of(kit, id, name), kit.word(name), slots.scale_of(kit, id), kit.palette["ink2"]
    small = kit.type("small", scale)
    if form == "over":
        return words(said, slot.box.right, _over(kit, id, slot)[1], small, ink, "end")
    if form == "before":
        said, small = text.fitted(said, small, room or slot.box.w)
        return words(said, slot.box.x, middle(slot.box.cy, small), small, ink)
    size, gap, y = kit.px("badge.glyph") * scale, kit.px("badge.gap") * scale, slot.box.cy
    left = slot.box.x + size / 2
    sign = glyph(
        SIGNS.get(name, COUNTED[name]), left, y, size * 0.9, kit.palette, tone="pending" if none else COUNTED[name]
    )
    return sign + words(said, left + size / 2 + gap, middle(y, small), small, ink)


def _large(slot: Slot) -> Type:
    return Type(slot.type.size, 700, tabular=True)


def _over(kit: Kit, id: str, slot: Slot) -> tuple[float, float]:
    """The baselines of a number and of the word under it."""
    scale = slots.scale_of(kit, id)
    high, low = slot.type.size * 0.72, kit.type("small", scale).size * 0.72
    top = slot.box.cy - (high + low + 14 * scale) / 2
    return top + high, top + high + low + 16 * scale


def _color(kit: Kit, name: str, none: bool) -> str:
    return kit.palette["ink"] if name == "served" else kit.palette.word("pending" if none else COUNTED[name])
