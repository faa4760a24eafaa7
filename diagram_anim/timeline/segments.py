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

EVENTS = {Action.FLOW, Action.PULSE, Action.IDEA}
"""What is there only from its start to its end."""

TAIL = 1.0
"""Film seconds for which a dot's end is still seen: the ring of an arrival, the fall of a loss."""

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
    """What each channel holds at a time, by the clips that have ended."""
    for clip in clips:
        if clip.start > at or clip.action in EVENTS:
            continue
        if clip.series:
            past = [value for time, value in clip.series if time <= at]
            if past:
                yield clip.channel, past[-1]
        elif clip.end <= at:
            yield clip.channel, clip.value


def _during(clips: Iterable[Clip], start: float, end: float) -> Iterable[Clip]:
    for clip in clips:
        late = clip.end + (TAIL if clip.action in EVENTS else 0.0)
        if clip.start >= end or late < start or (late == start and clip.start < start):
            continue
        if clip.end <= start and clip.start < start and clip.action not in EVENTS:
            continue
        if clip.series:
            inside = tuple((time, value) for time, value in clip.series if start < time < end)
            if inside:
                yield replace(clip, start=inside[0][0], end=inside[-1][0], value=inside[-1][1], series=inside)
        else:
            yield clip


def _moved(clip: Clip, by: float) -> Clip:
    series = tuple((time - by, value) for time, value in clip.series)
    return replace(clip, start=clip.start - by, end=clip.end - by, series=series)
