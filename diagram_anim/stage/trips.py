"""The ways of single requests: along which lines, in which direction, where they end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from diagram_anim.model.geometry import Point
from diagram_anim.model.timeline import Action, Clip
from diagram_anim.stage.endings import OPEN, Clearing, Room
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.palette import STREAMS
from diagram_anim.stage.tracks import Track

GROW = 14.0
"""A dot comes out of a thing and sinks into it, or into the line before its arrowhead, within so many px."""

PLAIN = "traffic"
TONES = (PLAIN, "old", "new", *STREAMS)
"""What dots may bear the colour of."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A line on a dot's way, with the seconds at which it comes to it and leaves it, and how far along it goes."""

    wire: str
    track: Track
    start: float
    end: float
    far: float
    tone: str
    clear: tuple[float, float]
    """How much of the line at its start and its end the heads there take: no dot is seen on them."""

    def size(self, way: float) -> float:
        """Of a dot so far along the line, beside its full one."""
        first, last = self.clear
        length: float = self.track.length
        return min(1.0, max(0.0, min(way - first, length - last - way) / GROW))


@dataclass(frozen=True, slots=True)
class Trip:
    """A dot's whole way: replies run their lines backwards. `stop` is how far along its last line it ends."""

    clip: Clip
    legs: tuple[Leg, ...]
    back: bool
    stop: float
    spot: Point
    room: Room
    """The room around that for what marks a loss."""

    tone: str
    hollow: bool = False
    """Whether it brings an answer: such dots are told from requests by their form."""

    @property
    def marked(self) -> float:
        """Seconds for which it is marked where it got lost; 0 for the dots of a load, which fall."""
        return float(self.clip.value.get("marked", 0.0)) if isinstance(self.clip.value, dict) else 0.0

    def place(self, at: float) -> tuple[Leg, float]:
        """The line on which the dot is and how far along; each line takes its own hop's time, at constant speed."""
        leg = next((one for one in self.legs if at < one.end), self.last)
        gone = leg.far * min(1.0, (at - leg.start) / (leg.end - leg.start)) if leg.end > leg.start else leg.far
        return leg, (leg.track.length - gone if self.back else gone)

    @property
    def last(self) -> Leg:
        return self.legs[-1]

    @property
    def wires(self) -> tuple[str, ...]:
        return tuple(leg.wire for leg in self.legs)

    @property
    def said(self) -> str:
        return str(self.clip.value.get("label", "")) if isinstance(self.clip.value, dict) else ""


def drawn(clip: Clip) -> bool:
    return clip.action is Action.FLOW and clip.view == "chart"


def trips_of(kit: Kit, clip: Clip, clearing: Clearing) -> list[Trip]:
    """A clip's way by the lines that are drawn; none where none of them is."""
    path = [wire for wire in clip.path if kit.has("chart", "wire", wire)]
    if not path:
        return []
    token = kit.theme["motion.hop"]
    back = clip.slot == "reply"
    wires = path[::-1] if back else path
    against: set[str] = set() if back else _against(kit, wires, clip.target)
    tracks = [kit.track("chart", "wire", wire, against=wire in against) for wire in wires]
    hops = [min(token["max"], max(token["min"], track.length / token["speed"])) for track in tracks]
    per = (clip.end - clip.start) / sum(hops)
    lost = clip.slot in ("lost", "refused")
    stop = clearing.stop(tracks[-1]) if lost else tracks[-1].length - 4.0
    alike = clip.value.get("alike", 0) if isinstance(clip.value, dict) else 0
    legs: list[Leg] = []
    start = clip.start
    for wire, track, hop in zip(wires, tracks, hops, strict=True):
        far = stop if len(legs) == len(wires) - 1 else track.length
        first, last = _clear_of_heads(kit, wire)
        clear = (last, first) if wire in against else (first, last)
        tone = PLAIN if len(legs) < alike else _tone(clip.value)
        legs.append(Leg(wire, track, start, start + hop * per, far, tone, clear))
        start += hop * per
    end = tracks[-1].length - stop if back else stop
    x, y = tracks[-1].at(end)
    spot = (round(x * 4) / 4, round(y * 4) / 4)
    room = clearing.room(spot) if lost else OPEN
    hollow = back or _answers(kit, clip, path, against)
    return [Trip(clip, tuple(legs), back, end, spot, room, _tone(clip.value), hollow)]


def _answers(kit: Kit, clip: Clip, path: Sequence[str], against: Collection[str]) -> bool:
    """Whether what goes back to who has asked does so along lines that mean answers: dotted ones, those that lead both
    ways or neither, and back along those of the question."""
    if not isinstance(clip.value, dict) or not clip.value.get("answers"):
        return False
    wires = [wire for id in path if (wire := kit.wire(id))]
    open_ = (wire.stroke == "dotted" or (wire.start == "none") == (wire.end == "none") for wire in wires)
    return all(is_open or wire.id in against for is_open, wire in zip(open_, wires, strict=True))


def _against(kit: Kit, wires: Sequence[str], target: str) -> set[str]:
    """The lines that a way to a thing takes from their end to their start: those that lead out of where it goes."""
    found, to = set(), target
    for id in reversed(wires):
        wire, around = kit.wire(id), _around(kit, to)
        if wire and wire.target not in around and wire.source in around:
            found.add(id)
            to = wire.target
        elif wire:
            to = wire.source
    return found


def _around(kit: Kit, id: str) -> set[str]:
    """A thing, the card whose place it takes, and the groups that it stands in."""
    card, group = kit.card(id), kit.group(id)
    found = {id, *filter(None, (card.bearer,) if card else ())}
    parent = card.group if card else group.parent if group else None
    while parent:
        found.add(parent)
        over = kit.group(parent)
        parent = over.parent if over else None
    return found


def _clear_of_heads(kit: Kit, wire: str) -> tuple[float, float]:
    thing = kit.wire(wire)
    if thing is None or thing.stroke == "invisible":
        return 0.0, 0.0
    arrow = kit.theme["edge.arrow"]
    taken = (float(arrow["length"]) + float(arrow["gap"])) * kit.fine("chart", "wire", wire)
    return taken * (thing.start != "none"), taken * (thing.end != "none")


def _tone(value: Any) -> str:
    found = value.get("tone") if isinstance(value, dict) else value
    return str(found) if found in TONES else PLAIN
