"""Which of several nodes a copy is bound to: copies of one kind apart from one another, then where most is free.

Source: Kubernetes' scheduler, PodTopologySpread by its default constraints: apart by node (maxSkew 3) before apart by
zone (maxSkew 5), preferred and never demanded; then NodeResourcesFit, LeastAllocated. There the scores are summed up by
weights, of which spreading has twice the other's; here one comes after the other. Equals are taken in the order drawn,
where a real scheduler throws dice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

SKEW_NODES, SKEW_ZONES = 3, 5
"""maxSkew of Kubernetes' default constraints."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node that would do. `mates` are the copies of the same version on it, `near` those in its `zone`; `free` are
    its cores that nobody has asked for, or, where nobody said how many it has, minus the number of what runs there."""

    node: str
    mates: int
    zone: str = ""
    near: int = 0
    free: float = 0.0


def best(places: Sequence[Place]) -> str:
    """The node that a scheduler picks."""
    zones = len({place.zone for place in places if place.zone})
    order = {place.node: number for number, place in enumerate(places)}

    def crowd(place: Place) -> float:
        """What the places' counts make: each by the logarithm of how many domains there are, and its skew."""
        score = place.mates * math.log(len(places) + 2) + SKEW_NODES - 1
        return score + place.near * math.log(zones + 2) + SKEW_ZONES - 1 if place.zone else score

    return min(places, key=lambda place: (round(crowd(place), 9), -place.free, order[place.node])).node


FIT_MOST = 18.0
"""The best score of a node that is filled up."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A node that would do in Nomad. `free` are the shares of its resources that would be left with the allocation on
    it, where it says how much it has; `mates` the job's allocations on it, of so many `wanted`; `failed` says that one
    has just failed there."""

    node: str
    free: tuple[float, ...] = ()
    mates: int = 0
    wanted: int = 1
    failed: bool = False

    @property
    def score(self) -> float:
        """The mean of what speaks for and against it: how full it becomes, the job's others on it, a failure there
        (Nomad: ScoreFitBinPack, JobAntiAffinity, NodeReschedulingPenalty)."""
        scores = []
        if self.free:
            both = (self.free * 2)[:2]  # cores and memory; where one is known, it stands for both
            scores.append(min(FIT_MOST, max(0.0, 20.0 - sum(10**share for share in both))) / FIT_MOST)
        if self.mates:
            scores.append(-(self.mates + 1) / max(1, self.wanted))
        if self.failed:
            scores.append(-1.0)
        return sum(scores) / len(scores) if scores else 0.0


def packed(fits: Sequence[Fit]) -> str:
    """The node that Nomad picks: the fullest that has room, by its score; equals in the order drawn."""
    order = {fit.node: number for number, fit in enumerate(fits)}
    return min(fits, key=lambda fit: (-round(fit.score, 9), order[fit.node])).node
