"""A lock that a leader holds: how a group of database servers keeps one of them in charge.

The leader renews the lock every `heartbeat`; when it has died the lock lasts until `lease` after its last renewal, and
nobody stirs before. Then the others race for it, and the one that is least behind wins. (Patroni: loop_wait
10, ttl 30.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import simpy

from diagram_anim.model.system import Role
from diagram_anim.simulate.defaults import HOP, setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.net import State, Thing

RACE = 2 * HOP
"""A question to the store of the lock, and its answer."""


def locked(members: list[Thing]) -> bool:
    """Whether a group's leader holds a lock: stores with a `lease`."""
    return any(one.role is Role.STORE and one.part.get("lease") is not None for one in members)


class Lock:
    """A group with a lock; its leader, and an event of its next election, as an electing group has them."""

    def __init__(self, env: simpy.Environment, ledger: Ledger, members: list[Thing]) -> None:
        self.env = env
        self.ledger = ledger
        self.members = members
        self.term = 0
        self.leader: Thing | None = None
        self.elected = env.event()
        part = next(one.part for one in members if one.part.get("lease") is not None)
        self.lease = max(0.01, float(part.get("lease")))
        self.timeout = self.lease
        """How long an election may take, for those who wait for it."""
        self.heartbeat = min(self.lease, max(0.01, float(setting(part, "heartbeat"))))
        self._renewed = env.now

    def depose(self) -> Any:
        """The leader gives its lock away: the event of the next election."""
        self.leader = None
        self.elected = self.env.event()
        return self.elected

    def run(self) -> Iterator[Any]:
        """A process without an end."""
        while True:
            leader = self.leader
            if leader is not None and leader.state is State.READY:
                self._renewed = self.env.now
                yield self.env.timeout(self.heartbeat)
                continue
            if leader is not None:
                yield self.env.timeout(max(0.0, self._renewed + self.lease - self.env.now))
                self.leader = None
                self.ledger.record("leaderless", leader.id, term=self.term)
            yield self.env.timeout(RACE)
            ready = [one for one in self.members if one.state is State.READY]
            if not ready:
                yield self.env.timeout(self.heartbeat)
                continue
            self.leader = min(ready, key=lambda one: float(setting(one.part, "lag") or 0.0))
            self.term += 1
            self.ledger.record("elected", self.leader.id, term=self.term, votes=1, members=len(self.members))
            if not self.elected.triggered:
                self.elected.succeed()
