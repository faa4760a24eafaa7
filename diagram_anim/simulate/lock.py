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
from diagram_anim.simulate.body import Body
from diagram_anim.simulate.defaults import HOP, setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.things import State, Thing

RACE = 2 * HOP
"""A question to the store of the lock, and its answer."""


def locked(members: list[Thing]) -> bool:
    """Whether a group's leader holds a lock: stores with a `lease`."""
    return any(one.role is Role.STORE and one.part.get("lease") is not None for one in members)


class Lock(Body):
    """A group whose leader holds a lock."""

    def __init__(self, env: simpy.Environment, ledger: Ledger, members: list[Thing]) -> None:
        part = next(one.part for one in members if one.part.get("lease") is not None)
        self.lease = max(0.01, float(part.get("lease")))
        super().__init__(env, ledger, members, self.lease)
        self.heartbeat = min(self.lease, max(0.01, float(setting(part, "heartbeat"))))
        self._renewed = env.now

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
                self.lose(leader)
            yield self.env.timeout(RACE)
            ready = [one for one in self.members if one.state is State.READY]
            if not ready:
                yield self.env.timeout(self.heartbeat)
                continue
            self.term += 1
            self.lead(min(ready, key=self._late), votes=1)

    def _late(self, one: Thing) -> tuple[bool, float]:
        """How late a member comes to the lock: by how far its data lags."""
        return one is not self.eager, float(setting(one.part, "lag") or 0.0)
