"""What a card consists of, measured: the least box that it can stand in.

A card has a head (icon, name, second line, state, counters) and, below it, feet: meters, a bar of shares, a dial,
tiles, an idea. Its head stands upright (icon above) or lies (icon left).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from diagram_anim import text
from diagram_anim.layout.cards import outlines
from diagram_anim.layout.cards.broken import SLIM, halved, longer
from diagram_anim.layout.cards.feet import COUNTS, GAP, GLYPH, PARTED, Foot, feet_of, headed, tiled
from diagram_anim.layout.containers.spine import DECISION
from diagram_anim.layout.frame.sizes import Sizes, width_of, wrapped
from diagram_anim.model.cast import Card, is_card
from diagram_anim.model.layout import Type
from diagram_anim.model.system import Role

COUNTERS = ("served", "error", "lost", "refused", "denied")
CALM = frozenset({"note", "rate", "check", "waiting", "badge"})
UNDER = frozenset({*CALM, *COUNTERS})

SHORT = 240.0
"""How wide what stands beside a card's words may be, px."""

BESIDE = 28.0
"""From one large counter to the next, px."""

LONG = 1.7
"""By how much wider names in shapes that narrow may be before they are broken, where room is scarce."""

LONGEST = 720.0
"""How wide names may be on cards that are to be low, px."""

LOW = 2.0
"""By how much a card on which what grows stands side by side may be higher than its least."""

WORD = "비우는 중."
"""As wide as the widest word of a state in any language of the stage."""


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
    high: bool = False
    """Whether it stands because its box is high."""

    level: bool = False
    """Whether what grows on it stands side by side: its box is low."""

    stated: bool = False
    """Whether the word of its state stands beside its name: it lies, and is to be low."""

    aside: Foot | None = None
    """What stands beside the words of a lying card that counts nothing: there is room, and it isn't always there."""

    dial: Foot | None = None
    """The dial that stands in the head as a bar, so that all room below is for very many tiles."""

    @property
    def plain(self) -> bool:
        """Whether nothing on it changes its form: it may be as large as its neighbours."""
        return is_card(self.card.shape)

    @property
    def grows(self) -> bool:
        return any(foot.grows for foot in self.feet)

    def highest(self, w: float) -> float:
        """The most height that makes sense at a width: dials keep their form, tiles their largest size."""
        if not self.grows:
            return math.inf
        if self.level:
            return self.h * LOW
        inner, high = w - 2 * self.pad, self.h
        for foot in self.feet:
            if foot.grows:
                most = inner * foot.form
                if foot.kind == "tiles":
                    most = tiled(self.card.copies, inner, most, self.sizes)
                high += max(0.0, most - foot.h)
        return high

    @property
    def pad(self) -> float:
        return self.sizes.air(28 if self.card.slots or self.upright else 24)

    @property
    def pitch(self) -> float:
        """From one line of its name to the next."""
        return self.name_type.size * 1.26

    @property
    def counters(self) -> list[str]:
        return [slot for slot in self.card.slots if slot in COUNTERS]

    @property
    def alone(self) -> bool:
        """Whether one counter and nothing else that takes room stands large, its word under its number."""
        return len(self.counters) == 1 and not any(foot.kind == "meter" for foot in self.feet)

    @property
    def hangs(self) -> bool:
        """Whether its counters hang below its border."""
        return self.upright and self.plain and not self.high and "idea" not in self.card.slots

    @property
    def stack(self) -> float:
        """The height of an upright card's head."""
        sizes, small = self.sizes, self.sizes.type("small")
        height = self.well + (sizes.air(14) if self.well else 0.0)
        height += len(self.name) * self.pitch
        height += len(self.sub) * small.size * 1.4
        if "state" in self.card.slots:
            height += sizes.px(40)
        return height if self.hangs else height + len(self.counters) * sizes.px(44)

    @property
    def column(self) -> float:
        """The height of a lying card's words."""
        height = len(self.name) * self.pitch + len(self.sub) * self.sizes.type("small").size * 1.35
        tall = self.sizes.type("state").size * 1.45 if "state" in self.card.slots else 0.0
        return max(height, tall) if self.stated else height + tall

    @property
    def counted(self) -> tuple[float, float]:
        """The width and height of the counters beside a lying card's words."""
        sizes, counters = self.sizes, self.counters
        if not counters:
            return 0.0, 0.0
        if self.alone:
            return self._number, 0.72 * (sizes.type("number").size + sizes.type("small").size) + sizes.px(16)
        line = Type(sizes.type("label").size, 400, tabular=True)
        wide = max(text.measure(f"served {self.card.samples.get(slot, '999')}", line) for slot in counters)
        return wide, len(counters) * sizes.px(40)

    def wide(self, slot: str) -> float:
        """The width of a counter whose word stands under its number."""
        number = text.measure(self.card.samples.get(slot, "999"), self.sizes.type("number").figures)
        return max(number, text.measure(slot, self.sizes.type("small")))

    @property
    def abreast(self) -> float:
        """The width of such counters beside each other; none have room so beside a bar."""
        if any(foot.kind == "meter" for foot in self.feet):
            return math.inf
        return sum(self.wide(slot) for slot in self.counters) + self.sizes.px(BESIDE) * (len(self.counters) - 1)

    @property
    def footed(self) -> tuple[float, float]:
        """The width of the feet, and their height with the air over each."""
        beside = [foot for foot in self.feet if foot.grows and self.level]
        single = [foot for foot in self.feet if foot not in beside]
        row = sum(foot.w for foot in beside) + self.sizes.px(24) * max(0, len(beside) - 1)
        high = [foot.h for foot in single] + ([max(foot.h for foot in beside)] if beside else [])
        return max([row, *(foot.w for foot in single)]), sum(high) + self.sizes.px(12) * len(high)

    @property
    def _number(self) -> float:
        """The width of a counter that stands alone."""
        sizes = self.sizes
        samples = [self.card.samples.get(slot, "999") for slot in self.counters]
        number = max(text.measure(sample, sizes.type("number").figures) for sample in samples)
        return max(number, text.measure("served", sizes.type("small")))


