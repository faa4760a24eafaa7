"""What edges show that they carry: requests on their way, losses, nothing yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from math import inf
from operator import itemgetter

from diagram_anim.model.cast import Cast
from diagram_anim.model.timeline import Action, Clip
from diagram_anim.timeline.loops import SETTLED, Loop
from diagram_anim.timeline.view import Stagehand

PAUSE = 1.6
"""Film seconds without dots after which an edge rests."""

COMES, GOES = 0.24, 0.32
"""Film seconds in which an edge is lit as a lane, and goes dark."""

ROW = 3
"""So many must get lost one after the other for the edge to end before its arrowhead: one now and then doesn't cut it.
"""

UNREADY = frozenset({"pending", "starting"})
"""The states of what takes no requests yet."""


def lanes(clips: Sequence[Clip], stage: Stagehand, loops: Sequence[Loop] = ()) -> list[Clip]:
    """A wire is lit as a lane while dots run on it; short gaps between dots don't break it, and in a loop none does.
    From where one gets lost at its end until another arrives it ends there."""
    spans: dict[str, list[tuple[float, float]]] = defaultdict(list)
    ends: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for clip in clips:
        at, hops = clip.start, stage.hops(clip.path)
        slower = (clip.end - clip.start) / sum(hops)
        for wire, hop in zip(clip.path, hops, strict=True):
            spans[wire].append((at, at + hop * slower))
            at += hop * slower
            ends[wire].append((at, clip.slot == "lost" and wire == clip.path[-1]))
    for loop in loops:
        for wire in {wire for clip in clips if loop.start <= clip.end < loop.end for wire in clip.path}:
            spans[wire].append((loop.start - SETTLED, loop.end))
    return [clip for wire, times in spans.items() for clip in _lit(wire, times, sorted(ends[wire]))]


def _lit(wire: str, times: Iterable[tuple[float, float]], ends: Sequence[tuple[float, bool]]) -> Iterator[Clip]:
    """A wire's lane, for each span of times without a longer pause."""
    for begin, end in _whole(times):
        yield Clip(begin, begin + COMES, Action.LANE, wire, "live")
        runs = ([*run] for _, run in groupby((one for one in ends if begin < one[0] < end), key=itemgetter(1)))
        broken = False
        for run in runs:
            at, lost = run[0]
            if (lost and len(run) >= ROW) != broken:
                broken = not broken
                yield Clip(at, at, Action.LANE, wire, "lost" if broken else "live")
        yield Clip(end, end + GOES, Action.LANE, wire, "")


def _whole(times: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans of times, those that lie no more than a pause apart joined."""
    found: list[tuple[float, float]] = []
    for start, stop in sorted(times):
        if found and start <= found[-1][1] + PAUSE:
            found[-1] = found[-1][0], max(found[-1][1], stop)
        else:
            found.append((start, stop))
    return found


def merged(lit: Sequence[Clip], struck: Iterable[Clip], states: Iterable[Clip], cast: Cast) -> list[Clip]:
    """Lanes as they are seen: lit while requests run on them, else struck out where it is known that they lead to
    nothing, and of those that carry requests at any time waiting while what they join isn't ready to take any."""
    carried, dead, ends = (_by_target(clips) for clips in (lit, struck, states))
    joined = {wire.id: (wire.source, wire.target) for wire in cast.wires}
    found: list[Clip] = []
    for wire in sorted({*carried, *dead}):
        spans = [span for end in joined.get(wire, ()) for span in _unready(ends[end])]
        found += _merged(wire, carried[wire], dead[wire], spans if wire in carried else [])
    return found


def _by_target(clips: Iterable[Clip]) -> defaultdict[str, list[Clip]]:
    found: defaultdict[str, list[Clip]] = defaultdict(list)
    for clip in clips:
        found[clip.target].append(clip)
    return found


def _unready(states: Iterable[Clip]) -> Iterator[tuple[float, float]]:
    """The spans of time in which a part isn't ready yet."""
    begin: float | None = None
    for clip in sorted(states, key=lambda clip: clip.start):
        if clip.value in UNREADY and begin is None:
            begin = clip.start
        elif clip.value not in UNREADY and begin is not None:
            yield begin, clip.start
            begin = None
    if begin is not None:
        yield begin, inf


def _merged(
    wire: str, lit: Iterable[Clip], dead: Iterable[Clip], spans: Sequence[tuple[float, float]]
) -> Iterator[Clip]:
    turns = [(clip, {"lit": str(clip.value)}) for clip in lit] + [(clip, {"dead": str(clip.value)}) for clip in dead]
    turns += [(Clip(at, at + GOES, Action.LANE, wire), {}) for span in spans for at in span if at < inf]
    told, shown = {"lit": "", "dead": ""}, ""
    for clip, turn in sorted(turns, key=lambda one: one[0].start):
        told |= turn
        waits = any(begin <= clip.start < end for begin, end in spans)
        if (value := told["lit"] or ("waiting" if waits else told["dead"])) != shown:
            yield replace(clip, value=value)
        shown = value
