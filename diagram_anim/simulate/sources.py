"""Where requests come from: each source sends at its rate, evenly with a little jitter, or as a Poisson process."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import simpy

from diagram_anim.simulate.chance import Chance
from diagram_anim.simulate.defaults import ARRIVAL_JITTER, EASE, MOST_REQUESTS, setting
from diagram_anim.simulate.flow import Flow
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.things import Address, Thing


class Source:
    """`left` is the share of a gap that still lies before the next request, as it stood at `since`."""

    def __init__(self, env: simpy.Environment, flow: Flow, thing: Thing, chance: Chance) -> None:
        self.env = env
        self.flow = flow
        self.thing = thing
        self.rate = 0.0
        self.usual = 0.0
        """The rate that its load is a multiple of."""
        self.times = 1.0
        self.via: Address | None = None
        self.stopped = False
        """Whether it has sent more than can be simulated."""
        self._poisson = setting(thing.part, "arrivals") == "poisson"
        self._people = max(1, int(setting(thing.part, "clients")))
        name = thing.called
        self._gaps = chance.stream("arrivals", name)
        self._clients = chance.stream("clients", name)
        self.found: Callable[[str], Address | None] = lambda client: None
        """Where a client sends by the name that it has resolved."""
        self._early = 0.0
        self._left = self._gap() if self._poisson else self._gaps.random()
        self._since = 0.0
        self._plan = 0
        self.change = 0
        """Counts the changes asked for, so that an older one under way stops."""

    def set(self, rate: float) -> None:
        now = self.env.now
        self._left = max(0.0, self._left - (now - self._since) * self._pace)
        self._since = now
        if rate != self.rate:
            self.flow.ledger.record("rate", self.thing.id, value=round(rate, 6))
        self.rate = rate
        self._arm()

    @property
    def _pace(self) -> float:
        """How many requests a second are simulated."""
        return self.rate / self.flow.net.offered.grain

    def ramp(self, rate: float, over: float) -> Iterator[Any]:
        """A process: to the new rate evenly over a time."""
        self.change += 1
        mine, first, start = self.change, self.rate, self.env.now
        steps = max(1, math.ceil(over / EASE - 1e-9))
        for step in range(1, steps + 1):
            yield self.env.timeout(max(0.0, start + over * step / steps - self.env.now))
            if self.change != mine:
                return
            self.set(first + (rate - first) * step / steps)

    def _arm(self) -> None:
        self._plan += 1
        if self.rate > 0:
            self.env.timeout(self._left / self._pace, self._plan).callbacks.append(self._fire)

    def _fire(self, event: Any) -> None:
        if event.value != self._plan:
            return
        if self.flow.ledger.simulated >= MOST_REQUESTS:
            self.stopped = True
            self.rate = 0.0
            return
        via = self.via or self.found(self.thing.id)
        self.flow.send(self.thing, int(self._clients.random() * self._people), via)
        self._left = self._gap()
        self._since = self.env.now
        self._arm()

    def _gap(self) -> float:
        if self._poisson:
            return -math.log(1 - self._gaps.random())
        early = ARRIVAL_JITTER * (2 * self._gaps.random() - 1)
        gap = 1 + self._early - early
        self._early = early
        return gap


class Sources:
    def __init__(
        self, env: simpy.Environment, net: Net, flow: Flow, chance: Chance, found: Callable[[str], Address | None]
    ) -> None:
        self.found = found
        self.env = env
        self.net = net
        self.flow = flow
        self.chance = chance
        self.all: dict[str, Source] = {}

    @property
    def running(self) -> bool:
        return any(source.rate > 0 for source in self.all.values())

    @property
    def rate(self) -> float:
        """How much all send together."""
        return sum(source.rate for source in self.all.values())

    @property
    def overrun(self) -> bool:
        return any(source.stopped for source in self.all.values())

    def traffic(self, id: str, rate: float | None, to: str | None) -> None:
        """A source sends at this rate, without one at its own; 0 turns it off."""
        source = self._of(id)
        source.change += 1
        source.via = Address(to) if to else None
        source.usual = max(0.0, float(setting(source.thing.part, "rate") if rate is None else rate))
        source.set(source.usual)
        self._loaded(source, 1.0)

    def load(self, id: str, times: float, over: float) -> Any:
        """The rate becomes so many times what it was; a source that didn't send yet begins at its own rate."""
        source = self._of(id)
        if source.rate <= 0:
            source.usual = float(setting(source.thing.part, "rate"))
            source.set(source.usual)
        rate = source.rate * times
        self._loaded(source, rate / source.usual)
        return self.env.process(source.ramp(rate, max(0.0, over)))

    def sends(self, id: str) -> bool:
        """Whether requests come from there, or may: it is on already, or has been given a rate."""
        return self.sending(id) or self.net.thing(id).part.get("rate") is not None

    def sending(self, id: str) -> bool:
        """Whether requests come from there now."""
        return id in self.all and self.all[id].rate > 0

    def _loaded(self, source: Source, times: float) -> None:
        if times != source.times:
            source.times = times
            self.flow.ledger.record("load", source.thing.id, times=round(times, 6))

    def _of(self, id: str) -> Source:
        if id not in self.all:
            self.all[id] = Source(self.env, self.flow, self.net.thing(id), self.chance)
            self.all[id].found = self.found
        return self.all[id]
