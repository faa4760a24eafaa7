"""Legs of different wires that would lie on each other are drawn apart, in the order in which they cross least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diagram_anim.layout.paths import CLEAR, STUB, Way
from diagram_anim.model.geometry import Box

APART = 20.0


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg between two bends: `axis` 0 is level (its place is a y), 1 upright (an x)."""

    wire: str
    index: int
    axis: int
    place: float
    low: float
    high: float
    turns: tuple[tuple[float, int], tuple[float, int]]
    """At each end: where along the leg, and to which side the next leg goes."""

    room: tuple[float, float]
    """Between which places it may lie."""

    def meets(self, other: Leg) -> bool:
        return self.low < other.high + 6 and other.low < self.high + 6


def nudged(ways: Mapping[str, Way], solid: Sequence[Box]) -> dict[str, Way]:
    """The ways with their inner legs moved; ends stay where they are."""
    found = dict(ways)
    for axis in (0, 1):
        legs = [leg for wire, way in found.items() for leg in _legs(wire, way, axis, solid)]
        fixed = [
            (wire, *_ends(a, b, axis)) for wire, way in found.items() for a, b in _outer(way) if _axis(a, b) == axis
        ]
        for cluster in _clusters(legs):
            places = _places(cluster)
            places = _away(cluster, places, fixed)
            for leg, place in places.items():
                found[leg.wire] = _moved(found[leg.wire], leg, place)
    return found


def _axis(a: tuple[float, float], b: tuple[float, float]) -> int:
    return 0 if abs(a[1] - b[1]) < abs(a[0] - b[0]) else 1


def _ends(a: tuple[float, float], b: tuple[float, float], axis: int) -> tuple[float, float, float]:
    low, high = sorted((a[axis], b[axis]))
    return a[1 - axis], low, high


def _outer(way: Way) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    if len(way) < 2:
        return []
    return [(way[0], way[1])] if len(way) == 2 else [(way[0], way[1]), (way[-2], way[-1])]


def _legs(wire: str, way: Way, axis: int, solid: Sequence[Box]) -> list[Leg]:
    found = []
    for index in range(1, len(way) - 2):
        a, b = way[index], way[index + 1]
        if _axis(a, b) != axis:
            continue
        place, low, high = _ends(a, b, axis)
        turns = (
            (a[axis], _sign(way[index - 1][1 - axis] - place)),
            (b[axis], _sign(way[index + 2][1 - axis] - place)),
        )
        floor, roof = _room(place, low, high, axis, solid)
        for far, sharp in ((way[index - 1], index == 1), (way[index + 2], index == len(way) - 3)):
            if sharp and far[1 - axis] < place:
                floor = max(floor, min(place, far[1 - axis] + STUB))
            elif sharp:
                roof = min(roof, max(place, far[1 - axis] - STUB))
        found.append(Leg(wire, index, axis, place, low, high, turns, (floor, roof)))
    return found


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _room(place: float, low: float, high: float, axis: int, solid: Sequence[Box]) -> tuple[float, float]:
    floor, roof = place - 400.0, place + 400.0
    for box in solid:
        near, far = (box.x, box.right) if axis == 0 else (box.y, box.bottom)
        start, end = (box.y, box.bottom) if axis == 0 else (box.x, box.right)
        if near - CLEAR < high and far + CLEAR > low:
            if end <= place:
                floor = max(floor, end + CLEAR)
            elif start >= place:
                roof = min(roof, start - CLEAR)
    return min(floor, place), max(roof, place)


def _clusters(legs: Sequence[Leg]) -> list[list[Leg]]:
    """Legs of different wires that lie on or close beside each other, with those that lie on these, and so on."""
    left, found = list(legs), []
    while left:
        cluster = [left.pop(0)]
        for leg in cluster:
            near = [
                one
                for one in left
                if one.meets(leg) and abs(one.place - leg.place) < APART - 2 and one.wire != leg.wire
            ]
            cluster += near
            left = [one for one in left if one not in near]
        if len(cluster) > 1:
            found.append(cluster)
    return found


def _places(cluster: Sequence[Leg]) -> dict[Leg, float]:
    order = _ordered(cluster)
    track: dict[Leg, int] = {}
    for index, leg in enumerate(order):
        track[leg] = max((track[one] + 1 for one in order[:index] if one.meets(leg)), default=0)
    # Packed from the other end as well, so that a fan's two halves mirror each other.
    count = max(track.values()) + 1
    floor = max(leg.room[0] for leg in cluster)
    roof = min(leg.room[1] for leg in cluster)
    middle = sum(leg.place for leg in cluster) / len(cluster)
    step = APART if count < 2 else min(APART, max(6.0, (roof - floor) / (count - 1)))
    half = step * (count - 1) / 2
    middle = min(max(middle, floor + half), roof - half) if roof - floor >= 2 * half else (roof + floor) / 2
    return {leg: round(min(max(middle - half + step * at, leg.room[0]), leg.room[1]), 1) for leg, at in track.items()}


def _ordered(cluster: Sequence[Leg]) -> list[Leg]:
    """Legs sorted so that as few as can be are crossed by another's turns."""
    left = list(cluster)
    found: list[Leg] = []
    while left:
        first = min(
            left,
            key=lambda leg: (
                sum(max(0, -_vote(leg, one)) for one in left if one is not leg),
                leg.place,
                left.index(leg),
            ),
        )
        left.remove(first)
        found.append(first)
    return found


def _vote(a: Leg, b: Leg) -> int:
    """Positive where `a` should lie before `b`: above it, or left of it."""
    votes = 0
    for at, way in a.turns:
        if b.low - 1 < at < b.high + 1:
            votes -= way
    for at, way in b.turns:
        if a.low - 1 < at < a.high + 1:
            votes += way
    return votes if a.meets(b) else 0


def _away(
    cluster: Sequence[Leg], places: dict[Leg, float], fixed: Sequence[tuple[str, float, float, float]]
) -> dict[Leg, float]:
    """All moved together where one would lie on another wire's first or last leg."""
    wires = {leg.wire for leg in cluster}

    def clash(shift: float) -> int:
        return sum(
            abs(place + shift - at) < 10 and leg.low < high and low < leg.high
            for leg, place in places.items()
            for wire, at, low, high in fixed
            if wire not in wires or wire != leg.wire
        )

    def fits(shift: float) -> bool:
        return all(leg.room[0] <= place + shift <= leg.room[1] for leg, place in places.items())

    shifts = [0.0, *(sign * step for step in (10.0, 16.0, 24.0) for sign in (1, -1))]
    best = min((shift for shift in shifts if shift == 0.0 or fits(shift)), key=lambda shift: (clash(shift), abs(shift)))
    return {leg: place + best for leg, place in places.items()}


def _moved(way: Way, leg: Leg, place: float) -> Way:
    points = list(way)
    for index in (leg.index, leg.index + 1):
        x, y = points[index]
        points[index] = (x, place) if leg.axis == 0 else (place, y)
    return tuple(points)


def overlaps(ways: Mapping[str, Way]) -> int:
    """How many pairs of ways share a stretch."""
    legs = [(wire, _axis(a, b), *_ends(a, b, _axis(a, b))) for wire, way in ways.items() for a, b in pairwise(way)]
    return sum(
        one[0] != two[0]
        and one[1] == two[1]
        and abs(one[2] - two[2]) < 1
        and min(one[4], two[4]) - max(one[3], two[3]) > 6
        for index, one in enumerate(legs)
        for two in legs[index + 1 :]
    )
