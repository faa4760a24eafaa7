"""Who needs several parts for one answer, and asks them one after another.

Comes in: a part that is no balancer, and what it can send to. Goes out: whom it asks, group by group, of each group
one. An application asks its cache, its database and its queue for one and the same request; of several of a kind
(shards, replicas, services beside each other) a request concerns one. A cache comes first, and who gets no answer from
it goes on without (Azure Architecture Center, "Cache-Aside pattern": the application falls back to the data store while
a cache is unavailable); what is put into a queue comes last, since nobody waits for who takes it out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from diagram_anim.model.system import Role
from diagram_anim.simulate.chance import Chance
from diagram_anim.simulate.request import Request
from diagram_anim.simulate.things import Copy, State, Thing

ASKING = (Role.SERVER, Role.CLIENT, Role.THING)
"""Roles that need all of these; others choose one."""

ASKED = (Role.CACHE, Role.STORE, Role.QUEUE)
"""Roles of which each is needed for an answer; of all others a request needs one."""


def asked(thing: Thing, ahead: Sequence[Thing]) -> list[list[Thing]]:
    """Those ahead in the order in which they are asked; of those in one list, one is."""
    if thing.role not in ASKING or len(ahead) < 2:
        return [list(ahead)]
    groups: dict[Role, list[Thing]] = {}
    for one in ahead:
        groups.setdefault(one.role if one.role in ASKED else Role.THING, []).append(one)
    return [groups[role] for role in sorted(groups, key=_place)]


class Lookups:
    """What caches have: of so many requests (`hit`) each has what is looked up in it, at random."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._draws: dict[str, Random] = {}

    def found(self, thing: Thing) -> bool:
        """Whether the next request finds in a cache what it looks up; where nothing is said, none does."""
        share = thing.part.get("hit") if thing.role is Role.CACHE else None
        if share is None:
            return False
        if thing.id not in self._draws:
            self._draws[thing.id] = self._chance.stream("hit", thing.called)
        return self._draws[thing.id].random() < float(share)


class Faults:
    """Who answers with errors: of so many answers (`errors`) each tells of one, which of them is by chance: the share
    that is counted is what was said of it, to within one answer, however few they are."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._draws: dict[str, Random] = {}
        self._due: dict[str, float] = {}
        """How many errors are due by now, by who answers."""
        self._next: dict[str, float] = {}
        """At how many the next one comes: somewhere within its turn."""

    def strike(self, copy: Copy) -> bool:
        """Whether the next answer of a copy tells of an error."""
        if not copy.pace.errors:
            return False
        thing = copy.thing
        if thing.id not in self._draws:
            self._draws[thing.id] = self._chance.stream("errors", thing.called)
            self._due[thing.id], self._next[thing.id] = 0.0, self._draws[thing.id].random()
        self._due[thing.id] += copy.pace.errors
        if self._due[thing.id] < self._next[thing.id]:
            return False
        self._next[thing.id] = math.floor(self._next[thing.id]) + 1 + self._draws[thing.id].random()
        return True


def asker(request: Request) -> int | None:
    """The last of a request's stays at who has still others to ask for it: its place among them."""
    for place in range(len(request.stays) - 1, -1, -1):
        if request.stays[place].left:
            return place
    return None


def spare(request: Request, within: int | None = None) -> int | None:
    """The last of the first so many stays at who goes on where no answer comes: its place among all."""
    for place in range((len(request.stays) if within is None else within) - 1, -1, -1):
        if request.stays[place].spare:
            return place
    return None


def found_aside(request: Request) -> None:
    """What a cache has isn't asked of the stores that who asked it would ask next."""
    place = asker(request)
    if place is not None and request.stays[place].spare:
        asking = request.stays[place]
        asking.left = [group for group in asking.left if group[0].role is not Role.STORE]


def _place(role: Role) -> int:
    return (role is Role.QUEUE) - (role is Role.CACHE)


class Turns:
    """Who is asked next of several of a kind: one after the other."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, Role], int] = {}

    def next(self, thing: Thing, ahead: Sequence[Thing]) -> Thing:
        """Of those that are there at all; nobody checks whether they have failed."""
        if len(ahead) == 1:
            return ahead[0]
        gone = (State.PENDING, State.STOPPED, State.DRAINING)
        there = [one for one in ahead if one.state not in gone] or ahead
        key = thing.id, ahead[0].role
        self._last[key] = turn = self._last.get(key, -1) + 1
        return there[turn % len(there)]
