"""From containers and cards to pieces: sizes made alike, lone things beside or above joined ones, gaps for wires."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from diagram_anim import text
from diagram_anim.layout.anatomy import Body, body
from diagram_anim.layout.labels import label_size
from diagram_anim.layout.paths import ROUND
from diagram_anim.layout.pieces import Frame, Grid, Lane, Layers, Leaf, Piece, Stack
from diagram_anim.layout.ports import AROUND, PITCH
from diagram_anim.layout.sizes import Sizes
from diagram_anim.layout.structure import LANE, Container
from diagram_anim.layout.titles import LOW, beside, header_of
from diagram_anim.model.cast import Cast, Group, Wire

PORT = 16.0
"""The least room on a card's side for each wire."""

TRACK = 4.0
"""The least room between two ranks for each line between them: few of them turn at one place."""

BESIDE = 20.0
"""The room above and below the words on a line from one band to the next."""

BANDS_APART = 2.0
"""By how much the room between two bands may grow."""

PARTED = 4
"""What it costs to cut a wire to one of several children, in wires."""

CELL = 1.5
"""The shape of a card in a grid: width by height."""


@dataclass(frozen=True, slots=True)
class Design:
    """What is tried: the sizes, and whether calm cards stand upright."""

    sizes: Sizes
    upright: bool
    narrow: bool = False
    bands: int = 1
    """In how many bands, one below the other, a level container may stand that is long."""

    strip: bool = False
    """Whether the chart is a strip above a sequence: a thing alone in its rank is as high as the strip."""

    feet: frozenset[str] = frozenset()
    """Groups whose titles stand below what they hold."""

    beside: bool = False
    """Whether low groups that stand one below the other have their titles beside what they hold."""

    @property
    def straight(self) -> bool:
        """Whether groups stand so that lines run straight to what they hold; where the room is scarce, in the least."""
        return self.sizes.ease >= 1.0


@dataclass(frozen=True, slots=True)
class Composed:
    whole: Piece
    bodies: Mapping[str, Body]
    columns: Mapping[str, float]
    """How wide the columns are of titles beside what their groups hold."""


def compose(cast: Cast, containers: Mapping[str, Container], design: Design, aspect: float) -> Composed:
    """The whole chart as one piece. `aspect` is the stage's width by its height."""
    loops = {wire.source: wire for wire in cast.wires if wire.source == wire.target}
    maker = _Maker(cast, containers, design, _bodies(cast, containers, design), loops)
    return Composed(maker.inner(containers[""], aspect, framed=False), maker.bodies, maker.columns)


def _bodies(cast: Cast, containers: Mapping[str, Container], design: Design) -> dict[str, Body]:
    """Of all cards; one that takes another's place has that one's size."""
    found: dict[str, Body] = {}
    hanging = not containers[""].upright and not design.strip
    for card in cast.cards:
        found[card.id] = body(card, design.sizes, upright=design.upright, hanging=hanging, narrow=design.narrow)
    for card in cast.cards:
        if card.bearer in found:
            one, other = found[card.id], found[card.bearer]
            w, h = max(one.w, other.w), max(one.h, other.h)
            found[card.id], found[card.bearer] = replace(one, w=w, h=h), replace(other, w=w, h=h)
    return found