def body(
    card: Card,
    sizes: Sizes,
    *,
    upright: bool,
    hanging: bool,
    narrow: bool = False,
    beside: bool = False,
    high: bool = False,
    level: bool = False,
    flat: bool = False,
    slim: bool = False,
) -> Body:
    """The card measured. `upright` for cards that may stand, `high` for those that do whatever they show, `level` for
    those on which what grows stands side by side; `hanging` where counters may hang below the border; `narrow` breaks
    names early, `flat` late, so that the card is low; `slim` parts names in two; `beside` for those among cards that
    show more."""
    form, flat = is_card(card.shape), flat and (is_card(card.shape) or card.shape == DECISION)
    drawn = (" ".join(card.label.drawn),) if flat and not form else card.label.drawn
    slots = set(card.slots)
    bare = hanging and slots <= UNDER and card.role in (Role.BALANCER, Role.CLIENT, Role.QUEUE)
    feet = feet_of(card, sizes, narrow=narrow or high, low=level)
    high = high and not any(foot.grows for foot in feet)
    stands = not form or (upright and slots <= CALM and not flat) or bare or "idea" in card.slots or high
    name_type = sizes.type("node")
    most = sizes.px(outlines.MOST.get(card.shape, 280.0 if stands else 320.0))
    if (flat or sizes.scarce) and not form:
        most *= LONG  # It is the height that is wanting where one thing stands below the other.
    if flat:
        most = max(most, sizes.px(LONGEST))
    if narrow and form:
        most = max(170.0, most * 0.55)
    # A word is broken only where it alone is wider than any card, paths and the like also where cards are to be narrow.
    words = [word for line in drawn for word in line.split()]
    words = [part for word in words for part in text.parts(word)] if narrow else words
    most = max(most, 150.0, min(width_of(tuple(words), name_type), sizes.px(420)))
    name = () if outlines.is_mark(card.shape) else wrapped(drawn, name_type, most)
    if flat and form:
        name = longer(drawn, name_type, most, wrapped(drawn, name_type, min(most, sizes.px(320))))
    if slim and (form or card.shape == DECISION):
        name = halved(drawn, name_type, most, len(name))
    under = max(most, 180.0) if not (slim and form) else max(width_of(name, name_type), SLIM * 1.5)
    sub = wrapped(card.sub, sizes.type("small"), under) if name else ()
    well = _well(card, sizes, stands or beside)
    short = [foot for foot in feet if foot.kind == "badge" and foot.w <= sizes.px(SHORT)]
    aside = short[0] if short and not (stands or slots & set(COUNTERS)) else None
    dial = headed(card, sizes) if level and not stands else None
    feet = tuple(foot for foot in feet if foot is not aside and (dial is None or foot.slot != dial.slot))
    draft = Body(
        card,
        sizes,
        stands,
        name,
        sub,
        name_type,
        well,
        feet,
        0.0,
        0.0,
        high=high,
        level=level and len([foot for foot in feet if foot.grows]) > 1,
        stated=flat and not stands and "state" in slots and slots.isdisjoint(COUNTERS),
        aside=aside,
        dial=dial,
    )
    w, h = _upright_size(draft) if stands else _lying_size(draft)
    foot_w, foot_h = draft.footed
    foot_w += 2 * draft.pad
    w, h = max(w, foot_w), h + foot_h
    if draft.feet and not draft.grows:
        h += sizes.px(4)
    apron = 0.0
    if bare:
        apron = len(draft.counters) * sizes.px(60)
        apron += sizes.px(26) if apron else 0.0
    if card.shape == "text" and not (well or card.slots):
        # It has no border for edges to end at: they end near its words.
        w, h = max(width_of((*name, *sub), name_type) + sizes.px(24), sizes.px(48)), draft.stack + sizes.px(20)
    w, h = outlines.around(card.shape, w, h, sizes)
    if card.shape == DECISION:
        lines = [text.measure(line, name_type) for line in name]
        beneath = math.ceil(draft.stack / draft.pitch - len(name) - 1e-6)
        lines += [max([*lines, *(text.measure(line, sizes.type("small")) for line in sub)], default=0.0)] * beneath
        for foot in (one for one in draft.feet if one.kind in CALM):
            lines += [foot.w] * math.ceil((foot.h + sizes.px(12)) / draft.pitch - 0.2)
        w, h = outlines.holding(w, h, lines, draft.pitch, name_type.size)
    return replace(draft, w=w, h=h, apron=apron)


