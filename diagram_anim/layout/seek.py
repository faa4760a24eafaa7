"""The cheapest way of a wire over the grid of channels (A*)."""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from diagram_anim.layout.ends import Link
from diagram_anim.layout.field import ALONG, BEND, CROSS, INSIDE, Field, Way
from diagram_anim.layout.grid import Grid, grid
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
    shut: list[list[list[bool]]] = [each.tolist() for each in costs.shut]
    extra: list[list[list[float]]] = [each.tolist() for each in costs.extra]
    rooms = len(xs), len(ys)
    # A state is the number (x · rows + y) · 2 + axis.
    origin = first[0] * rooms[1] + first[1]
    begin = origin * 2 + heading
    goal_x, goal_y = xs[last[0]], ys[last[1]]
    haste = max(1.0, len(field.laid) / CROWD)
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
        x, y = divmod(spot, rooms[1])
        if (x, y) == last:
            return straightened((one.point, *_trail(state, before, xs, ys), two.point))
        price = best[state]
        for step, dx, dy in ((0, 1, 0), (0, -1, 0), (1, 0, 1), (1, 0, -1)):
            nx, ny = x + dx, y + dy
            if nx < 0 or ny < 0 or nx >= rooms[0] or ny >= rooms[1]:
                continue
            if spot == origin and dx * one.way[0] + dy * one.way[1] < 0:
                continue
            left, top = (nx if dx < 0 else x), (ny if dy < 0 else y)
            if shut[step][left][top]:
                continue
            onward = price + abs(xs[nx] - xs[x]) + abs(ys[ny] - ys[y]) + extra[step][left][top]
            onward += BEND if step != axis else 0.0
            if (nx, ny) == last and step != arriving:
                onward += BEND
            key = (nx * rooms[1] + ny) * 2 + step
            off_x, off_y = abs(xs[nx] - goal_x), abs(ys[ny] - goal_y)
            if onward < best.get(key, math.inf) - 1e-9:
                best[key] = onward
                before[key] = state
                count += 1
                aside = off_y if step == 0 else off_x
                turns = 1 if step != arriving else 2 if aside else 0
                if not off_x and not off_y:
                    turns = 0
                heapq.heappush(queue, (onward + (off_x + off_y) * haste + BEND * turns, count, key))
    return None


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
