"""Replicas that are behind: what a store acknowledged in the last `lag` seconds isn't at its replica yet.

A store with a `lag` follows the store that an arrow leads from: no request goes that way, for replication is
asynchronous. When the first one fails, its replica lacks what was served within the lag, and says how much.
(PostgreSQL: streaming replication is asynchronous unless `synchronous_commit` and its standbys say otherwise.)
"""

from __future__ import annotations

from diagram_anim.model.log import base
from diagram_anim.model.system import Role, System
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.net import following
from diagram_anim.simulate.things import Copy, State, Thing


class Replicas:
    def __init__(self, system: System, ledger: Ledger) -> None:
        self.system = system
        self.ledger = ledger

    def changed(self, copy: Copy) -> None:
        """A copy's state has changed: of a store that failed its replicas lack the last writes."""
        if copy.state is State.FAILED and copy.thing.role is Role.STORE:
            for target in self.system.after(copy.thing.id):
                if following(self.system, copy.thing.id, target):
                    lag = float(setting(self.system.parts[target], "lag"))
                    missing = self._served(copy.thing, lag)
                    self.ledger.record("behind", target, store=copy.thing.id, lag=lag, missing=missing)

    def _served(self, store: Thing, seconds: float) -> int:
        """What a store has served in the last so many seconds."""
        count = 0
        for event in reversed(self.ledger.events):
            if event.t < self.ledger.now - seconds:
                break
            if event.kind == "served" and base(event.at) == store.id:
                count += event.count
        return count
