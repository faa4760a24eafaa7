"""Requests: how each goes from its source through the parts, and how it ends.

Comes in: who sends. Goes out: `sent`, `routed` and one end for each request in the ledger. Replies aren't followed: a
request has ended when the last part of its way has done its work. Timers call plain functions rather than start a
process a request, which costs a tenth.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import simpy

from diagram_anim.model.system import Role
from diagram_anim.simulate.asking import Asking, Faults, Lookups, Turns, asked, over, spared
from diagram_anim.simulate.backlogs import Backlogs
from diagram_anim.simulate.chance import Chance
from diagram_anim.simulate.defaults import HOP, RETRY_PAUSE, setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.lending import Lending
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.pools import Pools
from diagram_anim.simulate.request import Request
from diagram_anim.simulate.routing import Rotations
from diagram_anim.simulate.serving import Serving
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

    def drop(self, copy: Copy) -> None:
        """Everything that a copy was working on is lost, but for what goes back to a queue."""
        copy.life += 1
        for request in list(copy.work.values()):
            self._fail(request, "lost")
        copy.work.clear()
        copy.waiting.clear()
        copy.occupy(-copy.busy, self.env.now)

    def _leave(self, request: Request) -> None:
        source = request.source
        copy = self._enter(source, request)
        request.number = self.ledger.send(copy.id if copy else source.id, request.count)
        if copy is None:
            self._end(request, "refused", source.id)
            return
        request.here = copy
        request.left = self.env.now
        copy.load += 1
        self._arrive(request, copy)

    def _enter(self, thing: Thing, request: Request) -> Copy | None:
        """Which copy of a thing a request comes to: the only one, or the one that the thing picks itself."""
        order = request.told and request.order and request.source.role is Role.CONTROLLER
        if not thing.numbered or (order and thing.copies):
            return thing.copies[0]
        return self.rotations.of(thing, own=True).pick(request.client, request.seen, request.tried)

    def _after_hop(self, event: Any) -> None:
        request, copy = event.value
        if not request.done:
            self._arrive(request, copy)

    def _arrive(self, request: Request, copy: Copy) -> None:
        thing = copy.thing
        if self.net.cuts and request.came and self.net.apart(request.came, copy):
            request.seen.append(thing.id)
            if request.chooser is not None:
                self._again(request, copy)
            else:
                self._fail(request, "lost")
            return
        request.seen.append(thing.id)
        if request.ordered:
            self._go_on(request, copy)
            return
        late = copy.state is State.DRAINING and request.left >= copy.closing
        if late or copy.state not in (State.READY, State.DRAINING):
            if request.chooser is not None:
                self._again(request, copy)
            else:
                self._fail(request, "lost" if copy.dead else "refused")
            return
        if thing.timeout is not None:
            asking = request.asking[-1] if request.asking else None
            left = len(asking.left) if asking else 0
            self.env.timeout(float(thing.timeout), (request, asking, left)).callbacks.append(self._give_up)
        if thing.serves:
            self._serving.serve(request, copy)
        else:
            self._go_on(request, copy)

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
            if rest:
                spare = first[0].role is Role.CACHE
                at = len(request.seen), len(request.loans)
                request.asking.append(Asking(copy, request.came, copy.life, *at, rest, spare))
                copy.load += 1  # it is at work on it till the last is asked
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
        """The last part of its way has worked on it: who asked goes on, or it is served."""
        done = spared(request.asking) if found else None
        if done:
            self._unload(done.copy)
        if done and done.copy.life != done.life:
            self._end(request, "lost")
        elif request.asking:
            self._back(request, there=True)
        else:
            self._end(request, "served")

    def _back(self, request: Request, *, there: bool, at: str = "") -> None:
        """To who asked, with an answer or without, and on to the next that it asks."""
        asking, here = request.asking[-1], request.here
        copy = asking.copy
        assert here is not None
        self.ledger.answer(request, at or here.id, there)
        copy.load += 1
        self._quit(request, here)
        request.here, request.came = copy, asking.came
        del request.seen[asking.seen :]
        self._lending.give_back(request, asking.loans)
        following, asking.spare = asking.left.pop(0), False
        if not asking.left:
            self._unload(request.asking.pop().copy)
        if copy.life != asking.life:
            self._end(request, "lost")
        else:
            self._hand_on(request, copy, self._turns.next(copy.thing, following))

    def _queue(self, request: Request, queue: Copy, consumers: Sequence[Thing]) -> None:
        """A message waits in a queue; where each consumer gets a copy, who sent it is answered, and the queue sends."""
        if self.backlogs.full(queue):
            self._end(request, "refused")
        elif len(consumers) < 2 or setting(queue.thing.part, "deliver") == "one":
            self.backlogs.add(request, queue)
        else:
            seen = [*request.seen]
            self._answered(request)
            for one in consumers:
                now, count = self.env.now, request.count
                copy = Request(0, queue.thing, now, request.client, count, here=queue, left=now, to=one.id)
                copy.number, copy.seen = self.ledger.send(queue.id, count), [*seen]
                queue.load += 1
                self.backlogs.add(copy, queue)

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
        self.ledger.route(request, copy.id, to.id)
        if request.here is not None:
            self._unload(request.here)
        to.load += 1
        request.came = copy
        request.here = to
        request.left = self.env.now
        self.env.timeout(HOP, (request, to)).callbacks.append(self._after_hop)

    def _give_up(self, event: Any) -> None:
        """Who was asked, or whoever that one asked, has taken too long; if it hasn't answered meanwhile."""
        request, asking, left = event.value
        if request.done or (asking and (asking not in request.asking or len(asking.left) != left)):
            return
        self._end(request, "timeout", within=request.asking.index(asking) + 1 if asking else 0)

    def _fail(self, request: Request, kind: str) -> None:
        """It can't be worked on where it is: a message goes back to its queue, all else ends."""
        queue, here = request.came, request.here
        if queue is None or here is None or not self.backlogs.came_from(request):
            self._end(request, kind)
            return
        self._unload(here)
        request.seen.remove(here.thing.id)
        request.here, request.came = queue, None
        queue.load += 1
        self._lending.give_back(request)
        self.backlogs.add(request, queue, again=True)

    def _end(self, request: Request, kind: str, at: str = "", within: int | None = None) -> None:
        """Its end, unless one of the first so many who ask (without a number, of all) goes on without an answer."""
        if kind != "served" and (spare := next((one for one in request.asking[:within][::-1] if one.spare), None)):
            self._unload(*over(request.asking, request.asking.index(spare) + 1))
            self._back(request, there=False, at=at)
            return
        self._unload(*over(request.asking))
        request.done, here = True, request.here
        self.ledger.end(kind, request, at or (here.id if here else request.source.id))
        if here is not None:
            self._quit(request, here)
        self._lending.give_back(request)
        if request.ending is not None:
            request.ending.succeed(kind)
        elif kind != "served" and request.tries < int(setting(request.source.part, "retries")):
            self.env.timeout(RETRY_PAUSE, request).callbacks.append(self._retry)

    def _quit(self, request: Request, here: Copy) -> None:
        """Nothing more is done for it where it is."""
        if here.work.pop(request.number, None) and request in here.waiting:
            here.waiting.remove(request)
        self._unload(here)

    def _retry(self, event: Any) -> None:
        request = event.value
        self.send(request.source, request.client, request.via, request.tries + 1)

    def _unload(self, *copies: Copy) -> None:
        for copy in copies:
            copy.load -= 1
            self.backlogs.wake(copy)
            while copy.load == 0 and copy.idle:
                copy.idle.pop(0).succeed()
