"""Requests under way: where each dot is at a moment, what becomes of it at its end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.geometry import Box, Point
from diagram_anim.model.layout import Type
from diagram_anim.model.timeline import Action, Clip
from diagram_anim.stage.channels import Channels
from diagram_anim.stage.color import mix
from diagram_anim.stage.glyphs import cross
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.nodes import Comet, Layer, Sprite
from diagram_anim.stage.pen import circle, polyline, rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.words import middle, words

SHORT = 44.0
"""A lost dot stops so many px before the border."""

GROW = 14.0
"""A dot comes out of a thing and goes into it within so many px."""

STEPS = 12


@dataclass(frozen=True, slots=True)
class _Dot:
    wire: str
    way: float
    value: Any
    slot: str
    size: float
    last: bool


def under_way(kit: Kit, channels: Channels, at: float) -> tuple[Comet, ...]:
    """All dots that are on a line at a moment, tails held off the dot behind."""
    dots = [dot for clip in channels.events if clip.action is Action.FLOW for dot in _dot(kit, clip, at)]
    behind: dict[str, list[float]] = defaultdict(list)
    for dot in dots:
        if dot.slot != "reply":
            behind[dot.wire].append(dot.way)
    for ways in behind.values():
        ways.sort()
    return tuple(_comet(kit, dot, behind[dot.wire]) for dot in dots)


def endings(kit: Kit, channels: Channels, at: float) -> tuple[Layer, ...]:
    """What is seen of dots that have ended: the ring of an arrival, the fall of a loss; and the labels under way."""
    rings: list[Layer] = []
    rest: list[Layer] = []
    for clip in channels.events:
        if clip.action is not Action.FLOW:
            continue
        if clip.start <= at < clip.end:
            rest += _label(kit, clip, at)
        elif clip.end <= at:
            ring_of, rest_of = _ended(kit, channels, clip, at - clip.end)
            rings += ring_of
            rest += rest_of
    # Rings lie under what falls, so that a new loss doesn't hide the one before.
    return (*rings, *rest)


def _dot(kit: Kit, clip: Clip, at: float) -> list[_Dot]:
    path = [wire for wire in clip.path if kit.has("chart", "wire", wire)]
    arriving = float(kit.theme["motion.arrive"]["dur"])
    if not path or at < clip.start:
        return []
    if at >= clip.end:
        if clip.slot in ("lost", "refused") or at >= clip.end + arriving:
            return []
        wire, way = _stop(kit, clip, path)
        size = 1.0 - (at - clip.end) / arriving
        return [_Dot(wire, way, clip.value, clip.slot, size, True)]
    wire, way = _place(kit, clip, path, at)
    length = kit.track("chart", "wire", wire).length
    last = wire == (path[0] if clip.slot == "reply" else path[-1])
    size = min(1.0, way / GROW if clip.slot != "reply" else (length - way) / GROW)
    if not last:
        size = min(size, (length - way if clip.slot != "reply" else way) / GROW)
    return [_Dot(wire, way, clip.value, clip.slot, max(0.25, size), last)]


def _place(kit: Kit, clip: Clip, path: list[str], at: float) -> tuple[str, float]:
    """The line on which a dot is and how far along; each line takes its own hop's time, at constant speed."""
    token = kit.theme["motion.hop"]
    tracks = [kit.track("chart", "wire", wire) for wire in path]
    hops = [min(token["max"], max(token["min"], track.length / token["speed"])) for track in tracks]
    back = clip.slot == "reply"
    if back:
        path, tracks, hops = path[::-1], tracks[::-1], hops[::-1]
    gone = (at - clip.start) / max(1e-9, clip.end - clip.start) * sum(hops)
    stop = _short(clip, tracks[-1].length)
    for index, (wire, track, hop) in enumerate(zip(path, tracks, hops, strict=True)):
        if gone < hop or index == len(path) - 1:
            share = min(1.0, gone / hop)
            far = stop if index == len(path) - 1 else track.length
            return wire, (track.length - far * share if back else far * share)
        gone -= hop
    return path[-1], stop


def _stop(kit: Kit, clip: Clip, path: list[str]) -> tuple[str, float]:
    wire = path[0] if clip.slot == "reply" else path[-1]
    length = kit.track("chart", "wire", wire).length
    stop = _short(clip, length)
    return wire, (length - stop if clip.slot == "reply" else stop)


def _short(clip: Clip, length: float) -> float:
    """How far along its last line a dot comes."""
    if clip.slot in ("lost", "refused"):
        return max(length * 0.5, length - SHORT)
    return length - 4.0


def _comet(kit: Kit, dot: _Dot, ways: list[float]) -> Comet:
    track = kit.track("chart", "wire", dot.wire)
    color, core, _, _ = kit.palette.traffic(_tone(dot.value))
    token = kit.theme["comet"]
    if dot.slot == "reply":
        gap = track.length - dot.way
        far = min(float(token["tail"]) * 0.6, gap * float(token["tail_share"]))
        tail = track.between(dot.way, dot.way + far)[::-1]
        return Comet(track.at(dot.way), tail, mix(color, core, 0.55), kit.palette["ground"], dot.size * 0.85, 0.9)
    earlier = [way for way in ways if way < dot.way - 1e-6]
    gap = dot.way - (earlier[-1] if earlier else 0.0)
    far = min(float(token["tail"]), gap * float(token["tail_share"])) * dot.size
    return Comet(track.at(dot.way), track.between(dot.way - far, dot.way), color, core, dot.size)


