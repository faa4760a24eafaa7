"""The order of things in their ranks, seen from the whole chart: what a wire joins across groups lies near each other.

Comes in: containers, each ordered for itself. Goes out: the same containers and ranks, reordered where fewer wires then
cross. Places are guessed from counts alone: what a card says doesn't change where it stands among its neighbours.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from diagram_anim.layout.containers.structure import LANE, Container
from diagram_anim.model.geometry import Point

CARD, GAP, RANK = (2.0, 1.0), 0.5, 1.0
"""A card's guessed size, the room beside it, and that between two ranks."""

SWEEPS = 12
TRIES, WORK = 4000, 40_000_000
"""How many orders are tried at the most, and how many pairs of wires are looked at for them."""

Rows = npt.NDArray[np.float64]


def ordered(
    containers: Mapping[str, Container], parents: Mapping[str, str], wires: Sequence[tuple[str, str]]
) -> dict[str, Container]:
    """`parents` holds the container of each thing, `wires` the cards and groups that each joins. Where one to a whole
    group will run isn't known: what it seems to cross counts for nothing."""
    wires = [pair for pair in wires if containers.keys().isdisjoint(pair)]
    across = [pair for pair in wires if parents.get(pair[0]) != parents.get(pair[1])]
    if not across:
        return dict(containers)
    search = _Search(dict(containers), parents, wires)
    search.sweep()
    search.exchange()
    return search.containers


