"""Meters: readings that go where a beat says, or follow the load on a thing's ready copies.

A meter that follows reads the mean over the last `WINDOW` seconds of how busy the ready copies are: the share that
their requests make, and a load beside it that was raised until the reading was as asked. The load stays; more ready
copies share it, so that 80 % on one copy becomes 40 % on two. Where a balancer shares it out, a new copy bears none of
it before the balancer has heard of it. Where no requests reach those copies, what their load becomes as the sources
send more or less isn't known: the reading stands. A reading that follows nothing bears `told` in the log.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import simpy

from diagram_anim.model.system import Role
from diagram_anim.simulate.defaults import SAMPLE, WINDOW
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.things import Copy, State

FULL = 100.0
LEAST = 0.5
"""A reading that follows is told in whole percent, and only where it has moved this far."""


Rate = Callable[[], float]
"""How much all sources send together."""


class Meter:
    """One reading, percent; `of` names whose copies it follows."""

    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger, rate: Rate, part: str, name: str) -> None:
        self.env = env
        self.rate = rate
        self.net = net
        self.ledger = ledger
        self.part = part
        self.name = name
        self.of: str | None = None
        self.value: float | None = None
        self.load = 0.0
        """The load beside the requests, in copies kept fully busy."""
        self.changed = 0.0
        """When the number of ready copies was last seen to change."""
        self._count = 0
        self._plan = 0
        self._readings: deque[float] = deque(maxlen=max(1, round(WINDOW / SAMPLE)))
        self._used: dict[Copy, float] = {}
        self._at = 0.0
        self._known: list[Copy] = []
        self._heard = 0

    def go(self, value: float, over: float, of: str | None) -> Iterator[Any]:
        """A process: evenly to the value, or to what the requests alone make if that is more; then, with `of`, another
        that follows."""
        self._plan += 1
        mine, self.of, start = self._plan, of, self.env.now
        first = self.value if self.value is not None else 0.0
        self._known, self._heard = self._up(), len(self.ledger.events)
        self._requests()
        self._readings.clear()
        steps = max(1, round(over / SAMPLE))
        for step in range(1, steps + 1):
            yield self.env.timeout(max(0.0, start + over * step / steps - self.env.now))
            if self._plan != mine:
                return
            self._readings.append(FULL * self._requests())
            busy = sum(self._readings) / len(self._readings)
            self._show(max(first + (value - first) * step / steps, busy if busy > value else 0.0))
        if of is not None:
            busy = sum(self._readings) / len(self._readings)
            self.env.process(self._follow(mine, max(value, busy), busy))

    @property
    def settled(self) -> float:
        """When the reading will have taken in the last change, at the latest."""
        if self.of is None:
            return 0.0
        changed = self.env.now if len(self._ready()) != self._count else self.changed
        return changed + WINDOW + SAMPLE

    def _follow(self, mine: int, value: float, busy: float) -> Iterator[Any]:
        """A process without an end: from a value of which the requests make `busy`, both percent."""
        self._count = len(self._ready())
        self.load = (value - busy) / FULL * max(1, self._count)
        rate = self.rate() if not busy else None
        self._readings.extend([value] * (self._readings.maxlen or 1))
        while True:
            yield self.env.timeout(SAMPLE)
            if self._plan != mine:
                return
            count = len(self._ready())
            if count != self._count:
                self._count, self.changed = count, self.env.now
            if rate is not None and self.load and self.rate() != rate:
                continue
            busy = self._requests() + self.load / count if count else float(self.load > 0)
            self._readings.append(FULL * min(1.0, busy))
            mean = sum(self._readings) / len(self._readings)
            if self.value is None or abs(mean - self.value) >= LEAST:
                self._show(float(round(mean)))

    def _ready(self) -> Sequence[Copy]:
        """The ready copies that share the load: of those before a balancer the ones that it has heard of."""
        ready = self._up()
        if not self._told():
            return ready
        events = self.ledger.events
        if any(event.kind == "served" and event.at == self.of for event in events[self._heard :]):
            self._known = ready
        self._heard = len(events)
        return [copy for copy in ready if copy in self._known]

    def _up(self) -> list[Copy]:
        return [copy for copy in self._sharing(self.of or "") if copy.state is State.READY]

    def _told(self) -> bool:
        """Whether a balancer shares out the load that has nobody behind it: the copies tell it that they are there."""
        part = self.net.parts.get(self.of or "")
        return part is not None and part.role is Role.BALANCER and not self.net.after(part.id)

    def _sharing(self, name: str) -> list[Copy]:
        """Those who share a load: what a name means, of a balancer those to whom it gives requests, or who tell it of
        themselves."""
        part = self.net.parts.get(name)
        if part is None or part.role is not Role.BALANCER:
            return self.net.copies(name)
        things = self.net.after(name) or self.net.before(name)
        return [copy for thing in things for copy in thing.copies]

    def _requests(self) -> float:
        """The share of the ready copies' slots that requests kept busy since the last reading."""
        if self.of is None:
            return 0.0
        now, ready = self.env.now, self._ready()
        spent = sum(copy.used(now) - self._used.get(copy, copy.used(now)) for copy in ready)
        room = (now - self._at) * sum(copy.pace.slots for copy in ready)
        self._used = {copy: copy.used(now) for copy in ready}
        self._at = now
        return spent / room if room > 0 else 0.0

    def _show(self, value: float) -> None:
        shown = round(value, 1)
        if shown != self.value:
            self.value = shown
            said = {"told": True} if self.of is None else {}
            value = int(shown) if shown.is_integer() else shown
            self.ledger.record("gauge", self.part, name=self.name, value=value, **said)


class Meters:
    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger, rate: Rate = float) -> None:
        self.env = env
        self.net = net
        self.ledger = ledger
        self.rate = rate
        self._all: dict[tuple[str, str], Meter] = {}

    @property
    def following(self) -> bool:
        return any(meter.of is not None for meter in self._all.values())

    @property
    def settled(self) -> float:
        """The moment from which all readings will stand still, as far as it is known now."""
        return max((meter.settled for meter in self._all.values()), default=0.0)

    def watch(self, part: str) -> None:
        """Reads what serves from now on, before anybody sets its meter."""
        if (part, "cpu") not in self._all:
            self.gauge(part, "cpu", 0.0, SAMPLE, None, flowing=True)

    def gauge(self, part: str, name: str, value: float, over: float, of: str | None, *, flowing: bool) -> Any:
        """Where requests are flowing, the CPU of what serves them is its own to follow."""
        key, thing = (part, name), self.net.things.get(part)
        if of is None and name == "cpu" and flowing and thing is not None and thing.serves:
            of = part
        if key not in self._all:
            self._all[key] = Meter(self.env, self.net, self.ledger, self.rate, part, name)
        return self.env.process(self._all[key].go(value, max(0.0, over), of))
