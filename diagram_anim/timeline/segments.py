"""A timeline cut at its steps, and where a loop begins: each piece carries the state at its start, so that it can be
drawn by itself.

Times are relative to the piece's own start: a longer caption before it changes nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from diagram_anim.model.timeline import Action, Clip, Segment, Timeline, Value
from diagram_anim.timeline.digest import digest

TAIL = 1.0
"""Film seconds for which it is still seen that something has ended: the ring of an arrival, the fall of a loss, a meter
on its way to what it has read."""

EVENTS = {Action.FLOW, Action.PULSE, Action.IDEA}
"""What is there only from its start to its end."""

Channel = tuple[str, str, str, str]


def segments(timeline: Timeline, ground: str) -> tuple[Segment, ...]:
    """One segment a scene, two for one that loops; `ground` is the digest of all else that decides its frames (cast,
    layout, theme, size …)."""
    found = []
    for step, scene in enumerate(timeline.scenes):
        edges = [scene.start, *([] if scene.loop is None else [scene.loop]), scene.end]
        for start, end in pairwise(edges):
            state = dict(_state(timeline.clips, start))
            clips = tuple(_moved(clip, start) for clip in _during(timeline.clips, start, end))
            seconds = round(end - start, 6)
            key = digest(ground, seconds, sorted(state.items()), clips)
            found.append(Segment(step, start, seconds, state, clips, key, start == scene.loop))
    return tuple(found)


def _state(clips: Iterable[Clip], at: float) -> Iterable[tuple[Channel, Value]]:
    """What each channel holds at a time, by the clips of which nothing is seen any more."""
    for clip in clips:
        if clip.action in EVENTS:
            continue
        if clip.series:
            past = [value for time, value in clip.series if time + _outlasting(clip) <= at]
            if past:
                yield clip.channel, past[-1]
        elif clip.end + _outlasting(clip) <= at:
            yield clip.channel, clip.value


def _during(clips: Iterable[Clip], start: float, end: float) -> Iterable[Clip]:
    """The clips of which anything is seen."""
    for clip in clips:
        late = _outlasting(clip)
        if clip.start >= end or clip.end + late < start:
            continue
        if clip.series:
            inside = tuple((time, value) for time, value in clip.series if start - late < time < end)
            if inside:
                yield replace(clip, start=inside[0][0], end=inside[-1][0], value=inside[-1][1], series=inside)
        else:
            yield clip


def _outlasting(clip: Clip) -> float:
    """Seconds for which its end, or a reading of its series, is still seen. A counter shows a number at once."""
    return 0.0 if clip.action is Action.COUNT else TAIL


def _moved(clip: Clip, by: float) -> Clip:
    series = tuple((time - by, value) for time, value in clip.series)
    return replace(clip, start=clip.start - by, end=clip.end - by, series=series)
