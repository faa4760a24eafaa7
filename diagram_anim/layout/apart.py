"""The last of what lies on each other: a leg that shares a stretch with a stranger's is moved a little, or its port."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diagram_anim.layout.paths import Way
from diagram_anim.layout.ports import NARROWING, End, Link
from diagram_anim.model.geometry import Box

SAME, SHARED = 3.0, 6.0
"""Legs lie on each other that are nearer than so many px for more than so many."""

SHIFTS = (8.0, -8.0, 12.0, -12.0, 16.0, -16.0, 24.0, -24.0)
"""By how much a leg is moved, in the order tried."""

FREE = 5.0
"""A leg that is moved comes no nearer to another than this."""


@dataclass(frozen=True, slots=True)
class _Leg:
    """`axis` 0 is level (its place is a y), 1 upright (an x)."""

    wire: str
    index: int
    axis: int
    place: float
    low: float
    high: float

    def on(self, other: _Leg, near: float) -> bool:
        shared = min(self.high, other.high) - max(self.low, other.low)
        return self.axis == other.axis and abs(self.place - other.place) < near and shared > SHARED


def apart(ways: Mapping[str, Way], links: Sequence[Link], solid: Sequence[Box]) -> dict[str, Way]:
    """The ways, without legs on each other as far as a small move helps. Wires that share an end may run together."""
    found, by_id = dict(ways), {link.id: link for link in links}
    for one, two in list(_clashes(found, by_id)):
        legs = sorted((two, one), key=lambda leg: _outer(leg, found[leg.wire]))
        moved = next((way for leg in legs for way in _moves(leg, found, by_id, solid)), None)
        if moved:
            found[moved[0]] = moved[1]
    return found


def _legs(wire: str, way: Way) -> Iterator[_Leg]:
    for index, (a, b) in enumerate(pairwise(way)):
        axis = 0 if abs(a[1] - b[1]) < abs(a[0] - b[0]) else 1
        low, high = sorted((a[axis], b[axis]))
        yield _Leg(wire, index, axis, a[1 - axis], low, high)


def _clashes(ways: Mapping[str, Way], links: Mapping[str, Link]) -> Iterator[tuple[_Leg, _Leg]]:
    legs = sorted(
        (leg for wire, way in ways.items() for leg in _legs(wire, way)), key=lambda leg: (leg.axis, leg.place)
    )
    for at, leg in enumerate(legs):
        for other in legs[at + 1 :]:
            if other.axis != leg.axis or other.place - leg.place >= SAME:
                break
            if leg.on(other, SAME) and not _kin(links[leg.wire], links[other.wire]):
                yield leg, other


def _kin(one: Link, two: Link) -> bool:
    """Whether wires share one end, and not both."""
    ends, others = {one.source.id, one.target.id}, {two.source.id, two.target.id}
    return one.id == two.id or (bool(ends & others) and ends != others)


def _outer(leg: _Leg, way: Way) -> bool:
    return leg.index in (0, len(way) - 2)


def _moves(
    leg: _Leg, ways: Mapping[str, Way], links: Mapping[str, Link], solid: Sequence[Box]
) -> Iterator[tuple[str, Way]]:
    """Ways with the leg moved that lie on nothing."""
    way, link = ways[leg.wire], links[leg.wire]
    if len(way) < 3 or link.loop:
        return
    own = (link.source.box, link.target.box)
    others = [one for wire, other in ways.items() if wire != leg.wire for one in _legs(wire, other)]
    for shift in SHIFTS:
        place = round(leg.place + shift, 1)
        points = list(way)
        for index in (leg.index, leg.index + 1):
            x, y = points[index]
            points[index] = (x, place) if leg.axis == 0 else (place, y)
        moved = tuple(points)
        ends = ((0, link.source), (len(way) - 2, link.target))
        if not all(_holds(end, place) for index, end in ends if index == leg.index):
            continue
        short = any(math.dist(a, b) < 8.0 for a, b in pairwise(moved))
        turned = any(
            (b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1]) < 0
            for (a, b), (c, d) in zip(pairwise(way), pairwise(moved), strict=True)
        )
        near = [one for one in _legs(leg.wire, moved) if abs(one.index - leg.index) <= 1]
        if short or turned or any(one.on(other, FREE) for one in near for other in others):
            continue
        if not any(_line(one).overlaps(box, 2.0) for one in near for box in solid if box not in own):
            yield leg.wire, moved


def _holds(end: End, place: float) -> bool:
    """Whether a port may stand there: on a straight side, before nothing that it shuns."""
    low, high = end.widest
    return end.shape not in NARROWING and low <= place <= high and end.free(place) == place


def _line(leg: _Leg) -> Box:
    long = leg.high - leg.low
    return Box(leg.low, leg.place, long, 0.0) if leg.axis == 0 else Box(leg.place, leg.low, 0.0, long)
