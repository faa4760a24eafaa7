"""One step on both clocks: how the system's seconds lie in the film's.

A command on its way takes milliseconds of the system and a second or more of the film. So the system is held where a
beat has to be seen before the next one of its chain acts: an effect never comes before its cause. Requests don't halt
for it: their clock makes up for a hold over the seconds around it, never across a moment that changes where they go.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

AROUND = 2.0
"""Film seconds on each side of a hold over which the requests make up for it."""

GRAIN = 1e-6

Point = tuple[float, float]
"""A system second, a film second."""


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
    """

    start: float
    run: float
    rest: float
    end: float
    first: float
    last: float
    holds: tuple[Hold, ...] = ()
    turns: tuple[float, ...] = ()

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
        """The system's clock as a line, upright at each hold."""
        found = [(self.first, self.run)]
        made = 0.0
        for hold in self.holds:
            at = self._free(hold.at) + made
            found += [(hold.at, at), (hold.at, at + hold.seconds)]
            made += hold.seconds
        return (*found, (self.last, self.rest))

    def flow(self) -> tuple[Point, ...]:
        """The requests' clock as a line, each hold spread over what stands around it."""
        spans = [(*self._around(hold.at), hold.seconds) for hold in self.holds]
        found: list[Point] = []
        for at in sorted({self.first, self.last, *(moment for span in spans for moment in span[:2])}):
            found += [(at, self._free(at) + _made(spans, at, upright)) for upright in (False, True)]
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


def along(points: Sequence[Point], system: float) -> float:
    """The film second on a line: where it is upright the later one, outside it that of its ends."""
    index = bisect_right(points, system, key=lambda point: point[0])
    if index in (0, len(points)):
        return points[index and -1][1]
    (one, low), (other, high) = points[index - 1], points[index]
    return low + (system - one) * (high - low) / (other - one)


def _made(spans: Sequence[tuple[float, float, float]], at: float, upright: bool) -> float:
    """How much of the holds has been made up for; at an upright one, before or after it."""
    made = 0.0
    for begin, end, seconds in spans:
        if end > begin:
            made += seconds * min(1.0, max(0.0, (at - begin) / (end - begin)))
        elif at > begin or (at == begin and upright):
            made += seconds
    return made
