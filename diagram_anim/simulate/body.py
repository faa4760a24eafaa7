"""A group that has a leader, or wants one: what is the same however it comes by one."""

from __future__ import annotations

from typing import Any

import simpy

from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.things import Thing


class Body:
    """`members` in order; `timeout` is how long an election may take, for those who wait for it."""

    def __init__(self, env: simpy.Environment, ledger: Ledger, members: list[Thing], timeout: float) -> None:
        self.env = env
        self.ledger = ledger
        self.members = members
        self.timeout = timeout
        self.term = 0
        self.leader: Thing | None = None
        self.eager: Thing | None = None
        """Who stands first in the next election, where that is known beforehand."""
        self.elected = env.event()
        """Succeeds with the next election."""

    def __len__(self) -> int:
        return len(self.members)

    def depose(self) -> None:
        """Whoever leads does no longer: there will be another election."""
        self.leader = None
        self.elected = self.env.event()

    def call(self, first: Thing | None, term: int) -> None:
        """Who is to stand first in the election that comes, and for which term at least."""
        self.eager = first
        self.term = max(self.term, term - 1)

    @property
    def commits(self) -> bool:
        """Whether what the leader decides counts: of a group, whether it is in touch with most of it."""
        return self.leader is not None

    def lead(self, leader: Thing, votes: int) -> None:
        """A member leads in the present term."""
        self.leader, self.eager = leader, None
        self.ledger.record("elected", leader.id, term=self.term, votes=votes, members=len(self))
        if not self.elected.triggered:
            self.elected.succeed()

    def lose(self, leader: Thing) -> None:
        """Nobody leads any more."""
        self.leader = None
        self.ledger.record("leaderless", leader.id, term=self.term)

    def run(self) -> Any:
        """A process without an end."""
        raise NotImplementedError
