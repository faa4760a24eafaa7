"""How copies live and end: started, ready, failed, draining, stopped, replaced.

Each change is a `state` event of the copy and, where a thing has numbered copies, of the thing as a whole with its
`replicas`. Calls give a process that ends when what was asked for has come about.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import simpy

from diagram_anim.model.system import Role
from diagram_anim.simulate import probes
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ending import RUNNING, Ending
from diagram_anim.simulate.flow import Flow
from diagram_anim.simulate.health import Health
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.things import ALIVE, Copy, State, Thing

SILENT = (Role.CLIENT, Role.OUTCOME, Role.THING)
"""Roles whose state nobody speaks of unless it changes."""

DOWN = (State.PENDING, State.STOPPED, State.FAILED)

BACK_OFF, BACK_OFF_MOST = 10.0, 300.0
"""Kubernetes: the second crash is answered after 10 s, each further one after twice as long, 5 minutes at the most."""

WELL = 600.0
"""Seconds of good running after which earlier crashes are forgotten."""


class Life:
    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger, flow: Flow, health: Health) -> None:
        self.env = env
        self.net = net
        self.ledger = ledger
        self.flow = flow
        self.health = health
        self._ending = Ending(env, ledger, flow, health, self._set)
        self.changed: list[Callable[[Copy], None]] = []
        """Who is told of each change of a copy's state."""
        self.place: Callable[[Copy], bool] = lambda copy: True
        """Binds a new copy to a node; False where none has room for it."""
        self.emptied: Callable[[Copy], Any] = lambda node: None
        """An event that tells whether all that ran on a node has gone; None for what is no node."""

    def begin(self, changing: set[str]) -> None:
        """The first words on everybody's state, and on that of others if it will change."""
        for thing in list(self.net.things.values()):
            if thing.role in SILENT and thing.id not in changing and not thing.numbered:
                continue
            self.ledger.record("state", thing.id, state=thing.state.value)
            if thing.numbered:
                for copy in thing.copies:
                    if copy.state is not State.PENDING:
                        self.ledger.record("state", copy.id, state=copy.state.value, **_called(copy))
                self.count(thing)

    def fail(self, copies: Iterable[Copy]) -> None:
        dead = []
        for copy in copies:
            if copy.state in (State.FAILED, State.STOPPED) or copy.waits:
                continue
            if probes.restarts(copy.thing) and not self.homeless(copy):
                self.crash(copy)
                continue
            self._set(copy, State.FAILED, listed=copy.listed)
            dead.append(copy)
        self.flow.drop(*dead)
        for copy in dead:
            if copy.listed and not self.homeless(copy):
                self.health.watch(copy)

    def restart(self, copies: Iterable[Copy]) -> Any:
        """Each dies and starts again in its place, once the back-off that its crashes have earned is over, and what
        runs on a node that dies too once that is ready."""
        dying = [copy for copy in copies if copy.state is not State.STOPPED]
        nodes = [copy for copy in dying if copy.thing.role is Role.NODE]
        up = self.all([self.crash(copy) for copy in nodes]) if nodes else None
        return self.all([up, *(self.crash(copy, up) for copy in dying if copy not in nodes)])

    def crash(self, copy: Copy, after: Any = None) -> Any:
        """A copy dies, and is started again in its place, where its node is up and once what is given has come."""
        return self.env.process(self._crash(copy, after))

    def end(self, copy: Copy) -> Any:
        """A copy is ended by its node's agent, and started again in its place: what it is at it may finish within its
        grace period. Nobody is told, for it stays where it is (Kubernetes: "Container Lifecycle Hooks")."""
        return self.env.process(self._ended(copy))

    def start(self, copies: Iterable[Copy]) -> Any:
        return self.all(self._start(copy) for copy in copies if copy.state in DOWN)

    def drain(self, copies: Iterable[Copy]) -> Any:
        """A node, and what stays on it, takes nothing more until it is told to, whatever becomes of it meanwhile
        (Kubernetes: "Safely Drain a Node", `spec.unschedulable`)."""
        alive = [copy for copy in copies if copy.state in ALIVE]
        nodes = [copy.thing.id for copy in alive if copy.thing.role is Role.NODE]
        for copy in alive:
            copy.cordoned = copy.thing.id in nodes or copy.node in nodes
        return self.all(self._ending.drain(copy, self.emptied(copy)) for copy in alive)

    def stop(self, copies: Iterable[Copy]) -> Any:
        return self.all(self._ending.stop(copy) for copy in copies if copy.state is not State.STOPPED)

    def condemn(self, copies: Iterable[Copy]) -> None:
        """They are to end and don't hear of it: they go on until they are stopped."""
        for copy in copies:
            self._set(copy, State.DRAINING, listed=False)
            copy.closing = math.inf

    def readmit(self, copies: Iterable[Copy]) -> None:
        """They have been ready all the time, and now that is known again."""
        for copy in copies:
            copy.cordoned = False
            self.flow.rotations.admit(copy)
            self._set(copy, State.READY, listed=True)

    def launch(self, thing: Thing, version: str) -> Any:
        """One more copy, of a version."""
        copy = thing.grow()
        copy.version = version
        return self._start(copy)

    def renew(self, copies: Iterable[Copy]) -> Any:
        """Each goes, and starts again in its place once it has gone."""
        return self.all(
            self.env.process(self._again(copy, self._ending.stop(copy)))
            if copy.state in RUNNING
            else self._start(copy, new=True)
            for copy in copies
        )

    def succeed(self, old: Iterable[Copy], new: Iterable[Copy]) -> Any:
        """Old ones go, new ones start at the same time; ends when those are ready."""
        self.stop(old)
        return self.start(new)

    def all(self, events: Iterable[Any]) -> Any:
        """One event for those of several; what was over at once has none."""
        return self.env.all_of([event for event in events if event is not None])

    def homeless(self, copy: Copy) -> bool:
        """Whether the node that it ran on is lost: nobody there starts it again, or answers for its health."""
        node = copy.node
        return node in self.net.things and copy.thing.id != node and self.net.thing(node).state is State.FAILED

    def _crash(self, copy: Copy, after: Any) -> Iterator[Any]:
        if copy.state is State.READY and self.env.now - copy.since >= WELL:
            copy.crashes = 0
        pause = min(BACK_OFF_MOST, BACK_OFF * 2 ** (copy.crashes - 1)) if copy.crashes else 0.0
        copy.crashes += 1
        if copy.state is not State.FAILED:
            known = copy.listed
            self._set(copy, State.FAILED, listed=False)
            self.flow.drop(copy)
            if known:
                self.health.crashed(copy)
        if pause:
            self.ledger.record("backoff", copy.id, seconds=pause)
        epoch = copy.epoch
        yield self.env.timeout(pause)
        if after is not None:
            yield after
        if copy.epoch == epoch and not self.homeless(copy):
            yield self._start(copy)

    def _ended(self, copy: Copy) -> Iterator[Any]:
        self._ending.close(copy, listed=copy.listed)
        epoch = copy.epoch
        yield from self._ending.finish(copy)
        if copy.epoch == epoch:
            yield self.crash(copy)

    def _start(self, copy: Copy, *, new: bool = False) -> Any:
        """A copy starts: where it ran, if it only failed, else as a new one that needs a node."""
        if new or copy.state in (State.PENDING, State.STOPPED):
            if not copy.waits:  # what waits for its node is the same one all the while
                copy.pod += 1
                copy.crashes, copy.cordoned = 0, False
                copy.thing.call(copy)
            copy.node = copy.node if copy.state is State.PENDING else ""
            waited = copy.waits
            if not self.place(copy):
                return self.env.event().succeed() if waited else self._wait(copy)
        self._set(copy, State.STARTING, listed=False)
        return self.env.process(self._rise(copy, copy.epoch))

    def _wait(self, copy: Copy) -> Any:
        """A copy that finds no room is pending; nobody who asked for it waits for that."""
        self._set(copy, State.PENDING, listed=False)
        return self.env.event().succeed()

    def _rise(self, copy: Copy, epoch: int) -> Iterator[Any]:
        seconds, patience = probes.rise(copy.thing), probes.patience(copy.thing)
        if patience is not None and float(setting(copy.thing.part, "start")) > patience:
            yield self.env.timeout(patience)
            if copy.epoch == epoch:
                asked = "startup" if probes.probed(copy.thing, "startup") else "live"
                self.ledger.record("killed", copy.id, probe=asked)
                self.crash(copy)
            return
        yield self.env.timeout(seconds + self.health.admission(copy, float(self.env.now) + seconds))
        if copy.epoch == epoch and self.homeless(copy):  # bound before its node was known to be lost
            self._set(copy, State.FAILED, listed=False)
        elif copy.epoch == epoch and copy.version in copy.thing.bad:
            self.ledger.record("unready", copy.id, **_called(copy))  # its time to start is over, and it isn't up
        elif copy.epoch == epoch and copy.cordoned:
            self._ending.keep_out(copy)
        elif copy.epoch == epoch:
            self.flow.rotations.admit(copy)
            self._set(copy, State.READY, listed=True)
            self.health.started(copy)

    def _again(self, copy: Copy, ending: Any) -> Iterator[Any]:
        yield ending
        if copy.state in DOWN:
            copy.version = _due(copy)
            yield self._start(copy)

    def _set(self, copy: Copy, state: State, *, listed: bool) -> None:
        copy.state = state
        copy.listed = listed
        copy.since = self.env.now
        copy.epoch += 1
        copy.detected = copy.drained = False
        copy.waits = copy.waits and state is State.PENDING
        copy.node = "" if state is State.STOPPED else copy.node
        self.net.touch()
        thing = copy.thing
        self.ledger.record("state", copy.id, state=state.value, **_called(copy))
        if thing.numbered:
            if thing.state is not thing.told:
                self.ledger.record("state", thing.id, state=thing.state.value)
            self.count(thing)
        thing.told = thing.state
        for tell in self.changed:
            tell(copy)

    def count(self, thing: Thing) -> None:
        """Tells how many copies of a thing there are."""
        if thing.numbered:
            self.ledger.record("replicas", thing.id, ready=thing.ready, total=thing.total, wanted=thing.wanted)


def _due(copy: Copy) -> str:
    """The version in which a copy comes again: its own, but where copies have places of their own what is wanted there
    now (Kubernetes: StatefulSet, partition)."""
    thing = copy.thing
    if not setting(thing.part, "rollout.ordered"):
        return copy.version
    kept = thing.copies.index(copy) < int(setting(thing.part, "rollout.partition"))
    return thing.previous if kept else thing.version


def _called(copy: Copy) -> dict[str, Any]:
    """What a copy's state says besides: what it is called, and its version where these are told apart."""
    version = {"version": copy.version} if copy.version and copy.thing.numbered else {}
    return {**version, **copy.thing.name(copy)}
