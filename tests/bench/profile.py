"""Where a frame's time goes: processor time of each part less those within it, then Python's functions."""

from __future__ import annotations

import cProfile
import os
import pstats
import sys
import tempfile
import time
from collections import deque
from dataclasses import replace
from pathlib import Path

from diagram_anim import encode, stage, timeline
from diagram_anim.batch.ground import picture
from diagram_anim.batch.memory import give_back_what_is_large
from diagram_anim.batch.settings import Settings
from diagram_anim.model.timeline import Segment
from tests.bench.clock import Part, timed
from tests.bench.limits import encoded, read
from tests.bench.row import planned

REST = "Manim's loop, and all the rest"


def profile(path: Path) -> None:
    """Prints ms a frame of a film that is drawn and not encoded, as a worker draws it, of the encoder alone on the same
    frames, and of the twenty dearest functions."""
    give_back_what_is_large()
    settings = Settings()
    whole = planned(path, settings)
    scene, segments = replace(picture(whole, settings), planes=True), timeline.segments(whole.timeline, "")
    frames = sum(round(segment.seconds * scene.fps) for segment in segments)
    print(f"{frames} frames, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    easel = stage.Easel()
    easel.still(segments[0], scene, 0.0)
    with timed(_parts()) as spent:
        _draw(easel, segments, scene)
    for name, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        print(f"{1000 * seconds / frames:8.3f}  {name}", file=sys.stderr)
    print(f"{1000 * sum(spent.values()) / frames:8.3f}  all of it", file=sys.stderr)
    begun = time.process_time()
    _draw(easel, segments, scene)
    print(f"{1000 * (time.process_time() - begun) / frames:8.3f}  drawn again, all looks kept", file=sys.stderr)
    print(f"{1000 * _encoding(segments, scene) / frames:8.3f}  the encoder alone", file=sys.stderr)
    profiler = cProfile.Profile()
    with profiler:
        _draw(stage.Easel(), segments, scene)
    pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(20)


def _draw(easel: stage.Easel, segments: list[Segment], scene: stage.Picture) -> None:
    waiting: deque[stage.Pixels] = deque(maxlen=5)
    for segment in segments:
        easel.render(segment, scene, lambda frame, repeat=1: waiting.append(frame))


def _encoding(segments: list[Segment], scene: stage.Picture) -> float:
    """Seconds of processor time for a film's frames that lie ready."""
    easel = stage.Easel()
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "film.mp4"
        with encode.open_sink("mp4", film, scene.size, scene.fps) as sink:
            for segment in segments:
                easel.render(segment, scene, sink.write)
        frames, rate = read(film)
    begun = time.process_time()
    encoded(frames, rate, Settings().quality)
    return time.process_time() - begun


def _parts() -> tuple[Part, ...]:
    """Of drawing, as it is imported only when something is drawn."""
    from diagram_anim.stage import comets, studio
    from diagram_anim.stage.cels import Cels
    from diagram_anim.stage.compositor import Compositor
    from diagram_anim.stage.film import StageScene
    from diagram_anim.stage.planes import Planes
    from diagram_anim.stage.sheets import Sheets
    from diagram_anim.stage.tableau import Tableau

    return (
        (StageScene, "play_internal", REST),
        (Tableau, "frame", "what is seen: channels, dots' places"),
        (studio, "record", "mobjects drawn once into a recorder by Manim's camera"),
        (Compositor, "_painted", "frames of a moving camera: all inks painted onto the canvas"),
        (Compositor, "_renewed", "blocks taken over, painted and marked"),
        (Sheets, "change", "layers compared, cards repainted"),
        (Cels, "_made", "cels painted from inks"),
        (comets, "seen", "dots: where they are seen"),
        (comets, "paint", "dots painted"),
        (Planes, "renew", "changed blocks as luma and colours"),
        (Planes, "fill", "a copy for the encoder"),
    )
