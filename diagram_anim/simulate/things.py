"""A part of the running system and its copies: what state each is in, how fast it works, how busy it has been.

Comes in: a part's settings. Goes out: nothing by itself; who changes a copy says so. It knows neither other parts nor
requests.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from diagram_anim.model.system import Part
from diagram_anim.simulate.defaults import CLOSED, WORKERS, setting
from diagram_anim.simulate.offered import Offered
from diagram_anim.simulate.sets import Sets


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
    `load` counts the requests in flight at it: at it or on their way to it, and those that it has passed on and whose
    answers it waits for. By number, `work` has those that it is at, `awaited` those that it waits for.
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
    awaited: dict[int, Any] = field(default_factory=dict)
    waiting: deque[Any] = field(default_factory=deque)
    idle: list[Any] = field(default_factory=list)
    """Events to succeed when `load` falls to 0."""
    version: str = ""
    closing: float = 0.0
    """From when on it takes nothing more, as it drains."""
    pod: int = 0
    """Which one of those that have ever stood in its place: a new one has another address."""
    number: int = 0
    """Which one of all that there have ever been of its thing."""
    node: str = ""
    """On which node it runs."""
    cordoned: bool = False
    """Whether its node is drained, and hasn't been told to take work again."""
    waits: bool = False
    """Whether it is pending because it isn't bound to a node yet, or its node doesn't know of it."""
    crashes: int = 0
    """How often it has crashed since it last ran well for long."""
    spent: float = 0.0
    """Busy seconds, summed over slots, up to `marked`."""
    marked: float = 0.0
    slowed: Pace | None = None
    """How it works where it isn't as the others of its thing do."""

    @property
    def pace(self) -> Pace:
        return self.slowed or self.thing.pace

    @property
    def dead(self) -> bool:
        """Whether it has failed, and isn't up again."""
        return self.state is State.FAILED or (self.state is State.STARTING and self.crashes > 0)

    @property
    def at_work(self) -> int:
        """How many requests it works on, or will once they have come."""
        return self.load - len(self.awaited)

    def used(self, now: float) -> float:
        """Busy seconds up to now."""
        return self.spent + self.busy * (now - self.marked)

    def occupy(self, change: int, now: float) -> None:
        self.spent = self.used(now)
        self.marked = now
        self.busy += change


@dataclass(frozen=True, slots=True)
class Pace:
    """How a copy works: `latency` is how long an answer takes, s, `slots` are the requests that it works on at once,
    `hold` is how long each keeps its slot, s: as long as its work takes or longer, so that its capacity is met exactly.
    Both count requests that are simulated. `errors` is the share of its answers that tell of an error."""

    latency: float
    slots: int
    hold: float
    errors: float = 0.0


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
        stream = part.get("stream")
        self.called = part.id if stream is None else f"#{stream}"
        """By which name its chance is drawn: those of one name, in runs beside each other, draw the same."""
        self._offered = offered
        self.role = part.role
        self.numbered = numbered
        self.wanted = max(0, int(setting(part, "replicas"))) if numbered else 1
        state = State.PENDING if pending else State.READY
        names = [f"{part.id}/{number + 1}" for number in range(self.wanted)] if numbered else [part.id]
        self.copies = [Copy(name, self, state, listed=not pending) for name in names]
        self.made = 0
        """How many copies of it there have ever been."""
        self.heir = False
        """Whether a story brought it in as another's replacement."""
        self.told = state
        """The state that was last told of the thing as a whole."""
        self.serves = part.role in WORKERS or part.get("latency") is not None or part.get("capacity") is not None
        self.pace = self.paced(None, None, None)
        self.version = self.previous = str(part.get("version") or "")
        """The version that is wanted now, and the one before."""
        self.bad: set[str] = set()
        """Versions that never become ready."""
        self.shares: Mapping[str, float] | None = None
        """Which share of its requests each version gets, percent, while a release says so."""
        self.sets: Sets | None = None
        """How many copies of each version there are to be, while a release is under way."""
        for copy in self.copies:
            copy.version = self.version
            if not pending:
                self.call(copy)
        self.queue = offered.queue(part, self.pace.latency)
        self.connections = offered.connections(part, self.pace.latency)
        self.timeout = setting(part, "timeout")
        self.closed = part.role in CLOSED
        self.placed = bool(setting(part, "ordered") or setting(part, "rollout.ordered"))
        """Whether each copy has a place of its own, in which there is never more than one (Kubernetes: StatefulSet)."""

    def call(self, copy: Copy) -> None:
        """Something new stands in a copy's place."""
        self.made += 1
        copy.number = self.made

    def name(self, copy: Copy) -> dict[str, Any]:
        """What a copy is called, as against its place, where those to come are called otherwise: by a name of its own
        that nobody has had before, or by its slot with an id of its own."""
        if not self.numbered or self.placed:
            return {}
        if setting(self.part, "names") == "slot":
            return {"name": f"{self.id}.{copy.id.rpartition('/')[2]}", "id": copy.number}
        return {"name": f"{self.id}-{copy.number}"}

    def perform(self, latency: float | None, capacity: float | None, errors: float | None) -> None:
        """How all copies work from now on; without a value as the settings say."""
        self.pace = self.paced(latency, capacity, errors)
        for copy in self.copies:
            copy.slowed = None

    def paced(self, latency: float | None, capacity: float | None, errors: float | None) -> Pace:
        """How a copy works that answers so late, s, takes so many requests a second, and fails such a share of them."""
        late = float(setting(self.part, "latency")) if latency is None else latency
        capacity = max(1e-6, self._offered.capacity(self.part, capacity))
        slots = max(1, math.ceil(capacity * late - 1e-9))
        return Pace(late, slots, slots / capacity, float(setting(self.part, "errors") if errors is None else errors))

    @property
    def state(self) -> State:
        """Of the thing as a whole: the best that any copy is in."""
        states = {copy.state for copy in self.copies}
        return next((state for state in _BEST if state in states), State.STOPPED)

    def counts(self, copy: Copy) -> bool:
        """Whether a copy is one of those by which its thing is judged: not of a set that stands by."""
        return self.sets is None or self.sets.serving in (None, copy.version)

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
