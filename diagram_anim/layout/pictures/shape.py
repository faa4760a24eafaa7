"""How well a chart is drawn, beside the size of its words: how its lines bend and cross, how it stands in its ranks.

Comes in: what was placed, in px of the frame, and how it is read. Goes out: figures a wire, a rank, a parent. It
refuses to know how it came to be drawn so.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box, Point, union
from diagram_anim.model.layout import Placed

LEVEL = 2.0
"""Things whose middles are no farther from one line than this stand on it, in px; what is no farther on is beside."""

ABREAST = 0.5
"""What lies beside so much of another thing stands in one rank with it."""

WAYS: Mapping[str, Point] = {"TB": (0, 1), "TD": (0, 1), "BT": (0, -1), "LR": (1, 0), "RL": (-1, 0)}


class Shape(NamedTuple):
    """Bends and crossings a wire, the share of the ranks that don't stand on one line, how far parents are from the
    middle of their children as a share of the room, the share of it that the chart takes, and how far it is from its
    form."""

    bends: float
    crossings: float
    ragged: float
    aside: float
    fill: float
    unlike: float


def shape(placed: Sequence[Placed], crossings: int, direction: str, cast: Cast, room: Box) -> Shape:
    """Of a chart that is read in a `direction`, but groups in which their author wrote another."""
    wires = [one.corners for one in placed if one.kind == "wire"]
    coming = {card.id for card in cast.cards if card.bearer}
    things = {one.id: one for one in placed if one.kind in ("card", "group") and one.id not in coming}
    read = _Read(things, {one.id: one.direction for one in cast.groups if one.direction}, WAYS[direction])
    whole = union([one.box for one in placed]) if placed else room
    ragged = [not _on_line(rank) for rank in read.ranks() if len(rank) > 1]
    aside = [*read.asides([(one.source, one.target) for one in cast.wires], room)]
    return Shape(
        sum(max(0, len(way) - 2) for way in wires) / max(1, len(wires)),
        crossings / max(1, len(wires)),
        sum(ragged) / max(1, len(ragged)),
        sum(aside) / max(1, len(aside)),
        min(1.0, whole.w / room.w) * min(1.0, whole.h / room.h),
        abs(math.log(max(whole.w, 1.0) / max(whole.h, 1.0) / (room.w / room.h))),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """Cards and groups, and which way they are read: as `written` in the innermost group that says so, else `whole`."""

    things: Mapping[str, Placed]
    written: Mapping[str, str]
    whole: Point

    def _above(self, id: str) -> list[str]:
        """The groups around a thing, the innermost first."""
        found: list[str] = []
        at = self.things[id].parent
        while at is not None and at in self.things and at not in found:
            found.append(at)
            at = self.things[at].parent
        return found

    def _way(self, one: str, other: str) -> Point:
        around = self._above(other)
        own = (self.written[id] for id in self._above(one) if id in around and id in self.written)
        return WAYS.get(next(own, ""), self.whole)

    def _axis(self, one: str, other: str) -> int:
        return 0 if self._way(one, other)[0] else 1

    def ranks(self) -> Iterator[list[tuple[float, float]]]:
        """From where to where along the way that they are read the cards reach that stand abreast in a group."""
        inside: dict[str, list[str]] = defaultdict(list)
        for id, one in self.things.items():
            if one.kind == "card":
                inside[one.parent or ""].append(id)
        for ids in inside.values():
            axis = self._axis(ids[0], ids[0])
            rank: list[tuple[float, float]] = []
            for span in sorted((_span(self.things[id].box, axis) for id in ids), key=sum):
                if rank and not _abreast(rank[-1], span):
                    yield rank
                    rank = []
                rank.append(span)
            yield rank

    def asides(self, wires: Sequence[tuple[str, str]], room: Box) -> Iterator[float]:
        """How far each parent of several cards that have no other is from their middle."""
        after: dict[str, dict[str, None]] = defaultdict(dict)
        before: dict[str, set[str]] = defaultdict(set)
        for one, two in wires:
            if one in self.things and two in self.things:
                a, b, (x, y) = self.things[one].box, self.things[two].box, self._way(one, two)
                if (b.cx - a.cx) * x + (b.cy - a.cy) * y > LEVEL:
                    after[one][two] = None
                    before[two].add(one)
        cards = {id for id, one in self.things.items() if one.kind == "card"}
        for parent, kids in after.items():
            axes = {self._axis(parent, kid) for kid in kids}
            own = all(len(before[kid]) == 1 for kid in kids)
            if own and len(kids) > 1 and len(axes) == 1 and cards.issuperset({parent, *kids}):
                across = 1 - axes.pop()
                middle = sum(_middle(self.things[kid].box, across) for kid in kids) / len(kids)
                yield abs(_middle(self.things[parent].box, across) - middle) / (room.w, room.h)[across]


def _span(box: Box, axis: int) -> tuple[float, float]:
    return (box.x, box.right) if axis == 0 else (box.y, box.bottom)


def _abreast(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) >= ABREAST * min(one[1] - one[0], other[1] - other[0])


def _middle(box: Box, axis: int) -> float:
    return box.cx if axis == 0 else box.cy


def _on_line(rank: Sequence[tuple[float, float]]) -> bool:
    middles = [sum(span) / 2 for span in rank]
    return max(middles) - min(middles) <= LEVEL
