"""Small motions in a card that mean an idea, and the still drawing that each rests in. No figures, no words.

Each is drawn on a canvas of 240 × 120 that is fitted into the card's `idea` slot; `share` is how far the motion is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from manim import VMobject

from diagram_anim.model.geometry import Box, Point, flatten
from diagram_anim.model.timeline import Action
from diagram_anim.stage.cards import dotted
from diagram_anim.stage.color import mix as blend
from diagram_anim.stage.glyphs import glyph
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.nodes import Layer, Sprite, mix
from diagram_anim.stage.pen import Path, Pen, circle, moved, polyline, rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.slots import slot_of
from diagram_anim.stage.tails import CORE
from diagram_anim.stage.tracks import Track

WIDE, HIGH = 240.0, 120.0
STEPS = 192
"""Positions of a motion that are told apart: two for each frame of three seconds at 30 a second."""

CROSS = 0.06
"""The share of a motion in which it comes out of its still drawing, and goes back into it."""


def layers(moment: Moment, id: str) -> Iterable[Layer]:
    """The idea of a card: its motion while it plays, its still drawing before and after."""
    card = moment.kit.card(id)
    clips = moment.channels.events_of(id, Action.IDEA)
    name = next((str(clip.value) for clip in clips), card.samples.get("idea", "") if card else "")
    rest = Sprite(drawing, (id, name, -1))
    for clip in moment.happening(id, Action.IDEA)[:1]:
        share = (moment.at - clip.start) / (clip.end - clip.start)
        seen = min(1.0, share / CROSS, (1 - share) / CROSS)
        moving = Sprite(drawing, (id, name, round(share * STEPS)))
        yield Layer(mix([(rest, 1 - seen), (moving, seen)]))
        return
    yield Layer(rest)


def drawing(kit: Kit, id: str, name: str, step: int) -> list[VMobject]:
    """An idea at one of `STEPS`, or at rest where `step` is negative."""
    canvas = Canvas(kit, slot_of(kit, id, "idea").box)
    _IDEAS.get(name, _generic)(canvas, None if step < 0 else step / STEPS)
    return canvas.shapes


class Canvas:
    """Draws in the idea's own coordinates."""

    def __init__(self, kit: Kit, box: Box) -> None:
        self.kit = kit
        self.scale = min(box.w / WIDE, box.h / HIGH)
        self._x = box.cx - WIDE / 2 * self.scale
        self._y = box.cy - HIGH / 2 * self.scale
        self.shapes: list[VMobject] = []

    def at(self, x: float, y: float) -> Point:
        return (self._x + x * self.scale, self._y + y * self.scale)

    def path(
        self, path: Path, fill: str | None = None, stroke: str | None = None, width: float = 2.0, alpha: float = 1.0
    ) -> None:
        if alpha <= 0.01 or not len(path):
            return
        placed = moved(path * self.scale, self._x, self._y)
        self.shapes.append(
            shape(
                placed,
                (fill, alpha) if fill else None,
                (stroke, alpha) if stroke else None,
                width * max(0.8, self.scale),
            )
        )

    def line(self, points: Iterable[Point], color: str, width: float = 2.0, alpha: float = 1.0) -> None:
        self.path(polyline(list(points)), stroke=color, width=width, alpha=alpha)

    def tile(self, x: float, y: float, size: float, grown: float = 1.0, tone: str = "", alpha: float = 1.0) -> None:
        """A copy: a box with three slats, as large as it has grown; its outline in a state's or version's tone."""
        half = size / 2 * grown
        if half < 1:
            return
        palette = self.kit.palette
        line = palette[tone] if tone in ("old", "new") else palette.fill(tone) if tone else palette["edge"]
        self.path(rounded(Box(x - half, y - half, 2 * half, 2 * half), half * 0.3), palette["well"], line, 2.0, alpha)
        inner = line if tone else palette["ink2"]
        for k in (-1, 0, 1):
            self.line(
                [(x + k * half * 0.42, y - half * 0.32), (x + k * half * 0.42, y + half * 0.32)], inner, 2.0, alpha
            )

    def empty(self, x: float, y: float, size: float, alpha: float = 1.0) -> None:
        """A free place."""
        if alpha <= 0.01:
            return
        (left, top), side = self.at(x - size / 2, y - size / 2), size * self.scale
        mobject = dotted(self.kit, rounded(Box(left, top, side, side), side * 0.15), self.kit.palette["edge"])
        faded(mobject, alpha)
        self.shapes.append(mobject)

    def sign(self, state: str, x: float, y: float, size: float, alpha: float = 1.0, turn: int = 0) -> None:
        if alpha <= 0.01:
            return
        found = glyph(state, *self.at(x, y), size * self.scale, self.kit.palette, turn)
        for mobject in found:
            faded(mobject, alpha)
        self.shapes += found

    def dot(self, x: float, y: float, alpha: float = 1.0, r: float = 5.5) -> None:
        color, core, _, _ = self.kit.palette.traffic("traffic")
        self.path(circle(x, y, r), fill=color, alpha=alpha)
        self.path(circle(x, y, r * CORE), fill=core, alpha=alpha)


