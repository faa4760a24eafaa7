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
