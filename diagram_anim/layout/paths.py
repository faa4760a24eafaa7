"""Ways from port to port along level and upright legs: the simplest that is free, else the cheapest between things."""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from diagram_anim.layout.grid import NEAR, grid
from diagram_anim.layout.ports import Link
from diagram_anim.model.geometry import Box, Point

CLEAR = 12.0
"""A line keeps this far from what it passes."""

STUB = 20.0
"""A line leaves its card straight for this far at least."""

BEND, CROSS, INSIDE, ALONG = 60.0, 90.0, 1.2, 3.0
"""What a bend, a crossing, a px inside a strange group, and one close along a group's border cost, in px of length."""

Way = tuple[Point, ...]


@dataclass(slots=True)
class Field:
    """What stands in the way: `solid` can't be passed, `soft` (groups) at a price unless an end is in them."""

    solid: Sequence[Box]
    soft: Sequence[tuple[str, Box]]
    room: Box
    laid: list[tuple[str, Way]] = field(default_factory=list)
    _lines: tuple[list[float], list[float]] | None = None

    def lines(self) -> tuple[list[float], list[float]]:
        """The x and y on which lines may turn: in the middle of the gaps, and close along each thing."""
        if self._lines is None:
            boxes = [*self.solid, *(box for _, box in self.soft)]
            xs = _channels([(box.x, box.right) for box in boxes], self.room.x, self.room.right)
            ys = _channels([(box.y, box.bottom) for box in boxes], self.room.y, self.room.bottom)
            self._lines = xs, ys
        return self._lines


def route(link: Link, field: Field, homes: frozenset[str], label: float = 0.0) -> Way:
    """The way of a wire; `homes` are the groups that hold one of its ends, `label` how wide the words on it are."""
    a, b = link.source.point, link.target.point
    ways = [way for way in _simple(link, field) if _free(way, field, link)]
    if ways:
        return min(ways, key=lambda way: (round(_price(way, field, homes) + _cramped(way, label), 1), len(way), way))
    found = _search(link, field, homes)
    return found or _straightened((a, *_elbow(a, b, link.source.level), b))


def loop(link: Link, sizes_k: float) -> Way:
    a, b = link.source.point, link.target.point
    out = a[0] + 48 * max(0.8, sizes_k)
    return (a, (out, a[1]), (out, b[1]), b)


def _channels(spans: Sequence[tuple[float, float]], low: float, high: float) -> list[float]:
    marks = sorted({low, high, *(edge for span in spans for edge in span)})
    found = {round((a + b) / 2, 1) for a, b in zip(marks, marks[1:], strict=False) if b - a > 2 * CLEAR + 2}
    for start, end in spans:
        found |= {round(start - CLEAR - 8, 1), round(end + CLEAR + 8, 1)}
    found |= {low, high}
    return sorted(one for one in found if low <= one <= high)


def _simple(link: Link, field: Field) -> Iterator[Way]:
    """Straight, one bend, two bends, and round by a side."""
    one, two = link.source, link.target
    a, b = one.point, two.point
    xs, ys = field.lines()
    if one.level == two.level:
        axis = 0 if one.level else 1
        if abs(a[1 - axis] - b[1 - axis]) < 0.6:
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
    last = len(way) - 2
    for index, (a, b) in enumerate(_legs(way)):
        for box in field.solid:
            own = (box == link.source.box and index == 0) or (box == link.target.box and index == last)
            if not own and _hits(a, b, box, CLEAR - 1):
                return False
    return True


def _hits(a: Point, b: Point, box: Box, margin: float) -> bool:
    return (
        min(a[0], b[0]) < box.right + margin
        and max(a[0], b[0]) > box.x - margin
        and min(a[1], b[1]) < box.bottom + margin
        and max(a[1], b[1]) > box.y - margin
    )


