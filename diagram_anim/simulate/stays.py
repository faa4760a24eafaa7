"""Where requests are in flight: at a copy from when they are sent there until it has answered.

Comes in: a request that is sent on, put into a queue, or has an answer. Goes out: each copy's `load`, what it has at
work and what it waits for, and word to those who wait for room or for its last request. A server that has asked a
store is still at that request: it drains until it has answered, loses it as it dies, and keeps its connection. But it
is idle meanwhile, and works on others. (Kubernetes: "Termination of Pods"; nginx: `least_conn` counts active
connections.) Who puts a message into a queue waits for nobody (RabbitMQ: "Publisher Confirms").
"""

from __future__ import annotations

from collections.abc import Callable

from diagram_anim.simulate.request import Request, Stay
from diagram_anim.simulate.things import Copy


class Stays:
    """`wake` is told of each copy that may have room for another request."""

    def __init__(self, wake: Callable[[Copy], None]) -> None:
        self._wake = wake

    def enter(self, request: Request, copy: Copy, came: Copy | None = None) -> Stay:
        """It is sent to a copy."""
        copy.load += 1
        stay = Stay(copy, came, len(request.seen), len(request.loans))
        request.stays.append(stay)
        return stay

    def wait(self, request: Request) -> None:
        """Where it is waits for the answer of who is asked for it, and works on others."""
        copy = request.stays[-1].copy
        copy.awaited[request.number] = request
        self._wake(copy)

    def resume(self, request: Request, place: int) -> Stay:
        """It is back at one of its stays."""
        self.end(request, place + 1)
        stay = request.stays[-1]
        stay.copy.awaited.pop(request.number, None)
        stay.copy.work.pop(request.number, None)
        del request.seen[stay.seen + 1 :]
        return stay

    def accept(self, request: Request) -> None:
        """A queue has taken it: who waits for nothing else is answered."""
        *before, here = request.stays
        kept = max((place + 1 for place, one in enumerate(before) if one.left), default=0)
        self.end(request, kept, -1)
        here.loans = before[kept - 1].loans if kept else 0

    def end(self, request: Request, first: int = 0, last: int | None = None) -> None:
        """Some of its stays are over; all from the first on where no last is given."""
        over = request.stays[first:last]
        del request.stays[first:last]
        for stay in reversed(over):
            copy = stay.copy
            copy.awaited.pop(request.number, None)
            if copy.work.pop(request.number, None) and request in copy.waiting:
                copy.waiting.remove(request)
            copy.load -= 1
            self._wake(copy)
            while copy.load == 0 and copy.idle:
                copy.idle.pop(0).succeed()
