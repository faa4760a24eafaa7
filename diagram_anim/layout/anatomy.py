"""What a card consists of, and where each part stands in the box that the card is given.

A card has a head (icon, name, second line, state, counters) and, below it, feet: meters, a bar of shares, a dial,
tiles, an idea. Its head stands upright (icon above) or lies (icon left).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from diagram_anim import text
from diagram_anim.layout import outlines
from diagram_anim.layout.sizes import Sizes, width_of, wrapped
from diagram_anim.model.cast import Card
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed, Slot, TextLine, Type
from diagram_anim.model.system import Role

COUNTERS = ("served", "lost", "refused")
GROWING = ("gauge", "tiles", "idea")
"""Feet that take whatever height there is."""

FORM = {"gauge": 0.72, "tiles": 0.9, "idea": 0.7}
"""Their height by their width, at the most."""

WIDE = 1.8
"""A card so much wider than what is left of it is high has its dial beside its tiles."""

FIRST = 0.28
"""The share of the width that the dial gets there, at the most."""

CALM = frozenset({"note", "rate", "check", "badge"})
UNDER = frozenset({*CALM, *COUNTERS})

COUNTED = 3
"""More copies than these are counted by state over their tiles, or in the card's head where it has room."""

COUNTS = 330.0
"""What those counts take of the head at least, px."""

GLYPH, GAP = 28.0, 10.0
WORD = "비우는 중."
"""As wide as the widest word of a state in any language of the stage."""


@dataclass(frozen=True, slots=True)
class Foot:
    """A part over the card's whole width."""

    slot: str
    w: float
    h: float

    @property
    def grows(self) -> bool:
        return self.slot.partition(":")[0] in GROWING


@dataclass(frozen=True, slots=True)
class Body:
    """A card's parts, measured; `w` and `h` are the least it can stand in, `apron` what hangs below its border."""

    card: Card
    sizes: Sizes
    upright: bool
    name: tuple[str, ...]
    sub: tuple[str, ...]
    name_type: Type
    well: float
    feet: tuple[Foot, ...]
    w: float
    h: float
    apron: float = 0.0

    @property
    def plain(self) -> bool:
        """Whether nothing on it changes its form: it may be as large as its neighbours."""
        return outlines.is_card(self.card.shape)

    @property
    def grows(self) -> bool:
        return any(foot.grows for foot in self.feet)

    def highest(self, w: float) -> float:
        """The most height that makes sense at a width: dials and small stages keep their form."""
        if not self.grows:
            return math.inf
        inner = w - 2 * pad(self)
        feet = [foot for foot in self.feet if foot.grows]
        more = sum(max(0.0, inner * FORM[foot.slot.partition(":")[0]] - foot.h) for foot in feet)
        return self.h + more


def body(card: Card, sizes: Sizes, *, upright: bool, hanging: bool, narrow: bool = False) -> Body:
    """The card measured. `upright` for cards that may stand; `hanging` where counters may hang below the border;
    `narrow` breaks names early."""
    form = outlines.is_card(card.shape)
    slots = set(card.slots)
    slim = hanging and slots <= UNDER and card.role in (Role.BALANCER, Role.CLIENT, Role.QUEUE)
    stands = not form or (upright and slots <= CALM) or slim or _idea(card)
    name_type = sizes.type("node")
    most = sizes.px(outlines.MOST.get(card.shape, 280.0 if stands else 320.0))
    if narrow and form:
        most = max(170.0, most * 0.55)
    # A word is broken only where it alone is wider than any card, paths and the like also where cards are to be narrow.
    words = [word for line in card.label.lines for word in line.split()]
    words = [part for word in words for part in text.parts(word)] if narrow else words
    most = max(most, 150.0, min(width_of(tuple(words), name_type), sizes.px(420)))
    name = () if outlines.is_mark(card.shape) else wrapped(card.label.lines, name_type, most)
    sub = wrapped(card.sub, sizes.type("small"), max(most, 180.0)) if name else ()
    well = _well(card, sizes, stands)
    feet = _feet(card, sizes)
    draft = Body(card, sizes, stands, name, sub, name_type, well, feet, 0.0, 0.0)
    w, h = _upright_size(draft) if stands else _lying_size(draft)
    foot_w = max((foot.w for foot in draft.feet), default=0.0) + 2 * pad(draft)
    foot_h = sum(foot.h + sizes.px(12) for foot in draft.feet)
    w, h = max(w, foot_w), h + foot_h
    if draft.feet and not draft.grows:
        h += sizes.px(4)
    apron = 0.0
    if slim:
        apron = len([slot for slot in card.slots if slot in COUNTERS]) * sizes.px(60)
        apron += sizes.px(26) if apron else 0.0
    if card.shape == "text" and not (well or card.slots):
        # It has no border for edges to end at: they end near its words.
        w, h = max(width_of((*name, *sub), name_type) + sizes.px(24), sizes.px(48)), _stack(draft) + sizes.px(20)
    w, h = outlines.around(card.shape, w, h, sizes)
    return replace(draft, w=w, h=h, apron=apron)


