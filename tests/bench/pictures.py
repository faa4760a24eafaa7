"""`pictures`: how good charts are drawn in frames of all four shapes, by the meter that lies beside the project."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diagram_anim.model.cast import Cast
from tests.bench.row import SHARED, Row
from tests.layout.casts import cast_of
from tests.layout.charts import CHARTS, MAPS
from tests.layout.drawn import DRAWN, DRAWN_MAPS, WORDED
from tests.layout.meter import Score, score

FRAMES = ((1920, 1080), (1080, 1920), (1080, 1080), (1440, 1080))

EVERY = 5
"""Of the conformance cases with three nodes or more each so many is measured."""


@dataclass(frozen=True)
class Target:
    of: str
    least: float | None
    below: bool
    unit: str


TARGETS = {
    "clean": Target("charts without a defect", 0.98, False, "share"),
    "defects": Target("defects", 3, True, ""),
    "crossings": Target("crossings, median", 3, True, ""),
    "crossed": Target("crossings in all", None, True, ""),
    "text": Target("smallest text, median", 2.6, False, "%"),
    "least": Target("smallest text of all, over 24 px", 1.0, False, "×"),
    "fill": Target("fill, median", 0.5, False, ""),
    "aspect": Target("aspect error, median", 0.6, True, ""),
    "centring": Target("parent centring error, mean", 0.008, True, ""),
    "ranks": Target("ranks on one line, mean", 0.97, False, "share"),
    "bends": Target("bends an edge, median", 0.9, True, ""),
}
"""By the names of a score. The smallest text is in % of the frame's shorter side."""


def pictures(repeats: int) -> Iterator[Row]:
    """Nothing where the meter isn't there; what is laid out is the same each time, so it is measured once."""
    if not (SHARED / "bench" / "picture_metrics.py").is_file():
        return
    for name, casts in _inputs():
        for frame in FRAMES:
            found = score(SHARED, casts, frame)
            for key, target in TARGETS.items():
                yield _row(f"{name}, {frame[0]} × {frame[1]}", key, target, found)


def _row(name: str, key: str, target: Target, found: Score) -> Row:
    return Row(f"{name}: {target.of}", [float(getattr(found, key))], target.least, target.below, target.unit)


def _inputs() -> Iterator[tuple[str, Mapping[str, Cast]]]:
    yield "charts of all forms", {name: cast_of(text) for name, text in CHARTS.items()}
    yield "charts as people draw them", {name: cast_of(text) for name, text in DRAWN.items()}
    yield "charts with words on all lines", {name: cast_of(text) for name, text in WORDED.items()}
    yield "service maps", {name: cast_of(text) for name, text in (MAPS | DRAWN_MAPS).items()}
    lecture = (SHARED / "lecture" / "session-06.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```mermaid\n(.*?)```", lecture, re.DOTALL)
    yield "lecture", {str(at): cast_of(block) for at, block in enumerate(blocks) if "sequence" not in block}
    cases = (SHARED / "mermaid" / "conformance" / "flowchart.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, cases) if len(row.get("expected", {}).get("nodes", ())) > 2]
    yield "conformance", {row["id"]: cast_of(row["text"]) for row in rows[::EVERY]}
