"""A run: the storyboard's steps on the system's clock, from the first beat to the log.

The beats of a step begin together, those after `then` when the one before has ended. A step ends when all its beats
have; while requests flow one without a written `wait` lasts `STEP` seconds at least, and each message of a sequence
takes `SPOKEN`. Captions and pacing aren't read.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from diagram_anim.effects import BY_NAME
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.log import Log, Moment
from diagram_anim.model.storyboard import Beat, Storyboard
from diagram_anim.simulate import loops
from diagram_anim.simulate.defaults import MOST_REQUESTS, STEP
from diagram_anim.simulate.election import LEADER
from diagram_anim.simulate.ledger import GRAIN
from diagram_anim.simulate.refusals import given_up, refused, timed_out
from diagram_anim.simulate.saying import saying
from diagram_anim.simulate.world import SimulatedWorld, results

CODA = 6.0
"""Seconds that the system runs on behind the last step, for the dots that are under way when the film ends."""

CODA_SHARE = 0.6
"""A long last step is shown faster: then this share of its length."""

LATE = 2
"""SimPy's order at one moment: what is urgent (0), what is normal (1), and then this."""

SEEN = 1.0
"""Seconds that a step lasts at the least after something has become ready in it."""

LONGEST = 7200.0
"""Seconds after which a beat that hasn't come to its end never will."""

LASTING = ("wait",)
"""Verbs that let time pass without doing anything."""

SHOWING = ("appear", "disappear")
"""Verbs that say who is on stage, and set nothing going."""


def simulate(storyboard: Storyboard, seed: int | None = None) -> tuple[Log, list[Diagnostic]]:
    """The log of a storyboard; the same storyboard and seed give the same log, whatever its words and its pace.

    Diagnostics: `wait-timed-out` and `never-ends` (warnings), `too-much-traffic` (an error; the log ends early),
    `loop-open` and `loop-empty`, `already-down`, `nothing-sent` and `no-copies` (errors).
    """
    run = Run(storyboard, storyboard.seed if seed is None else seed)
    return run.log(), run.problems


@dataclass(frozen=True, slots=True)
class Other:
    """The same load on another system; `name` is that of the run."""

    name: str
    board: Storyboard
    log: Log


def runs(storyboard: Storyboard, seed: int | None = None) -> tuple[Log, tuple[Other, ...], list[Diagnostic]]:
    """The log of a storyboard, and one for each system that it is compared with.

    In those every beat comes at the same second as in the first, whatever it waits for there: the load is the same to
    the request, and the steps are as long. Diagnostics are the first run's.
    """
    run = Run(storyboard, storyboard.seed if seed is None else seed)
    log = run.log()
    others = []
    for name, system in storyboard.compare.items():
        board = replace(storyboard, system=system, compare={})
        other = Run(board, run.seed, run).log()
        others.append(Other(name, settled(board, other), other))
    return log, tuple(others), run.problems


def settled(storyboard: Storyboard, log: Log) -> Storyboard:
    """The storyboard with the names of those who were meant by `leader` in a run."""
    meant = {(moment.step, moment.beat): moment.leader for moment in log.moments if moment.leader}
    if not meant:
        return storyboard
    steps = []
    for index, step in enumerate(storyboard.steps):
        beats = list(step.beats)
        for place, beat in enumerate(beats):
            if (index, place) in meant:
                names = (meant[index, place] if target == LEADER else target for target in beat.targets)
                beats[place] = replace(beat, targets=tuple(names))
        steps.append(replace(step, beats=tuple(beats)))
    return replace(storyboard, steps=tuple(steps))


