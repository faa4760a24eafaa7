"""A sequence that is wider than its window is moved along behind it: in as few moves as let all be seen that is said,
each in the pause before it, and none that leaves a head half in sight where that can be helped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from diagram_anim.model.geometry import Box, union
from diagram_anim.model.layout import Layout, Placed
from diagram_anim.model.timeline import Action, Clip, Scene

MOVE = 0.6
"""How long it takes to move along."""

AHEAD = 0.5
"""So long before something is said it begins to."""

LOOK = 0.8
"""It stays for so long, at the least, from when the last of what is seen there is told."""

AIR = 44.0
"""Beside what is said, in px."""

LEAST = 16.0
"""It isn't moved by less, in px."""

EDGE = 12.0
"""Between a head and the window's side, in px."""

TELLING = (Action.SHOW, Action.LIGHT, Action.STATE, Action.TEXT)
"""What draws the eye to a head."""


class Said(NamedTuple):
    """When something is to be seen, whether it is a row, from where to where it reaches, and where its line begins and
    ends."""

    at: float
    row: bool
    low: float
    high: float
    first: float
    last: float


def panning(clips: Iterable[Clip], scenes: Sequence[Scene], layout: Layout) -> list[Clip]:
    """Where the window stands in the sequence, in px from its left side."""
    window = layout.window
    if window is None or layout.span <= window.w + 1:
        return []
    every = sorted(_every(clips, layout), key=lambda one: one.at)
    found: list[Clip] = []
    here = free = 0.0
    for scene in scenes:
        told = [one for one in every if scene.start <= one.at < scene.end]
        left = [one for one in told if one.row] or told
        while left:
            many = _together(left, window.w)
            low, high = min(one.low for one in left[:many]), max(one.high for one in left[:many])
            start = max(scene.start, left[0].at - AHEAD, free)
            if start + MOVE > scene.end:
                break
            for at, place in _places(left[0], low, high, here, start, layout):
                if abs(place - here) > LEAST:
                    found.append(Clip(at, at + MOVE, Action.SCROLL, "pan", place, here, view="sequence"))
                    here = place
            free = max(left[many - 1].at, start) + LOOK
            left = left[many:]
    return found


def _every(clips: Iterable[Clip], layout: Layout) -> Iterator[Said]:
    """Rows as they are said, and heads as they come or change."""
    placed = {
        one.id: one for one in layout.placed if one.view == "sequence" and one.kind in ("head", "message", "note")
    }
    heads = [one.box for one in placed.values() if one.kind == "head"]
    for clip in clips:
        one = placed.get(clip.target)
        if one is None or clip.view != "sequence" or not clip.value:
            continue
        said = clip.action is Action.TENSE and clip.value == "now"
        if said if one.kind != "head" else clip.action in TELLING:
            box = _reach(one, heads)
            if one.kind == "note" and layout.window and box.w > layout.window.w - 2 * AIR:
                box = _words(one)
            first, last = (one.corners[0][0], one.corners[-1][0]) if one.corners else (box.cx, box.cx)
            yield Said(clip.start, one.kind != "head", box.x, box.right, first, last)


def _reach(one: Placed, heads: Sequence[Box]) -> Box:
    """From where to where a thing reaches, with the heads on whose lifelines, or bars there, a message begins and
    ends."""
    ends = [x for x, _ in one.corners[:1] + one.corners[-1:]]
    return union([one.box, *(head for head in heads for x in ends if head.x < x < head.right)])


def _words(note: Placed) -> Box:
    """What a note says, in its middle: all of one that is wider than the window is never seen."""
    wide = max((line.width for line in note.lines), default=0.0)
    return Box(note.box.cx - wide / 2, note.box.y, wide, note.box.h)


def _together(said: Sequence[Said], wide: float) -> int:
    """How many of these, one after the other, are seen from one place; at least one."""
    low, high = said[0].low, said[0].high
    for many, one in enumerate(said[1:], 1):
        low, high = min(low, one.low), max(high, one.high)
        if high - low > wide - 2 * AIR:
            return many
    return len(said)


def _places(
    first: Said, low: float, high: float, here: float, start: float, layout: Layout
) -> Iterator[tuple[float, float]]:
    """When the window moves, and where it then stands: at one place from which all is seen from `low` to `high`, or
    first where a line begins that is longer than that, and then where it ends."""
    window = layout.window
    assert window is not None
    most = layout.span - window.w
    left = min(max(0.0, low - AIR - window.x), most)
    right = min(max(0.0, high + AIR - window.right), most)
    if high - low <= window.w - 2 * AIR:
        if not right <= here <= left:
            yield start, _whole(right, left, layout)
        return
    begin, end = (left, right) if first.last > first.first else (right, left)
    yield start, begin
    yield max(first.at, start + MOVE), end


def _whole(low: float, high: float, layout: Layout) -> float:
    """A place between these from which no head is seen half, as near to their middle as may be."""
    assert layout.window is not None
    left, wide = layout.window.x, layout.window.w
    heads = [one.box for one in layout.placed if one.view == "sequence" and one.kind == "head"]
    middle = (low + high) / 2

    def halves(place: float) -> int:
        ends = (left + place, left + place + wide)
        return sum(box.x < end < box.right for box in heads for end in ends)

    sides = [side - left for box in heads for side in (box.x - EDGE, box.right + EDGE)]
    edges = [*sides, *(side - wide for side in sides)]
    places = [middle, low, high, *(edge for edge in edges if low <= edge <= high)]
    best: float = min(places, key=lambda place: (halves(place), abs(place - middle)))
    return round(best, 1)
