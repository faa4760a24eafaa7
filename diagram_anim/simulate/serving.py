"""What a copy does with a request that has come: slots, the line before them, a store's connections, the work itself.

Comes in: a request at a copy that is there. Goes out: it goes on when its work is done, or is refused. A slot may be
held longer than the answer takes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import simpy

from diagram_anim.simulate.chance import Chance
from diagram_anim.simulate.defaults import SERVICE_JITTER
from diagram_anim.simulate.pools import Pools
from diagram_anim.simulate.request import Request
from diagram_anim.simulate.things import Copy, Thing


class Serving:
    def __init__(
        self,
        env: simpy.Environment,
        pools: Pools,
        chance: Chance,
        go_on: Callable[[Request, Copy], None],
        end: Callable[[Request, str], None],
    ) -> None:
        self.env = env
        self._pools = pools
        self._work = chance.stream("work")
        self._go_on = go_on
        self._end = end

    def serve(self, request: Request, copy: Copy) -> None:
        """It is worked on at once, waits for a slot, or is refused."""
        thing = copy.thing
        full = self._full(request, copy)
        if full or (copy.busy >= copy.pace.slots and len(copy.waiting) >= thing.queue):
            self._end(request, "refused")
            return
        copy.work[request.number] = request
        if copy.busy < copy.pace.slots:
            self._begin(request, copy)
        else:
            copy.waiting.append(request)

    def _full(self, request: Request, copy: Copy) -> bool:
        """Whether a store has no connection for a request that brings none of its own."""
        limit = copy.thing.connections
        if limit is None or _borrowed(request, copy.thing):
            return False
        every = (*copy.work.values(), *copy.awaited.values())
        own = [one for one in every if not _borrowed(one, copy.thing)]
        return len(own) + self._pools.held(copy.thing) >= int(limit)

    def _begin(self, request: Request, copy: Copy) -> None:
        pace = copy.pace
        share = 1 + SERVICE_JITTER * (2 * self._work.random() - 1)
        copy.occupy(1, self.env.now)
        done = self.env.timeout(pace.latency * share, (request, request.stays[-1], copy.life))
        done.callbacks.append(self._worked)
        if pace.hold > pace.latency + 1e-9:
            free = self.env.timeout(pace.hold * share, (request, request.stays[-1], copy.life))
            free.callbacks.append(self._freed)
        else:
            done.callbacks.append(self._freed)

    def _worked(self, event: Any) -> None:
        request, stay, _ = event.value
        if request.stands(stay):
            del stay.copy.work[request.number]
            self._go_on(request, stay.copy)

    def _freed(self, event: Any) -> None:
        _, stay, life = event.value
        copy = stay.copy
        if copy.life != life:
            return
        copy.occupy(-1, self.env.now)
        while copy.waiting and copy.busy < copy.pace.slots:
            self._begin(copy.waiting.popleft(), copy)


def _borrowed(request: Request, store: Thing) -> bool:
    """Whether it came by a connection of somebody's pool."""
    return any(one is store for _, one in request.loans)
