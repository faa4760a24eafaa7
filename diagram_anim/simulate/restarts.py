"""Nomad: what becomes of an allocation whose task has died on a node that is well.

Its client starts it again where it is, after a while and twice within half an hour; then it has failed, and is
replaced on another node if there is one, each time after twice as long. (Nomad: "restart block", defaults of a service
job: attempts 2, interval 30m, delay 15s, mode fail; "reschedule block": delay 30s, exponential, max_delay 1h,
unlimited.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import simpy

from diagram_anim.simulate.life import Life
from diagram_anim.simulate.things import Copy, Thing

AGAIN, OFTEN, WITHIN = 15.0, 2, 1800.0
"""A client starts it again after so many seconds, so often within so many."""

LATER, LATEST = 30.0, 3600.0
"""Seconds until the first replacement, and until any at the most."""


class Restarts:
    def __init__(self, env: simpy.Environment, life: Life, anew: Callable[[Copy], None]) -> None:
        self.env = env
        self.life = life
        self.anew = anew
        self._begun: dict[tuple[Copy, int], list[float]] = {}
        """When each allocation was started again."""
        self._replaced: dict[Copy, int] = {}
        """How often what stands in a copy's place was replaced."""
        self._failed: dict[tuple[Thing, str], float] = {}
        """Where and when one of a job has failed for good."""

    def failed(self, copy: Copy) -> None:
        self.env.process(self._mend(copy, copy.epoch))

    def failed_on(self, thing: Thing, node: str, now: float) -> bool:
        """Whether one of a job has just failed on a node, and the next is better off elsewhere."""
        return now - self._failed.get((thing, node), -LATEST) < LATEST

    def _mend(self, copy: Copy, epoch: int) -> Iterator[Any]:
        tries = self._begun.setdefault((copy, copy.pod), [])
        tries[:] = [at for at in tries if self.env.now - at < WITHIN]
        if len(tries) < OFTEN:
            yield self.env.timeout(AGAIN)
            if copy.epoch == epoch and not self.life.homeless(copy):
                tries.append(float(self.env.now))
                yield self.life.start([copy])
            return
        times = self._replaced[copy] = self._replaced.get(copy, 0) + 1
        self._failed[copy.thing, copy.node] = float(self.env.now)
        yield self.env.timeout(min(LATEST, LATER * 2 ** (times - 1)))
        if copy.epoch == epoch:
            self.anew(copy)
