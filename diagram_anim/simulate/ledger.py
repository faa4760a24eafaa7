"""What is written down of a run: events in order, the sums of requests, and who waits for an event.

At every moment `sent` is the sum of the ends and of what is in flight.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import simpy

from diagram_anim.model.log import ENDS, Event, base
from diagram_anim.simulate.request import Request

GRAIN = 6
"""Digits of a second that are kept, so that logs are the same to the byte on every machine."""

NOTHING: Mapping[str, Any] = MappingProxyType({})
Watch = Callable[[], None]


class Ledger:
    def __init__(self, env: simpy.Environment) -> None:
        self.env = env
        self.events: list[Event] = []
        self.sent = self.simulated = 0
        """Requests sent, and how many were simulated for them."""
        self.ends: Counter[str] = Counter()
        self.by: dict[str, Counter[str]] = defaultdict(Counter)
        self.seen: Counter[tuple[str, str]] = Counter()
        """How often each (kind, of) was told; by kind alone under an empty `of`."""
        self.latencies: list[float] = []
        self.watches: list[Watch] = []

    @property
    def now(self) -> float:
        return round(float(self.env.now), GRAIN)

    @property
    def in_flight(self) -> int:
        return self.sent - self.ends.total()

    def send(self, at: str, count: int) -> int:
        """A request leaves, or so many by one: its number."""
        self.simulated += 1
        self.sent += count
        self.events.append(Event(self.now, "sent", self.simulated, at, data=NOTHING, count=count))
        return self.simulated

    def route(self, request: Request, at: str, to: str) -> None:
        self.events.append(Event(self.now, "routed", request.number, at, to, data=NOTHING, count=request.count))

    def answer(self, request: Request, at: str, there: bool) -> None:
        """A request has been at the last part of a way that one asks beside others, or gets no answer there."""
        kind = "answered" if there else "unanswered"
        self.events.append(Event(self.now, kind, request.number, at, data=NOTHING, count=request.count))

    def end(self, kind: str, request: Request, at: str) -> None:
        self.events.append(Event(self.now, kind, request.number, at, data=NOTHING, count=request.count))
        self.ends[kind] += request.count
        self.by[at][kind] += request.count
        if kind == "served":
            self.latencies.append(self.env.now - request.since)
        self._tell()

    def record(self, kind: str, of: str, **data: Any) -> None:
        self.events.append(Event(self.now, kind, of=of, data=data))
        self.seen[kind, of] += 1
        self.seen[kind, ""] += 1
        self._tell()

    def ended(self, kind: str, at: str | None) -> int:
        """How many requests ended so, at a part (with all its copies) or anywhere."""
        if at is None:
            return self.ends[kind]
        return sum(count[kind] for part, count in self.by.items() if _belongs(part, at))

    def told(self, kind: str, of: str | None) -> int:
        """How often an event was told of a part (with all its copies) or of anybody."""
        if of is None:
            return self.seen[kind, ""]
        return sum(count for (event, one), count in self.seen.items() if event == kind and one and _belongs(one, of))

    def totals(self) -> dict[str, Any]:
        return totals(self.sent, self.ends, self.latencies, self.by)

    def _tell(self) -> None:
        if self.watches:
            for watch in tuple(self.watches):
                watch()


def _belongs(one: str, part: str) -> bool:
    return part in (one, base(one))


def totals(sent: int, ends: Counter[str], latencies: Sequence[float], by: Mapping[str, Counter[str]]) -> dict[str, Any]:
    """The sums of a run: what was sent, how it ended, in all and at each part, and how long what was served took, s."""
    ordered = sorted(latencies)
    return {
        "sent": sent,
        **{kind: ends[kind] for kind in ENDS},
        "in_flight": sent - ends.total(),
        "latency": {f"p{share}": percentile(ordered, share) for share in (50, 90, 95, 99)},
        "by": {part: {kind: count[kind] for kind in ENDS} for part, count in by.items()},
    }


def percentile(ordered: Sequence[float], share: int) -> float | None:
    """By nearest rank; None where nothing was served."""
    if not ordered:
        return None
    return round(ordered[max(0, -(-len(ordered) * share // 100) - 1)], GRAIN)
