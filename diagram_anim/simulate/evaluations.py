"""Nomad: a job becomes evaluations, these become plans, and what the leader accepts of a plan becomes allocations.

Whenever a job is registered, a node of its is lost or an allocation fails, an evaluation is made: `pending` until a
scheduler takes it from the leader's broker, one of a job at a time. The scheduler plans by the state that it has seen:
each allocation on the node with room that scores best. The leader applies one plan after another and checks each
against the state as it is by then; what no longer fits is rejected, and the scheduler plans the rest anew, five times
at the most. Then the evaluation is `complete`; what found no room waits in one that is `blocked`, until something has
ended or a node has come. Without a leader no plan is applied, and a scheduler that dies over an evaluation lets it go
back after a minute, three times before it is `failed`. Clients start what is theirs.

(Nomad: "How Scheduling Works", "Allocation Placement"; EvalBroker: eval_nack_timeout 60 s, eval_delivery_limit 3;
maxServiceScheduleAttempts 5.)
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from diagram_anim.model.system import Role
from diagram_anim.simulate.duties import SCHEDULER, SERVER
from diagram_anim.simulate.nodes import RESOURCES
from diagram_anim.simulate.orders import LOOK, THINK, Plane
from diagram_anim.simulate.placement import Fit, packed
from diagram_anim.simulate.restarts import Restarts
from diagram_anim.simulate.things import Copy, State, Thing

NACK = 60.0
"""Seconds after which an evaluation of which nothing is heard goes back to the broker: eval_nack_timeout."""

DELIVERIES = 3
"""How often an evaluation is given out before it has failed: eval_delivery_limit."""

FOLLOW_UP = 60.0
"""Seconds until one that has failed is followed by another: eval_failed_follow_up_baseline_delay, without its jitter of
up to ten minutes."""

ATTEMPTS = 5
"""How many plans a scheduler makes for one evaluation: maxServiceScheduleAttempts."""

Course = Generator[Any, Any, None]
Told = Generator[Any, Any, bool]


@dataclass(slots=True, eq=False)
class Evaluation:
    number: int
    thing: Thing
    trigger: str
    status: str = "pending"
    taken: bool = False
    """Whether a scheduler has it."""


class Evaluations:
    def __init__(self, plane: Plane) -> None:
        self.env, self.ledger, self.nodes = plane.env, plane.ledger, plane.nodes
        self.scaling, self.duties, self.orders = plane.scaling, plane.duties, plane.orders
        self._restarts = Restarts(plane.env, plane.nodes.life, self._anew)
        self._all: list[Evaluation] = []
        self._busy: set[Thing] = set()
        """Schedulers at work."""
        self._given: set[Copy] = set()
        """Allocations that their client is starting."""
        self._trigger = "job-register"

    def apply(self, thing: Thing, source: str, to: int) -> Any:
        """A job is registered; ends when the leader has written it down, or there is none."""
        return self.env.process(self._apply(thing, source, to))

    def follow(self, thing: Thing, version: str) -> Any:
        """One more in the place of one that is lost with its node."""
        return self._launched(thing, version, "node-update")

    def place(self, copy: Copy) -> bool:
        """Whether an allocation can start: not before its client has been told of it."""
        if copy in self._given:
            self._given.discard(copy)
            copy.waits = False
            return True
        if not copy.waits:
            copy.waits = True
            self._evaluate(copy.thing, self._trigger)
        return False

    def changed(self, copy: Copy) -> None:
        """A copy's state has changed: where there is room again, what is blocked is looked at anew."""
        room = copy.state is State.STOPPED or (copy.state is State.READY and copy.thing.role is Role.NODE)
        for one in [one for one in self._all if one.status == "blocked"] if room else ():
            self._status(one, "pending")
            self.env.process(self._handle(one))
        if copy.thing in self.nodes.managed and copy.state is State.FAILED and not self.nodes.life.homeless(copy):
            self._restarts.failed(copy)

    def _apply(self, thing: Thing, source: str, to: int) -> Course:
        server = self.duties.taker().id
        heard = not source or (yield from self.orders.say(source, server, "job", thing.id))
        if not heard or not self.duties.able(SERVER):
            self.ledger.record("rejected", thing.id, by=server)
            return
        thing.wanted = to
        self.nodes.managed.add(thing)
        self.ledger.record("written", thing.id, by=server, wanted=to)
        yield self.env.timeout(0)
        self.scaling.scale(thing, to, 0.0)

    def _anew(self, copy: Copy) -> None:
        """An allocation that has failed for good is replaced."""
        self.nodes.life.stop([copy])
        if self.scaling.missing(copy.thing, copy.version) > 0:
            self._launched(copy.thing, copy.version, "alloc-failure")

    def _launched(self, thing: Thing, version: str, trigger: str) -> Any:
        self._trigger = trigger
        try:
            return self.nodes.life.launch(thing, version)
        finally:
            self._trigger = "job-register"

    def _evaluate(self, thing: Thing, trigger: str) -> None:
        """A new evaluation, unless one waits that will see the same; what was blocked of the job is part of it."""
        mine = [one for one in self._all if one.thing is thing]
        if any(one.status == "pending" and not one.taken for one in mine):
            return
        for one in mine:
            if one.status == "blocked":
                self._status(one, "canceled")
        self.env.process(self._handle(self._made(thing, trigger, "pending")))

    def _made(self, thing: Thing, trigger: str, status: str) -> Evaluation:
        found = Evaluation(len(self._all) + 1, thing, trigger)
        self._all.append(found)
        self._status(found, status)
        return found

    def _status(self, one: Evaluation, status: str) -> None:
        one.status, one.taken = status, False
        by = self.duties.taker().id
        self.ledger.record("evaluation", one.thing.id, by=by, id=one.number, status=status, trigger=one.trigger)

    def _handle(self, one: Evaluation) -> Course:
        """An evaluation in the broker, given out until a scheduler is done with it."""
        given = 0
        yield self.env.timeout(THINK)
        while one.status == "pending":
            worker = self._free(one)
            if worker is None:
                yield self.env.timeout(LOOK)
                continue
            begin, one.taken = float(self.env.now), True
            self._busy.add(worker)
            done = yield from self._schedule(one, worker)
            self._busy.discard(worker)
            if done:
                return
            one.taken = False
            if worker.state is State.READY or not self.duties.able(SERVER):
                yield self.env.timeout(LOOK)  # a new leader gives out anew what is pending
                continue
            yield self.env.timeout(max(LOOK, begin + NACK - float(self.env.now)))
            given += 1
            if given == DELIVERIES and one.status == "pending":
                self._status(one, "failed")
                yield self.env.timeout(FOLLOW_UP)
                if self._wanting(one.thing):
                    self._evaluate(one.thing, "failed-follow-up")

    def _free(self, one: Evaluation) -> Thing | None:
        """A scheduler that can take an evaluation now; where none is drawn, each server has its own."""
        if not self.duties.able(SERVER) or any(o.taken and o.thing is one.thing for o in self._all if o is not one):
            return None
        leader = self.duties.taker().copies[0]
        every = self.duties.holders(SCHEDULER) or [leader.thing]
        apart = self.nodes.net.apart
        well = (w for w in every if w.state is State.READY and not apart(w.copies[0], leader))
        return next((worker for worker in well if worker not in self._busy), None)

    def _schedule(self, one: Evaluation, worker: Thing) -> Told:
        """Whether a scheduler has come to an end with an evaluation."""
        server, own = self.duties.taker(), not self.duties.holders(SCHEDULER)
        if not own and not (yield from self.orders.say(server.id, worker.id, "evaluation", one.thing.id)):
            return False
        for _ in range(ATTEMPTS):
            plan, lacking = self._planned(one.thing)
            self.ledger.record("planned", one.thing.id, by=worker.id, id=one.number, nodes=[*plan.values()])
            yield self.env.timeout(THINK)
            if plan and not own and not (yield from self.orders.say(worker.id, server.id, "plan", one.thing.id)):
                return False
            if self.duties.holder(SERVER) is not server or worker.state is not State.READY:
                return False
            if plan and not self._applied(one, plan, server):
                continue
            self._over(one, "complete", lacking)
            return True
        self._over(one, "failed", True)
        return True

    def _over(self, one: Evaluation, status: str, lacking: bool) -> None:
        self._status(one, status)
        if lacking and self._wanting(one.thing):
            self._made(one.thing, "queued-allocs" if status == "complete" else "max-plan-attempts", "blocked")

    def _planned(self, thing: Thing) -> tuple[dict[Copy, str], bool]:
        """A node for each allocation that has none, as far as there is room; and whether there wasn't."""
        plan: dict[Copy, str] = {}
        for copy in self._wanting(thing):
            fits = []
            for node in self.nodes.homes(thing):
                here = [one for one, there in plan.items() if there == node]
                if node in self.nodes.roomy([copy, *here]):
                    fits.append(self._fit(copy, node, here))
            if fits:
                plan[copy] = packed(fits)
        return plan, len(plan) < len(self._wanting(thing))

    def _fit(self, copy: Copy, node: str, here: list[Copy]) -> Fit:
        left, part = self.nodes.left(node), self.nodes.net.thing(node).part
        asked = {what: sum(self.nodes.asked(one.thing, what) for one in (copy, *here)) for what in left}
        free = tuple(
            max(0.0, left[what] - asked[what]) / most
            for what in RESOURCES
            if (most := float(part.get(f"{what}.limit") or 0.0))
        )
        mates = sum(one.node == node and one.state is not State.STOPPED for one in copy.thing.copies) + len(here)
        failed = self._restarts.failed_on(copy.thing, node, float(self.env.now))
        return Fit(node, free, mates, copy.thing.wanted, failed)

    def _applied(self, one: Evaluation, plan: dict[Copy, str], server: Thing) -> bool:
        """The leader places what still fits of a plan; whether that was all."""
        accepted = []
        for copy, node in plan.items():
            if copy.waits and not copy.node and node in self.nodes.roomy([copy]):
                copy.node = node
                accepted.append(copy)
        rejected = sum(copy.waits and not copy.node for copy in plan)
        counts = {"accepted": len(accepted), "rejected": rejected}
        self.ledger.record("applied", one.thing.id, by=server.id, id=one.number, **counts)
        for copy in accepted:
            self.ledger.record("scheduled", copy.id, node=copy.node)
            self.env.process(self._run(copy, copy.pod))
        return not rejected

    def _run(self, copy: Copy, pod: int) -> Course:
        """A client starts an allocation of its own once it has heard of it."""
        while copy.waits and copy.node and copy.pod == pod:
            yield self.env.timeout(THINK)
            asks = self.duties.able(SERVER) and self.nodes.heeds(copy.node)
            heard = asks and (yield from self.orders.say(self.duties.taker().id, copy.node, "allocation", copy.id))
            if heard and copy.waits and copy.node and copy.pod == pod:
                self._given.add(copy)
                self.nodes.life.start([copy])
                return
            yield self.env.timeout(LOOK)

    def _wanting(self, thing: Thing) -> list[Copy]:
        return [copy for copy in thing.copies if copy.waits and not copy.node]
