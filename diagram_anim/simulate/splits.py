"""Splits: the exact weights by which a chooser sends each request to one of its targets."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import simpy

from diagram_anim.simulate.defaults import EASE
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.routing import Rotation, Rotations


class Splits:
    def __init__(self, env: simpy.Environment, net: Net, ledger: Ledger, rotations: Rotations) -> None:
        self.env = env
        self.net = net
        self.ledger = ledger
        self.rotations = rotations
        self._plans: dict[str, int] = {}

    def set(self, node: str, shares: Mapping[str, float], over: float) -> Any:
        """The weights of a node go to these, percent, evenly over a time; what isn't named gets none."""
        rotation = self.rotations.of(self.net.thing(node))
        before = self._now(rotation)
        names = [*before, *(name for name in shares if name not in before)]
        after = {name: max(0.0, float(shares.get(name, 0.0))) for name in names}
        self._plans[node] = plan = self._plans.get(node, 0) + 1
        if over <= 0:
            self._put(node, rotation, after)
            return None
        return self.env.process(self._shift(node, rotation, (before, after), over, plan))

    def _shift(
        self,
        node: str,
        rotation: Rotation,
        ends: tuple[Mapping[str, float], Mapping[str, float]],
        over: float,
        plan: int,
    ) -> Iterator[Any]:
        before, after = ends
        start, steps = self.env.now, max(1, math.ceil(over / EASE - 1e-9))
        for step in range(1, steps + 1):
            yield self.env.timeout(max(0.0, start + over * step / steps - self.env.now))
            if self._plans[node] != plan:
                return
            share = step / steps
            self._put(
                node, rotation, {name: before.get(name, 0.0) * (1 - share) + after[name] * share for name in after}
            )

    def _put(self, node: str, rotation: Rotation, weights: dict[str, float]) -> None:
        rotation.weights = weights
        self.net.touch()
        self.ledger.record("split", node, to={name: _plain(value) for name, value in weights.items()})

    def _now(self, rotation: Rotation) -> dict[str, float]:
        """The weights in force, percent: before the first split, equal among those in rotation."""
        if rotation.weights is not None:
            total = sum(rotation.weights.values())
            return {name: 100 * value / total if total else 0.0 for name, value in rotation.weights.items()}
        ready = dict.fromkeys(copy.thing.id for copy in rotation.eligible())
        weights = {thing.id: 0.0 for thing in rotation.backends()}
        return {**weights, **{id: 100 / len(ready) for id in ready}}


def _plain(value: float) -> int | float:
    """Percent as it is written: 50 rather than 50.0."""
    rounded = round(value, 2)
    return int(rounded) if rounded.is_integer() else rounded