@dataclass(frozen=True, slots=True)
class _Maker:
    cast: Cast
    containers: Mapping[str, Container]
    design: Design
    bodies: dict[str, Body]
    loops: Mapping[str, Wire]
    """Cards with a wire to themselves."""

    columns: dict[str, float] = field(default_factory=dict)

    @property
    def sizes(self) -> Sizes:
        return self.design.sizes

    def inner(self, container: Container, aspect: float, *, framed: bool) -> Piece:
        ranks = [list(rank) for rank in container.ranks]
        lone = list(container.lone)
        if container.upright and ranks and framed:
            lone = self._beside(ranks, lone)
        pieces = {id: self._piece(id, container, ranks, aspect, framed) for rank in ranks for id in rank}
        loners = {id: self._piece(id, container, [lone], aspect, framed) for id in lone}
        alike = self._alike({**pieces, **loners}, ranks, lone, container.upright)
        blocks: list[Piece] = []
        if banded(container, self.design.bands, self.containers):
            blocks.append(self._banded(container, ranks, alike, framed))
        elif ranks:
            layers = self._layers(container, ranks, {id: alike[id] for rank in ranks for id in rank}, framed)
            blocks.append(layers)
        if lone:
            block = self._grid([alike[id] for id in lone], aspect, ranks)
            if ranks and container.upright:
                blocks = [replace(layers, cells=max(len(row) for row in block.rows))]
            blocks.insert(0 if container.leaves else len(blocks), block)
        if len(blocks) == 1:
            return blocks[0]
        return Stack(tuple(blocks), self.sizes.gap_node * (1.0 if framed else 1.5)) if blocks else Grid(((),), 0.0)

    def _banded(self, container: Container, ranks: list[list[str]], pieces: Mapping[str, Piece], framed: bool) -> Piece:
        """Ranks in bands, every other one running back, so that each begins below the end of the last. Their ranks
        stand below each other; a band that has fewer leaves the places free at which it doesn't turn."""
        starts = cuts(container, ranks, self.design.bands)
        parts = [ranks[a:b] for a, b in pairwise([*starts, len(ranks)])]
        many = max(len(part) for part in parts)
        chain = all(len(rank) == 1 for rank in ranks)
        band_of = {id: number for number, part in enumerate(parts) for rank in part for id in rank}
        across = [wire for one, two, wire in container.wires if band_of[one] != band_of[two]]
        room = max((self._words(wire)[1] + 2 * BESIDE for wire in across if self._words(wire)[1]), default=0.0)
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
            bands.append(replace(band, reversed=band.reversed != (number % 2 == 1)))
        # Seen from the left, every other band is turned round.
        turns = [(1, -1)[number % 2] for number in range(len(bands))]
        floors = _largest([band.lengths()[::turn] for band, turn in zip(bands, turns, strict=True)])
        gaps = _largest([band.gaps[::turn] for band, turn in zip(bands, turns, strict=True)])
        found = [
            replace(band, floors=floors[::turn], gaps=gaps[::turn], flat=not chain)
            for band, turn in zip(bands, turns, strict=True)
        ]
        gap = max(self.sizes.gap_edge, room)
        return Stack(tuple(found), gap, BANDS_APART * gap)

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
            wires = container.passing.get(id, ())
            size = max(28.0, self.sizes.px(32), 18.0 * len(wires))
            # Beside things in rows, the words of an upright line have no other place than its lane.
            words = (
                max((self._words(wire)[0] for wire in wires), default=0.0) if container.upright and "." in id else 0.0
            )
            return Lane(id, size + 2 * (words + 12.0) if words else size)
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
        wide, high = (min(3.2, self.sizes.px(600) / body.w), 1.5) if framed else (1.25, 1.2)
        wide = max(1.0, wide)
        if self.design.strip:
            high = 20.0 if any(list(rank) == [id] for rank in ranks) else 1.0
        if framed and id in container.lone and not container.ranks:
            high = 2.4
        if body.upright and not body.grows:
            wide = min(wide, 2.4)
        # Where very many wires come to one side, it is long enough for all of them.
        straight = body.plain or (body.card.shape == "hex" and not container.upright)
        side = PORT * (container.crowds.get(id, 0) + 1) + self._between(id, container) if straight else 0.0
        w, h = (max(body.w, side), body.h) if container.upright else (body.w, max(body.h, side))
        return Leaf(id, body, w, h, wide, high, *self._round(id, container.upright))

    def _between(self, id: str, container: Container) -> float:
        """The room on a side for the words beside wires that join the same two things: each but the outermost, where
        nothing else comes to that side."""
        level = {one: index for index, rank in enumerate(container.ranks) for one in rank}
        sides: dict[bool, dict[str, list[float]]] = {True: defaultdict(list), False: defaultdict(list)}
        for one, two, wire in container.wires:
            if id in (one, two):
                far = two if one == id else one
                sides[level[far] > level[id]][far].append(self._words(wire)[0 if container.upright else 1])
        return max(_inner(list(by.values())) for by in sides.values())

    def _round(self, id: str, upright: bool) -> tuple[float, float]:
        """The room over and beside a card for a wire that comes back to it, with its words."""
        wire = self.loops.get(id)
        if wire is None:
            return 0.0, 0.0
        out = self.sizes.px(ROUND + 16.0)
        w, h = label_size(wire.label, self.sizes) if wire.label and wire.label.plain else (0.0, 0.0)
        return (0.0, out + w) if upright else (out + h, 0.0)

    def _frame(self, id: str, aspect: float, outer: Container) -> Piece:
        container = self.containers[id]
        group = self._group(id)
        title = self.sizes.type("group")
        wide = text.measure(group.label.plain, title) + (self.sizes.px(48) if group.icon else 0.0)
        empty = not container.ranks and not container.lone
        inner = None if empty else self.inner(container, aspect, framed=True)
        pad = self.sizes.pad_group
        over = self._over(container)
        if inner and self._column(id, inner, outer):
            least = beside(group, self.sizes).size[1] - inner.least[1] - over
            return Frame(
                id, inner, 0.0, pad + over + max(0.0, least) / 2, pad + max(0.0, least) / 2, pad, self.columns[id]
            )
        header = header_of(self.sizes) if group.label.plain else pad
        least = wide + self.sizes.px(16)
        if inner and wide and outer.upright and any(two == id for _, two, _ in outer.wires):
            least = max(least + 44.0, self._beside_title(container, wide))
        above, below = (pad, header) if id in self.design.feet else (header, pad)
        return Frame(id, inner, least, above + over, below, pad)

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

    def _over(self, container: Container) -> float:
        """The room between a group's title and the cards of a level row for words on lines that leave high."""
        if container.upright or all(id in self.containers for rank in container.ranks for id in rank):
            return 0.0
        high = [label_size(wire.label, self.sizes)[1] for wire in self._labelled(container) if wire.label]
        lowest = min((self.bodies[id].h for rank in container.ranks for id in rank if id in self.bodies), default=0.0)
        crowd = max(container.crowds.values(), default=0)
        away = float(self.sizes.theme["space.label_edge"])
        return max(0.0, max(high, default=0.0) + away - lowest / (crowd + 1) - self.sizes.pad_group * 0.6)

    def _labelled(self, container: Container) -> list[Wire]:
        """The wires between its things that have words."""
        own = {id for _, _, id in container.wires}
        return [wire for wire in self.cast.wires if wire.id in own and wire.label and wire.label.plain]

    def _beside_title(self, container: Container, title: float) -> float:
        """The width in which a wire from above reaches the first things beside the title over them."""
        first = [self.bodies[id].w for rank in container.ranks[:1] for id in rank if id in self.bodies]
        return 2 * (title + 46.0) - min(first) if first else 0.0

    def _alike(
        self, pieces: dict[str, Piece], ranks: Sequence[Sequence[str]], lone: Sequence[str], upright: bool
    ) -> dict[str, Piece]:
        """Cards of one kind have one size: in a rank, and in the whole container where they are nearly alike."""
        found = dict(pieces)
        # Across the direction all ranks share one height or width; a lone long name doesn't widen its whole chart.
        everywhere: dict[tuple[bool, bool], list[str]] = defaultdict(list)
        for row in (*ranks, lone):
            here: dict[tuple[bool, bool], list[str]] = defaultdict(list)
            for id in row:
                piece = found[id]
                if isinstance(piece, Leaf) and piece.body.plain:
                    here[piece.body.upright, bool(piece.body.feet)].append(id)
            for key, ids in here.items():
                everywhere[key] += ids
                self._level(found, ids)
        for ids in everywhere.values():
            leaves = [leaf for id in ids if isinstance(leaf := found[id], Leaf)]
            if max(leaf.w for leaf in leaves) <= 1.35 * min(leaf.w for leaf in leaves):
                self._level(found, ids)
        return found

    def _level(self, found: dict[str, Piece], ids: Sequence[str]) -> None:
        leaves = [leaf for id in ids if isinstance(leaf := found[id], Leaf)]
        w, h = max(leaf.w for leaf in leaves), max(leaf.h for leaf in leaves)
        wide = min(leaf.wide for leaf in leaves)
        found.update({leaf.id: replace(leaf, w=w, h=h, wide=wide) for leaf in leaves})

    def _grid(self, pieces: Sequence[Piece], aspect: float, ranks: Sequence[Sequence[str]]) -> Grid:
        framed = not ranks and any(isinstance(piece, Frame) for piece in pieces)
        columns = _roomy(pieces, aspect) if framed else columns_of(len(pieces), aspect / CELL)
        if ranks:
            columns = min(len(pieces), max(4, *(len(rank) for rank in ranks)))
            columns = math.ceil(len(pieces) / math.ceil(len(pieces) / columns))
        rows = tuple(tuple(pieces[at : at + columns]) for at in range(0, len(pieces), columns))
        return Grid(rows, self.sizes.gap_node)

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
            self._gap(container, before, after, joined[number], wires[number])
            for number, (before, after) in enumerate(pairwise(ranks))
        ]
        return Layers(
            pieces,
            tuple(tuple(rank) for rank in ranks),
            container.links,
            container.upright,
            container.reversed,
            tuple(gaps),
            self._side(container, pieces),
            framed,
            back=container.back,
            kin={id: kids for id, kids in _kin(container).items() if {id, *kids} <= pieces.keys()},
            longest=1e4 if self.design.strip else 420.0,
            ends=self._ends(container) if self.design.straight else {},
        )

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

    def _gap(
        self,
        container: Container,
        before: Sequence[str],
        after: Sequence[str],
        joined: Sequence[tuple[str, str]],
        wires: Sequence[str],
    ) -> float:
        """Between two ranks: room for lines to turn, for their labels, and for their heads."""
        if not joined:
            return self.sizes.gap_node
        groups = sum(all(id in self.containers for id in rank if not id.startswith(LANE)) for rank in (before, after))
        room = self.sizes.gap_edge * (1.0 if not groups else 0.7 if groups == 1 else 0.45)
        fan = max(*Counter(a for a, _ in joined).values(), *Counter(b for _, b in joined).values())
        room = max(room, 40.0 + 18.0 * max(0, math.ceil(fan / 2) - 1), 40.0 + TRACK * len(joined))
        return max([room, *(self._label_room(wire, container.upright) for wire in wires)])

    def _words(self, id: str) -> tuple[float, float]:
        """How wide and high the words on a line are."""
        label = next(wire.label for wire in self.cast.wires if wire.id == id)
        return label_size(label, self.sizes) if label and label.plain else (0.0, 0.0)

    def _label_room(self, id: str, upright: bool) -> float:
        wire = next(wire for wire in self.cast.wires if wire.id == id)
        if wire.label is None or not wire.label.plain:
            return 0.0
        w, h = label_size(wire.label, self.sizes)
        return h + 36.0 * self.sizes.ease + 40.0 * self.sizes.snug if upright else w + 56.0 + 40.0 * self.sizes.snug

    def _side(self, container: Container, pieces: Mapping[str, Piece]) -> float:
        labels = [label_size(wire.label, self.sizes) for wire in self._labelled(container) if wire.label]
        side = self.sizes.gap_node
        if any(id in self.containers for id in pieces):
            side = max(side, 32.0)
        if labels and not container.upright:
            side = max(side, max(h for _, h in labels) + 28.0)
        return side


