"""Ways from port to port along level and upright legs: the simplest that is free, else the cheapest between things."""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from diagram_anim.layout.grid import NEAR, grid
from diagram_anim.layout.ports import Link
from diagram_anim.model.geometry import Box, Point

CLEAR = 12.0
"""A line keeps this far from what it passes."""

ROUND = 48.0
"""How far a line to its own start goes out."""

STUB = 20.0
"""A line leaves its card straight for this far at least."""

TRIES = ((CLEAR - 1, STUB, 400.0), (CLEAR - 1, STUB, math.inf), (5.0, 12.0, math.inf), (1.5, 6.0, math.inf))
"""How clear of things and how far straight a way is sought, and how far round: where none is found with less of the
first two, and farther round."""

BEND, CROSS, INSIDE, ALONG = 60.0, 120.0, 1.2, 3.0
"""What a bend, a crossing, a px inside a strange group, and one close along a group's border cost, in px of length."""

CROWD = 600
"""Legs that are laid from which on a search hurries to its goal, rather than weigh every way round them."""

MANY, SPARSE = 150, 14.0
"""Of more lines than this beside things, those are left out that lie nearer to another than so many px."""

Way = tuple[Point, ...]


Rows = npt.NDArray[np.float64]


@dataclass(slots=True)
class Field:
    """What stands in the way: `solid` can't be passed, `soft` (groups) at a price unless an end is in them."""

    solid: Sequence[Box]
    soft: Sequence[tuple[str, Box]]
    room: Box
    laid: list[tuple[Point, Point]] = field(default_factory=list)
    """The legs of the ways that are laid."""

    _lines: tuple[list[float], list[float]] | None = None
    _solid: Rows | None = None

    def lines(self) -> tuple[list[float], list[float]]:
        """The x and y on which lines may turn: in the middle of the gaps, and close along each thing."""
        if self._lines is None:
            boxes = [*self.solid, *(box for _, box in self.soft)]
            xs = _channels([(box.x, box.right) for box in boxes], self.room.x, self.room.right)
            ys = _channels([(box.y, box.bottom) for box in boxes], self.room.y, self.room.bottom)
            self._lines = xs, ys
        return self._lines

    def beside(self, more: Sequence[Box]) -> Field:
        """The same with more that can't be passed."""
        return Field([*self.solid, *more], self.soft, self.room, self.laid)

    def lay(self, way: Way) -> None:
        self.laid += _legs(way)

    def edges(self) -> Rows:
        """Of everything solid, left, top, right and bottom: one row each."""
        if self._solid is None:
            self._solid = _rows((box.x, box.y, box.right, box.bottom) for box in self.solid)
        return self._solid


def route(link: Link, field: Field, homes: frozenset[str], label: float = 0.0) -> Way:
    """The way of a wire; `homes` are the groups that hold one of its ends, `label` how wide the words on it are."""
    ways = [way for way in _simple(link, field) if _free(way, field, link)]
    if ways:
        laid = _rows((*a, *b) for a, b in field.laid)
        return min(
            ways, key=lambda way: (round(_price(way, field, laid, homes) + _cramped(way, label), 1), len(way), way)
        )
    for clear, stub, around in TRIES:
        found = _search(link, field, homes, clear, stub, around)
        if found:
            return found
    a, b = link.source.point, link.target.point
    return _straightened((a, *_elbow(a, b, link.source.level), b))


def _rows(of: Iterable[tuple[float, ...]]) -> Rows:
    return np.array(list(of), float).reshape(-1, 4)


def loop(link: Link, k: float) -> Way:
    """From a side of a thing out and back to the same side; `k` is the scale of lengths."""
    (ax, ay), (bx, by) = link.source.point, link.target.point
    (dx, dy), (x, y), out = link.source.way, link.source.outset, ROUND * max(0.8, k)
    x, y = x + out * dx, y + out * dy
    turns = ((x, ay), (x, by)) if dx else ((ax, y), (bx, y))
    return ((ax, ay), *turns, (bx, by))


def _channels(spans: Sequence[tuple[float, float]], low: float, high: float) -> list[float]:
    marks = sorted({low, high, *(edge for span in spans for edge in span)})
    middles = {round((a + b) / 2, 1) for a, b in zip(marks, marks[1:], strict=False) if b - a > 2 * CLEAR + 2}
    found = sorted(one for one in {*middles, low, high} if low <= one <= high)
    beside = {side for start, end in spans for side in (round(start - CLEAR - 8, 1), round(end + CLEAR + 8, 1))}
    apart = SPARSE if len(beside) > MANY else 0.05
    for one in sorted(beside):
        at = bisect_left(found, one)
        near = min((abs(other - one) for other in found[max(0, at - 1) : at + 1]), default=math.inf)
        if low <= one <= high and near >= apart:
            found.insert(at, one)
    return found


def _simple(link: Link, field: Field) -> Iterator[Way]:
    """Straight, one bend, two bends, and round by a side."""
    one, two = link.source, link.target
    a, b = one.point, two.point
    xs, ys = field.lines()
    if one.level == two.level:
        axis = 0 if one.level else 1
        if abs(a[1 - axis] - b[1 - axis]) < 0.6 and (b[axis] - a[axis]) * one.way[axis] > 0:
            yield (a, b)
            return
        signs = one.way[axis], two.way[axis]
        near, far = one.outset[axis], two.outset[axis]
        middle = (near + far) / 2
        for line in [round(middle, 1), *(xs if one.level else ys)]:
            if (line - near) * signs[0] < STUB or (line - far) * signs[1] < STUB:
                continue
            yield (a, (line, a[1]), (line, b[1]), b) if one.level else (a, (a[0], line), (b[0], line), b)
        return
    corner = (b[0], a[1]) if one.level else (a[0], b[1])
    if _ahead(one.outset, corner, one.way) and _ahead(two.outset, corner, two.way):
        yield (a, corner, b)


