"""The words that a request carries, on a tag beside its dot: on that side on which they cover least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.geometry import Box, Point
from diagram_anim.model.layout import Placed, Type
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.pen import rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.tracks import Track
from diagram_anim.stage.words import middle, words

HIGH = 42.0
"""A tag's height."""

GAP = 20.0
"""From a dot to the words that it carries."""

FARTHER, FAR = (30.0, 60.0), 0.1
"""Or so much farther, where near it much is covered: how much worse each px makes it."""

ASIDE = 14.0
"""From a tag to the things at both ends of its line."""

STAYS, FADES = 0.9, 0.2
"""Seconds for which words are read at the end of their way, unless others come there, and in which they come and go."""

GRAIN, LOOK = 12.0, 40.0
"""From point to point of the lines that a tag may cover, and from place to place where it is looked at, px."""

LAST = 4
"""Where it stays to be read counts so many times."""

OWN = 0.5
"""To cover its own line is half as bad as another."""

WORDS = 6
"""To cover words, an icon or figures is so many times as bad as a card: it is they that are read."""

EDGE = 8.0
"""What a tag keeps off the frame's sides, px."""


@dataclass(frozen=True, slots=True)
class Held:
    """A tag's box with the dot that carries it at (0, 0)."""

    box: Box
    far: float = 0.0
    """How much farther off than its gap."""

    def clear(self, track: Track, way: float) -> float:
        """Where on its line it stands clear of the things at both ends."""
        length: float = track.length
        first = max(0.0, self._reach(track.heading(0.0), -1))
        last = length - max(0.0, self._reach(track.heading(length), 1))
        return min(max(way, first), last) if first < last else length / 2

    def _reach(self, heading: Point, sign: int) -> float:
        """How far it reaches ahead of its dot or, by the sign, behind it; what doesn't lie over its line reaches
        nowhere."""
        box, (x, y) = self.box, heading
        corners = [(a, b) for a in (box.x, box.right) for b in (box.y, box.bottom)]
        return max(sign * (a * x + b * y) for a, b in corners) + ASIDE

    def at(self, track: Track, way: float, frame: tuple[float, float]) -> Box:
        """Its place in the frame, as far along a line as it may be."""
        x, y = track.at(self.clear(track, way))
        box = self.box.moved(x, y)
        across = min(max(EDGE, box.x), frame[0] - box.w - EDGE)
        return Box(across, min(max(EDGE, box.y), frame[1] - box.h - EDGE), box.w, box.h)


class Tags:
    """On which side of its dot each tag stands."""

    def __init__(self, kit: Kit) -> None:
        self._frame = kit.frame
        wires = kit.all("chart", "wire")
        self._things = [(one.box, 1) for one in kit.all("chart", "card")]
        self._things += [(box, WORDS) for one in kit.all("chart", "card") for box in _told(one)]
        self._things += [(one.label, WORDS) for one in wires if one.label]
        self._lines = {one.id: _points(kit.track("chart", "wire", one.id)) for one in wires}

    def held(self, label: str, way: Sequence[tuple[str, Track, float, float]]) -> Held:
        """The side on which words cover least, for a way along wires, on each from one distance to another."""
        wide = tag_width(label)
        sides = [
            Held(Box(-wide / 2, -GAP - HIGH, wide, HIGH)),
            Held(Box(-wide / 2, GAP, wide, HIGH)),
            Held(Box(GAP, -HIGH / 2, wide, HIGH)),
            Held(Box(-GAP - wide, -HIGH / 2, wide, HIGH)),
        ]
        # Where none of these has room, farther off, to either side of its line.
        rows = [(sign * (GAP + far) - HIGH * (sign < 0), far) for sign in (-1, 1) for far in (0.0, *FARTHER)]
        wider = [Held(Box(x, y, wide, HIGH), far) for y, far in rows for x in (GAP - wide, -wide / 2, -GAP)]
        return min([*sides, *wider], key=lambda side: self._covered(side, way) + side.far * FAR)

    def _covered(self, side: Held, way: Sequence[tuple[str, Track, float, float]]) -> float:
        found = 0.0
        for wire, track, start, end in way:
            looks = max(1, round(abs(end - start) / LOOK))
            for look in range(looks + 1):
                box = side.at(track, start + (end - start) * look / looks, self._frame)
                stays = look == looks and wire == way[-1][0]
                found += self._under(box, wire) * (LAST if stays else 1)
        return round(found, 3)

    def _under(self, box: Box, own: str) -> float:
        """How much a tag covers there: the points of lines, and the area of cards and words."""
        lines = sum(
            sum(box.x - EDGE < x < box.right + EDGE and box.y - EDGE < y < box.bottom + EDGE for x, y in points)
            * (OWN if wire == own else 1.0)
            for wire, points in self._lines.items()
        )
        areas = sum(
            max(0.0, min(box.right, one.right) - max(box.x, one.x))
            * max(0.0, min(box.bottom, one.bottom) - max(box.y, one.y))
            * weight
            for one, weight in self._things
        )
        return lines + areas / GRAIN**2


def _told(card: Placed) -> Iterator[Box]:
    """All that stands on a card."""
    for line in card.lines:
        left = line.x - {"start": 0.0, "middle": line.width / 2, "end": line.width}[line.anchor]
        yield Box(left, line.baseline - line.type.size, line.width, 1.3 * line.type.size)
    yield from (slot.box for slot in card.slots.values())
    if card.icon:
        yield card.icon


def _points(track: Track) -> tuple[Point, ...]:
    return tuple(track.at(GRAIN * step) for step in range(int(track.length / GRAIN) + 1))


def tag_width(label: str) -> float:
    return text.measure(label, Type(24, 400)) + 28


def tag(kit: Kit, label: str, tone: str) -> list[VMobject]:
    """A request's words, carried beside its dot; drawn at the frame's corner, wherever it goes."""
    type = Type(24, 400)
    box = Box(0.0, 0.0, tag_width(label), HIGH)
    return [
        shape(rounded(box, 12), fill=kit.palette["raised"], stroke=kit.palette["edge"], width=1.5),
        *words(label, box.cx, middle(box.cy, type), type, kit.palette.traffic(tone)[3], "middle"),
    ]