def _inner(crowds: Sequence[Sequence[float]]) -> float:
    """The room that the words of wires to each of several things need between ports of one side."""
    outer = max(0, 3 - len(crowds))
    inner = [size for sizes in crowds if len(sizes) > 1 for size in sorted(sizes)[outer:] if size]
    return sum(size + AROUND for size in inner) + (PITCH * sum(map(len, crowds)) if inner else 0.0)


def banded(container: Container, bands: int, containers: Mapping[str, Container]) -> bool:
    """Whether a level container stands in so many bands: the whole chart, or a chain in a group. Groups don't, whose
    insides wouldn't run back. Only where the whole chart is a chain, bands hold one thing each."""
    fewest = 1 if container.chain and not container.id else 2
    if container.upright or not len(container.ranks) >= fewest * bands > fewest:
        return False
    if any(id in containers for rank in container.ranks for id in rank):
        return False
    return container.chain or not container.id


def _kin(container: Container) -> dict[str, tuple[str, ...]]:
    """The children of each thing all of whose children have no other parent."""
    level = {id: index for index, rank in enumerate(container.ranks) for id in rank}
    after: dict[str, dict[str, None]] = defaultdict(dict)
    before: dict[str, set[str]] = defaultdict(set)
    for one, two, _ in container.wires:
        if level[one] < level[two]:
            after[one][two] = None
            before[two].add(one)
    return {id: tuple(kids) for id, kids in after.items() if all(len(before[kid]) == 1 for kid in kids)}


