"""Ranks of things one after the other, each thing near what it is joined with."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, product

from diagram_anim.layout.across import along
from diagram_anim.layout.across.answers import aligned
from diagram_anim.layout.across.middles import middles
from diagram_anim.layout.across.settled import Span
from diagram_anim.layout.across.spread import bounds, facing, loosest, straightest, stretched, widened, yielded
from diagram_anim.layout.boxes.afar import NOBODY, Afar, shifts
from diagram_anim.layout.boxes.heads import lengthened
from diagram_anim.layout.boxes.pieces import ENDLESS, Lane, Piece, halves
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

    between: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """The room between two of them that a line joins."""

    back: frozenset[str] = frozenset()
    """Lanes of wires that lead back: they draw nothing to themselves."""

    kin: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The children over whose middle a parent is to stand."""

    cells: int = 0
    """How many columns a grid beside it has: in a rank of fewer, things are no wider than its cells."""

    passing: float = 14.0
    """The least room between a lane and what stands beside it."""

    longest: float = 320.0
    """The most that a gap between ranks grows to in the open."""

    apart: float = 300.0
    """The most that a gap between things in a rank grows to."""

    floors: tuple[float, ...] = ()
    """The length of each rank, where it is given by those of other bands or charts."""

    tops: tuple[float, ...] = ()
    """The most that each rank grows to, where that is given too; else it keeps the length that is given."""

    ends: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """At which things in a group the lines end that join it with another thing beside it."""

    straight: bool = False
    """Whether it needs the room in which those lines run straight; if not, they do only where there is that much."""

    yields: bool = True
    """Whether things grow by less, and make way, as far as parents need it; else by all that they can or not at all."""

    afar: Afar = NOBODY
    """The children of its things that stand elsewhere, in other groups."""

    flat: bool = False
    """Whether it takes little more room across than it needs."""

    known: dict[tuple[float, float, bool], tuple[dict[str, float], dict[str, Span]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Middles and reaches in a room, of things that have grown by a share of what they can: asked for often."""

    @cached_property
    def least(self) -> tuple[float, float]:
        at, spans = self._spread({}, straight=self.straight)
        low, high = bounds(at, spans)
        along = sum(self.lengths()) + sum(self.gaps)
        return (high - low, along) if self.upright else (along, high - low)

    @cached_property
    def most(self) -> tuple[float, float]:
        across = max(sum(self._most(id, across=True) for id in rank) + sum(self._sides(rank)) for rank in self.ranks)
        least = self.least
        along = sum(self.longest_ranks()) + sum(max(gap, self.longest) for gap in self.gaps)
        if self.flat:
            across = min(across, least[0 if self.upright else 1] * 1.3)
        w, h = (across, along) if self.upright else (along, across)
        return max(w, least[0]), max(h, least[1])

    def reach(self, upright: bool) -> tuple[float, float]:
        """The middle is where the chain's own line runs, so that a piece before it leads straight into it."""
        return halves(self.least[0 if upright else 1])

    def settle(self, box: Box, found: MutableMapping[str, Box]) -> None:
        """The last rank first: a parent knows then where its children stand, in whatever group."""
        limits, ends = (box.x, box.right), (box.y, box.bottom)
        if not self.upright:
            limits, ends = ends, limits
        at, spans = self._begun(limits, found)
        moved: set[str] = set()
        moves = shifts(self.pieces, self.ends, spans, upright=self.upright)
        for rank, (top, size) in reversed([*zip(self.ranks, self._along(ends, found), strict=True)]):
            self._move(rank, at, spans, moves, moved, limits, found)
            for id, (low, high) in self._reaching(rank, at, spans, limits, found).items():
                cell = Box(low, top, high - low, size) if self.upright else Box(top, low, size, high - low)
                self.pieces[id].settle(cell, found)

    def wishes(self, upright: bool, found: Mapping[str, Box]) -> list[tuple[float, float]]:
        """From where to where its things would reach if they stood over the middle of their children elsewhere."""
        if self.upright != upright:
            cells = self._cells((0.0, 0.0), 0.0)
            low, high = along.extent(cells)
            away = [place - along.middle(id, self.ranks, cells) for id, place in self.afar.facing(found).items()]
            return [(low + one, high + one) for one in away]
        own = [(place, Span(*self.pieces[id].reach(self.upright))) for id, place in self.afar.wanted(found).items()]
        inner = [wish for piece in self.pieces.values() for wish in piece.wishes(upright, found)]
        return [(place - span.low, place + span.high) for place, span in own] + inner

    def _cells(self, ends: tuple[float, float], share: float) -> list[tuple[float, float]]:
        """Of its ranks, with this share of what there is beyond the least."""
        least = sum(self.lengths()) + sum(self.gaps)
        sizes, gaps = self._lengths(least + share * (ends[1] - ends[0] - least))
        return along.cells(ends, sizes, gaps, reversed=self.reversed)

    def _along(self, ends: tuple[float, float], found: Mapping[str, Box]) -> list[tuple[float, float]]:
        """Where each rank begins and how long it is: in all of the room, or less where things then face their children
        elsewhere."""
        wanted = self.afar.facing(found)
        tried = ((share, self._cells(ends, share)) for share in (self._shares if wanted else self._shares[:1]))
        return along.facing(ends, self.ranks, tried, wanted)

    def _begun(self, limits: tuple[float, float], found: Mapping[str, Box]) -> tuple[dict[str, float], dict[str, Span]]:
        """Middles within the limits. Things grow less where else they couldn't stand over their children."""
        best: tuple[float, dict[str, float], dict[str, Span]] | None = None
        families = {id: kids for id, kids in self.kin.items() if len(kids) > 1} if self.yields else {}
        for share in self._shares if families or self.afar.wanted(found) else self._shares[:1]:
            at, spans = self._placed(limits[1] - limits[0], share)
            low, high = bounds(at, spans)
            at = {id: place + (sum(limits) - low - high) / 2 for id, place in at.items()}
            if self.between:
                at = aligned(self.ranks, at, spans, self.links, self.between)
            tried = self._tried(at, spans, limits, found)
            away = along.astray(tried, self.afar.wanted(found, at), families)
            price = sum(away) + (1.0 - share) * along.LESS
            if best is None or price < best[0]:
                best = price, at, spans
            if max(away, default=0.0) <= 0.5:
                break
        assert best is not None
        return best[1:]

    def _tried(
        self, at: Mapping[str, float], spans: Mapping[str, Span], limits: tuple[float, float], found: Mapping[str, Box]
    ) -> dict[str, float]:
        """Middles once parents have moved, rank by rank."""
        moves, tried = shifts(self.pieces, self.ends, spans, upright=self.upright), dict(at)
        moved: set[str] = set()
        for rank in reversed(self.ranks):
            self._move(rank, tried, spans, moves, moved, limits, found)
        return tried

    def _move(
        self,
        rank: Sequence[str],
        at: dict[str, float],
        spans: Mapping[str, Span],
        moves: Mapping[tuple[str, str], float],
        moved: set[str],
        limits: tuple[float, float],
        found: Mapping[str, Box],
    ) -> None:
        """Parents over the middle of their children, wherever these stand; what leads to one thing after that where it
        has moved; what leads nowhere makes way for them."""
        wanted = {id: place for id, place in self.afar.wanted(found).items() if id in rank}
        leading = {one for one, _ in self.links}
        for id in rank:
            kids = self.kin.get(id, ())
            if id in wanted:
                continue
            if (self.yields and len(kids) > 1) or not moved.isdisjoint(kids):
                wanted[id] = sum(facing(at, moves, id, kid) for kid in kids) / len(kids)
            elif id in leading:
                wanted[id] = at[id]
        if any(abs(place - at[id]) > 0.5 for id, place in wanted.items()):
            places = yielded(rank, at, spans, self._sides(rank), wanted, limits)
            moved |= {id for id, place in places.items() if abs(place - at[id]) > 0.5}
            at |= places

    def _reaching(
        self,
        rank: Sequence[str],
        at: Mapping[str, float],
        spans: Mapping[str, Span],
        limits: tuple[float, float],
        found: Mapping[str, Box],
    ) -> dict[str, tuple[float, float]]:
        """From where to where each thing reaches: a group as far as what it holds has to stand, where there is room."""
        cells = {id: (at[id] - spans[id].low, at[id] + spans[id].high) for id in rank}
        sides = self._sides(rank)
        for index, id in enumerate(rank):
            reach = self.pieces[id].wishes(self.upright, found)
            if reach:
                low = cells[rank[index - 1]][1] + sides[index - 1] if index else limits[0]
                high = cells[rank[index + 1]][0] - sides[index] if index + 1 < len(rank) else limits[1]
                first, last = min(end for end, _ in reach), max(end for _, end in reach)
                cells[id] = min(cells[id][0], max(low, first)), max(cells[id][1], min(high, last))
        return cells

    @property
    def _shares(self) -> Sequence[float]:
        return along.GROWN if self.yields else (along.GROWN[0], along.GROWN[-1])

    def lengths(self) -> list[float]:
        """The least of each rank along the direction."""
        if self.floors:
            return list(self.floors)
        return [max(self.pieces[id].least[int(self.upright)] for id in rank) for rank in self.ranks]

    def longest_ranks(self) -> list[float]:
        """The most of each rank along the direction."""
        if self.floors:
            return list(self.tops or self.floors)
        return [max((self._most(id, across=False) for id in rank), default=ENDLESS) for rank in self._things]

    @cached_property
    def _things(self) -> list[list[str]]:
        """All in each rank but the lanes of lines."""
        return [[id for id in rank if not isinstance(self.pieces[id], Lane)] for rank in self.ranks]

    def _sides(self, rank: Sequence[str]) -> list[float]:
        """The room between neighbours: a line needs less than a thing."""
        lanes = [isinstance(self.pieces[id], Lane) for id in rank]
        own = [max(self.between.get(pair, 0.0), self.between.get(pair[::-1], 0.0)) for pair in pairwise(rank)]
        least = [max(self.passing, self.side / 2) if a or b else self.side for a, b in pairwise(lanes)]
        return [*map(max, least, own)]

    def _most(self, id: str, *, across: bool) -> float:
        piece = self.pieces[id]
        if isinstance(piece, Lane):
            return piece.least[0] if across else ENDLESS
        return piece.most[0 if self.upright == across else 1]

    def _lengths(self, length: float) -> tuple[list[float], list[float]]:
        """Of ranks and gaps, so that they take the length where they can."""
        most = self.longest if not self.full else min(self.longest, 200.0)
        sizes = self.lengths()
        if self.upright and not self.floors:
            sizes = lengthened(sizes, self.ranks, self.pieces, length - sum(self.gaps))
        return stretched(length, sizes, self.longest_ranks(), self.gaps, most)

    def _placed(self, room: float, share: float) -> tuple[dict[str, float], dict[str, Span]]:
        """Middles about 0, and how far things reach that have grown by this share of what they can; by less where
        standing near one's own would take more room than there is, and then not so that all lines run straight."""
        parts = along.FINELY if self.yields and len(self.pieces) <= along.FEW else self._shares
        shares = [part for part in parts if part <= share]
        for straight, part in product((True, False), shares):
            key = room, part, straight
            if key not in self.known:
                self.known[key] = self._spread(self._grown(room, part), straight=straight)
            at, spans = self.known[key]
            low, high = bounds(at, spans)
            if high - low <= room + 0.5:
                break
        most = min(loosest(self._things, at, spans, self.apart), straightest(self.links, at, spans))
        return widened(at, spans, room, most), spans

    def _grown(self, room: float, share: float) -> dict[str, float]:
        found: dict[str, float] = {}
        cell = (room - self.side * (self.cells - 1)) / self.cells if self.cells else 0.0
        for rank, things in zip(self.ranks, self._things, strict=True) if share else ():
            own = {id: sum(self.pieces[id].reach(self.upright)) for id in rank}
            most = {id: max(own[id], self._most(id, across=True)) for id in rank}
            widest = cell if len(things) < self.cells else ENDLESS
            found |= along.grown(room - sum(self._sides(rank)), share, own, most, widest)
        return found

    def _spread(self, grown: Mapping[str, float], *, straight: bool) -> tuple[dict[str, float], dict[str, Span]]:
        spans = {}
        for rank in self.ranks:
            for id in rank:
                span, more = Span(*self.pieces[id].reach(self.upright)), grown.get(id, 0.0) / 2
                spans[id] = Span(span.low + more, span.high + more)
        gaps = tuple(tuple(self._sides(rank)) for rank in self.ranks)
        lanes = frozenset(id for id in spans if isinstance(self.pieces[id], Lane))
        moves = shifts(self.pieces, self.ends, spans, upright=self.upright) if straight else {}
        kin, reaches = tuple(self.kin.items()), tuple(spans.items())
        at = middles(self.ranks, self.links, reaches, gaps, lanes, self.back, kin, tuple(moves.items()))
        return dict(at), spans
