"""A sequence's rows from top to bottom: their lines, how high each is, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagram_anim import text
from diagram_anim.layout.frame.sizes import Sizes, width_of, wrapped
from diagram_anim.model.cast import Cast, Row
from diagram_anim.model.diagram import Label
from diagram_anim.model.layout import Type

LOOP = 56.0
"""How far a message to oneself goes out."""

BAR = 20.0
"""How wide an activation is."""

PAD = 16.0
"""From what stands outermost to the panel's border, and over the heads."""

SIDE = 60.0
"""How far notes and fragments reach beyond the lifelines they are about."""

WIDEST = 520.0
"""No words are wider, before they are broken."""

WORD = 200.0
"""A word up to so wide stays whole."""

PITCH = 1.22
OVER = 14.0
"""From a message's words to its line."""

AIR = 22.0
"""The least room between two rows, and between the first and the heads."""

SPREAD = 72.0
"""How much more room there may be between two rows."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row's words, broken, and its own height without the air above it. Rows without height are marks."""

    row: Row
    words: tuple[str, ...]
    type: Type
    height: float
    above: float = 0.0
    below: float = 0.0
    """What room is kept free over and under it, for a head that comes with it."""

    @property
    def width(self) -> float:
        return width_of(self.words, Type(self.type.size, 700)) if self.words else 0.0

    @property
    def pitch(self) -> float:
        return self.type.size * PITCH


def lines(cast: Cast, sizes: Sizes, widest: float) -> list[Line]:
    """All rows with their words broken at `widest` px for each column that they pass."""
    column = {head.id: at for at, head in enumerate(cast.heads)}
    return [_line(row, sizes, widest * max(1, _passed(row, column))) for row in cast.rows]


def _passed(row: Row, column: Mapping[str, int]) -> int:
    """How many gaps between lifelines a row is about."""
    at = [column[id] for id in row.over if id in column]
    return max(at) - min(at) if at else 0


def own(row: Row) -> bool:
    """Whether a message comes back to where it started."""
    return row.kind == "message" and row.over[0] == row.over[-1]


def _line(row: Row, sizes: Sizes, widest: float) -> Line:
    type = sizes.type("label")
    words: tuple[str, ...] = ()
    height = 0.0
    match row.kind:
        case "message":
            words = _broken(row.label, type, min(widest, WIDEST))
            tall = len(words) * type.size * PITCH
            height = max(32.0, tall) if own(row) else tall + OVER
        case "note":
            words = _broken(row.label, type, min(max(widest, min(300.0, 2 * widest)), WIDEST))
            height = max(1, len(words)) * type.size * PITCH + 20.0
        case "open" | "section":
            words = tuple(f"[{said}]" for said in (row.label.plain if row.label else "",) if said)
            height = 44.0 if row.kind == "open" else 38.0
            if row.word == "rect":
                words, height = (), 6.0
        case "close":
            height = 6.0
        case _:
            pass
    return Line(row, words, type, height)


def _broken(label: Label | None, type: Type, widest: float) -> tuple[str, ...]:
    """Words broken between them; inside one only if it is very long."""
    if not label:
        return ()
    word = max((text.measure(word, type) for line in label.drawn for word in line.split()), default=0.0)
    return wrapped(label.drawn, type, max(widest, min(word + 1.0, WORD)))


def high(rows: Sequence[Line], air: float) -> float:
    """How high all rows are with `air` between them."""
    counted = [row for row in rows if row.height]
    return sum(row.above + row.height + row.below for row in counted) + air * (len(counted) + 1)


def heights(rows: Sequence[Line], top: float, room: float) -> tuple[dict[str, tuple[float, float]], float]:
    """Each row's top and foot by id, and where the last one ends. What room is left goes between them, evenly."""
    counted = sum(1 for row in rows if row.height)
    more = min(SPREAD, max(0.0, room - high(rows, AIR)) / (counted + 1))
    found: dict[str, tuple[float, float]] = {}
    y = top
    for row in rows:
        if row.height:
            y += AIR + more + row.above
            found[row.row.id] = (y, y + row.height)
            y += row.height + row.below
        else:
            found[row.row.id] = (y, y)
    return found, y + AIR


def depths(rows: Sequence[Line]) -> Mapping[str, int]:
    """How many fragments each fragment holds inside it at the most, by the fragment's id."""
    found: dict[str, int] = {}
    open_: list[str] = []
    for row in rows:
        if row.row.kind == "open":
            open_.append(row.row.id)
            found[row.row.id] = 0
        elif row.row.kind == "close" and open_:
            closed = open_.pop()
            if open_:
                found[open_[-1]] = max(found[open_[-1]], found[closed] + 1)
    return found
