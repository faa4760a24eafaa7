"""Legs of different wires that would lie on each other are drawn apart, in the order in which they cross least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagram_anim.layout.lines.field import CLEAR, Way
from diagram_anim.layout.lines.legs import Leg, legs, moved, outer
from diagram_anim.layout.lines.paths import STUB
from diagram_anim.model.geometry import Box

APART = 20.0
"""How far legs are drawn apart where there's room, in px."""

REACH = 400.0
"""A leg is moved by at most so many px."""


@dataclass(frozen=True, slots=True)
class Inner(Leg):
    """A leg between two bends."""

    turns: tuple[tuple[float, int], tuple[float, int]]
    """At each end: where along the leg, and to which side the next leg goes."""

    room: tuple[float, float]
    """Between which places it may lie."""

    def meets(self, other: Leg) -> bool:
        return self.beside(other) > -6.0


def nudged(ways: Mapping[str, Way], solid: Sequence[Box]) -> dict[str, Way]:
    """The ways with their inner legs moved; ends stay where they are."""
    found = dict(ways)
    for axis in (0, 1):
        every = [leg for wire, way in found.items() for leg in legs(wire, way) if leg.axis == axis]
        fixed = [leg for leg in every if outer(leg, found[leg.wire])]
        inner = [_inner(leg, found[leg.wire], solid) for leg in every if not outer(leg, found[leg.wire])]
        for cluster in _clusters(inner):
            for leg, place in _away(cluster, _places(cluster), fixed).items():
                found[leg.wire] = moved(found[leg.wire], leg, place)
    return found


def _inner(leg: Leg, way: Way, solid: Sequence[Box]) -> Inner:
    axis, place, at = leg.axis, leg.place, leg.index
    before, after = way[at - 1][1 - axis], way[at + 2][1 - axis]
    turns = (way[at][axis], _sign(before - place)), (way[at + 1][axis], _sign(after - place))
    floor, roof = _room(leg, solid)
    for far, at_end in ((before, at == 1), (after, at == len(way) - 3)):
        if at_end and far < place:
            floor = max(floor, min(place, far + STUB))
        elif at_end:
            roof = min(roof, max(place, far - STUB))
    return Inner(leg.wire, at, axis, place, leg.low, leg.high, turns, (floor, roof))


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _room(leg: Leg, solid: Sequence[Box]) -> tuple[float, float]:
    place, axis = leg.place, leg.axis
    floor, roof = place - REACH, place + REACH
    for box in solid:
        near, far = (box.x, box.right) if axis == 0 else (box.y, box.bottom)
        start, end = (box.y, box.bottom) if axis == 0 else (box.x, box.right)
        if near - CLEAR < leg.high and far + CLEAR > leg.low:
            if end <= place:
                floor = max(floor, end + CLEAR)
            elif start >= place:
                roof = min(roof, start - CLEAR)
    return min(floor, place), max(roof, place)


def _clusters(inner: Sequence[Inner]) -> list[list[Inner]]:
    """Legs of different wires that lie on or close beside each other, or that cross for want of the right order, with
    those that lie on these, and so on."""
    left, found = list(inner), []
    while left:
        cluster = [left.pop(0)]
        for leg in cluster:
            near = [one for one in left if one.wire != leg.wire and one.meets(leg) and _bound(leg, one)]
            cluster += near
            left = [one for one in left if one not in near]
        if len(cluster) > 1:
            found.append(cluster)
    return found


def _bound(a: Inner, b: Inner) -> bool:
    """Whether legs that meet are too close, or in the wrong order where each may lie at the other's place."""
    if abs(a.place - b.place) < APART - 2:
        return True
    first, second = (a, b) if a.place < b.place else (b, a)
    free = second.place <= first.room[1] and first.place >= second.room[0]
    return free and _vote(first, second) < 0


def _places(cluster: Sequence[Inner]) -> dict[Inner, float]:
    order = _ordered(cluster)
    track: dict[Inner, int] = {}
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


def _ordered(cluster: Sequence[Inner]) -> list[Inner]:
    """Legs sorted so that as few as can be are crossed by another's turns."""
    left = list(cluster)
    found: list[Inner] = []
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


def _vote(a: Inner, b: Inner) -> int:
    """Positive where `a` should lie before `b`: above it, or left of it."""
    votes = 0
    for at, way in a.turns:
        if b.low - 1 < at < b.high + 1:
            votes -= way
    for at, way in b.turns:
        if a.low - 1 < at < a.high + 1:
            votes += way
    return votes if a.meets(b) else 0


def _away(cluster: Sequence[Inner], places: dict[Inner, float], fixed: Sequence[Leg]) -> dict[Inner, float]:
    """All moved together where one would lie on another wire's first or last leg."""

    def clash(shift: float) -> int:
        return sum(
            abs(place + shift - one.place) < 10 and leg.beside(one) > 0
            for leg, place in places.items()
            for one in fixed
            if one.wire != leg.wire
        )

    def fits(shift: float) -> bool:
        return all(leg.room[0] <= place + shift <= leg.room[1] for leg, place in places.items())

    shifts = [0.0, *(sign * step for step in (10.0, 16.0, 24.0) for sign in (1, -1))]
    best = min((shift for shift in shifts if shift == 0.0 or fits(shift)), key=lambda shift: (clash(shift), abs(shift)))
    return {leg: place + best for leg, place in places.items()}
