"""How much a storyboard's sources send, and what follows for those that say nothing of what they bear.

Comes in: a storyboard. Goes out: what its parts can do at once, in requests that are simulated. All of it follows from
what is written alone, before anything has run.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from diagram_anim.model.storyboard import Beat, Step, Storyboard
from diagram_anim.model.system import Part, Role
from diagram_anim.simulate.defaults import STEP, setting

AMPLE = 2.5
"""What couldn't bear all that is sent at first, and isn't said to bear less, bears so many times as much: as a server's
100/s do of a film's 40/s."""

SINGLE = 1000.0
"""So many requests a second are simulated each for itself; of more, one stands for a round number of them."""

FILM, DENSE = 100_000, 100.0
"""And so many of a film, or so many a second where that is more: of a long wait at a high rate the figures are seen."""

ONE_BY_ONE = ("pool", "max_connections", "queue")
"""Settings that count requests: where one is given, each request is simulated for itself."""


@dataclass(frozen=True, slots=True)
class Offered:
    """`first` is what all sources together send when each begins, `grain` how many requests one that is simulated
    stands for."""

    first: float = 0.0
    grain: int = 1

    @classmethod
    def of(cls, board: Storyboard) -> Offered:
        rates = _rates(board)
        single = any(part.get(key) is not None for part in board.system.parts.values() for key in ONE_BY_ONE)
        most, whole = sum(map(max, rates)), _sent(board)
        grain = 1 if single else next(size for size in _round() if _bearable(most / size, whole / size))
        return cls(sum(one[0] for one in rates), grain)

    def capacity(self, part: Part, now: float | None) -> float:
        """How many requests a second a copy can serve, `now` where something has changed that."""
        bears = float(setting(part, "capacity") if now is None else now)
        if now is None and part.get("capacity") is None and bears < self.first:
            bears = AMPLE * self.first
        return bears / self.grain

    def queue(self, part: Part, latency: float) -> float:
        """How many requests may wait at a copy."""
        most = setting(part, "queue")
        if most is None:
            return math.inf
        return int(most) if part.get("queue") is not None else max(int(most), AMPLE * self.first * latency) / self.grain

    def connections(self, part: Part, latency: float) -> float | None:
        """How many requests a store takes at once; none: as many as its queue. The default is one for films that a
        usual store bears with ease."""
        most = setting(part, "max_connections")
        if most is None or (part.get("max_connections") is None and AMPLE * self.first * latency > int(most)):
            return None
        return int(most) / self.grain


def _bearable(rate: float, whole: float) -> bool:
    """Whether so many a second and so many in all can be simulated each for itself."""
    return rate <= SINGLE and (whole <= FILM or rate <= DENSE)


def _round() -> Iterator[int]:
    """1, 2, 5, 10, 20, …"""
    ten = 1
    while True:
        yield from (ten, 2 * ten, 5 * ten)
        ten *= 10


def _rates(board: Storyboard) -> list[list[float]]:
    """The rates that each source goes to, in the order told."""
    found: dict[str, list[float]] = {}
    for beat in (beat for step in board.steps for beat in step.beats):
        _change(board, beat, found)
    return [*found.values()]


def _sent(board: Storyboard) -> float:
    """How many requests the sources send in all the time that is written down; what is waited for isn't known."""
    found: dict[str, list[float]] = {}
    on: dict[str, bool] = {}
    total = 0.0
    for step in board.steps:
        for beat in step.beats:
            _change(board, beat, found)
            if beat.verb in ("traffic", "load"):
                on |= dict.fromkeys(beat.targets, not beat.args.get("off"))
        total += sum(rates[-1] for id, rates in found.items() if on[id]) * _seconds(step)
    return total


def _change(board: Storyboard, beat: Beat, found: dict[str, list[float]]) -> None:
    """What a beat makes of the rates of its sources, but for those that it turns off."""
    if beat.verb not in ("traffic", "load") or beat.args.get("off"):
        return
    for target in beat.targets:
        rates = found.setdefault(target, [])
        own = float(setting(board.system.parts.get(target) or Part(target, Role.CLIENT), "rate"))
        if beat.verb == "load":
            rates += [] if rates else [own]
            rates.append(rates[-1] * float(beat.args["times"]))
        else:
            rates.append(float(beat.args["rate"]) if beat.args.get("rate") is not None else own)


def _seconds(step: Step) -> float:
    """The longest of a step's chains, as far as its seconds are written."""
    longest = chain = 0.0
    for beat in step.beats:
        chain = (chain if beat.then else 0.0) + float(beat.args.get("seconds") or beat.args.get("over") or 0.0)
        longest = max(longest, chain)
    return max(longest, STEP)
