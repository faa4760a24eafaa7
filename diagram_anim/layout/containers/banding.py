"""What is too long in bands, one below the other: which containers, and at which ranks their bands begin."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from diagram_anim.layout.containers.structure import Container

MOST = 4
"""More wires that lead from one band on to the next would lie in each other's way."""

PARTED = 4
"""What it costs to cut a wire to one of several children, in wires."""

SHORT, LATER = 0.1, 0.001
"""What it costs, in wires, that a band is shorter than it may be, and by how much less in each that follows."""


def whole(containers: Mapping[str, Container]) -> Container:
    """The whole chart, or the group that holds all of it."""
    one = containers[""]
    while len(things := [id for rank in (*one.ranks, one.lone) for id in rank]) == 1 and things[0] in containers:
        one = containers[things[0]]
    return one


def banded(container: Container, bands: int, containers: Mapping[str, Container]) -> bool:
    """Whether a level container stands in so many bands: the whole chart where few wires lead from band to band, or a
    chain in a group. Groups don't, whose insides wouldn't run back. Only where the whole chart is a chain, bands hold
    one thing each."""
    every = container.id == whole(containers).id
    fewest = 1 if container.chain and every else 2
    if container.upright or not len(container.ranks) >= fewest * bands > fewest:
        return False
    if any(id in containers for rank in container.ranks for id in rank):
        return False
    if container.chain or not every:
        return container.chain
    level = container.level
    onward = [(level[one], level[two]) for one, two, _ in container.wires]
    return all(
        sum(first < at <= last for first, last in onward) <= MOST for at in cuts(container, container.ranks, bands)[1:]
    )


def cuts(container: Container, ranks: Sequence[Sequence[str]], bands: int) -> list[int]:
    """At which ranks bands begin: none longer than it need be, the shorter ones last so that what is read begins at the
    side, cut where few wires pass, and between a parent and the children over whose middle it stands only where nothing
    else can be."""
    if bands == 1:
        return [0]
    level = _levels(ranks)
    passing: Counter[int] = Counter()
    for one, two, _ in container.wires:
        first, last = sorted((level[one], level[two]))
        passing.update(dict.fromkeys(range(first + 1, last + 1), PARTED if len(container.kin.get(one, ())) > 1 else 1))
    for first, last in _children(container, level):
        passing.update(range(first + 1, last + 1))
    least = math.ceil(len(ranks) / bands)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for band in range(bands):
        found: dict[int, tuple[float, list[int]]] = {}
        short = SHORT - LATER * band * container.chain
        for start, (price, before) in best.items():
            for end in range(start + 1, min(start + least, len(ranks)) + 1):
                cost = price + (passing[end] if end < len(ranks) else 0.0) + short * (end - start - least) ** 2
                if end not in found or cost < found[end][0]:
                    found[end] = (cost, [*before, start])
        best = found
    return best[len(ranks)][1]


def parted(container: Container, bands: int) -> bool:
    """Whether one band would end between a parent and the children over whose middle it stands, or between these."""
    level = container.level
    starts = cuts(container, container.ranks, bands)[1:]
    spans = [sorted((level[one], level[two])) for one, two, _ in container.wires if len(container.kin.get(one, ())) > 1]
    return any(first < at <= last for first, last in [*spans, *_children(container, level)] for at in starts)


def _children(container: Container, level: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Of each parent whose children stand in several ranks, the first and the last of these."""
    after: dict[str, list[int]] = defaultdict(list)
    for one, two, _ in container.wires:
        if level[one] < level[two]:
            after[one].append(level[two])
    yield from ((min(ranks), max(ranks)) for ranks in after.values())


def _levels(ranks: Sequence[Sequence[str]]) -> dict[str, int]:
    return {id: index for index, rank in enumerate(ranks) for id in rank}
