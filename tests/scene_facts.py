"""Facts of a scene, as they stand beside it in `scenes/NAME.facts`, held against the log of its run.

A line is a fact, `#` begins a remark. What is spoken of, and then what is said of it:

    lost                a total of requests: sent, served, error, lost, refused, timeout
    W.ready             a figure or a state of a part, as the log tells it over time
    detected N1         how often something happens (to a part), or when

    is 0                that figure, or so many times       goes 3 7 14     these values, one after another
    at least 3          never less                          ends 4          the last value
    at most 5           never more                          sums 60         all values together
    comes 50s after failed N1                               peaks at least 75, ends at most 50
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diagram_anim.model.effect import Kind
from diagram_anim.model.log import Event, Log
from diagram_anim.story.grammar import units

TOTALS = ("sent", "served", "error", "lost", "refused", "timeout")
NEAR = 0.25
"""Seconds by which a moment may differ from what is said: a message is on its way for some of them."""

_FACT = re.compile(r"(?P<of>.+?) (?P<what>is|goes|ends|peaks|sums|comes|at least|at most)\b ?(?P<value>.*)")
_BOUND = re.compile(r"(at least|at most) (.+)")


def facts(text: str) -> list[str]:
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def holds(log: Log, fact: str) -> bool:
    """Whether a fact holds; ValueError where it isn't one."""
    found = _FACT.fullmatch(fact)
    if found is None:
        raise ValueError(f"no fact: {fact}")
    of, what, value = found["of"], found["what"], found["value"]
    if what == "comes":
        after, _, other = value.partition(" after ")
        told = [
            abs(one - two - units.value(Kind.DURATION, after)) for one in _when(log, of) for two in _when(log, other)
        ]
        return min(told) < NEAR
    values = _values(log, of)
    if not values:
        raise ValueError(f"nothing in the log is {of}")
    if what in ("at least", "at most"):
        return all(_within(one, what, value) for one in values)
    if what == "goes":
        return [_said(one) for one in values] == value.split()
    one = {"is": _last, "ends": _last, "peaks": max, "sums": sum}[what](values)
    bound = _BOUND.fullmatch(value)
    return _within(one, *bound.groups()) if bound else _said(one) == value


def _within(one: float, what: str, value: str) -> bool:
    return one >= float(value) if what == "at least" else one <= float(value)


def _said(one: object) -> str:
    return f"{one:g}" if isinstance(one, int | float) else str(one)


def _values(log: Log, of: str) -> Sequence:
    """What the log tells of it, one value after another, the same twice taken once."""
    if of in TOTALS:
        return [log.totals.get(of, 0) if log.totals else 0]
    part, dot, key = of.rpartition(".")
    if not dot:
        return [len(_happenings(log, of))]
    told = [value for event in log.events if event.of == part for value in _told(event, key)]
    moments = {} if key == "refused" else dict(told)  # of one moment the last holds
    series = [value for _, value in told] if key == "refused" else [*moments.values()]
    return [one for place, one in enumerate(series) if key == "refused" or place == 0 or series[place - 1] != one]


def _told(event: Event, key: str) -> Iterator[tuple[object, object]]:
    """What an event tells of its part under a name, with what stands for its moment."""
    if event.kind == "gauge" and event.data["name"] == key:
        yield event.t, event.data["value"]
    elif event.kind == "split" and key in event.data["to"]:
        yield event.t, event.data["to"][key]
    elif key in event.data and event.kind not in ("gauge", "split"):
        yield (event.t if event.kind == "replicas" else id(event)), event.data[key]


def _happenings(log: Log, of: str) -> list[float]:
    """When something happens: an event by its kind, or a part's coming into a state."""
    what, _, part = of.partition(" ")
    return [
        event.t
        for event in log.events
        if (event.kind == what or (event.kind == "state" and event.data["state"] == what))
        and (not part or event.of == part)
    ]


def _when(log: Log, of: str) -> list[float]:
    times = _happenings(log, of)
    if not times:
        raise ValueError(f"nothing in the log is {of}")
    return times


def _last(values: Sequence) -> object:
    return values[-1]
