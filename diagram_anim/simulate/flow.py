"""Requests: how each goes from its source through the parts, and how it ends.

Comes in: who sends. Goes out: `sent`, `routed` and one end for each request in the ledger. Replies aren't followed: a
request has ended when the last part of its way has done its work, and all that wait for that are answered at once.
Timers call plain functions rather than start a process a request, which costs a tenth.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import simpy

from diagram_anim.model.system import Role
from diagram_anim.simulate.asking import Faults, Lookups, Turns, asked, asker, found_aside, spare
from diagram_anim.simulate.backlogs import Backlogs
from diagram_anim.simulate.chance import Chance
from diagram_anim.simulate.defaults import HOP, RETRY_PAUSE, setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.lending import Lending
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.pools import Pools
from diagram_anim.simulate.request import Request, Stay
from diagram_anim.simulate.routing import Rotations
from diagram_anim.simulate.serving import Serving
from diagram_anim.simulate.stays import Stays
from diagram_anim.simulate.things import Address, Copy, State, Thing


class Flow:
    def __init__(
        self, env: simpy.Environment, net: Net, ledger: Ledger, rotations: Rotations, chance: Chance, pools: Pools
    ) -> None:
        self.env = env
        self.net = net
        self.ledger = ledger
        self.rotations = rotations
        self._turns, self._lookups, self._faults = Turns(), Lookups(chance), Faults(chance)
        self._serving = Serving(env, pools, chance, self._go_on, self._end)
        self.backlogs = Backlogs(env, net, ledger, self._route)
        self._stays = Stays(self.backlogs.wake)
        self._lending = Lending(env, ledger, pools, self._route, self._end)

    def send(self, source: Thing, client: int = 0, via: Address | None = None, tries: int = 0) -> None:
        """A source sends one request."""
        self._leave(Request(0, source, self.env.now, client, self.net.offered.grain, via=via, tries=tries))

    def tell(self, path: Sequence[str], *, fails: bool, order: bool = True) -> tuple[int, Any]:
        """One request along exactly this way: its number, and an event that succeeds with its fate. What a controller
        sends is an order, unless it is said that it isn't."""
        request = Request(0, self.net.thing(path[0]), self.env.now, 0, told=tuple(path), fails=fails, order=order)
        request.ending = self.env.event()
        self._leave(request)
        return request.number, request.ending

    def drop(self, *copies: Copy) -> None:
        """Everything that is in flight at some copies is lost, at the last of them that it had come to; but what one of
        them had from a queue goes back there."""
        held = {one.number: one for copy in copies for one in (*copy.work.values(), *copy.awaited.values())}
        for copy in copies:
            copy.life += 1
        for request in held.values():
            places = [place for place, one in enumerate(request.stays) if one.copy in copies]
            taken = [place for place in places if self.backlogs.gave(request, request.stays[place])]
            if places:
                self._fail(request, "lost", (taken or places)[-1])
        for copy in copies:
            copy.waiting.clear()
            copy.occupy(-copy.busy, self.env.now)

    def _leave(self, request: Request) -> None:
        source = request.source
        copy = self._enter(source, request)
        request.number = self.ledger.send(copy.id if copy else source.id, request.count)
        if copy is None:
            self._end(request, "refused", source.id)
            return
        request.left = self.env.now
        self._arrive(request, self._stays.enter(request, copy))

    def _enter(self, thing: Thing, request: Request) -> Copy | None:
        """Which copy of a thing a request comes to: the only one, or the one that the thing picks itself."""
        order = request.told and request.order and request.source.role is Role.CONTROLLER
        if not thing.numbered or (order and thing.copies):
            return thing.copies[0]
        return self.rotations.of(thing, own=True).pick(request.client, request.seen, request.tried)

    def _after_hop(self, event: Any) -> None:
        request, stay = event.value
        if request.stands(stay):
            self._arrive(request, stay)

    def _arrive(self, request: Request, stay: Stay) -> None:
        copy, thing = stay.copy, stay.copy.thing
        if self.net.cuts and stay.came and self.net.apart(stay.came, copy):
            request.seen.append(thing.id)
            if request.chooser is not None:
                self._again(request, copy)
            else:
                self._fail(request, "lost", len(request.stays) - 1)
            return
        request.seen.append(thing.id)
        if request.ordered:
            self._go_on(request, copy)
            return
        late = copy.state is State.DRAINING and request.left >= copy.closing and not self._of_upkeep(request)
        if late or copy.state not in (State.READY, State.DRAINING):
            if request.chooser is not None:
                self._again(request, copy)
            else:
                self._fail(request, "lost" if copy.dead else "refused", len(request.stays) - 1)
            return
        if thing.timeout is not None:
            self.env.timeout(float(thing.timeout), (request, stay)).callbacks.append(self._give_up)
        if thing.serves:
            self._serving.serve(request, copy)
        else:
            self._go_on(request, copy)

    def _of_upkeep(self, request: Request) -> bool:
        """Whether it is no request for the service of what is drained: that itself sends it, or who is no part of the
        system does, who operates it."""
        return bool(request.told) and (len(request.seen) == 1 or request.source.role is Role.THING)

    def _again(self, request: Request, copy: Copy) -> None:
        """A failed connection is tried on another backend, if there is one that it hasn't been to."""
        chooser = request.chooser
        assert chooser is not None
        request.tried.append(copy)
        request.seen.remove(copy.thing.id)
        rotation = self.rotations.of(chooser.thing)
        other = rotation.pick(request.client, request.seen, request.tried)
        if other is None or chooser.state is not State.READY:
            lost = copy.dead or self.net.apart(chooser, copy)
            self._end(request, "lost" if lost else "refused")
            return
        self._stays.end(request, len(request.stays) - 1)
        self._route(request, chooser, other)

    def _go_on(self, request: Request, copy: Copy) -> None:
        """To the next part, or served where there is none; unless its answer is an error."""
        if request.told:
            self._go_as_told(request, copy)
            return
        if self._faults.strike(copy):
            self._end(request, "error")
            return
        thing = copy.thing
        ahead = [one for one in self.net.present(thing.id) if one.id not in request.seen]
        rotation = self.rotations.of(thing) if self.net.balances(thing) else None
        if request.via and len(request.seen) == 1:
            self._send_to(request, copy, request.via)
            return
        if (found := self._lookups.found(thing)) or (not ahead and not (rotation and rotation.weights)):
            self._answered(request, found=found)
            return
        if self.backlogs.keeps(thing):
            self._queue(request, copy, ahead)
            return
        if rotation is None:
            first, *rest = asked(thing, ahead)
            stay = request.stays[-1]
            stay.left, stay.spare = rest, bool(rest) and first[0].role is Role.CACHE
            self._hand_on(request, copy, self._turns.next(thing, first))
            return
        chosen = rotation.pick(request.client, request.seen)
        if chosen is None:
            self._end(request, "refused")
            return
        request.chooser = copy if setting(thing.part, "retry") else None
        request.tried.clear()
        self._lending.pass_on(request, copy, chosen)

    def _answered(self, request: Request, *, found: bool = False) -> None:
        """The last part of its way has worked on it: who has others to ask goes on, or it is served."""
        if found:
            found_aside(request)
        place = asker(request)
        if place is None:
            self._end(request, "served")
        else:
            self._back(request, place, there=True)

    def _back(self, request: Request, place: int, *, there: bool, at: str = "") -> None:
        """To who asked, with an answer or without, and on to the next that it asks."""
        here = request.here
        assert here is not None
        self.ledger.answer(request, at or here.id, there)
        asking = self._stays.resume(request, place)
        self._lending.give_back(request, asking.loans)
        following, *asking.left = asking.left
        asking.spare = False
        self._hand_on(request, asking.copy, self._turns.next(asking.copy.thing, following))

    def _queue(self, request: Request, queue: Copy, consumers: Sequence[Thing]) -> None:
        """A message waits in a queue; where each consumer gets a copy, who sent it is answered, and the queue sends."""
        if self.backlogs.full(queue):
            self._end(request, "refused")
        elif len(consumers) < 2 or setting(queue.thing.part, "deliver") == "one":
            self._accepted(request)
            self.backlogs.add(request, queue)
        else:
            seen = [*request.seen]
            self._answered(request)
            for one in consumers:
                now, count = self.env.now, request.count
                copy = Request(0, queue.thing, now, request.client, count, left=now, to=one.id)
                copy.number, copy.seen = self.ledger.send(queue.id, count), [*seen]
                self._stays.enter(copy, queue)
                self.backlogs.add(copy, queue)

    def _accepted(self, request: Request) -> None:
        """A queue has taken it: who waits for that is answered."""
        self._stays.accept(request)
        self._lending.give_back(request, request.stays[-1].loans)

    def _send_to(self, request: Request, copy: Copy, address: Address) -> None:
        """To an address, without asking whether anybody is there; nothing answers for a pod that has gone."""
        if address.pod is None:
            self._hand_on(request, copy, self.net.thing(address.id))
            return
        (there,) = self.net.copies(address.id)
        if there.pod == address.pod:
            self._route(request, copy, there)
        else:
            self.ledger.route(request, copy.id, there.id)
            self._end(request, "lost", there.id)

    def _go_as_told(self, request: Request, copy: Copy) -> None:
        place = len(request.seen)
        if self.backlogs.keeps(copy.thing):
            self._accepted(request)
        if place < len(request.told):
            self._hand_on(request, copy, self.net.thing(request.told[place]))
        else:
            self._end(request, "lost" if request.fails else "served")

    def _hand_on(self, request: Request, copy: Copy, thing: Thing) -> None:
        request.chooser = None
        request.tried.clear()
        chosen = self._enter(thing, request)
        if chosen is not None:
            self._lending.pass_on(request, copy, chosen)
            return
        self.ledger.route(request, copy.id, thing.id)
        self._end(request, "refused", thing.id)

    def _route(self, request: Request, copy: Copy, to: Copy) -> None:
        """From a copy that it stays at to another: a queue is done with it, all others wait for its answer."""
        self.ledger.route(request, copy.id, to.id)
        if self.backlogs.keeps(copy.thing):
            request.chooser = None
            self._stays.end(request, len(request.stays) - 1)
        else:
            self._stays.wait(request)
        request.left = self.env.now
        self.env.timeout(HOP, (request, self._stays.enter(request, to, copy))).callbacks.append(self._after_hop)

    def _give_up(self, event: Any) -> None:
        """Who was asked, or whoever that one asked, has taken too long; if it hasn't answered meanwhile."""
        request, stay = event.value
        if stay in request.stays:
            self._end(request, "timeout", within=request.stays.index(stay))

    def _fail(self, request: Request, kind: str, place: int) -> None:
        """It can't be worked on at one of its stays any more: a message goes back to its queue, all else ends."""
        stay = request.stays[place]
        queue = stay.came
        if queue is None or not self.backlogs.gave(request, stay):
            self._end(request, kind, stay.copy.id, place)
            return
        self._stays.end(request, place)
        del request.seen[stay.seen :]
        self._lending.give_back(request, stay.loans)
        self._stays.enter(request, queue)
        self.backlogs.add(request, queue, again=True)

    def _end(self, request: Request, kind: str, at: str = "", within: int | None = None) -> None:
        """Its end, unless one of the first so many who ask (without a number, of all) goes on without an answer."""
        place = spare(request, within) if kind != "served" else None
        if place is not None:
            self._back(request, place, there=False, at=at)
            return
        request.done, here = True, request.here
        waits = here is None or request.stays[0].copy.thing is request.source
        self.ledger.end(kind, request, at or (here.id if here else request.source.id))
        self._stays.end(request)
        self._lending.give_back(request)
        if request.ending is not None:
            request.ending.succeed(kind)
        elif kind != "served" and waits and request.tries < int(setting(request.source.part, "retries")):
            self.env.timeout(RETRY_PAUSE, request).callbacks.append(self._retry)

    def _retry(self, event: Any) -> None:
        request = event.value
        self.send(request.source, request.client, request.via, request.tries + 1)
