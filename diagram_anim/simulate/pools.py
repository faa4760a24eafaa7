"""Connection pools: each copy of a thing with a `pool` opens that many connections to the store behind it.

A store takes no more than its `max_connections`; the others are refused, exactly so many as go beyond. A copy that got
none answers nothing that needs the store. A pooler is a part with a pool of its own: it takes the connections of many,
and holds only its few at the store. (PostgreSQL: max_connections; PgBouncer: default_pool_size.)
"""

from __future__ import annotations

from collections import Counter

import simpy

from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.net import Copy, Net, State, Thing


class Pools:
    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger) -> None:
        self.env = env
        self.net = net
        self.ledger = ledger
        self._open: dict[str, Counter[Copy]] = {}

    def begin(self) -> None:
        """Those that are ready open their pools."""
        for thing in list(self.net.things.values()):
            for copy in thing.copies:
                if copy.state is State.READY:
                    self.open(copy)

    def open(self, copy: Copy) -> None:
        """A copy is ready: it asks for its connections at once."""
        size = copy.thing.part.get("pool")
        if size is None:
            return
        for store in self._stores(copy.thing):
            held = self._open.setdefault(store.id, Counter())
            limit = setting(store.part, "max_connections")
            free = max(0, int(limit) - held.total()) if limit is not None else int(size)
            held[copy] = min(int(size), free)
            self._tell(store, refused=int(size) - held[copy])

    def close(self, copy: Copy) -> None:
        """A copy is gone, and its connections with it."""
        for id, held in self._open.items():
            if held.pop(copy, 0):
                self._tell(self.net.thing(id))

    def refuses(self, copy: Copy, store: Thing) -> bool:
        """Whether a copy's request finds no connection to the store."""
        held = self._open.get(store.id)
        return held is not None and copy in held and held[copy] == 0

    def _stores(self, thing: Thing) -> list[Thing]:
        return [one for one in self.net.after(thing.id) if setting(one.part, "max_connections") is not None]

    def _tell(self, store: Thing, refused: int = 0) -> None:
        limit, used = int(setting(store.part, "max_connections")), self._open[store.id].total()
        self.ledger.record("connections", store.id, open=used, limit=limit, refused=refused)
        self.ledger.record("gauge", store.id, name="connections", value=round(100 * used / max(1, limit)))
