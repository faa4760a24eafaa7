"""The parts of the running system, their copies and the ways between them, as they are at a moment.

Comes in: a storyboard. Goes out: who there is, who stands behind whom, which copies a name means. It knows neither
time nor requests' fates.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.storyboard import Beat, Storyboard
from diagram_anim.model.system import Part, Role, System
from diagram_anim.simulate.defaults import CLOSED, WORKERS, setting
from diagram_anim.simulate.offered import Offered


class State(StrEnum):
    PENDING = "pending"
    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"
    DRAINING = "draining"
    STOPPED = "stopped"


ALIVE = (State.STARTING, State.READY)


@dataclass(slots=True, eq=False)
class Copy:
    """One running copy of a thing: `web/2`, or `W1` where there is only ever one.

    `listed` says that balancers know it as one to send to: from ready until it drains, stops or is seen to fail.
    `load` counts the requests at it or on their way to it, `work` those at it by number.
    """

    id: str
    thing: Thing
    state: State = State.READY
    listed: bool = True
    detected: bool = False
    drained: bool = False
    since: float = 0.0
    epoch: int = 0
    """Changes with the state, so that what was planned for an earlier one can tell."""
    life: int = 0
    """Changes when its work is dropped."""
    load: int = 0
    busy: int = 0
    work: dict[int, Any] = field(default_factory=dict)
    waiting: deque[Any] = field(default_factory=deque)
    idle: list[Any] = field(default_factory=list)
    """Events to succeed when `load` falls to 0."""
    version: str = ""
    closing: float = 0.0
    """From when on it takes nothing more, as it drains."""
    pod: int = 0
    """Which one of those that have ever stood in its place: a new one has another address."""
    node: str = ""
    """On which node it runs."""
    waits: bool = False
    """Whether it is pending because no node has room for it."""
    crashes: int = 0
    """How often it has crashed since it last ran well for long."""
    spent: float = 0.0
    """Busy seconds, summed over slots, up to `marked`."""
    marked: float = 0.0

    def used(self, now: float) -> float:
        """Busy seconds up to now."""
        return self.spent + self.busy * (now - self.marked)

    def occupy(self, change: int, now: float) -> None:
        self.spent = self.used(now)
        self.marked = now
        self.busy += change


@dataclass(frozen=True, slots=True)
class Address:
    """Where a client sends: a part, or one pod of a thing with copies, gone or not."""

    id: str
    pod: int | None = None


class Thing:
    """A part of the system with its copies and how they behave; `numbered` where copies are told apart."""

    def __init__(self, part: Part, numbered: bool, pending: bool, offered: Offered) -> None:
        self.id = part.id
        self.part = part
        self._offered = offered
        self.role = part.role
        self.numbered = numbered
        self.wanted = max(0, int(setting(part, "replicas"))) if numbered else 1
        state = State.PENDING if pending else State.READY
        names = [f"{part.id}/{number + 1}" for number in range(self.wanted)] if numbered else [part.id]
        self.copies = [Copy(name, self, state, listed=not pending) for name in names]
        self.heir = False
        """Whether a story brought it in as another's replacement."""
        self.told = state
        """The state that was last told of the thing as a whole."""
        self.serves = part.role in WORKERS or part.get("latency") is not None or part.get("capacity") is not None
        self.latency = self.hold = 0.0
        self.slots = 1
        self.perform(None, None)
        self.version = self.previous = str(part.get("version") or "")
        """The version that is wanted now, and the one before."""
        self.bad: set[str] = set()
        """Versions that never become ready."""
        self.shares: Mapping[str, float] | None = None
        """Which share of its requests each version gets, percent, while a release says so."""
        for copy in self.copies:
            copy.version = self.version
        self.queue = offered.queue(part, self.latency)
        self.connections = offered.connections(part, self.latency)
        self.timeout = setting(part, "timeout")
        self.closed = part.role in CLOSED

    def perform(self, latency: float | None, capacity: float | None) -> None:
        """How fast a copy works from now on; without a value as its settings say.

        `slots` are the requests that a copy works on at once, `hold` how long each keeps its slot: as long as its work
        takes or longer, so that `capacity` is met exactly. Both count requests that are simulated.
        """
        self.latency = float(setting(self.part, "latency")) if latency is None else latency
        capacity = max(1e-6, self._offered.capacity(self.part, capacity))
        self.slots = max(1, math.ceil(capacity * self.latency - 1e-9))
        self.hold = self.slots / capacity

    @property
    def state(self) -> State:
        """Of the thing as a whole: the best that any copy is in."""
        states = {copy.state for copy in self.copies}
        return next((state for state in _BEST if state in states), State.STOPPED)

    @property
    def ready(self) -> int:
        return sum(copy.state is State.READY for copy in self.copies)

    @property
    def total(self) -> int:
        return sum(copy.state not in (State.STOPPED, State.PENDING) for copy in self.copies)

    def grow(self) -> Copy:
        """A copy that can be started, in the lowest free place."""
        for copy in self.copies:
            if copy.state in (State.STOPPED, State.PENDING) and not copy.waits:
                return copy
        copy = Copy(f"{self.id}/{len(self.copies) + 1}", self, State.STOPPED, listed=False)
        self.copies.append(copy)
        return copy


