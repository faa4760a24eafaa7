"""What each phase takes on the way from a lecture's words to its timelines, and from a timeline to its film."""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from diagram_anim import cast, deliver, encode, layout, mermaid, simulate, stage, story, timeline
from diagram_anim.batch import tasks
from diagram_anim.batch.ground import picture
from diagram_anim.batch.moments import within
from diagram_anim.batch.plan import Plan, plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.work import Hand
from diagram_anim.encode.joining import join
from tests.bench.clock import Part, timed
from tests.bench.limits import encoded, read
from tests.bench.processes import run
from tests.bench.row import LECTURE, SHARED, Row, planned, titled

TOLD: tuple[Part, ...] = (
    (tasks, "gather", "read"),
    (mermaid, "parse", "read"),
    (story, "storyboard", "infer"),
    (simulate, "runs", "simulate"),
    (cast, "resolve", "lay out"),
    (layout, "arrange", "lay out"),
    (timeline, "schedule", "schedule"),
)

CLIPS = 4
"""Of a batch, to be looked at."""

LEAST = 0.6
"""Seconds for all of these."""


def phases(repeats: int) -> Iterator[Row]:
    """Both in one process. The lecture as wall time in all, and as processor time by phase; a film by processor time,
    one phase after another, since drawing and encoding go side by side otherwise."""
    source = SHARED / "lecture" / "session-06.md"
    path = source if source.is_file() else LECTURE
    _told(path)
    yield Row("read, infer, simulate, lay out, schedule a lecture", [_told(path) for _ in range(repeats)], LEAST)
    runs = []
    for _ in range(repeats):
        with timed(TOLD) as spent:
            _told(path)
        runs.append(spent)
    for name in dict.fromkeys(part[-1] for part in TOLD):
        yield Row(f"  of it: {name}", [1000 * spent[name] for spent in runs], unit="ms")
    films = [_film(planned(), Settings()) for _ in range(repeats)]
    for name in films[0]:
        yield Row(f"a film of 20 s, 720p30: {name}", [film[name] for film in films])


def _told(path: Path) -> float:
    begun = time.perf_counter()
    for task in tasks.gather([str(path)]).tasks:
        plan(task, Settings())
    return time.perf_counter() - begun


def clips(repeats: int) -> Iterator[Row]:
    """Where a batch of short clips goes: processor time of each phase of a few of them, per clip, one phase after
    another in one process, each clip with a title and so with looks of its own; and of what is paid once for all."""
    ready = [sys.executable, "-c", "from diagram_anim.batch.work import Hand; Hand().ready()"]
    runs: list[dict[str, float]] = []
    Hand().ready()  # as a worker is: what is imported isn't looked through for garbage
    for _ in range(repeats):
        spent: dict[str, float] = defaultdict(float)
        with tempfile.TemporaryDirectory() as folder:
            scene = Path(folder) / "clip.yaml"
            for number in range(CLIPS):
                scene.write_text(titled(number, steps=2), encoding="utf-8")
                with timed(TOLD) as told:
                    whole = planned(scene)
                for name, seconds in {**told, **_film(whole, Settings())}.items():
                    spent[name] += 1000 * seconds / CLIPS
        runs.append({**spent, "all of it": sum(spent.values())})
    for name in runs[0]:
        yield Row(f"a clip of a batch: {name}", [spent.get(name, 0.0) for spent in runs], unit="ms")
    busy = [1000 * run(ready, watched=False).busy for _ in range(repeats)]
    yield Row("once for a batch: Manim and all else imported", busy, unit="ms")


def _film(whole: Plan, settings: Settings) -> dict[str, float]:
    """Seconds of processor time by phase, of a film of which nothing was drawn before."""
    from diagram_anim.stage import studio

    scene, segments = replace(picture(whole, settings), planes=True), timeline.segments(whole.timeline, "")
    easel, waiting = stage.Easel(), deque[stage.Pixels](maxlen=5)
    with timed([(studio, "record", "build"), (easel, "render", "draw"), (gc, "collect", "garbage")]) as spent:
        for segment in segments:
            easel.render(segment, scene, lambda frame, repeat=1: waiting.append(frame))
            gc.collect()
    with tempfile.TemporaryDirectory() as folder:
        pieces, film = [], Path(folder) / "film.mp4"
        for number, segment in enumerate(segments):
            pieces.append(Path(folder) / f"{number}.mp4")
            with encode.open_sink("mp4", pieces[-1], scene.size, scene.fps) as sink:
                easel.render(segment, scene, sink.write)
        begun = time.process_time()
        join(pieces, film)
        spent["join"] = time.process_time() - begun
        begun = time.process_time()
        at = within(segments[0], whole.timeline.scenes[0])
        deliver.poster(easel.still(segments[0], replace(scene, planes=False), at), Path(folder) / "film.png")
        spent["poster"] = time.process_time() - begun
        frames, rate = read(film)
    begun = time.process_time()
    encoded(frames, rate, settings.quality)
    spent["encode"] = time.process_time() - begun
    return {name: spent[name] for name in ("build", "draw", "encode", "join", "poster", "garbage")}
