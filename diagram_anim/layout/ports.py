"""Where each wire leaves and enters: the sides of its cards, and on each side a port of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from diagram_anim.layout.outlines import ROUND, border
from diagram_anim.layout.spread import Span, settle
from diagram_anim.model.geometry import Box, Point, union

OUT: Mapping[str, Point] = {"n": (0.0, -1.0), "s": (0.0, 1.0), "w": (-1.0, 0.0), "e": (1.0, 0.0)}
"""The way out of a box by each side."""

PITCH = 40.0
HIGH = 100.0
NARROWING = ROUND | {"diam", "hex", "tri", "flip-tri", "cloud", "bang"}

AROUND = 26.0
"""From line to line past the words between them, without their own size."""

REACH = 72.0
"""A port slides this far from its place to make its wire straight."""


CLOSE = 16.0
"""How near to each other wires may leave a side that they turn to, so as to bend only once."""

TURN = 24.0
"""The least length of a leg before and after the turn of a wire that leaves by another corner."""

SLIGHT = 14.0
"""A jog of no more than this is taken out though other ports are near."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a wire: the box, its side, and where along that side (x for n and s, y for e and w)."""

    id: str
    box: Box
    shape: str
    side: str
    at: float = 0.0
    inward: bool = False
    """Whether the wire comes from inside the box."""

    toward: Point | None = None
    """Where the wire passes first, if not straight to its other end."""

    shuns: tuple[tuple[float, float], ...] = ()
    """Stretches along the side before which something stands that the wire would have to pass."""

    @property
    def level(self) -> bool:
        return self.side in "ew"

    @property
    def range(self) -> tuple[float, float]:
        low, size = (self.box.y, self.box.h) if self.level else (self.box.x, self.box.w)
        inset = min(24.0, size * 0.3)
        return low + inset, low + size - inset

    @property
    def widest(self) -> tuple[float, float]:
        """The range of ports on a crowded side, as far as where the corners are round."""
        low, size = (self.box.y, self.box.h) if self.level else (self.box.x, self.box.w)
        inset = min(14.0, size * 0.25)
        return low + inset, low + size - inset

    @property
    def middle(self) -> float:
        return self.box.cy if self.level else self.box.cx

    def free(self, at: float) -> float | None:
        """The nearest place to `at` on this side that is free; None where none is."""
        low, high = self.range
        places = [at, *(edge for stretch in self.shuns for edge in stretch if low - 8 <= edge <= high + 8)]
        open_ = [one for one in places if not any(a < one < b for a, b in self.shuns)]
        return min(open_, key=lambda one: abs(one - at)) if open_ else None

    @property
    def way(self) -> Point:
        x, y = OUT[self.side]
        return (-x, -y) if self.inward else (x, y)

    @property
    def outset(self) -> Point:
        """Where the wire leaves the box around the shape."""
        across = {"n": self.box.y, "s": self.box.bottom, "w": self.box.x, "e": self.box.right}[self.side]
        return (across, self.at) if self.level else (self.at, across)

    @property
    def pitch(self) -> float:
        """How far apart ports may be; a shape that narrows to this side has them close to its tip."""
        low, high = self.range
        # A high hexagon's sides are nearly upright.
        narrow = self.shape in NARROWING and not (self.shape == "hex" and self.level and self.box.h > HIGH)
        most = (high - low) * 0.16 if narrow else PITCH
        return min(PITCH, most)

    @property
    def point(self) -> Point:
        """On the visible border."""
        rim = border(self.shape, self.box)
        axis = 1 if self.level else 0
        hits = []
        for a, b in zip(rim, (*rim[1:], rim[0]), strict=True):
            low, high = sorted((a[axis], b[axis]))
            if low <= self.at <= high and high > low:
                share = (self.at - a[axis]) / (b[axis] - a[axis])
                hits.append(a[1 - axis] + (b[1 - axis] - a[1 - axis]) * share)
        across = {"n": self.box.y, "s": self.box.bottom, "w": self.box.x, "e": self.box.right}[self.side]
        if hits:
            across = min(hits) if self.side in "nw" else max(hits)
        return (across, self.at) if self.level else (self.at, across)


@dataclass(frozen=True, slots=True)
class Link:
    """A wire with both its ends."""

    id: str
    source: End
    target: End

    @property
    def loop(self) -> bool:
        return self.source.id == self.target.id


