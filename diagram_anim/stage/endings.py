"""What marks a request's end: the ring of an arrival; where on its line a loss is seen, clear of the words there."""

from __future__ import annotations

import math
from typing import NamedTuple

from manim import VMobject

from diagram_anim.layout.cards.titles import title_box
from diagram_anim.model.geometry import Box, Point
from diagram_anim.stage.glyphs import cross, glyph
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.pen import circle, polyline
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.tracks import Track

STEPS = 12

SHORT = 28.0
"""A lost dot stops so many px before the border: its ring hides the arrowhead there."""

NEAREST = 26.0
"""Or so many, where words stand on its line there."""

STEP = 4.0
"""From one place on a line that is tried to the next, px."""

STEEP = 0.7
"""A line that goes down by more than this share of its length comes from above: what is lost on it glances off."""

APART = 2.0
"""From what marks a loss to words, px."""


class Room(NamedTuple):
    """How far it is to the nearest words, to those below or to the foot of what it lies in, and to those at its side,
    in px."""

    near: float
    below: float
    beside: float


OPEN = Room(math.inf, math.inf, math.inf)


class Clearing:
    """The words on lines, and the titles and borders of groups, which what marks a loss keeps off."""

    def __init__(self, kit: Kit) -> None:
        groups = kit.all("chart", "group")
        self._boxes = [one.label for one in kit.all("chart", "wire") if one.label]
        self._boxes += [title for one in groups if (title := title_box(one))]
        self._around = [one.box for one in groups]
        self._ring = float(kit.theme["comet.lost"]["ring"])
        self._size = float(kit.theme["comet.lost"]["size"])
        self._stops: dict[Track, float] = {}

    def stop(self, track: Track) -> float:
        """How far along its last line a lost dot comes: to where no words are near, or they are farthest, and no
        border of a group is."""
        if track not in self._stops:
            half: float = track.length * 0.5
            usual = max(half, track.length - SHORT)
            ways = [usual, *(half + STEP * n for n in range(int(max(0.0, half - NEAREST) / STEP)))]
            spots = [(way, track.at(way), self._wanted(track, way)) for way in ways]
            rooms = [
                (min(whole, self.room(at).near), min(whole, self._border(at)), -abs(way - usual), way)
                for way, at, whole in spots
            ]
            self._stops[track] = max(rooms)[-1]
        return self._stops[track]

    def _wanted(self, track: Track, way: float) -> float:
        """How much room is wanted around a loss's mark, px: more where what falls glances off to both sides."""
        return self._ring + APART + (self._size if track.heading(way)[1] > STEEP else 0.0)

    def _border(self, spot: Point) -> float:
        """How far it is to the nearest border of a group, px."""
        x, y = spot
        far = [
            min(x - box.x, box.right - x, y - box.y, box.bottom - y)
            if box.x < x < box.right and box.y < y < box.bottom
            else math.hypot(*_aside(box, x, y))
            for box in self._around
        ]
        return min(far, default=math.inf)

    def room(self, spot: Point) -> Room:
        """The room around a spot; near words at least so much that a small mark has room."""
        x, y = spot
        near = min((math.hypot(*_aside(box, x, y)) for box in self._boxes), default=math.inf)
        under = [box.y for box in self._boxes if box.x - self._size < x < box.right + self._size and box.y > y]
        under += [box.bottom - APART for box in self._around if box.x < x < box.right and box.y < y < box.bottom]
        level = (_aside(box, x, y) for box in self._boxes)
        beside = min((far for far, off in level if off < self._size / 2 + APART), default=math.inf)
        return Room(max(near, self._size / 2 + APART), min(under, default=math.inf) - y - self._size / 2, beside)


def _aside(box: Box, x: float, y: float) -> tuple[float, float]:
    """How far a point is beside a box, and over or under it."""
    return max(box.x - x, 0.0, x - box.right), max(box.y - y, 0.0, y - box.bottom)


def ring(kit: Kit, x: float, y: float, tone: str, step: int) -> list[VMobject]:
    """The ring that opens once where a dot arrives."""
    low, high = kit.theme["motion.arrive"]["ring"]
    r = low + (high - low) * step / STEPS
    return [shape(circle(x, y, r), stroke=kit.palette.traffic(tone)[0], width=2)]


def lost_ring(kit: Kit, x: float, y: float, size: float, step: int) -> list[VMobject]:
    token = kit.theme["comet.lost"]
    r = float(token["ring"]) * size * (0.5 + 0.5 * step / 4)
    return [shape(circle(x, y, r), fill=kit.palette["ground"], stroke=kit.palette.fill("failed"), width=2.5)]


def lost_cross(kit: Kit, x: float, y: float, drawn: int, size: int) -> list[VMobject]:
    token = kit.theme["comet.lost"]
    scale = size / STEPS
    path = cross(x, y, float(token["size"]) / 2 * scale, max(0.1, drawn / STEPS))
    return [shape(path, stroke=kit.palette.fill("failed"), width=float(token["stroke"]) * scale)]


def refusal(kit: Kit) -> list[VMobject]:
    """A disc with a bar: turned away at the door, not lost on the way. Drawn at the frame's corner."""
    return [
        shape(circle(0.0, 0.0, 12), fill=kit.palette.fill("failed")),
        shape(polyline([(-5.0, 0.0), (5.0, 0.0)]), stroke=kit.palette["on_state"], width=4),
    ]


def fault(kit: Kit) -> list[VMobject]:
    """A triangle with a bar: it has been answered, with an error. Drawn at the frame's corner."""
    return glyph("faulty", 0.0, 0.0, 26.0, kit.palette)
