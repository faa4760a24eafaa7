"""Where each part of a card stands in the box that the card is given."""

from __future__ import annotations

from dataclasses import replace

from diagram_anim import text
from diagram_anim.layout.cards import outlines
from diagram_anim.layout.cards.body import BESIDE, Body, state_width
from diagram_anim.layout.cards.feet import BETWEEN, COUNTED, COUNTS, LARGE, PARTED, Foot
from diagram_anim.layout.cards.rebroken import rebroken
from diagram_anim.layout.frame.sizes import width_of
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed, Slot, TextLine, Type

WIDE = 1.8
"""A card so much wider than what is left of it is high has its dial beside its tiles."""

FIRST = 0.28
"""The share of the width that the dial gets there, at the most."""

HALF = 0.5
"""The same where the tiles are so few that they leave more."""

LARGER = 32.0
"""The least size of numbers under the name of a card that stands, px: there they stand apart from their words."""


def place(body: Body, box: Box) -> Placed:
    """The card in its box."""
    inner = outlines.inside(body.card.shape, box, body.sizes)
    body = rebroken(body, inner.w)
    lines, icon, slots = _upright(body, inner, box) if body.upright else _lying(body, inner)
    return Placed(
        body.card.id,
        "chart",
        "card",
        box,
        tuple(lines),
        icon,
        {name: slots[name] for name in (*body.card.slots, "counts") if name in slots},
        parent=body.card.group,
        scale=body.sizes.k,
    )


def _line(said: str, x: float, baseline: float, type: Type, anchor: str, role: str) -> TextLine:
    return TextLine(said, round(x, 1), round(baseline, 1), type, round(text.measure(said, type), 1), anchor, role)


def _upright(body: Body, inner: Box, box: Box) -> tuple[list[TextLine], Box | None, dict[str, Slot]]:
    sizes, small, card = body.sizes, body.sizes.type("small"), body.card
    feet = body.footed[1]
    spare = max(0.0, inner.h - body.stack - feet)
    y = inner.y + (min(spare / 2, sizes.px(30)) if body.grows else spare / 2)
    icon = None
    lines: list[TextLine] = []
    slots: dict[str, Slot] = {}
    if body.well:
        icon = Box(round(inner.cx - body.well / 2, 1), round(y, 1), body.well, body.well)
        y += body.well + sizes.air(14)
    for said in body.name:
        y += body.pitch
        lines.append(_line(said, inner.cx, y - body.name_type.size * 0.30, body.name_type, "middle", "name"))
    for said in body.sub:
        y += small.size * 1.4
        lines.append(_line(said, inner.cx, y - small.size * 0.30, small, "middle", "sub"))
    if "state" in card.slots:
        slots["state"] = Slot(_box(inner.x, y + sizes.px(4), inner.w, sizes.px(36)), sizes.type("state"), "middle")
        y += sizes.px(40)
    hung = 0.0
    for slot in body.counters:
        if body.hangs:
            top = box.bottom + sizes.px(26) + hung
            slots[slot] = Slot(_box(box.x, top, box.w, sizes.px(60)), sizes.type("number"), "end")
            hung += sizes.px(60)
        else:
            number = sizes.type("number")
            large = replace(number, size=max(number.size, LARGER))
            slots[slot] = Slot(_box(inner.x + body.pad, y, inner.w - 2 * body.pad, sizes.px(44)), large, "end")
            y += sizes.px(44)
    _stand(body, slots, inner, y + sizes.px(12))
    return lines, icon, slots


