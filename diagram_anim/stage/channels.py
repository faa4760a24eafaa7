"""What every channel of a segment holds at a moment. No drawing."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from math import inf
from operator import itemgetter
from typing import Any

from diagram_anim.model.theme import Theme
from diagram_anim.model.timeline import Action, Clip, Segment
from diagram_anim.stage.easing import curve, ease

REST: dict[Action, Any] = {
    Action.SHOW: 0.0,
    Action.DIM: 0.0,
    Action.LIGHT: "",
    Action.STATE: "",
    Action.TEXT: "",
    Action.COUNT: 0,
    Action.LEVEL: None,
    Action.SPLIT: (),
    Action.LANE: "",
    Action.TONE: "",
    Action.TILES: (),
    Action.TENSE: "",
    Action.SCROLL: 0.0,
    Action.CAMERA: None,
}

EVENTS = frozenset({Action.FLOW, Action.PULSE, Action.IDEA})

_SECOND = itemgetter(0)
"""Of one step of a series."""

HAND = 0.5
"""The share of a change in which one of its words fades."""

GLIDE = 0.3
"""Seconds in which a meter follows a reading of its series."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A channel on its way from `before` to `value`: `share` eased."""

    value: Any
    before: Any
    share: float = 1.0

    @property
    def steady(self) -> bool:
        return self.share >= 1.0 or self.value == self.before

    @property
    def mixed(self) -> tuple[tuple[Any, float], ...]:
        """The values with how much of each is seen."""
        if self.steady:
            return ((self.value, 1.0),)
        return ((self.before, 1.0 - self.share), (self.value, self.share))

    @property
    def handed(self) -> tuple[tuple[Any, float], ...]:
        """The same for words: the old go before the new come, so that no two are read through one another."""
        if self.steady:
            return ((self.value, 1.0),)
        return ((self.before, max(0.0, 1 - self.share / HAND)), (self.value, max(0.0, 1 - (1 - self.share) / HAND)))


class Channels:
    """A segment's clips by channel; `read` answers for any second of it, in any order.

    `until` is the second up to which all that has been read since it was last set would be read again.
    """

    def __init__(self, segment: Segment, theme: Theme) -> None:
        self.until = inf
        self._state = segment.state
        self._curves = {
            name: curve(points)
            for name, points in theme["motion"].items()
            if isinstance(points, list) and len(points) == 4
        }
        tracks: dict[tuple[str, str, str, str], list[Clip]] = defaultdict(list)
        for clip in segment.clips:
            if clip.action not in EVENTS:
                tracks[clip.channel].append(clip)
        self._tracks = {channel: sorted(clips, key=lambda clip: clip.start) for channel, clips in tracks.items()}
        self._starts = {channel: [clip.start for clip in clips] for channel, clips in self._tracks.items()}
        self.events = tuple(clip for clip in segment.clips if clip.action in EVENTS)
        self._happening: dict[tuple[str, str], list[Clip]] = defaultdict(list)
        for clip in self.events:
            self._happening[clip.target, clip.action.value].append(clip)
        self._slots: dict[tuple[str, str], list[str]] = defaultdict(list)
        for view, target, _, slot in dict.fromkeys([*segment.state, *self._tracks]):
            if slot and slot not in self._slots[view, target]:
                self._slots[view, target].append(slot)

    def slots(self, view: str, target: str) -> list[str]:
        """The slots of a thing that anything is ever written to in this segment."""
        return self._slots.get((view, target), [])

    def ease(self, name: str, share: float) -> float:
        return ease(self._curves.get(name, self._curves["standard"]), share)

    def clips(self, view: str, target: str, action: Action, slot: str = "") -> list[Clip]:
        return self._tracks.get((view, target, action.value, slot), [])

    def events_of(self, target: str, action: Action) -> list[Clip]:
        return self._happening.get((target, action.value), [])

    def happening(self, target: str, action: Action, at: float) -> list[Clip]:
        """The events of a thing that are under way."""
        found = self.events_of(target, action)
        later = [edge for clip in found for edge in (clip.start, clip.end) if edge > at]
        self.until = min([self.until, *later])
        return [clip for clip in found if clip.start <= at < clip.end]

    def read(self, view: str, target: str, action: Action, at: float, slot: str = "") -> Reading:
        channel = (view, target, action.value, slot)
        held = self._state.get(channel, REST[action])
        starts = self._starts.get(channel)
        if starts is None:
            return Reading(held, held)
        index = bisect_right(starts, at) - 1
        if index + 1 < len(starts):
            self.until = min(self.until, starts[index + 1])
        if index < 0:
            return Reading(held, held)
        clip = self._tracks[channel][index]
        if index > 0:
            held = self._tracks[channel][index - 1].value
        if clip.series:
            return self._stepped(clip, held, at)
        before = held if clip.before is None else clip.before
        if at >= clip.end:
            return Reading(clip.value, before)
        self.until = at
        return Reading(clip.value, before, self.ease(clip.ease, (at - clip.start) / (clip.end - clip.start)))

    def since(self, view: str, target: str, action: Action, at: float, lasting: float) -> float | None:
        """Seconds since a channel came to a value, where that was less than `lasting` ago."""
        ends = [clip.end for clip in self.clips(view, target, action) if clip.value]
        self.until = min([self.until, *(end for end in ends if end > at)])
        past = min((at - end for end in ends if end <= at), default=lasting)
        if past >= lasting:
            return None
        self.until = at
        return past

    def number(self, view: str, target: str, action: Action, at: float, slot: str = "") -> float:
        """A channel of numbers, with what lies between; one that nothing was ever told of stands at 0."""
        found = self.read(view, target, action, at, slot)
        before, value = (float(number or 0.0) for number in (found.before, found.value))
        return value if found.steady else before + (value - before) * found.share

    def _stepped(self, clip: Clip, held: Any, at: float) -> Reading:
        index = bisect_right(clip.series, at, key=_SECOND) - 1
        if index + 1 < len(clip.series):
            self.until = min(self.until, _SECOND(clip.series[index + 1]))
        if index < 0:
            return Reading(held, held)
        since, value = clip.series[index]
        before = clip.series[index - 1][1] if index else held
        if clip.action is Action.COUNT:
            return Reading(value, before)
        if at < since + GLIDE:
            self.until = at
        return Reading(value, before, min(1.0, (at - since) / GLIDE))
