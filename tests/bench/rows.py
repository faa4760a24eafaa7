"""The table's rows: each measures one thing, as often as asked, and says what is aimed at."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diagram_anim import encode, stage, timeline
from diagram_anim.batch.ground import picture
from diagram_anim.batch.plan import Plan, plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.tasks import gather
from tests.bench.limits import limit
from tests.bench.processes import ROOT, TOOL, run

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
        return {**told, "spread": spread, "target": self.least, "below": self.below, **self.also}


Measure = Callable[[int], Iterator[Row]]


def planned(path: Path = SCENE, settings: Settings | None = None, number: int = 0) -> Plan:
    found, problems = plan(gather([str(path)]).tasks[number], settings or Settings())
    assert found is not None, problems
    return found


def drawing(repeats: int) -> Iterator[Row]:
    """Frames a second beside the encoder's limit on the very same clip, without import and fixed cost."""
    for settings, name in ((Settings(), "720p30"), (Settings(quality="fhd", fps=60), "1080p60")):
        whole = planned(settings=settings)
        scene, segments = picture(whole, settings), timeline.segments(whole.timeline, "")
        stage.still(segments[0], scene, 0.0)
        ratios, speeds, fixed = [], [], []
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "film.mp4"
            for _ in range(repeats):
                begun = time.perf_counter()
                stage.still(segments[0], scene, 0.0)
                fixed.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                with encode.open_sink("mp4", target, scene.size, scene.fps, settings.quality) as sink:
                    for segment in segments:
                        stage.render(segment, scene, sink.write)
                seconds = time.perf_counter() - begun - fixed[-1] * len(segments)
                frames, encoding = limit(target, settings.quality)
                ratios.append(encoding / seconds)
                speeds.append(frames / seconds)
        yield Row(f"frames/s over the encoder's limit, {name}", ratios, 0.9, False, "×")
        yield Row(f"frames/s, {name}", speeds, None, False, "1/s")
        yield Row(f"fixed cost of a clip beside the import, {name}", fixed, 0.5)


def beside_manim(repeats: int) -> Iterator[Row]:
    """The same film as an ordinary and as a careful Manim user writes it, over ours, from the shell."""
    for name, least in (("naive", 12.0), ("careful", 5.0)):
        script = SHARED / "bench" / f"{name}_failover.py"
        if not script.is_file():
            continue
        ratios, ours, theirs = [], [], []
        for _ in range(repeats):
            with tempfile.TemporaryDirectory() as folder:
                manim = [sys.executable, "-m", "manim", "render", "-r", "1280,720", "--fps", "30", "--disable_caching"]
                theirs.append(run([*manim, "--media_dir", folder, script, "Failover"], watched=False).seconds)
                words = [*TOOL, "render", SCENE, "-o", folder, "-q"]
                ours.append(run(words, watched=False, DIAGRAM_ANIM_CACHE="off").seconds)
            ratios.append(theirs[-1] / ours[-1])
        also = {"ours_s": round(statistics.median(ours), 2), "theirs_s": round(statistics.median(theirs), 2)}
        yield Row(f"wall time of the {name} Manim script over ours, 720p30", ratios, least, False, "×", also)


def starting(repeats: int) -> Iterator[Row]:
    """Commands that draw nothing, and the first picture, from the shell."""
    bare = [run([sys.executable, "-c", "import click"], watched=False).seconds for _ in range(5 * repeats)]
    yield Row("python -c 'import click'", bare)
    floor = statistics.median(bare)
    for words, times in ((("--help",), 2.5), (("check", LECTURE, "-q"), 6)):
        taken = [run([*TOOL, *words], watched=False).seconds for _ in range(5 * repeats)]
        yield Row(f"{words[0]}", taken, 0.2 if words[0] == "--help" else 0.4)
        yield Row(f"{words[0]} over a bare import of click", [one / floor for one in taken], times, True, "×")
    with tempfile.TemporaryDirectory() as folder:
        words = (*TOOL, "still", f"{LECTURE}#1", "-o", folder, "-q")
        yield Row("first still of a diagram", [run(words, watched=False).seconds for _ in range(repeats)], 2.5)


