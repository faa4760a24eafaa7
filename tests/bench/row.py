"""A row of the table, and what rows are measured on."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diagram_anim.batch.plan import Plan, plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.tasks import gather
from tests.bench.processes import ROOT

SCENE = ROOT / "scenes" / "bench-failover.yaml"
LECTURE = ROOT / "scenes" / "lecture.md"
SHARED = Path(os.environ.get("DIAGRAM_ANIM_SHARED", ROOT.parent / "shared"))


@dataclass(frozen=True)
class Row:
    """`values` of all repeats; `least` is what must be reached, an upper bound where `below`."""

    name: str
    values: list[float]
    least: float | None = None
    below: bool = True
    unit: str = "s"
    also: dict[str, Any] = field(default_factory=dict)

    @property
    def data(self) -> dict[str, Any]:
        told = {"name": self.name, "median": round(statistics.median(self.values), 3), "unit": self.unit}
        spread = [round(min(self.values), 3), round(max(self.values), 3)]
        values = [round(one, 4) for one in self.values]
        return {**told, "spread": spread, "values": values, "target": self.least, "at_most": self.below, **self.also}


Measure = Callable[[int], Iterator[Row]]
"""Gives its rows, measured so many times."""


def planned(path: Path = SCENE, settings: Settings | None = None, number: int = 0) -> Plan:
    found, problems = plan(gather([str(path)]).tasks[number], settings or Settings())
    assert found is not None, problems
    return found


def parts() -> tuple[str, list[str]]:
    """The yardstick's head, and its steps."""
    head, steps = SCENE.read_text(encoding="utf-8").split("steps:\n")
    return f"{head}steps:\n", [f"  - say:{step}" for step in steps.split("  - say:")[1:]]


def titled(number: int, steps: int | None = None) -> str:
    """The yardstick, or its first `steps`, with a title of its own: nothing of its picture is another's."""
    head, every = parts()
    return head.replace("title: ", f"title: {number + 1}. ", 1) + "".join(every[:steps])
