"""One step on both clocks: how the system's seconds lie in the film's.

A command on its way takes milliseconds of the system and a second or more of the film. So the system is held where a
beat has to be seen before the next one of its chain acts: an effect never comes before its cause. Requests don't halt
for it: their clock makes up for a hold over the seconds around it, never across a moment that changes where they go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

AROUND = 2.0
"""Film seconds on each side of a hold over which the requests make up for it."""

GRAIN = 1e-6

Point = tuple[float, float]
"""A film second and the system's, as a `Clock` has them."""


@dataclass(frozen=True, slots=True)
class Hold:
    """The system stands still at `at` for so many film seconds, before the log's event number `cut`."""

    at: float
    cut: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A step: the system stands still until `run`, then goes from `first` to `last` until `rest`.

    `holds` are in order and within the step; `turns` are the system seconds in which it changes where requests go.
    From `loop` on, a film second behind all holds, it repeats.
    """

    start: float
    run: float
    rest: float
    end: float
    first: float
    last: float
    holds: tuple[Hold, ...] = ()
    turns: tuple[float, ...] = ()
    loop: float | None = None

    @property
    def ratio(self) -> float:
        """System seconds in one film second while it runs; 0 where no time passes."""
        running = self.rest - self.run - held(self.holds)
        return (self.last - self.first) / running if self.last > self.first and running > GRAIN else 0.0

    def film(self, system: float, event: int) -> float:
        """The film's second of a moment of the system within this step, at the log's event of that number."""
        past = [hold for hold in self.holds if (hold.at, hold.cut) <= (system, event)]
        return self._free(system) + held(past)

    def points(self) -> tuple[Point, ...]:
        """The system's clock as a line, flat at each hold."""
        found = [(self.run, self.first)]
        made = 0.0
        for hold in self.holds:
            at = self._free(hold.at) + made
            found += [(at, hold.at), (at + hold.seconds, hold.at)]
            made += hold.seconds
        return (*found, (self.rest, self.last))

    def lasting(self) -> tuple[Point, ...]:
        """The same line, but that it stands where a loop begins: what is shown again and again shows one moment."""
        if self.loop is None:
            return self.points()
        at = self.last - (self.rest - self.loop) * self.ratio
        return (*(point for point in self.points() if point[0] < self.loop), (self.loop, at), (self.end, at))

    def flow(self) -> tuple[Point, ...]:
        """The requests' clock as a line, each hold spread over what stands around it."""
        spans = [(*self._around(hold.at), hold.seconds) for hold in self.holds]
        found: list[Point] = []
        for at in sorted({self.first, self.last, *(moment for span in spans for moment in span[:2])}):
            found += [(self._free(at) + _made(spans, at, over), at) for over in (False, True)]
        return tuple(found)

    def _free(self, system: float) -> float:
        """The film's second if nothing were held."""
        share = min(1.0, max(0.0, (system - self.first) / (self.last - self.first))) if self.ratio else 0.0
        return self.run + share * (self.rest - self.run - held(self.holds))

    def _around(self, at: float) -> tuple[float, float]:
        """The system seconds over which requests make up for a hold."""
        reach = AROUND * self.ratio
        before = max((turn for turn in self.turns if turn < at - GRAIN), default=self.first)
        after = min((turn for turn in self.turns if turn > at - GRAIN), default=self.last)
        return min(at, max(self.first, before, at - reach)), min(self.last, max(at, after), at + reach)


def held(holds: Sequence[Hold]) -> float:
    """Film seconds that they take together."""
    return sum(hold.seconds for hold in holds)


def _made(spans: Sequence[tuple[float, float, float]], at: float, over: bool) -> float:
    """How much of the holds has been made up for; of one that can't be spread, before or after it."""
    made = 0.0
    for begin, end, seconds in spans:
        if end > begin:
            made += seconds * min(1.0, max(0.0, (at - begin) / (end - begin)))
        elif at > begin or (at == begin and over):
            made += seconds
    return made