class Run:
    """One run. With `like` its beats come when that one's came."""

    def __init__(self, board: Storyboard, seed: int, like: Run | None = None) -> None:
        self.board = board
        self.like = like
        self.seed = seed
        self.world = SimulatedWorld(board, seed)
        self.problems: list[Diagnostic] = []
        self._moments: list[Moment] = []
        self._steps: list[tuple[float, float]] = []
        self._cuts: list[int] = []
        self._begun: dict[tuple[int, int], float] = {}
        """When each beat began, to the last digit."""
        self._over: dict[tuple[int, int], float] = {}
        """When each beat had ended, likewise."""
        self._ends: list[float] = []
        """When each step ended, to the last digit."""
        self._loops: dict[int, float] = {}
        """When each looping step's loop began."""
        self._flowing = False

    def log(self) -> Log:
        world, ledger = self.world, self.world.ledger
        changing = self._changing()
        if any(_acts(beat) and beat.verb not in LASTING + SHOWING for step in self.board.steps for beat in step.beats):
            world.begin(changing)
        world.env.run(until=world.env.process(self._tell() if self.like is None else self._echo(self.like)))
        events, totals = tuple(ledger.events), ledger.totals()
        if world.sources.overrun:
            self.problems.append(
                error(
                    "too-much-traffic",
                    f"more than {MOST_REQUESTS:,} requests would be sent",
                    self._first("traffic"),
                    hint="lower the rate, or let the system run for a shorter time",
                )
            )
        log = Log(
            seed=self.seed,
            events=events,
            steps=tuple(self._steps),
            moments=tuple(sorted(self._moments, key=lambda moment: (moment.step, moment.beat))),
            totals=totals if events else {},
            cuts=tuple(self._cuts),
            told=tuple(world.told),
            coda=self._coda(),
            loops={step: round(begin, GRAIN) for step, begin in self._loops.items()},
        )
        self.problems += loops.unclosed(self.board, log)
        return log

    def _tell(self) -> Generator[Any, Any, None]:
        env, world = self.world.env, self.world
        for index, step in enumerate(self.board.steps):
            start = env.now
            self._cuts.append(len(world.ledger.events) if index else 0)
            self._flowing = self._runs()
            yield env.all_of([env.process(self._chain(index, chain)) for chain in _chains(step.beats)])
            timed = any("seconds" in beat.args for beat in step.beats if beat.verb == "wait")
            flows = self._flowing or self._runs()
            least = max(start + STEP if flows and not timed else start, self._ready() + SEEN)
            if index + 1 == len(self.board.steps):
                least = max(least, world.meters.settled)
            if step.loop:
                ends = [self._over[index, beat] for beat in range(len(step.beats))]
                even = loops.settled(step, ends, start, world.meters.settled)
                self._loops[index] = yield env.process(loops.even(env, world.ledger, even))
                least = max(least, loops.least(self._loops[index], start))
            if least > env.now:
                yield env.timeout(least - env.now)
            self._steps.append((round(start, GRAIN), round(env.now, GRAIN)))
            self._ends.append(env.now)

    def _echo(self, like: Run) -> Iterator[Any]:
        """The beats of another run at the moments of that one; what waits for something waits as long."""
        env, world = self.world.env, self.world
        for index, step in enumerate(self.board.steps):
            self._cuts.append(len(world.ledger.events) if index else 0)
            yield env.all_of([env.process(self._echoed(index, chain, like)) for chain in _chains(step.beats)])
            if env.now < like._ends[index]:
                yield self._late(like._ends[index])
            self._steps.append(like._steps[index])

    def _echoed(self, step: int, chain: Sequence[tuple[int, Beat]], like: Run) -> Iterator[Any]:
        first = {moment.beat: moment for moment in like._moments if moment.step == step}
        for index, beat in chain:
            if self.world.env.now < like._begun[step, index]:
                yield self._late(like._begun[step, index])
            cut, led, down = len(self.world.ledger.events), len(self.world.led), self.world.net.down()
            effect = BY_NAME.get(beat.verb) if beat.verb not in LASTING else None
            ended = results(effect.act(self.world, beat)) if effect and effect.act else []
            leader = next(iter(self.world.led[led:]), "")
            if self.world.env.now < like._over[step, index]:
                yield self._late(like._over[step, index])
            elif ended:  # what takes no time there lets others act between, as there
                yield self.world.env.timeout(0)
            fate = next((one.value for one in ended if one.processed and isinstance(one.value, str)), "")
            done = len(self.world.ledger.events)
            self._moments.append(
                replace(first[index], reached=True, fate=fate, cut=cut, done=done, leader=leader, down=down)
            )

    def _late(self, moment: float) -> Any:
        """An event at that very moment, after all else that happens then."""
        env = self.world.env
        event, delay = env.event(), max(0.0, moment - env.now)
        while env.now + delay < moment:
            delay = math.nextafter(delay, math.inf)
        event._ok, event._value = True, None
        env.schedule(event, priority=LATE, delay=delay)
        return event

    def _chain(self, step: int, chain: Sequence[tuple[int, Beat]]) -> Iterator[Any]:
        world, env = self.world, self.world.env
        for index, beat in chain:
            start, cut, led, down = env.now, len(world.ledger.events), len(world.led), world.net.down()
            self._begun[step, index] = start
            effect = BY_NAME.get(beat.verb)
            self.problems += refused(self.world, beat)
            ended = results(effect.act(self.world, beat)) if effect and effect.act else []
            if beat.verb == "play" and world.sources.running:
                ended = [env.timeout(saying(beat, self.board.diagram))]
            leader = next(iter(self.world.led[led:]), "")
            self._flowing = self._flowing or self._runs()
            if ended:
                limit = [] if beat.verb in LASTING else [env.timeout(LONGEST)]
                yield env.any_of([env.all_of(ended), *limit])
            values = [event.value if event.processed else False for event in ended]
            reached = not any(value is False for value in values)
            fate = next((value for value in values if isinstance(value, str)), "")
            self._over[step, index] = env.now
            end = round(env.now, GRAIN)
            done = len(self.world.ledger.events)
            self._moments.append(Moment(step, index, round(start, GRAIN), end, reached, fate, cut, done, leader, down))
            if not reached:
                told = timed_out(beat) if beat.verb in LASTING else given_up(self.world, beat, env.now - start, cut)
                self.problems.append(told)

    def _ready(self) -> float:
        """When something last became ready in the course of the run: a step doesn't end before that is seen."""
        events = reversed(self.world.ledger.events)
        return next((e.t for e in events if e.t > 0 and e.data.get("state") == "ready"), -SEEN)

    def _runs(self) -> bool:
        return self.world.sources.running or self.world.meters.following

    def _coda(self) -> tuple[Any, ...]:
        """What follows on the last step, as far as it can be seen."""
        world, ledger = self.world, self.world.ledger
        if not self._steps or not (world.sources.running or ledger.in_flight):
            return ()
        before = len(ledger.events)
        start, end = self._steps[-1]
        world.env.run(until=world.env.now + max(CODA, CODA_SHARE * (end - start)))
        return tuple(ledger.events[before:])

    def _changing(self) -> set[str]:
        """Parts whose state some beat changes."""
        verbs = {
            "fail",
            "recover",
            "replace",
            "start",
            "stop",
            "drain",
            "scale",
            "degrade",
            "restart",
            "schedule",
            "apply",
        }
        targets = {
            target for step in self.board.steps for beat in step.beats if beat.verb in verbs for target in beat.targets
        } - ({LEADER} - self.world.net.parts.keys())
        return {copy.thing.id for target in sorted(targets) for copy in self.world.net.copies(target)}

    def _first(self, verb: str) -> Any:
        beats = (beat for step in self.board.steps for beat in step.beats)
        return next((beat.span for beat in beats if beat.verb == verb), None)


def _acts(beat: Beat) -> bool:
    effect = BY_NAME.get(beat.verb)
    return effect is not None and effect.act is not None


def _chains(beats: Sequence[Beat]) -> list[list[tuple[int, Beat]]]:
    """Beats with their indices, in the chains that `then` makes of them."""
    found: list[list[tuple[int, Beat]]] = []
    for index, beat in enumerate(beats):
        if beat.then and found:
            found[-1].append((index, beat))
        else:
            found.append([(index, beat)])
    return found
