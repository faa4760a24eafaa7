"""Edges: their lines as they are drawn and as they carry traffic, their heads, their labels."""

from __future__ import annotations

import math

import numpy as np
from manim import VMobject

from diagram_anim.model.cast import Wire
from diagram_anim.model.geometry import Point
from diagram_anim.model.timeline import WAY
from diagram_anim.stage.endings import Clearing
from diagram_anim.stage.glyphs import cross
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.palette import STREAMS
from diagram_anim.stage.pen import Path, circle, dots, join, polygon, polyline
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.tracks import Track
from diagram_anim.stage.words import words

FULL = 60
"""Positions of a line being drawn that are told apart."""

NOTCH = 0.72
"""How long an arrowhead is at its middle, as a share of its length."""

DASH = (10.0, 8.0)

STRIKE = 9.0
"""Half the size of the cross on a way that is known to lead nowhere, in px."""

CLEAR = 6 * STRIKE
"""So far from other lines it can't seem to stand on one of them, in px."""


def line(kit: Kit, id: str, lane: str, tone: str, lit: str, step: int) -> list[VMobject]:
    """The line from its tail on, as far as `step` of `FULL`, without heads; where all gets lost, as dots go."""
    wire, track = kit.wire(id), kit.track("chart", "wire", id)
    if wire is None or wire.stroke == "invisible":
        return []
    fine = kit.fine("chart", "wire", id)
    start, end = reach(kit, wire.start, wire.end, track.length, fine)
    end = Clearing(kit).stop(track) if lane == "lost" else end
    end = start + (end - start) * step / FULL
    points = track.between(start, end)
    if len(points) < 2:
        return []
    color, width = _look(kit, wire, lane, tone, lit)
    width *= fine
    if lane == "waiting":
        token = kit.theme["edge.dash_waiting"]
        return [shape(dots(points, float(token["pitch"]) * fine, float(token["dot"]) * fine / 2), fill=color)]
    if lane == "dead":
        struck = shape(
            cross(*clear(kit, id, track, start, end), STRIKE * fine),
            stroke=kit.palette.tone("failed"),
            width=width + 1.5 * fine,
        )
        return [shape(dashes(track, start, end, fine), stroke=color, width=width), struck]
    if wire.stroke == "dotted" or wire.paint.dash:
        return [shape(dashes(track, start, end, fine), stroke=color, width=width)]
    return [shape(polyline(points), stroke=color, width=width)]


def clear(kit: Kit, id: str, track: Track, start: float, end: float) -> Point:
    """The place nearest to the middle of a line where a cross can't seem to stand on another; else the one farthest
    from all others."""
    others = [kit.track("chart", "wire", one.id) for one in kit.all("chart", "wire") if one.id != id]
    taken = np.array([other.at(way) for other in others for way in np.arange(0.0, other.length, STRIKE / 2)])
    middle, reach = (start + end) / 2, max(1.0, (end - start) / 2 - 2 * STRIKE)
    spots = [track.at(middle + sign * away) for away in np.arange(0.0, reach, STRIKE / 2) for sign in (1, -1)]

    def room(spot: Point) -> float:
        return float(np.hypot(*(taken - spot).T).min()) if len(taken) else math.inf

    return next((spot for spot in spots if room(spot) >= CLEAR), None) or max(spots, key=room)


def glow(kit: Kit, id: str, tone: str) -> list[VMobject]:
    """The band along a lit line."""
    track = kit.track("chart", "wire", id)
    band = polyline(track.between(0.0, track.length))
    width = kit.px("stroke.lit") + 2 * kit.px("stroke.halo")
    width *= kit.fine("chart", "wire", id)
    return [shape(band, stroke=kit.palette.ring(tone), width=width)]


def heads(kit: Kit, id: str, lane: str, tone: str, lit: str) -> list[VMobject]:
    """What stands at both ends."""
    wire, track = kit.wire(id), kit.track("chart", "wire", id)
    if wire is None or wire.stroke == "invisible":
        return []
    color, width = _look(kit, wire, lane, tone, lit)
    fine = kit.fine("chart", "wire", id)
    gap = float(kit.theme["edge.arrow"]["gap"]) * fine
    found: list[VMobject] = []
    ends = [(wire.end, track.length - gap, 1.0), (wire.start, gap, -1.0)]
    for kind, way, sign in ends[lane == "lost" :]:
        dx, dy = track.heading(track.length if sign > 0 else 0.0)
        found += head(kit, kind, track.at(way), (dx * sign, dy * sign), color, width * fine, fine)
    return found


