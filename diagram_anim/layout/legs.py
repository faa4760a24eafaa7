"""Legs: the straight pieces of a way, between two bends or from an end to a bend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from diagram_anim.layout.field import Way
from diagram_anim.model.geometry import Box


@dataclass(frozen=True, slots=True)
class Leg:
    """Leg `index` of a wire's way. `axis` 0 is level (its place is a y), 1 upright (an x); it runs from low to high."""

    wire: str
    index: int
    axis: int
    place: float
    low: float
    high: float

    def beside(self, other: Leg) -> float:
        """For how many px they run along each other, negative where they don't; whatever lies between them."""
        return min(self.high, other.high) - max(self.low, other.low) if self.axis == other.axis else -1.0

    @property
    def line(self) -> Box:
        """The leg as a box without breadth."""
        long = self.high - self.low
        return Box(self.low, self.place, long, 0.0) if self.axis == 0 else Box(self.place, self.low, 0.0, long)


def legs(wire: str, way: Way) -> Iterator[Leg]:
    """From the way's start to its end."""
    for index, (a, b) in enumerate(pairwise(way)):
        axis = 0 if abs(a[1] - b[1]) < abs(a[0] - b[0]) else 1
        low, high = sorted((a[axis], b[axis]))
        yield Leg(wire, index, axis, a[1 - axis], low, high)


def outer(leg: Leg, way: Way) -> bool:
    """Whether it's the way's first or last leg."""
    return leg.index in (0, len(way) - 2)


def moved(way: Way, leg: Leg, place: float) -> Way:
    """The way with a leg elsewhere; those beside it grow or shrink."""
    points = list(way)
    for index in (leg.index, leg.index + 1):
        x, y = points[index]
        points[index] = (x, place) if leg.axis == 0 else (place, y)
    return tuple(points)


def crossings(ways: Mapping[str, Way]) -> int:
    """How often legs cross, each inside of the other."""
    every = [leg for wire, way in ways.items() for leg in legs(wire, way)]
    level, upright = (
        np.array([(leg.place, leg.low, leg.high) for leg in every if leg.axis == axis], float).reshape(-1, 3)
        for axis in (0, 1)
    )
    across = (level[:, 1, None] < upright[:, 0]) & (upright[:, 0] < level[:, 2, None])
    across &= (upright[:, 1] < level[:, 0, None]) & (level[:, 0, None] < upright[:, 2])
    return int(np.count_nonzero(across))