def linked(
    id: str, source: tuple[str, Box, str], target: tuple[str, Box, str], upright: bool, back: bool, solid: Sequence[Box]
) -> Link:
    """A wire with its sides: those that face each other along the direction, else across it. `back` is a wire that
    leads against the direction past other ranks: it goes round by the side, and so does one back to its start."""
    a, b = source[1], target[1]
    if source[0] == target[0]:
        side, middle, apart = ("e", a.cy, a.h / 5) if upright else ("n", a.cx, min(a.w / 5, a.h / 3))
        return Link(id, End(*source, side=side, at=middle - apart), End(*target, side=side, at=middle + apart))
    for outer, inner, flipped in ((a, b, False), (b, a, True)):
        if outer.holds(inner, -1.0):
            side = _nearest(outer, inner)
            ends = End(*source, side=side, inward=not flipped), End(*target, side=side, inward=flipped)
            return Link(id, *ends)
    one, two = _sides(a, b, upright, back, solid)
    return Link(id, End(*source, side=one), End(*target, side=two))


def branched(links: Sequence[Link], solid: Sequence[Box]) -> list[Link]:
    """The wires with those of a fan that don't lead straight on turned to the sides of what they part from or meet at,
    where they then turn only once: answers part at a decision's corners. `solid` is what no wire may pass."""
    parted = _parted(links, solid)
    return [_swapped(link) for link in _parted([_swapped(link) for link in parted], solid)]


def _swapped(link: Link) -> Link:
    return Link(link.id, link.target, link.source)


def _parted(links: Sequence[Link], solid: Sequence[Box]) -> list[Link]:
    taken = {(end.id, end.side) for link in links for end in (link.source, link.target)}
    found = list(links)
    for id, side in sorted({(link.source.id, link.source.side) for link in links if not link.loop}):
        crowd = [at for at, link in enumerate(found) if (link.source.id, link.source.side) == (id, side)]
        if len(crowd) < 2 or any((link.target.id, link.target.side) == (id, side) for link in found):
            continue
        level = side in "ew"
        crowd.sort(key=lambda at: _aim(found[at].source, found[at].target))
        source = links[crowd[0]].source
        most = 1 if source.shape in NARROWING else _places(source.box.w if level else source.box.h)
        wings = [
            (corner, _wing([found[at] for at in half], corner, most, solid) if (id, corner) not in taken else 0, half)
            for corner, half in (("n" if level else "w", crowd), ("s" if level else "e", crowd[::-1]))
        ]
        # A fan stays even: as many of its wires turn at one end as at the other.
        even = min(many for _, many, _ in wings)
        for corner, many, half in wings:
            for at in half[: many if source.shape == "diam" else even]:
                found[at] = replace(found[at], source=replace(found[at].source, side=corner))
                taken.add((id, corner))
    return found


def _places(size: float) -> int:
    """How many wires may leave a side of this length that they turn to."""
    return 1 + int(max(0.0, size - 4 * CLOSE) / CLOSE)


