"""The simulated world as effects see it: each call of `World` handed to the room's part that knows how.

Comes in: a storyboard and a seed. Goes out: a running system on SimPy's clock. It knows no steps and no pacing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import simpy

from diagram_anim.model.log import base
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.system import Role
from diagram_anim.simulate.autoscaler import Autoscaler, autoscaled
from diagram_anim.simulate.budgets import Evictions, needed
from diagram_anim.simulate.chance import Chance
from diagram_anim.simulate.control import Control
from diagram_anim.simulate.cuts import Cuts
from diagram_anim.simulate.discovery import Discovery
from diagram_anim.simulate.duties import Duties
from diagram_anim.simulate.election import LEADER, Elections
from diagram_anim.simulate.flow import Flow
from diagram_anim.simulate.health import Health
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.life import Life
from diagram_anim.simulate.meters import Meters
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.nodes import Nodes
from diagram_anim.simulate.offers import Offers
from diagram_anim.simulate.orders import Orders, Plane
from diagram_anim.simulate.pools import Pools
from diagram_anim.simulate.probes import Liveness
from diagram_anim.simulate.replicas import Replicas
from diagram_anim.simulate.rollout import Releases
from diagram_anim.simulate.routing import Rotations
from diagram_anim.simulate.scaling import Scaling, in_line
from diagram_anim.simulate.slowness import Slowness
from diagram_anim.simulate.sources import Sources
from diagram_anim.simulate.splits import Splits
from diagram_anim.simulate.things import Copy, State, Thing
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
        self._pools = Pools(self.env, self.net, self.ledger)
        flow = Flow(self.env, self.net, self.ledger, rotations, chance, self._pools)
        health = Health(self.env, self.net, self.ledger, rotations, chance)
        self.life = Life(self.env, self.net, self.ledger, flow, health)
        self.life.changed.append(flow.backlogs.wake)
        self._scaling = Scaling(self.life)
        self._discovery = Discovery(self.env, self.net, self.ledger)
        self.sources = Sources(self.env, self.net, flow, chance, self._discovery.target)
        self.meters = Meters(self.env, self.net, self.ledger, lambda: self.sources.rate)
        self.told: list[int] = []
        self.led: list[str] = []
        """Who was meant by `leader`, each time that it was said."""
        self._flow = flow
        self._rotations = rotations
        self._splits = Splits(self.env, self.net, self.ledger, rotations)
        self._waits = Waits(self.env, self.net, self.ledger)
        self._health = health
        self._releases = Releases(self.env, self.net, self.life, self.ledger)
        self.elections = Elections(self.env, self.net, self.ledger, chance)
        duties = Duties(self.net)
        duties.leads = self.elections.leads
        self._nodes = Nodes(self.env, self.net, self.ledger, self.life, duties)
        self._cuts = Cuts(self.net, self.ledger, health, self._nodes)
        orders = Orders(self.env, self.ledger, flow, self.told)
        self._control = Control(Plane(self.env, self.ledger, self._nodes, self._scaling, duties, orders))
        self._offers = Offers(self.env, self.net, self.ledger, self.life, self._nodes)
        self._evictions = Evictions(self.env, self.net, self.life, self._waits)
        self._replicas = Replicas(board.system, self.ledger)
        self._liveness = Liveness(self.env, self.ledger, self.life.end)
        self._scalers: dict[str, Autoscaler] = {}
        self._slowness = Slowness(self.ledger, health, self._liveness)
        self._watching: dict[str, list[str]] = {}
        self.life.changed.append(self._changed)
        self.life.place, self.life.emptied = self._control.place, self._evictions.emptied
        self._releases.governed = self._nodes.governed

    def begin(self, changing: set[str]) -> None:
        """The system runs: first states are told, controllers set to work."""
        self._nodes.begin()
        self.life.begin(changing)
        self._pools.begin()
        self._offers.begin()
        for thing in self.net.things.values():
            if autoscaled(thing):
                self._scale_by_itself(thing, {})
            elif thing.id in self.net.measured:
                self._scale_by_itself(thing, {}, acts=False)

    def appear(self, part: str) -> object:
        self.net.come(part)
        return None

    def disappear(self, part: str) -> object:
        self.net.leave(part)
        return None

    def traffic(self, source: str, rate: float | None, to: str | None) -> object:
        self.sources.traffic(source, rate, to)
        for id in self.net.gauged:
            self.meters.watch(id)
        return None

    def load(self, source: str, times: float, over: float) -> object:
        return self.sources.load(source, times, over)

    def split(self, node: str, shares: Mapping[str, float], over: float) -> object:
        return self._splits.set(node, shares, over)

    def send(self, path: Sequence[str], label: str, fails: bool) -> object:
        number, ending = self._flow.tell(path, fails=fails)
        self.told.append(number)
        return ending

    def fail(self, parts: Sequence[str]) -> object:
        copies = dict.fromkeys(copy for part in parts for copy in self.net.copies(self._meant(part)))
        self.life.fail(sorted(copies, key=lambda copy: copy.thing.role is not Role.NODE))
        for copy in copies:
            if copy.thing.id in self._nodes.duties.agents():
                self._nodes.lost(copy)
        return None

    def recover(self, part: str) -> object:
        copies = self.net.copies(part)
        self._slowness.mend(copies)
        for thing in dict.fromkeys(copy.thing for copy in copies):
            self._cuts.mend(thing)
        return self._nodes.recover(copies)

    def degrade(self, part: str, latency: float | None, capacity: float | None, errors: float | None) -> object:
        self._slowness.degrade(self.net.copies(part), latency, capacity, errors)
        return None

    def restart(self, part: str) -> object:
        return self.life.restart(self.net.copies(self._meant(part)))

    def partition(self, one: str, other: str) -> object:
        self._cuts.part(one, other)
        return None

    def autoscale(self, part: str, settings: Mapping[str, Any]) -> object:
        given = {f"autoscale.{key}": value / 100 if key == "target" else value for key, value in settings.items()}
        self._scale_by_itself(self.net.thing(part), given)
        return None

    def roll(self, part: str, version: str, settings: Mapping[str, Any], bad: bool) -> object:
        return self._releases.roll(self.net.thing(part), version, settings, bad=bad)

    def canary(self, part: str, version: str, steps: Sequence[float], pause: float, exact: bool) -> object:
        return self._releases.canary(self.net.thing(part), version, steps, pause, exact=exact)

    def bluegreen(self, part: str, version: str) -> object:
        return self._releases.bluegreen(self.net.thing(part), version)

    def undo(self, part: str) -> object:
        return self._releases.undo(self.net.thing(part))

    def register(self, part: str, name: str) -> object:
        self._discovery.register(part, name)
        return None

    def resolve(self, client: str, name: str) -> object:
        self._discovery.resolve(client, name)
        return None

    def expire(self, name: str) -> object:
        self._discovery.expire(name)
        return None

    def elect(self, parts: Sequence[str], first: str | None, term: int | None) -> object:
        return self.elections.elect(parts, first, term)

    def offer(self, master: str) -> object:
        return self._offers.offer(master)

    def schedule(self, part: str, node: str) -> object:
        return self._nodes.schedule(part, node)

    def apply(self, part: str, source: str, to: int | None) -> object:
        return self._control.apply(part, source, to)

    def watch(self, one: str, other: str) -> object:
        for id in self.net.inside(other):
            self._watching.setdefault(id, []).append(one)
        self.ledger.record("watch", one, on=other)
        return None

    def replace(self, part: str, name: str | None, on: str | None) -> object:
        if on:
            self.net.homes[name or part] = (on,)
        old = self.net.copies(part)
        if not name or name == part:
            return self.life.renew(old)
        return self.life.succeed(old, self._heirs(part, name, old))

    def start(self, part: str) -> object:
        copies = self.net.copies(part)
        moved = self._moved(part, copies)
        self.life.readmit(copy for copy in copies if copy.state is State.DRAINING and copy.thing not in moved)
        line = [thing for thing in dict.fromkeys(copy.thing for copy in copies) if in_line(thing)]
        up = self.life.start(copy for copy in copies if copy.thing not in line)
        return [up, *map(self._scaling.start, line)]

    def stop(self, part: str) -> object:
        part = self._meant(part)
        copies = self.net.copies(part)
        moved = self._moved(part, copies)
        return [self.life.stop(copy for copy in copies if copy.thing not in moved), *self._evict(copies, moved)]

    def drain(self, part: str) -> object:
        copies = self.net.copies(part)
        kept = [thing for thing in dict.fromkeys(copy.thing for copy in copies) if needed(thing) is not None]
        moved = list(dict.fromkeys([*kept, *self._moved(part, copies)]))
        return [self.life.drain(copy for copy in copies if copy.thing not in moved), *self._evict(copies, moved)]

    def scale(self, part: str, to: int, over: float) -> object:
        return self._nodes.in_charge(lambda: self._scaling.scale(self.net.thing(part), to, over))

    def gauge(self, part: str, name: str, value: float, over: float, of: str | None) -> object:
        return self.meters.gauge(part, name, value, over, of, flowing=self.sources.running)

    def wait(self, seconds: float) -> object:
        return self.env.timeout(max(0.0, seconds))

    def wait_until(self, event: str, target: str | None, count: int | None, most: float) -> object:
        return self._waits.until(event, target, count, most)

    def _meant(self, part: str) -> str:
        """The part of a name: `leader` is whoever leads now; where nobody does, nothing is there."""
        if part != LEADER or part in self.net.parts:
            return part
        found = self.elections.leader()
        if found is not None:
            self.led.append(found)
        return found or LEADER

    def _moved(self, part: str, copies: Sequence[Copy]) -> list[Thing]:
        """Whose copies are brought up elsewhere as the node that they run on goes."""
        things = dict.fromkeys(copy.thing for copy in copies)
        return [thing for thing in things if thing.id != base(part) and self._nodes.scheduled(thing)]

    def _evict(self, copies: Sequence[Copy], things: Sequence[Thing]) -> list[Any]:
        return [self._evictions.evict(thing, [copy for copy in copies if copy.thing is thing]) for thing in things]

    def _scale_by_itself(self, thing: Thing, given: Mapping[str, Any], *, acts: bool = True) -> None:
        if thing.id in self._scalers:
            self._scalers[thing.id].stopped = True
        scaler = self._scalers[thing.id] = Autoscaler(
            self.env, thing, self._scaling, self.ledger, given, self._nodes.governed
        )
        scaler.acts = acts
        self.env.process(scaler.run())

    def _changed(self, copy: Copy) -> None:
        if copy.state is State.READY:
            self._pools.open(copy)
            self._liveness.ask(copy)
        elif copy.state in (State.FAILED, State.STOPPED):
            self._pools.close(copy)
        self._replicas.changed(copy)
        self._nodes.changed(copy)
        self._offers.changed(copy)
        self._control.changed(copy)
        for watcher in self._watching.get(copy.thing.id, ()):
            self.ledger.record("notified", watcher, about=copy.id, state=copy.state.value)

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
