"""A graph's nodes in ranks, and their order in each so that edges cross little; long edges keep a lane in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from diagram_anim.layout.containers.dot import Dot, written
from diagram_anim.layout.containers.sift import sifted
from diagram_anim.layout.containers.spine import adjacent

SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Ranked:
    """Nodes by number, rank by rank; lanes are numbered on from the last node. `links` join neighbours in ranks next
    to each other, each with the number of the edge it is part of."""

    ranks: tuple[tuple[int, ...], ...]
    links: tuple[tuple[int, int, int], ...]


FEW = 8
"""Of so many things, at the most, one sees in which order they were written."""

MANY, WORTH = 40, 0.96
"""Of more links between ranks than this, things are tried one by one at other places; and how many of the crossings may
be left for that: the order before leads to straighter lines."""


def ranked(count: int, edges: Sequence[tuple[int, int, int]], dot: Dot) -> Ranked:
    """Edges are (from, to, least length); loops are left out by the caller."""
    answer = dot.ask(written(count, edges)) if edges else None
    levels, order = _answered(answer, count) if answer else (_levels(count, edges), list(range(count)))
    rows: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for node in range(count):
        rows[levels[node]].append((float(order[node]), node))
    links: list[tuple[int, int, int]] = []
    lane = count
    for number, (a, b, _) in enumerate(edges):
        if levels[a] > levels[b]:
            a, b = b, a
        if levels[a] == levels[b]:
            continue
        before = a
        for level in range(levels[a] + 1, levels[b]):
            share = (level - levels[a]) / (levels[b] - levels[a])
            rows[level].append((order[a] + (order[b] - order[a]) * share, lane))
            links.append((before, lane, number))
            before, lane = lane, lane + 1
        links.append((before, b, number))
    ranks = [[node for _, node in sorted(rows[level])] for level in sorted(rows)]
    if lane > count or answer is None:
        ranks = _swept(ranks, links)
    if len(links) > MANY:
        sieved = sifted(ranks, links)
        if crossings(sieved, links) < WORTH * crossings(ranks, links):
            ranks = sieved
    ranks = adjacent(ranks, edges)
    if count <= FEW:
        ranks = _as_written(ranks, count)
    return Ranked(tuple(tuple(rank) for rank in ranks), tuple(links))


def _as_written(ranks: list[list[int]], count: int) -> list[list[int]]:
    """The ranks or their mirror, in which as many edges cross: that in which the first rank that differs has more of
    its nodes in the order in which they are named."""
    for rank in ranks:
        nodes = [node for node in rank if node < count]
        inward = sum(1 if a < b else -1 for at, a in enumerate(nodes) for b in nodes[at + 1 :])
        if inward:
            return ranks if inward > 0 else [rank[::-1] for rank in ranks]
    return ranks


def crossings(ranks: Sequence[Sequence[int]], links: Sequence[tuple[int, int, int]]) -> int:
    place = {node: (level, index) for level, rank in enumerate(ranks) for index, node in enumerate(rank)}
    between: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, b, _ in links:
        between[place[a][0]].append((place[a][1], place[b][1]))
    return sum(
        (a[0] - b[0]) * (a[1] - b[1]) < 0
        for pairs in between.values()
        for index, a in enumerate(pairs)
        for b in pairs[index + 1 :]
    )


def _answered(answer: dict[str, Any], count: int) -> tuple[list[int], list[float]]:
    spots = {}
    for thing in answer.get("objects", ()):
        if "pos" in thing:
            x, y = (float(part) for part in thing["pos"].split(","))
            spots[int(thing["name"][1:])] = (x, -y)
    heights = sorted({round(y) for _, y in spots.values()})
    return [heights.index(round(spots[node][1])) for node in range(count)], [spots[node][0] for node in range(count)]


def _levels(count: int, edges: Sequence[tuple[int, int, int]]) -> list[int]:
    """By longest path from the sources, with edges that would close a circle turned round."""
    after: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, b, length in edges:
        after[a].append((b, length))
    levels = [0] * count
    done: list[int] = []
    state = [0] * count
    forward: list[tuple[int, int, int]] = []
    for root in range(count):
        if state[root]:
            continue
        state[root] = 1
        trail = [(root, iter(after[root]))]
        while trail:
            node, rest = trail[-1]
            for other, length in rest:
                forward.append((other, node, length) if state[other] == 1 else (node, other, length))
                if state[other] == 0:
                    state[other] = 1
                    trail.append((other, iter(after[other])))
                    break
            else:
                state[node] = 2
                done.append(node)
                trail.pop()
    into: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, b, length in forward:
        into[b].append((a, length))
    place = {node: index for index, node in enumerate(reversed(done))}
    for node in reversed(done):
        levels[node] = max((levels[a] + length for a, length in into[node] if place[a] < place[node]), default=0)
    seen = sorted(set(levels))
    return [seen.index(level) for level in levels]


def _swept(ranks: list[list[int]], links: Sequence[tuple[int, int, int]]) -> list[list[int]]:
    """Ranks ordered by the means of their neighbours, up and down; the best order seen is kept."""
    above: dict[int, list[int]] = defaultdict(list)
    below: dict[int, list[int]] = defaultdict(list)
    for a, b, _ in links:
        above[b].append(a)
        below[a].append(b)
    best, least = [list(rank) for rank in ranks], crossings(ranks, links)
    now = [list(rank) for rank in ranks]
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        near = above if down else below
        for level in range(1, len(now)) if down else range(len(now) - 2, -1, -1):
            index = {node: at for at, node in enumerate(now[level - 1 if down else level + 1])}
            means = {
                node: sum(index[other] for other in near[node]) / len(near[node]) if near[node] else float(at)
                for at, node in enumerate(now[level])
            }
            now[level].sort(key=lambda node: means[node])
        count = crossings(now, links)
        if count < least:
            best, least = [list(rank) for rank in now], count
    return best
