"""Nodes: how a control plane learns that one is lost, and what it does then.

A node's kubelet renews its lease; once it has been silent for `lease` the node is NotReady, and its pods are taken out
of every Service. After `eviction` more they are deleted: new ones, with new names, must be scheduled elsewhere. What
ran on a lost node is out of reach of health checks that its kubelet would have made. A node that says how many cores
it has takes no more than ask for them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import simpy

from diagram_anim.model.system import Part, Role
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.life import Life
from diagram_anim.simulate.net import Copy, Net, State


class Nodes:
    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger, life: Life) -> None:
        self.env = env
        self.net = net
        self.ledger = ledger
        self.life = life

    def is_node(self, part: str) -> bool:
        return part in self.net.things and self.net.thing(part).role is Role.NODE

    def watched(self) -> Part | None:
        """The controller that minds the nodes, if the story has one."""
        return next((part for part in self.net.parts.values() if part.role is Role.CONTROLLER), None)

    def lost(self, node: str) -> None:
        """A node has died; its control plane will notice."""
        controller = self.watched()
        copy = self.net.thing(node).copies[0]
        if controller is not None and copy.state is State.FAILED:
            self.env.process(self._notice(copy, copy.epoch, controller))

    def schedule(self, part: str, node: str) -> Any:
        """The part is bound to the node and starts there, if the node is well and has room for it."""
        known = self.net.thing(node)
        if known.state is not State.READY:
            self.ledger.record("unschedulable", part, node=node)
            return None
        free, asked = self.free(node), sum(self._asked(id) for id in self.net.inside(part))
        if free is not None and asked > free + 1e-9:
            self.ledger.record("unschedulable", part, node=node, cpu=asked, free=free)
            return None
        for id in self.net.inside(part):
            self.net.stage[id] = node
            self.ledger.record("scheduled", id, node=node)
        return self.life.start(self.net.copies(part))

    def free(self, node: str) -> float | None:
        """The cores of a node (`cpu.limit`) that nothing on it has asked for; None where nobody said how many it has.
        It is what a Mesos agent offers, what filters Kubernetes' and Nomad's nodes."""
        cores = self.net.thing(node).part.get("cpu.limit")
        if cores is None:
            return None
        here = [part for part, on in self.net.stage.items() if on == node and part != node]
        return round(float(cores) - sum(self._asked(part) for part in here), 6)

    def _asked(self, part: str) -> float:
        """The cores that those copies of a part ask for which aren't over; what says nothing asks for nothing."""
        thing = self.net.thing(part)
        asked = thing.part.get("cpu.request")
        ended = (State.STOPPED,)
        return 0.0 if asked is None else float(asked) * sum(copy.state not in ended for copy in thing.copies)

    def _notice(self, node: Copy, epoch: int, controller: Part) -> Iterator[Any]:
        yield self.env.timeout(float(setting(controller, "lease")))
        if node.epoch != epoch:
            return
        node.detected = True
        pods = [copy for copy in self.net.copies(node.id) if copy is not node]
        self.ledger.record("detected", node.id, by=controller.id)
        self._take_out(pods, controller)
        yield self.env.timeout(float(setting(controller, "eviction")))
        if node.epoch != epoch:
            return
        self.ledger.record("evicted", node.id, pods=len(pods))
        self.life.stop([copy for copy in pods if copy.state is State.FAILED])

    def _take_out(self, pods: Sequence[Copy], controller: Part) -> None:
        for copy in pods:
            if copy.state is State.FAILED and copy.listed:
                copy.listed = False
                copy.detected = True
                self.ledger.record("detected", copy.id, by=controller.id)
        self.net.touch()
