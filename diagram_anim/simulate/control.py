"""Which control plane looks after what was applied: Kubernetes' or Nomad's, by the duties that are given.

Comes in: what a beat applies, copies that are to start, changes of their states. Goes out: the same to who minds them.
"""

from __future__ import annotations

from typing import Any

from diagram_anim.simulate.cluster import Cluster
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.duties import SERVER
from diagram_anim.simulate.evaluations import Evaluations
from diagram_anim.simulate.orders import Plane
from diagram_anim.simulate.things import Copy


class Control:
    def __init__(self, plane: Plane) -> None:
        self.nodes = nodes = plane.nodes
        self.duties = plane.duties
        self._mind: Cluster | Evaluations = Cluster(plane)
        if self.duties.entry == SERVER:
            self._mind = found = Evaluations(plane)
            launch = nodes.life.launch
            nodes.follow = lambda thing, version: (found.follow if thing in nodes.managed else launch)(thing, version)

    def apply(self, part: str, source: str, to: int | None) -> Any:
        """Ends when it is written down that a part is wanted, or can't be; at once where nobody takes orders."""
        if not self.duties.drawn:
            return None
        thing = self.nodes.net.thing(part)
        return self._mind.apply(thing, source, int(setting(thing.part, "replicas")) if to is None else to)

    def place(self, copy: Copy) -> bool:
        """Whether a copy has a node that it can start on."""
        return (self._mind if copy.thing in self.nodes.managed else self.nodes).place(copy)

    def changed(self, copy: Copy) -> None:
        self._mind.changed(copy)
