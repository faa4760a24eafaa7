"""Who does what in a control plane: whether anybody is there to take orders, to create, to bind.

Comes in: the parts that have a `duty`. Goes out: who holds one now, and whether what needs it can be done. Kubernetes'
parts speak with its API server only, and that alone with its store; in Nomad the leading server takes all orders
(Kubernetes: "Cluster Architecture"; Nomad: "Architecture"). Where no duty is given, any controller that is drawn does
everything.
"""

from __future__ import annotations

from collections.abc import Callable

from diagram_anim.model.system import Role
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.things import Copy, State, Thing

API, CONTROLLERS, SCHEDULER, KUBELET, SERVER = "api", "controllers", "scheduler", "kubelet", "server"


class Duties:
    def __init__(self, net: Net) -> None:
        self.net = net
        self.leads: Callable[[str], bool] = lambda id: True
        """Whether a part of the control plane may act for it."""
        self._given = {part.id: str(part.get("duty")) for part in net.parts.values() if part.get("duty")}

    @property
    def drawn(self) -> bool:
        """Whether it is said who does what: who takes orders at the least."""
        return bool({API, SERVER} & {*self._given.values()})

    @property
    def entry(self) -> str:
        """The duty of those who take orders."""
        return SERVER if SERVER in self._given.values() else API

    def holders(self, duty: str) -> list[Thing]:
        return [self.net.thing(id) for id, given in self._given.items() if given == duty]

    def agents(self) -> list[str]:
        """On what copies can run: nodes, or the kubelets that stand for them."""
        nodes = [part.id for part in self.net.parts.values() if part.role is Role.NODE]
        return nodes or [thing.id for thing in self.holders(KUBELET)]

    def store(self) -> Thing | None:
        """Where it is written down what is wanted: the store that a line joins to the API server."""
        ends = {end for one in self.holders(API) for link in self.net.links if one.id in link for end in link}
        return next((thing for thing in map(self.net.thing, sorted(ends)) if thing.part.role is Role.STORE), None)

    def taker(self) -> Thing:
        """To whom orders are given: whoever can take them, else the first who is drawn."""
        return self.holder(self.entry) or self.holders(self.entry)[0]

    def holder(self, duty: str) -> Thing | None:
        """Who does it now: of several that elect a leader, that one."""
        well = (one for one in self.holders(duty) if self._well(one))
        return next(well, None)

    def able(self, duty: str) -> bool:
        """Whether somebody does it: who has that duty is well, in touch with who takes orders, and so is that one."""
        if not self.drawn:
            every = self.minders()
            return not every or any(self._well(one) for one in every)
        taker = self.holder(self.entry)
        if taker is None or not self._lasting(taker):
            return False
        return duty == self.entry or not self.holders(duty) or self.acting(duty) is not None

    def acting(self, duty: str) -> Thing | None:
        """Who does it and is in touch with who takes orders."""
        taker = self.taker()
        for one in self.holders(duty):
            if self._well(one) and not self.net.apart(one.copies[0], taker.copies[0]):
                return one
        return None

    def minders(self) -> list[Thing]:
        """Those who look after nodes and what runs there."""
        if self.drawn:
            return self.holders(CONTROLLERS) or self.holders(self.entry)
        return [self.net.thing(part.id) for part in self.net.parts.values() if part.role is Role.CONTROLLER]

    def minder(self) -> Thing | None:
        """Who does so now."""
        if self.drawn and not self.able(CONTROLLERS):
            return None
        return next((one for one in self.minders() if self._well(one)), None)

    def _well(self, one: Thing) -> bool:
        return one.state is State.READY and self.leads(one.id)

    def _lasting(self, taker: Thing) -> bool:
        """Whether what is written there lasts: the store behind it, where one is drawn, is well and in reach."""
        store = self.store() if self.entry == API else None
        return store is None or (store.state is State.READY and not self.net.apart(taker.copies[0], store.copies[0]))


def bound(copy: Copy) -> bool:
    """Whether a copy has been given a node and doesn't run there yet."""
    return copy.state is State.PENDING and copy.waits and bool(copy.node)
