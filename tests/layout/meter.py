"""The meter for pictures that lies beside the project, and what it says of many charts at once."""

import importlib.util
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from diagram_anim import resources
from diagram_anim.batch.plan import Plan
from diagram_anim.layout import arrange, measures, seen
from diagram_anim.model.cast import Cast
from diagram_anim.model.layout import Layout
from diagram_anim.model.timeline import Action


def meter(shared: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location("picture_metrics", shared / "bench" / "picture_metrics.py")
    assert found and found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Score:
    """Of all charts together, as the targets in docs/layout.md are given."""

    clean: float
    """Share of charts without any defect."""

    defects: int
    crossings: float
    crossed: int
    """Crossings of all charts together."""

    text: float
    """Smallest text in % of the frame's shorter side, the median: 24 px of 1080 are 2.2."""

    least: float
    """The same, the smallest of all, as a multiple of 24 px of 1080."""

    fill: float
    aspect: float
    centring: float
    ranks: float
    bends: float
    found: Mapping[str, Mapping[str, Any]]
    """Defects by chart."""

    layouts: Mapping[str, Layout]


def score(shared: Path, casts: Mapping[str, Cast], frame: tuple[int, int] = (1920, 1080)) -> Score:
    measure, theme = meter(shared).measure, resources.theme("night")
    layouts = {name: arrange(cast, theme, frame)[0] for name, cast in casts.items()}
    results = {name: measure(measures(layouts[name], cast)) for name, cast in casts.items()}
    quality = [result["quality"] for result in results.values()]

    def values(key: str) -> list[float]:
        return [one[key] for one in quality if one[key] is not None]

    def median(key: str) -> float:
        return statistics.median(values(key) or [0.0])

    def mean(key: str, otherwise: float) -> float:
        return statistics.mean(values(key) or [otherwise])

    defects = [result["defect_total"] for result in results.values()]
    return Score(
        clean=sum(not one for one in defects) / len(defects),
        defects=sum(defects),
        crossings=median("crossings"),
        crossed=int(sum(values("crossings"))),
        text=median("smallest_text_pct") * frame[1] / min(frame),
        least=round(min(values("smallest_text_pct")) * frame[1] / 100 / 24, 3),
        fill=median("fill"),
        aspect=median("aspect_error"),
        centring=mean("parent_centring_error", 0.0),
        ranks=mean("aligned_ranks", 1.0),
        bends=median("bends_per_edge"),
        found=dict(_culprits(results)),
        layouts=layouts,
    )


def near(shared: Path, made: Plan) -> list[float]:
    """The smallest text, in % of the shorter side, of each frame that must be read: where the camera goes near, it is
    those, the whole before and after them only shows where things are."""
    whole = measures(made.layout, made.cast)
    views = [clip.value for clip in made.timeline.clips if clip.action is Action.CAMERA and clip.value]
    frames = [seen(whole, view) for view in views if isinstance(view, tuple)] or [whole]
    width, height = made.layout.frame
    measure = meter(shared).measure
    return [measure(one)["quality"]["smallest_text_pct"] * height / min(width, height) for one in frames]


def _culprits(results: Mapping[str, Mapping[str, Any]]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for name, result in results.items():
        if result["defect_total"]:
            yield name, {kind: who for kind, who in result["details"].items() if who}
