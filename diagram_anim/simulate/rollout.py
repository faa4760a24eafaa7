"""Releases: a new version of a thing's copies takes the old one's place, by one of three ways.

Comes in: who releases what. Goes out: copies that start and stop, the shares of the versions while both run, and
`rolling`, `rolled`, `stalled`, `switched` in the ledger. By the rules of Kubernetes' Deployment and, for canary and
blue/green, of Argo Rollouts with traffic routing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import simpy

from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.life import Life
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.scaling import TICK, least
from diagram_anim.simulate.sets import Rolling, Shares, Sides, bounds, portion
from diagram_anim.simulate.standstill import Standstill
from diagram_anim.simulate.things import ALIVE, Copy, State, Thing

STANDBY = 30.0
"""Seconds that the old set of a blue/green release is kept: Argo Rollouts, scaleDownDelaySeconds."""


@dataclass(slots=True)
class Release:
    """One release of a thing. `over` succeeds when its beat has ended: done, given up for another, or marked as
    failed."""

    thing: Thing
    plan: int
    over: Any
    counted: bool = False
    """Whether the shares that the numbers of copies make are told as they change."""

    def setting(self, key: str) -> Any:
        return setting(self.thing.part, f"rollout.{key}")

    def end(self) -> None:
        if not self.over.triggered:
            self.over.succeed()


class Releases:
    def __init__(self, env: simpy.Environment, net: Net, life: Life, ledger: Ledger) -> None:
        self.env = env
        self.net = net
        self.life = life
        self.ledger = ledger
        self.governed: Callable[[], bool] = lambda: True
        """Whether a control plane is there that does what is released."""
        self._plans: Counter[str] = Counter()
        """Counts the releases of each thing, so that one under way sees that it was given up."""
        self._switched: set[str] = set()
        """What was last released by a switch."""
        self._counted: dict[str, Counter[str]] = {}

    def roll(self, thing: Thing, version: str, given: Mapping[str, Any], *, bad: bool) -> Any:
        weighed = self._parked(thing, version)
        release = self._begun(thing, version)
        self._switched.discard(thing.id)
        if weighed:  # nobody weighs a rollout: requests fall as the numbers of ready copies do
            thing.shares, release.counted = None, True
        if bad:
            thing.bad.add(version)
        return self._run(release, self._roll(release, given))

    def undo(self, thing: Thing) -> Any:
        """The version before is wanted again; where its copies still run, requests go back to them at once. Where it
        was taken out by a switch and has ended, it comes back by one."""
        release = self._begun(thing, thing.previous)
        if thing.shares is not None:
            self._share(thing, {thing.version: 100.0})
        elif thing.id in self._switched:
            return self._run(release, self._switch(release))
        return self._run(release, self._roll(release, {}))

    def canary(self, thing: Thing, version: str, steps: Sequence[float], pause: float, *, exact: bool) -> Any:
        aside, stable = self._parked(thing, version), thing.previous
        release = self._begun(thing, version)
        self._switched.discard(thing.id)
        if aside:
            thing.previous = stable
            self._share(thing, {stable: 100.0, aside[0].version: 0.0})
            self.life.stop(aside)
        return self._run(release, self._canary(release, steps, pause, exact=exact))

    def bluegreen(self, thing: Thing, version: str) -> Any:
        release = self._begun(thing, version)
        self._switched.add(thing.id)
        return self._run(release, self._switch(release))

    def _parked(self, thing: Thing, version: str) -> list[Copy]:
        """The copies of a canary that was never promoted, as a third version comes: what was before it stays the stable
        one, and the canary ends (Argo Rollouts: the canary of an earlier revision is scaled down)."""
        third = version not in (thing.previous, thing.version) and thing.shares is not None
        new, old = self._sets(thing)
        return new if third and any(one.version == thing.previous for one in old) else []

    def _begun(self, thing: Thing, version: str) -> Release:
        """A version is wanted from now on. One that is wanted already is promoted: what was before it stays so."""
        self._plans[thing.id] += 1
        if version != thing.version:
            thing.previous, thing.version = thing.version, version
        thing.sets = None
        self.ledger.record("rolling", thing.id, version=version)
        return Release(thing, self._plans[thing.id], self.env.event())

    def _run(self, release: Release, course: Iterator[Any]) -> Any:
        self.env.process(self._course(release, course))
        return release.over

    def _course(self, release: Release, course: Iterator[Any]) -> Iterator[Any]:
        yield from course
        release.end()

    def _holds(self, release: Release) -> bool:
        """Whether no other release has taken its place."""
        return self._plans[release.thing.id] == release.plan

    def _roll(self, release: Release, given: Mapping[str, Any]) -> Iterator[Any]:
        thing, still = release.thing, Standstill(self.env.now)
        surge, unavailable = (given.get(key, release.setting(key)) for key in ("surge", "unavailable"))
        calm = float(release.setting("ready"))
        if release.setting("ordered"):
            yield from self._exchange(release, thing.wanted - bounds(thing.wanted, 0, unavailable)[1], calm)
            return
        thing.sets = Rolling(thing.version, surge, thing.wanted)
        while self._holds(release):
            yield from self._in_charge(release)
            new, old = self._sets(thing)
            available = [one for one in (*new, *old) if self._available(one, calm)]
            there = sum(one in available for one in new)
            if release.counted:
                self._by_copies(thing)
            if there == len(new) == thing.wanted and not old and not self._leaving(thing):
                self._done(release)
                return
            yield from self._stalled(release, still, (there, len(old)))
            if self._holds(release):
                most, fewest = bounds(thing.wanted, surge, unavailable)
                self._shrink(old, available, len(new) + len(old), fewest, len(new) - there)
                self._grow(thing, most)
                yield self.env.timeout(TICK)

    def _exchange(self, release: Release, most: int, calm: float) -> Iterator[Any]:
        """Each copy in its place, the last first, so many at once; those before the partition keep their version. Where
        copies start in their order, nothing is done while any of them isn't ready: not even a bad version is taken back
        then, until somebody replaces what is broken (Kubernetes: StatefulSet, RollingUpdate, "Forced rollback")."""
        thing, still = release.thing, Standstill(self.env.now)
        first = int(release.setting("partition"))
        under: list[Copy] = []
        while self._holds(release):
            yield from self._in_charge(release)
            there = [copy for copy in thing.copies if copy.state is not State.STOPPED or copy in under]
            under = [copy for copy in there if copy in under and not self._available(copy, calm)]
            left = [copy for copy in there[first:] if copy.version != thing.version and copy not in under]
            if not left and all(self._available(copy, calm) for copy in there[first:]):
                self._done(release)
                return
            halted = setting(thing.part, "ordered") and any(copy.state is not State.READY for copy in there)
            for copy in [] if halted else left[::-1][: max(0, most - len(under))]:
                under.append(copy)
                self.life.renew([copy])
            yield from self._stalled(release, still, (len(left), len(under)))
            yield self.env.timeout(TICK)

    def _in_charge(self, release: Release) -> Iterator[Any]:
        """Until somebody is there who does what is released; its beat waits no longer than for a standstill."""
        begin = self.env.now
        while not self.governed():
            if self.env.now - begin >= float(release.setting("deadline")):
                release.end()
            yield self.env.timeout(TICK)

    def _stalled(self, release: Release, still: Standstill, state: Any) -> Iterator[Any]:
        """Marks a release that has stood still for too long, and does with it as the settings say."""
        if still.lasts(state, self.env.now) < float(release.setting("deadline")) or still.told:
            return
        still.told = True
        self.ledger.record("stalled", release.thing.id, version=release.thing.version)
        match str(release.setting("failure")):
            case "pause":
                self._plans[release.thing.id] += 1
            case "undo":
                yield self.undo(release.thing)
        release.end()

    def _grow(self, thing: Thing, most: int) -> None:
        """New copies up to those wanted, as far as there is room; what still ends takes up room too (Kubernetes:
        podReplacementPolicy TerminationComplete). Those that are too many, as fewer are wanted by now, end
        (reconcileNewReplicaSet)."""
        new, old = self._sets(thing)
        self.life.stop(least(new, [*new, *old])[: max(0, len(new) - thing.wanted)])
        room = most - len(new) - len(old) - self._leaving(thing)
        for _ in range(min(room, thing.wanted - len(new))):
            self.life.launch(thing, thing.version)

    def _shrink(self, old: Sequence[Copy], available: Sequence[Copy], alive: int, fewest: int, unready: int) -> None:
        """Old copies that aren't ready go first; then as many ready ones as can be spared."""
        broken = [one for one in old if one not in available][: max(0, alive - fewest - unready)]
        spared = [one for one in old if one in available][: max(0, len(available) - fewest)]
        self.life.stop([*broken, *spared])

    def _canary(self, release: Release, steps: Sequence[float], pause: float, *, exact: bool) -> Iterator[Any]:
        thing = release.thing
        kept = 100.0 if exact else 100.0 * len(self._sets(thing)[1]) / max(1, thing.wanted)
        for share in steps:
            self._side_by_side(thing, kept, share)
            yield from self._up(release, share)
            if not self._holds(release):
                return
            kept = kept if exact else 100.0 - share
            self._side_by_side(thing, kept, share)
            if exact:
                self._share(thing, {thing.previous: 100.0 - share, thing.version: share})
            else:
                self.life.stop(self._sets(thing)[1][portion(thing.wanted, 100 - share) :])
            if share < 100:
                yield self.env.timeout(pause)
        if steps and steps[-1] >= 100 and self._holds(release):
            yield self.life.stop(self._sets(thing)[1])
            self._done(release)

    def _switch(self, release: Release) -> Iterator[Any]:
        thing = release.thing
        self._share(thing, {thing.previous: 100.0, thing.version: 0.0})
        sides = tuple(version for version in (thing.previous, thing.version) if self._runs(thing, version))
        thing.sets = Sides(tuple(dict.fromkeys((*sides, thing.version))), serving=[*sides, thing.version][0])
        yield from self._up(release, 100.0)
        if self._holds(release):
            thing.sets = Sides(thing.sets.versions, serving=thing.version)
            self._share(thing, {thing.previous: 0.0, thing.version: 100.0})
            self.ledger.record("switched", thing.id, version=thing.version)
            release.end()
            yield self.env.timeout(STANDBY)
        if self._holds(release):
            yield self.life.stop(self._sets(thing)[1])
            self._done(release)

    def _done(self, release: Release) -> None:
        if self._holds(release):
            release.thing.shares = release.thing.sets = None
            self.ledger.record("rolled", release.thing.id, version=release.thing.version)

    def _side_by_side(self, thing: Thing, kept: float, share: float) -> None:
        """Two versions have their shares of the copies; one alone has all."""
        both = self._runs(thing, thing.previous) and thing.previous != thing.version
        thing.sets = Shares({thing.previous: kept, thing.version: share}) if both else None

    def _runs(self, thing: Thing, version: str) -> bool:
        return any(one.version == version for some in self._sets(thing) for one in some)

    def _up(self, release: Release, share: float) -> Iterator[Any]:
        """Copies of the new version, until those are ready that make such a share of what is wanted by then; a
        standstill fails the release, as it does a rollout."""
        thing, still = release.thing, Standstill(self.env.now)
        yield from self._in_charge(release)
        for _ in range(portion(thing.wanted, share) - len(self._sets(thing)[0])):
            self.life.launch(thing, thing.version)
        while self._holds(release):
            ready = sum(one.state is State.READY for one in self._sets(thing)[0])
            if ready >= portion(thing.wanted, share):
                return
            yield from self._stalled(release, still, ready)
            yield self.env.timeout(TICK)

    def _share(self, thing: Thing, shares: dict[str, float]) -> None:
        thing.shares = shares
        self.net.shared = True
        shown = {name: int(share) if share.is_integer() else share for name, share in shares.items() if name}
        self.ledger.record("split", thing.id, to=shown)

    def _by_copies(self, thing: Thing) -> None:
        """The shares that the numbers of ready copies make, where shares were shown before."""
        ready = Counter(copy.version for copy in thing.copies if copy.state is State.READY)
        if ready and ready != self._counted.get(thing.id):
            self._counted[thing.id] = ready
            whole = sum(ready.values())
            self.ledger.record("split", thing.id, to={name: round(100 * n / whole, 1) for name, n in ready.items()})

    def _sets(self, thing: Thing) -> tuple[list[Copy], list[Copy]]:
        """The copies that live, of the version wanted and of others."""
        alive = [copy for copy in thing.copies if copy.state in (*ALIVE, State.FAILED) or copy.waits]
        return [one for one in alive if one.version == thing.version], [o for o in alive if o.version != thing.version]

    def _available(self, copy: Copy, calm: float) -> bool:
        """Ready for long enough, as far as is known: what stands on a lost node was ready to the last, until its lease
        has run out."""
        believed = copy.state is State.READY or (self.life.homeless(copy) and copy.listed)
        return believed and self.env.now - copy.since >= calm - 1e-9

    def _leaving(self, thing: Thing) -> int:
        return sum(copy.state is State.DRAINING for copy in thing.copies)