def pad(body: Body) -> float:
    return body.sizes.air(28 if body.card.slots or body.upright else 24)


def _idea(card: Card) -> bool:
    return "idea" in card.slots


def _well(card: Card, sizes: Sizes, stands: bool) -> float:
    if not card.icon or not outlines.is_card(card.shape):
        return 0.0
    if card.picture:
        return sizes.px(120)
    if _idea(card) or "tiles" in card.slots:
        return sizes.px(48)
    calm = not set(card.slots) - {"state"} and not stands
    return max(sizes.air(60 if calm else 80), sizes.px(36))


def _feet(card: Card, sizes: Sizes) -> tuple[Foot, ...]:
    found = []
    small = sizes.type("small")
    for slot in card.slots:
        sample = card.samples.get(slot, "")
        match slot.partition(":")[0]:
            case "note":
                width = min(sizes.px(320), text.measure(sample, small))
                lines = len(text.wrap(sample, small, max(width, 40.0))) if sample else 1
                found.append(Foot(slot, width, small.size * 1.3 * lines + sizes.px(8)))
            case "rate" | "check":
                sign, _, said = sample.partition("|")
                width = text.measure(said, small.figures) + sizes.px(GLYPH + GAP) * bool(sign)
                found.append(Foot(slot, width, small.size * 1.3 + sizes.px(8)))
            case "meter":
                label = slot.partition(":")[2]
                found.append(Foot(slot, text.measure(f"{label} 100%", small.figures) + sizes.px(150), sizes.px(36)))
            case "split":
                found.append(Foot(slot, sizes.px(340), sizes.px(40) + 2 * sizes.type("node_small").size + 44))
            case "gauge":
                found.append(Foot(slot, sizes.px(240), sizes.px(170)))
            case "badge":
                type = Type(sizes.px(28), 700)
                found.append(Foot(slot, max(sizes.px(120), text.measure(sample, type) + 44), sizes.px(56)))
            case "tiles":
                columns, rows = grid(card.copies)
                tile, gap = sizes.px(64), sizes.px(13)
                head = max(44.0, sizes.px(44)) if card.copies > COUNTED else 0.0
                found.append(Foot(slot, columns * (tile + gap) - gap, rows * (tile + gap) - gap + head))
            case "idea":
                found.append(Foot(slot, sizes.px(240), sizes.px(120)))
    return tuple(found)


def grid(copies: int) -> tuple[int, int]:
    """Columns and rows for so many tiles, wider than high."""
    columns = max(1, math.ceil(math.sqrt(copies * 2.6)))
    rows = math.ceil(copies / columns)
    return math.ceil(copies / rows), rows


def _pitch(type: Type) -> float:
    return type.size * 1.26


def _upright_size(body: Body) -> tuple[float, float]:
    sizes, small = body.sizes, body.sizes.type("small")
    width = max(width_of(body.name, body.name_type), width_of(body.sub, small), body.well)
    height = _stack(body)
    if "state" in body.card.slots:
        width = max(width, _state_width(sizes))
    if body.card.slots and not body.well:
        width = max(width, sizes.px(120))
    if any(slot in COUNTERS for slot in body.card.slots):
        width = max(width, _counter_width(body, wide=True))
    return max(width + 2 * pad(body), sizes.air(180)), max(height + 2 * sizes.air(26), sizes.air(88))


def _stack(body: Body) -> float:
    """The height of an upright card's head."""
    sizes, small = body.sizes, body.sizes.type("small")
    height = body.well + (sizes.air(14) if body.well else 0.0)
    height += len(body.name) * _pitch(body.name_type)
    height += len(body.sub) * small.size * 1.4
    if "state" in body.card.slots:
        height += sizes.px(40)
    if not _hangs(body):
        height += sum(sizes.px(44) for slot in body.card.slots if slot in COUNTERS)
    return height


def _hangs(body: Body) -> bool:
    return body.upright and outlines.is_card(body.card.shape) and not _idea(body.card)


def _state_width(sizes: Sizes) -> float:
    type = sizes.type("state")
    return (GLYPH + GAP) * type.size / 26 + text.measure(WORD, type)


