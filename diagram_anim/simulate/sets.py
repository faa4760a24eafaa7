"""How many copies of each version there are while a release is under way and another number of copies is wanted.

Comes in: the number wanted, and how many copies of each version there are. Goes out: how many of each there are to be.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


def bounds(wanted: int, surge: float | int, unavailable: float | int) -> tuple[int, int]:
    """(most copies in all, fewest available ones): a share of surge rounds up, one of unavailable down. Where both
    come to 0, one copy may be missing, for a rollout could not begin otherwise (Kubernetes: ResolveFenceposts)."""
    more = surge if isinstance(surge, int) else math.ceil(wanted * surge - 1e-9)
    fewer = unavailable if isinstance(unavailable, int) else math.floor(wanted * unavailable + 1e-9)
    if more == 0 and fewer == 0:
        fewer = 1
    return wanted + more, max(0, wanted - fewer)


def portion(wanted: int, share: float) -> int:
    """The copies that make a share of those wanted, percent, rounded up."""
    return math.ceil(wanted * share / 100 - 1e-9)


class Sets(Protocol):
    @property
    def serving(self) -> str | None:
        """The version whose copies alone are counted as the thing's; None where all are."""

    def most(self, wanted: int) -> int | None:
        """How many copies there may be in all, those too that are ending."""

    def sizes(self, wanted: int, there: Mapping[str, int], ready: Mapping[str, int]) -> Mapping[str, int]:
        """How many copies of each version there are to be; of one that isn't named, as many as there are."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Blue and green: each is as large as what is wanted, before the switch and, for as long as the old set is kept,
    after it; whoever scales by use looks at the one that serves (Argo Rollouts: scaleBlueGreen, with
    previewReplicaCount left out; scaleDownDelayHelper; HPAReplicas and the selector are those of the active set)."""

    versions: tuple[str, ...]
    serving: str | None

    def most(self, wanted: int) -> int | None:
        return None

    def sizes(self, wanted: int, there: Mapping[str, int], ready: Mapping[str, int]) -> Mapping[str, int]:
        return dict.fromkeys(self.versions, wanted)


@dataclass(frozen=True, slots=True)
class Shares:
    """A canary: each version has the copies that make its share of what is wanted, percent. Where a router weighs, the
    old version's is all of it (Argo Rollouts: CalculateReplicaSetsForTrafficRoutedCanary, for a basic canary
    CalculateReplicaSetsForBasicCanary)."""

    shares: Mapping[str, float]
    serving: str | None = None

    def most(self, wanted: int) -> int | None:
        return None

    def sizes(self, wanted: int, there: Mapping[str, int], ready: Mapping[str, int]) -> Mapping[str, int]:
        return {version: portion(wanted, share) for version, share in self.shares.items()}


@dataclass(slots=True)
class Rolling:
    """A rollout: both versions grow or shrink in proportion, so that it is no riskier than before; what is left over
    by rounding goes to the larger one (Kubernetes: "Proportional scaling"; scale() of the deployment controller,
    GetReplicaSetFraction). `wanted` is what was wanted when it was scaled last."""

    new: str
    surge: float | int
    wanted: int
    serving: str | None = None

    def most(self, wanted: int) -> int | None:
        return bounds(wanted, self.surge, 0)[0] if wanted else 0

    def sizes(self, wanted: int, there: Mapping[str, int], ready: Mapping[str, int]) -> Mapping[str, int]:
        before, self.wanted = self.wanted, wanted
        if wanted == before:
            return there
        active = [version for version, number in there.items() if number]
        if len(active) <= 1:
            return dict.fromkeys(active or [self.new], wanted)
        if ready.get(self.new, 0) == there.get(self.new, 0) == before:  # saturated: the old ones have had their day
            return {version: wanted if version == self.new else 0 for version in active}
        then, most = bounds(before, self.surge, 0)[0], self.most(wanted) or 0
        add = most - sum(there.values())
        active.sort(key=lambda version: (-there[version], (version == self.new) is (add < 0)))
        found: dict[str, int] = {}
        left = add
        for version in active:
            own = math.floor(there[version] * most / then + 0.5) - there[version]
            own = max(0, min(own, left)) if add > 0 else min(0, max(own, left))
            found[version] = there[version] + own
            left -= own
        found[active[0]] = max(0, found[active[0]] + left)
        return found
