"""Things that take a box and divide it: cards, lanes, rows of things, stacks, groups (for ranks see `layers`).

Each knows the least box it can stand in and the most it makes sense of; given a box, it says where its cards and
groups stand. They know no wires except how much room these need.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from diagram_anim.layout.across.spread import shared
from diagram_anim.layout.cards.body import Body
from diagram_anim.model.geometry import Box, union

ENDLESS = 1e6

EASED = 0.1
"""The share of what a group has to spare that goes to each of its sides before what it holds has it."""

SHORT = 40.0
"""How long a lane is along its line at the most, px: it is beside what stands there that words need room."""


class Piece(Protocol):
    @property
    def least(self) -> tuple[float, float]: ...

    @property
    def most(self) -> tuple[float, float]: ...

    def reach(self, upright: bool) -> tuple[float, float]:
        """How its least size lies about its middle, across (`upright`) or along the frame's height."""
        ...

    def settle(self, box: Box, found: MutableMapping[str, Box]) -> None: ...

    def wishes(self, upright: bool, found: Mapping[str, Box]) -> list[tuple[float, float]]:
        """From where to where it would reach if what it holds stood over the middle of its children elsewhere."""
        ...


def halves(size: float) -> tuple[float, float]:
    """As far to one side of the middle as to the other."""
    return size / 2, size / 2


@dataclass(frozen=True)
class Leaf:
    """A card. `w`, `h` are its border's; below it may hang counters (`apron`)."""

    id: str
    body: Body
    w: float
    h: float
    wide: float = 1.0
    high: float = 1.0
    """By how much it may be wider and higher than its least."""

    left: float = 0.0
    over: float = 0.0
    right: float = 0.0
    under: float = 0.0
    """Room kept around it for wires that come back to it."""

    crowd: tuple[float, float] = (0.0, 0.0)
    """How wide and how high it has to be for all wires that come to one side."""

    @cached_property
    def least(self) -> tuple[float, float]:
        return self.left + self.w + self.right, self.over + self.h + self.body.apron + self.under

    @cached_property
    def most(self) -> tuple[float, float]:
        if not self.body.plain:
            return self.least
        wide = self.w * (max(self.wide, 2.4) if self.body.grows else self.wide)
        high = self.h * self.high
        if self.body.grows:  # tiles take less height in a row than in two
            high = max(self.body.highest(width) for width in (self.w, wide))
        return self.left + wide + self.right, self.over + max(self.h, high) + self.body.apron + self.under

    def reach(self, upright: bool) -> tuple[float, float]:
        if upright:
            return self.left + self.w / 2, self.w / 2 + self.right
        return self.over + self.h / 2, self.h / 2 + self.body.apron + self.under

    def settle(self, box: Box, found: MutableMapping[str, Box]) -> None:
        w, h = (min(a, b) for a, b in zip((box.w, box.h), self.most, strict=True))
        under = self.body.apron + self.under
        w, h = w - self.left - self.right, h - self.over - under
        h = min(h, max(self.h, self.body.highest(w)))
        x, y = box.x + (box.w + self.left - self.right) / 2, box.y + (box.h + self.over - under) / 2
        found[self.id] = Box(x - w / 2, y - h / 2, w, h)

    def wishes(self, upright: bool, found: Mapping[str, Box]) -> list[tuple[float, float]]:
        return []


@dataclass(frozen=True)
class Lane:
    """The room a long line keeps where it passes a rank."""

    id: str
    size: float
    words: float = 0.0
    """The room beside it for the words on its line: at the right where it is `upright`, else over it."""

    upright: bool = True

    @cached_property
    def least(self) -> tuple[float, float]:
        across, along = self.size + self.words, min(self.size, SHORT)
        return (across, along) if self.upright else (along, across)

    @cached_property
    def most(self) -> tuple[float, float]:
        return self.size + self.words, ENDLESS

    def reach(self, upright: bool) -> tuple[float, float]:
        low, high = halves(self.size)
        return (low, high + self.words) if upright else (low + self.words, high)

    def settle(self, box: Box, found: MutableMapping[str, Box]) -> None:
        w, h = (box.w - self.words, box.h) if self.upright else (box.w, box.h - self.words)
        found[self.id] = Box(box.x, box.bottom - h, w, h)

    def wishes(self, upright: bool, found: Mapping[str, Box]) -> list[tuple[float, float]]:
        return []