def unchanged(repeats: int) -> Iterator[Row]:
    """A hundred clips of which none has changed; and one changed caption."""
    with tempfile.TemporaryDirectory() as folder:
        lecture, cache = Path(folder) / "lecture.md", str(Path(folder) / "cache")
        block = "```mermaid\ngraph LR\n  A --> B\n  %% @step {0}\n  %% @appear all\n```\n"
        lecture.write_text("".join(f"# Clip {n}\n\n{block.format(f'Clip {n}')}\n" for n in range(100)))
        words = [*TOOL, "render", lecture, "-o", Path(folder) / "out", "--quality", "draft", "--fps", "2", "-q"]
        run(words, watched=False, DIAGRAM_ANIM_CACHE=cache)
        again = [run(words, watched=False, DIAGRAM_ANIM_CACHE=cache).seconds for _ in range(repeats)]
        yield Row("nothing changed, 100 clips", again, 1.0)

        scene, drawn = Path(folder) / "scene.yaml", []
        shutil.copy(SCENE, scene)
        words = [*TOOL, "render", scene, "-o", folder, "--quality", "draft", "-q", "--json"]
        before = json.loads(run(words, watched=False, DIAGRAM_ANIM_CACHE=cache).out)["segments"]
        for turn in range(repeats):
            text = SCENE.read_text(encoding="utf-8")
            scene.write_text(text.replace("그 자리에 새 서버가", f"그 자리에 새 서버 {turn + 1}번이"), encoding="utf-8")
            now = json.loads(run(words, watched=False, DIAGRAM_ANIM_CACHE=cache).out)["segments"]
            drawn.append(float(len(set(now) - set(before))))
            before = now
        yield Row("one caption changed: rendered again", drawn, 2, True, "segments")


def phases(repeats: int) -> Iterator[Row]:
    """From the lecture's words to its timelines, in one process."""
    source = SHARED / "lecture" / "session-06.md"
    path = source if source.is_file() else LECTURE

    def once() -> float:
        begun = time.perf_counter()
        for task in gather([str(path)]).tasks:
            plan(task, Settings())
        return time.perf_counter() - begun

    once()
    yield Row("read, infer, simulate, lay out, schedule a lecture", [once() for _ in range(repeats)], 0.6)


def memory(repeats: int) -> Iterator[Row]:
    """The largest process of a render at 1080p60, of a film of 20 s and of ten times that."""
    for times in (1, 10):
        with tempfile.TemporaryDirectory() as folder:
            scene = Path(folder) / "scene.yaml"
            head, steps = SCENE.read_text(encoding="utf-8").split("steps:\n")
            scene.write_text(f"{head}steps:\n{steps * times}", encoding="utf-8")
            words = [*TOOL, "render", scene, "-o", folder, "--quality", "fhd", "--fps", "60", "-q", "--jobs", 2]
            held = [run(words, DIAGRAM_ANIM_CACHE="off").largest / 1e6 for _ in range(repeats if times == 1 else 1)]
        yield Row(f"peak memory of a worker, 1080p60, {20 * times} s", held, 500, True, "MB")


def growth(repeats: int) -> Iterator[Row]:
    """What a frame costs, drawn and not encoded, with ever more nodes and ever more requests on their way."""
    for name, sizes in (("nodes", (10, 100, 300)), ("requests/s", (40, 400, 4000))):
        for size in sizes:
            nodes, rate = (size, 40) if name == "nodes" else (10, size)
            whole = planned_text(nodes, rate)
            segment = timeline.segments(whole.timeline, "")[-1]
            scene, cost = picture(whole, Settings()), []
            stage.still(segment, scene, 0.0)
            for _ in range(repeats):
                begun = time.perf_counter()
                stage.still(segment, scene, 0.0)
                fixed = time.perf_counter() - begun
                begun = time.perf_counter()
                stage.render(segment, scene, lambda frame, repeat=1: None)
                drawn = time.perf_counter() - begun - fixed
                cost.append(1000 * drawn / (segment.seconds * scene.fps))
            yield Row(f"a frame with {size} {name}", cost, None, True, "ms", {"fixed_s": round(fixed, 3)})


def planned_text(nodes: int, rate: int) -> Plan:
    """A source before a tree of servers, three behind each, with requests on their way."""
    tree = "".join(f"  N{(index - 1) // 3} --> N{index}\n" for index in range(1, nodes - 1))
    text = f"graph LR\n  U --> N0\n{tree}  %% @step a\n  %% @appear all\n"
    text += f"  %% @step b\n  %% @traffic U rate={rate}/s\n  %% @wait 3s\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chart.mmd"
        path.write_text(text)
        return planned(path)


MEASURES: dict[str, Measure] = {
    "drawing": drawing,
    "starting": starting,
    "unchanged": unchanged,
    "phases": phases,
    "memory": memory,
    "growth": growth,
    "manim": beside_manim,
}
