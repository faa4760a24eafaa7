"""The simulated world as effects see it: each call of `World` handed to the room's part that knows how.

Comes in: a storyboard and a seed. Goes out: a running system on SimPy's clock. It knows no steps and no pacing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import simpy

from diagram_anim.model.storyboard import Storyboard
from diagram_anim.simulate.autoscaler import Autoscaler, autoscaled
from diagram_anim.simulate.chance import Chance
from diagram_anim.simulate.flow import Flow
from diagram_anim.simulate.health import Health
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.life import Life
from diagram_anim.simulate.meters import Meters
from diagram_anim.simulate.net import Copy, Net, State
from diagram_anim.simulate.routing import Rotations
from diagram_anim.simulate.sources import Sources
from diagram_anim.simulate.splits import Splits
from diagram_anim.simulate.waits import Waits


class SimulatedWorld:
    """Implements `model.effect.World`. What a call gives ends when the beat has ended; its value is the fate of a
    request that was sent (str), or whether a wait was fulfilled (bool)."""

    def __init__(self, board: Storyboard, seed: int) -> None:
        chance = Chance(seed)
        self.env = simpy.Environment(0.0)
        self.net = Net(board)
        self.ledger = Ledger(self.env)
        rotations = Rotations(self.net, chance)
        flow = Flow(self.env, self.net, self.ledger, rotations, chance)
        health = Health(self.env, self.net, self.ledger, rotations, chance)
        self.life = Life(self.env, self.net, self.ledger, flow, health)
        self.sources = Sources(self.env, self.net, flow, chance)
        self.meters = Meters(self.env, self.net, self.ledger)
        self.told: list[int] = []
        self._flow = flow
        self._rotations = rotations
        self._splits = Splits(self.env, self.net, self.ledger, rotations)
        self._waits = Waits(self.env, self.net, self.ledger)

    def begin(self, changing: set[str]) -> None:
        """The system runs: first states are told, controllers set to work."""
        self.life.begin(changing)
        for thing in self.net.things.values():
            if autoscaled(thing):
                self.env.process(Autoscaler(self.env, thing, self.life, self.ledger).run())

    def traffic(self, source: str, rate: float | None, to: str | None) -> object:
        self.sources.traffic(source, rate, to)
        return None

    def load(self, source: str, times: float, over: float) -> object:
        return self.sources.load(source, times, over)

    def split(self, node: str, shares: Mapping[str, float], over: float) -> object:
        return self._splits.set(node, shares, over)

    def send(self, path: Sequence[str], label: str, fails: bool) -> object:
        number, ending = self._flow.tell(path, fails)
        self.told.append(number)
        return ending

    def fail(self, part: str) -> object:
        self.life.fail(self.net.copies(part))
        return None

    def recover(self, part: str) -> object:
        return self.life.start([copy for copy in self.net.copies(part) if copy.state is State.FAILED])

    def replace(self, part: str, name: str | None, on: str | None) -> object:
        if on:
            self.net.stage[name or part] = on
        old = self.net.copies(part)
        if not name or name == part:
            return self.life.renew(old)
        return self.life.succeed(old, self._heirs(part, name, old))

    def start(self, part: str) -> object:
        return self.life.start(self.net.copies(part))

    def stop(self, part: str) -> object:
        return self.life.stop(self.net.copies(part))

    def drain(self, part: str) -> object:
        return self.life.drain(self.net.copies(part))

    def scale(self, part: str, to: int, over: float) -> object:
        return self.life.scale(self.net.thing(part), to, over)

    def gauge(self, part: str, name: str, value: float, over: float, of: str | None) -> object:
        return self.meters.gauge(part, name, value, over, of)

    def wait(self, seconds: float) -> object:
        return self.env.timeout(max(0.0, seconds))

    def wait_until(self, event: str, target: str | None, count: int | None, most: float) -> object:
        return self._waits.until(event, target, count, most)

    def _heirs(self, part: str, name: str, old: Sequence[Copy]) -> Sequence[Copy]:
        """The copies that follow: of a new thing beside the old one, or one more copy of it where one was meant."""
        if "/" not in part:
            self._rotations.rename(part, name)
            return self.net.join(self.net.thing(part), name).copies
        if old and not any(copy.id == name for copy in old[0].thing.copies):
            old[0].thing.copies.append(Copy(name, old[0].thing, State.PENDING, listed=False))
        return [copy for copy in old[0].thing.copies if copy.id == name] if old else []


def results(ended: Any) -> list[Any]:
    """The events in what an act gave back: one, several, or none."""
    if ended is None:
        return []
    if isinstance(ended, (list, tuple)):
        return [event for one in ended for event in results(one)]
    return [ended]