def _ahead(start: Point, corner: Point, way: Point) -> bool:
    return (corner[0] - start[0]) * way[0] + (corner[1] - start[1]) * way[1] >= STUB


def _legs(way: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(way, way[1:], strict=False)


def _free(way: Way, field: Field, link: Link) -> bool:
    """Whether no leg comes too near to anything; a wire's own cards only where it starts and ends."""
    solid, last = field.edges(), len(way) - 2
    for index, (a, b) in enumerate(_legs(way)):
        left, right = sorted((a[0], b[0]))
        top, bottom = sorted((a[1], b[1]))
        near = (solid[:, 2] > left - CLEAR + 1) & (solid[:, 0] < right + CLEAR - 1)
        near &= (solid[:, 3] > top - CLEAR + 1) & (solid[:, 1] < bottom + CLEAR - 1)
        for hit in np.flatnonzero(near).tolist():
            box = field.solid[hit]
            if not ((box == link.source.box and index == 0) or (box == link.target.box and index == last)):
                return False
    return True


def _price(way: Way, field: Field, laid: Rows, homes: frozenset[str]) -> float:
    price = BEND * (len(way) - 2)
    for a, b in _legs(way):
        price += math.dist(a, b)
        price += sum(_inside(a, b, box) * (INSIDE if id not in homes else 0.25) for id, box in field.soft)
        price += ALONG * sum(_along(a, b, box) for _, box in field.soft)
        price += CROSS * _crossed(a, b, laid)
    return price


def _cramped(way: Way, label: float) -> float:
    """What it costs that no level leg is as long as the words on it; a leg that ends at the target is best. Of equal
    ways without words that which turns half way: both its ends then are long enough for a head and a tail."""
    if not label or (len(way) > 1 and way[0][0] == way[1][0]):
        return abs(math.dist(way[0], way[1]) - math.dist(way[2], way[3])) * 0.08 if len(way) == 4 else 0.0
    level = [abs(a[0] - b[0]) - (0 if index == len(way) - 2 else 30) for index, (a, b) in enumerate(_legs(way))]
    return max(0.0, label + 24.0 - max(level))


def _inside(a: Point, b: Point, box: Box) -> float:
    x = min(max(a[0], b[0]), box.right) - max(min(a[0], b[0]), box.x)
    y = min(max(a[1], b[1]), box.bottom) - max(min(a[1], b[1]), box.y)
    return max(x, y) if x >= 0 and y >= 0 else 0.0


def _along(a: Point, b: Point, box: Box) -> float:
    """How long a leg runs beside a border that it doesn't cross, nearer than is clear."""
    axis = 0 if a[1] == b[1] else 1
    low, high = sorted((a[axis], b[axis]))
    start, end, *edges = (box.x, box.right, box.y, box.bottom) if axis == 0 else (box.y, box.bottom, box.x, box.right)
    near = any(abs(a[1 - axis] - edge) < NEAR for edge in edges)
    return max(0.0, min(high, end) - max(low, start)) if near else 0.0


def _crossed(a: Point, b: Point, laid: Rows) -> int:
    """How many legs that are laid a leg crosses."""
    axis = 1 if a[0] == b[0] else 0
    low, high = sorted((a[axis], b[axis]))
    at, other = laid[:, axis], laid[:, axis + 2]
    ends = np.sort(laid[:, [1 - axis, 3 - axis]], axis=1)
    across = (at == other) & (low < at) & (at < high) & (ends[:, 0] < a[1 - axis]) & (a[1 - axis] < ends[:, 1])
    return int(np.count_nonzero(across))


def _elbow(a: Point, b: Point, level: bool) -> tuple[Point, ...]:
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    return ((middle[0], a[1]), (middle[0], b[1])) if level else ((a[0], middle[1]), (b[0], middle[1]))


def _search(link: Link, field: Field, homes: frozenset[str], clear: float, stub: float, around: float) -> Way | None:
    """The cheapest way over the grid of channels (A*)."""
    one, two = link.source, link.target
    a, b = one.point, two.point
    start, goal = _off(one.outset, one.way, stub), _off(two.outset, two.way, stub)
    if _stuck(start, field, clear) or _stuck(goal, field, clear):
        return None
    xs, ys = (
        sorted({*(one for one in lines if low - around <= one <= high + around), low, high})
        for lines, (low, high) in zip(field.lines(), map(sorted, zip(start, goal, strict=True)), strict=True)
    )
    first = (bisect_left(xs, start[0]), bisect_left(ys, start[1]))
    last = (bisect_left(xs, goal[0]), bisect_left(ys, goal[1]))
    heading = 0 if one.level else 1
    arriving = 0 if two.level else 1
    soft = [(box, INSIDE if id not in homes else 0.25) for id, box in field.soft]
    costs = grid(xs, ys, field.solid, soft, field.laid, clear, ALONG, CROSS)
    rooms = len(xs), len(ys)
    shut, extra = costs.shut, costs.extra
    # A state is the number (x · rows + y) · 2 + axis.
    origin = first[0] * rooms[1] + first[1]
    begin = origin * 2 + heading
    goal_x, goal_y = goal
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
            return _straightened((a, *_trail(state, before, xs, ys), b))
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
            if onward < best.get(key, math.inf) - 1e-9:
                best[key] = onward
                before[key] = state
                count += 1
                off_x, off_y = abs(xs[nx] - goal_x), abs(ys[ny] - goal_y)
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


def _straightened(points: Sequence[Point]) -> Way:
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