def _tone(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("tone", "traffic"))
    return value if value in ("old", "new") else "traffic"


def _label(kit: Kit, clip: Clip, at: float) -> list[Layer]:
    label = clip.value.get("label", "") if isinstance(clip.value, dict) else ""
    path = [wire for wire in clip.path if kit.has("chart", "wire", wire)]
    if not label or not path:
        return []
    wire, way = _place(kit, clip, path, at)
    x, y = kit.track("chart", "wire", wire).at(way)
    return [Layer(Sprite(tag, (label, round(x), round(y), _tone(clip.value))))]


def tag(kit: Kit, label: str, x: int, y: int, tone: str) -> list[VMobject]:
    """A request's words, carried above its dot."""
    type = Type(24, 400)
    width = text.measure(label, type) + 28
    left = min(max(8.0, x - width / 2), kit.frame[0] - width - 8)
    box = Box(left, y - 62, width, 42)
    return [
        shape(rounded(box, 12), fill=kit.palette["raised"], stroke=kit.palette["edge"], width=1.5),
        *words(label, box.cx, middle(box.cy, type), type, kit.palette.traffic(tone)[3], "middle"),
    ]


def _ended(kit: Kit, channels: Channels, clip: Clip, past: float) -> tuple[list[Layer], list[Layer]]:
    """The ring of an end, and what else is seen of it, so many seconds past."""
    path = [wire for wire in clip.path if kit.has("chart", "wire", wire)]
    if not path:
        return [], []
    wire, way = _stop(kit, clip, path)
    x, y = kit.track("chart", "wire", wire).at(way)
    spot = (round(x * 4) / 4, round(y * 4) / 4)
    if clip.slot == "lost":
        return _lost(kit, channels, spot, past)
    if clip.slot == "refused":
        return [], _refused(kit, channels, wire, way, past)
    share = past / float(kit.theme["motion.arrive"]["dur"])
    if share >= 1:
        return [], []
    return [Layer(Sprite(ring, (*spot, _tone(clip.value), round(share * STEPS))), alpha=1 - share)], []


def _lost(kit: Kit, channels: Channels, spot: Point, past: float) -> tuple[list[Layer], list[Layer]]:
    token = kit.theme["motion.lose"]
    share = past / float(token["dur"])
    if share >= 1:
        return [], []
    opened = min(1.0, past / float(token["cross"]))
    fallen = channels.ease(str(token["ease"]), share)
    rings = [Layer(Sprite(lost_ring, (*spot, round(opened * 4))), alpha=1.0 - share / 0.6)] if share < 0.6 else []
    look = Sprite(lost_cross, (*spot, round(opened * STEPS), round((1 - 0.4 * fallen) * STEPS)))
    return rings, [Layer(look, alpha=1.0 - max(0.0, share - 0.25) / 0.75, dy=float(token["fall"]) * fallen)]


def _refused(kit: Kit, channels: Channels, wire: str, way: float, past: float) -> list[Layer]:
    share = past / 0.6
    if share >= 1:
        return []
    x, y = kit.track("chart", "wire", wire).at(way - 36 * channels.ease("enter", share))
    return [Layer(Sprite(refusal, (round(x), round(y))), alpha=1.0 - max(0.0, share - 0.4) / 0.6)]


def ring(kit: Kit, x: float, y: float, tone: str, step: int) -> list[VMobject]:
    """The ring that opens once where a dot arrives."""
    low, high = kit.theme["motion.arrive"]["ring"]
    r = low + (high - low) * step / STEPS
    return [shape(circle(x, y, r), stroke=kit.palette.traffic(tone)[0], width=2)]


def lost_ring(kit: Kit, x: float, y: float, step: int) -> list[VMobject]:
    token = kit.theme["comet.lost"]
    r = float(token["ring"]) * (0.5 + 0.5 * step / 4)
    return [shape(circle(x, y, r), fill=kit.palette["ground"], stroke=kit.palette.fill("failed"), width=2.5)]


def lost_cross(kit: Kit, x: float, y: float, drawn: int, size: int) -> list[VMobject]:
    token = kit.theme["comet.lost"]
    scale = size / STEPS
    path = cross(x, y, float(token["size"]) / 2 * scale, max(0.1, drawn / STEPS))
    return [shape(path, stroke=kit.palette.fill("failed"), width=float(token["stroke"]) * scale)]


def refusal(kit: Kit, x: int, y: int) -> list[VMobject]:
    """A disc with a bar: turned away at the door, not lost on the way."""
    return [
        shape(circle(x, y, 12), fill=kit.palette.fill("failed")),
        shape(polyline([(x - 5, y), (x + 5, y)]), stroke=kit.palette["on_state"], width=4),
    ]
