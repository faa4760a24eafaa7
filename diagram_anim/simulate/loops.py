"""Whether a looping step can close: from its loop's start to its end requests come to an end, and nothing else changes.

A looping step goes on after its beats: until the requests of the first seconds behind them have ended, so that all run
evenly, then for the loop.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from typing import Any

import simpy

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.log import ENDS, READINGS, Event, Log
from diagram_anim.model.storyboard import Step, Storyboard
from diagram_anim.simulate.ledger import Ledger

WARM, PATIENCE = 1.0, 10.0
"""Seconds behind a step's last beat whose requests are waited for, and how long at the most."""

SAMPLE = 0.25
"""Seconds from one look at them to the next."""

LOOP, SHARE = 4.0, 0.5
"""Seconds that a loop lasts at the least. A long step is shown faster: then this share of what comes before it."""

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


def settled(step: Step, ends: Sequence[float], start: float, readings: float) -> float:
    """When what a step's beats have changed shows in the requests that are sent, by when each of them ends and when all
    `readings` stand still. A `wait` for a time is no change: its seconds are the loop's own."""
    over = [end for beat, end in zip(step.beats, ends, strict=True) if beat.verb != "wait" or "until" in beat.args]
    return max([start, readings, *over]) + WARM


def even(env: simpy.Environment, ledger: Ledger, at: float) -> Generator[Any, Any, float]:
    """A process that gives the second at which the requests that were sent until `at` have come to their ends."""
    if at > env.now:
        yield env.timeout(at - env.now)
    open: set[int] = set()
    over, seen = at, 0
    while True:
        for event in ledger.events[seen:]:
            if event.request is not None and event.kind == "sent" and event.t <= at:
                open.add(event.request)
            elif event.request in open and event.kind in ENDS:
                open.remove(event.request)
                over = max(over, event.t)
        if not open or env.now >= at + PATIENCE:
            return over
        seen = len(ledger.events)
        yield env.timeout(SAMPLE)


def least(begin: float, start: float) -> float:
    """When a loop ends at the earliest, in a step from `start` on."""
    return begin + max(LOOP, SHARE * (begin - start))


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
