"""Requests under way: where each dot is at a moment, what becomes of it at its end."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from diagram_anim.model.geometry import Point
from diagram_anim.stage.channels import Channels
from diagram_anim.stage.color import mix
from diagram_anim.stage.endings import APART, STEEP, STEPS, Clearing, fault, lost_cross, lost_ring, refusal, ring
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.nodes import Comet, Layer, Sprite
from diagram_anim.stage.tags import FADES, STAYS, Held, Tags, tag
from diagram_anim.stage.tracks import Track
from diagram_anim.stage.trips import TONES, Leg, Trip, drawn, trips_of

DRIFTS = (-14.0, 10.0, -4.0)
"""Lost dots fall so many px to either side, one after another."""

FALLS, FADING = 0.8, 0.3
"""How large what falls from a loss's mark is beside it; and the share of the fall's time in which the mark fades."""

OPENS = 0.6
"""How clearly the ring of an arrival is seen at first."""

OFF = 12.0
"""What falls is seen from where it is off the mark, and clearly so many px on."""

REFUSED = 0.6
"""Seconds in which a dot that is turned away is seen."""

TURNED = {"refused": refusal, "error": fault}
"""What is seen of a dot that comes back from where it has come to."""


@dataclass(frozen=True, slots=True)
class _Dot:
    trip: Trip
    leg: Leg
    way: float
    size: float


class Traffic:
    """All dots of a segment; what is there at a second is found without looking at those long gone."""

    def __init__(self, kit: Kit, channels: Channels) -> None:
        self._kit = kit
        self._channels = channels
        motion = kit.theme
        self._arriving = float(motion["motion.arrive"]["dur"])
        self._losing = float(motion["motion.lose"]["dur"])
        self._tail, self._share = float(motion["comet"]["tail"]), float(motion["comet"]["tail_share"])
        self._colors = {tone: kit.palette.traffic(tone)[:2] for tone in TONES}
        self._ground = kit.palette["ground"]
        clearing = Clearing(kit)
        trips = [trip for clip in channels.events if drawn(clip) for trip in trips_of(kit, clip, clearing)]
        self._trips = sorted(trips, key=lambda trip: trip.clip.start)
        self._starts = [trip.clip.start for trip in self._trips]
        longest = max((trip.clip.end - trip.clip.start for trip in trips), default=0.0)
        self._reach = longest + max(self._arriving, self._losing, REFUSED, STAYS, *(trip.marked for trip in trips))
        spoken = [trip for trip in self._trips if trip.said]
        self._until = dict(_read_until(spoken))
        self._held = _held(kit, spoken)

    def under_way(self, at: float) -> tuple[Comet, ...]:
        """All dots that are on a line at a moment, tails held off the dot behind."""
        dots = [dot for trip in self._near(at) for dot in self._dot(trip, at)]
        behind: dict[Track, list[float]] = defaultdict(list)
        for dot in dots:
            if not dot.trip.hollow:
                insort(behind[dot.leg.track], dot.way)
        return tuple(self._comet(dot, behind[dot.leg.track]) for dot in dots)

    def endings(self, at: float) -> tuple[Layer, ...]:
        """What is seen of dots that have ended: the ring of an arrival, the fall of a loss; and what they say."""
        rings: dict[Point, list[Layer]] = {}
        losses: dict[Point, list[Layer]] = {}
        rest: list[Layer] = []
        for trip in sorted(self._near(at), key=lambda trip: trip.clip.end):
            rest += self._label(trip, at)
            if at < trip.clip.end:
                continue
            ring_of, rest_of = self._ended(trip, at - trip.clip.end)
            # Where one comes after the other only the last has its ring: more would be a blot.
            (losses if trip.clip.slot == "lost" else rings)[trip.spot] = ring_of
            rest += rest_of
        # Rings lie under what falls, so that a new loss doesn't hide the one before.
        return (*chain.from_iterable((*rings.values(), *losses.values())), *rest)

    def _near(self, at: float) -> list[Trip]:
        """Those that have begun and may still be seen."""
        return self._trips[bisect_left(self._starts, at - self._reach) : bisect_right(self._starts, at)]

    def _dot(self, trip: Trip, at: float) -> list[_Dot]:
        if at >= trip.clip.end:
            return []
        leg, way = trip.place(at)
        size = leg.size(way)
        # Dots are as much smaller as the lines that they run on.
        return [_Dot(trip, leg, way, size * self._kit.fine("chart", "wire", leg.wire))] if size > 0 else []

    def _comet(self, dot: _Dot, ways: list[float]) -> Comet:
        track, tail, share = dot.leg.track, self._tail, self._share
        color, core = self._colors[dot.leg.tone]
        if dot.trip.hollow:
            gone = track.length - dot.way if dot.trip.back else dot.way
            far = min(tail * 0.6, gone * share) * (-1 if dot.trip.back else 1)
            return Comet(track, dot.way, far, mix(color, core, 0.55), self._ground, dot.size * 0.85, 0.9)
        earlier = bisect_left(ways, dot.way - 1e-6)
        gap = dot.way - (ways[earlier - 1] if earlier else 0.0)
        return Comet(track, dot.way, min(tail, gap * share) * dot.size, color, core, dot.size)

    def _label(self, trip: Trip, at: float) -> list[Layer]:
        """Its words above it; there they stay for a moment when it has come."""
        left = self._until.get(id(trip), 0.0) - at
        if not trip.said or left <= 0:
            return []
        leg, way = trip.place(at)
        box = self._held[trip.said, trip.wires].at(leg.track, way, self._kit.frame)
        alpha = min(1.0, left / FADES, (at - trip.clip.start) / FADES)
        return [Layer(Sprite(tag, (trip.said, trip.tone)), alpha=alpha, dx=box.x, dy=box.y)]

    def _ended(self, trip: Trip, past: float) -> tuple[list[Layer], list[Layer]]:
        """The ring of an end, and what else is seen of it, so many seconds past."""
        if trip.clip.slot == "lost":
            return ([], self._marked(trip, past)) if trip.marked else self._lost(trip, past)
        if trip.clip.slot in TURNED:
            return [], self._turned(trip, past)
        share = past / self._arriving
        if share >= 1:
            return [], []
        return [Layer(Sprite(ring, (*trip.spot, trip.tone, round(share * STEPS))), alpha=(1 - share) * OPENS)], []

    def _lost(self, trip: Trip, past: float) -> tuple[list[Layer], list[Layer]]:
        token, spot, (near, below, beside) = self._kit.theme["motion.lose"], trip.spot, trip.room
        share = past / self._losing
        if share >= 1:
            return [], []
        opened = min(1.0, past / float(token["cross"]))
        fallen = self._channels.ease(str(token["ease"]), share)
        size = round(min(1.0, (near - APART) / float(self._kit.theme["comet.lost"]["ring"])), 2)
        marks = (
            Sprite(lost_ring, (*spot, size, round(opened * 4))),
            Sprite(lost_cross, (*spot, round(opened * STEPS), round(size * STEPS))),
        )
        rings = [Layer(mark, alpha=min(1.0, (1.0 - share) / FADING)) for mark in marks]
        if "lane" not in trip.clip.value:
            return rings, []
        look = Sprite(lost_cross, (*spot, STEPS, round((FALLS - 0.3 * fallen) * size * STEPS)))
        drift = DRIFTS[trip.clip.value["lane"] % len(DRIFTS)]
        half = float(self._kit.theme["comet.lost"]["size"]) / 2
        ahead, down = trip.last.track.heading(trip.stop)
        if down > STEEP:  # what comes from above glances off to both sides
            aside = math.copysign(min(float(token["fall"]), max(0.0, beside - half)), drift)
            fall = half * drift / max(DRIFTS, key=abs)
        else:
            over = max(0.0, drift + half + APART - (trip.last.track.length - trip.stop))  # none falls over the border
            aside, fall = drift - over * (1 if ahead > 0 else -1), min(float(token["fall"]), max(0.0, below))
        dx, dy = aside * fallen, fall * fallen
        off = math.hypot(dx, dy) - half - size * float(self._kit.theme["comet.lost"]["ring"])
        seen = min(max(0.0, off / OFF), 1.0 - max(0.0, share - 0.4) / 0.6)
        return rings, [Layer(look, alpha=min(1.0, seen), dx=dx, dy=dy)] if seen > 0 else []

    def _marked(self, trip: Trip, past: float) -> list[Layer]:
        """Where a message got lost: a ring around a cross, which stay."""
        left = trip.marked - past
        if left <= 0:
            return []
        spot, near = trip.spot, trip.room.near
        opened = min(1.0, past / float(self._kit.theme["motion.lose"]["cross"]))
        size = round(min(1.0, (near - APART) / float(self._kit.theme["comet.lost"]["ring"])), 2)
        marks = (
            Sprite(lost_ring, (*spot, size, round(opened * 4))),
            Sprite(lost_cross, (*spot, round(opened * STEPS), round(size * STEPS))),
        )
        return [Layer(mark, alpha=min(1.0, left / FADES)) for mark in marks]

    def _turned(self, trip: Trip, past: float) -> list[Layer]:
        """What is refused, or answered with an error, goes back a little."""
        share = past / REFUSED
        if share >= 1:
            return []
        x, y = trip.last.track.at(trip.stop - 36 * self._channels.ease("enter", share))
        return [
            Layer(Sprite(TURNED[trip.clip.slot]), alpha=1.0 - max(0.0, share - 0.4) / 0.6, dx=round(x), dy=round(y))
        ]


def _read_until(trips: Sequence[Trip]) -> Iterator[tuple[int, float]]:
    """Until when the words of each are read: no longer than until others are on the line on which they stay."""
    for place, trip in enumerate(trips):
        later = (one for one in trips[place + 1 :] if any(leg.wire == trip.last.wire for leg in one.legs))
        others = min((one.clip.start for one in later if one.clip.start >= trip.clip.end), default=math.inf)
        yield id(trip), min(trip.clip.end + STAYS, others)


def _held(kit: Kit, trips: Sequence[Trip]) -> dict[tuple[str, tuple[str, ...]], Held]:
    """On which side of their dots words stand, by what they say and the lines that they run along."""
    found: dict[tuple[str, tuple[str, ...]], Held] = {}
    tags = Tags(kit) if trips else None
    for trip in trips:
        if tags and (trip.said, trip.wires) not in found:
            legs = [(leg, trip.place(leg.start)[1], trip.place(leg.end - 1e-6)[1]) for leg in trip.legs]
            found[trip.said, trip.wires] = tags.held(
                trip.said, [(leg.wire, leg.track, start, end) for leg, start, end in legs]
            )
    return found
