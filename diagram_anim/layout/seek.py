"""The cheapest way of a wire over the grid of channels (A*)."""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from diagram_anim.layout.ends import Link
from diagram_anim.layout.field import ALONG, BEND, CROSS, INSIDE, Field, Way
from diagram_anim.layout.grid import Floats, Grid, grid
from diagram_anim.model.geometry import Point

Shut = npt.NDArray[np.bool_]

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
    step_x, step_y = _steps(costs.shut[0], costs.extra[0], xs, 0), _steps(costs.shut[1], costs.extra[1], ys, 1)
    rows, last_x, last_y = len(ys), len(xs) - 1, len(ys) - 1
    # A state is the number (x · rows + y) · 2 + axis.
    origin = first[0] * rows + first[1]
    begin = origin * 2 + heading
    haste = max(1.0, len(field.laid) / CROWD)
    ahead_x, ahead_y = (
        [abs(place - places[at]) for place in places] for places, at in zip((xs, ys), last, strict=True)
    )
    best = {begin: 0.0}
    before: dict[int, int] = {}
    queue = [(0.0, 0, begin)]
    done: set[int] = set()
    count = 0
    while queue:
        _, _, state = heapq.heappop(queue)
        if state in done:
            continue
        done.add(state)
        spot, axis = divmod(state, 2)
        x, y = divmod(spot, rows)
        if (x, y) == last:
            return straightened((one.point, *_trail(state, before, xs, ys), two.point))
        price = best[state]
        ways = []
        if x < last_x:
            ways.append((0, x + 1, y, step_x[x][y]))
        if x:
            ways.append((0, x - 1, y, step_x[x - 1][y]))
        if y < last_y:
            ways.append((1, x, y + 1, step_y[x][y]))
        if y:
            ways.append((1, x, y - 1, step_y[x][y - 1]))
        for step, nx, ny, more in ways:
            if more == math.inf or (spot == origin and (nx - x) * one.way[0] + (ny - y) * one.way[1] < 0):
                continue
            onward = price + more if step == axis else price + more + BEND
            if step != arriving and (nx, ny) == last:
                onward += BEND
            key = (nx * rows + ny) * 2 + step
            if onward < best.get(key, math.inf) - 1e-9:
                best[key] = onward
                before[key] = state
                count += 1
                off_x, off_y = ahead_x[nx], ahead_y[ny]
                turns = (
                    0 if not off_x and not off_y else 1 if step != arriving else 2 if (off_x, off_y)[1 - step] else 0
                )
                heapq.heappush(queue, (onward + (off_x + off_y) * haste + BEND * turns, count, key))
    return None


def _steps(shut: Shut, extra: Floats, places: Sequence[float], axis: int) -> list[list[float]]:
    """What each edge costs, with its length; endless where it is shut."""
    lengths = np.diff(np.asarray(places))
    price = extra + (lengths[:, None] if axis == 0 else lengths[None, :])
    return np.where(shut, math.inf, price).tolist()  # type: ignore[no-any-return]


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
