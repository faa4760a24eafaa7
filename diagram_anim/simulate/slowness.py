"""Who goes on answering, but slowly or with errors, and is well again: all copies of a thing, or some of them.

Comes in: copies. Goes out: `state` in the ledger, under the thing's name where it is told of all its copies, else under
each one's own; checks that don't wait so long notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagram_anim.model.log import base
from diagram_anim.simulate.health import Health
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.probes import Liveness
from diagram_anim.simulate.things import Copy, State, Thing

SLOWER = 10.0
"""So many times as long takes an answer of what is degraded, if nothing else is said."""


class Slowness:
    def __init__(self, ledger: Ledger, health: Health, liveness: Liveness) -> None:
        self.ledger = ledger
        self._health = health
        self._liveness = liveness
        self._slow: set[str] = set()
        """What has been told to be slow or faulty: things, and copies of things that aren't."""

    def degrade(
        self, copies: Sequence[Copy], latency: float | None, capacity: float | None, errors: float | None
    ) -> None:
        """They answer after `latency` s, take `capacity` requests a second and fail a share of them from now on, or
        answer `SLOWER` than now."""
        word = "faulty" if errors else "degraded"
        for thing, some in _by_thing(copies):
            usual = latency is None and capacity is None and errors is None
            late = SLOWER * max(copy.pace.latency for copy in some) if usual else latency
            if len(some) == len(thing.copies):
                thing.perform(late, capacity, errors)
                self._tell(thing.id, word)
            else:
                for copy in some:
                    copy.slowed = thing.paced(late, capacity, errors)
                    if copy.state is State.READY:
                        self._tell(copy.id, word)
            self._health.slowed(some)
            self._liveness.slowed(some)

    def mend(self, copies: Sequence[Copy]) -> None:
        """They work as their settings say."""
        for thing, some in _by_thing(copies):
            if thing.id in self._slow:
                self._slow = {id for id in self._slow if base(id) != thing.id}
                thing.perform(None, None, None)
                self.ledger.record("state", thing.id, state=thing.state.value)
                self._health.quickened(thing.copies)
            for copy in some:
                slow, copy.slowed = copy.slowed is not None, None
                if copy.id in self._slow:
                    self._slow.discard(copy.id)
                    self.ledger.record("state", copy.id, state=copy.state.value)
                if slow:
                    self._health.quickened([copy])

    def _tell(self, id: str, state: str) -> None:
        self._slow.add(id)
        self.ledger.record("state", id, state=state)


def _by_thing(copies: Sequence[Copy]) -> Iterator[tuple[Thing, list[Copy]]]:
    for thing in dict.fromkeys(copy.thing for copy in copies):
        yield thing, [copy for copy in copies if copy.thing is thing]