def _well(card: Card, sizes: Sizes, stands: bool) -> float:
    if not card.icon or not is_card(card.shape):
        return 0.0
    if card.picture:
        return sizes.px(120)
    if "idea" in card.slots or "tiles" in card.slots:
        return sizes.px(48)
    calm = not set(card.slots) - {"state"} and not stands
    return max(sizes.air(60 if calm else 80), sizes.px(36))


def state_width(sizes: Sizes) -> float:
    """How wide the word of a state is with its sign."""
    type = sizes.type("state")
    return (GLYPH + GAP) * type.size / 26 + text.measure(WORD, type)


def _upright_size(body: Body) -> tuple[float, float]:
    sizes, small = body.sizes, body.sizes.type("small")
    width = max(width_of(body.name, body.name_type), width_of(body.sub, small), body.well)
    if "state" in body.card.slots:
        width = max(width, state_width(sizes))
    if body.card.slots and not body.well:
        width = max(width, sizes.px(120))
    if body.counters:
        figures = sizes.type("number").figures
        number = max(text.measure(body.card.samples.get(slot, "999"), figures) for slot in COUNTERS)
        longest = ("connections refused", "커넥션 거절") if "denied" in body.counters else ("served", "처리")
        word = max(text.measure(one, small) for one in longest)
        width = max(width, GLYPH + GAP + word + 16 + number)
    return max(width + 2 * body.pad, sizes.air(180)), max(body.stack + 2 * sizes.air(26), sizes.air(88))


def _lying_size(body: Body) -> tuple[float, float]:
    sizes = body.sizes
    first = width_of(body.name, body.name_type)
    second = width_of(body.sub, sizes.type("small"))
    left = body.well + sizes.air(20) if body.well else 0.0
    column = max(first, second)
    if body.stated:
        column += sizes.px(20) + state_width(sizes)
    elif "state" in body.card.slots:
        column = max(column, state_width(sizes))
    wide, high = body.counted
    if body.counters:
        column += sizes.px(24) + wide
    if body.aside:
        column += sizes.px(24) + body.aside.w
    if body.dial:
        counted = body.abreast + sizes.px(PARTED) if body.counters else 0.0
        column = max(first, second) + sizes.px(COUNTS) + body.dial.w + 3 * sizes.px(PARTED) + counted
        high = max(high, body.dial.h)
    height = max(body.column, body.well, high)
    room = sizes.air(28 if body.feet or body.counters else 18)
    return 2 * body.pad + left + column, max(height + 2 * room, sizes.air(84))
