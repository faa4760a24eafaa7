"""What the simulation saw: a run's events in order, in the system's own seconds.

`sent = served + error + lost + refused + timeout + in_flight` holds at every moment. `request` numbers count from 1;
where more are sent than can be simulated one by one, each stands for a round number of them, its `count`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

LOSSES = ("lost", "refused", "timeout")
"""How a request ends that gets no answer."""

ENDS = ("served", "error", *LOSSES)
"""How a request ends: well, with an answer that tells of an error (HTTP's 5xx), or without any."""

COUNTED = {"served": "served", "error": "error", "lost": "lost", "timeout": "lost", "refused": "refused"}
"""By which counter a request is counted that ends so: one that nobody answers in time is lost to who waits for it."""

REQUEST_EVENTS = ("sent", "routed", "answered", "unanswered", *ENDS)

READINGS = ("gauge", "connections", "behind", "missed")
"""Kinds of events that tell of a reading, and of no change."""


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is the interface's word (`sent routed served lost … state split replicas gauge detected drained elected`).

    `at` is where a request is, `to` where it is sent on; `of` whom a state, gauge or split belongs to; `data` holds
    the rest by the interface's names.
    """

    t: float
    kind: str
    request: int | None = None
    at: str = ""
    to: str = ""
    of: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    count: int = 1
    """How many requests the one stands for that is simulated."""


def base(part: str) -> str:
    """The part that a copy (`web/3`) is one of; a part itself."""
    return part.partition("/")[0]


def standing(events: Sequence[Event]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Whenever what stands on a node changes: the event's index, the node, and the copy in each place, empty for a free
    one. A copy takes the lowest free place of the node that it is bound to, and leaves it when it has ended."""
    places: dict[str, list[str]] = {}
    home: dict[str, str] = {}
    for index, event in enumerate(events):
        if "/" not in event.of:
            continue
        if event.kind == "scheduled":
            node = home[event.of] = str(event.data["node"])
            here = places.setdefault(node, [])
            here[:] = _seated(here, event.of)
        elif event.kind == "state" and event.of in home:
            node = home[event.of]
            if event.data["state"] == "stopped":
                del home[event.of]
                places[node] = ["" if one == event.of else one for one in places[node]]
        else:
            continue
        yield index, node, tuple(places[node])


def _seated(here: Sequence[str], copy: str) -> list[str]:
    free = here.index("") if "" in here else len(here)
    return [*here[:free], copy, *here[free + 1 :]]


@dataclass(frozen=True, slots=True)
class Moment:
    """When a beat ran, in the system's seconds; `step` and `beat` are indices into the storyboard."""

    step: int
    beat: int
    start: float
    end: float
    reached: bool = True
    """False where a `wait until` ran into its `max`."""

    fate: str = ""
    """How the beat's own request ended, for a `send`: one of `ENDS`; else empty."""

    cut: int = 0
    """How many events stood before it began."""

    done: int = 0
    """How many stood when it had ended."""

    leader: str = ""
    """Who was meant where the beat spoke of the `leader`."""

    down: tuple[str, ...] = ()
    """Who was down when it began."""


@dataclass(frozen=True, slots=True)
class Log:
    """`steps` holds each step's (start, end) in the system's seconds; a step in which no time passes has start = end.

    `cuts` holds, for each step, how many events stood before it began. `told` are the requests that single beats sent
    (`send`), in order. `coda` is what happens in the seconds after the last step, the sources still running: it counts
    in no total, and only lets the dots be drawn that are under way when the film ends.
    """

    seed: int
    events: tuple[Event, ...]
    steps: tuple[tuple[float, float], ...]
    moments: tuple[Moment, ...]
    totals: Mapping[str, Any] = field(default_factory=dict)
    cuts: tuple[int, ...] = ()
    told: tuple[int, ...] = ()
    coda: tuple[Event, ...] = ()
    loops: Mapping[int, float] = field(default_factory=dict)
    """For each looping step, by index, the system second from which on it repeats."""

    @property
    def simulated(self) -> bool:
        """Whether any figure came of it."""
        return bool(self.events)


@dataclass(frozen=True, slots=True)
class Clock:
    """Film seconds over system seconds: a rising line through `points`, flat where the system stands still.

    Where a step holds the system so that a command is seen on its way, requests go on by a line of their own, `flow`.
    """

    points: tuple[tuple[float, float], ...]
    flow: tuple[tuple[float, float], ...] = ()

    def film(self, system: float, flowing: bool = False) -> float:
        """The film's second at which the system is at `system`, or a request in it; at a standstill, the last one."""
        points = self.flow if flowing and self.flow else self.points
        previous = points[0]
        for point in points[1:]:
            if system < point[1]:
                span = point[1] - previous[1]
                return previous[0] + (system - previous[1]) * (point[0] - previous[0]) / span
            previous = point
        return previous[0] + max(0.0, system - previous[1])

    def requests(self, start: float, end: float) -> float:
        """System seconds that pass for requests from one film second to another."""
        first, last = (_system(self.flow or self.points, film) for film in (start, end))
        return last - first

    def ratio(self, film: float) -> float:
        """System seconds that pass in one film second at `film`."""
        leg = _leg(self.points, film)
        return _slope(leg) if leg else 0.0


Line = tuple[tuple[float, float], ...]


def _system(line: Line, film: float) -> float:
    """The system's second at a film second; the last one from there on."""
    leg = _leg(line, film)
    return leg[0][1] + (film - leg[0][0]) * _slope(leg) if leg else line[-1][1]


def _leg(line: Line, film: float) -> Line | None:
    """The piece of a line that a film second lies before the end of; None behind the last."""
    return next((leg for leg in pairwise(line) if film < leg[1][0]), None)


def _slope(leg: Line) -> float:
    (start, since), (end, until) = leg
    return (until - since) / (end - start) if end > start else 0.0
