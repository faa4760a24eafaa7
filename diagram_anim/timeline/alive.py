"""What is spoken of goes on being told while nothing else moves: it pulses slowly, in the order in which it was lit.

A message isn't sent again for it, since that would be another one. Of a group what stands in it pulses; of a message
and a note whom they are between or about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from diagram_anim.model.cast import Cast
from diagram_anim.model.timeline import Action, Clip, Scene

STILL = 1.2
"""Film seconds for which nothing may move: time in which to see what has come about."""

REST = 0.3
LASTS = 1.2
EVERY = 1.2
"""A pulse begins so long after the one before, so that the rings run into one another."""

READING = 0.5
"""Readings so close to one another are one movement."""

TOGETHER = 0.05
"""What was lit within so many seconds was lit at once."""


def pulses(clips: Sequence[Clip], scenes: Sequence[Scene], cast: Cast) -> list[Clip]:
    bearers = _bearers(cast)
    lights = sorted((one for one in clips if _lights(one) and _told(one) in bearers), key=lambda one: one.start)
    moving = sorted(span for clip in clips for span in _moves(clip))
    found: list[Clip] = []
    for scene in scenes:
        if scene.loop is not None:
            continue
        for start, end in _gaps(moving, scene):
            lit = _lit(lights, start, scene)
            turns = range(int((end - start - REST - LASTS) / EVERY) + 1) if end - start >= REST + LASTS else ()
            for turn in turns if lit else ():
                at = round(start + REST + turn * EVERY, 3)
                tones = {(one.view, id): _tone(one) for one in lit[turn % len(lit)] for id in bearers[_told(one)]}
                found += [Clip(at, at + LASTS, Action.PULSE, id, tone, view=view) for (view, id), tone in tones.items()]
    return found


def _bearers(cast: Cast) -> dict[tuple[str, str], tuple[str, ...]]:
    """Which cards and heads pulse for what is told in each view."""
    found: dict[tuple[str, str], tuple[str, ...]] = {("chart", card.id): (card.id,) for card in cast.cards}
    found |= {("chart", one.id): tuple(card.id for card in cast.cards if card.group == one.id) for one in cast.groups}
    heads = {one.id for one in cast.heads}
    rows = (row for row in cast.rows if row.kind in ("message", "note"))
    return found | {("sequence", row.id): tuple(id for id in dict.fromkeys(row.over) if id in heads) for row in rows}


def _lights(clip: Clip) -> bool:
    return clip.action is (Action.LIGHT if clip.view == "chart" else Action.TENSE)


def _told(clip: Clip) -> tuple[str, str]:
    return clip.view, clip.target


def _tone(clip: Clip) -> object:
    return clip.value if clip.view == "chart" else "traffic"


def _moves(clip: Clip) -> Iterator[tuple[float, float]]:
    """From when to when a clip moves anything."""
    if clip.target == "rest":
        return
    if clip.series:
        for (start, _), (end, _) in pairwise(clip.series):
            if end - start <= READING:
                yield start, end
    elif clip.end > clip.start:
        yield clip.start, clip.end


def _gaps(moving: Iterable[tuple[float, float]], scene: Scene) -> Iterator[tuple[float, float]]:
    """Where nothing moves in a step for longer than it may."""
    at = scene.start
    for start, end in moving:
        if end <= at:
            continue
        if start >= scene.end:
            break
        if start - at > STILL:
            yield at, start
        at = end
    if scene.end - at > STILL:
        yield at, scene.end


def _lit(lights: Sequence[Clip], at: float, scene: Scene) -> list[list[Clip]]:
    """What is lit or spoken of at a moment of a step, in the order in which it was, that at once which was at once."""
    last: dict[tuple[str, str], Clip] = {}
    for clip in lights:
        if clip.start <= at:
            last.pop(_told(clip), None)
            if clip.value not in ("", "past") and clip.start >= scene.start:
                last[_told(clip)] = clip
    turns: list[list[Clip]] = []
    for clip in last.values():
        same = turns and clip.start - turns[-1][-1].start <= TOGETHER
        turns[-1].append(clip) if same else turns.append([clip])
    return turns
