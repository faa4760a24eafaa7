"""A large chart's groups in rows like books on shelves, what arrows join near each other.

In ranks, groups that follow on one from another make one long stair of which no word can be read. Comes in: containers
in ranks. Goes out: the same, the whole chart's things in so many rows: in the order of their ranks, but exchanged where
arrows become shorter.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from diagram_anim.layout.containers.banding import whole
from diagram_anim.layout.containers.structure import LANE, Container

FEWEST = 4
"""Fewer groups make no long stair."""

ROUNDS = 10
"""How often all pairs are tried, at the most."""

GAIN = 1.5
"""By how much larger a chart has to become for it."""


def shelves(containers: Mapping[str, Container]) -> Iterator[dict[str, Container]]:
    """The containers with the whole chart's things in two, three … rows; none where it hardly has groups."""
    one = whole(containers)
    things = [id for rank in one.ranks for id in rank if not id.startswith(LANE)]
    groups = [id for id in things if id in containers]
    if len(groups) < FEWEST or 2 * len(groups) < len(things) or one.rows:
        return
    for rows in range(2, len(things)):
        many = math.ceil(len(things) / rows)
        if math.ceil(len(things) / many) == rows:
            yield {**containers, one.id: _shelved(one, things, many)}


def _shelved(container: Container, things: list[str], many: int) -> Container:
    things = _near(things, many, [(one, two) for one, two, _ in container.wires])
    ranks = tuple(tuple(things[at : at + many]) for at in range(0, len(things), many))
    return replace(container, direction="TB", ranks=ranks, links=(), trails={}, back=frozenset(), shelved=True)


def _near(things: list[str], many: int, pairs: Sequence[tuple[str, str]]) -> list[str]:
    """The things, two of them but the first exchanged as long as arrows become shorter by it, counted in places."""
    place = {id: at for at, id in enumerate(things)}
    joined: dict[str, list[str]] = defaultdict(list)
    for one, two in pairs:
        joined[one].append(two)
        joined[two].append(one)

    def long(id: str) -> int:
        return sum(_away(place[id], place[other], many) for other in joined[id])

    for _ in range(ROUNDS):
        moved = False
        for one, two in combinations(things[1:], 2):
            before = long(one) + long(two)
            place[one], place[two] = place[two], place[one]
            if long(one) + long(two) < before:
                moved = True
            else:
                place[one], place[two] = place[two], place[one]
        if not moved:
            break
    return sorted(things, key=lambda id: place[id])


def _away(one: int, two: int, many: int) -> int:
    (a, b), (c, d) = divmod(one, many), divmod(two, many)
    return abs(a - c) + abs(b - d)