def faded(mobject: VMobject, alpha: float) -> None:
    """Takes strength from what is there; what isn't filled or stroked stays so."""
    mobject.set_fill(opacity=mobject.get_fill_opacity() * alpha)
    mobject.set_stroke(opacity=mobject.get_stroke_opacity() * alpha)


def _between(share: float, start: float, end: float) -> float:
    """How far a part of the motion is, eased at both ends."""
    t = min(1.0, max(0.0, (share - start) / (end - start)))
    return t * t * (3 - 2 * t)


def _availability(canvas: Canvas, share: float | None) -> None:
    """Three copies; one goes out, the others carry on answering."""
    now = 1.0 if share is None else share
    out = _between(now, 0.28, 0.40)
    places = (44.0, 120.0, 196.0)
    for index, x in enumerate(places):
        hurt = out if index == 1 else 0.0
        canvas.tile(x, 78, 52, alpha=1 - 0.55 * hurt)
        canvas.sign("healthy", x + 24, 54, 22, 1 - hurt)
        canvas.sign("failed", x + 24, 54, 24, hurt)
    if share is None:
        return
    for k in range(9):
        begin = 0.02 + k * 0.105
        target = (0, 1, 2)[k % 3] if begin + 0.12 < 0.30 else (0, 2)[k % 2]
        part = (share - begin) / 0.14
        if 0 <= part < 1:
            canvas.dot(places[target], -6 + 54 * part, min(1.0, part * 5, (1 - part) * 6))
        ring = (share - begin - 0.14) / 0.10
        if 0 <= ring < 1:
            canvas.path(circle(places[target], 52, 5 + 9 * ring), stroke=canvas.kit.palette["traffic"], alpha=1 - ring)


def _scaling(canvas: Canvas, share: float | None) -> None:
    """As the line of the load climbs, one tile becomes two, four, eight."""
    now = 1.0 if share is None else share
    palette = canvas.kit.palette
    climbing = max(0.04, _between(now, 0.05, 0.80))
    canvas.line([(4, 8), (4, 112), (92, 112)], palette["hair"], 2.0)
    curve = [(10 + 76 * t, 104 - 88 * (3 * t * t - 2 * t**3)) for t in (k / 40 * climbing for k in range(41))]
    canvas.line(curve, palette["traffic"], 4.0)
    canvas.dot(*curve[-1])
    order = ((0, 1), (1, 1), (0, 0), (1, 0), (2, 1), (2, 0), (3, 1), (3, 0))
    starts = (0.0, 0.20, 0.40, 0.40, 0.60, 0.60, 0.60, 0.60)
    for (column, row), start in zip(order, starts, strict=True):
        grown = 1.0 if start == 0.0 else _between(now, start, start + 0.12)
        canvas.tile(128 + column * 33, 43 + row * 33, 27, 0.4 + 0.6 * grown, alpha=grown)


def _balancing(canvas: Canvas, share: float | None) -> None:
    """Dots come to a splitter and go on evenly to three."""
    palette = canvas.kit.palette
    hub = (86.0, 60.0)
    ways = []
    for y in (18.0, 60.0, 102.0):
        corners = [hub, (140.0, 60.0), (140.0, y), (186.0, y)] if y != 60 else [hub, (186.0, y)]
        ways.append(Track(corners, 16))
        canvas.line(flatten(corners, 16), palette["lane"], 3.0)
        canvas.tile(208, y, 34)
    canvas.line([(6, 60), hub], palette["lane"], 3.0)
    coming = Track([(6.0, 60.0), hub], 0)
    for k in range(12):
        if share is None:
            if k < 3:
                canvas.dot(*ways[k].at(ways[k].length * 0.62))
                canvas.dot(18 + 22 * k, 60)
            continue
        part = (share - 0.02 - k * 0.062) / 0.12
        if 0 <= part < 1:
            canvas.dot(*coming.at(coming.length * part), min(1.0, part * 6))
        elif 1 <= part < 2.2:
            way, gone = ways[k % 3], (part - 1) / 1.2
            canvas.dot(*way.at(way.length * gone), min(1.0, (1 - gone) * 8))
    canvas.path(circle(*hub, 13), palette["surface"], palette["traffic"], 2.5)
    canvas.path(circle(*hub, 4), palette["traffic"])


