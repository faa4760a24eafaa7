"""What a clip costs however short it is: `python -m tests.bench.fixed QUALITY FPS` in a process of its own.

Everything is imported and nothing drawn yet; then a plan becomes a clip of one frame, with all that lies beside it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from diagram_anim import encode
from diagram_anim.batch import films
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.crew import crew
from diagram_anim.batch.plan import Plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.work import Hand
from tests.bench.row import planned


def main() -> None:
    """Prints seconds, and seconds of processor time."""
    quality, fps = sys.argv[1:]
    settings, hand = Settings(quality=quality, fps=int(fps)), Hand()
    hand.ready()
    clip = _short(planned(settings=settings), settings)
    with tempfile.TemporaryDirectory() as folder, crew(1, hand) as hands:
        begun, busy = time.perf_counter(), time.process_time()
        film = films.prepare(clip, settings, encode.BY_NAME["mp4"], Path(folder) / "clip.mp4", Path(folder))
        for made in films.render([film], Cache(None), hands, True, lambda *told: None):
            assert not made.problems, made.problems
        print(time.perf_counter() - begun, time.process_time() - busy)


def _short(whole: Plan, settings: Settings) -> Plan:
    """The first frame of a film."""
    scene = replace(whole.timeline.scenes[0], end=1 / settings.rate, loop=None)
    return replace(whole, timeline=replace(whole.timeline, scenes=(scene,), poster=0.0))


if __name__ == "__main__":
    main()
