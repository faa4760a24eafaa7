"""What one `apply` sets in motion in Kubernetes: from what is wanted to pods that run, each step by whoever does it.

What is wanted is told to the API server, which alone writes it into its store. The controllers see that pods are
missing and make them, the scheduler binds each to a node, that node's kubelet has its runtime start it and reports. All
of them speak with the API server only, each of their writes goes through it into the store, and each looks at how
things stand rather than at what has changed: what couldn't be done is done once it can. So a pod is pending without a
scheduler, and doesn't start without its kubelet; without controllers none is made; without the API server or its store
nothing is written. (Kubernetes: "Cluster Architecture", "Controllers", "Kubernetes Scheduler".)
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from diagram_anim.simulate.duties import API, CONTROLLERS, SCHEDULER
from diagram_anim.simulate.orders import LOOK, THINK, Plane
from diagram_anim.simulate.things import Copy, State, Thing

Course = Generator[Any, Any, None]
Told = Generator[Any, Any, bool]


class Cluster:
    def __init__(self, plane: Plane) -> None:
        self.env, self.ledger, self.nodes = plane.env, plane.ledger, plane.nodes
        self.scaling, self.duties, self.orders = plane.scaling, plane.duties, plane.orders
        self._given: set[Copy] = set()
        """Pods that their kubelet is starting."""

    def apply(self, thing: Thing, source: str, to: int) -> Any:
        """What is wanted of a thing is told to the API server; ends when it is written, or can't be."""
        return self.env.process(self._apply(thing, source, to))

    def place(self, copy: Copy) -> bool:
        """Whether a pod can start: not before a kubelet has been told of it."""
        if copy in self._given:
            self._given.discard(copy)
            copy.waits = False
            return True
        if not copy.waits:
            copy.waits = True
            self.ledger.record("created", copy.id, by=self._by(CONTROLLERS))
            self.env.process(self._pod(copy, copy.pod))
        return False

    def changed(self, copy: Copy) -> None:
        """A copy's state has changed: of its own pods a kubelet reports that they are ready."""
        if copy.thing in self.nodes.managed and copy.state is State.READY:
            self.env.process(self._report(copy, copy.epoch))

    def _apply(self, thing: Thing, source: str, to: int) -> Course:
        api = self.duties.taker().id
        heard = not source or (yield from self.orders.say(source, api, "apply", thing.id))
        if not heard or not (yield from self._write(thing.id)):
            self.ledger.record("rejected", thing.id, by=api)
            return
        thing.wanted = to
        self.nodes.managed.add(thing)
        self.ledger.record("written", thing.id, by=api, wanted=to)
        self.env.process(self._create(thing, to))

    def _create(self, thing: Thing, to: int) -> Course:
        """A controller brings the number of pods to what is wanted, unless that is something else by then."""
        while thing.wanted == to:
            yield self.env.timeout(THINK)
            if (yield from self._done(CONTROLLERS, "pods", thing.id)):
                self.scaling.scale(thing, to, 0.0)
                return
            yield self.env.timeout(LOOK)

    def _pod(self, copy: Copy, pod: int) -> Course:
        """A new pod on its way to a node, and to its start there."""
        full = False
        while copy.waits and copy.pod == pod:
            yield self.env.timeout(THINK)
            if not copy.node and self.duties.able(SCHEDULER) and not self.nodes.chosen(copy):
                if not full:
                    self.nodes.unschedulable(copy)
                full = True
            elif not copy.node and (yield from self._done(SCHEDULER, "binding", copy.id)):
                self._bind(copy, pod)
                continue
            elif copy.node and (yield from self._taken(copy)):
                if copy.waits and copy.pod == pod:
                    self._given.add(copy)
                    self.nodes.life.start([copy])
                return
            yield self.env.timeout(LOOK)

    def _bind(self, copy: Copy, pod: int) -> None:
        node = self.nodes.chosen(copy) if copy.waits and copy.pod == pod else ""
        if node:
            copy.node = node
            self.ledger.record("scheduled", copy.id, node=node)

    def _done(self, duty: str, says: str, about: str) -> Told:
        """Whether one with a duty has heard of what is to be done, and what it did is written."""
        if not self.duties.able(duty):
            return False
        api, one = self.duties.taker().id, self.duties.acting(duty)
        if one is None:  # nobody is drawn who does it
            return True
        heard = yield from self.orders.say(api, one.id, "", about)
        if not heard:
            return False
        yield self.env.timeout(THINK)
        told = yield from self.orders.say(one.id, api, says, about)
        return told and (yield from self._write(about))

    def _taken(self, copy: Copy) -> Told:
        """Whether a pod's kubelet has heard of it, and the runtime behind it too. Kubelets ask what there is to do: to
        one that doesn't nothing is said."""
        if not self.duties.able(API) or not self.nodes.heeds(copy.node):
            return False
        before = self.duties.taker().id
        for one in (copy.node, *self._runtime(copy)):
            if not (yield from self.orders.say(before, one, "", copy.id)):
                return False
            before = one
        return True

    def _runtime(self, copy: Copy) -> list[str]:
        """What lies between a kubelet and a pod where lines lead from one to the other."""
        net, ways = self.nodes.net, [[copy.node]]
        for way in ways:
            ahead = [target for source, target in net.links if source == way[-1] and target not in way]
            if copy.thing.id in ahead:
                return way[1:]
            ways += [[*way, one] for one in ahead if one not in {known for other in ways for known in other}]
        return []

    def _report(self, copy: Copy, epoch: int) -> Course:
        while copy.epoch == epoch and copy.node:
            yield self.env.timeout(THINK)
            if self.duties.able(API):
                told = yield from self.orders.say(copy.node, self.duties.taker().id, "ready", copy.id)
                if told and (yield from self._write(copy.id)):
                    self.ledger.record("reported", copy.id, by=copy.node)
                    return
            yield self.env.timeout(LOOK)

    def _write(self, about: str) -> Told:
        """Whether the API server has written something into its store; where none is drawn it has one in itself."""
        taker, store = self.duties.taker(), self.duties.store()
        return store is None or (yield from self.orders.say(taker.id, store.id, "", about))

    def _by(self, duty: str) -> str:
        one = self.duties.holder(duty)
        return one.id if one else self.duties.taker().id
