"""Ports: where along the sides of its boxes each wire leaves and enters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagram_anim.layout.across.settled import Span, settle
from diagram_anim.layout.lines.ends import NARROWING, SLACK, End, Link, aim
from diagram_anim.layout.lines.straight import aligned
from diagram_anim.model.geometry import Box

AROUND = 26.0
"""From line to line past the words between them, without their own size."""

REACH = 72.0
"""A port slides this far from its place to make its wire straight."""

SLIGHT = 14.0
"""A jog of no more than this is taken out though other ports are near."""


def ported(
    links: Sequence[Link], words: Mapping[str, tuple[float, float]], solid: Sequence[Box] | None = None
) -> list[Link]:
    """The wires with a port of its own for each end, straight where they can be. `words` are the width and height of
    what stands on them: of several wires side by side, those in the middle have room for theirs. Past what is `solid`
    ports slide far to make wires straight, where that is given."""
    crowds: dict[tuple[str, str], list[tuple[int, bool]]] = defaultdict(list)
    for index, link in enumerate(links):
        if not link.loop:
            crowds[link.source.id, link.source.side].append((index, True))
            crowds[link.target.id, link.target.side].append((index, False))
    spots: dict[tuple[int, bool], float] = {}
    apart: dict[tuple[int, bool], float] = {}
    for crowd in crowds.values():
        ends = {one: _end(links, one) for one in crowd}
        far = {one: _end(links, (one[0], not one[1])) for one in crowd}
        crowd.sort(key=lambda one: (aim(ends[one], far[one]), one[0]))
        low, high = ends[crowd[0]].range
        if len(crowd) > 2 and ends[crowd[0]].shape not in NARROWING:
            low, high = ends[crowd[0]].widest
        pitch = min(ends[crowd[0]].pitch, (high - low) / max(1, len(crowd) - 1))
        middle = ends[crowd[0]].middle
        wanted: list[float] = []
        slots: list[float] = []
        fixed: list[float | None] = []
        for place, one in enumerate(crowd):
            straight = _straight(ends[one], far[one], len(crowd), _many(crowds, links, one))
            slots.append(middle + (place - (len(crowd) - 1) / 2) * pitch)
            fixed.append(straight)
        for one, place_ in zip(crowd, _beside(slots, fixed, pitch), strict=True):
            free = ends[one].free(place_)
            wanted.append(place_ if free is None else free)
        nothing = Span(0.0, 0.0)
        pitches = _pitches(links, crowd, words, pitch)
        apart.update({one: size for one, size in zip(crowd, pitches, strict=False) if size > pitch})
        places = settle(wanted, [nothing] * len(crowd), pitches)
        places = _within(places, low, high, SLACK if (low, high) == ends[crowd[0]].range else 0.0)
        spots.update(dict(zip(crowd, places, strict=True)))
    found = [_joined(index, link, spots, crowds) for index, link in enumerate(links)]
    return found if solid is None else aligned(found, solid, apart)


def _pitches(
    links: Sequence[Link], crowd: Sequence[tuple[int, bool]], words: Mapping[str, tuple[float, float]], pitch: float
) -> list[float]:
    """How far apart ports are at least: words on wires that join the same two things have room beside them, where they
    don't stand on the free side of the outermost."""
    chosen = [links[index] for index, _ in crowd]
    ends = [frozenset((link.source.id, link.target.id)) for link in chosen]

    def room(link: Link) -> float:
        return words[link.id][1 if link.source.level else 0] + AROUND if link.id in words else 0.0

    found = []
    for place in range(len(chosen) - 1):
        before = place > 0 and ends[place - 1] == ends[place]
        after = place + 2 < len(chosen) and ends[place + 1] == ends[place + 2]
        alike = ends[place] == ends[place + 1]
        size = (room(chosen[place]) if before else 0.0) + (room(chosen[place + 1]) if after and not alike else 0.0)
        found.append(max(pitch, size))
    return found


def _joined(
    index: int,
    link: Link,
    spots: Mapping[tuple[int, bool], float],
    crowds: Mapping[tuple[str, str], list[tuple[int, bool]]],
) -> Link:
    """A port that has its side to itself slides to where its other end is."""
    if link.loop:
        return link
    one, two = spots[index, True], spots[index, False]
    facing = link.source.level == link.target.level and link.source.side != link.target.side
    if facing and one != two:
        alone = len(crowds[link.target.id, link.target.side]) == 1
        low, high = link.target.range
        if alone and low <= one <= high and abs(one - two) <= REACH and link.target.free(one) == one:
            two = one
        low, high = link.source.range
        alone = len(crowds[link.source.id, link.source.side]) == 1
        if one != two and alone and low <= two <= high and abs(one - two) <= REACH and link.source.free(two) == two:
            one = two
        low, high = link.target.range
        if one != two and abs(one - two) <= SLIGHT and low <= one <= high and link.target.free(one) == one:
            two = one
    source, target = replace(link.source, at=round(one, 1)), replace(link.target, at=round(two, 1))
    return replace(link, source=source, target=target)


def _within(places: Sequence[float], low: float, high: float, slack: float) -> list[float]:
    """Ports moved together onto their side, and spread evenly over it where they don't fit."""
    if places[-1] - places[0] > high - low:
        return [low + (high - low) * index / (len(places) - 1) for index in range(len(places))]
    shift = min(0.0, high + slack - places[-1]) + max(0.0, low - slack - places[0])
    return [place + shift for place in places]


def _beside(slots: Sequence[float], fixed: Sequence[float | None], pitch: float) -> list[float]:
    """Ports that make a wire straight stay; those outside of them stand one step further out."""
    straight = [index for index, place in enumerate(fixed) if place is not None]
    found = [slot if place is None else place for slot, place in zip(slots, fixed, strict=True)]
    if straight:
        for index in range(straight[0] - 1, -1, -1):
            found[index] = min(found[index], found[index + 1] - pitch)
        for index in range(straight[-1] + 1, len(found)):
            found[index] = max(found[index], found[index - 1] + pitch)
    return found


def _end(links: Sequence[Link], one: tuple[int, bool]) -> End:
    return links[one[0]].source if one[1] else links[one[0]].target


def _many(
    crowds: Mapping[tuple[str, str], list[tuple[int, bool]]], links: Sequence[Link], one: tuple[int, bool]
) -> int:
    far = _end(links, (one[0], not one[1]))
    return len(crowds[far.id, far.side])


def _straight(end: End, far: End, own: int, others: int) -> float | None:
    """Where a wire would run straight: at the middle of the less crowded, smaller box, if it lies before the other."""
    if end.level != far.level or end.side == far.side:
        return None
    here, there = end.range, far.range
    sizes = (own, end.box.w * end.box.h), (others, far.box.w * far.box.h)
    first, second = (end, far) if sizes[0] <= sizes[1] else (far, end)
    for one in (first, second):
        if max(here[0], there[0]) <= one.middle <= min(here[1], there[1]):
            return one.middle
    return None
