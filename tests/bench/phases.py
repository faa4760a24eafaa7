"""What each phase takes on the way from a lecture's words to its timelines, and from a timeline to its film."""

from __future__ import annotations

import tempfile
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from diagram_anim import cast, encode, layout, mermaid, simulate, stage, story, timeline
from diagram_anim.batch import tasks
from diagram_anim.batch.ground import picture
from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.encode.joining import join
from tests.bench.clock import Part, timed
from tests.bench.limits import encoded, read
from tests.bench.row import LECTURE, SHARED, Row, planned

TOLD: tuple[Part, ...] = (
    (tasks, "gather", "read"),
    (mermaid, "parse", "read"),
    (story, "storyboard", "infer"),
    (simulate, "runs", "simulate"),
    (cast, "resolve", "lay out"),
    (layout, "arrange", "lay out"),
    (timeline, "schedule", "schedule"),
)

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
    films = [_film(Settings()) for _ in range(repeats)]
    for name in films[0]:
        yield Row(f"a film of 20 s, 720p30: {name}", [film[name] for film in films])


def _told(path: Path) -> float:
    begun = time.perf_counter()
    for task in tasks.gather([str(path)]).tasks:
        plan(task, Settings())
    return time.perf_counter() - begun


def _film(settings: Settings) -> dict[str, float]:
    """Seconds of processor time by phase, of a film of which nothing was drawn before."""
    from diagram_anim.stage import studio

    whole = planned(settings=settings)
    scene, segments = replace(picture(whole, settings), planes=True), timeline.segments(whole.timeline, "")
    easel, waiting = stage.Easel(), deque[stage.Pixels](maxlen=5)
    with timed([(studio, "record", "build"), (easel, "render", "draw")]) as spent:
        for segment in segments:
            easel.render(segment, scene, lambda frame, repeat=1: waiting.append(frame))
    with tempfile.TemporaryDirectory() as folder:
        pieces, film = [], Path(folder) / "film.mp4"
        for number, segment in enumerate(segments):
            pieces.append(Path(folder) / f"{number}.mp4")
            with encode.open_sink("mp4", pieces[-1], scene.size, scene.fps) as sink:
                easel.render(segment, scene, sink.write)
        begun = time.process_time()
        join(pieces, film)
        spent["join"] = time.process_time() - begun
        frames, rate = read(film)
    begun = time.process_time()
    encoded(frames, rate, settings.quality)
    spent["encode"] = time.process_time() - begun
    return {name: spent[name] for name in ("build", "draw", "encode", "join")}