def _counter_width(body: Body, *, wide: bool) -> float:
    """Of the widest counter: in large type with its glyph, or in one line of small type."""
    sizes = body.sizes
    number = max(text.measure(body.card.samples.get(slot, "999"), sizes.type("number").figures) for slot in COUNTERS)
    word = max(text.measure(one, sizes.type("small")) for one in ("served", "처리"))
    if wide:
        return GLYPH + GAP + word + 16 + number
    line = Type(sizes.type("label").size, 400, tabular=True)
    return max(
        text.measure(f"served {body.card.samples.get(slot, '999')}", line)
        for slot in body.card.slots
        if slot in COUNTERS
    )


def _counters(card: Card) -> list[str]:
    return [slot for slot in card.slots if slot in COUNTERS]


def _alone(body: Body) -> bool:
    """One counter and nothing else that takes room stands large, its word under its number."""
    return len(_counters(body.card)) == 1 and not any(foot.slot.startswith("meter") for foot in body.feet)


def _lying_size(body: Body) -> tuple[float, float]:
    sizes, small = body.sizes, body.sizes.type("small")
    first = width_of(body.name, body.name_type)
    second = width_of(body.sub, small)
    counters = _counters(body.card)
    left = body.well + sizes.air(20) if body.well else 0.0
    column = max(first, second)
    if "state" in body.card.slots:
        column = max(column, _state_width(sizes))
    if counters:
        if _alone(body):
            column += sizes.px(24) + _number_width(body)
        else:
            side = _counter_width(body, wide=False)
            column = max(first, second, _state_width(sizes) if "state" in body.card.slots else 0.0)
            column += sizes.px(24) + side
    height = max(_column(body), body.well)
    height = max(height, _counters_height(body))
    room = sizes.air(28 if body.feet or counters else 18)
    return 2 * pad(body) + left + column, max(height + 2 * room, sizes.air(84))


def _column(body: Body) -> float:
    """The height of a lying card's words."""
    height = len(body.name) * _pitch(body.name_type) + len(body.sub) * body.sizes.type("small").size * 1.35
    return height + (body.sizes.type("state").size * 1.45 if "state" in body.card.slots else 0.0)


def _counters_height(body: Body) -> float:
    """Of the counters beside a lying card's words."""
    sizes, counters = body.sizes, _counters(body.card)
    if counters and _alone(body):
        return 0.72 * (sizes.type("number").size + sizes.type("small").size) + sizes.px(16)
    return len(counters) * sizes.px(40)


def _number_width(body: Body) -> float:
    sizes = body.sizes
    samples = [body.card.samples.get(slot, "999") for slot in _counters(body.card)]
    number = max(text.measure(sample, sizes.type("number").figures) for sample in samples)
    return max(number, text.measure("served", sizes.type("small")))


def place(body: Body, box: Box) -> Placed:
    """The card in its box."""
    inner = outlines.inside(body.card.shape, box, body.sizes)
    body = _rebroken(body, inner.w)
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


def _rebroken(body: Body, width: float) -> Body:
    """Words broken early to fit a tight design stand on fewer lines where the box turned out wide."""
    if not body.plain:
        return body
    room = width - 2 * pad(body)
    if not body.upright:
        room -= body.well + body.sizes.air(20) if body.well else 0.0
        counters = _counters(body.card)
        if counters:
            room -= body.sizes.px(24)
            room -= _number_width(body) if _alone(body) else _counter_width(body, wide=False)
    name = wrapped(body.card.label.lines, body.name_type, room)
    small = body.sizes.type("small")
    sub = wrapped(body.card.sub, small, room)
    return replace(
        body, name=name if len(name) < len(body.name) else body.name, sub=sub if len(sub) < len(body.sub) else body.sub
    )


def _line(said: str, x: float, baseline: float, type: Type, anchor: str, role: str) -> TextLine:
    return TextLine(said, round(x, 1), round(baseline, 1), type, round(text.measure(said, type), 1), anchor, role)


def _upright(body: Body, inner: Box, box: Box) -> tuple[list[TextLine], Box | None, dict[str, Slot]]:
    sizes, small, card = body.sizes, body.sizes.type("small"), body.card
    feet = sum(foot.h + sizes.px(12) for foot in body.feet)
    spare = max(0.0, inner.h - _stack(body) - feet)
    y = inner.y + (min(spare / 2, sizes.px(30)) if body.grows else spare / 2)
    icon = None
    lines: list[TextLine] = []
    slots: dict[str, Slot] = {}
    if body.well:
        icon = Box(round(inner.cx - body.well / 2, 1), round(y, 1), body.well, body.well)
        y += body.well + sizes.air(14)
    for said in body.name:
        y += _pitch(body.name_type)
        lines.append(_line(said, inner.cx, y - body.name_type.size * 0.30, body.name_type, "middle", "name"))
    for said in body.sub:
        y += small.size * 1.4
        lines.append(_line(said, inner.cx, y - small.size * 0.30, small, "middle", "sub"))
    if "state" in card.slots:
        slots["state"] = Slot(_box(inner.x, y + sizes.px(4), inner.w, sizes.px(36)), sizes.type("state"), "middle")
        y += sizes.px(40)
    hung = 0.0
    for slot in _counters(card):
        if _hangs(body):
            top = box.bottom + sizes.px(26) + hung
            slots[slot] = Slot(_box(box.x, top, box.w, sizes.px(60)), sizes.type("number"), "end")
            hung += sizes.px(60)
        else:
            slots[slot] = Slot(_box(inner.x + pad(body), y, inner.w - 2 * pad(body), sizes.px(44)),
                               sizes.type("number"), "end")  # fmt: skip
            y += sizes.px(44)
    _stand(body, slots, inner, y + sizes.px(12))
    return lines, icon, slots


