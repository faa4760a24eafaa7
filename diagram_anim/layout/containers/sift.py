"""Each node of a rank tried at every place in it, and left where the fewest edges cross.

After Matuszewski, Schönfeld and Molitor, "Using sifting for k-layer straightline crossing minimization", 1999: what two
neighbours' edges cross depends on these two alone, so that a node's way through its rank is counted step by step.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

ROUNDS = 10
"""How often all nodes are tried, at the most."""

Link = tuple[int, int, int]


def sifted(ranks: Sequence[Sequence[int]], links: Sequence[Link]) -> list[list[int]]:
    """The ranks in an order in which no node can be moved to where fewer of its links cross. `links` join neighbouring
    ranks. What crosses nothing stays as it is."""
    found = [list(rank) for rank in ranks]
    above: dict[int, list[int]] = defaultdict(list)
    below: dict[int, list[int]] = defaultdict(list)
    for a, b, _ in links:
        above[b].append(a)
        below[a].append(b)
    place = {node: at for rank in found for at, node in enumerate(rank)}
    for _ in range(ROUNDS):
        moved = False
        for rank in found:
            sides = [{node: sorted(place[one] for one in near[node]) for node in rank} for near in (above, below)]
            for node in sorted(rank, key=lambda one: -sum(len(side[one]) for side in sides)):
                start = rank.index(node)
                end = _best(rank, start, sides)
                if end != start:
                    rank.insert(end, rank.pop(start))
                    moved = True
            place.update({node: at for at, node in enumerate(rank)})
        if not moved:
            break
    return found


def _best(rank: Sequence[int], start: int, sides: Sequence[dict[int, list[int]]]) -> int:
    """The place of a rank at which the links of what stands at `start` cross the fewest; the nearest of equal ones."""
    node, least, best = rank[start], 0, start
    for way in (1, -1):
        change = 0
        for at in range(start + way, len(rank) if way > 0 else -1, way):
            change -= way * sum(_more(side[node], side[rank[at]]) for side in sides)
            if change < least:
                least, best = change, at
    return best


def _more(one: Sequence[int], two: Sequence[int]) -> int:
    """How many more of their links cross where the first stands before the second than the other way round. Both are
    places of far ends, in order."""
    if not one or not two:
        return 0
    return sum(len(one) - bisect_right(one, place) - bisect_left(one, place) for place in two)