def _largest(rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    return tuple(max(each) for each in zip(*rows, strict=True))


def cuts(container: Container, ranks: Sequence[Sequence[str]], bands: int) -> list[int]:
    """At which ranks bands begin: none longer than it need be, cut where few wires pass, and between a parent and the
    children over whose middle it stands only where nothing else can be."""
    level = {id: index for index, rank in enumerate(ranks) for id in rank}
    kin = _kin(container)
    passing: Counter[int] = Counter()
    for one, two, _ in container.wires:
        first, last = sorted((level[one], level[two]))
        passing.update(dict.fromkeys(range(first + 1, last + 1), PARTED if len(kin.get(one, ())) > 1 else 1))
    least = math.ceil(len(ranks) / bands)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for _ in range(bands):
        found: dict[int, tuple[float, list[int]]] = {}
        for start, (price, before) in best.items():
            for end in range(start + 1, min(start + least, len(ranks)) + 1):
                cost = price + (passing[end] if end < len(ranks) else 0.0) + 0.1 * (end - start - least) ** 2
                if end not in found or cost < found[end][0]:
                    found[end] = (cost, [*before, start])
        best = found
    return best[len(ranks)][1]


def _roomy(pieces: Sequence[Piece], aspect: float) -> int:
    """So many columns that groups, which have forms of their own, need the least of a place of this form."""

    def cost(columns: int) -> float:
        rows = [pieces[at : at + columns] for at in range(0, len(pieces), columns)]
        wide = columns * max(piece.least[0] for piece in pieces)
        return max(wide / aspect, sum(max(piece.least[1] for piece in row) for row in rows))

    return min(range(1, len(pieces) + 1), key=cost)


def columns_of(count: int, ratio: float) -> int:
    """So many columns that the grid's columns by its rows come near `ratio`, with few places left empty."""

    def cost(columns: int) -> float:
        rows = math.ceil(count / columns)
        return abs(math.log(columns / rows / ratio)) + (columns * rows - count) / count

    return min(range(1, count + 1), key=cost)
