"""Ranks of things one after the other, each thing near what it is joined with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from diagram_anim.layout.pieces import ENDLESS, Frame, Lane, Piece, halves
from diagram_anim.layout.spread import Span, bounds, centred, shared, spread, widened
from diagram_anim.model.geometry import Box


@dataclass(frozen=True)
class Layers:
    """Ranks of things one after the other; across a rank, things stand near what they are joined with."""

    pieces: Mapping[str, Piece]
    ranks: tuple[tuple[str, ...], ...]
    links: tuple[tuple[str, str], ...]
    upright: bool
    reversed: bool
    gaps: tuple[float, ...]
    """The least room between each rank and the next."""

    side: float
    """The room between things in a rank."""

    full: bool
    """Whether things take all the room across (in a group), or stand apart (in the open)."""

    back: frozenset[str] = frozenset()
    """Lanes of wires that lead back: they draw nothing to themselves."""

    kin: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The children over whose middle a parent is to stand."""

    cells: int = 0
    """How many columns a grid beside it has: a thing alone in its rank is as wide as one of its cells."""

    longest: float = 320.0
    """The most that a gap between ranks grows to in the open."""

    apart: float = 300.0
    """The most that a gap between things in a rank grows to."""

    floors: tuple[float, ...] = ()
    """The length of each rank, where it is given by those of other bands."""

    ends: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """At which things in a group the lines end that join it with another thing beside it."""

    flat: bool = False
    """Whether it takes little more room across than it needs."""

    @cached_property
    def least(self) -> tuple[float, float]:
        at, spans = self._spread({})
        low, high = bounds(at, spans)
        along = sum(self.lengths()) + sum(self.gaps)
        return (high - low, along) if self.upright else (along, high - low)

    @cached_property
    def most(self) -> tuple[float, float]:
        across = max(sum(self._most(id, across=True) for id in rank) + sum(self._sides(rank)) for rank in self.ranks)
        least = self.least
        along = sum(self._longest()) + sum(max(gap, self.longest) for gap in self.gaps)
        if self.flat:
            across = min(across, least[0 if self.upright else 1] * 1.3)
        w, h = (across, along) if self.upright else (along, across)
        return max(w, least[0]), max(h, least[1])

    def reach(self, upright: bool) -> tuple[float, float]:
        """The middle is where the chain's own line runs, so that a piece before it leads straight into it."""
        return halves(self.least[0 if upright else 1])

    def settle(self, box: Box, found: dict[str, Box]) -> None:
        room, length = (box.w, box.h) if self.upright else (box.h, box.w)
        sizes, gaps = self._lengths(length)
        at, spans = self._placed(room)
        low, high = bounds(at, spans)
        shift = (box.cx if self.upright else box.cy) - (low + high) / 2
        start = (box.y if self.upright else box.x) + (length - sum(sizes) - sum(gaps)) / 2
        for rank, size, gap in zip(self.ranks, sizes, [*gaps, 0.0], strict=True):
            top = start
            if self.reversed:
                whole = (box.y + box.bottom) if self.upright else (box.x + box.right)
                top = whole - start - size
            for id in rank:
                span, middle = spans[id], at[id] + shift
                if self.upright:
                    cell = Box(middle - span.low, top, span.low + span.high, size)
                else:
                    cell = Box(top, middle - span.low, size, span.low + span.high)
                self.pieces[id].settle(cell, found)
            start += size + gap

    def lengths(self) -> list[float]:
        """The least of each rank along the direction."""
        if self.floors:
            return list(self.floors)
        return [max(self.pieces[id].least[1 if self.upright else 0] for id in rank) for rank in self.ranks]

    def _longest(self) -> list[float]:
        return list(self.floors) or [self._most_along(rank) for rank in self.ranks]

    def _sides(self, rank: Sequence[str]) -> list[float]:
        """The room between neighbours: a line needs less than a thing."""
        lanes = [_lane(self.pieces[id]) for id in rank]
        return [max(14.0, self.side / 2) if a or b else self.side for a, b in pairwise(lanes)]

    def _most(self, id: str, *, across: bool) -> float:
        piece = self.pieces[id]
        if isinstance(piece, Lane):
            return piece.size if across else ENDLESS
        return piece.most[0 if self.upright == across else 1]

    def _most_along(self, rank: Sequence[str]) -> float:
        return max((self._most(id, across=False) for id in rank if not _lane(self.pieces[id])), default=ENDLESS)

    def _lengths(self, length: float) -> tuple[list[float], list[float]]:
        """Of ranks and gaps, so that they take the length where they can: gaps that are short grow first."""
        sizes = self.lengths()
        gaps = list(self.gaps)
        left = length - sum(sizes) - sum(gaps)
        if gaps and left > 0:
            wanted = [max(gap, min(gap * 1.4, 150.0)) for gap in gaps]
            gaps = shared(sum(gaps) + left * 0.6, gaps, wanted)
            left = length - sum(sizes) - sum(gaps)
        sizes = shared(sum(sizes) + max(0.0, left), sizes, self._longest())
        left = length - sum(sizes) - sum(gaps)
        if gaps and left > 0:
            most = self.longest if not self.full else min(self.longest, 200.0)
            gaps = shared(sum(gaps) + left, gaps, [max(gap, most) for gap in gaps])
        return sizes, gaps

    def _placed(self, room: float) -> tuple[dict[str, float], dict[str, Span]]:
        least = {id: self._reach(id) for rank in self.ranks for id in rank}
        grown: dict[str, float] = {}
        for rank in self.ranks:
            own = [least[id].low + least[id].high for id in rank]
            free = room - sum(self._sides(rank))
            most = [max(a, self._most(id, across=True)) for a, id in zip(own, rank, strict=True)]
            if self.cells and len(rank) == 1:
                most = [max(own[0], min(most[0], (room - self.side * (self.cells - 1)) / self.cells))]
            sizes = shared(free, own, most)
            grown.update({id: size - before for id, size, before in zip(rank, sizes, own, strict=True)})
        at, spans = self._spread(grown)
        low, high = bounds(at, spans)
        # Where standing near one's own takes more room than there is, things grow less.
        if high - low > room + 0.5:
            at, spans = self._spread({})
        return widened(at, spans, room, self._factor(at, spans)), spans

    def _factor(self, at: Mapping[str, float], spans: Mapping[str, Span]) -> float:
        """By how much middles may be drawn apart before the widest gap in the closest rank is too wide."""
        factors = []
        for rank in self.ranks:
            things = [id for id in rank if not _lane(self.pieces[id])]
            for a, b in pairwise(things):
                taken = spans[a].high + spans[b].low
                factors.append((taken + self.apart) / max(1.0, at[b] - at[a]))
        return max(1.0, min(factors, default=1.0))

    def _reach(self, id: str) -> Span:
        return Span(*self.pieces[id].reach(self.upright))

    def _spread(self, grown: Mapping[str, float]) -> tuple[dict[str, float], dict[str, Span]]:
        spans = {}
        for rank in self.ranks:
            for id in rank:
                span, more = self._reach(id), grown.get(id, 0.0) / 2
                spans[id] = Span(span.low + more, span.high + more)
        gaps = [self._sides(rank) for rank in self.ranks]
        lanes = frozenset(id for id in spans if _lane(self.pieces[id]))
        shifts = self._shifts(spans)
        at = spread(self.ranks, self.links, spans, gaps, lanes, self.back, shifts)
        return centred(self.ranks, at, spans, gaps, self.kin, shifts), spans

    def _shifts(self, spans: Mapping[str, Span]) -> dict[tuple[str, str], float]:
        """Groups that have grown hold their things as much farther apart."""
        found = {}
        for (id, other), inside in self.ends.items():
            piece = self.pieces[id]
            if isinstance(piece, Frame):
                span = self._reach(id)
                by = (spans[id].low + spans[id].high) / max(1.0, span.low + span.high)
                boxes = [piece.inside[one] for one in inside if one in piece.inside]
                places = [(box.cx if self.upright else box.cy) - span.low for box in boxes]
                found[id, other] = by * sum(places) / max(1, len(places))
        return found


def _lane(piece: Piece) -> bool:
    return isinstance(piece, Lane)
