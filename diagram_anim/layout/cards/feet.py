"""A card's feet: the parts that stand below its head, over its whole width."""

from __future__ import annotations

import math
from dataclasses import dataclass

from diagram_anim import text
from diagram_anim.layout.frame.sizes import Sizes
from diagram_anim.model.cast import Card
from diagram_anim.model.layout import Type

GROWING = ("gauge", "tiles", "idea")
"""Feet that take whatever height there is."""

FORM = {"gauge": 0.72, "tiles": 0.9, "idea": 0.7}
"""Their height by their width, at the most."""

LARGE = 1.9
"""Few copies in a large card have tiles as much larger than the theme's, at the most."""

FULL = 0.9
"""Tiles are so much smaller than they might be, at the least, where all of their rows are full."""

BETWEEN = 0.2
"""From tile to tile, in their own size."""

MANY = 12
"""Beside more copies than these a dial is a bar over them: it is they that need the room."""

FLAT = 0.7
"""Dials are bars with no more than this share of the look's own room around words: words are more to be read."""

TENS = 24
"""More copies than these stand in long rows: they are low so, and leave the height to charts below them."""

COUNTED = 3
"""More copies than these are counted by state over their tiles, or in the card's head where it has room."""

COUNTS = 330.0
"""What those counts take of the head at least, px."""

HEADED = 254.0
"""The width of a dial that is a bar in the head, px."""

PARTED = 32.0
"""From one part of the head to the next, px."""

SPREAD = 1.1
"""How much wider a bar of shares is than their figures side by side."""

GLYPH, GAP = 28.0, 10.0

BAR = (150.0, 100.0)
"""How long a meter's bar is with the room beside it, at the least; and on a card that is narrow."""

WIDER, WIDEST, SQUARE = 2.6, 3.3, 1.0
"""How many times as many tiles stand side by side as one below the other: the second where they stand in long rows."""


@dataclass(frozen=True, slots=True)
class Foot:
    """A part over the card's whole width."""

    slot: str
    w: float
    h: float
    flat: bool = False
    """Whether it is low whatever room there is."""

    @property
    def kind(self) -> str:
        return self.slot.partition(":")[0]

    @property
    def grows(self) -> bool:
        return self.kind in GROWING and not self.flat

    @property
    def form(self) -> float:
        """Its height by its width, at the most, where it grows."""
        return FORM[self.kind]


def feet_of(card: Card, sizes: Sizes, *, narrow: bool = False, low: bool = False) -> tuple[Foot, ...]:
    """What stands below the head, tiles in as many rows as columns where cards are to be `narrow` and have no air, very
    many in long rows beside a dial where they are to be `low`."""
    found, small = [], sizes.type("small")
    low = low and abreast(card)
    form = SQUARE if narrow and sizes.scarce else WIDEST if low else WIDER
    for slot in card.slots:
        sample = card.samples.get(slot, "")
        match slot.partition(":")[0]:
            case "note":
                width = min(sizes.px(320), text.measure(sample, small))
                lines = len(text.wrap(sample, small, max(width, 40.0))) if sample else 1
                found.append(Foot(slot, width, small.size * 1.3 * lines + sizes.px(8)))
            case "rate" | "check" | "waiting":
                sign, _, said = sample.partition("|")
                width = text.measure(said, small.figures) + (GLYPH + GAP) * small.size / 24 * bool(sign)
                found.append(Foot(slot, width, small.size * 1.3 + sizes.px(8)))
            case "meter":
                label = slot.partition(":")[2]
                bar = sizes.px(BAR[narrow])
                found.append(Foot(slot, text.measure(f"{label} 100%", small.figures) + bar, sizes.px(36)))
            case "split":
                type = sizes.type("node_small")
                width = max(sizes.px(340), text.measure(sample, Type(type.size, 700).figures) * SPREAD)
                found.append(Foot(slot, width, sizes.px(40) + 2 * type.size + 44))
            case "gauge" if "tiles" in card.slots and card.copies > MANY and not low:
                found.append(Foot(slot, sizes.px(400), sizes.px(76), flat=True))
            case "gauge" if sizes.ease <= FLAT and "tiles" not in card.slots:
                found.append(Foot(slot, sizes.px(240), max(48.0, sizes.px(48)), flat=True))
            case "gauge":
                found.append(Foot(slot, sizes.px(240), sizes.px(170)))
            case "badge":
                type = Type(sizes.px(28), 700)
                found.append(Foot(slot, max(sizes.px(120), text.measure(sample, type) + 44), sizes.px(56)))
            case "tiles":
                columns, rows = _grid(card.copies, form)
                tile, gap = sizes.px(64), sizes.px(13)
                head = max(44.0, sizes.px(44)) if card.copies > COUNTED else 0.0
                found.append(Foot(slot, columns * (tile + gap) - gap, rows * (tile + gap) - gap + head))
            case "idea":
                found.append(Foot(slot, sizes.px(240), sizes.px(120)))
    return tuple(found)


def headed(card: Card, sizes: Sizes) -> Foot | None:
    """The one dial of a card with very many tiles as a bar in its head."""
    dials = [slot for slot in card.slots if slot.startswith("gauge")]
    return Foot(dials[0], sizes.px(HEADED), sizes.px(76), flat=True) if len(dials) == 1 and abreast(card) else None


def abreast(card: Card) -> bool:
    """Whether a card's dial stands beside its tiles where its room is low: of so many these take long rows."""
    return card.copies > TENS and any(slot.startswith("gauge") for slot in card.slots)


def tiled(copies: int, w: float, h: float, sizes: Sizes) -> float:
    """How much of a room's height tiles take, as large as they may be, with what counts them, in px."""
    counts = max(44.0, sizes.px(44)) if copies > COUNTED else 0.0
    size, columns = tiling(w, h - counts, copies, LARGE * sizes.theme.px("tile.size"))
    rows = math.ceil(copies / columns)
    return rows * size * (1 + BETWEEN) - size * BETWEEN + counts


def tiling(w: float, h: float, count: int, most: float) -> tuple[float, int]:
    """The size and the columns of so many tiles that make them largest in a room, up to `most` px, or nearly so with
    full rows over about the same width; of such the longest rows, by which copies are counted at a glance."""
    sizes = {}
    for columns in range(1, count + 1):
        rows = math.ceil(count / columns)
        sizes[columns] = min(most, w / (columns + (columns - 1) * BETWEEN), h / (rows + (rows - 1) * BETWEEN))
    largest = max(sizes, key=lambda columns: (round(sizes[columns], 2), -columns))
    full = [columns for columns in sizes if count % columns == 0 and sizes[columns] >= FULL * sizes[largest]]
    wide = [columns for columns in full if sizes[columns] * columns >= FULL * sizes[largest] * largest]
    columns = max(wide, default=largest)
    return sizes[columns], columns


def _grid(copies: int, form: float) -> tuple[int, int]:
    """Columns and rows for so many tiles, about so much wider than high."""
    columns = max(1, math.ceil(math.sqrt(copies * form)))
    rows = math.ceil(copies / columns)
    return math.ceil(copies / rows), rows
