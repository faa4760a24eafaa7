"""Loops close: what is seen at a looping step's end is what was seen where its loop began.

The dots that are under way where the loop begins are repeated at its end, by its length later; those that would be
under way at its end are left out. So each pass shows the requests of one pass, and the step after it waits until the
repeated dots have arrived. Counters show rates meanwhile, readings their mean.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from diagram_anim.model.timeline import Clip
from diagram_anim.timeline.segments import TAIL

SETTLED = 0.3
"""Film seconds before a loop in which what it shows comes to rest: a lane is lit, a meter glides."""

Series = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Loop:
    """Film seconds; by `resume` the dots that it leaves behind have arrived, and counters count on. `seconds` are the
    system's in which what is shown of one pass came to its end."""

    start: float
    end: float
    resume: float
    seconds: float

    @property
    def length(self) -> float:
        return self.end - self.start

    def shows(self, end: float) -> bool:
        """Whether a dot that ends then belongs to a pass: with all that is seen of its end, it is over in it."""
        return self.start < end + TAIL <= self.end


def closed(dots: Iterable[Clip], loops: Sequence[Loop]) -> list[Clip]:
    """The dots so that every loop closes. None lasts longer than a loop."""
    found = list(dots)
    for loop in loops:
        again = [
            replace(dot, start=dot.start + loop.length, end=dot.end + loop.length)
            for dot in found
            if dot.start < loop.start < dot.end + TAIL
        ]
        found = [dot for dot in found if not loop.start <= dot.start < loop.end < dot.end + TAIL] + again
    return found


def rates(series: Series, loops: Sequence[Loop]) -> list[tuple[float, float | str]]:
    """A counter that shows in each loop how many a second there are in a pass."""
    found: list[tuple[float, float | str]] = list(series)
    for loop in loops:
        rate = sum(loop.shows(at) for at, _ in series) / loop.seconds
        count = bisect_left(series, loop.end, key=lambda one: one[0])
        back = (loop.resume, series[count - 1][1] if count else 0.0)
        found = [one for one in found if not loop.start <= one[0] <= loop.end]
        found += [(loop.start, words(rate)), back]
    return sorted(found, key=lambda one: one[0])


def means(series: Series, loops: Sequence[Loop]) -> Series:
    """A reading that shows its mean in each loop, and behind it goes to what it is."""
    for loop in loops:
        before = [one for one in series if one[0] < loop.start]
        during = [one for one in series if loop.start <= one[0] <= loop.end]
        after = [one for one in series if one[0] > loop.end]
        if not before:
            continue
        points = [(loop.start, before[-1][1]), *during, (loop.end, 0.0)]
        mean = sum((later - at) * value for (at, value), (later, _) in pairwise(points)) / loop.length
        calm = [one for one in before if one[0] < loop.start - SETTLED]
        series = [*calm, (loop.start - SETTLED, mean), (loop.resume, points[-2][1]), *after]
    return series


def words(rate: float) -> str:
    """A rate as a counter shows it: `0.4/s`, `12/s`."""
    if rate >= 9.95 or not rate:
        return f"{rate:,.0f}/s"
    return f"{rate:.1f}".removesuffix(".0") + "/s"
