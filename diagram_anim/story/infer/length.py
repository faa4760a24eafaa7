"""How long a telling will last, roughly: a film too short to be taken in is told more slowly."""

from __future__ import annotations

from collections.abc import Sequence

from diagram_anim.model import reading
from diagram_anim.model.storyboard import Beat, Step

LEAST = 12.0
"""Seconds that a film should last at the least."""

SLOWEST = 1.6
STEPS = 6

_HOP, _MESSAGE, _RUNNING = 0.9, 1.3, 3.0
_MOTION = {"appear": 1.6, "highlight": 1.2, "illustrate": 3.2}


def pace(steps: Sequence[Step], lang: str) -> float:
    """How much slower than usual, so that it lasts long enough; 1 for nearly all."""
    for tenth in range(STEPS):
        found = 1 + tenth / 10
        if sum(_seconds(step, lang, found) for step in steps) >= LEAST:
            return found
    return SLOWEST


def _seconds(step: Step, lang: str, slower: float) -> float:
    read = reading.seconds(step.say.get(lang, ""), lang)
    chains: list[float] = []
    for beat in step.beats:
        if beat.then and chains:
            chains[-1] += _motion(beat)
        else:
            chains.append(_motion(beat))
    return max([read * slower, *chains])


def _motion(beat: Beat) -> float:
    if beat.verb == "send":
        return _HOP * (len(beat.targets) - 1)
    if beat.verb == "play":
        return _MESSAGE * float(beat.args["last"] - beat.args["first"] + 1)
    if beat.verb == "wait":
        return float(beat.args.get("seconds", _RUNNING))
    return _MOTION.get(beat.verb, float(beat.args.get("over", _RUNNING)))
