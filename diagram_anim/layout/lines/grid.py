"""The grid of lines on which wires may turn, with what each of its edges costs: all of it at once, by slices.

Comes in: the lines, what stands in the way, the legs that are laid. Goes out: for each edge whether it is shut, and its
price beyond its length. It refuses to know how a way over it is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from diagram_anim.model.geometry import Box, Point

Floats = npt.NDArray[np.float64]

NEAR = 11.0
"""A leg nearer to a border than this runs along it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """`shut[axis][x, y]` and `extra[axis][x, y]` of the edge from line x, y to the next along an axis: 0 level, 1
    upright."""

    shut: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]
    extra: tuple[Floats, Floats]


def grid(
    xs: Sequence[float],
    ys: Sequence[float],
    solid: Iterable[Box],
    soft: Iterable[tuple[Box, float]],
    legs: Iterable[tuple[Point, Point]],
    clear: float,
    along: float,
    cross: float,
) -> Grid:
    """`soft` are boxes with the price of a px inside them; `along` and `cross` the prices of a px along a border and of
    a crossing; `clear` is how near to something solid shuts an edge."""
    x, y = np.asarray(xs), np.asarray(ys)
    shut = np.zeros((len(x) - 1, len(y)), bool), np.zeros((len(y) - 1, len(x)), bool)
    extra = np.zeros((len(x) - 1, len(y))), np.zeros((len(y) - 1, len(x)))
    for box in solid:
        _shut(shut[0], x, y, (box.x - clear, box.right + clear), (box.y - clear, box.bottom + clear))
        _shut(shut[1], y, x, (box.y - clear, box.bottom + clear), (box.x - clear, box.right + clear))
    for box, price in soft:
        _soft(extra[0], x, y, (box.x, box.right), (box.y, box.bottom), price, along)
        _soft(extra[1], y, x, (box.y, box.bottom), (box.x, box.right), price, along)
    ends = np.array([(*a, *b) for a, b in legs], float).reshape(-1, 4)
    level = ends[:, 1] == ends[:, 3]
    _crossed(extra[0], x, y, ends[~level][:, [0, 1, 3]], cross)
    _crossed(extra[1], y, x, ends[level][:, [1, 0, 2]], cross)
    return Grid((shut[0], shut[1].T), (extra[0], extra[1].T))


def _shut(
    into: npt.NDArray[np.bool_], on: Floats, at: Floats, span: tuple[float, float], other: Sequence[float]
) -> None:
    """Edges between lines `on` at lines `at` that reach into the open span at the places in the other."""
    first, last = np.searchsorted(on[1:], span[0], "right"), np.searchsorted(on[:-1], span[1], "left")
    low, high = np.searchsorted(at, other[0], "right"), np.searchsorted(at, other[1], "left")
    into[first:last, low:high] = True


def _soft(
    into: Floats,
    on: Floats,
    at: Floats,
    span: tuple[float, float],
    other: tuple[float, float],
    price: float,
    along: float,
) -> None:
    """What edges cost inside a box, and close along its borders."""
    within = np.clip(np.minimum(on[1:], span[1]) - np.maximum(on[:-1], span[0]), 0.0, None)[:, None]
    low, high = np.searchsorted(at, other[0], "left"), np.searchsorted(at, other[1], "right")
    into[:, low:high] += within * price
    near = (np.abs(at - other[0]) < NEAR) | (np.abs(at - other[1]) < NEAR)
    into[:, near] += within * along


def _crossed(into: Floats, on: Floats, at: Floats, legs: Floats, price: float) -> None:
    """Legs (place, end, end) across the edges that hold their places; one on a line counts for the edge behind it."""
    edges = np.searchsorted(on, legs[:, 0], "right") - 1
    inside = (edges >= 0) & (edges < len(on) - 1)
    first = np.searchsorted(at, legs[:, 1:].min(axis=1), "right")
    last = np.searchsorted(at, legs[:, 1:].max(axis=1), "left")
    for edge, low, high in zip(edges[inside].tolist(), first[inside].tolist(), last[inside].tolist(), strict=True):
        into[edge, low:high] += price
