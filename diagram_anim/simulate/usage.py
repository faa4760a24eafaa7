"""What a metrics server knows of a thing's copies: how much of the processors that they asked for each of them uses.

Source: Kubernetes, `groupPods` in podautoscaler/replica_calculator.go; metrics-server.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from diagram_anim.simulate.things import Copy, State, Thing

TICK = 1.0
"""Seconds from one reading to the next."""

METRIC = 10.0
"""Seconds that a figure of a copy is the mean of: short enough that, 15 s after a decision, those of the copies that it
brought are whole."""

NEW = 300.0
"""Kubernetes: --horizontal-pod-autoscaler-cpu-initialization-period. A copy younger than so many seconds is known only
when it has been ready all through a figure's time."""


class Usage(NamedTuple):
    """The shares of those copies that are `known`, 1 where one uses what it asked for; how many are `new`, and how many
    have run for long and now tell nothing."""

    known: Sequence[float]
    new: int = 0
    silent: int = 0


class Readings:
    """`full` is how many processors a busy copy uses, where 1 is what it asked for."""

    def __init__(self, thing: Thing, full: float, now: float) -> None:
        self._thing = thing
        self._full = full
        self._used: dict[Copy, float] = {}
        self._shares: dict[Copy, deque[float]] = {}
        """The last readings of each ready copy, one a tick."""
        self._born = {(copy, copy.pod): -math.inf for copy in self._there()}
        self._now = now

    def read(self, now: float) -> bool:
        """How busy each copy has been that was ready all through the last tick; whether there was any."""
        self._now = now
        for copy in self._there():
            self._born.setdefault((copy, copy.pod), now)
        ready = [copy for copy in self._thing.copies if copy.state is State.READY]
        most = self._thing.pace.slots * TICK / self._full
        use = {copy: (copy.used(now) - self._used[copy]) / most for copy in ready if copy in self._used}
        self._used = {copy: copy.used(now) for copy in ready}
        self._shares = {copy: self._shares.get(copy, deque(maxlen=round(METRIC / TICK))) for copy in use}
        for copy, share in use.items():
            self._shares[copy].append(share)
        return bool(use)

    def usage(self) -> Usage:
        known, new, silent = [], 0, 0
        for copy in filter(self._thing.counts, self._there()):
            shares = self._shares.get(copy, ())
            old = self._now - self._born.get((copy, copy.pod), self._now) >= NEW
            if shares and (old or len(shares) == round(METRIC / TICK)):
                known.append(sum(shares) / len(shares))
            elif old:
                silent += 1
            else:
                new += 1
        return Usage(known, new, silent)

    def each(self) -> dict[str, float]:
        """By a copy's id how busy it has been, as its own meter shows it; a young one has fewer readings."""
        return {copy.id: sum(shares) / len(shares) for copy, shares in self._shares.items()}

    def _there(self) -> list[Copy]:
        """Copies that a controller counts: none that is gone or going."""
        gone = (State.STOPPED, State.DRAINING)
        return [
            copy
            for copy in self._thing.copies
            if copy.state not in gone and (copy.waits or copy.state is not State.PENDING)
        ]
