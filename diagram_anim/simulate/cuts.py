"""Parts that can't reach each other: who notices it, and who finds the other again.

Comes in: two names between which nothing passes any more, or one that reaches all again. Goes out: the pairs in the
net, `cut` and `mended` in the ledger, and word to those who check health and to those who mind nodes.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from diagram_anim.model.system import Role
from diagram_anim.simulate.health import Health
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.nodes import Nodes
from diagram_anim.simulate.things import Copy, Thing


class Cuts:
    def __init__(self, net: Net, ledger: Ledger, health: Health, nodes: Nodes) -> None:
        self.net = net
        self.ledger = ledger
        self.health = health
        self.nodes = nodes

    def part(self, one: str, other: str) -> None:
        """Nothing passes between two names any more."""
        for here, there in product(self.net.inside(one), self.net.inside(other)):
            if here != there:
                self.net.cuts |= {(here, there), (there, here)}
                self.ledger.record("cut", here, reach=there)
                self.health.cut(self.net.thing(here), self.net.thing(there))
                self.health.cut(self.net.thing(there), self.net.thing(here))
        for node in self._nodes_among({*self.net.inside(one), *self.net.inside(other)}):
            self.nodes.lost(node)

    def mend(self, thing: Thing) -> None:
        """It reaches whom it reached."""
        for one, other in sorted(pair for pair in self.net.cuts if thing.id in pair):
            self.net.cuts.discard((one, other))
            if one == thing.id:
                self.ledger.record("mended", one, reach=other)
            self.health.mended(self.net.thing(one), self.net.thing(other))
            for node in self._nodes_among({one, other}):
                self.nodes.heard(node)

    def _nodes_among(self, ids: Iterable[str]) -> list[Copy]:
        things = [self.net.thing(id) for id in sorted(ids)]
        return [copy for thing in things if thing.role is Role.NODE for copy in thing.copies]
