"""Message queues: what waits there is taken by whoever is ready and has room, one consumer after another.

A queue hands nobody more than it can work on: messages wait in the order in which they came until somebody takes them
(RabbitMQ's prefetch; a Kafka or SQS consumer asks for the next when it is done). What a consumer was working on when it
died goes back to the head of the queue (RabbitMQ: "Automatic Requeueing"; SQS: it becomes visible again), so nothing is
lost with a consumer. Where each consumer gets a copy (Kafka: one in each group; SNS; a fanout exchange), the queue
keeps one for each.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import simpy

from diagram_anim.model.system import Role
from diagram_anim.simulate.defaults import SAMPLE
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.request import Request, Stay
from diagram_anim.simulate.things import Copy, State, Thing


class Backlogs:
    """What waits in each copy of a queue. `hand` sends a message on from a queue to a consumer. How much waits is told
    as `waiting` with its `count`, every `SAMPLE` seconds in which that changes."""

    def __init__(
        self, env: simpy.Environment, net: Net, ledger: Ledger, hand: Callable[[Request, Copy, Copy], None]
    ) -> None:
        self._env = env
        self._net = net
        self._ledger = ledger
        self._hand = hand
        self._waiting: dict[Copy, dict[str, deque[Request]]] = {}
        """By the queue, and by whom they are for; for anybody under an empty name."""
        self._turns: dict[str, int] = {}
        self._serving: set[Copy] = set()
        self._watched: set[Copy] = set()

    def keeps(self, thing: Thing) -> bool:
        """Whether messages wait in a thing until somebody takes them, rather than being sent on."""
        return thing.role is Role.QUEUE and not self._net.balances(thing)

    def full(self, queue: Copy) -> bool:
        """Whether as many wait as may."""
        return sum(map(len, self._lines(queue))) >= queue.thing.queue

    def gave(self, request: Request, stay: Stay) -> bool:
        """Whether a message that somebody hasn't worked on to the end can go back to where it waited."""
        return stay.came is not None and not request.told and self.keeps(stay.came.thing)

    def add(self, request: Request, queue: Copy, *, again: bool = False) -> None:
        """A message waits, behind all others or, where it has come back, before them; it is taken at once if there is
        somebody with room."""
        line = self._waiting.setdefault(queue, {}).setdefault(request.to, deque())
        if again:
            line.appendleft(request)
        else:
            line.append(request)
        self._serve(queue, line)
        if line and queue not in self._watched:
            self._watched.add(queue)
            self._env.process(self._tell(queue))

    def wake(self, copy: Copy | None = None) -> None:
        """Somebody has room, or has changed state."""
        for queue, lines in self._waiting.items():
            for line in lines.values():
                if line and (copy is None or copy is queue or copy.thing in self._net.after(queue.thing.id)):
                    self._serve(queue, line)

    def _serve(self, queue: Copy, line: deque[Request]) -> None:
        if queue in self._serving:  # whoever leaves it makes room there, and asks for the next
            return
        self._serving.add(queue)
        while queue.state in (State.READY, State.DRAINING) and line:
            if line[0].here is not queue:  # it has ended, or is wanted no more
                line.popleft()
                continue
            consumer = self._free(queue, line[0])
            if consumer is None:
                break
            self._hand(line.popleft(), queue, consumer)
        self._serving.discard(queue)

    def _lines(self, queue: Copy) -> Iterable[deque[Request]]:
        return self._waiting.get(queue, {}).values()

    def _count(self, queue: Copy) -> int:
        """How many wait, each for as many as it stands for."""
        return sum(request.count for line in self._lines(queue) for request in line)

    def _tell(self, queue: Copy) -> Iterator[Any]:
        told = 0
        while any(self._lines(queue)) or told:
            yield self._env.timeout(SAMPLE)
            count = self._count(queue)
            if count != told:
                told = count
                self._ledger.record("waiting", queue.id, count=told)
        self._watched.discard(queue)

    def _free(self, queue: Copy, message: Request) -> Copy | None:
        """The next consumer in turn that is ready and has room, or a copy of the one that it is for."""
        consumers = [one for one in self._net.present(queue.thing.id) if one.id not in message.seen]
        consumers = [one for one in consumers if message.to in ("", one.id)]
        ready = [
            copy
            for one in consumers
            for copy in one.copies
            if copy.state is State.READY and not self._net.apart(queue, copy)
        ]
        first = self._turns.get(queue.thing.id, 0)
        for place in range(len(ready)):
            turn = (first + place) % len(ready)
            if not ready[turn].thing.serves or ready[turn].at_work < ready[turn].pace.slots:
                self._turns[queue.thing.id] = turn + 1
                return ready[turn]
        return None
