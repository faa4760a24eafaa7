"""Elections: a group's members agree on one leader for each term, as Raft has it.

A member that hears no heartbeat for its election timeout, drawn anew each time between once and twice the setting,
stands for the next term and votes for itself; each other votes for the first that asks it in a term. Who has the votes
of more than half of all members, the dead ones counted, leads. Two that stand at once may split the votes: then nobody
leads that term, and all wait again. Stores with a `lease` race for a lock instead (`lock`).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import Any

import simpy

from diagram_anim.model.system import Role
from diagram_anim.simulate.body import Body
from diagram_anim.simulate.chance import Chance
from diagram_anim.simulate.defaults import HOP, setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.lock import Lock, locked
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.things import State, Thing


def quorum(members: int) -> int:
    return members // 2 + 1


class Group(Body):
    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger, chance: Chance, members: list[Thing]) -> None:
        part = next((one.part for one in members if one.part.get("election") is not None), members[0].part)
        super().__init__(env, ledger, members, max(0.01, float(setting(part, "election"))))
        self.net = net
        self.heartbeat = max(0.001, float(setting(part, "heartbeat")))
        self._draws = chance.stream("election", *(one.called for one in members))

    def run(self) -> Iterator[Any]:
        """A process without an end: heartbeats while there is a leader, elections while there is none."""
        while True:
            if self._leads():
                yield self.env.timeout(self.heartbeat)
                continue
            if self.leader is not None:
                self.lose(self.leader)
            yield from self._round()

    def _leads(self) -> bool:
        leader = self.leader
        return leader is not None and leader.state is State.READY and len(self._reached(leader)) >= quorum(len(self))

    def _reached(self, one: Thing) -> list[Thing]:
        """Those that it can speak with, itself among them."""
        return [
            other
            for other in self.members
            if other.state is State.READY and (other is one or not self.net.apart(one.copies[0], other.copies[0]))
        ]

    def _round(self) -> Iterator[Any]:
        waits = {one: self.timeout * (1 + self._draws.random()) for one in self.members}
        if self.eager is not None:
            waits[self.eager] = max(0.0, self.timeout - 2 * HOP)  # no other stands so early
        start = self.env.now
        order = sorted((one for one in self.members if one.state is State.READY), key=lambda one: waits[one])
        if not order:
            yield self.env.timeout(self.timeout)
            return
        for one in order:
            yield self.env.timeout(max(0.0, start + waits[one] - self.env.now))
            if one.state is not State.READY:
                continue
            rivals = [two for two in order if two is not one and 0 <= waits[two] - waits[one] < HOP]
            self.term += 1
            self.ledger.record("candidate", one.id, term=self.term)
            yield self.env.timeout(2 * HOP)
            votes = [voter for voter in self._reached(one) if voter is one or voter not in rivals]
            if len(votes) >= quorum(len(self)):
                self.lead(one, len(votes))
                return
        self.ledger.record("undecided", order[0].id, term=self.term)


PATIENCE = 10

LEADER = "leader"
"""The name of whoever leads at that moment, where no part is called so."""


class Elections:
    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger, chance: Chance) -> None:
        self.env = env
        self.net = net
        self.ledger = ledger
        self.chance = chance
        self._groups: dict[tuple[str, ...], Body] = {}

    def leader(self) -> str | None:
        """Who leads the group that elected last."""
        led = [group.leader.id for group in self._groups.values() if group.leader is not None]
        return next(
            (event.of for event in reversed(self.ledger.events) if event.kind == "elected" and event.of in led), None
        )

    def leads(self, id: str) -> bool:
        """Whether a part may act for its group: it leads it, or is in none that elects."""
        groups = [group for group in self._groups.values() if any(one.id == id for one in group.members)]
        return all(group.leader is not None and group.leader.id == id for group in groups)

    def elect(self, parts: Sequence[str], first: str | None, term: int | None) -> Any:
        """A process that gives True when there is a leader; a group without a majority never has one: then False after
        `PATIENCE` elections' time."""
        ids = [id for part in parts for id in self.net.inside(part)]
        key = tuple(sorted(set(ids)))
        if key in self._groups:
            self._groups[key].depose()
        else:
            members = [self.net.thing(id) for id in dict.fromkeys(ids) if self.net.thing(id).role is not Role.OUTCOME]
            if not members:
                return None
            self._groups[key] = self._founded(members)
        group = self._groups[key]
        group.call(next((one for one in group.members if one.id == first), None), term or 1)
        return self.env.process(self._decided(group))

    def _founded(self, members: list[Thing]) -> Body:
        group: Body = Group(self.env, self.net, self.ledger, self.chance, members)
        if locked(members):
            group = Lock(self.env, self.ledger, members)
        self.env.process(group.run())
        return group

    def _decided(self, group: Body) -> Generator[Any, Any, bool]:
        elected = group.elected
        yield self.env.any_of([elected, self.env.timeout(PATIENCE * group.timeout)])
        return bool(elected.triggered)
