"""How many copies an autoscaler asks for, and how fast it may get there: the formulas of Kubernetes' HPA v2 alone.

Source: Kubernetes, "Horizontal Pod Autoscaling": algorithm details, configurable scaling behavior.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from diagram_anim.model.system import Part
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.usage import Usage

EXACT = 1e-9
"""What floating point adds to a whole number."""

CORE = 1000
"""Parts of a core in which processors are asked for and measured."""


def utilization(used: Sequence[int], asked: int) -> int:
    """How much of the processors that they `asked` for some copies have used, in percent: what is over a whole percent
    is cut off. (Kubernetes: `GetResourceUtilizationRatio` in podautoscaler/metrics/utilization.go.)"""
    return 100 * sum(used) // (asked * len(used))


def thousandths(share: float, asked: int) -> int:
    """What a copy has used where it asked for so many thousandths of a core: more than a whole one is told as the
    next. (Kubernetes: `MilliValue` in apimachinery/pkg/api/resource/quantity.go.)"""
    return math.ceil(share * asked - EXACT)


def recommended(usage: Usage, target: float, tolerance: tuple[float, float], wanted: int, asked: int = CORE) -> int:
    """The copies that would bring the mean use of processors to its target; `tolerance` below it and above, each copy
    having asked for so many thousandths of a core.

    It is reckoned with whole percents, before the tolerance is looked at and after. Those that are new count as idle
    ones if more seem to be needed, and not at all if fewer; those that have fallen silent as idle ones if more, and if
    fewer as busy as they asked to be, or as aimed at where that is more. Where that turns the verdict round, or it is
    within the tolerance, nothing changes. A target that is no whole percent is an amount (`averageValue`): the mean is
    reckoned in thousandths of a core then, and the silent count as aimed at. (Kubernetes: `GetResourceReplicas` and
    `calcPlainMetricReplicas` in podautoscaler/replica_calculator.go.)
    """
    if not usage.known:
        return wanted
    used = [thousandths(share, asked) for share in usage.known]
    percent = max(1, round(100 * target))
    amount = abs(100 * target - percent) > EXACT * percent
    aim = max(1, round(target * asked)) if amount else percent

    def ratio_of(used: Sequence[int]) -> float:
        return (sum(used) // len(used) if amount else utilization(used, asked)) / aim

    first = ratio_of(used)
    if first > 1:
        used += [0] * (usage.new + usage.silent)
    elif first < 1:
        used += [aim if amount else asked * max(100, aim) // 100] * usage.silent
    ratio = ratio_of(used)
    below, above = tolerance
    if 1 - below <= ratio <= 1 + above or (first - 1) * (ratio - 1) < 0:
        return wanted
    found = math.ceil(ratio * len(used))
    return wanted if len(used) > len(usage.known) and (found - wanted) * (ratio - 1) < 0 else found


@dataclass(frozen=True, slots=True)
class Pace:
    """A direction's policies: so many copies (int), or such a share of them (float), in a period of seconds. `select`
    says whether the one that lets most change counts (max), the one that lets least (min), or that nothing changes at
    all (off)."""

    policies: tuple[tuple[int | float, float], ...]
    select: str
    grows: bool

    @classmethod
    def of(cls, part: Part, way: str) -> Pace:
        """The policies of a part; naming one of them leaves the other's default out, as in a manifest."""
        named = any(f"autoscale.{way}.{key}" in part.settings for key in ("pods", "share"))
        ask = part.get if named else lambda key: setting(part, key)
        limits = [int(pods)] if (pods := ask(f"autoscale.{way}.pods")) is not None else []
        shares = [float(share)] if (share := ask(f"autoscale.{way}.share")) is not None else []
        period, select = float(setting(part, f"autoscale.{way}.period")), setting(part, f"autoscale.{way}.select")
        policies = part.get(f"autoscale.{way}.policies") or [(limit, period) for limit in (*limits, *shares)]
        return cls(tuple((limit, max(1.0, seconds)) for limit, seconds in policies), str(select), way == "grow")

    def limit(self, wanted: int, changes: Sequence[tuple[float, int]], now: float) -> int:
        """The farthest that the number may go now, given the (second, difference) of earlier changes: by each policy so
        far from where it was when its own period began, whichever way it went since."""
        if self.select == "off":
            return wanted
        ends = []
        for limit, period in self.policies:
            first = wanted - sum(number for at, number in changes if at > now - period + EXACT)
            ends.append(self._end(first, limit))
        return max(0, max(ends) if (self.select == "max") == self.grows else min(ends))

    def _end(self, first: int, limit: int | float) -> int:
        if isinstance(limit, int):
            return first + limit if self.grows else first - limit
        return math.ceil(first * (1 + limit) - EXACT) if self.grows else math.floor(first * (1 - limit) + EXACT)