@dataclass(frozen=True)
class Grid:
    """Rows of things as wide as each other; the last row stands in the middle."""

    rows: tuple[tuple[Piece, ...], ...]
    gap: float

    @cached_property
    def least(self) -> tuple[float, float]:
        cell = self._cell()
        columns = max(len(row) for row in self.rows)
        heights = [max(piece.least[1] for piece in row) for row in self.rows]
        return columns * cell + (columns - 1) * self.gap, sum(heights) + (len(heights) - 1) * self.gap

    @cached_property
    def most(self) -> tuple[float, float]:
        columns = max(len(row) for row in self.rows)
        wide = max(piece.most[0] for row in self.rows for piece in row)
        heights = [max(piece.most[1] for piece in row) for row in self.rows]
        return columns * wide + (columns - 1) * self.gap, sum(heights) + (3 * len(heights) - 1) * self.gap

    def reach(self, upright: bool) -> tuple[float, float]:
        return halves(self.least[0 if upright else 1])

    def settle(self, box: Box, found: MutableMapping[str, Box]) -> None:
        columns = max(len(row) for row in self.rows)
        gaps = self.gap * (len(self.rows) - 1)
        heights = shared(
            box.h - gaps,
            [max(piece.least[1] for piece in row) for row in self.rows],
            [max(piece.most[1] for piece in row) for row in self.rows],
        )
        # What rows leave over goes between and around them, so that few cards still take the whole room.
        spare = max(0.0, box.h - gaps - sum(heights))
        between = self.gap + min(self.gap * 2, spare / (len(self.rows) + 1))
        y = box.cy - (sum(heights) + between * (len(self.rows) - 1)) / 2
        cell = (box.w - (columns - 1) * self.gap) / columns
        for row, height in zip(self.rows, heights, strict=True):
            widths = [min(cell, piece.most[0]) for piece in row]
            side = self.gap + min(self.gap * 3, max(0.0, cell - max(widths)))
            x = box.cx - (sum(widths) + side * (len(row) - 1)) / 2
            for piece, width in zip(row, widths, strict=True):
                piece.settle(Box(x, y, width, height), found)
                x += width + side
            y += height + between

    def _cell(self) -> float:
        return max(piece.least[0] for row in self.rows for piece in row)

    def wishes(self, upright: bool, found: Mapping[str, Box]) -> list[tuple[float, float]]:
        return []


@dataclass(frozen=True)
class Stack:
    """Blocks one below the other."""

    blocks: tuple[Piece, ...]
    gap: float
    apart: float = 0.0
    """The most that the gap grows to, where it may."""

    @cached_property
    def least(self) -> tuple[float, float]:
        sizes = [block.least for block in self.blocks]
        return max(w for w, _ in sizes), sum(h for _, h in sizes) + self.gap * (len(sizes) - 1)

    @cached_property
    def most(self) -> tuple[float, float]:
        sizes = [block.most for block in self.blocks]
        return max(w for w, _ in sizes), sum(h for _, h in sizes) + self.gap * (len(sizes) - 1)

    def reach(self, upright: bool) -> tuple[float, float]:
        return halves(self.least[0 if upright else 1])

    def settle(self, box: Box, found: MutableMapping[str, Box]) -> None:
        gaps = self.gap * (len(self.blocks) - 1)
        sizes = shared(
            box.h - gaps, [block.least[1] for block in self.blocks], [block.most[1] for block in self.blocks]
        )
        spare = (box.h - sum(sizes)) / max(1, len(sizes) - 1)
        gap = max(self.gap, min(self.apart, spare))
        y = box.cy - (sum(sizes) + gap * (len(sizes) - 1)) / 2
        for block, size in zip(self.blocks, sizes, strict=True):
            block.settle(Box(box.x, y, box.w, size), found)
            y += size + gap

    def wishes(self, upright: bool, found: Mapping[str, Box]) -> list[tuple[float, float]]:
        return [wish for block in self.blocks for wish in block.wishes(upright, found)]


