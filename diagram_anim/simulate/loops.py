"""Whether a looping step can close: from its loop's start to its end requests come to an end, and nothing else changes.

A looping step goes on after its beats: `WARM` seconds until what they have set going runs evenly, then the loop.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.log import READINGS, Event, Log
from diagram_anim.model.storyboard import Step, Storyboard
from diagram_anim.simulate.ledger import ENDS

WARM = 1.0
"""Seconds from a step's last beat to its loop."""

LOOP = 4.0
"""Seconds that a loop lasts at the least."""

CALM = 15.0
"""Percentage points by which a reading may waver within a loop: its mean is shown."""


def unclosed(board: Storyboard, log: Log) -> Iterator[Diagnostic]:
    """What keeps a loop from closing, an error for each step (`loop-open`, `loop-empty`)."""
    for index, since in log.loops.items():
        step = board.steps[index]
        first = bisect_right(log.events, since, key=lambda event: event.t)
        during = log.events[first : log.cuts[index + 1] if index + 1 < len(log.cuts) else len(log.events)]
        if not any(event.kind in ENDS for event in during):
            message = "no request comes to its end in this `loop`, so that there is nothing to repeat"
            hint = "let `traffic` run in it, or give it more time with `wait`"
            yield error("loop-empty", message, step.span, hint=hint)
        elif change := _change(log.events[:first], during):
            message = f"this `loop` can't close: {change}, so that it doesn't end as it began"
            hint = "let the change come about in the step before, or let this step `wait until` it has"
            yield error("loop-open", message, step.span, hint=hint)


def begin(step: Step, ends: Sequence[float], start: float, settled: float) -> float:
    """When a step's loop begins, by when each of its beats ends and when all readings stand still. A `wait` for a time
    is no change: its seconds are the loop's own."""
    over = [end for beat, end in zip(step.beats, ends, strict=True) if beat.verb != "wait" or "until" in beat.args]
    return max([start, settled, *over]) + WARM


def _change(before: Sequence[Event], during: Sequence[Event]) -> str:
    """The first change in the loop, in words; "" for none."""
    for event in during:
        if event.request is None and event.kind not in READINGS:
            return f"`{event.data.get('state', event.kind)} {event.of}` comes at {event.t:.1f} s"
    readings: dict[tuple[str, str], list[float]] = defaultdict(list)
    for event in before:
        if event.kind == "gauge":
            readings[event.of, event.data["name"]] = [float(event.data["value"])]
    for event in during:
        if event.kind == "gauge":
            readings[event.of, event.data["name"]].append(float(event.data["value"]))
    for (part, name), values in readings.items():
        if max(values) - min(values) > CALM:
            return f"{name} of {part} goes from {values[0]:g} % to {values[-1]:g} %"
    return ""
