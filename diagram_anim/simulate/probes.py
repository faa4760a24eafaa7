"""Probes: what a node's agent asks of a copy itself, and what it does where no answer comes in time.

A startup probe gives a copy `startup.delay` and `startup.failures` periods to start; without one a liveness probe gives
it `live.delay` and `live.failures` periods. A copy that takes longer is ended and started again, with back-off, and so
on for ever (Kubernetes: "Liveness, Readiness and Startup Probes"). A copy that answers more slowly than a probe waits
fails it: by readiness it is sent nothing more, by liveness it is ended, in its grace period, and started again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import simpy

from diagram_anim.model.system import Role
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.things import Copy, State, Thing


def probed(thing: Thing, probe: str) -> bool:
    """Whether a thing has a probe of its own; a balancer's checks are those that it makes of others."""
    if probe == "check" and thing.role is Role.BALANCER:
        return False
    return any(key.startswith(f"{probe}.") for key in thing.part.settings)


def rise(thing: Thing) -> float:
    """Seconds from a copy's start until it can be ready: by the first own check that finds it started. A startup probe
    finds it in its own time, and the check follows at once."""
    started = max(0.0, _seconds(thing, "start"))
    if probed(thing, "startup"):
        started = _asked(thing, "startup", started)
        return max(started, _seconds(thing, "check.delay")) if probed(thing, "check") else started
    return _asked(thing, "check", started) if probed(thing, "check") else started


def _asked(thing: Thing, probe: str, since: float) -> float:
    """When a probe asks for the first time from a moment on, both in seconds from the start."""
    first, every = _seconds(thing, f"{probe}.delay"), _seconds(thing, f"{probe}.period")
    return first + max(0, math.ceil((since - first) / every - 1e-9)) * every if every > 0 else max(first, since)


def patience(thing: Thing) -> float | None:
    """Seconds after which a copy that hasn't started is ended; None where nobody asks."""
    for probe in ("startup", "live"):
        if probed(thing, probe):
            period, failures = _seconds(thing, f"{probe}.period"), int(setting(thing.part, f"{probe}.failures"))
            return _seconds(thing, f"{probe}.delay") + period * max(1, failures)
    return None


def restarts(thing: Thing) -> bool:
    """Whether a crashed copy is started again in its place: as the settings say, else where its node's agent asks it
    for signs of life (Kubernetes: restartPolicy Always)."""
    given = thing.part.get("restart")
    return bool(given if given is not None else probed(thing, "live") or probed(thing, "startup"))


def too_slow(copy: Copy, probe: str) -> bool:
    """Whether a copy answers more slowly than its thing's own probe waits."""
    return probed(copy.thing, probe) and copy.pace.latency > _seconds(copy.thing, f"{probe}.timeout")


class Liveness:
    """Ends the copies of a thing that answers too slowly, for as long as it does."""

    def __init__(self, env: simpy.Environment, ledger: Ledger, end: Callable[[Copy], Any]) -> None:
        self.env = env
        self.ledger = ledger
        self.end = end
        self._asking: set[Copy] = set()

    def slowed(self, copies: Sequence[Copy]) -> None:
        for copy in copies:
            self.ask(copy)

    def ask(self, copy: Copy) -> None:
        """A copy runs: where its thing is too slow, its probes will fail."""
        if copy not in self._asking and copy.state is State.READY and too_slow(copy, "live"):
            self._asking.add(copy)
            self.env.process(self._ask(copy, copy.epoch))

    def _ask(self, copy: Copy, epoch: int) -> Iterator[Any]:
        thing = copy.thing
        period, timeout = _seconds(thing, "live.period"), _seconds(thing, "live.timeout")
        more = max(1, int(setting(thing.part, "live.failures"))) - 1
        yield self.env.timeout(period + timeout + more * max(period, timeout))
        self._asking.discard(copy)
        if copy.epoch == epoch and too_slow(copy, "live"):
            self.ledger.record("killed", copy.id, probe="live")
            self.end(copy)


def _seconds(thing: Thing, key: str) -> float:
    return float(setting(thing.part, key))
