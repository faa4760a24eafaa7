"""Nodes: who runs where, how a control plane learns that one is lost, and what it does then.

A node's kubelet renews its lease; once it has been silent for `lease` the node is NotReady, and its pods are taken out
of every Service. After `eviction` more they are deleted, and their controllers make new ones, with new names: of what
is deployed on several nodes (`on`) they come up on those that are well and have room, others must be scheduled. What
ran on a lost node is out of reach of health checks that its kubelet would have made. What has a place of its own (a
StatefulSet's) comes up nowhere else before its node says that it has ended: there is never more than one of it. A node
that is well again gets nothing back: nothing moves that runs. (Kubernetes:
node-monitor-grace-period, taint-based eviction, ReplicaSet, StatefulSet.)

A node that its control plane can't reach is as silent as a dead one, but what runs there runs on: it is taken out of
its Services all the same, and once it has been given up it ends when the node hears of that. (Kubernetes: "Nodes", node
controller.)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

import simpy

from diagram_anim.model.system import Role
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.duties import CONTROLLERS, SCHEDULER, Duties, bound
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.life import Life
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.placement import Place, best
from diagram_anim.simulate.things import ALIVE, Copy, State, Thing

EXACT = 1e-9
"""What floating point adds to a whole number."""

LOOK = 1.0
"""Seconds after which a control plane that was down is looked for again."""

RESOURCES = ("cpu", "memory")


class Nodes:
    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger, life: Life, duties: Duties) -> None:
        self.env = env
        self.net = net
        self.ledger = ledger
        self.life = life
        self.duties = duties
        self.managed: set[Thing] = set()
        """What a control plane was told to run (`apply`)."""
        self.follow: Callable[[Thing, str], Any] = life.launch
        """Brings up one more copy in the place of one that is lost with its node."""
        self._silent: dict[Copy, object] = {}
        """Nodes from which nothing is heard, each with a mark of this silence."""
        self._given_up: dict[Copy, list[Copy]] = {}
        """What runs on a node out of reach and has been replaced."""

    def begin(self) -> None:
        """What runs from the beginning stands on its nodes, as far as they have room."""
        for thing in list(self.net.things.values()):
            for copy in thing.copies:
                if copy.state is State.READY and not self.place(copy):
                    copy.state, copy.listed = State.PENDING, False

    def scheduled(self, thing: Thing) -> bool:
        """Whether a scheduler picks the nodes of a thing's copies, and a controller replaces those that are lost."""
        homes = self.net.homes.get(thing.id, ())
        spread = thing.numbered and bool(homes) and all(self.net.thing(node).role is Role.NODE for node in homes)
        return spread or thing in self.managed

    def place(self, copy: Copy) -> bool:
        """Binds a new copy to a node: the one that it must run on, or the best; False where it has to wait for one."""
        homes = self.net.homes.get(copy.thing.id, ())
        if not self.scheduled(copy.thing):
            copy.node = copy.node or (homes[0] if homes else "")
            return True
        node = self.chosen(copy) if self.duties.able(SCHEDULER) or not self.duties.drawn else ""
        if node:
            copy.node, copy.waits = node, False
            self.ledger.record("scheduled", copy.id, node=copy.node)
        elif not copy.waits:
            copy.waits = True
            self.unschedulable(copy)
        return bool(node)

    def chosen(self, copy: Copy) -> str:
        """The node that a scheduler picks for a copy; empty where none has room."""
        room = self.roomy([copy])
        return best([self._place(copy, node) for node in room]) if room else ""

    def roomy(self, copies: Sequence[Copy]) -> list[str]:
        """The nodes, well as far as is known, that have room for some copies of a thing together."""
        return [node for node in self.homes(copies[0].thing) if self._known(node) and not self._lacks(node, copies)]

    def homes(self, thing: Thing) -> tuple[str, ...]:
        """Where a thing's copies may run: where its settings say, else anywhere."""
        return self.net.homes.get(thing.id, ()) or tuple(self.duties.agents())

    def heeds(self, node: str) -> bool:
        """Whether what looks after a node is there, and asks its control plane what it has to do."""
        (agent, *_) = self.net.thing(node).copies
        return agent.state is State.READY and not self._unheard(agent)

    def unschedulable(self, copy: Copy) -> None:
        """No node has room for a copy, and it is told why."""
        homes = self.homes(copy.thing)
        full = sum(self._known(node) for node in homes)
        self.ledger.record("unschedulable", copy.id, nodes=len(homes), full=full, lost=len(homes) - full)

    def changed(self, copy: Copy) -> None:
        """A copy's state has changed: where there is room again, those that wait for it are tried anew."""
        if copy in self._silent:
            self.heard(copy)
        back = copy.state is State.READY and copy.thing.role in (Role.NODE, Role.CONTROLLER)
        room = copy.state is State.STOPPED or back
        if room and self._waiting():
            self.env.process(self._retry())

    def lost(self, node: Copy) -> None:
        """A node has died, or can't be reached any more; its control plane will notice."""
        controller = bool(self.duties.minders())
        known = (self.net.thing(id) for id, homes in self.net.homes.items() if node.id in homes)
        minded = controller or any(self.scheduled(thing) for thing in known)
        if minded and node not in self._silent and self._unheard(node):
            mark = self._silent[node] = object()
            self.env.process(self._notice(node, mark))

    def heard(self, node: Copy) -> None:
        """A node may have been heard of again: what it ran all the time is taken in again, what has been given up
        ends."""
        if node not in self._silent or self._unheard(node):
            return
        del self._silent[node]
        given_up = self._given_up.pop(node, ())
        placed = [
            copy for copy in given_up if copy.thing.placed or (copy.thing in self.managed and not copy.thing.numbered)
        ]
        self.life.stop(copy for copy in given_up if copy not in placed)
        self.life.renew(placed)
        if node.detected and node.state is State.READY:
            self.life.readmit([node, *(copy for copy in self._pods(node) if copy.detected)])

    def recover(self, copies: Sequence[Copy]) -> Any:
        """What has failed starts again: on a node once that is ready."""
        failed = [copy for copy in copies if copy.state is State.FAILED]
        nodes = [copy for copy in failed if copy.thing.role is Role.NODE]
        others = [copy for copy in failed if copy not in nodes]
        up = self.life.start(nodes)
        if nodes and others:
            return self.env.process(self._follow(up, others))
        return self.life.all([up, self.life.start(others)])

    def schedule(self, part: str, node: str) -> Any:
        """The part is bound to the node and starts there, if that is well and has room, and somebody binds."""
        if self.net.thing(node).state is not State.READY or not self.duties.able(SCHEDULER):
            self.ledger.record("unschedulable", part, node=node)
            return None
        new = [copy for copy in self.net.copies(part) if copy.node != node]
        lacking = self._lacks(node, [copy for copy in new if copy.state is not State.STOPPED])
        if lacking:
            self.ledger.record("unschedulable", part, node=node, **lacking)
            return None
        for id in self.net.inside(part):
            self.net.homes[id] = (node,)
            self.ledger.record("scheduled", id, node=node)
        return self.life.start(self.net.copies(part))

    def left(self, node: str) -> dict[str, float]:
        """What of a node's resources (`cpu.limit`, `memory.limit`) nothing on it has asked for; those that nobody spoke
        of are left out. It is what a Mesos agent offers, what filters Kubernetes' and Nomad's nodes."""
        idle = (State.STOPPED, State.PENDING)
        here = [copy for copy in self._on(node) if copy.state not in idle or bound(copy)]
        every = {what: self.net.thing(node).part.get(f"{what}.limit") for what in RESOURCES}
        return {
            what: round(float(most) - sum(self.asked(copy.thing, what) for copy in here), 6)
            for what, most in every.items()
            if most is not None
        }

    def asked(self, thing: Thing, what: str) -> float:
        """How much of a resource a copy asks for; where nothing is said, nothing."""
        return float(thing.part.get(f"{what}.request") or 0.0)

    def _lacks(self, node: str, copies: Sequence[Copy]) -> dict[str, float]:
        """The first resource of which a node has too little for some copies: what they ask for and what is `free`."""
        for what, free in self.left(node).items():
            asked = sum(self.asked(copy.thing, what) for copy in copies)
            if asked > free + EXACT:
                return {what: asked, "free": free}
        return {}

    def _known(self, node: str) -> bool:
        """Whether a scheduler takes a node for well: it doesn't know that one is lost before its lease has run out."""
        (copy, *_) = self.net.thing(node).copies
        return copy.state in (State.READY, State.FAILED) and not copy.detected

    def governed(self) -> bool:
        """Whether anybody acts for the system: its control plane is up and has a leader, or none is drawn."""
        return self.duties.able(CONTROLLERS)

    def in_charge(self, act: Callable[[], Any]) -> Any:
        """What somebody must be in charge for: done at once, or as soon as somebody is; nobody waits for that."""
        if self.governed():
            return act()
        self.env.process(self._once_governed(act))
        return None

    def _once_governed(self, act: Callable[[], Any]) -> Iterator[Any]:
        while not self.governed():
            yield self.env.timeout(LOOK)
        act()

    def _unheard(self, node: Copy) -> bool:
        """Whether nothing comes from a node: it has failed, or nothing passes between it and its control plane."""
        controllers = self.duties.minders()
        cut = bool(controllers) and all((one.id, node.id) in self.net.cuts for one in controllers)
        return node.state is State.FAILED or cut

    def _follow(self, up: Any, copies: Sequence[Copy]) -> Iterator[Any]:
        yield up
        yield self.life.start([copy for copy in copies if copy.state is State.FAILED])

    def _place(self, copy: Copy, node: str) -> Place:
        alike = [one for one in copy.thing.copies if one.version == copy.version and one is not copy]
        mates = sum(one.node == node and one.state is not State.DRAINING for one in alike)
        zone = self._zone(node)
        near = sum(bool(one.node) and self._zone(one.node) == zone for one in alike) if zone else 0
        return Place(node, mates, zone, near, self.left(node).get("cpu", -float(len([*self._on(node)]))))

    def _zone(self, node: str) -> str:
        """The group that a node is drawn in."""
        return next((group for group, members in self.net.groups.items() if node in members), "")

    def _on(self, node: str) -> Iterator[Copy]:
        return (copy for thing in self.net.things.values() for copy in thing.copies if copy.node == node)

    def _pods(self, node: Copy) -> list[Copy]:
        every = self.net.copies(node.id) if node.thing.role is Role.NODE else self._on(node.id)
        return [copy for copy in every if copy is not node]

    def _waiting(self) -> list[Copy]:
        """Those that wait for room, the first one first."""
        every = [copy for thing in self.net.things.values() for copy in thing.copies if copy.waits]
        return sorted(every, key=lambda copy: copy.since)

    def _retry(self) -> Iterator[Any]:
        yield self.env.timeout(0)
        for copy in self._waiting():
            self.life.start([copy])

    def _watched(self, seconds: float) -> Generator[Any, Any, Thing | None]:
        """For so long a control plane has seen nothing of a node: one that was down itself begins anew. Gives who acts
        for it then."""
        begin = float(self.env.now)
        while self.duties.minders():
            minder = self.duties.minder()
            since = max(begin, max((copy.since for copy in minder.copies), default=begin)) if minder else math.inf
            left = since + seconds - float(self.env.now)
            if left <= EXACT:
                return minder
            yield self.env.timeout(left if minder and left < math.inf else LOOK)
        yield self.env.timeout(seconds)
        return None

    def _notice(self, node: Copy, mark: object) -> Iterator[Any]:
        one = next(iter(self.duties.minders()), node.thing)
        minder = yield from self._watched(float(setting(one.part, "lease")))
        by = minder.id if minder else ""
        if self._silent.get(node) is not mark:
            return
        node.detected = True
        self.ledger.record("detected", node.id, by=by)
        self._take_out(self._pods(node), by)
        yield from self._watched(float(setting(one.part, "eviction")))
        if self._silent.get(node) is not mark:
            return
        pods = self._pods(node)
        lost = [copy for copy in pods if (copy.state is State.FAILED and not copy.thing.placed) or bound(copy)]
        cut = [copy for copy in pods if copy.state in ALIVE]
        every = [*lost, *(copy for copy in cut if copy.thing.numbered)]
        gone = [copy for copy in every if self.scheduled(copy.thing) and not copy.thing.placed]
        followed = [(copy.thing, copy.version) for copy in pods if copy in gone]
        self.ledger.record("evicted", node.id, pods=len(pods))
        self.life.stop(lost)
        self.life.condemn(cut)
        self._given_up[node] = cut
        for thing, version in followed:
            self.follow(thing, version)

    def _take_out(self, pods: Sequence[Copy], by: str) -> None:
        for copy in pods:
            if copy.state in (State.FAILED, State.READY) and copy.listed:
                copy.listed = False
                copy.detected = True
                self.ledger.record("detected", copy.id, by=by)
        self.net.touch()
