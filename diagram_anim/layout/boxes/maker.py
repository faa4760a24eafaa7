"""From containers to pieces: lone things beside or above joined ones, gaps for wires, bands and rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

from diagram_anim import text
from diagram_anim.layout.boxes.afar import NOBODY, Afar
from diagram_anim.layout.boxes.alike import alike
from diagram_anim.layout.boxes.allowance import Allowance
from diagram_anim.layout.boxes.cells import columns
from diagram_anim.layout.boxes.heads import room_of
from diagram_anim.layout.boxes.layers import Layers
from diagram_anim.layout.boxes.level import level
from diagram_anim.layout.boxes.pieces import Frame, Grid, Lane, Leaf, Piece, Stack
from diagram_anim.layout.boxes.runs import common, evened
from diagram_anim.layout.cards.airy import airy
from diagram_anim.layout.cards.body import Body
from diagram_anim.layout.cards.titles import LOW, beside, header_of, type_of
from diagram_anim.layout.containers.banding import banded, cuts
from diagram_anim.layout.containers.kin import Kin
from diagram_anim.layout.containers.structure import LANE, Container
from diagram_anim.layout.frame.design import Design
from diagram_anim.layout.frame.sizes import Sizes
from diagram_anim.model.cast import Cast, Group

BESIDE = (20.0, 14.0, 8.0)
"""The room above and below the words on a line from one band to the next: as it looks well, where room is scarce, and
in the least room of all."""

BANDS_APART = 2.0
"""By how much the room between two bands may grow."""

EASY, FLAT, FRAMED = 1.25, 6.0, 8.0
"""By how much a card may be wider than its words need in any case, and how many times as wide as it is high beyond
that, in the open and in a group: a lone word in a long bar looks lost."""

OVER = 0.6
"""A title that takes more than this share of its group's width stands over the corner of a card in it."""

TALL = 1.4
"""In a room less wide than so many times as high, groups that nothing joins and cards that nothing joins have rows of
their own."""

