"""Where a frame's time goes: each part of its making timed on its own, then Python's functions."""

from __future__ import annotations

import cProfile
import os
import pstats
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from diagram_anim import encode, stage, timeline
from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from tests.bench.row import planned


def profile(path: Path) -> None:
    """Prints ms a frame: first of each part, the encoder waited for, then of the twenty dearest functions."""
    settings = Settings()
    whole = planned(path, settings)
    scene, segments = replace(picture(whole, settings), planes=True), timeline.segments(whole.timeline, "")
    easel = stage.Easel()
    easel.still(segments[0], scene, 0.0)
    frames = sum(round(segment.seconds * scene.fps) for segment in segments)
    print(f"{frames} frames, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder, _timed() as spent:
        film = encode.open_sink("mp4", Path(folder) / "film.mp4", scene.size, scene.fps)
        with film as sink:
            for segment in segments:
                easel.render(segment, scene, sink.write)
    for name, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        print(f"{1000 * seconds / frames:8.3f}  {name}", file=sys.stderr)
    profiler = cProfile.Profile()
    with profiler:
        for segment in segments:
            stage.Easel().render(segment, scene, lambda frame, repeat=1: None)
    pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(20)


@contextmanager
def _timed() -> Iterator[dict[str, float]]:
    """Seconds by part, the parts within another counted there too."""
    from diagram_anim.encode.mp4 import _Mp4
    from diagram_anim.stage.cels import Cels
    from diagram_anim.stage.comets import Comets
    from diagram_anim.stage.compositor import Compositor
    from diagram_anim.stage.film import StageScene
    from diagram_anim.stage.planes import Planes
    from diagram_anim.stage.sheets import Sheets
    from diagram_anim.stage.tableau import Tableau

    spent: dict[str, float] = defaultdict(float)
    parts: tuple[tuple[Any, str, str], ...] = (
        (StageScene, "play_internal", "all of it, in Manim's loop"),
        (Tableau, "frame", "what is seen: channels read, dots placed"),
        (Compositor, "compose", "the picture put together"),
        (Sheets, "change", "  of it: what changed and stands still again"),
        (Cels, "_made", "  of it: looks drawn for the first time"),
        (Comets, "place", "  of it: dots found or drawn"),
        (Planes, "renew", "  of it: changed blocks as luma and colours"),
        (_Mp4, "write", "the encoder, waited for"),
    )
    with ExitStack() as patches:
        for owner, name, told in parts:
            patches.enter_context(patch.object(owner, name, _timing(getattr(owner, name), told, spent)))
        yield spent


def _timing(function: Callable[..., Any], told: str, spent: dict[str, float]) -> Callable[..., Any]:
    depth = 0

    def timed(*args: Any, **kwargs: Any) -> Any:
        nonlocal depth
        begun, depth = time.perf_counter(), depth + 1
        try:
            return function(*args, **kwargs)
        finally:
            depth -= 1
            if not depth:
                spent[told] += time.perf_counter() - begun

    return timed
