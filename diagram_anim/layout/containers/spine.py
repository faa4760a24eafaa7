"""Answers that stand beside their question: what follows is one straight line, and takes fewer ranks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

Edge = tuple[int, int, int]
"""From, to, and over how many ranks at the least."""

DECISION = "diam"

SHORT = 1
"""Where all other answers lead back, the last stands aside if no more follows on it than this."""

SIDES = 2
"""A question has so many sides besides those by which it is reached and left."""


def beside(edges: Sequence[Edge], decisions: Set[int]) -> list[Edge]:
    """The edges, those of no length by which something may stand in the same rank as the decision that leads to it: all
    of its answers but that from which the longest way goes on, and those that only lead back to it."""
    after: dict[int, list[int]] = defaultdict(list)
    for a, b, _ in edges:
        if b not in after[a]:
            after[a].append(b)
    far = _far(after)
    flat: set[tuple[int, int]] = set()
    for one in sorted(decisions):
        onward = [other for other in after[one] if far.get(other, 0) < far[one]]
        if len(onward) == 1 and len(after[one]) > 1 and far[onward[0]] <= SHORT:
            flat.add((one, onward[0]))
        elif len(onward) > 1:
            straight = max(onward, key=lambda other: far[other])
            aside = [other for other in onward if other != straight and one not in after[other]]
            flat |= {(one, other) for other in aside[:SIDES]}
    return [(a, b, 0 if (a, b) in flat else length) for a, b, length in edges]


def _far(after: dict[int, list[int]]) -> dict[int, int]:
    """How long the longest way is that goes on from each, past none twice."""
    found: dict[int, int] = {}
    now: set[int] = set()

    def way(one: int) -> int:
        if one not in found:
            now.add(one)
            found[one] = max((1 + way(other) for other in after.get(one, ()) if other not in now), default=0)
            now.discard(one)
        return found[one]

    for one in tuple(after):
        way(one)
    return found


def adjacent(ranks: Sequence[Sequence[int]], edges: Sequence[Edge]) -> list[list[int]]:
    """The ranks with what an edge joins within one of them side by side, on the side on which it is."""
    found = [list(rank) for rank in ranks]
    level = {node: at for at, rank in enumerate(found) for node in rank}
    taken: set[tuple[int, bool]] = set()
    for a, b, _ in edges:
        rank = found[level[a]]
        if level[a] != level[b] or a == b or abs(rank.index(a) - rank.index(b)) == 1:
            continue
        right = (rank.index(b) > rank.index(a)) != ((a, rank.index(b) > rank.index(a)) in taken)
        rank.remove(b)
        rank.insert(rank.index(a) + right, b)
        taken.add((a, right))
    return found
