"""Requests that need a connection of their sender's pool: who borrows one, who waits for one, and for how long."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import simpy

from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.pools import Pools
from diagram_anim.simulate.request import Request, Stay
from diagram_anim.simulate.things import Copy, Thing


class Lending:
    """`route` sends a request on to a copy, `end` ends it with a fate, at a part."""

    def __init__(
        self,
        env: simpy.Environment,
        ledger: Ledger,
        pools: Pools,
        route: Callable[[Request, Copy, Copy], None],
        end: Callable[[Request, str, str], None],
    ) -> None:
        self._env = env
        self._ledger = ledger
        self._pools = pools
        self._route = route
        self._end = end
        self._lines: dict[tuple[Copy, str], deque[tuple[Request, Stay, Copy]]] = {}
        """Who waits for a connection of a copy to a store, and where each will go."""
        pools.freed.append(self._connect)

    def pass_on(self, request: Request, copy: Copy, to: Copy) -> None:
        """To a copy, by a connection of the sender's pool where it has one: at once, or once it is its turn."""
        store = to.thing
        if self._pools.refuses(copy, store):
            self._ledger.route(request, copy.id, store.id)
            self._end(request, "refused", store.id)
        elif not self._pools.pooled(copy, store) or self._borrow(request, copy, store):
            self._route(request, copy, to)
        else:
            copy.work[request.number] = request
            stay = request.stays[-1]
            self._lines.setdefault((copy, store.id), deque()).append((request, stay, to))
            patience = float(setting(copy.thing.part, "pool_timeout"))
            self._env.timeout(patience, (request, stay, store)).callbacks.append(self._unconnected)

    def give_back(self, request: Request, but: int = 0) -> None:
        """All that it has borrowed, but for the first so many."""
        loans, request.loans = request.loans[but:], request.loans[:but]
        for copy, store in loans:
            self._pools.give_back(copy, store)

    def _borrow(self, request: Request, copy: Copy, store: Thing) -> bool:
        lent = self._pools.lend(copy, store)
        if lent:
            request.loans.append((copy, store))
        return lent

    def _connect(self, copy: Copy, store: Thing) -> None:
        """A connection is free: the first in line goes on by it."""
        line = self._lines.get((copy, store.id), deque())
        while line and not line[0][0].stands(line[0][1]):
            line.popleft()
        if line and self._borrow(line[0][0], copy, store):
            request, _, to = line.popleft()
            del copy.work[request.number]
            self._route(request, copy, to)

    def _unconnected(self, event: Any) -> None:
        """A request has waited for a connection as long as it may."""
        request, stay, store = event.value
        if request.stands(stay) and any(one is request for one, *_ in self._lines[stay.copy, store.id]):
            self._end(request, "timeout", "")
