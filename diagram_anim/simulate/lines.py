"""The log as data: JSON objects a line, or rows for a spreadsheet.

Comes in: a log and, where there is a film, its clock. Goes out: what `inspect log` prints, but for the diagram's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from diagram_anim.model.log import REQUEST_EVENTS, Clock, Event, Log
from diagram_anim.simulate import series
from diagram_anim.simulate.things import State

TOLD = ("t", "film", "event", "request", "at", "to", "of", "state", "name", "value", "ready", "total", "wanted")
COLUMNS = (*TOLD, "count")
"""Of `rows`; `count` says how many requests one stands for, where more than one, or how many wait. The shares of a
split stand in `to` as `V1=50 V2=50`."""

FILM_DIGITS = 3


def lines(log: Log, clock: Clock | None = None) -> Iterator[dict[str, Any]]:
    """The run, its events in order, its totals with a row for each step (`series`). `film` is there where a clock is.
    Parts that aren't running yet have no line: the log knows them as pending, which is no state of a running thing."""
    points = [[round(film, FILM_DIGITS), system] for film, system in clock.points] if clock else []
    yield {"event": "run", "seed": log.seed, "clock": points}
    for event in log.events:
        if event.data.get("state") != State.PENDING:
            yield _line(event, clock)
    steps = {"steps": [*series.per_step(log, clock)]} if log.totals else {}
    yield {"event": "totals", **log.totals, **steps}


def rows(log: Log, clock: Clock | None = None) -> Iterator[dict[str, Any]]:
    """The events as flat rows under `COLUMNS`; what doesn't apply is empty."""
    for event in log.events:
        line = _line(event, clock)
        if isinstance(line.get("to"), dict):
            line["to"] = " ".join(f"{name}={share}" for name, share in line["to"].items())
        yield {column: line.get(column, "") for column in COLUMNS}


def _line(event: Event, clock: Clock | None) -> dict[str, Any]:
    line: dict[str, Any] = {"t": event.t}
    if clock is not None:
        line["film"] = round(clock.film(event.t, event.kind in REQUEST_EVENTS), FILM_DIGITS)
    line["event"] = event.kind
    if event.kind in REQUEST_EVENTS:
        line |= {"request": event.request, "at": event.at}
        if event.to:
            line["to"] = event.to
        if event.count > 1:
            line["count"] = event.count
        return line
    return {**line, "of": event.of, **event.data}
