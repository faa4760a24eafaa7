"""Connection pools: each copy of a thing with a `pool` opens that many connections to the store behind it.

A store takes no more than its `max_connections`; the others are refused, exactly so many as go beyond ("FATAL: sorry,
too many clients already"). A copy that got none answers nothing that needs the store. A request borrows a connection
until it has its answer; where all are lent it waits for one, in line, `pool_timeout` at most, and keeps no slot of the
copy meanwhile. Who has no pool opens a connection for each request, beside those that pools hold. A pooler is a part
with a pool of its own: it takes the connections of many, and holds only its few at the store. (PostgreSQL:
max_connections, of which it keeps 3 for superusers, which isn't simulated; HikariCP: maximumPoolSize,
connectionTimeout; PgBouncer: default_pool_size, pool_mode transaction.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import simpy

from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.things import Copy, State, Thing


class Pools:
    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger) -> None:
        self.env = env
        self.net = net
        self.ledger = ledger
        self._open: dict[str, Counter[Copy]] = {}
        self._lent: Counter[tuple[Copy, str]] = Counter()
        self.freed: list[Callable[[Copy, Thing], None]] = []
        """Who is told of a connection that can be borrowed."""

    def begin(self) -> None:
        """Those that are ready open their pools."""
        for thing in list(self.net.things.values()):
            for copy in thing.copies:
                if copy.state is State.READY:
                    self.open(copy)

    def open(self, copy: Copy) -> None:
        """A copy is ready: it asks for its connections at once, and those who had some to it ask for them again."""
        for store in self._stores(copy.thing):
            self._tell(store, refused=self._ask(copy, store))
        if self._open.get(copy.thing.id) == {}:
            for thing in self.net.before(copy.thing.id):
                for one in thing.copies:
                    if one.state is State.READY and copy.thing in self._stores(thing):
                        self._tell(copy.thing, refused=self._ask(one, copy.thing))

    def close(self, copy: Copy) -> None:
        """A copy is gone, and its connections with it, from it and to it; who has too few to a store takes those that
        are free now."""
        for id, held in self._open.items():
            store = self.net.thing(id)
            if held.pop(copy, 0):
                for one in [*held]:
                    self._ask(one, store)
                self._tell(store)
        if copy.thing.id in self._open and not copy.thing.ready:
            self._open[copy.thing.id].clear()
            self._tell(copy.thing)

    def _ask(self, copy: Copy, store: Thing) -> int:
        """A copy fills its pool as far as the store lets it; how many connections are refused."""
        held = self._open.setdefault(store.id, Counter())
        missing = int(copy.thing.part.get("pool")) - held[copy]
        given = min(missing, max(0, int(setting(store.part, "max_connections")) - held.total()))
        held[copy] += given
        for _ in range(given):
            for tell in self.freed:
                tell(copy, store)
        return missing - given

    def held(self, store: Thing) -> int:
        """How many connections pools hold at a store."""
        return self._open[store.id].total() if store.id in self._open else 0

    def pooled(self, copy: Copy, store: Thing) -> bool:
        """Whether a copy reaches a store by connections of its pool."""
        return copy in self._open.get(store.id, ())

    def lend(self, copy: Copy, store: Thing) -> bool:
        """A connection of a copy's pool for a request, if one is free."""
        if self._lent[copy, store.id] >= self._open[store.id][copy]:
            return False
        self._lent[copy, store.id] += 1
        return True

    def give_back(self, copy: Copy, store: Thing) -> None:
        self._lent[copy, store.id] -= 1
        for tell in self.freed:
            tell(copy, store)

    def refuses(self, copy: Copy, store: Thing) -> bool:
        """Whether a copy's request finds no connection to the store."""
        held = self._open.get(store.id)
        return held is not None and copy in held and held[copy] == 0

    def _stores(self, thing: Thing) -> list[Thing]:
        if thing.part.get("pool") is None:
            return []
        return [one for one in self.net.after(thing.id) if setting(one.part, "max_connections") is not None]

    def _tell(self, store: Thing, refused: int = 0) -> None:
        limit, held = int(setting(store.part, "max_connections")), self._open[store.id]
        used, none = held.total(), [copy.id for copy in held if not held[copy]]
        self.ledger.record("connections", store.id, open=used, limit=limit, refused=refused, none=none)
        self.ledger.record("gauge", store.id, name="connections", value=round(100 * used / max(1, limit)))
