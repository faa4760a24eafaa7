"""Evictions: copies that are drained while a budget says how many must stay ready.

By the rules of Kubernetes' eviction API and PodDisruptionBudget: an eviction that would leave fewer ready copies than
the budget is refused, and asked for again every 5 s (kubectl drain); the controller makes a new copy, of the same
version, for each that goes: at once, or once the place of one that has its own is free. One that isn't ready itself
takes nothing from the budget (Kubernetes: IfHealthyBudget). A budget says how many must stay, or how many may be
missing of those wanted now; of either a share rounds up (Kubernetes: "How Disruption Budgets Work"). A node is drained
once the last of those that were to go has gone, not as long as a budget holds one (Kubernetes: "Safely Drain a Node").
"""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from typing import Any

import simpy

from diagram_anim.model.system import Role
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ending import RUNNING
from diagram_anim.simulate.life import Life
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.things import ALIVE, Copy, State, Thing
from diagram_anim.simulate.waits import Waits

AGAIN = 5.0
"""Seconds until a refused eviction is asked for again: kubectl drain."""

PATIENCE = 600.0
"""Seconds after which nobody asks again: a film goes on."""


def needed(thing: Thing) -> int | None:
    """How many copies must stay ready; None without a budget, or with one that lets the only one there is go."""
    budget, missing = setting(thing.part, "budget"), setting(thing.part, "budget.missing")
    if budget is None and missing is None:
        return None
    kept = max(0, thing.wanted - _of(thing, missing) if budget is None else _of(thing, budget))
    return kept if thing.numbered or kept else None


def _of(thing: Thing, amount: float | int) -> int:
    """A number of copies as it is, a share of those wanted rounded up."""
    return amount if isinstance(amount, int) else math.ceil(amount * thing.wanted - 1e-9)


def healthy(copies: Sequence[Copy]) -> int:
    """How many of some copies are ready, and don't fail their checks."""
    return sum(copy.state is State.READY and not copy.detected for copy in copies)


class Evictions:
    def __init__(self, env: simpy.Environment, net: Net, life: Life, waits: Waits) -> None:
        self.env = env
        self.net = net
        self.life = life
        self.ledger = life.ledger
        self.waits = waits

    def emptied(self, node: Copy) -> Any:
        """A process that tells whether all that ran on a node has gone; None where nothing does, or it is no node."""
        if node.thing.role is not Role.NODE or not self._held(node):
            return None
        return self.waits.holding(lambda: node.state is not State.DRAINING or not self._held(node), PATIENCE)

    def evict(self, thing: Thing, copies: Sequence[Copy]) -> Any:
        """A process that ends when all of these copies have gone; with False when it was asked for too long."""
        return self.env.process(self._evict(thing, self._there(copies)))

    def _evict(self, thing: Thing, left: list[Copy]) -> Generator[Any, Any, bool]:
        until = self.env.now + PATIENCE
        endings = []
        blocked = False
        while left:
            least = needed(thing) or 0
            while left and healthy([one for one in thing.copies if one is not left[0]]) >= least:
                copy, blocked = left.pop(0), False
                version = copy.version
                if thing.placed:
                    endings.append(self.life.renew([copy]))
                else:
                    endings.append(self.life.stop([copy]))
                    self.life.launch(thing, version)
            if not left:
                break
            if not blocked:
                blocked = True
                self.ledger.record("blocked", thing.id, ready=healthy(thing.copies), budget=least)
            if self.env.now >= until:
                return False
            yield self.env.timeout(AGAIN)
            left = self._there(left)
        yield self.env.all_of(endings)
        return True

    def _held(self, node: Copy) -> list[Copy]:
        """What is still on a node that is to be left by it, or has work there."""
        every = [copy for copy in self.net.copies(node.id) if copy is not node]
        return [copy for copy in every if copy.state in RUNNING and not copy.drained]

    def _there(self, copies: Sequence[Copy]) -> list[Copy]:
        """Those of some copies that can go: what starts, or waits to be started again, may do so elsewhere."""
        return [copy for copy in copies if copy.state in (*ALIVE, State.FAILED) and not self.life.homeless(copy)]