def head(kit: Kit, kind: str, tip: Point, way: Point, color: str, width: float, size: float = 1.0) -> list[VMobject]:
    """One head whose foremost point is `tip`, looking along the unit vector `way`."""
    (x, y), (dx, dy) = tip, way
    match kind:
        case "arrow" if kit.theme["edge.arrow"]["form"] == "open":
            return head(kit, "open", tip, way, color, width, size)
        case "arrow" | "filled":
            return [shape(polygon([tip, *arrow(kit, tip, way, size)]), fill=color, stroke=color, width=1.5 * size)]
        case "circle":
            return [
                shape(
                    circle(x - dx * 7 * size, y - dy * 7 * size, 6.0 * size),
                    fill=kit.palette["ground"],
                    stroke=color,
                    width=width,
                )
            ]
        case "cross":
            return [
                shape(cross(x - dx * 7 * size, y - dy * 7 * size, 7.0 * size), stroke=color, width=width + 0.5 * size)
            ]
        case "open":
            left, _, right = arrow(kit, tip, way, size)
            return [shape(polyline([left, tip, right]), stroke=color, width=width)]
        case "half-top" | "half-bottom" | "stick-top" | "stick-bottom":
            sides = arrow(kit, tip, way, size)
            side = min(sides, key=lambda point: point[1] if kind.endswith("top") else -point[1])
            if kind.startswith("half"):
                return [shape(polygon([tip, side, sides[1]]), fill=color)]
            return [shape(polyline([tip, side]), stroke=color, width=width)]
        case _:
            return []


def arrow(kit: Kit, tip: Point, way: Point, size: float = 1.0) -> tuple[Point, Point, Point]:
    """An arrowhead's points behind its tip: one barb, the notch, the other barb."""
    token = kit.theme["edge.arrow"]
    long, half = float(token["length"]) * size, float(token["width"]) * size / 2
    (x, y), (dx, dy) = tip, way
    back = (x - dx * long, y - dy * long)
    return (
        (back[0] - dy * half, back[1] + dx * half),
        (x - dx * long * NOTCH, y - dy * long * NOTCH),
        (back[0] + dy * half, back[1] - dx * half),
    )


def label(kit: Kit, id: str, lit: str) -> list[VMobject]:
    placed = kit.placed("chart", "wire", id)
    color = kit.palette["traffic_ink"] if lit else kit.own(id).ink or kit.palette["ink2"]
    found: list[VMobject] = []
    for text in placed.lines:
        found += words(text.text, text.x, text.baseline, text.type, color, text.anchor)
    return found


def reach(kit: Kit, start: str, end: str, length: float, size: float = 1.0) -> tuple[float, float]:
    """From where to where the line itself is drawn: heads of these kinds take the rest."""
    token = kit.theme["edge.arrow"]
    notch, gap = float(token["length"]) * NOTCH, float(token["gap"])
    taken = {"arrow": notch, "filled": notch, "half-top": notch, "half-bottom": notch, "circle": 13.0, "cross": 7.0}
    taken |= {"open": 0.0, "stick-top": 0.0, "stick-bottom": 0.0}
    taken |= {"arrow": 0.0} if token["form"] == "open" else {}
    first = (gap + taken[start]) * size if start in taken else 0.0
    last = (gap + taken[end]) * size if end in taken else 0.0
    return first, max(first, length - last)


def dashes(track: Track, start: float, end: float, size: float = 1.0) -> Path:
    on, off = (length * size for length in DASH)
    pieces = []
    way = start
    while way < end:
        points = track.between(way, min(end, way + on))
        if len(points) > 1:
            pieces.append(polyline(points))
        way += on + off
    return join(pieces)


def _look(kit: Kit, wire: Wire, lane: str, tone: str, lit: str) -> tuple[str, float]:
    palette = kit.palette
    thick = 2.5 if wire.stroke == "thick" else 0.0
    if lit and lit != WAY:
        return kit.bright(wire.id, lit), kit.px("stroke.edge_lane") + thick
    if lane in ("live", "lost") or lit:
        own = kit.bright(wire.id, "traffic") if wire.paint.stroke and tone not in (*STREAMS, "old", "new") else ""
        return own or palette.traffic(tone)[2], kit.px("stroke.edge_lane") + thick
    if lane == "dead":
        return palette["stroke"], kit.px("stroke.node") + thick
    width = kit.width(wire.paint.width, kit.px("stroke.edge")) + thick
    return kit.own(wire.id).stroke or palette["edge"], width