_BEST = (State.READY, State.STARTING, State.DRAINING, State.FAILED, State.PENDING)


def scales(part: Part) -> bool:
    """Whether an autoscaler stands behind it from the beginning."""
    switch = part.get("autoscale")
    return bool(switch) if switch is not None else any(key.startswith("autoscale.") for key in part.settings)


GROWING = ("scale", "autoscale", "roll", "canary", "bluegreen", "undo")
"""Verbs whose target has copies that are told apart."""


class Net:
    """Things by id and the ways between them. `version` changes whenever somebody's standing does."""

    def __init__(self, board: Storyboard) -> None:
        beats = [beat for step in board.steps for beat in step.beats]
        self.parts: Mapping[str, Part] = board.system.parts
        self.offered = Offered.of(board)
        self.splitting = {target for beat in beats if beat.verb == "split" for target in beat.targets}
        self.version = 0
        self.shared = False
        """Whether versions have shares of some thing's requests."""
        self.cuts: set[tuple[str, str]] = set()
        """Pairs that can't reach each other, both ways."""
        self._after: dict[str, list[Thing]] = {}
        self.things: dict[str, Thing] = {}
        self.groups = _groups(board)
        self.homes = {part.id: found for part in self.parts.values() if (found := self._homes(part))}
        """On which nodes a part's copies may run."""
        self.links = [
            (source, target)
            for source, target in board.system.links
            if not following(board.system, source, target) and target not in self.homes.get(source, ())
        ]
        """The ways of requests; an arrow to a replica, or from what is deployed to a node of its own, is none."""
        scaled = {target for beat in beats if beat.verb in GROWING for target in beat.targets}
        self.measured = {target for beat in beats if beat.verb == "autoscale" for target in beat.targets}
        """Whose use of processors is read from the beginning, for an autoscaler that comes later."""
        self.gauged = self._gauged(beats)
        """Whose use of processors is read as soon as requests flow, since it is set while they do."""
        self.pending = self._pending(beats)
        """What isn't running before a beat brings it up."""
        self.absent = self._absent(beats)
        """What isn't on stage: nobody knows it, and no request goes there."""
        for part in self.parts.values():
            if part.id not in self.groups:
                grows = part.id in scaled or scales(part)
                numbered = (
                    grows
                    or int(setting(part, "replicas")) > 1
                    or len(self.homes.get(part.id, ())) > 1
                    or part.get("framework")
                )
                self.things[part.id] = Thing(part, numbered, part.id in self.pending, self.offered)

    def _gauged(self, beats: list[Beat]) -> list[str]:
        flow = next((place for place, beat in enumerate(beats) if beat.verb in ("traffic", "load")), len(beats))
        told = [beat for beat in beats[flow:] if beat.verb == "gauge" and not beat.args.get("of")]
        return list(dict.fromkeys(beat.targets[0] for beat in told if beat.args["name"] == "cpu"))

    def _pending(self, beats: list[Beat]) -> set[str]:
        found = {
            id
            for beat in beats
            if beat.verb in ("start", "schedule")
            for target in beat.targets
            for id in self.inside(target)
        }
        if any(beat.verb == "offer" for beat in beats):
            found |= {part.id for part in self.parts.values() if part.get("framework")}
        return found | {beat.args["as"] for beat in beats if beat.verb == "replace" and beat.args.get("as")}

    def _homes(self, part: Part) -> tuple[str, ...]:
        """The nodes that a part's settings name; a group stands for the nodes in it."""
        found: list[str] = []
        for name in part.get("on", ()):
            members = [id for id in self._members(name) if id in self.parts and self.parts[id].role is Role.NODE]
            found += members or [name]
        return tuple(dict.fromkeys(found))

    def _members(self, id: str) -> list[str]:
        return [part for member in self.groups.get(id, ()) for part in (*self._members(member), member)]

    def _absent(self, beats: list[Beat]) -> set[str]:
        """What comes by an `appear`; what is started or scheduled is there for whoever looks at its state."""
        named = [target for beat in beats if beat.verb == "appear" for target in beat.targets]
        return {id for target in named for id in self._meant(target)} - self.pending

    def _meant(self, target: str) -> Iterable[str]:
        return self.parts if target == "all" else self.inside(target)

    def come(self, target: str) -> None:
        """Onto the stage."""
        self.absent.difference_update(self._meant(target))
        self.touch()

    def leave(self, target: str) -> None:
        """Off the stage."""
        self.absent.update(self._meant(target))
        self.touch()

    def apart(self, one: Copy, other: Copy) -> bool:
        """Whether nothing passes between two copies, by what they are or by the nodes that they run on."""
        return any((a, b) in self.cuts for a in (one.thing.id, one.node) for b in (other.thing.id, other.node))

    def touch(self) -> None:
        self.version += 1

    def down(self) -> tuple[str, ...]:
        """The things that have failed, with all their copies."""
        return tuple(id for id, thing in self.things.items() if thing.state is State.FAILED)

    def inside(self, id: str) -> list[str]:
        """The parts that a name means: a group's members, a node with what runs nowhere else, else itself."""
        here = [part for member in self.groups.get(id, ()) for part in self.inside(member)]
        here = here if id in self.groups else [id]
        return list(dict.fromkeys([*here, *(part for part, on in self.homes.items() if on == (id,) and part != id)]))

    def thing(self, id: str) -> Thing:
        """The thing of a name; a name that the system doesn't know is one that requests pass through."""
        if id not in self.things:
            part = self.parts.get(id) or Part(id, Role.THING)
            self.things[id] = Thing(part, False, id in self.pending, self.offered)
        return self.things[id]

    def copies(self, name: str) -> list[Copy]:
        """The copies that a name means: `web/2` one, `web` all of them, a group those of its members, a node those that
        run on it."""
        base, _, number = name.partition("/")
        if number and base in self.things:
            return [copy for copy in self.things[base].copies if copy.id == name]
        whole = self.inside(name)
        nodes = {id for id in whole if id in self.parts and self.parts[id].role is Role.NODE}
        found = [copy for id in whole for copy in self.thing(id).copies]
        others = (thing for thing in self.things.values() if thing.id not in whole) if nodes else ()
        return found + [copy for thing in others for copy in thing.copies if copy.node in nodes]

    def after(self, id: str) -> list[Thing]:
        """Where requests can go from a part, in the order drawn."""
        if id not in self._after:
            ahead = [self.thing(target) for source, target in self.links if source == id]
            self._after[id] = [thing for thing in ahead if not thing.closed]
        return self._after[id]

    def present(self, id: str) -> list[Thing]:
        """Those of them that are on stage."""
        return [thing for thing in self.after(id) if thing.id not in self.absent]

    def before(self, id: str) -> Iterator[Thing]:
        return (self.thing(source) for source, target in self.links if target == id)

    def balances(self, thing: Thing) -> bool:
        """Whether it chooses among what stands behind it, and checks its health."""
        return thing.role is Role.BALANCER or thing.id in self.splitting

    def fronts(self, thing: Thing) -> list[Thing]:
        """Who checks the health of a thing's copies: the balancers before it, and a scaled thing itself where others
        send to it."""
        found = [one for one in self.before(thing.id) if self.balances(one)]
        direct = not found or any(not self.balances(one) for one in self.before(thing.id))
        return [*found, thing] if thing.numbered and direct else found

    def join(self, old: Thing, name: str) -> Thing:
        """The thing that follows an old one: a new one that behaves as it did, or the one that has the name already,
        with the same ways to and from it."""
        if name in self.parts:
            thing = self.thing(name)
        else:
            known = self.things.get(name)
            part = Part(name, old.role, old.part.settings)
            thing = known if known and known.heir else Thing(part, old.numbered, True, self.offered)
            thing.heir = True
            self.things[name] = thing
        same = [(name if a == old.id else a, name if b == old.id else b) for a, b in self.links if old.id in (a, b)]
        self.links += [link for link in same if link not in self.links and link[0] != link[1]]
        self._after.clear()
        self.touch()
        return thing


def following(system: System, source: str, target: str) -> bool:
    """Whether an arrow leads from a store to one that is behind it: replication, and no request's way."""
    part = system.parts.get(target)
    return part is not None and system.role(source) is Role.STORE and setting(part, "lag") is not None


def _groups(board: Storyboard) -> dict[str, tuple[str, ...]]:
    if not isinstance(board.diagram, Flowchart):
        return {}
    return {group.id: group.members for group in board.diagram.subgraphs}
