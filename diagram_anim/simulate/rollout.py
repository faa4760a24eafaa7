"""Releases: a new version of a thing's copies takes the old one's place, by one of three ways.

Comes in: who releases what. Goes out: copies that start and stop, the shares of the versions while both run, and
`rolling`, `rolled`, `stalled`, `switched` in the ledger. By the rules of Kubernetes' Deployment and, for canary and
blue/green, of Argo Rollouts with traffic routing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import simpy

from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.life import Life
from diagram_anim.simulate.net import ALIVE, Copy, Net, State, Thing

TICK = 0.1
"""Seconds from one look of the controller to the next; a real one is told of changes as soon."""

STANDBY = 30.0
"""Seconds that the old set of a blue/green release is kept: Argo Rollouts, scaleDownDelaySeconds."""


def bounds(wanted: int, surge: float | int, unavailable: float | int) -> tuple[int, int]:
    """(most copies in all, fewest available ones): a share of surge rounds up, one of unavailable down. Where both
    come to 0, one copy may be missing, for a rollout could not begin otherwise (Kubernetes: ResolveFenceposts)."""
    more = surge if isinstance(surge, int) else math.ceil(wanted * surge - 1e-9)
    fewer = unavailable if isinstance(unavailable, int) else math.floor(wanted * unavailable + 1e-9)
    if more == 0 and fewer == 0:
        fewer = 1
    return wanted + more, max(0, wanted - fewer)


class Releases:
    def __init__(self, env: simpy.Environment, net: Net, life: Life, ledger: Ledger) -> None:
        self.env = env
        self.net = net
        self.life = life
        self.ledger = ledger
        self._plans: Counter[str] = Counter()
        """Counts the releases of each thing, so that one under way sees that it was given up."""

    def roll(self, thing: Thing, version: str, given: Mapping[str, Any], *, bad: bool) -> Any:
        self._wants(thing, version)
        if bad:
            thing.bad.add(version)
        return self.env.process(self._roll(thing, given, self._plans[thing.id]))

    def undo(self, thing: Thing) -> Any:
        """The version before is wanted again; where its copies still run, requests go back to them at once."""
        self._wants(thing, thing.previous)
        if thing.shares is not None:
            self._share(thing, {thing.version: 100.0})
        return self.env.process(self._roll(thing, {}, self._plans[thing.id]))

    def canary(self, thing: Thing, version: str, steps: Sequence[float], pause: float) -> Any:
        self._wants(thing, version)
        return self.env.process(self._canary(thing, steps, pause, self._plans[thing.id]))

    def bluegreen(self, thing: Thing, version: str) -> Any:
        self._wants(thing, version)
        return self.env.process(self._switch(thing, self._plans[thing.id]))

    def _wants(self, thing: Thing, version: str) -> None:
        self._plans[thing.id] += 1
        thing.previous, thing.version = thing.version, version
        self.ledger.record("rolling", thing.id, version=version)

    def _roll(self, thing: Thing, given: Mapping[str, Any], plan: int) -> Iterator[Any]:
        wants = {key: given.get(key, setting(thing.part, f"rollout.{key}")) for key in ("surge", "unavailable")}
        most, fewest = bounds(thing.wanted, wants["surge"], wants["unavailable"])
        calm, deadline = (float(setting(thing.part, f"rollout.{key}")) for key in ("ready", "deadline"))
        progress, moved = (0, 0), self.env.now
        while self._plans[thing.id] == plan:
            new, old = self._sets(thing)
            available = [one for one in (*new, *old) if self._available(one, calm)]
            now = (sum(one in available for one in new), -len(old))
            if now[0] == len(new) == thing.wanted and not old and not self._leaving(thing):
                thing.shares = None
                self.ledger.record("rolled", thing.id, version=thing.version)
                return
            if now != progress:
                progress, moved = now, self.env.now
            elif self.env.now - moved >= deadline:
                self.ledger.record("stalled", thing.id, version=thing.version)
                return
            self._shrink(old, available, len(new) + len(old), (thing.wanted, most, fewest), len(new) - now[0])
            self._grow(thing, most)
            yield self.env.timeout(TICK)

    def _grow(self, thing: Thing, most: int) -> None:
        """New copies up to those wanted, as far as there is room; what still ends takes up room too (Kubernetes:
        podReplacementPolicy TerminationComplete)."""
        new, old = self._sets(thing)
        room = most - len(new) - len(old) - self._leaving(thing)
        for _ in range(min(room, thing.wanted - len(new))):
            self.life.launch(thing, thing.version)

    def _shrink(
        self, old: Sequence[Copy], available: Sequence[Copy], alive: int, bound: tuple[int, int, int], unready: int
    ) -> None:
        """Old copies that aren't ready go first; then as many ready ones as can be spared."""
        _, _, fewest = bound
        broken = [one for one in old if one not in available][: max(0, alive - fewest - unready)]
        spared = [one for one in old if one in available][: max(0, len(available) - fewest)]
        self.life.stop([*broken, *spared])

    def _canary(self, thing: Thing, steps: Sequence[float], pause: float, plan: int) -> Iterator[Any]:
        for share in steps:
            need = math.ceil(thing.wanted * share / 100 - 1e-9)
            yield from self._up(thing, need, plan)
            if self._plans[thing.id] != plan:
                return
            self._share(thing, {thing.previous: 100.0 - share, thing.version: share})
            if share < 100:
                yield self.env.timeout(pause)
        if steps and steps[-1] >= 100 and self._plans[thing.id] == plan:
            yield self.life.stop(self._sets(thing)[1])
            self._done(thing, plan)

    def _switch(self, thing: Thing, plan: int) -> Iterator[Any]:
        self._share(thing, {thing.previous: 100.0, thing.version: 0.0})
        yield from self._up(thing, thing.wanted, plan)
        if self._plans[thing.id] == plan:
            self._share(thing, {thing.previous: 0.0, thing.version: 100.0})
            self.ledger.record("switched", thing.id, version=thing.version)
            self.env.process(self._retire(thing, plan))

    def _retire(self, thing: Thing, plan: int) -> Iterator[Any]:
        yield self.env.timeout(STANDBY)
        if self._plans[thing.id] == plan:
            yield self.life.stop(self._sets(thing)[1])
            self._done(thing, plan)

    def _done(self, thing: Thing, plan: int) -> None:
        if self._plans[thing.id] == plan:
            thing.shares = None
            self.ledger.record("rolled", thing.id, version=thing.version)

    def _up(self, thing: Thing, need: int, plan: int) -> Iterator[Any]:
        """Copies of the new version, until so many are ready; a standstill fails the release, as it does a rollout."""
        for _ in range(need - len(self._sets(thing)[0])):
            self.life.launch(thing, thing.version)
        deadline = float(setting(thing.part, "rollout.deadline"))
        most, moved = 0, self.env.now
        while self._plans[thing.id] == plan:
            ready = sum(one.state is State.READY for one in self._sets(thing)[0])
            if ready >= need:
                return
            if ready > most:
                most, moved = ready, self.env.now
            elif self.env.now - moved >= deadline:
                self.ledger.record("stalled", thing.id, version=thing.version)
                self._plans[thing.id] += 1
                return
            yield self.env.timeout(TICK)

    def _share(self, thing: Thing, shares: dict[str, float]) -> None:
        thing.shares = shares
        self.net.shared = True
        shown = {name: int(share) if share.is_integer() else share for name, share in shares.items() if name}
        self.ledger.record("split", thing.id, to=shown)

    def _sets(self, thing: Thing) -> tuple[list[Copy], list[Copy]]:
        """The copies that live, of the version wanted and of others."""
        alive = [copy for copy in thing.copies if copy.state in (*ALIVE, State.FAILED)]
        return [one for one in alive if one.version == thing.version], [o for o in alive if o.version != thing.version]

    def _available(self, copy: Copy, calm: float) -> bool:
        return copy.state is State.READY and self.env.now - copy.since >= calm - 1e-9

    def _leaving(self, thing: Thing) -> int:
        return sum(copy.state is State.DRAINING for copy in thing.copies)
