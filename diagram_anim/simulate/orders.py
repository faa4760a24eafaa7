"""What the parts of a control plane say to each other: each message a request of its own, to one who must be there.

Comes in: who says what to whom, and about what. Goes out: a `message` beside the request in the ledger, and whether it
has arrived. Unlike what an author sends, it is lost where its target is down.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import simpy

from diagram_anim.simulate.duties import Duties
from diagram_anim.simulate.flow import Flow
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.nodes import Nodes
from diagram_anim.simulate.scaling import Scaling

LOOK = 1.0
"""Seconds after which what couldn't be done is tried again."""

THINK = 0.01
"""Seconds that a part of a control plane takes over what it is told."""


@dataclass(frozen=True, slots=True)
class Plane:
    """What every control plane works with: the clock, the log, the nodes that it has, how copies come and go, who has
    which duty, and how its parts speak to each other."""

    env: simpy.Environment
    ledger: Ledger
    nodes: Nodes
    scaling: Scaling
    duties: Duties
    orders: Orders


class Orders:
    def __init__(self, env: simpy.Environment, ledger: Ledger, flow: Flow, told: list[int]) -> None:
        self.env = env
        self.ledger = ledger
        self.flow = flow
        self.told = told
        """The numbers of all requests that are told of one by one."""

    def say(self, by: str, to: str, says: str, about: str) -> Generator[Any, Any, bool]:
        """Whether a message has arrived."""
        number, ending = self.flow.tell((by, to), fails=False, order=False)
        self.told.append(number)
        self.ledger.record("message", to, by=by, says=says, about=about, number=number)
        fate = yield ending
        return bool(fate == "served")