@dataclass(slots=True)
class _Search:
    """Sizes don't change with orders: a rank in another order moves what stands in it along the rank, and only the
    wires of that are looked at anew."""

    containers: dict[str, Container]
    parents: Mapping[str, str]
    wires: Sequence[tuple[str, str]]
    best: int = 0
    tries: int = TRIES
    work: int = WORK
    """How many orders may still be tried, and how many pairs of wires looked at."""

    places: dict[str, Point] = field(default_factory=dict)
    lines: Rows = field(default_factory=lambda: np.empty((0, 4)))
    """The ends of each wire, in one row."""

    sizes: dict[str, tuple[float, float]] = field(default_factory=dict)
    ends: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Of each thing in a container, the far ends of the wires that lead out of it."""

    near: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """Of each container, what each of its things is linked with there."""

    held: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Each thing with all that stands in it."""

    rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Which wires end at each thing."""

    def __post_init__(self) -> None:
        for container in self.containers.values():
            near = self.near.setdefault(container.id, defaultdict(list))
            for a, b in container.links:
                near[a].append(b)
                near[b].append(a)
        for source, target in self.wires:
            one, two = self._path(source), self._path(target)
            for path, other, end in ((one, two, target), (two, one, source)):
                for thing in path:
                    if thing not in other:
                        self.ends[thing].append(end)
        self._settle("", (0.0, 0.0))
        for container in self.containers.values():
            for thing in (one for rank in (*container.ranks, container.lone) for one in rank):
                for holder in (thing, *self._path(container.id)):
                    self.held[holder].append(thing)
        self.wires = [pair for pair in self.wires if self.places.keys() >= {*pair}]
        for row, pair in enumerate(self.wires):
            for thing in pair:
                self.rows[thing].append(row)
        self.lines = np.array([(*self.places[a], *self.places[b]) for a, b in self.wires], float).reshape(-1, 4)
        self.best = self._crossings(self.lines, np.arange(len(self.lines)))

    @property
    def over(self) -> bool:
        return not self.best or self.tries <= 0 or self.work <= 0

    def sweep(self) -> None:
        """Each rank sorted by where its wires lead, as often as that helps."""
        for turn in range(SWEEPS):
            before = self.best
            for id in tuple(self.containers):
                count = len(self.containers[id].ranks)
                for index in range(count) if turn % 2 == 0 else reversed(range(count)):
                    rank = self.containers[id].ranks[index]
                    wanted = {one: self._wanted(self.containers[id], one) for one in rank}
                    self._tried(id, index, tuple(sorted(rank, key=lambda one: wanted[one])))
            if self.best == before:
                break

    def exchange(self) -> None:
        """Things of a rank exchanged as long as it helps: neighbours first."""
        apart = 1
        while not self.over and apart < 6:
            before = self.best
            for id, index, at in self._spots(apart):
                rank = list(self.containers[id].ranks[index])
                if self.over:
                    return
                if not any(one.startswith(LANE) or not self.ends[one] for one in (rank[at], rank[at + apart])):
                    rank[at], rank[at + apart] = rank[at + apart], rank[at]
                    self._tried(id, index, tuple(rank))
            apart = 1 if self.best < before else apart + 1

    def _spots(self, apart: int) -> list[tuple[str, int, int]]:
        return [
            (id, index, at)
            for id, container in self.containers.items()
            for index, rank in enumerate(container.ranks)
            for at in range(len(rank) - apart)
        ]

    def _tried(self, id: str, index: int, rank: tuple[str, ...]) -> None:
        """This order of a rank, kept if fewer wires cross."""
        container = self.containers[id]
        if self.over or rank == container.ranks[index]:
            return
        moved = self._moved(container, rank)
        rows = np.array(sorted({row for thing in moved for row in self.rows.get(thing, ())}), int)
        self.tries -= 1
        self.work -= 2 * len(rows) * len(self.lines)
        lines = self.lines.copy()
        for row in rows.tolist():
            a, b = self.wires[row]
            lines[row] = (*moved.get(a, self.places[a]), *moved.get(b, self.places[b]))
        count = self.best - self._crossings(self.lines, rows) + self._crossings(lines, rows)
        if count < self.best:
            ranks = (*container.ranks[:index], rank, *container.ranks[index + 1 :])
            self.containers[id] = replace(container, ranks=ranks)
            self.places.update(moved)
            self.lines, self.best = lines, count

    def _moved(self, container: Container, rank: Sequence[str]) -> dict[str, Point]:
        """Where things stand that another order of a rank moves."""
        across = 0 if container.upright else 1
        found: dict[str, Point] = {}
        sizes = [self._size(one)[across] for one in rank]
        at = self.places[container.id][across] - (sum(sizes) + GAP * (len(rank) - 1)) / 2
        for one, size in zip(rank, sizes, strict=True):
            by = at + size / 2 - self.places[one][across]
            if abs(by) > 1e-9:
                for thing in self.held[one]:
                    x, y = self.places[thing]
                    found[thing] = (x, y + by) if across else (x + by, y)
            at += size + GAP
        return found

    def _wanted(self, container: Container, id: str) -> float:
        axis = 0 if container.upright else 1
        others = self.ends.get(id) or self.near[container.id].get(id, [])
        found = [self.places[other][axis] for other in others if other in self.places]
        return sum(found) / len(found) if found else self.places[id][axis]

    def _path(self, id: str) -> list[str]:
        found = [id]
        while self.parents.get(found[-1]):
            found.append(self.parents[found[-1]])
        return found

    def _crossings(self, lines: Rows, rows: npt.NDArray[np.int_]) -> int:
        """Straight lines from middle to middle that cross one of these rows, each pair once."""
        p, q, a, b = lines[rows, None, :2], lines[rows, None, 2:], lines[None, :, :2], lines[None, :, 2:]
        apart = _turn(p, q, a) * _turn(p, q, b) < -1e-9
        apart &= _turn(a, b, p) * _turn(a, b, q) < -1e-9
        return int(np.count_nonzero(apart)) - int(np.count_nonzero(apart[:, rows])) // 2

    def _settle(self, id: str, corner: Point) -> None:
        container = self.containers[id]
        width, height = self._size(id)
        self.places[id] = (corner[0] + width / 2, corner[1] + height / 2)
        along, across = (1, 0) if container.upright else (0, 1)
        start = corner[along]
        ranks = [*container.ranks, *_rows(container.lone)]
        for rank in reversed(ranks) if container.reversed else ranks:
            sizes = [self._size(one) for one in rank]
            deep = max(size[along] for size in sizes)
            at = self.places[id][across] - (sum(size[across] for size in sizes) + GAP * (len(rank) - 1)) / 2
            for one, size in zip(rank, sizes, strict=True):
                spot = [0.0, 0.0]
                spot[along], spot[across] = start + (deep - size[along]) / 2, at
                if one in self.containers:
                    self._settle(one, (spot[0], spot[1]))
                else:
                    self.places[one] = (spot[0] + size[0] / 2, spot[1] + size[1] / 2)
                at += size[across] + GAP
            start += deep + RANK

    def _size(self, id: str) -> tuple[float, float]:
        if id.startswith(LANE):
            return (GAP, GAP)
        if id not in self.containers:
            return CARD
        if id not in self.sizes:
            container = self.containers[id]
            along, across = (1, 0) if container.upright else (0, 1)
            ranks = [[self._size(one) for one in rank] for rank in (*container.ranks, *_rows(container.lone))]
            deep = sum(max(size[along] for size in rank) + RANK for rank in ranks)
            wide = max((sum(size[across] + GAP for size in rank) for rank in ranks), default=0.0)
            self.sizes[id] = (wide, deep) if container.upright else (deep, wide)
        return self.sizes[id]


def _rows(lone: Sequence[str]) -> Iterable[Sequence[str]]:
    many = max(1, math.ceil(math.sqrt(len(lone))))
    return [lone[at : at + many] for at in range(0, len(lone), many)]


def _turn(a: Rows, b: Rows, c: Rows) -> Rows:
    """On which side of the line from a to b the point c lies."""
    found: Rows = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])
    return found
