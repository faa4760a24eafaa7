"""The cheapest way of a wire over the grid of channels (A*)."""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from diagram_anim.layout.lines.ends import Link
from diagram_anim.layout.lines.field import ALONG, BEND, CROSS, INSIDE, Field, Way
from diagram_anim.layout.lines.grid import Grid, grid
from diagram_anim.model.geometry import Point

CROWD = 600
"""Legs that are laid from which on a search hurries to its goal, rather than weigh every way round them."""


class Ground(NamedTuple):
    """The lines on which a wire may turn, where it sets out and arrives on them, and what their edges cost."""

    xs: list[float]
    ys: list[float]
    first: tuple[int, int]
    last: tuple[int, int]
    costs: Grid


def ground(link: Link, field: Field, homes: frozenset[str], clear: float, stub: float, around: float) -> Ground | None:
    """None where one of its ends is nearer to something than `clear` after `stub` px; lines are no farther than
    `around` beyond the ends."""
    one, two = link.source, link.target
    start, goal = _off(one.outset, one.way, stub), _off(two.outset, two.way, stub)
    if _stuck(start, field, clear) or _stuck(goal, field, clear):
        return None
    xs, ys = (
        sorted({*(one for one in lines if low - around <= one <= high + around), low, high})
        for lines, (low, high) in zip(field.lines(), map(sorted, zip(start, goal, strict=True)), strict=True)
    )
    first = (bisect_left(xs, start[0]), bisect_left(ys, start[1]))
    last = (bisect_left(xs, goal[0]), bisect_left(ys, goal[1]))
    soft = [(box, INSIDE if id not in homes else 0.25) for id, box in field.soft]
    return Ground(xs, ys, first, last, grid(xs, ys, field.solid, soft, field.laid, clear, ALONG, CROSS))


def sought(link: Link, field: Field, homes: frozenset[str], clear: float, stub: float, around: float) -> Way | None:
    """None where there is none so `clear` of things, straight for `stub` px at its ends, and no farther than `around`
    beyond them."""
    place = ground(link, field, homes, clear, stub, around)
    if place is None:
        return None
    one, two = link.source, link.target
    xs, ys, first, last, costs = place
    heading = 0 if one.level else 1
    arriving = 0 if two.level else 1
    rows = len(ys)
    # A spot is the number x · rows + y, a state the number spot · 2 + axis.
    origin, goal = (x * rows + y for x, y in (first, last))
    onto = _onto(costs, xs, ys)
    for axis in (0, 1):
        if one.way[axis]:  # It doesn't set out back into its own card.
            onto[2 * axis + (one.way[axis] > 0)][origin] = math.inf
    east, west, south, north = onto
    far, bends = _ahead(xs, ys, last, arriving, max(1.0, len(field.laid) / CROWD))
    begin = origin * 2 + heading
    best = [math.inf] * (2 * len(far))
    best[begin] = 0.0
    before: dict[int, int] = {}
    queue = [(0.0, 0, begin)]
    done = bytearray(2 * len(far))
    count = 0
    while queue:
        _, _, state = heapq.heappop(queue)
        if done[state]:
            continue
        done[state] = 1
        spot, axis = divmod(state, 2)
        if spot == goal:
            return straightened((one.point, *_trail(state, before, xs, ys), two.point))
        price = best[state]
        for step, there, more in (
            (0, spot + rows, east[spot]),
            (0, spot - rows, west[spot]),
            (1, spot + 1, south[spot]),
            (1, spot - 1, north[spot]),
        ):
            if more == math.inf:
                continue
            onward = price + more if step == axis else price + more + BEND
            if there == goal and step != arriving:
                onward += BEND
            key = there * 2 + step
            if onward < best[key] - 1e-9:
                best[key] = onward
                before[key] = state
                count += 1
                heapq.heappush(queue, (onward + far[there] + bends[step][there], count, key))
    return None


def _onto(costs: Grid, xs: Sequence[float], ys: Sequence[float]) -> list[list[float]]:
    """What it costs from each spot to its neighbours east, west, south and north, with the length; endless where it is
    shut."""
    found = []
    for axis, places in enumerate((xs, ys)):
        lengths = np.diff(np.asarray(places))
        price = costs.extra[axis] + (lengths[:, None] if axis == 0 else lengths[None, :])
        price = np.where(costs.shut[axis], math.inf, price)
        beyond = np.full((1, len(ys)) if axis == 0 else (len(xs), 1), math.inf)
        found += [np.concatenate(parts, axis).ravel().tolist() for parts in ((price, beyond), (beyond, price))]
    return found


def _ahead(
    xs: Sequence[float], ys: Sequence[float], last: tuple[int, int], arriving: int, haste: float
) -> tuple[list[float], list[list[float]]]:
    """How far each spot is from the last, and what the bends on the way there cost at the least, by the axis on which
    it is reached."""
    x, y = (np.abs(np.asarray(places) - places[at]) for places, at in zip((xs, ys), last, strict=True))
    far = x[:, None] + y[None, :]
    ahead = np.broadcast_to(y[None, :] if arriving == 0 else x[:, None], far.shape)
    bends = [np.where(ahead == 0, 0.0, 2 * BEND), np.where(far == 0, 0.0, BEND)]
    return (far * haste).ravel().tolist(), [bends[axis != arriving].ravel().tolist() for axis in (0, 1)]


def _stuck(point: Point, field: Field, clear: float) -> bool:
    """Whether a point lies nearer to something than is clear."""
    solid = field.edges()
    near = (solid[:, 0] - clear < point[0]) & (point[0] < solid[:, 2] + clear)
    near &= (solid[:, 1] - clear < point[1]) & (point[1] < solid[:, 3] + clear)
    return bool(near.any())


def _off(point: Point, way: Point, stub: float) -> Point:
    return (round(point[0] + way[0] * stub, 1), round(point[1] + way[1] * stub, 1))


def _trail(state: int, before: dict[int, int], xs: Sequence[float], ys: Sequence[float]) -> list[Point]:
    states = [state]
    while states[-1] in before:
        states.append(before[states[-1]])
    return [(xs[one // 2 // len(ys)], ys[one // 2 % len(ys)]) for one in reversed(states)]


def straightened(points: Sequence[Point]) -> Way:
    """Without corners at which nothing turns."""
    found: list[Point] = []
    for point in points:
        if found and math.dist(found[-1], point) < 0.05:
            continue
        while len(found) > 1 and (
            abs(found[-2][0] - found[-1][0]) < 0.05
            and abs(found[-1][0] - point[0]) < 0.05
            or abs(found[-2][1] - found[-1][1]) < 0.05
            and abs(found[-1][1] - point[1]) < 0.05
        ):
            found.pop()
        found.append(point)
    return tuple(found)
