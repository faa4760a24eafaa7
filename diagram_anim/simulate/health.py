"""Health checks: how long a balancer goes on sending to what has died.

Each chooser checks each copy every `check.period` at a phase of its own; where a thing has a check of its own (a
readiness probe), its node checks it for all choosers at once. A check of a dead copy fails when `check.timeout` is
over; after `check.failures` of them in a row the copy is out of rotation. While all is well checks change nothing, so
they are worked out only from a failure on. Of what is stopped in good order they are told, after their `notice`; of
what crashes only where they have one, or where its node looks after it. (Kubernetes: the kubelet sees within a second
that a container has died, "pkg/kubelet/pleg/generic.go", and a Service's endpoints follow; nobody tells a plain
balancer.)
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import simpy

from diagram_anim.simulate import probes
from diagram_anim.simulate.chance import Chance
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.routing import Rotation, Rotations
from diagram_anim.simulate.things import Copy, State, Thing

LEAST_PERIOD = 0.01


def checker(owner: Thing, thing: Thing) -> Thing:
    """Whose settings say how a thing is checked for a chooser: its own, where it has any."""
    return thing if probes.probed(thing, "check") else owner


def period(checker: Thing) -> float:
    return max(LEAST_PERIOD, float(setting(checker.part, "check.period")))


class Health:
    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger, rotations: Rotations, chance: Chance) -> None:
        self.env = env
        self.net = net
        self.ledger = ledger
        self.rotations = rotations
        self.chance = chance

    def watch(self, copy: Copy) -> None:
        """A copy has failed: those who send to it will notice, each in its own time."""
        for rotation in self.rotations.before(copy.thing):
            self.env.process(self._notice(rotation, copy, copy.epoch))

    def leaving(self, copy: Copy) -> None:
        """A copy is being stopped: those who send to it will hear of it, each after its `notice`."""
        for rotation in self.rotations.before(copy.thing):
            self._unaware(rotation, copy)

    def crashed(self, copy: Copy) -> None:
        """A copy has died and is started again in its place. Those who are told so hear of it after their `notice`; all
        others send there until their checks have failed, or it is ready again."""
        minded = any(probes.probed(copy.thing, probe) for probe in ("check", "live", "startup"))
        for rotation in self.rotations.before(copy.thing):
            if rotation.told or minded:
                self._unaware(rotation, copy)
            elif copy not in rotation.unaware:
                rotation.unaware.add(copy)
                self.env.process(self._doubt(rotation, copy))

    def _unaware(self, rotation: Rotation, copy: Copy) -> None:
        if rotation.notice > 0:
            rotation.unaware.add(copy)
            self.env.process(self._hear(rotation, copy))

    def cut(self, one: Thing, other: Thing) -> None:
        """Two can't reach each other: if one checks the other, it will notice."""
        for rotation, copy in self._checked(one, other):
            self.env.process(self._miss(rotation, copy))

    def mended(self, one: Thing, other: Thing) -> None:
        for rotation, copy in self._checked(one, other):
            self.env.process(self._find(rotation, copy))

    def _checked(self, one: Thing, other: Thing) -> Iterator[tuple[Rotation, Copy]]:
        """Whom of the other, or of those that run on it, one checks."""
        for copy in self.net.copies(other.id):
            for rotation in self.rotations.before(copy.thing):
                if rotation.owner is one:
                    yield rotation, copy

    def admission(self, copy: Copy, started: float) -> float:
        """Seconds from when a copy has started until enough checks in a row have found it well. Its own ones go by its
        start, which waits for the first of them; those that a chooser makes come when they would have come anyway, and
        who makes none hears of it at once."""
        waits = [0.0]
        for rotation in self.rotations.before(copy.thing):
            asking = checker(rotation.owner, copy.thing)
            more = period(asking) * (max(1, int(setting(asking.part, "check.successes"))) - 1)
            checks = asking is not copy.thing and any(key.startswith("check.") for key in asking.part.settings)
            waits.append(more + (self._next(rotation, copy, started) if checks else 0.0))
        return max(waits)

    def slowed(self, copies: Sequence[Copy]) -> None:
        """Copies answer slowly: where their own check doesn't wait so long, they will be taken out."""
        for copy in copies:
            if probes.too_slow(copy, "check"):
                for rotation in self.rotations.before(copy.thing):
                    self.env.process(self._tire(rotation, copy))

    def started(self, copy: Copy) -> None:
        """A copy has started: where it answers too slowly for its own check, it isn't sent anything before it is
        faster."""
        if probes.too_slow(copy, "check"):
            for rotation in self.rotations.before(copy.thing):
                self._take_out(rotation, copy)

    def quickened(self, copies: Sequence[Copy]) -> None:
        """They answer as fast as ever: who was taken out for its slowness is found well by the next checks."""
        for copy in copies:
            if probes.probed(copy.thing, "check"):
                for rotation in self.rotations.before(copy.thing):
                    if copy in rotation.out and copy.state is State.READY:
                        self.env.process(self._find(rotation, copy))

    def _failing(self, rotation: Rotation, copy: Copy, still: Callable[[], bool]) -> Iterator[Any]:
        """Until enough checks in a row have failed; each is told as it does, while what it finds `still` holds. Who is
        down checks nobody, and begins anew."""
        asking = checker(rotation.owner, copy.thing)
        part = asking.part
        every, patience = period(asking), float(setting(part, "check.timeout"))
        enough = max(1, int(setting(part, "check.failures")))
        first, missed = float(self.env.now) + self._next(rotation, copy) + patience, 0
        owner = rotation.owner
        for number in itertools.count():
            yield self.env.timeout(max(0.0, first + number * max(every, patience) - float(self.env.now)))
            missed = missed + 1 if owner is copy.thing or owner.state is State.READY else 0
            if missed and still():
                told = {"count": missed, "enough": enough, "every": every}
                self.ledger.record("missed", copy.id, by=owner.id, **told)
            if missed == enough or not still():
                return

    def _next(self, rotation: Rotation, copy: Copy, now: float | None = None) -> float:
        """Seconds until the next check, from now on or a later moment."""
        asking = checker(rotation.owner, copy.thing)
        every = period(asking)
        phase = every * self.chance.share("check", asking.called, f"{copy.thing.called}{copy.id[len(copy.thing.id) :]}")
        now = float(self.env.now) if now is None else now
        return max(0.0, phase + every * max(0, math.ceil((now - phase) / every)) - now)

    def _miss(self, rotation: Rotation, copy: Copy) -> Iterator[Any]:
        def apart() -> bool:
            return self.net.apart(rotation.owner.copies[0], copy) and copy not in rotation.out

        yield from self._failing(rotation, copy, apart)
        if apart():
            self._take_out(rotation, copy)

    def _hear(self, rotation: Rotation, copy: Copy) -> Iterator[Any]:
        yield self.env.timeout(rotation.notice)
        rotation.unaware.discard(copy)
        self.net.touch()

    def _doubt(self, rotation: Rotation, copy: Copy) -> Iterator[Any]:
        def down() -> bool:
            return copy in rotation.unaware

        yield from self._failing(rotation, copy, down)
        if down():
            rotation.unaware.discard(copy)
            self._miss_it(rotation, copy)

    def _tire(self, rotation: Rotation, copy: Copy) -> Iterator[Any]:
        def slow() -> bool:
            return probes.too_slow(copy, "check") and copy not in rotation.out

        yield from self._failing(rotation, copy, slow)
        if slow():
            self._take_out(rotation, copy)

    def _find(self, rotation: Rotation, copy: Copy) -> Iterator[Any]:
        asking = checker(rotation.owner, copy.thing)
        more = max(0, int(setting(asking.part, "check.successes")) - 1)
        yield self.env.timeout(self._next(rotation, copy) + more * period(asking))
        apart = self.net.apart(rotation.owner.copies[0], copy) or probes.too_slow(copy, "check")
        if not apart and copy.listed:
            rotation.out.discard(copy)
            copy.detected = False
            self.net.touch()

    def _take_out(self, rotation: Rotation, copy: Copy) -> None:
        rotation.out.add(copy)
        copy.detected = True
        self.net.touch()
        self.ledger.record("detected", copy.id, by=rotation.owner.id)

    def _notice(self, rotation: Rotation, copy: Copy, epoch: int) -> Iterator[Any]:
        yield from self._failing(rotation, copy, lambda: copy.epoch == epoch)
        if copy.epoch == epoch:
            self._miss_it(rotation, copy)

    def _miss_it(self, rotation: Rotation, copy: Copy) -> None:
        """Its checks have failed; it is known to be down once that is so with all that send there."""
        rotation.out.add(copy)
        self.net.touch()
        if all(copy in one.out for one in self.rotations.before(copy.thing)):
            copy.detected = True
            self.ledger.record("detected", copy.id, by=rotation.owner.id)
