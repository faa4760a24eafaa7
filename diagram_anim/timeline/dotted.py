"""What is seen of the requests: how many one dot stands for, and which of them are drawn.

Where too many would be on the way at once, a dot stands for a round number of requests, taken evenly from each route
and fate so that shares and losses stay true.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import inf

from diagram_anim.model.timeline import Action, Clip
from diagram_anim.timeline.requests import Branch, Trip
from diagram_anim.timeline.view import Stagehand

MOST = 60
"""Dots on the way at once that an eye can still take in."""

APART = 22.0
"""Px between two dots on a wire where most is sent: nearer together their heads (17 px) would touch."""

_TENS = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80)
ROUND = (1, 2, 3, 4, 5, 6, 8, *(tens * step for tens in (1, 10, 100, 1000) for step in _TENS))
"""What a dot may stand for: close enough to each other that the fullest wire is full, and still said in a breath."""

FALLING = 0.1
"""Film seconds from one loss to the next at one place: sooner after another their marks would be a heap."""

FALLEN, LANES = 0.34, 3
"""Film seconds after which another of what is lost at one place is seen to fall, clear of the one before; and in how
many lanes they do so, one after another."""

HALF, SOON, LATE = 0.5 - 1e-9, 0.2, 1.4 - 1e-9
"""A dot comes amid the requests that it stands for; so much earlier, where what it tells is no loss, or later, not to
run into one of another way."""


def weights(found: Sequence[Trip], stage: Stagehand, steps: Sequence[tuple[float, float]]) -> list[tuple[float, int]]:
    """How many requests one dot stands for, from when on: the least round numbers that leave no more than `MOST` under
    way, dots on a wire `APART`, losses at one place `FALLING`.

    `steps` are the seconds at which each begins, and how many of the system's it shows in one. A step that shows more
    of them has as much heavier dots, up to what the film needs at most: more dots are seen where more is sent, not
    where time runs faster.
    """
    ends = [start for start, _ in steps[1:]] + [inf]
    needs = [
        _crowd([trip for trip in found if (place == 0 or start <= trip.end) and trip.end < end], stage)
        for place, ((start, _), end) in enumerate(zip(steps, ends, strict=True))
    ]
    each = max((trip.count for trip in found), default=1)
    least = max((need / ratio for need, (_, ratio) in zip(needs, steps, strict=True) if ratio > 0), default=0.0)
    most = before = _round(max(needs, default=0.0))
    result: list[tuple[float, int]] = []
    for start, ratio in steps:
        enough = min(most, _round(least * ratio))
        # A dot keeps its meaning where that is only a little more than it would need, and where nothing runs.
        if ratio > 0 and not enough <= before <= 2 * enough:
            before = enough
        result.append((start, each * before))
    return result


def _round(need: float) -> int:
    return next((number for number in ROUND if number >= need - 1e-9), ROUND[-1])


def _crowd(found: Sequence[Trip], stage: Stagehand) -> float:
    """How many times too many they would be as single dots."""
    runs = [one for trip in found for one in trip.runs(stage)]
    changes = sorted([(begin, 1) for _, begin, _ in runs] + [(end, -1) for _, _, end in runs])
    under_way = most = 0
    for _, change in changes:
        under_way += change
        most = max(most, under_way)
    ends: dict[str, list[float]] = defaultdict(list)
    falls: dict[str, list[float]] = defaultdict(list)
    for trip in found:
        for wire in {*trip.wires, *(wire for one in trip.asides for wire in one.wires)}:
            ends[wire].append(trip.end)
    for branch, _, end in runs:
        if branch.fate in ("lost", "timeout"):
            falls[branch.wires[-1]].append(end)
    full = [_density(ends[wire]) * APART / stage.speed(wire) for wire in sorted(ends)]
    lost = [_density(falls[wire]) * FALLING for wire in sorted(falls)]
    return max([most / MOST, *full, *lost])


def _density(ends: Sequence[float]) -> float:
    """The most dots a second that end, over windows of two seconds."""
    ends = sorted(ends)
    window = 2.0
    first = most = 0
    for last, end in enumerate(ends):
        while end - ends[first] > window:
            first += 1
        most = max(most, last - first)
    return most / window


def dots(found: Sequence[Trip], every: Sequence[tuple[float, int]], stage: Stagehand) -> list[Clip]:
    """The trips as clips, one for every so many of the same route, version and fate; `every` from when on."""
    clips = []
    fallen: dict[str, tuple[int, float]] = {}
    tones: dict[str, set[str]] = defaultdict(set)
    for trip in found:
        for wire in trip.wires:
            tones[wire].add(trip.tone)
    for trip, weight in _drawn(found, every, stage):
        for run, begin, end in trip.runs(stage):
            fate = "lost" if run.fate in ("lost", "timeout") else run.fate
            value = {"tone": trip.tone, "weight": weight}
            if alike := _alike(run.wires, tones):
                value["alike"] = alike
            if fate == "lost":
                count, last = fallen.get(run.wires[-1], (0, -inf))
                if end - last >= FALLEN:
                    value["lane"] = count % LANES
                    fallen[run.wires[-1]] = (count + 1, end)
            clips.append(Clip(begin, end, Action.FLOW, run.at, value, slot=fate, path=run.wires, ease="linear"))
    return clips


def _alike(wires: Sequence[str], tones: Mapping[str, set[str]]) -> int:
    """On how many wires of a way, from its start, no dot has a version yet: ways to others lead along them, too."""
    return next((place for place, wire in enumerate(wires[:-1]) if len(tones[wire]) == 1), len(wires) - 1)


def _drawn(found: Sequence[Trip], every: Sequence[tuple[float, int]], stage: Stagehand) -> list[tuple[Trip, int]]:
    """Those that are seen, and how many each stands for.

    They run evenly: what is due on the wire by which they leave says when one comes, what is owed to each way and fate
    which it is, and it waits for one that has room on all its wires. None is ever a dot and a half behind.
    """
    starts = [start for start, _ in every]
    due: dict[str, float] = defaultdict(float)
    owed: dict[tuple[tuple[str, ...], str, str, tuple[Branch, ...]], float] = defaultdict(float)
    room = _Room(stage)
    seen: dict[int, int] = {}
    for place, trip in sorted(enumerate(found), key=lambda one: one[1].begin):
        weight = every[max(0, bisect_right(starts, trip.end) - 1)][1]
        door, kind = trip.wires[0], (trip.wires, trip.fate, trip.tone, trip.asides)
        due[door] += trip.count / weight
        owed[kind] += trip.count / weight
        soon = SOON if trip.fate == "served" else HALF
        comes = due[door] >= soon and owed[kind] >= soon and room.has(trip)
        if weight <= trip.count or owed[kind] >= LATE or comes:
            due[door] -= 1
            owed[kind] -= 1
            seen[place] = weight
            room.take(trip)
    return [(found[place], seen[place]) for place in sorted(seen)]


class _Room:
    """When dots come onto each wire, in film seconds."""

    def __init__(self, stage: Stagehand) -> None:
        self._stage = stage
        self._known: dict[tuple[str, ...], tuple[tuple[float, ...], list[float]]] = {}
        self._on: dict[str, list[float]] = defaultdict(list)

    def has(self, trip: Trip) -> bool:
        for wire, at, apart in self._comes(trip):
            on = self._on[wire]
            place = bisect_right(on, at)
            if (place and at - on[place - 1] < apart) or (place < len(on) and on[place] - at < apart):
                return False
        return True

    def take(self, trip: Trip) -> None:
        for wire, at, _ in self._comes(trip):
            insort(self._on[wire], at)

    def _comes(self, trip: Trip) -> Iterator[tuple[str, float, float]]:
        if trip.wires not in self._known:
            hops = self._stage.hops(trip.wires)
            self._known[trip.wires] = hops, [APART / self._stage.speed(wire) for wire in trip.wires]
        hops, aparts = self._known[trip.wires]
        pace, at = (trip.end - trip.begin) / sum(hops), trip.begin
        for wire, hop, apart in zip(trip.wires, hops, aparts, strict=True):
            yield wire, at, apart * pace
            at += hop * pace
