"""The small motions that several effects share, as clips. Lengths are film seconds, by the house's motion tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagram_anim.model.effect import View
from diagram_anim.model.timeline import Action, Clip

APPEAR = 0.56
STAGGER = 0.09
WAVE = 0.42
"""From one wave of a reveal to the next."""

ONE_BY_ONE = 6
"""In so many waves at the most what nothing follows comes."""

SOON = 0.1
"""What follows what a film begins with sets out so soon."""

REVEAL_MOST = 3.6
"""A reveal of many waves is drawn together so that it ends in about this time."""

LEAVE = 0.5
LIGHT = 0.32
ASIDE = 0.55
"""How far the rest stands back: its words can still be read."""


def show(view: View, waves: Sequence[Sequence[str]], at: float) -> tuple[Clip, ...]:
    """What isn't on stage yet comes, wave after wave, its members a little apart. What a film begins with is there
    from its first frame: many show nothing else of it; and it doesn't stand there alone for long. Where nothing follows
    it in a chart, it comes thing by thing."""
    coming = [[one for one in wave if not view.shown(one)] for wave in waves]
    coming = [wave for wave in coming if wave]
    opening = at == 0 and not view.others(())
    first = next((turn for turn, wave in enumerate(coming) if not all(map(view.frames, wave))), 0) if opening else -1
    last = coming[first] if opening and first == len(coming) - 1 else ()
    if len(last) > 1 and all("chart" in view.views(one) for one in last):
        size = -(-len(coming[first]) // ONE_BY_ONE)
        whole = coming.pop()
        coming += [whole[place : place + size] for place in range(0, len(whole), size)]
    pause = min(WAVE, REVEAL_MOST / max(1, len(coming)))
    early = max(0.0, (first + 1) * pause - SOON) if opening else 0.0
    clips = []
    for turn, wave in enumerate(coming):
        there = turn <= first
        apart = min(STAGGER, WAVE / max(1, len(wave)))
        for place, target in enumerate(wave):
            begin = at if there else at + turn * pause + place * apart - early
            end = begin if there else begin + APPEAR
            clips += [Clip(begin, end, Action.SHOW, target, 1.0, view=one, ease="enter") for one in view.views(target)]
    return tuple(clips)


def arrive(view: View, targets: Sequence[str], at: float) -> tuple[Clip, ...]:
    """Those of the targets that aren't on stage yet come with the edges between them and what is there."""
    coming = [one for one in targets if not view.shown(one)]
    return show(view, view.waves(view.expand(coming)) if coming else [], at)


def hide(view: View, targets: Iterable[str], at: float) -> tuple[Clip, ...]:
    return tuple(
        Clip(at, at + LEAVE, Action.SHOW, target, 0.0, view=one, ease="leave")
        for target in targets
        for one in view.views(target)
        if view.shown(target)
    )


def light(view: View, targets: Iterable[str], at: float, tone: str = "traffic") -> tuple[Clip, ...]:
    """The targets are what is spoken of; what was lit before goes dark when the timeline sees this."""
    return tuple(
        Clip(at, at + LIGHT, Action.LIGHT, target, tone, view=one) for target in targets for one in view.views(target)
    )


def alone(view: View, targets: Sequence[str], at: float) -> tuple[Clip, ...]:
    """The rest of the chart stands back while the targets are spoken of; the timeline brings it forth again."""
    wires = set(view.touching(view.others(())))
    chosen = {one for one in view.expand(targets) if one not in wires}.union(view.touching(targets))
    return tuple(
        Clip(at, at + LIGHT, Action.DIM, other, ASIDE, view="chart")
        for other in view.others(chosen)
        if "chart" in view.views(other)
    )


OFF = "off"
"""The slot of what stands back because it is off the way of a message; what another message passes doesn't."""


def off(view: View, way: Sequence[str], at: float) -> tuple[Clip, ...]:
    """All but the things and wires on a way and the groups that hold them stands back."""
    held = [one for one in view.expand(way) if view.frames(one)]
    return tuple(
        Clip(at, at + LIGHT, Action.DIM, other, ASIDE, view="chart", slot=OFF)
        for other in view.others((*way, *held))
        if "chart" in view.views(other)
    )


def hold(at: float, seconds: float) -> Clip:
    """Time in which nothing new happens, so that what was shown can be read."""
    return Clip(at, at + seconds, Action.TEXT, "rest", "", view="frame")


def reading(words: str) -> float:
    """How long a label takes to be taken in."""
    return min(2.0, max(0.9, len(words) / 12))
