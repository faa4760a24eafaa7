"""The last of what lies on each other: a leg that shares a stretch with a stranger's is moved a little, or its port."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from diagram_anim.layout.lines.ends import NARROWING, End, Link
from diagram_anim.layout.lines.field import Way
from diagram_anim.layout.lines.legs import Leg, crossings, legs, moved, outer
from diagram_anim.model.geometry import Box

SAME, SHARED = 3.0, 6.0
"""Legs lie on each other that are nearer than so many px for more than so many."""

SHIFTS = (8.0, -8.0, 12.0, -12.0, 16.0, -16.0, 24.0, -24.0)
"""By how much a leg is moved, in the order tried."""

FREE = 5.0
"""A leg that is moved comes no nearer to another than this."""

NEAR, LONG = 16.0, 60.0
"""Legs are taken for one that are nearer than so many px, for more than so many: what runs on them is drawn so wide."""

FARTHER = tuple(sign * step for step in (8.0, 12.0, 16.0, 20.0, 24.0, 28.0) for sign in (1.0, -1.0))
"""By how much such a leg is moved."""

FINE = tuple(sign * step for step in range(3, 40) for sign in (1.0, -1.0))
"""By how much it is moved at last where none of these leads clear of all others: no nearer to these than `SAME`."""

FEW = 32
"""Of no more wires than these, those that share an end don't run together if each has a port of its own there."""

SHORT = 8.0
"""A leg that is shorter than this isn't seen as one."""


def apart(
    ways: Mapping[str, Way], links: Sequence[Link], solid: Sequence[Box], *, fine: bool = False
) -> dict[str, Way]:
    """The ways, without legs on each other as far as a small move helps; `fine` leads between lines that lie closer
    than looks well. Wires that share an end may run together, from or to one place at it."""
    shifts, free = (FINE, SAME) if fine else (SHIFTS, FREE)
    found, by_id = dict(ways), {link.id: link for link in links}
    for one, two in list(_clashes(found, by_id, ports=len(links) <= FEW)):
        for leg in sorted((two, one), key=lambda leg: outer(leg, found[leg.wire])):
            way = next(_moves(leg, found, by_id[leg.wire], solid, shifts, free), None)
            if way:
                found[leg.wire] = way
                break
    return found


def cleared(ways: Mapping[str, Way], links: Sequence[Link], solid: Sequence[Box]) -> dict[str, Way]:
    """The ways of few wires, none so close along a stranger's that they are taken for one, as far as a small move
    helps; what runs straight from end to end is moved first."""
    found, by_id = dict(ways), {link.id: link for link in links}
    if len(links) > FEW:
        return found
    for one, two in list(_clashes(found, by_id, near=NEAR, along=LONG)):
        for leg in sorted((two, one), key=lambda leg: len(found[leg.wire])):
            led = list(_moves(leg, found, by_id[leg.wire], solid, FARTHER, NEAR, least=2))
            if led:
                found[leg.wire] = led[_fewest([{**found, leg.wire: way} for way in led])]
                break
    return found


def _fewest(drawn: Sequence[Mapping[str, Way]]) -> int:
    """Which of several drawings has the fewest crossings."""
    counts = [crossings(ways) for ways in drawn]
    return counts.index(min(counts))


def clashes(ways: Mapping[str, Way], links: Sequence[Link]) -> int:
    """How many pairs of legs lie on each other."""
    return sum(1 for _ in _clashes(ways, {link.id: link for link in links}))


def _clashes(
    ways: Mapping[str, Way],
    links: Mapping[str, Link],
    *,
    ports: bool = False,
    near: float = SAME,
    along: float = SHARED,
) -> Iterator[tuple[Leg, Leg]]:
    """Pairs of legs that lie on each other; those of wires that share an end too where each has a port of its own
    there, if `ports` count."""
    every = sorted(
        (leg for wire, way in ways.items() for leg in legs(wire, way)), key=lambda leg: (leg.axis, leg.place)
    )
    for at, leg in enumerate(every):
        for other in every[at + 1 :]:
            if other.axis != leg.axis or other.place - leg.place >= near:
                break
            if not _on(leg, other, near, along):
                continue
            own = ports and leg.wire != other.wire and _parted(ways[leg.wire], ways[other.wire])
            if own or not _kin(links[leg.wire], links[other.wire]):
                yield leg, other


def _kin(one: Link, two: Link) -> bool:
    """Whether wires share one end, and not both."""
    ends, others = {one.source.id, one.target.id}, {two.source.id, two.target.id}
    return one.id == two.id or (bool(ends & others) and ends != others)


def _parted(one: Way, two: Way) -> bool:
    """Whether two ways have no end in one place."""
    return all(math.dist(a, b) > SAME for a in (one[0], one[-1]) for b in (two[0], two[-1]))


def _on(leg: Leg, other: Leg, near: float, along: float = SHARED) -> bool:
    return abs(leg.place - other.place) < near and leg.beside(other) > along


def _moves(
    leg: Leg,
    ways: Mapping[str, Way],
    link: Link,
    solid: Sequence[Box],
    shifts: Sequence[float],
    free: float,
    *,
    least: int = 3,
) -> Iterator[Way]:
    """The leg's way with it moved by one of the shifts, where it lies on nothing and comes no nearer than `free`."""
    way = ways[leg.wire]
    if len(way) < least or link.loop:
        return
    ends = ((0, link.source), (len(way) - 2, link.target))
    strange = [box for box in solid if box not in (link.source.box, link.target.box)]
    others = [one for wire, other in ways.items() if wire != leg.wire for one in legs(wire, other)]
    for place in (round(leg.place + shift, 1) for shift in shifts):
        if not all(_holds(end, place) for index, end in ends if index == leg.index):
            continue
        tried = moved(way, leg, place)
        near = [one for one in legs(leg.wire, tried) if abs(one.index - leg.index) <= 1]
        if _bent(way, tried) or any(_on(one, other, free) for one in near for other in others):
            continue
        if not any(one.line.overlaps(box, 2.0) for one in near for box in strange):
            yield tried


def _bent(way: Way, tried: Way) -> bool:
    """Whether a leg has become too short to be seen, or runs back."""
    return any(
        math.dist(c, d) < SHORT or (b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1]) < 0
        for (a, b), (c, d) in zip(pairwise(way), pairwise(tried), strict=True)
    )


def _holds(end: End, place: float) -> bool:
    """Whether a port may stand there: on a straight side, before nothing that it shuns."""
    low, high = end.widest
    return end.shape not in NARROWING and low <= place <= high and end.free(place) == place