def _wing(links: Sequence[Link], corner: str, most: int, solid: Sequence[Box]) -> int:
    """How many wires of a fan, from its outermost inwards, turn to a corner."""
    many = 0
    while many < min(most, len(links) // 2) and _turns(links[many], corner, solid):
        many += 1
    return many


def _turns(link: Link, corner: str, solid: Sequence[Box]) -> bool:
    """Whether a wire that leaves by this corner turns once and comes to its target from ahead."""
    source, target = link.source.box, link.target.box
    if link.source.level != link.target.level or link.source.inward:
        return False
    x, y = OUT[corner]
    away = (target.cx - source.cx) * x + (target.cy - source.cy) * y - (source.w if x else source.h) / 2
    own_x, own_y = OUT[link.source.side]
    near = min(abs(target.x - source.cx), abs(target.right - source.cx))
    beside = min(abs(target.y - source.cy), abs(target.bottom - source.cy))
    ahead = (target.cx - source.cx) * own_x + (target.cy - source.cy) * own_y
    if away <= (TURN if link.source.shape == "diam" else 2 * TURN) or ahead <= 0 or (near if own_x else beside) <= TURN:
        return False
    turn = (source.cx, target.cy) if y else (target.cx, source.cy)
    first = union([Box(*one, 0, 0) for one in ((source.cx, source.cy), turn)])
    last = union([Box(*one, 0, 0) for one in (turn, (target.cx, target.cy))])
    others = [box for box in solid if box not in (source, target)]
    return not any(way.overlaps(box, TURN / 2) for way in (first, last) for box in others)


def ported(links: Sequence[Link], words: Mapping[str, tuple[float, float]]) -> list[Link]:
    """The wires with a port of its own for each end, straight where they can be. `words` are the width and height of
    what stands on them: of several wires side by side, those in the middle have room for theirs."""
    crowds: dict[tuple[str, str], list[tuple[int, bool]]] = defaultdict(list)
    for index, link in enumerate(links):
        if not link.loop:
            crowds[link.source.id, link.source.side].append((index, True))
            crowds[link.target.id, link.target.side].append((index, False))
    spots: dict[tuple[int, bool], float] = {}
    for crowd in crowds.values():
        ends = {one: _end(links, one) for one in crowd}
        far = {one: _end(links, (one[0], not one[1])) for one in crowd}
        crowd.sort(key=lambda one: (_aim(ends[one], far[one]), one[0]))
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
        places = settle(wanted, [nothing] * len(crowd), _pitches(links, crowd, words, pitch))
        places = _within(places, low, high)
        spots.update(dict(zip(crowd, places, strict=True)))
    return [_joined(index, link, spots, crowds) for index, link in enumerate(links)]


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
    return Link(link.id, replace(link.source, at=round(one, 1)), replace(link.target, at=round(two, 1)))


def _within(places: Sequence[float], low: float, high: float) -> list[float]:
    """Ports moved together onto their side, and spread evenly over it where they don't fit."""
    if places[-1] - places[0] > high - low:
        return [low + (high - low) * index / (len(places) - 1) for index in range(len(places))]
    slack = 8.0
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


def _aim(end: End, far: End) -> tuple[int, float, int, float]:
    """Where along this side a wire is drawn to. Of those that turn once the outermost reaches farthest. Of those that
    pass in one lane, what leaves it first lies outside."""
    axis = 1 if end.level else 0
    own, middle = (end.box.cx, end.box.cy), (far.box.cx, far.box.cy)
    deep = abs(middle[1 - axis] - own[1 - axis])
    if end.level != far.level:
        before = middle[axis] < own[axis]
        return (-1 if before else 1, deep if before else -deep, 0, 0.0)
    if end.toward is None:
        return (0, middle[axis], 0, 0.0)
    before = middle[axis] < end.toward[axis]
    return (0, end.toward[axis], -1 if before else 1, deep if before else -deep)


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


def _sides(a: Box, b: Box, upright: bool, back: bool, solid: Sequence[Box]) -> tuple[str, str]:
    down, up = b.y >= a.bottom - 1, b.bottom <= a.y + 1
    right, left = b.x >= a.right - 1, b.right <= a.x + 1
    along = [("s", "n") if down else ("n", "s")] if down or up else []
    across = [("e", "w") if right else ("w", "e")] if right or left else []
    first, second = (along, across) if upright else (across, along)
    if back and first:
        side = ("w" if a.cx < b.cx - 1 else "e") if upright else "s"
        return (side, side)
    for pair in (*first, *second):
        if pair in first or not _between(a, b, pair in along, solid):
            return pair
    return ("s", "s") if upright else ("e", "e")


def _between(a: Box, b: Box, along: bool, solid: Sequence[Box]) -> bool:
    """Whether something stands in the straight way from one to the other."""
    if along:
        x, y = max(a.x, b.x), min(a.bottom, b.bottom)
        way = Box(x, y, min(a.right, b.right) - x, max(a.y, b.y) - y)
    else:
        x, y = min(a.right, b.right), max(a.y, b.y)
        way = Box(x, y, max(a.x, b.x) - x, min(a.bottom, b.bottom) - y)
    if way.w <= 0 or way.h <= 0:
        return False
    return any(way.overlaps(one, -1.0) for one in solid if one not in (a, b))


def _nearest(outer: Box, inner: Box) -> str:
    room = {
        "s": outer.bottom - inner.bottom,
        "e": outer.right - inner.right,
        "w": inner.x - outer.x,
        "n": inner.y - outer.y + 40,
    }
    return min(room, key=lambda side: room[side])