@dataclass(frozen=True)
class Frame:
    """A group: `above` what it holds there is room for its title, or `below`; `pad` is the room beside, and `column`
    what more there is at the left for a title there. `hung` is how far counters hang below cards."""

    id: str
    inner: Piece | None
    title: float
    above: float
    below: float
    pad: float
    column: float = 0.0
    clear: float = 0.0
    """The room that there should be besides between its title and what it holds, where the box has it."""

    easy: float = 0.0
    """The same beside what it holds."""

    hung: Mapping[str, float] = field(default_factory=dict)
    known: dict[tuple[float, float], Mapping[str, Box]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Where what it holds stands in a box of a size: it is asked for often."""

    @cached_property
    def least(self) -> tuple[float, float]:
        w, h = self.inner.least if self.inner else (0.0, 40.0)
        return self.column + max(w, self.title) + 2 * self.pad, h + self.above + self.below

    @cached_property
    def most(self) -> tuple[float, float]:
        h = self.inner.most[1] if self.inner else 40.0
        return ENDLESS, max(self.least[1], h + self.above + self.below) + self.clear

    def holding(self, across: float, *, upright: bool) -> Mapping[str, Box]:
        """Where what it holds stands in a box so wide (`upright`) or high, with the least of the other."""
        w, h = self.least
        if across <= (w if upright else h) + 0.5:
            return self._held(w, h)
        return self._held(*((across, h) if upright else (w, across)))

    def _held(self, w: float, h: float) -> Mapping[str, Box]:
        if (w, h) not in self.known:
            found: dict[str, Box] = {}
            self.settle(Box(0.0, 0.0, w, h), found)
            self.known[w, h] = found
        return self.known[w, h]

    def reach(self, upright: bool) -> tuple[float, float]:
        """Its middle is that of what it holds: the title on one side moves nothing out of its line."""
        w, h = self.least
        before, after = (self.column, 0.0) if upright else (self.above, self.below)
        inside = ((w if upright else h) - before - after) / 2
        return before + inside, inside + after

    def settle(self, box: Box, found: MutableMapping[str, Box]) -> None:
        found[self.id] = box
        if self.inner:
            pad = self.pad + min(self.easy, max(0.0, box.w - self.least[0]) * EASED)
            x, w = box.x + self.column + pad, box.w - self.column - 2 * pad
            above = self.above + min(self.clear, max(0.0, box.h - self.least[1]))
            room = Box(x, box.y + above, w, box.h - above - self.below)
            inside: ChainMap[str, Box] = ChainMap({}, found)
            self.inner.settle(room, inside)
            found.update(inside.maps[0])
            held = [replace(one, h=one.h + self.hung.get(id, 0.0)) for id, one in inside.maps[0].items()]
            found[self.id] = self._trimmed(box, room, union(held))

    def wishes(self, upright: bool, found: Mapping[str, Box]) -> list[tuple[float, float]]:
        before, after = (self.column + self.pad, self.pad) if upright else (self.above, self.below)
        inner = self.inner.wishes(upright, found) if self.inner else []
        return [(low - before, high + after) for low, high in inner]

    def _trimmed(self, box: Box, room: Box, held: Box) -> Box:
        """Its box no farther from what it holds on one side than on the other."""
        left, right = held.x - room.x, room.right - held.right
        over, under = held.y - room.y, room.bottom - held.bottom
        w = max(self.least[0], box.w - abs(left - right))
        h = max(self.least[1], box.h - abs(over - under))
        x = box.x if left <= right else box.right - w
        y = box.y if over <= under else box.bottom - h
        return Box(x, y, w, h)