def _healing(canvas: Canvas, share: float | None) -> None:
    """A copy fails, then a fresh one grows in its place."""
    if share is None:
        canvas.tile(56, 60, 60, alpha=0.45)
        canvas.sign("failed", 84, 34, 28)
        ink = canvas.kit.palette["ink3"]
        canvas.line([(106, 60), (134, 60)], ink, 2.5)
        canvas.line([(125, 51), (134, 60), (125, 69)], ink, 2.5)
        canvas.tile(184, 60, 60, tone="healthy")
        canvas.sign("healthy", 212, 34, 28)
        return
    for x in (40.0, 200.0):
        canvas.tile(x, 62, 52)
        canvas.sign("healthy", x + 24, 38, 22)
    failed, gone = _between(share, 0.14, 0.26), _between(share, 0.42, 0.54)
    grown, ready = _between(share, 0.60, 0.74), _between(share, 0.78, 0.86)
    canvas.tile(120, 62 + 14 * gone, 60, alpha=(1 - 0.5 * failed) * (1 - gone))
    canvas.sign("healthy", 148, 36, 24, 1 - failed)
    canvas.sign("failed", 148, 36 + 14 * gone, 28, failed * (1 - gone))
    canvas.empty(120, 62, 60, gone * (1 - grown))
    canvas.tile(120, 62, 60, 0.3 + 0.7 * grown, "starting" if ready < 0.5 else "healthy", grown)
    canvas.sign("starting", 148, 36, 24, grown * (1 - ready), int(share * 96) % 48)
    canvas.sign("healthy", 148, 36, 24, ready)


def _rolling(canvas: Canvas, share: float | None) -> None:
    """A row of old ones becomes new ones, one by one."""
    palette = canvas.kit.palette
    for index in range(4):
        x = 36.0 + index * 56
        turned = (
            (1.0 if index < 2 else 0.0) if share is None else _between(share, 0.10 + index * 0.19, 0.26 + index * 0.19)
        )
        away = abs(1 - 2 * turned)
        canvas.empty(x, 56, 44, 1 - away)
        canvas.tile(x, 56, 44, 0.2 + 0.8 * away, "new" if turned >= 0.5 else "old", min(1.0, away * 1.5))
        bar = blend(palette["old"], palette["new"], turned)
        canvas.line([(x - 18, 100), (x + 18, 100)], bar, 5.0)


def _discovery(canvas: Canvas, share: float | None) -> None:
    """A name stays while the address that it points to changes."""
    palette = canvas.kit.palette
    places = ((192.0, 22.0), (192.0, 60.0), (192.0, 98.0))
    gone = 0.0 if share is None else _between(share, 0.28, 0.42) + _between(share, 0.62, 0.76)
    here, part = min(2, int(gone)), gone - int(gone)
    order = (1, 2, 0, 0)
    for index, (x, y) in enumerate(places):
        strength = (1 - part if order[here] == index else 0.0) + (
            part if order[here + 1] == index and here < 2 else 0.0
        )
        strength = 1.0 if share is None and index == 1 else strength
        box = rounded(Box(x - 38, y - 15, 76, 30), 8)
        canvas.path(box, palette["well"], blend(palette["hair"], palette["traffic"], strength), 2.0)
        for k in range(4):
            dash = blend(palette["hair"], palette["traffic_ink"], strength)
            canvas.line([(x - 27 + k * 15, y), (x - 19 + k * 15, y)], dash, 4.0)
    y0, y1 = places[order[here]][1], places[order[min(2, here + 1)]][1]
    aim = y0 + (y1 - y0) * part
    way = (
        Track([(96.0, 60.0), (124.0, 60.0), (124.0, aim), (146.0, aim)], 12)
        if abs(aim - 60) > 1
        else Track([(96.0, 60.0), (146.0, 60.0)], 0)
    )
    canvas.line(way.between(0, way.length), palette["traffic"], 3.0)
    x, y = way.at(way.length)
    canvas.line([(x - 7, y - 6), (x, y), (x - 7, y + 6)], palette["traffic"], 3.0)
    pen = Pen().move(8, 60).line(24, 38).line(96, 38).line(96, 82).line(24, 82).close()
    canvas.path(pen.path, palette["raised"], palette["ink2"], 2.5)
    canvas.path(circle(26, 60, 4), palette["ink2"])
    canvas.line([(42, 54), (82, 54)], palette["ink"], 5.0)
    canvas.line([(42, 68), (68, 68)], palette["ink3"], 4.0)


def _generic(canvas: Canvas, share: float | None) -> None:
    """A calm pulse."""
    traffic = canvas.kit.palette["traffic"]
    canvas.dot(120, 60, r=9)
    if share is None:
        canvas.path(circle(120, 60, 24), stroke=traffic, alpha=0.5)
        canvas.path(circle(120, 60, 42), stroke=traffic, alpha=0.2)
        return
    for k in range(4):
        part = (share * 2.2 - k * 0.5) % 2.2 / 1.2
        if 0 <= part < 1 and share * 2.2 >= k * 0.5:
            canvas.path(circle(120, 60, 9 + 46 * math.sqrt(part)), stroke=traffic, alpha=0.7 * (1 - part))


_IDEAS: dict[str, Callable[[Canvas, float | None], None]] = {
    "availability": _availability,
    "scaling": _scaling,
    "balancing": _balancing,
    "healing": _healing,
    "rolling": _rolling,
    "discovery": _discovery,
    "generic": _generic,
}
