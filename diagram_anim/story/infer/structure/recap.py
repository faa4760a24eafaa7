"""All that runs through a chart once more, from where it begins to where it ends.

Comes in: a chart. Goes out: the ways through it, and a step in which data takes them: what leads on from where anything
is watched or copied follows, since that passes nothing on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story import sense
from diagram_anim.story.graph import cover, levels, parts
from diagram_anim.story.infer.beats import of_each
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.structure.sends import SENDS, flow, sent, whole
from diagram_anim.story.infer.words.saying import Way, in_vain

ALL = SENDS + 4
"""So many ways are taken at once, at the most: with fewer it wouldn't be the whole."""


def again(given: Given) -> Step:
    """Everything once more, from where it begins to where it ends. What watches or copies passes nothing on: what leads
    on from there follows."""
    turns: dict[Way, int] = {}
    for way in _of_each(given, whole_ways(given)):
        for turn, piece in enumerate(passed_on(given, way)):
            turns[piece] = max(turn, turns.get(piece, 0))
    led = {way: turn for way, turn in turns.items() if not any(in_vain(given, hop) for hop in pairwise(way))} or turns
    rows = [[way for way, turn in led.items() if turn == now] for now in sorted({*led.values()})]
    if len(rows) == 1:
        return flow(given, rows[0], given.say("again"))
    first, *later = ([one for way in row for one in sent(given, way)] for row in rows)
    return given.step(given.say("again"), *first, *(one for row in later for one in _behind(row)))


def _behind(row: Sequence[Beat]) -> Sequence[Beat]:
    """Beats that begin together, once those before them have ended."""
    return (replace(row[0], then=True), *row[1:])


def passed_on(given: Given, way: Way) -> list[Way]:
    """A way in pieces, parted before and behind each arrow that watches or copies."""
    ends = [at for at, hop in enumerate(pairwise(way)) if _stays(given, hop) for at in (at, at + 1)]
    marks = [0, *dict.fromkeys(at for at in ends if 0 < at < len(way) - 1), len(way) - 1]
    return [way[first : last + 1] for first, last in pairwise(marks)]


def _stays(given: Given, hop: Way) -> bool:
    label = given.graph.edge(*hop).label
    told = sense.says(label.plain, "replicate", "watcher", "alive") if label else None
    return bool(told or sense.says(given.words(hop[0]), "watcher", "observer"))


def whole_ways(given: Given) -> list[Way]:
    depth = levels(given.graph)
    return list(dict.fromkeys(whole(given, path, depth) for path in cover(given.graph)))


def _of_each(given: Given, ways: Sequence[Way]) -> list[Way]:
    """As many of the ways as may run at once, in turn from each of the systems that no arrow joins."""
    apart = ([way for way in ways if way[0] in part] for part in parts(given.graph))
    chosen = of_each(apart, ALL)
    return [way for way in ways if way in chosen]