PASSING = (14.0, 8.0)
"""The least room between a lane and what stands beside it: as it looks well, and in the least room of all."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the pieces of one design of a cast."""

    cast: Cast
    containers: Mapping[str, Container]
    design: Design
    bodies: dict[str, Body]
    allowance: Allowance
    kin: Kin
    columns: dict[str, float] = field(default_factory=dict)

    @property
    def sizes(self) -> Sizes:
        return self.design.sizes

    @property
    def _hung(self) -> dict[str, float]:
        return {id: body.apron for id, body in self.bodies.items() if body.apron}

    def inner(self, container: Container, aspect: float, *, framed: bool) -> Piece:
        ranks = [list(rank) for rank in container.ranks]
        lone = list(container.lone)
        if container.upright and ranks and framed:
            lone = self._beside(ranks, lone)
        pieces = {id: self._piece(id, container, ranks, aspect, framed) for rank in ranks for id in rank}
        loners = {id: self._piece(id, container, [lone], aspect, framed) for id in lone}
        bands = self.design.bands if banded(container, self.design.bands, self.containers) else 1
        starts = [0, *container.rows] if container.rows else cuts(container, ranks, bands) if ranks else []
        rows = [] if container.upright or not ranks else _rows(ranks, starts)
        low = bool(self.design.flat)
        sized = alike({**pieces, **loners}, [*ranks, lone], rows, low=low)
        lonely, least = not framed and container.chain, common(container, self.containers, self.bodies)
        sized = evened(sized, ranks, upright=container.upright, lonely=lonely, least=least, low=low)
        blocks: list[Piece] = []
        if container.rows:
            parts = [ranks[a:b] for a, b in pairwise([*starts, len(ranks)])]
            blocks.append(self._in_rows(container, parts, sized, framed))
        elif bands > 1:
            blocks.append(self._banded(container, ranks, sized, framed))
        elif ranks:
            layers = self._layers(container, ranks, {id: sized[id] for rank in ranks for id in rank}, framed)
            blocks.append(layers)
        if lone:
            level = not container.upright and not self.containers[""].upright
            kinds = [[id for id in lone if (id in self.containers) is group] for group in (True, False)]
            apart = bool(ranks) and all(kinds) and aspect < TALL
            for ids in kinds if apart else [lone]:
                loose = [sized[id] for id in ids]
                block = self._grid(loose, columns(loose, aspect, ranks, level=level))
                if ranks and container.upright:
                    blocks = [replace(one, cells=_most(block)) if isinstance(one, Layers) else one for one in blocks]
                blocks.insert(0 if container.leaves else len(blocks), block)
        if len(blocks) == 1:
            return blocks[0]
        return Stack(tuple(blocks), self.sizes.gap_node * (1.0 if framed else 1.5)) if blocks else Grid(((),), 0.0)

    def _banded(self, container: Container, ranks: list[list[str]], pieces: Mapping[str, Piece], framed: bool) -> Piece:
        """Ranks in bands, every other one running back, so that each begins below the end of the last. Their ranks
        stand below each other; a band that has fewer leaves the places free at which it doesn't turn. What is read
        begins at the side: where the first band is one rank alone, that stands there and the second runs on from it."""
        starts = cuts(container, ranks, self.design.bands)
        parts = [ranks[a:b] for a, b in pairwise([*starts, len(ranks)])]
        many = max(len(part) for part in parts)
        back = int(len(parts[0]) < many and len(parts[0]) == 1)
        chain = all(len(rank) == 1 for rank in ranks)
        band_of = {id: number for number, part in enumerate(parts) for rank in part for id in rank}
        across = [wire for one, two, wire in container.wires if band_of[one] != band_of[two]]
        if self.design.passing:
            ways: dict[str, set[int]] = {lane: set() for rank in ranks for lane in rank}
            for one, two, wire in container.wires:
                for lane in container.trails.get(wire, ()):
                    ways[lane] |= {band_of[end] - band_of[lane] for end in (one, two)}
            side = {id: max(way, default=0) + min(way, default=0) for id, way in ways.items()}
            parts = [[sorted(rank, key=lambda id: side[id]) for rank in part] for part in parts]
        words = max((self.allowance.words(wire)[1] for wire in across), default=0.0)
        bands: list[Layers] = []
        for number, part in enumerate(parts):
            own = {id: pieces[id] for rank in part for id in rank}
            free = [[f"{LANE}{container.id}/free/{number}.{at}"] for at in range(many - len(part))]
            part = [*part, *free] if number and number == len(parts) - 1 else [*free, *part]
            own |= {id: Lane(id, 1.0) for (id,) in free}
            if not chain:
                # Where bands turn, wires that can't lead straight down need room beside them.
                ends = [f"{LANE}{container.id}/end/{number}.{side}" for side in (0, 1)]
                part, own = [ends[:1], *part, ends[1:]], {**own, **{id: Lane(id, self.sizes.px(24)) for id in ends}}
            links = tuple(link for link in container.links if link[0] in own and link[1] in own)
            band = self._layers(replace(container, links=links), part, own, framed)
            bands.append(replace(band, reversed=band.reversed != (number % 2 != back)))
        # Seen from the left, every other band is turned round.
        turns = [(1, -1)[(number + back) % 2] for number in range(len(bands))]
        floors = _largest([band.lengths()[::turn] for band, turn in zip(bands, turns, strict=True)])
        gaps = _largest([band.gaps[::turn] for band, turn in zip(bands, turns, strict=True)])
        found = [
            replace(band, floors=floors[::turn], gaps=gaps[::turn], flat=not chain)
            for band, turn in zip(bands, turns, strict=True)
        ]
        beside = BESIDE[self.sizes.scarce + self.sizes.least]
        gap = max(self.sizes.gap_edge, words + 2 * beside if words else 0.0)
        return Stack(tuple(found), gap, BANDS_APART * gap)

    def _in_rows(
        self, container: Container, parts: Sequence[list[list[str]]], pieces: Mapping[str, Piece], framed: bool
    ) -> Piece:
        """Rows one below the other, each in the container's own direction."""
        rows = []
        for part in parts:
            own = {id: pieces[id] for rank in part for id in rank}
            links = tuple(link for link in container.links if own.keys() >= {*link})
            rows.append(self._layers(replace(container, links=links), part, own, framed))
        return Stack(tuple(rows), self.sizes.gap_edge)

    def _beside(self, ranks: list[list[str]], lone: list[str]) -> list[str]:
        """Lone things flank the shortest rank, as many left as right; those for whom that is no place are given back.
        An uneven number would push what is joined out of its middle."""
        shortest = min(ranks, key=lambda rank: (len(rank), ranks.index(rank)))
        widest = max(len(rank) for rank in ranks)
        if not lone or len(lone) % 2 or len(shortest) + len(lone) > max(widest + 1, 3) or len(ranks) < 2:
            return lone
        half = len(lone) // 2
        shortest[:] = [*lone[:half], *shortest, *lone[half:]]
        return []

    def _piece(
        self, id: str, container: Container, ranks: Sequence[Sequence[str]], aspect: float, framed: bool
    ) -> Piece:
        if id.startswith(LANE):
            return Lane(id, *self.allowance.lane(id, container), container.upright)
        if id in self.containers:
            many = max(
                (len([one for one in rank if not one.startswith(LANE)]) for rank in ranks if id in rank), default=1
            )
            share = aspect * (len(ranks) if container.upright else 1 / len(ranks))
            share *= (1 / many) if container.upright else many
            return self._frame(id, share, container)
        body = self.bodies[id]
        if body.card.shape == "fork" and not container.upright:  # a bar lies across the way
            body = replace(body, w=body.h, h=body.w)
        wide, high = EASY / self.sizes.ease, airy(body)
        wide, high = (min(3.2, self.sizes.px(600) / body.w), 1.5 * high) if framed else (wide, 1.2 * high)
        if id in self.design.bars:
            wide = min(wide, max(EASY, (FRAMED if framed else FLAT) * body.h / body.w))
        wide = max(1.0, wide)
        if self.design.strip:
            high = 20.0 if any(list(rank) == [id] for rank in ranks) else 1.0
        if framed and id in container.lone and not container.ranks:
            high = 2.6
        if body.upright and not body.grows:
            wide = min(wide, 2.4)
        # Where very many wires come to one side, it is long enough for all of them.
        straight = body.plain or (body.card.shape == "hex" and not container.upright)
        side = self.allowance.ports(id, container) if straight else 0.0
        crowd = (side, 0.0) if container.upright else (0.0, side)
        return Leaf(id, body, body.w, body.h, wide, high, *self.allowance.round(id, container.upright), crowd)

    def _frame(self, id: str, aspect: float, outer: Container) -> Piece:
        container = self.containers[id]
        group = self._group(id)
        title = type_of(group, self.sizes)
        wide = text.measure(group.label.plain, title) + (self.sizes.px(48) if group.icon else 0.0)
        empty = not container.ranks and not container.lone
        inner, pad = None if empty else self.inner(container, aspect, framed=True), self.sizes.pad_group
        over = self.allowance.over(container)
        if inner and self._column(id, inner, outer):
            least = beside(group, self.sizes).size[1] - inner.least[1] - over
            pads = pad + over + max(0.0, least) / 2, pad + max(0.0, least) / 2
            return Frame(id, inner, 0.0, *pads, pad, self.columns[id], hung=self._hung)
        header = header_of(group, self.sizes) if group.label.plain else pad
        least = wide + self.sizes.px(16)
        if inner and wide and outer.upright and any(two == id for _, two, _ in outer.wires):
            least = max(least + 44.0, self._beside_title(container, wide))
        above, below = (pad, header) if id in self.design.feet else (header, pad)
        under = outer.upright or (inner and wide > OVER * inner.least[0])
        clear = room_of(container, self.bodies, header, self.sizes) if above == header and under else 0.0
        return Frame(id, inner, least, above + over, below, pad, clear=clear, easy=self.sizes.pad_easy, hung=self._hung)

    def _column(self, id: str, inner: Piece, outer: Container) -> bool:
        """Whether a group's title stands beside the cards that it holds; all those of one container stand in equal
        columns."""
        if not self.design.beside or id in self.design.feet or not self._group(id).label.plain:
            return False
        container = self.containers[id]
        holds = [one for rank in (*container.ranks, container.lone) for one in rank]
        low = inner.least[0] > LOW * inner.least[1] and self.containers.keys().isdisjoint(holds)
        if not low or not (outer.upright or id in outer.lone):
            return False
        those = [one for rank in (*outer.ranks, outer.lone) for one in rank if one in self.containers]
        self.columns[id] = max(beside(self._group(one), self.sizes).size[0] for one in those) + self.sizes.pad_group
        return True

    def _group(self, id: str) -> Group:
        return next(one for one in self.cast.groups if one.id == id)

    def _beside_title(self, container: Container, title: float) -> float:
        """The width in which a wire from above reaches the first things beside the title over them."""
        first = [self.bodies[id].w for rank in container.ranks[:1] for id in rank if id in self.bodies]
        return 2 * (title + 46.0) - min(first) if first else 0.0

    def _grid(self, pieces: Sequence[Piece], many: int) -> Grid:
        rows = tuple(tuple(pieces[at : at + many]) for at in range(0, len(pieces), many))
        return Grid(level(rows), self.sizes.gap_node)

    def _layers(self, container: Container, ranks: list[list[str]], pieces: dict[str, Piece], framed: bool) -> Layers:
        place = {id: number for number, rank in enumerate(ranks) for id in rank}
        joined: dict[int, list[tuple[str, str]]] = defaultdict(list)
        wires: dict[int, list[str]] = defaultdict(list)
        for a, b in container.links:
            if a in place and b in place and abs(place[a] - place[b]) == 1:
                joined[min(place[a], place[b])].append((a, b))
        for a, b, wire in container.wires:
            if a in place and b in place and abs(place[a] - place[b]) == 1:
                wires[min(place[a], place[b])].append(wire)
        gaps = [
            self.allowance.gap(container, before, after, joined[number], wires[number])
            for number, (before, after) in enumerate(pairwise(ranks))
        ]
        return Layers(
            pieces,
            tuple(tuple(rank) for rank in ranks),
            container.links,
            container.upright,
            container.reversed,
            tuple(gaps),
            self.allowance.side(container, pieces),
            framed,
            between=self.allowance.between(container),
            back=container.back,
            cells=_widest(ranks) if container.upright != self.containers[""].upright else 0,
            kin={id: kids for id, kids in container.kin.items() if {id, *kids} <= pieces.keys()},
            passing=PASSING[self.sizes.least],
            longest=1e4 if self.design.strip else 420.0,
            ends=self._ends(container) if self.design.straight or self.design.across else {},
            straight=self.design.straight,
            yields=self.design.across,
            afar=self._afar(pieces.keys(), upright=container.upright) if self.design.across else NOBODY,
        )

    def _afar(self, own: Set[str], *, upright: bool) -> Afar:
        """The children of its own things of which some stand elsewhere."""
        far = {id: kids for id in own if (kids := self.kin.along.get(id, ())) and not own >= {*kids}}
        return Afar(upright, far, {id: self.kin.aside[id] for id in own if id in self.kin.aside})

    def _ends(self, container: Container) -> dict[tuple[str, str], tuple[str, ...]]:
        """Of each group with each thing that a wire joins it with, lanes too, at which of its own things those end."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        wires = {wire.id: wire for wire in self.cast.wires}
        for one, two, id in container.wires:
            way = (one, *container.trails.get(id, ()), two)
            for thing, other, end in ((one, way[1], wires[id].source), (two, way[-2], wires[id].target)):
                if thing in self.containers and end != thing:
                    found[thing, other] = (*found.get((thing, other), ()), end)
        return found


def _widest(ranks: Sequence[Sequence[str]]) -> int:
    """How many things the longest rank has."""
    return max(sum(not id.startswith(LANE) for id in rank) for rank in ranks)


def _rows(ranks: Sequence[Sequence[str]], starts: Sequence[int]) -> list[list[str]]:
    """Rows of single cards, of those that begin at these ranks, whatever passes these."""
    things = [[id for id in rank if not id.startswith(LANE)] for rank in ranks]
    parts = [things[a:b] for a, b in pairwise([*starts, len(ranks)])]
    return [[id for rank in part for id in rank] for part in parts if all(len(rank) == 1 for rank in part)]


def _largest(rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    return tuple(max(each) for each in zip(*rows, strict=True))


def _most(block: Grid) -> int:
    """How many columns a grid has."""
    return max(len(row) for row in block.rows)
