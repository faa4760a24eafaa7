"""The autoscaler: as many copies as the load asks for, by the rules of Kubernetes' HorizontalPodAutoscaler (v2).

It stands behind every thing that has an `autoscale` setting and acts by itself. CPU use is measured against what a
copy asked for (`cpu.request`): one that is busy all the time uses its `cpu.limit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import simpy

from diagram_anim.model.system import Part
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import Ledger
from diagram_anim.simulate.pace import CORE, Pace, recommended, thousandths, utilization
from diagram_anim.simulate.scaling import Scaling
from diagram_anim.simulate.things import Thing, scales
from diagram_anim.simulate.usage import TICK, Readings


def autoscaled(thing: Thing) -> bool:
    return scales(thing.part)


class Autoscaler:
    def __init__(
        self,
        env: simpy.Environment,
        thing: Thing,
        scaling: Scaling,
        ledger: Ledger,
        given: Mapping[str, Any] = MappingProxyType({}),
        governed: Callable[[], bool] = lambda: True,
    ) -> None:
        self.env = env
        self.thing = thing
        self.scaling = scaling
        self.ledger = ledger
        part = Part(thing.id, thing.role, {**thing.part.settings, **given})
        self.governed = governed
        """Whether the control plane that it is a part of is up."""
        self.stopped = False
        """Whether another has taken its place."""
        self.acts = True
        """Whether it decides; else it only reads, for one that will be set up."""
        self.least, self.most = int(setting(part, "autoscale.min")), int(setting(part, "autoscale.max"))
        self.target = max(0.01, float(setting(part, "autoscale.target")))
        either = setting(part, "autoscale.tolerance")
        shrink, grow = (setting(part, f"autoscale.{way}.tolerance") for way in ("shrink", "grow"))
        self.tolerance = float(either if shrink is None else shrink), float(either if grow is None else grow)
        self.sync = max(TICK, float(setting(part, "autoscale.sync")))
        self.down, self.up = (float(setting(part, f"autoscale.{key}")) for key in ("down", "grow.window"))
        self.grow, self.shrink = Pace.of(part, "grow"), Pace.of(part, "shrink")
        request = float(setting(part, "cpu.request"))
        self.asked = max(1, round(CORE * request))
        self.headroom = float(setting(part, "cpu.limit") or request) / request
        self._readings = Readings(thing, self.headroom, env.now)
        self._shown: int | None = None
        self._wishes: list[tuple[float, int]] = []
        """What was recommended, for the stabilisation before scaling down."""
        self._changes: list[tuple[float, int]] = []
        """When it grew or shrank by how many."""

    def run(self) -> Iterator[Any]:
        """A process that ends when it is stopped."""
        since = self.env.now
        self._wishes.append((since, self.thing.wanted))
        while True:
            yield self.env.timeout(TICK)
            if self.stopped:
                return
            self._read()
            if self.acts and self.env.now - since >= self.sync - 1e-9:
                since = self.env.now
                if self.governed():
                    self._decide()

    def _read(self) -> None:
        """Tells how busy the copies are: the figure by which it decides."""
        if not self._readings.read(self.env.now):
            return
        each = self._readings.each()
        known = self._readings.usage().known or [*each.values()]
        shown = self._percent(known)
        if shown != self._shown:
            self._shown = shown
            each = {id: self._percent([share]) for id, share in each.items()}
            self.ledger.record("gauge", self.thing.id, name="cpu", value=shown, each=each)

    def _decide(self) -> None:
        now, wanted = self.env.now, self.thing.wanted
        if wanted == 0:  # somebody has taken it down: no HPA brings it back
            return
        bounded = min(self.most, max(self.least, wanted))
        if bounded != wanted:  # past its bounds it is brought back at once, whatever the load, the pace and the windows
            self._scale(bounded)
            return
        wish = recommended(self._readings.usage(), self.target, self.tolerance, wanted, self.asked)
        wish = min(self.most, max(self.least, wish))
        self._wishes = [one for one in self._wishes if one[0] > now - max(self.down, self.up)] + [(now, wish)]
        calm = max(number for at, number in self._wishes if at > now - self.down or at == now)
        rush = min(number for at, number in self._wishes if at > now - self.up or at == now)
        wish = calm if calm < wanted else rush if rush > wanted else wanted
        if wish > wanted:
            wish = max(wanted, min(wish, self.grow.limit(wanted, self._changes, now)))
        elif wish < wanted:
            wish = min(wanted, max(wish, self.shrink.limit(wanted, self._changes, now)))
        if wish != wanted:
            self._scale(wish)

    def _scale(self, to: int) -> None:
        self._changes.append((self.env.now, to - self.thing.wanted))
        self.scaling.scale(self.thing, to, 0.0)

    def _percent(self, shares: Sequence[float]) -> int:
        """The figure by which it decides, of some copies."""
        return utilization([thousandths(share, self.asked) for share in shares], self.asked)
