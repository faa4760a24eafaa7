"""Elections: a group's members agree on one leader for each term, as Raft has it.

A member that hears no heartbeat for its election timeout, drawn anew each time between once and twice the setting,
stands for the term after the latest that it knows of and votes for itself; each other votes for the first that asks it
in a term, and waits anew. Who has the votes of more than half of all members, the dead ones counted, leads. Two that
stand at once may split the votes: then nobody leads that term, and all wait again. Members apart from one another count
their terms apart. A leader that reaches no majority commits nothing from then on and steps down an election timeout
later (etcd's raft: `CheckQuorum`); a candidate that reaches none stands for a term without beginning it (`PreVote`, on
by default since etcd 3.5), so that terms don't climb where nobody can win. With `prevote: off` (SwarmKit's raft sets
`CheckQuorum` alone, `manager/state/raft/raft.go`: `DefaultNodeConfig`) they do, and a member that comes back with a
later term makes the leader step down: another is elected. Stores with a `lease` race for a lock instead (`lock`).
"""

from __future__ import annotations

import math
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
    """Each member has a term of its own, and a moment at which it will have heard nothing for too long."""

    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger, chance: Chance, members: list[Thing]) -> None:
        part = next((one.part for one in members if one.part.get("election") is not None), members[0].part)
        super().__init__(env, ledger, members, max(0.01, float(setting(part, "election"))))
        self.net = net
        self.asks_first = bool(setting(part, "prevote"))
        self.heartbeat = max(0.001, float(setting(part, "heartbeat")))
        names = [one.called for one in members]
        self._draws, self._again = chance.stream("election", *names), chance.stream("election again", *names)
        self._terms = dict.fromkeys(members, 0)
        self._voted = dict.fromkeys(members, 0)
        """In which term each has voted last."""
        self._due: dict[Thing, float] = {}
        """When each stands, unless it hears from somebody before."""
        self._heard_from: dict[Thing, float] = {}
        """When each has last heard from the leader."""
        self._vacant = False
        self._won = env.event()

    def call(self, first: Thing | None, term: int) -> None:
        super().call(first, term)
        self._terms = {one: max(known, self.term) for one, known in self._terms.items()}
        if self._vacant:
            self._wait()

    def run(self) -> Iterator[Any]:
        """A process without an end: heartbeats while there is a leader, elections while there is none."""
        while True:
            leader = self.leader
            held = leader is not None and leader.state is State.READY and self._held(leader)
            if leader is not None and held and not self._outdated(leader):
                for one in self._reached(leader):
                    self._terms[one] = max(self.term, self._terms[one])
                    self._heard_from[one] = self.env.now
                self._unheard(leader)
                yield self.env.timeout(self.heartbeat)
                continue
            if leader is not None:
                self.lose(leader)
            yield from self._vacancy(leader is not None and leader.state is State.READY)

    @property
    def commits(self) -> bool:
        return self._leads()

    def _unheard(self, leader: Thing) -> None:
        """Those that hear nothing from a leader begin one term after another, unless they ask first."""
        apart = [one for one in self.members if one.state is State.READY and one not in self._reached(leader)]
        for one in apart if not self.asks_first else ():
            heard = self._heard_from.get(one, self.env.now)
            if self._due.get(one, -math.inf) <= heard:
                self._heard(one, heard)
            if self._due[one] <= self.env.now:
                self.env.process(self._stand(one))

    def _outdated(self, leader: Thing) -> bool:
        """Whether it hears of a later term than its own, and so steps down."""
        return any(self._terms[one] > self.term for one in self._reached(leader))

    def _leads(self) -> bool:
        leader = self.leader
        return leader is not None and leader.state is State.READY and len(self._reached(leader)) >= quorum(len(self))

    def _held(self, leader: Thing) -> bool:
        """Whether a leader has heard from most members within the election timeout."""
        if self._leads():
            return True
        heard = sorted(
            (self._heard_from.get(one, -math.inf) for one in self.members if one is not leader), reverse=True
        )
        others = quorum(len(self)) - 1
        return not others or self.env.now - heard[others - 1] < self.timeout - 1e-9

    def _reached(self, one: Thing) -> list[Thing]:
        """Those that it can speak with, itself among them."""
        return [
            other
            for other in self.members
            if other.state is State.READY and (other is one or not self.net.apart(one.copies[0], other.copies[0]))
        ]

    def _wait(self) -> None:
        """Everybody has heard something just now."""
        waits = {one: self.timeout * (1 + self._draws.random()) for one in self.members}
        if self.eager is not None:
            waits[self.eager] = max(0.0, self.timeout - 2 * HOP)  # no other stands so early
        self._due = {one: self.env.now + wait for one, wait in waits.items()}

    def _heard(self, one: Thing, since: float) -> None:
        """One member has heard something: it waits anew."""
        self._due[one] = since + self.timeout * (1 + self._again.random())

    def _vacancy(self, stepped_down: bool = False) -> Iterator[Any]:
        """Until somebody leads, whoever waits in vain stands; once a leader has stepped down, who didn't hear from it
        has waited all the while."""
        self._vacant, self._won = True, self.env.event()
        self._wait()
        for one in self.members if stepped_down else ():
            self._due[one] -= self.env.now - self._heard_from.get(one, self.env.now)
        while self.leader is None:
            ready = [one for one in self.members if one.state is State.READY]
            for one in ready:
                since = one.copies[0].since
                if self._due[one] < since:  # it was away
                    self._heard(one, since)
            due = min((self._due[one] for one in ready), default=math.inf)
            if due <= self.env.now:
                self.env.process(self._stand(next(one for one in ready if self._due[one] == due)))
            pause = self.env.timeout(max(0.0, min(due - self.env.now, self.timeout)))
            yield self.env.any_of([pause, self._won])
        self._vacant = False

    def _stand(self, one: Thing) -> Iterator[Any]:
        """A member asks all that it reaches for their votes: each has one in a term, and obeys the latest that it knows
        of. Who gives its vote waits anew."""
        self._heard(one, self.env.now)
        term = self._terms[one] + 1
        self.ledger.record("candidate", one.id, term=term)
        if len(self._reached(one)) < quorum(len(self)):
            if not self.asks_first:
                self._terms[one] = self._voted[one] = term
            yield self.env.timeout(2 * HOP)
            self.ledger.record("undecided", one.id, term=term)
            return
        self._terms[one] = self._voted[one] = term
        yield self.env.timeout(HOP)
        votes, latest = 1, term
        for other in (other for other in self._reached(one) if other is not one):
            latest = max(latest, self._terms[other])
            self._terms[other] = max(term, self._terms[other])
            if self._terms[other] == term and self._voted[other] < term:
                self._voted[other], votes = term, votes + 1
                self._heard(other, self.env.now)
        yield self.env.timeout(HOP)
        if self.leader is not None or one.state is not State.READY:
            return
        self._terms[one] = max(latest, self._terms[one])
        if self._terms[one] == term and votes >= quorum(len(self)):
            self.term = term
            self.lead(one, votes)
            self._won.succeed()
        else:
            self.ledger.record("undecided", one.id, term=term)


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
        """Whether a part may act for its group: it leads it, most of it in reach, or is in none that elects."""
        groups = [group for group in self._groups.values() if any(one.id == id for one in group.members)]
        return all(group.leader is not None and group.leader.id == id and group.commits for group in groups)

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
