"""Nodes: how a control plane learns that one is lost, and what it does then.

A node's kubelet renews its lease; once it has been silent for `lease` the node is NotReady, and its pods are taken out
of every Service. After `eviction` more they are deleted: new ones, with new names, must be scheduled elsewhere. What
ran on a lost node is out of reach of health checks that its kubelet would have made.
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
        """The part is bound to the node and starts there, if the node is well."""
        known = self.net.thing(node)
        if known.state is not State.READY:
            self.ledger.record("unschedulable", part, node=node)
            return None
        for id in self.net.inside(part):
            self.net.stage[id] = node
            self.ledger.record("scheduled", id, node=node)
        return self.life.start(self.net.copies(part))

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