def _lying(body: Body, inner: Box) -> tuple[list[TextLine], Box | None, dict[str, Slot]]:
    sizes, small, card = body.sizes, body.sizes.type("small"), body.card
    feet = sum(foot.h + sizes.px(12) for foot in body.feet)
    counters = _counters(card)
    column = _column(body)
    head = max(column, body.well, _counters_height(body))
    spare = max(0.0, inner.h - head - feet)
    top = inner.y + (min(spare / 2, sizes.px(28)) if body.grows else spare / 2)
    left = inner.x + pad(body)
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
        y += _pitch(body.name_type)
        lines.append(_line(said, left, y - body.name_type.size * 0.30, body.name_type, "start", "name"))
    for said in body.sub:
        y += small.size * 1.35
        lines.append(_line(said, left, y - small.size * 0.30, small, "start", "sub"))
    right = inner.right - pad(body)
    if "state" in card.slots:
        tall = sizes.type("state").size * 1.45
        slots["state"] = Slot(_box(left, y, _state_width(sizes), tall), sizes.type("state"))
    if counters and _alone(body):
        wide = _number_width(body)
        tall = sizes.type("number").size * 0.72 + small.size + 40
        slots[counters[0]] = Slot(
            _box(right - wide, top + (head - tall) / 2, wide, tall), sizes.type("number"), "end"
        )  # fmt: skip
    elif counters:
        wide, tall = _counter_width(body, wide=False), sizes.px(40)
        # The first counter shares its line with the state; losses stand above it, where the eye goes first.
        foot = max(y + sizes.type("state").size * 1.45 if "state" in card.slots else y, top + tall * len(counters))
        for index, slot in enumerate(counters):
            at = foot - tall * (index + 1)
            slots[slot] = Slot(_box(right - wide, at, wide, tall), sizes.type("label"), "end")
    if "tiles" in card.slots and card.copies > COUNTED:
        taken = width_of(body.name, body.name_type)
        taken = max(taken, width_of(body.sub, small), _state_width(sizes) if "state" in card.slots else 0.0)
        room = right - left - taken - 2 * sizes.px(40)
        room -= (_number_width(body) if _alone(body) else _counter_width(body, wide=False)) if counters else 0.0
        if room >= sizes.px(COUNTS):
            slots["counts"] = Slot(
                _box(left + taken + sizes.px(40), top + head / 2 - sizes.px(22), room, sizes.px(44)), small
            )
    _stand(body, slots, inner, top + head + sizes.px(12))
    return lines, icon, slots


def _stand(body: Body, slots: dict[str, Slot], inner: Box, y: float) -> None:
    """The feet, from `y` down; those that grow share what is left, side by side where the card is wide."""
    sizes = body.sizes
    left, width, anchor = inner.x + pad(body), inner.w - 2 * pad(body), "middle" if body.upright else "start"
    growing = [foot for foot in body.feet if foot.grows]
    air, foot_of = sizes.px(12), inner.bottom - sizes.px(20)
    beside = len(growing) == 2 and width > WIDE * (foot_of - y - sum(f.h + air for f in body.feet if not f.grows))
    rows = [[foot] for foot in body.feet if not (beside and foot.grows)] + ([growing] if beside else [])
    rest = foot_of - y - sum(_tall(row) + air for row in rows) + air
    more = max(0.0, rest) / sum(row[0].grows for row in rows) if growing else 0.0
    for row in rows:
        height = _tall(row) + (more if row[0].grows else 0.0)
        x = left
        for foot in row:
            last = foot is row[-1]
            wide = left + width - x if last else min(width * FIRST, height / FORM[foot.slot.partition(":")[0]])
            slots[foot.slot] = Slot(_box(x, y, wide, height), _foot_type(body, foot), anchor)
            x += wide + sizes.px(24)
        y += height + air


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
