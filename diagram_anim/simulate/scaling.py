"""More copies of a thing, or fewer, by the rules of what controls them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
        node counts until it is given up. What a release has of each version is kept in its proportion."""
        thing.wanted = max(0, to)
        self._asked[thing.id] = mine = self._asked.get(thing.id, 0) + 1
        self._life.count(thing)
        if setting(thing.part, "ordered"):
            done = self._env.event()
            self._env.process(self._in_order(thing, mine, done))
            return done
        more, fewer = self._changes(thing)
        pause = max(0.0, over) / max(1, len(more))
        starts = [
            self._env.process(self._later(thing, version, turn * pause, mine))
            if turn * pause
            else self._life.launch(thing, version)
            for turn, version in enumerate(more)
        ]
        return self._life.all([*starts, self._life.stop(fewer)] if fewer else starts)

    def missing(self, thing: Thing, version: str) -> int:
        """How many copies of a version are wanted beyond those that there are; while one takes the place of another,
        of both."""
        there = self._there(thing)
        if thing.sets is None or thing.sets.most(thing.wanted) is not None:
            return thing.wanted - sum(map(len, there.values()))
        sizes = thing.sets.sizes(thing.wanted, {one: len(copies) for one, copies in there.items()}, {})
        return sizes.get(version, 0) - len(there.get(version, ()))

    def _changes(self, thing: Thing) -> tuple[list[str], list[Copy]]:
        """The versions of those that are to start, and those that are to end. While a release is under way, each
        version has copies of its own; else a copy is a copy."""
        alive, there = self._alive(thing), self._there(thing)
        if thing.sets is None:
            more = [thing.version] * (thing.wanted - len(alive))
            return more, least(alive, alive)[: max(0, len(alive) - thing.wanted)]
        ready = {one: sum(copy.state is State.READY for copy in copies) for one, copies in there.items()}
        sizes = thing.sets.sizes(thing.wanted, {one: len(copies) for one, copies in there.items()}, ready)
        more, fewer = [], []
        for version, size in sizes.items():
            mine = there.get(version, [])
            more += [version] * (size - len(mine))
            fewer += least(mine, alive)[: max(0, len(mine) - size)]
        most = thing.sets.most(thing.wanted)
        if most is not None:
            leaving = sum(copy.state is State.DRAINING for copy in thing.copies)
            more = more[: max(0, most - len(alive) - leaving)]
        return more, fewer

    def _there(self, thing: Thing) -> dict[str, list[Copy]]:
        """Those that count, by their version."""
        found: dict[str, list[Copy]] = {}
        for copy in self._alive(thing):
            found.setdefault(copy.version, []).append(copy)
        return found

    def _alive(self, thing: Thing) -> list[Copy]:
        """Those that count; what has no copies that are told apart is there as long as it hasn't ended."""
        states = ALIVE if thing.numbered else (*ALIVE, State.FAILED, State.DRAINING)
        return [copy for copy in thing.copies if copy.state in states or copy.waits or self._life.homeless(copy)]

    def start(self, thing: Thing) -> Any:
        """All copies that are wanted, of a thing of which none runs."""
        return self.scale(thing, thing.wanted, 0.0)

    def _later(self, thing: Thing, version: str, pause: float, asked: int) -> Iterator[Any]:
        yield self._env.timeout(pause)
        if self._asked[thing.id] == asked and (thing.sets is None or self.missing(thing, version) > 0):
            yield self._life.launch(thing, version if thing.sets else thing.version)

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


def least(copies: Iterable[Copy], alive: list[Copy]) -> list[Copy]:
    """Some of those that live, those worth least first."""
    return sorted(copies, key=lambda copy: _worth(copy, alive))


def _worth(copy: Copy, alive: list[Copy]) -> tuple[bool, bool, int, int]:
    """In which order copies are given up: those without a node, those that aren't ready, those that share theirs with
    most others, the newest (Kubernetes: ActivePodsWithRanks, what a ReplicaSet sorts by)."""
    beside = sum(bool(copy.node) and one.node == copy.node for one in alive)
    return (not copy.waits, copy.state is State.READY, -beside, -copy.thing.copies.index(copy))
