"""How copies end: in good order, within their grace period.

Comes in: a copy that is to drain or to stop. Goes out: its states on the way, and an event that ends with it. By the
rules of Kubernetes ("Termination of Pods").
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import simpy

from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.flow import Flow
from diagram_anim.simulate.health import Health
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.things import ALIVE, Copy, State

RUNNING = (*ALIVE, State.DRAINING)

EXTENSION = 2.0
"""Kubernetes: seconds that a copy is given after a preStop hook which took all of its grace period."""


class Ending:
    def __init__(
        self, env: simpy.Environment, ledger: Ledger, flow: Flow, health: Health, set: Callable[..., None]
    ) -> None:
        self.env = env
        self.ledger = ledger
        self.flow = flow
        self.health = health
        self.set = set
        """Changes the state of a copy, and whether it is `listed`."""

    def drain(self, copy: Copy, emptied: Any = None) -> Any:
        """A process that ends when nothing is at a copy any more, and what runs on it has gone; it stays where it is.
        `emptied` is what tells whether that has."""
        self.leave(copy)
        return self.env.process(self._empty(copy, copy.epoch, emptied))

    def stop(self, copy: Copy) -> Any:
        """A process that ends when a copy has ended; None where that was at once."""
        if copy.state not in RUNNING:
            self.set(copy, State.STOPPED, listed=False)
            return None
        if copy.state is not State.DRAINING or copy.closing == math.inf:
            self.leave(copy)
        return self.env.process(self._end(copy, copy.epoch))

    def leave(self, copy: Copy) -> None:
        """Two things begin at once: those who send to it hear that it goes, and its hook runs; behind that it takes
        nothing more. Who hasn't heard by then is refused (Kubernetes: "Termination of Pods")."""
        listed = copy.listed
        self.close(copy, listed=False)
        if listed:
            self.health.leaving(copy)

    def close(self, copy: Copy, *, listed: bool) -> None:
        """It takes nothing more once its hook has run."""
        self.set(copy, State.DRAINING, listed=listed)
        copy.closing = copy.since + min(max(0.0, float(setting(copy.thing.part, "prestop"))), self._grace(copy))

    def keep_out(self, copy: Copy) -> None:
        """It is up again, and takes nothing all the same, as before."""
        self.set(copy, State.DRAINING, listed=False)
        copy.closing = copy.since
        self._tell_drained(copy, copy.epoch)

    def _grace(self, copy: Copy) -> float:
        return max(0.0, float(setting(copy.thing.part, "grace")))

    def _empty(self, copy: Copy, epoch: int, emptied: Any) -> Iterator[Any]:
        yield from self._serve_on(copy)
        yield self._idle(copy)
        if emptied is None or (yield emptied):
            self._tell_drained(copy, epoch)

    def _end(self, copy: Copy, epoch: int) -> Iterator[Any]:
        yield from self.finish(copy)
        self._tell_drained(copy, epoch)
        if copy.epoch == epoch:
            self.flow.drop(copy)
            self.set(copy, State.STOPPED, listed=False)

    def finish(self, copy: Copy) -> Iterator[Any]:
        """Until a copy that is being ended has done all that it was at, or its grace period is over."""
        over = self.env.now + self._grace(copy)
        yield from self._serve_on(copy)
        if copy.closing > copy.since and over <= self.env.now:
            over = self.env.now + EXTENSION
        yield self.env.any_of([self._idle(copy), self.env.timeout(over - self.env.now)])

    def _serve_on(self, copy: Copy) -> Iterator[Any]:
        """Until the hook of a copy that is being stopped is over."""
        if copy.closing > self.env.now:
            yield self.env.timeout(copy.closing - self.env.now)

    def _tell_drained(self, copy: Copy, epoch: int) -> None:
        if copy.epoch == epoch and copy.load == 0 and not copy.drained:
            copy.drained = True
            self.ledger.record("drained", copy.id)

    def _idle(self, copy: Copy) -> Any:
        """An event that succeeds when nothing is at the copy or on its way to it."""
        event = self.env.event()
        if copy.load == 0:
            event.succeed()
        else:
            copy.idle.append(event)
        return event
