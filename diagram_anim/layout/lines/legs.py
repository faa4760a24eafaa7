"""Legs: the straight pieces of a way, between two bends or from an end to a bend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from diagram_anim.layout.lines.field import Way
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
    return int(np.count_nonzero(_across(*_sorted(ways))))


def crossed(ways: Mapping[str, Way]) -> dict[str, int]:
    """How often each wire is crossed that is."""
    level, upright = _sorted(ways)
    across = _across(level, upright)
    found: Counter[str] = Counter()
    for those, counts in ((level, across.sum(axis=1)), (upright, across.sum(axis=0))):
        for leg, count in zip(those, counts.tolist(), strict=True):
            found[leg.wire] += count
    return {wire: count for wire, count in found.items() if count}


def _sorted(ways: Mapping[str, Way]) -> tuple[list[Leg], list[Leg]]:
    """Level legs and upright ones."""
    every = [leg for wire, way in ways.items() for leg in legs(wire, way)]
    return [leg for leg in every if leg.axis == 0], [leg for leg in every if leg.axis == 1]


def _across(level: Sequence[Leg], upright: Sequence[Leg]) -> npt.NDArray[np.bool_]:
    """Which level leg crosses which upright one: a row for each, a column for each."""
    one, two = (
        np.array([(leg.place, leg.low, leg.high) for leg in those], float).reshape(-1, 3) for those in (level, upright)
    )
    across: npt.NDArray[np.bool_] = (one[:, 1, None] < two[:, 0]) & (two[:, 0] < one[:, 2, None])
    return across & (two[:, 1] < one[:, 0, None]) & (one[:, 0, None] < two[:, 2])
