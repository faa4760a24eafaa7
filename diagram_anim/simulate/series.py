"""A run in stretches of time: what was sent and how it ended, how long it took, who was there and how busy.

Comes in: a log. Goes out: a row for each second, or for each step. Columns, in this order:

`step` counts from 1; `from` and `to` are the system's seconds of the stretch; `film` is the film's second of its end,
where there is a clock; `sent`, `served`, `error`, `lost`, `refused` and `timeout` count what fell into it (the end of a
second belongs to it, its beginning to the one before; what the beats of a step do as it begins is the step's own);
`in_flight` is what was under way at its end; `p50`, `p90` and `p99` are seconds that the requests served in it took, by
nearest rank, empty where there were none; then for each thing with copies `NAME.ready` and `NAME.wanted`, and for each
meter `NAME.METER`, percent, all as they stood at its end.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from diagram_anim.model.log import ENDS, Clock, Event, Log
from diagram_anim.simulate.ledger import GRAIN, percentile

COUNTS = ("sent", *ENDS)
SHARES = (50, 90, 99)
FIRST = ("step", "from", "to", "film", *COUNTS, "in_flight", *(f"p{share}" for share in SHARES))
"""The columns that every run has."""

FILM_DIGITS = 3


def columns(log: Log) -> list[str]:
    """All columns of a run, those of its things in the order in which they were first told of."""
    found: dict[str, None] = {}
    for event in log.events:
        found |= dict.fromkeys(_standing(event))
    return [*FIRST, *found]


def per_second(log: Log, clock: Clock | None = None) -> Iterator[dict[str, Any]]:
    """A row for each second of the system's time, the last one cut at the run's end; one where no time passes."""
    ends = [end for _, end in log.steps]
    last = ends[-1] if ends else 0.0
    stretches = [(float(second), min(second + 1.0, last)) for second in range(max(math.ceil(last), bool(ends)))]
    steps = [bisect_left(ends, end) for _, end in stretches]
    places = [bisect_right(log.events, end, key=lambda event: event.t) for _, end in stretches]
    yield from _rows(log, clock, stretches, steps, places)


def per_step(log: Log, clock: Clock | None = None) -> Iterator[dict[str, Any]]:
    """A row for each step; one in which no time passes counts nothing."""
    places = [*log.cuts[1:], len(log.events)] if log.steps else []
    yield from _rows(log, clock, log.steps, range(len(log.steps)), places)


def _rows(
    log: Log,
    clock: Clock | None,
    stretches: Sequence[tuple[float, float]],
    steps: Sequence[int],
    places: Sequence[int],
) -> Iterator[dict[str, Any]]:
    """`places` are those behind each stretch's last event."""
    standing: dict[str, Any] = {}
    since: dict[int, float] = {}
    place, total = 0, Counter[str]()
    for (start, end), step, last in zip(stretches, steps, places, strict=True):
        counts, took = Counter[str](), list[float]()
        for event in log.events[place:last]:
            standing |= _standing(event)
            if event.request is None or event.kind not in COUNTS:
                continue
            counts[event.kind] += event.count
            if event.kind == "sent":
                since[event.request] = event.t
            elif event.kind == "served":
                took.append(round(event.t - since[event.request], GRAIN))
        place = last
        total += counts
        took.sort()
        yield {
            "step": step + 1,
            "from": start,
            "to": end,
            **({"film": round(clock.film(end), FILM_DIGITS)} if clock else {}),
            **{kind: counts[kind] for kind in COUNTS},
            "in_flight": total["sent"] - sum(total[kind] for kind in ENDS),
            **{f"p{share}": percentile(took, share) for share in SHARES},
            **standing,
        }


def _standing(event: Event) -> dict[str, Any]:
    """What an event says of how things stand from then on."""
    if event.kind == "replicas":
        return {f"{event.of}.{key}": event.data[key] for key in ("ready", "wanted")}
    if event.kind == "gauge":
        return {f"{event.of}.{event.data['name']}": event.data["value"]}
    return {}
