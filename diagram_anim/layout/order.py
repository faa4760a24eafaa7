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

from diagram_anim.layout.structure import LANE, Container
from diagram_anim.model.geometry import Point

CARD, GAP, RANK = (2.0, 1.0), 0.5, 1.0
"""A card's guessed size, the room beside it, and that between two ranks."""

SWEEPS = 12
TRIES, WORK = 1000, 60_000_000
"""How many orders are tried at the most, and how many pairs of wires are looked at for them."""


def ordered(
    containers: Mapping[str, Container], parents: Mapping[str, str], wires: Sequence[tuple[str, str]]
) -> dict[str, Container]:
    """`parents` holds the container of each thing, `wires` the cards and groups that each joins."""
    across = [pair for pair in wires if parents.get(pair[0]) != parents.get(pair[1])]
    if not across:
        return dict(containers)
    search = _Search(dict(containers), parents, wires)
    search.sweep()
    search.exchange()
    return search.containers


@dataclass(slots=True)
class _Search:
    containers: dict[str, Container]
    parents: Mapping[str, str]
    wires: Sequence[tuple[str, str]]
    best: int = 0
    left: int = 0
    """How many orders may still be tried."""

    places: dict[str, Point] = field(default_factory=dict)
    sizes: dict[str, tuple[float, float]] = field(default_factory=dict)
    ends: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Of each thing in a container, the far ends of the wires that lead out of it."""

    near: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """Of each container, what each of its things is linked with there."""

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
        self.places = self._placed(self.containers)
        self.best = self._crossings(self.places)
        self.left = min(TRIES, WORK // len(self.wires) ** 2)

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
        while self.left > 0 and self.best and apart < 6:
            before = self.best
            for id, index, at in self._spots(apart):
                rank = list(self.containers[id].ranks[index])
                if self.left <= 0 or not self.best:
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
        if not self.best or not self.left or rank == container.ranks[index]:
            return
        self.left -= 1
        ranks = (*container.ranks[:index], rank, *container.ranks[index + 1 :])
        containers = {**self.containers, id: replace(container, ranks=ranks)}
        places = self._placed(containers)
        count = self._crossings(places)
        if count < self.best:
            self.containers, self.places, self.best = containers, places, count

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

    def _crossings(self, places: Mapping[str, Point]) -> int:
        """Straight lines from middle to middle that cross, each pair once."""
        ends = np.array([(*places[a], *places[b]) for a, b in self.wires if a in places and b in places])
        if len(ends) < 2:
            return 0
        p, q = ends[:, :2], ends[:, 2:]
        first = _turn(p[:, None], q[:, None], p[None]) * _turn(p[:, None], q[:, None], q[None])
        return int(np.count_nonzero((first < -1e-9) & (first.T < -1e-9))) // 2

    def _placed(self, containers: Mapping[str, Container]) -> dict[str, Point]:
        found: dict[str, Point] = {}
        self._settle(containers, "", (0.0, 0.0), found)
        return found

    def _settle(self, containers: Mapping[str, Container], id: str, corner: Point, found: dict[str, Point]) -> None:
        container = containers[id]
        width, height = self._size(containers, id)
        found[id] = (corner[0] + width / 2, corner[1] + height / 2)
        along, across = (1, 0) if container.upright else (0, 1)
        start = corner[along]
        ranks = [*container.ranks, *_rows(container.lone)]
        for rank in reversed(ranks) if container.reversed else ranks:
            sizes = [self._size(containers, one) for one in rank]
            deep = max(size[along] for size in sizes)
            at = found[id][across] - (sum(size[across] for size in sizes) + GAP * (len(rank) - 1)) / 2
            for one, size in zip(rank, sizes, strict=True):
                spot = [0.0, 0.0]
                spot[along], spot[across] = start + (deep - size[along]) / 2, at
                if one in containers:
                    self._settle(containers, one, (spot[0], spot[1]), found)
                else:
                    found[one] = (spot[0] + size[0] / 2, spot[1] + size[1] / 2)
                at += size[across] + GAP
            start += deep + RANK

    def _size(self, containers: Mapping[str, Container], id: str) -> tuple[float, float]:
        if id.startswith(LANE):
            return (GAP, GAP)
        if id not in containers:
            return CARD
        if id not in self.sizes:
            container = containers[id]
            along, across = (1, 0) if container.upright else (0, 1)
            ranks = [
                [self._size(containers, one) for one in rank] for rank in (*container.ranks, *_rows(container.lone))
            ]
            deep = sum(max(size[along] for size in rank) + RANK for rank in ranks)
            wide = max((sum(size[across] + GAP for size in rank) for rank in ranks), default=0.0)
            self.sizes[id] = (wide, deep) if container.upright else (deep, wide)
        return self.sizes[id]


def _rows(lone: Sequence[str]) -> Iterable[Sequence[str]]:
    many = max(1, math.ceil(math.sqrt(len(lone))))
    return [lone[at : at + many] for at in range(0, len(lone), many)]


def _turn(
    a: npt.NDArray[np.float64], b: npt.NDArray[np.float64], c: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """On which side of the line from a to b the point c lies."""
    found: npt.NDArray[np.float64] = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (
        c[..., 0] - a[..., 0]
    )
    return found
