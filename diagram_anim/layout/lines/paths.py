"""Ways from port to port along level and upright legs: the simplest that is free, else the cheapest between things."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from diagram_anim.layout.lines.ends import Link
from diagram_anim.layout.lines.field import ALONG, BEND, CLEAR, CROSS, INSIDE, Field, Rows, Way
from diagram_anim.layout.lines.grid import NEAR
from diagram_anim.layout.lines.seek import sought, straightened
from diagram_anim.model.geometry import Point

ROUND = 48.0
"""How far a line to its own start goes out."""

STUB = 20.0
"""A line leaves its card straight for this far at least."""

TRIES = ((CLEAR - 1, STUB, 400.0), (CLEAR - 1, STUB, math.inf), (5.0, 12.0, math.inf), (1.5, 6.0, math.inf))
"""How clear of things and how far straight a way is sought, and how far round: where none is found with less of the
first two, and farther round."""


def route(link: Link, field: Field, homes: frozenset[str], label: float = 0.0) -> Way:
    """The way of a wire; `homes` are the groups that hold one of its ends, `label` how wide the words on it are."""
    plain = simplest(link, field, homes, label)
    if plain:
        return plain
    for clear, stub, around in TRIES:
        found = sought(link, field, homes, clear, stub, around)
        if found:
            return found
    a, b = link.source.point, link.target.point
    return straightened((a, *_elbow(a, b, link.source.level), b))


def simplest(link: Link, field: Field, homes: frozenset[str], label: float) -> Way | None:
    """The cheapest of the ways with two bends at the most, where one is free."""
    laid = field.legs()
    best: tuple[float, int, Way] | None = None
    for long, way in sorted((_long(way), way) for way in _free([*_simple(link, field)], field, link)):
        if best is not None and long > best[0] + 0.1:
            break
        tried = (round(priced(way, field, laid, homes, label), 1), len(way), way)
        best = tried if best is None or tried < best else best
    return best[2] if best else None


def loop(link: Link, k: float) -> Way:
    """From a side of a thing out and back to the same side; `k` is the scale of lengths."""
    (ax, ay), (bx, by) = link.source.point, link.target.point
    (dx, dy), (x, y) = link.source.way, link.source.outset
    out = ROUND * max(0.8, k) * nested(link.nest) + link.over
    x, y = x + out * dx, y + out * dy
    turns = ((x, ay), (x, by)) if dx else ((ax, y), (bx, y))
    return ((ax, ay), *turns, (bx, by))


def nested(nest: int) -> float:
    """How much farther out a loop goes that lies round others."""
    return 1.0 + 0.5 * nest


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


def _free(ways: Sequence[Way], field: Field, link: Link) -> list[Way]:
    """Those of which no leg comes too near to anything; a wire's own cards only where it starts and ends. All have as
    many legs."""
    if not ways:
        return []
    points, solid = np.array(ways, float), field.edges()
    a, b = points[:, :-1], points[:, 1:]
    low, high = np.minimum(a, b)[:, :, None] - CLEAR + 1, np.maximum(a, b)[:, :, None] + CLEAR - 1
    near = ((solid[:, 2:] > low) & (solid[:, :2] < high)).all(axis=3)
    for leg, box in ((0, link.source.box), (-1, link.target.box)):
        near[:, leg] &= (solid != (box.x, box.y, box.right, box.bottom)).any(axis=1)
    free = ~near.any(axis=(1, 2))
    return [way for way, may in zip(ways, free.tolist(), strict=True) if may]


def priced(way: Way, field: Field, laid: Rows, homes: frozenset[str], label: float) -> float:
    """What a way costs, in px of length; `laid` are the legs of others (see `Field.legs`)."""
    return _price(way, field, homes) + CROSS * crossing(way, laid) + _cramped(way, label)


def crossing(way: Way, laid: Rows) -> int:
    """How many legs that are laid a way crosses."""
    return sum(_crossed(a, b, laid) for a, b in pairwise(way))


def _price(way: Way, field: Field, homes: frozenset[str]) -> float:
    price = _long(way)
    borders = field.borders()
    if len(borders):
        strange = np.array([INSIDE if id not in homes else 0.25 for id, _ in field.soft])
        for a, b in pairwise(way):
            price += float(_inside(a, b, borders) @ strange) + ALONG * float(_along(a, b, borders).sum())
    return price


def _long(way: Way) -> float:
    """What its length and its bends cost."""
    return BEND * (len(way) - 2) + sum(math.dist(a, b) for a, b in pairwise(way))


def _cramped(way: Way, label: float) -> float:
    """What it costs that no level leg is as long as the words on it; a leg that ends at the target is best. Of equal
    ways without words that which turns half way: both its ends then are long enough for a head and a tail."""
    if not label or (len(way) > 1 and way[0][0] == way[1][0]):
        return abs(math.dist(way[0], way[1]) - math.dist(way[2], way[3])) * 0.08 if len(way) == 4 else 0.0
    level = [abs(a[0] - b[0]) - (0 if index == len(way) - 2 else 30) for index, (a, b) in enumerate(pairwise(way))]
    return max(0.0, label + 24.0 - max(level))


def _inside(a: Point, b: Point, borders: Rows) -> Rows:
    """How long a leg runs inside each group; `borders` are their left, top, right and bottom."""
    x = np.minimum(max(a[0], b[0]), borders[:, 2]) - np.maximum(min(a[0], b[0]), borders[:, 0])
    y = np.minimum(max(a[1], b[1]), borders[:, 3]) - np.maximum(min(a[1], b[1]), borders[:, 1])
    return np.where((x >= 0) & (y >= 0), np.maximum(x, y), 0.0)


def _along(a: Point, b: Point, borders: Rows) -> Rows:
    """How long a leg runs beside a border of each that it doesn't cross, nearer than is clear."""
    axis = 0 if a[1] == b[1] else 1
    low, high = sorted((a[axis], b[axis]))
    at, first, last = a[1 - axis], borders[:, 1 - axis], borders[:, 3 - axis]
    near = (np.abs(at - first) < NEAR) | (np.abs(at - last) < NEAR)
    beside = np.minimum(high, borders[:, axis + 2]) - np.maximum(low, borders[:, axis])
    return np.where(near, np.maximum(0.0, beside), 0.0)


def _crossed(a: Point, b: Point, laid: Rows) -> int:
    """How many legs that are laid a leg crosses."""
    axis = 1 if a[0] == b[0] else 0
    low, high = sorted((a[axis], b[axis]))
    at, place = laid[:, axis], a[1 - axis]
    across = (at == laid[:, axis + 2]) & (low < at) & (at < high)
    across &= (laid[:, 1 - axis] < place) & (place < laid[:, 3 - axis])
    return int(np.count_nonzero(across))


def _elbow(a: Point, b: Point, level: bool) -> tuple[Point, ...]:
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    return ((middle[0], a[1]), (middle[0], b[1])) if level else ((a[0], middle[1]), (b[0], middle[1]))
