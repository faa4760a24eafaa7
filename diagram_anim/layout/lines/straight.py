"""Ports slid along their sides so that wires run straight: two cards that lie before each other, if only in part, need
no bend between them.

Comes in: wires with a port for each end. Goes out: the same, with as many as can be straight. Ports keep their order
along each side and stay apart, so nothing crosses that didn't before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from diagram_anim.layout.lines.ends import NARROWING, End, Link
from diagram_anim.layout.lines.field import CLEAR
from diagram_anim.model.geometry import Box

CLOSE = 26.0
"""How near to each other ports may come for that, in px."""

TIP = 0.28
"""How far from its middle a shape that narrows to this side may be met, as a share of the side."""

BESIDE, CORNER = 0.25, 56.0
"""How far from its corners a side may be met for that to which one wire comes alone, as a share of the side and at the
most, in px: nearer to them it would seem to be missed."""

ROOM = 8.0
"""Straight wires find this much of the side on which they may lie at least, in px."""

Port = tuple[int, bool]
"""A wire's number, and whether it is its source's end."""


def aligned(links: Sequence[Link], solid: Sequence[Box], apart: Mapping[Port, float]) -> list[Link]:
    """`apart` is how far each port keeps from the next on its side."""
    net = _Net(links, apart)
    crowds = Counter((end.id, end.side) for link in links for end in (link.source, link.target))
    for index in sorted(net.bent(), key=lambda index: (_way(links[index]), links[index].id)):
        for low, high in _gaps(links[index], solid, crowds):
            if net.joined(index, low, high):
                break
    places = net.settled()
    return [
        link
        if link.loop
        else replace(
            link,
            source=replace(link.source, at=round(places[index, True], 1)),
            target=replace(link.target, at=round(places[index, False], 1)),
        )
        for index, link in enumerate(links)
    ]


def _way(link: Link) -> float:
    """How far from box to box."""
    axis = 0 if link.source.level else 1
    return abs(link.source.outset[axis] - link.target.outset[axis])


def _span(end: End, alone: bool) -> tuple[float, float]:
    """Where along its side a wire may end."""
    low, high = end.range if end.shape in NARROWING else end.widest
    if end.shape in NARROWING:
        reach = max(abs(end.at - end.middle), TIP * (high - low))
        return end.middle - reach, end.middle + reach
    if alone:
        size = end.box.h if end.level else end.box.w
        off = size / 2 - min(CORNER, BESIDE * size)
        low, high = max(low, end.middle - off), min(high, end.middle + off)
    return min(low, end.at), max(high, end.at)


def _gaps(link: Link, solid: Sequence[Box], crowds: Mapping[tuple[str, str], int]) -> list[tuple[float, float]]:
    """Where a wire can run straight from box to box, what is nearest to its ends first."""
    one, two = link.source, link.target
    (a, b), (c, d) = (_span(end, crowds[end.id, end.side] < 2) for end in (one, two))
    low, high = max(a, c), min(b, d)
    if high - low < ROOM:
        return []
    axis = 0 if one.level else 1
    first, last = sorted((one.outset[axis], two.outset[axis]))
    shut = [*one.shuns, *two.shuns]
    for box in solid:
        near, far, side, other = (
            (box.x, box.right, box.y, box.bottom) if one.level else (box.y, box.bottom, box.x, box.right)
        )
        if box not in (one.box, two.box) and near - CLEAR < last and far + CLEAR > first:
            shut.append((side - CLEAR, other + CLEAR))
    found, at = [], low
    for start, end in sorted(shut):
        if start > at:
            found.append((at, min(start, high)))
        at = max(at, end)
    found.append((at, high))
    middle = (one.at + two.at) / 2
    open_ = [(start, end) for start, end in found if end - start >= ROOM]
    return sorted(open_, key=lambda gap: max(gap[0] - middle, middle - gap[1], 0.0))


@dataclass(slots=True)
class _Net:
    """All ports, with those of a straight wire as one. `floor` and `roof` are between which places each may lie."""

    links: Sequence[Link]
    apart: Mapping[Port, float]
    root: dict[Port, Port] = field(default_factory=dict)
    floor: dict[Port, float] = field(default_factory=dict)
    roof: dict[Port, float] = field(default_factory=dict)
    next: list[tuple[Port, Port, float]] = field(default_factory=list)
    """Neighbours on a side, with how far they stay apart."""

    def __post_init__(self) -> None:
        sides: dict[tuple[str, str], list[Port]] = defaultdict(list)
        for index, link in enumerate(self.links):
            if link.loop:
                continue
            for port in ((index, True), (index, False)):
                end = self.end(port)
                self.root[port] = port
                self.floor[port], self.roof[port] = _span(end, False)
                sides[end.id, end.side].append(port)
        for ports in sides.values():
            ports.sort(key=lambda port: (self.end(port).at, port))
            for one, two in zip(ports, ports[1:], strict=False):
                least = min(self.end(two).at - self.end(one).at, max(CLOSE, self.apart.get(one, 0.0)))
                self.next.append((one, two, least))

    def end(self, port: Port) -> End:
        link = self.links[port[0]]
        return link.source if port[1] else link.target

    def bent(self) -> list[int]:
        """Wires between sides that face each other and don't run straight yet."""
        found = []
        for index, link in enumerate(self.links):
            one, two = link.source, link.target
            if link.loop or one.inward or two.inward or one.level != two.level or one.side == two.side:
                continue
            axis = 0 if one.level else 1
            if (two.outset[axis] - one.outset[axis]) * one.way[axis] > 0:
                found.append(index)
        return sorted(found, key=lambda index: abs(self.links[index].source.at - self.links[index].target.at))

    def joined(self, index: int, low: float, high: float) -> bool:
        """Whether a wire can run straight between these places beside all that do already; then it does."""
        kept = dict(self.root), dict(self.floor), dict(self.roof)
        one, two = self.root[index, True], self.root[index, False]
        self.root = {port: one if root == two else root for port, root in self.root.items()}
        self.floor[one] = max(self.floor[one], self.floor[two], low)
        self.roof[one] = min(self.roof[one], self.roof[two], high)
        if self._bounded():
            return True
        self.root, self.floor, self.roof = kept
        return False

    def _bounded(self) -> bool:
        """Floors and roofs as far as neighbours leave them; false where something has no place."""
        for _ in range(len(self.root)):
            changed = False
            for before, after, least in self.next:
                one, two = self.root[before], self.root[after]
                if one == two:
                    return False
                if self.floor[two] < self.floor[one] + least - 1e-6:
                    self.floor[two], changed = self.floor[one] + least, True
                if self.roof[one] > self.roof[two] - least + 1e-6:
                    self.roof[one], changed = self.roof[two] - least, True
            if any(self.floor[root] > self.roof[root] + 1e-6 for root in {*self.root.values()}):
                return False
            if not changed:
                return True
        return False

    def settled(self) -> dict[Port, float]:
        """Each as near as can be to where it was, those of a straight wire in the middle of where both were."""
        members: dict[Port, list[Port]] = defaultdict(list)
        for port, root in self.root.items():
            members[root].append(port)
        self._bounded()
        for root in sorted(members, key=lambda root: (-len(members[root]), root)):
            place = self._place(root, [self.end(port) for port in members[root]])
            self.floor[root] = self.roof[root] = place
            self._bounded()
        return {port: self.floor[root] for port, root in self.root.items()}

    def _place(self, root: Port, ends: Sequence[End]) -> float:
        low, high = self.floor[root], self.roof[root]
        small = min(ends, key=lambda end: (end.box.h if end.level else end.box.w, end.id))
        if len(ends) > 1 and not low <= small.at <= high:
            return (low + high) / 2
        return max(low, min(high, small.at))
