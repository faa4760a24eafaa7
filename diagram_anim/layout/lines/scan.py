"""The cheapest way of a wire over the grid of channels, found for all of its lines at once.

The price of every crossing of lines, come to level or upright, is lowered along all level lines, then along all upright
ones, until nothing changes: as often as the cheapest ways turn. In a crowd that takes less time than to try one step
after the other (see `seek`), and what it finds is the cheapest.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from diagram_anim.layout.lines.ends import Link
from diagram_anim.layout.lines.field import BEND, Field, Way
from diagram_anim.layout.lines.seek import Ground, ground, straightened

SHUT = 1e7
"""What an edge costs that is shut: no way is worth it."""

TURNS = 40
"""More often no way turns."""

SAME = 1e-3
"""Prices that differ by less are one."""

Floats = npt.NDArray[np.float64]


def scanned(link: Link, field: Field, homes: frozenset[str], clear: float, stub: float, around: float) -> Way | None:
    """As `sought` finds it."""
    place = ground(link, field, homes, clear, stub, around)
    if place is None:
        return None
    level, upright = _edges(place, link)
    costs = np.full((2, len(place.xs), len(place.ys)), np.inf)
    heading, arriving = (0 if end.level else 1 for end in (link.source, link.target))
    costs[heading][place.first] = 0.0
    for _ in range(TURNS):
        before = costs.copy()
        costs[0] = _along(np.minimum(costs[0], costs[1] + BEND), level)
        costs[1] = _along(np.minimum(costs[1], costs[0] + BEND).T, upright.T).T
        if np.array_equal(before, costs):
            break
    last = min((0, 1), key=lambda axis: (costs[axis][place.last] + BEND * (axis != arriving), axis))
    if costs[last][place.last] >= SHUT:
        return None
    back = _back(costs, (level, upright), place, (heading, last))
    return straightened((link.source.point, *((place.xs[x], place.ys[y]) for x, y in back), link.target.point))


def _edges(place: Ground, link: Link) -> tuple[Floats, Floats]:
    """What each edge costs, level and upright. From where it starts a wire goes on, not back."""
    xs, ys, costs = np.asarray(place.xs), np.asarray(place.ys), place.costs
    level = np.diff(xs)[:, None] + costs.extra[0] + SHUT * costs.shut[0]
    upright = np.diff(ys)[None, :] + costs.extra[1] + SHUT * costs.shut[1]
    (x, y), (dx, dy) = place.first, link.source.way
    behind = (x - 1 if dx > 0 else x, y - 1 if dy > 0 else y)
    edges = level if dx else upright
    if 0 <= behind[0] < edges.shape[0] and 0 <= behind[1] < edges.shape[1]:
        edges[behind] = SHUT
    return level, upright


def _along(costs: Floats, edges: Floats) -> Floats:
    """Prices lowered along the first axis, from either side, where it is cheaper to come from there."""
    way = np.concatenate((np.zeros((1, edges.shape[1])), np.cumsum(edges, axis=0)))
    forth = np.minimum.accumulate(costs - way, axis=0) + way
    back = np.minimum.accumulate((costs + way)[::-1], axis=0)[::-1] - way
    # What comes from the same place as before keeps its price to the last digit.
    found = np.minimum(forth, back)
    return np.where(found < costs - SAME, found, costs)


def _back(costs: Floats, edges: tuple[Floats, Floats], place: Ground, axes: tuple[int, int]) -> list[tuple[int, int]]:
    """The crossings of lines that the cheapest way passes, from its start; `axes` are those on which it sets out and
    arrives."""
    (x, y), axis = place.last, axes[1]
    found = [(x, y)]
    while ((x, y), axis) != (place.first, axes[0]):
        price = costs[axis][x, y]
        steps = [(x - 1, y), (x + 1, y)] if axis == 0 else [(x, y - 1), (x, y + 1)]
        inside = [(a, b) for a, b in steps if 0 <= a < costs.shape[1] and 0 <= b < costs.shape[2]]
        turned = costs[1 - axis][x, y] + BEND
        near = [(costs[axis][one] + edges[axis][min(one, (x, y))], one) for one in inside]
        least, one = min(near)
        if turned <= least + SAME and abs(turned - price) <= abs(least - price) + SAME:
            axis = 1 - axis
        else:
            x, y = one
            found.append(one)
        if len(found) > costs[0].size:
            break
    return found[::-1]