def _lying(body: Body, inner: Box) -> tuple[list[TextLine], Box | None, dict[str, Slot]]:
    sizes, small, card = body.sizes, body.sizes.type("small"), body.card
    feet = body.footed[1]
    counters = body.counters
    column = body.column
    head = max(column, body.well, body.counted[1], body.dial.h if body.dial else 0.0)
    spare = max(0.0, inner.h - head - feet)
    top = inner.y + (min(spare / 2, sizes.px(28)) if body.grows else spare / 2)
    left = inner.x + body.pad
    if not card.slots and body.well:  # icon and words in the middle, as words alone are
        left = max(left, inner.cx - (body.well + sizes.air(20) + _said(body, small)) / 2)
    icon = None
    lines: list[TextLine] = []
    slots: dict[str, Slot] = {}
    if body.well:
        icon = Box(round(left, 1), round(top + (head - body.well) / 2, 1), body.well, body.well)
        left += body.well + sizes.air(20)
    elif not card.slots:
        return _upright(body, inner, inner)
    y = top + (head - column) / 2
    for said in body.name:
        y += body.pitch
        lines.append(_line(said, left, y - body.name_type.size * 0.30, body.name_type, "start", "name"))
    for said in body.sub:
        y += small.size * 1.35
        lines.append(_line(said, left, y - small.size * 0.30, small, "start", "sub"))
    right = inner.right - body.pad
    if "state" in card.slots:
        slots["state"] = _state(body, left, y, right, top + head / 2)
    if counters and body.alone:
        wide = body.counted[0]
        tall = sizes.type("number").size * 0.72 + small.size + 40
        slots[counters[0]] = Slot(
            _box(right - wide, top + (head - tall) / 2, wide, tall), sizes.type("number"), "end"
        )  # fmt: skip
    elif counters and body.abreast <= right - left - _said(body, small) - sizes.px(24):
        tall, x = sizes.type("number").size * 0.72 + small.size + 40, right
        for slot in counters:
            x -= body.wide(slot)
            slots[slot] = Slot(_box(x, top + (head - tall) / 2, body.wide(slot), tall), sizes.type("number"), "end")
            x -= sizes.px(BESIDE)
    elif counters:
        wide, tall = body.counted[0], sizes.px(40)
        # The first counter shares its line with the state; losses stand above it, where the eye goes first.
        foot = max(y + sizes.type("state").size * 1.45 if "state" in card.slots else y, top + tall * len(counters))
        for index, slot in enumerate(counters):
            at = foot - tall * (index + 1)
            slots[slot] = Slot(_box(right - wide, at, wide, tall), sizes.type("label"), "end")
    if aside := body.aside:
        beside = _box(right - aside.w, top + (head - aside.h) / 2, aside.w, aside.h)
        slots[aside.slot] = Slot(beside, _foot_type(body, aside), "end")
    if dial := body.dial:
        end = min((slots[one].box.x - sizes.px(PARTED) for one in counters), default=right)
        slots[dial.slot] = Slot(_box(end - dial.w, top + (head - dial.h) / 2, dial.w, dial.h), small)
    if "tiles" in card.slots and card.copies > COUNTED:
        taken = _said(body, small)
        counted = max((right - slots[one].box.x for one in (*counters, *([dial.slot] if dial else []))), default=0.0)
        room = right - left - taken - 2 * sizes.px(PARTED) - counted
        if room >= sizes.px(COUNTS):
            slots["counts"] = Slot(
                _box(left + taken + sizes.px(PARTED), top + head / 2 - sizes.px(22), room, sizes.px(44)), small
            )
    _stand(body, slots, inner, top + head + sizes.px(12))
    return lines, icon, slots


def _said(body: Body, small: Type) -> float:
    """How wide the words of a lying card's head are, its state's too."""
    state = state_width(body.sizes) if "state" in body.card.slots else 0.0
    return max(width_of(body.name, body.name_type), width_of(body.sub, small), state)


def _state(body: Body, left: float, y: float, right: float, middle: float) -> Slot:
    """The word of a lying card's state: below its name, or beside it."""
    type, wide = body.sizes.type("state"), state_width(body.sizes)
    if not body.stated:
        return Slot(_box(left, y, wide, type.size * 1.45), type)
    right -= body.aside.w + body.sizes.px(24) if body.aside else 0.0
    return Slot(_box(right - wide, middle - type.size * 0.725, wide, type.size * 1.45), type, "end")


def _stand(body: Body, slots: dict[str, Slot], inner: Box, y: float) -> None:
    """The feet, from `y` down; those that grow share what is left, side by side where the card is wide."""
    sizes = body.sizes
    left, width, anchor = inner.x + body.pad, inner.w - 2 * body.pad, "middle" if body.upright else "start"
    growing = [foot for foot in body.feet if foot.grows]
    air, foot_of = sizes.px(12), inner.bottom - sizes.px(20)
    beside = (
        body.level
        or len(growing) == 2
        and width > WIDE * (foot_of - y - sum(f.h + air for f in body.feet if not f.grows))
    )
    rows = [[foot] for foot in body.feet if not (beside and foot.grows)] + ([growing] if beside else [])
    rest = foot_of - y - sum(_tall(row) + air for row in rows) + air
    more = max(0.0, rest) / sum(row[0].grows for row in rows) if growing else 0.0
    for row in rows:
        height = _tall(row) + (more if row[0].grows else 0.0)
        x = left
        for foot in row:
            last = foot is row[-1]
            wide = left + width - x if last else min(width * _first(body, row, width, height), height / foot.form)
            slots[foot.slot] = Slot(_box(x, y, wide, height), _foot_type(body, foot), anchor)
            x += wide + sizes.px(24)
        y += height + air


def _first(body: Body, row: list[Foot], width: float, height: float) -> float:
    """The share of the width that the first foot of a row gets at the most: more where the tiles beside it are few."""
    if len(row) != 2 or row[1].kind != "tiles":
        return FIRST
    size = min(LARGE * body.sizes.theme.px("tile.size"), height)
    needed = body.card.copies * size * (1 + BETWEEN) + body.sizes.px(24)
    return max(FIRST, min(HALF, 1 - needed / width))


def _tall(row: list[Foot]) -> float:
    return max(foot.h for foot in row)


def _foot_type(body: Body, foot: Foot) -> Type:
    if foot.slot == "badge":
        return Type(round(body.sizes.px(28), 1), 700)
    if foot.slot == "split":
        return Type(body.sizes.type("node_small").size, 700)
    return body.sizes.type("small")


def _box(x: float, y: float, w: float, h: float) -> Box:
    return Box(round(x, 1), round(y, 1), round(w, 1), round(h, 1))
