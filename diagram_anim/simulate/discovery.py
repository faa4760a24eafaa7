"""Names: who stands under one, what a client was told of it, and for how long it believes that.

A registry answers with those that are ready (Kubernetes: a headless Service). A client keeps the answer until its
`ttl` has run out, stale or not, and asks anew with the first request after that. What stands behind one stable address
(a balancer: a Service's ClusterIP) may change as it likes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import simpy

from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.things import Address, State, Thing


@dataclass(slots=True)
class Answer:
    """What a client knows of a name; `turn` walks through the addresses."""

    name: str
    until: float
    to: tuple[Address, ...] = ()
    turn: int = -1


@dataclass(slots=True)
class Discovery:
    env: simpy.Environment
    net: Net
    ledger: Ledger
    names: dict[str, list[str]] = field(default_factory=dict)
    known: dict[str, Answer] = field(default_factory=dict)
    """The answer that each client goes by."""

    def register(self, part: str, name: str) -> None:
        there = self.names.setdefault(name, [])
        for id in self.net.inside(part):
            if id not in there:
                there.append(id)
                self.ledger.record("registered", id, name=name)

    def resolve(self, client: str, name: str) -> None:
        """A client asks, unless it still believes an earlier answer."""
        answer = self.known.get(client)
        if answer is None or answer.name != name or self.env.now >= answer.until:
            ready = tuple(one for id in self.names.get(name, ()) for one in self._ready(self.net.thing(id)))
            ttl = self._ttl(name)
            answer = self.known[client] = Answer(name, self.env.now + ttl, ready)
            self.ledger.record("resolved", client, name=name, addresses=[one.id for one in ready], ttl=ttl)

    def expire(self, name: str) -> None:
        for answer in self.known.values():
            if answer.name == name:
                answer.until = self.env.now
        self.ledger.record("expired", name)

    def target(self, client: str) -> Address | None:
        """Where a client's next request goes by the name that it knows; None where it goes by none. A client that was
        told of nobody sends to whoever stands there last."""
        answer = self.known.get(client)
        if answer is None:
            return None
        self.resolve(client, answer.name)
        answer = self.known[client]
        there = answer.to or tuple(Address(id) for id in self.names.get(answer.name, ())[-1:])
        if not there:
            return None
        answer.turn += 1
        return there[answer.turn % len(there)]

    def _ready(self, thing: Thing) -> Iterator[Address]:
        """Its address, or one for each of its copies."""
        for copy in thing.copies:
            if copy.state is State.READY:
                yield Address(copy.id, copy.pod) if thing.numbered else Address(thing.id)

    def _ttl(self, name: str) -> float:
        """The shortest that was given to any that stand there."""
        parts = [self.net.thing(id).part for id in self.names.get(name, ())]
        own = self.net.parts.get(name)
        given = [float(setting(part, "ttl")) for part in (*([own] if own else ()), *parts)]
        return min(given, default=30.0)