def _price(way: Way, field: Field, homes: frozenset[str]) -> float:
    price = BEND * (len(way) - 2)
    for a, b in _legs(way):
        price += math.dist(a, b)
        price += sum(_inside(a, b, box) * (INSIDE if id not in homes else 0.25) for id, box in field.soft)
        price += ALONG * sum(_along(a, b, box) for _, box in field.soft)
        price += CROSS * sum(_crossed(a, b, c, d) for _, other in field.laid for c, d in _legs(other))
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


def _crossed(a: Point, b: Point, c: Point, d: Point) -> bool:
    if (a[0] == b[0]) == (c[0] == d[0]):
        return False
    (p, q), (r, s) = ((a, b), (c, d)) if a[0] == b[0] else ((c, d), (a, b))
    return min(r[0], s[0]) < p[0] < max(r[0], s[0]) and min(p[1], q[1]) < r[1] < max(p[1], q[1])


def _elbow(a: Point, b: Point, level: bool) -> tuple[Point, ...]:
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    return ((middle[0], a[1]), (middle[0], b[1])) if level else ((a[0], middle[1]), (b[0], middle[1]))


def _search(link: Link, field: Field, homes: frozenset[str]) -> Way | None:
    """The cheapest way over the grid of channels (A*)."""
    one, two = link.source, link.target
    a, b = one.point, two.point
    start, goal = _off(one.outset, one.way), _off(two.outset, two.way)
    xs = sorted({*field.lines()[0], start[0], goal[0]})
    ys = sorted({*field.lines()[1], start[1], goal[1]})
    first = (bisect_left(xs, start[0]), bisect_left(ys, start[1]))
    last = (bisect_left(xs, goal[0]), bisect_left(ys, goal[1]))
    heading = 0 if one.level else 1
    arriving = 0 if two.level else 1
    soft = [(box, INSIDE if id not in homes else 0.25) for id, box in field.soft]
    legs = [leg for _, other in field.laid for leg in _legs(other)]
    costs = grid(xs, ys, field.solid, soft, legs, CLEAR - 1, ALONG, CROSS)

    def guess(x: int, y: int) -> float:
        return abs(xs[x] - goal[0]) + abs(ys[y] - goal[1])

    best: dict[tuple[int, int, int], float] = {(*first, heading): 0.0}
    before: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    queue = [(guess(*first), 0, (*first, heading))]
    count = 0
    while queue:
        _, _, state = heapq.heappop(queue)
        x, y, axis = state
        if (x, y) == last:
            return _straightened((a, *_trail(state, before, xs, ys), b))
        done = best[state]
        for step_axis, dx, dy in ((0, 1, 0), (0, -1, 0), (1, 0, 1), (1, 0, -1)):
            nx, ny = x + dx, y + dy
            if not (0 <= nx < len(xs) and 0 <= ny < len(ys)):
                continue
            if (x, y) == first and dx * one.way[0] + dy * one.way[1] < 0:
                continue
            left, top = min(x, nx), min(y, ny)
            if costs.shut[step_axis][left][top]:
                continue
            extra = costs.extra[step_axis][left][top]
            price = done + abs(xs[nx] - xs[x]) + abs(ys[ny] - ys[y]) + extra + BEND * (step_axis != axis)
            if (nx, ny) == last and step_axis != arriving:
                price += BEND
            key = (nx, ny, step_axis)
            if price < best.get(key, math.inf) - 1e-9:
                best[key] = price
                before[key] = state
                count += 1
                heapq.heappush(queue, (price + guess(nx, ny), count, key))
    return None


def _off(point: Point, way: Point) -> Point:
    return (round(point[0] + way[0] * STUB, 1), round(point[1] + way[1] * STUB, 1))


def _trail(
    state: tuple[int, int, int],
    before: dict[tuple[int, int, int], tuple[int, int, int]],
    xs: Sequence[float],
    ys: Sequence[float],
) -> list[Point]:
    found = [(xs[state[0]], ys[state[1]])]
    while state in before:
        state = before[state]
        found.append((xs[state[0]], ys[state[1]]))
    return list(reversed(found))


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
