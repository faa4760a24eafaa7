"""More copies of a thing, or fewer, by the rules of what controls them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.life import Life
from diagram_anim.simulate.things import ALIVE, Copy, State, Thing

TICK = 0.1
"""Seconds from one look of a controller to the next; a real one is told of changes as soon."""


def in_line(thing: Thing) -> bool:
    """Whether nothing of a thing runs, and its copies come one by one."""
    return bool(setting(thing.part, "ordered")) and all(
        copy.state in (State.STOPPED, State.PENDING) for copy in thing.copies
    )


class Scaling:
    """Whoever asks last for a thing is done as told; what was still to come of an earlier call is forgotten."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._env = life.env
        self._asked: dict[str, int] = {}

    def scale(self, thing: Thing, to: int, over: float) -> Any:
        """More copies, their starts spread over a time, or fewer: those worth least go first. What stands on a lost
        node counts until it is given up."""
        thing.wanted = max(0, to)
        self._asked[thing.id] = mine = self._asked.get(thing.id, 0) + 1
        alive, missing = self._alive(thing), self.missing(thing)
        self._life.count(thing)
        if setting(thing.part, "ordered"):
            done = self._env.event()
            self._env.process(self._in_order(thing, mine, done))
            return done
        if missing > 0:
            pause = max(0.0, over) / missing
            return self._life.all(
                self._env.process(self._later(thing, turn * pause, mine))
                if turn * pause
                else self._life.launch(thing, thing.version)
                for turn in range(missing)
            )
        return self._life.stop(sorted(alive, key=lambda copy: _worth(copy, alive))[: len(alive) - thing.wanted])

    def missing(self, thing: Thing) -> int:
        """How many copies are wanted beyond those that there are."""
        return thing.wanted - len(self._alive(thing))

    def _alive(self, thing: Thing) -> list[Copy]:
        """Those that count; what has no copies that are told apart is there as long as it hasn't ended."""
        states = ALIVE if thing.numbered else (*ALIVE, State.FAILED, State.DRAINING)
        return [copy for copy in thing.copies if copy.state in states or copy.waits or self._life.homeless(copy)]

    def start(self, thing: Thing) -> Any:
        """All copies that are wanted, of a thing of which none runs."""
        return self.scale(thing, thing.wanted, 0.0)

    def _later(self, thing: Thing, pause: float, asked: int) -> Iterator[Any]:
        yield self._env.timeout(pause)
        if self._asked[thing.id] == asked:
            yield self._life.launch(thing, thing.version)

    def _in_order(self, thing: Thing, asked: int, done: Any) -> Iterator[Any]:
        """Each starts once all before it are ready, and ends, the last first, once all behind it are gone (Kubernetes:
        StatefulSet, podManagementPolicy OrderedReady). `done` succeeds when it is, or stands still."""
        while self._asked[thing.id] == asked:
            there = [copy for copy in thing.copies if copy.waits or copy.state not in (State.STOPPED, State.PENDING)]
            ready = all(copy.state is State.READY for copy in there)
            if ready and len(there) < thing.wanted:
                yield self._life.launch(thing, thing.version)
            elif len(there) > thing.wanted:
                yield self._life.stop(there[-1:])
            elif ready and len(there) == thing.wanted:
                break
            elif not ready:
                if not done.triggered:
                    done.succeed()
                yield self._env.timeout(TICK)
        if not done.triggered:
            done.succeed()


def _worth(copy: Copy, alive: list[Copy]) -> tuple[bool, bool, int, int]:
    """In which order copies are given up: those without a node, those that aren't ready, those that share theirs with
    most others, the newest (Kubernetes: ActivePodsWithRanks, what a ReplicaSet sorts by)."""
    beside = sum(bool(copy.node) and one.node == copy.node for one in alive)
    return (not copy.waits, copy.state is State.READY, -beside, -copy.thing.copies.index(copy))
