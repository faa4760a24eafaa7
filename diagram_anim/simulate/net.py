"""The parts of the running system, their copies and the ways between them, as they are at a moment.

Comes in: a storyboard. Goes out: who there is, who stands behind whom, which copies a name means. It knows neither
time nor requests' fates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.log import base
from diagram_anim.model.storyboard import Beat, Storyboard
from diagram_anim.model.system import Part, Role, System
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.offered import Offered
from diagram_anim.simulate.things import Copy, State, Thing, scales

GROWING = ("scale", "autoscale", "roll", "canary", "bluegreen", "undo")
"""Verbs whose target has copies that are told apart."""


LIVING = ("start", "schedule", "apply", "fail", "stop", "drain", "restart", "recover", "degrade", "replace", *GROWING)
"""Verbs that change how their targets live: what one of them befell before it is started ran from the beginning."""


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
        bound = _bound(beats)
        self.links = [
            (source, target)
            for source, target in board.system.links
            if not following(board.system, source, target)
            and target not in (*self.homes.get(source, ()), *bound[source])
        ]
        """The ways of requests; an arrow to a replica, or from what is deployed to a node of its own, is none."""
        growing = [beat for beat in beats if beat.verb in GROWING or (beat.verb == "apply" and beat.args.get("to"))]
        scaled = {target for beat in growing for target in beat.targets}
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
        found: set[str] = set()
        touched: set[str] = set()
        for beat in beats:
            meant = {id for target in beat.targets for id in self.inside(base(target))}
            if beat.verb in ("start", "schedule", "apply"):
                found |= meant - touched
            if beat.verb in LIVING:
                touched |= meant
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
        part = base(name)
        if part != name and part in self.things:
            return [copy for copy in self.things[part].copies if copy.id == name]
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


def _bound(beats: list[Beat]) -> dict[str, set[str]]:
    """The nodes that beats bring each part to."""
    found: dict[str, set[str]] = defaultdict(set)
    for beat in beats:
        if beat.verb in ("schedule", "replace") and beat.args.get("on"):
            for target in (*beat.targets, beat.args.get("as")):
                found[str(target)].add(str(beat.args["on"]))
    return found


def following(system: System, source: str, target: str) -> bool:
    """Whether an arrow leads from a store to one that is behind it: replication, and no request's way."""
    part = system.parts.get(target)
    return part is not None and system.role(source) is Role.STORE and setting(part, "lag") is not None


def _groups(board: Storyboard) -> dict[str, tuple[str, ...]]:
    if not isinstance(board.diagram, Flowchart):
        return {}
    return {group.id: group.members for group in board.diagram.subgraphs}
