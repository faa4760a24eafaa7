"""A card's feet: the parts that stand below its head, over its whole width."""

from __future__ import annotations

import math
from dataclasses import dataclass

from diagram_anim import text
from diagram_anim.layout.sizes import Sizes
from diagram_anim.model.cast import Card
from diagram_anim.model.layout import Type

GROWING = ("gauge", "tiles", "idea")
"""Feet that take whatever height there is."""

FORM = {"gauge": 0.72, "tiles": 0.9, "idea": 0.7}
"""Their height by their width, at the most."""

COUNTED = 3
"""More copies than these are counted by state over their tiles, or in the card's head where it has room."""

SPREAD = 1.1
"""How much wider a bar of shares is than their figures side by side."""

GLYPH, GAP = 28.0, 10.0


@dataclass(frozen=True, slots=True)
class Foot:
    """A part over the card's whole width."""

    slot: str
    w: float
    h: float

    @property
    def kind(self) -> str:
        return self.slot.partition(":")[0]

    @property
    def grows(self) -> bool:
        return self.kind in GROWING

    @property
    def form(self) -> float:
        """Its height by its width, at the most, where it grows."""
        return FORM[self.kind]


def feet_of(card: Card, sizes: Sizes) -> tuple[Foot, ...]:
    found = []
    small = sizes.type("small")
    for slot in card.slots:
        sample = card.samples.get(slot, "")
        match slot.partition(":")[0]:
            case "note":
                width = min(sizes.px(320), text.measure(sample, small))
                lines = len(text.wrap(sample, small, max(width, 40.0))) if sample else 1
                found.append(Foot(slot, width, small.size * 1.3 * lines + sizes.px(8)))
            case "rate" | "check" | "waiting":
                sign, _, said = sample.partition("|")
                width = text.measure(said, small.figures) + sizes.px(GLYPH + GAP) * bool(sign)
                found.append(Foot(slot, width, small.size * 1.3 + sizes.px(8)))
            case "meter":
                label = slot.partition(":")[2]
                found.append(Foot(slot, text.measure(f"{label} 100%", small.figures) + sizes.px(150), sizes.px(36)))
            case "split":
                type = sizes.type("node_small")
                width = max(sizes.px(340), text.measure(sample, Type(type.size, 700).figures) * SPREAD)
                found.append(Foot(slot, width, sizes.px(40) + 2 * type.size + 44))
            case "gauge":
                found.append(Foot(slot, sizes.px(240), sizes.px(170)))
            case "badge":
                type = Type(sizes.px(28), 700)
                found.append(Foot(slot, max(sizes.px(120), text.measure(sample, type) + 44), sizes.px(56)))
            case "tiles":
                columns, rows = _grid(card.copies)
                tile, gap = sizes.px(64), sizes.px(13)
                head = max(44.0, sizes.px(44)) if card.copies > COUNTED else 0.0
                found.append(Foot(slot, columns * (tile + gap) - gap, rows * (tile + gap) - gap + head))
            case "idea":
                found.append(Foot(slot, sizes.px(240), sizes.px(120)))
    return tuple(found)


def _grid(copies: int) -> tuple[int, int]:
    """Columns and rows for so many tiles, wider than high."""
    columns = max(1, math.ceil(math.sqrt(copies * 2.6)))
    rows = math.ceil(copies / columns)
    return math.ceil(copies / rows), rows
