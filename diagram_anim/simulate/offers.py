"""Two-level scheduling: a master offers what is free on its agents, frameworks take it for their tasks or decline.

Once a second the master offers all that is free on an agent to one framework: of those that have tasks to launch, and
haven't declined as much from that agent within the last 5 s, the one whose dominant share is least. The dominant share
is the greatest of its shares of each resource, what it is being offered among them. It launches what fits in the order
drawn and gives the rest back, which counts as declined. An offer from an agent that is lost is rescinded. (Mesos:
hierarchical allocator with DRF, `--allocation_interval` 1 s, `Filters.refuse_seconds` 5 s; an agent is offered that has
cores or memory left, `--min_allocatable_resources`; it takes agents at random, here they come in the order drawn.
Ghodsi et al., "Dominant Resource Fairness", NSDI 2011.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import simpy

from diagram_anim.model.system import Role
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.life import Life
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.nodes import EXACT, RESOURCES, Nodes
from diagram_anim.simulate.things import Copy, State

INTERVAL = 1.0
"""Seconds from one round of offers to the next: Mesos, --allocation_interval."""

REFUSED = 5.0
"""Seconds for which what was declined isn't offered again: Mesos, Filters.refuse_seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    master: str
    framework: str
    agent: str
    of: Mapping[str, float]


class Offers:
    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger, life: Life, nodes: Nodes) -> None:
        self.env = env
        self.net = net
        self.ledger = ledger
        self.life = life
        self.nodes = nodes
        self._out: list[Offer] = []
        self._refused: dict[tuple[str, str], tuple[float, Mapping[str, float]]] = {}
        """Until when a framework isn't offered as much from an agent."""
        self._answered: set[tuple[str, str]] = set()
        """Who has declined which agent since a task was last launched."""

    def begin(self) -> None:
        """All that frameworks have at first is nothing."""
        for framework in self._frameworks():
            self._tell(framework)

    def offer(self, master: str) -> Any:
        """An event that succeeds when all tasks are launched, or everybody has declined all that there is."""
        over = self.env.event()
        self.env.process(self._run(master, over))
        return over

    def changed(self, copy: Copy) -> None:
        """A copy's state has changed: what an agent offered is gone with it."""
        for offer in [one for one in self._out if one.agent == copy.id and copy.state is State.FAILED]:
            self._out.remove(offer)
            self.ledger.record("rescinded", offer.framework, by=offer.master, agent=offer.agent)
            self._tell(offer.framework)

    def _run(self, master: str, over: Any) -> Iterator[Any]:
        agents = self._agents(master)
        while True:
            for agent in agents:
                self._round(master, agent)
            wanting = [one for one in self._frameworks() if self._wanted(one)]
            left = [agent for agent in agents if self._free(agent) is not None]
            done = all((one, agent) in self._answered for one in wanting for agent in left)
            if done and not self._out and not over.triggered:
                over.succeed()
            if not wanting:
                return
            yield self.env.timeout(INTERVAL)

    def _round(self, master: str, agent: str) -> None:
        """What is free on an agent goes to the framework that has least and may want it."""
        free = self._free(agent)
        if free is None:
            return
        wanting = [one for one in self._frameworks() if self._wanted(one) and not self._declines(one, agent, free)]
        if not wanting:
            return
        chosen = min(wanting, key=lambda one: round(self.share(one), 9))
        offer = Offer(master, chosen, agent, free)
        self._out.append(offer)
        self.ledger.record("offered", chosen, by=master, agent=agent, **free)
        self._tell(chosen)
        self.env.process(self._answer(offer))

    def _answer(self, offer: Offer) -> Iterator[Any]:
        yield self.env.timeout(float(setting(self.net.thing(offer.framework).part, "answer")))
        if offer not in self._out:
            return
        self._out.remove(offer)
        left, taken = dict(offer.of), []
        for task in self._wanted(offer.framework):
            asked = {what: self.nodes.asked(task.thing, what) for what in left}
            if all(asked[what] <= left[what] + EXACT for what in left):
                left = {what: left[what] - asked[what] for what in left}
                taken.append(task)
        self._refused[offer.framework, offer.agent] = (self.env.now + REFUSED, left)
        if taken:
            self._answered.clear()
            self.ledger.record("accepted", offer.framework, by=offer.master, agent=offer.agent, tasks=len(taken))
        else:
            self._answered.add((offer.framework, offer.agent))
            self.ledger.record("declined", offer.framework, by=offer.master, agent=offer.agent, seconds=REFUSED)
        for task in taken:
            task.node = offer.agent
            self.ledger.record("scheduled", task.id, node=offer.agent)
        self.life.start(taken)
        self._tell(offer.framework)

    def share(self, framework: str) -> float:
        """A framework's dominant share of all that there is."""
        total = dict.fromkeys(RESOURCES, 0.0)
        for thing in list(self.net.things.values()):
            if thing.role is Role.NODE:
                total = {what: total[what] + float(thing.part.get(f"{what}.limit") or 0.0) for what in total}
        running = [task for task in self._tasks(framework) if task.node and task.state is not State.STOPPED]
        held = {
            what: sum(self.nodes.asked(task.thing, what) for task in running) + self._offered(what, framework=framework)
            for what in total
        }
        return max((held[what] / total[what] for what in total if total[what]), default=0.0)

    def _tell(self, framework: str) -> None:
        self.ledger.record("gauge", framework, name="share", value=round(100 * self.share(framework)))

    def _agents(self, master: str) -> list[str]:
        """The nodes that a line joins to the master; without any, all."""
        nodes = [id for id, thing in self.net.things.items() if thing.role is Role.NODE]
        joined = {end for link in self.net.links if master in link for end in link}
        return [id for id in nodes if id in joined] or nodes

    def _frameworks(self) -> list[str]:
        return list(dict.fromkeys(id for part in self.net.parts.values() for id in part.get("framework", ())))

    def _tasks(self, framework: str) -> list[Copy]:
        things = [thing for thing in self.net.things.values() if framework in thing.part.get("framework", ())]
        return [copy for thing in things for copy in thing.copies]

    def _wanted(self, framework: str) -> list[Copy]:
        return [task for task in self._tasks(framework) if task.state is State.PENDING and not task.node]

    def _free(self, agent: str) -> dict[str, float] | None:
        """What can be offered of an agent now; None for one that is lost, or of which all is taken or offered."""
        free = {what: left - self._offered(what, agent=agent) for what, left in self.nodes.left(agent).items()}
        well = self.net.thing(agent).state is State.READY
        return free if well and (not free or any(left > EXACT for left in free.values())) else None

    def _offered(self, what: str, framework: str = "", agent: str = "") -> float:
        """How much of a resource is being offered, to a framework or from an agent."""
        mine = [
            one for one in self._out if (framework or one.framework, agent or one.agent) == (one.framework, one.agent)
        ]
        return sum(one.of.get(what, 0.0) for one in mine)

    def _declines(self, framework: str, agent: str, free: Mapping[str, float]) -> bool:
        """Whether it has just declined as much from that agent, or more."""
        until, refused = self._refused.get((framework, agent), (0.0, {}))
        return self.env.now < until - EXACT and all(free[what] <= refused.get(what, 0.0) + EXACT for what in free)
