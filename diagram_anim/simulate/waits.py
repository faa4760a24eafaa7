"""What `wait until` waits for: whether a thing holds now, looked at whenever something is written down.

What holds already isn't waited for: a state or a detection that has come about in an earlier step, a number of
requests that has been reached since the run began.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

import simpy

from diagram_anim.model.log import ENDS
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.things import Copy, State, Thing

STATES = {state.value for state in State}


class Waits:
    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger) -> None:
        self.env = env
        self.net = net
        self.ledger = ledger

    def until(self, event: str, target: str | None, count: int | None, most: float) -> Any:
        """A process that gives True when it has come about, False after `most` seconds."""
        return self.holding(self._test(event, target, count), max(0.0, most))

    def holding(self, holds: Callable[[], bool], most: float) -> Any:
        """A process that gives True once something holds, False after `most` seconds."""
        return self.env.process(self._wait(holds, most))

    def _wait(self, holds: Callable[[], bool], most: float) -> Generator[Any, Any, bool]:
        if holds():
            return True
        come = self.env.event()

        def look() -> None:
            if not come.triggered and holds():
                come.succeed()

        self.ledger.watches.append(look)
        yield self.env.any_of([come, self.env.timeout(most)])
        self.ledger.watches.remove(look)
        return bool(come.triggered)

    def _test(self, event: str, target: str | None, count: int | None) -> Callable[[], bool]:
        if event in ENDS:
            return lambda: self.ledger.ended(event, target) >= (count or 1)
        if event == "replicas":
            return lambda: any(self._grown(thing, count) for thing in self._numbered(target))
        if event in STATES:
            return lambda: self._stands(State(event), target, count)
        if target is not None and count is None and event in ("detected", "drained"):
            return lambda: self._marked(event, self.net.copies(target))
        return lambda: self.ledger.told(event, target) >= (count or 1)

    def _stands(self, state: State, target: str | None, count: int | None) -> bool:
        if target is None:
            copies = [copy for thing in self.net.things.values() for copy in thing.copies]
            if state is State.READY and count is None:
                return all(copy.state is not State.STARTING for copy in copies)
        else:
            copies = self.net.copies(target)
        there = sum(copy.state is state or (state is State.READY and _waiting_outside(copy)) for copy in copies)
        return there >= (count or (1 if target is None else max(1, len(_counted(copies)))))

    def _marked(self, event: str, copies: Sequence[Copy]) -> bool:
        """Whether it was told of those that it can be told of: the failed and the unreachable, or the draining and
        stopped."""
        if event == "detected":
            failed = [copy for copy in copies if copy.state is State.FAILED or copy.detected]
            return bool(failed) and all(copy.detected for copy in failed)
        leaving = [copy for copy in copies if copy.state in (State.DRAINING, State.STOPPED)]
        return bool(leaving) and all(copy.drained or copy.state is State.STOPPED for copy in leaving)

    def _numbered(self, target: str | None) -> list[Thing]:
        things = self.net.things.values() if target is None else [self.net.thing(id) for id in self.net.inside(target)]
        return [thing for thing in things if thing.numbered]

    def _grown(self, thing: Thing, count: int | None) -> bool:
        """Whether so many copies are ready; without a number, as many as are wanted. On the way to more, more do.
        What stands by beside those that serve isn't counted."""
        number = thing.wanted if count is None else count
        ready = sum(copy.state is State.READY and thing.counts(copy) for copy in thing.copies)
        return ready == number or (ready > number and thing.wanted > number)


def _waiting_outside(copy: Copy) -> bool:
    """Whether a copy is up and only takes no work, as its node has been drained."""
    return copy.cordoned and copy.state is State.DRAINING and copy.drained


def _counted(copies: Sequence[Copy]) -> Sequence[Copy]:
    """Those that a wish for all of them means: what has ended isn't waited for to be ready again."""
    return [copy for copy in copies if copy.state is not State.STOPPED]
