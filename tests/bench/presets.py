"""What x264's settings cost and give on a film's own frames: processor time, bytes, and likeness to what was drawn.

python -m tests.bench.presets [QUALITY…]
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from statistics import fmean, median
from typing import Any

import av
import numpy as np
from av.filter import Graph

from diagram_anim import stage, timeline
from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.encode import mp4
from diagram_anim.encode.pixels import Pixels
from tests.bench.row import planned

FRAMES = {"draft": 300, "hd": 300, "fhd": 240, "uhd": 60}
"""As many as memory holds; a node fails among them, and the camera moves."""

FROM = 5.0
"""Seconds of the film before them."""


def drawn(quality: str) -> tuple[list[Pixels], int]:
    """The yardstick's frames as encoders take them, and how many there are a second."""
    settings = Settings(quality=quality)
    whole = planned(settings=settings)
    scene = replace(picture(whole, settings), planes=True)
    frames: list[Pixels] = []
    easel = stage.Easel()
    for segment in timeline.segments(whole.timeline, ""):
        easel.render(segment, scene, lambda frame, repeat=1: frames.extend([frame] * repeat))
        if len(frames) >= FROM * scene.fps + FRAMES[quality]:
            break
    start = round(FROM * scene.fps)
    return frames[start : start + FRAMES[quality]], scene.fps


def measure(frames: Sequence[Pixels], fps: int, settings: mp4.Settings) -> dict[str, float]:
    """One film with one setting: ms of processor time a frame, which a busy machine changes less than frames a second,
    kB a second of film, PSNR of luma in dB (mean, and of the worst frame), SSIM of luma."""
    height, width = frames[0].shape[0] * 2 // 3, frames[0].shape[1]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "film.mp4"
        begun = time.process_time()
        with mp4.open_with(settings, target, (width, height), fps) as sink:
            for frame in frames:
                sink.write(frame)
        seconds = time.process_time() - begun
        likeness = list(_likeness(frames, fps, target))
        size = target.stat().st_size
    psnr = [one for one, _ in likeness]
    return {
        "ms a frame": 1000 * seconds / len(frames),
        "kB a second": size / len(frames) * fps / 1000,
        "PSNR, dB": fmean(psnr),
        "worst": min(psnr),
        "SSIM": fmean(one for _, one in likeness),
    }


def _likeness(frames: Sequence[Pixels], fps: int, film: Path) -> Iterator[tuple[float, float]]:
    """PSNR and SSIM of each frame's luma, the latter as FFmpeg's filter has it."""
    height, width = frames[0].shape[0] * 2 // 3, frames[0].shape[1]
    graph, base = Graph(), Fraction(1, fps)
    given = [graph.add_buffer(width=width, height=height, format="gray", time_base=base) for _ in range(2)]
    ssim, sink = graph.add("ssim"), graph.add("buffersink")
    for number, one in enumerate(given):
        one.link_to(ssim, 0, number)
    ssim.link_to(sink)
    graph.configure()
    with av.open(str(film)) as container:
        for index, found in enumerate(container.decode(container.streams.video[0])):
            lumas = frames[index][:height], found.to_ndarray()[:height, :width]
            for one, luma in zip(given, lumas, strict=True):
                frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(luma), format="gray")
                frame.pts, frame.time_base = index, base
                one.push(frame)
            error = np.mean(np.subtract(*lumas, dtype=np.float32) ** 2)
            yield 10 * math.log10(255**2 / max(float(error), 1e-4)), float(sink.pull().metadata["lavfi.ssim.Y"])


TRIED: dict[str, dict[str, Any]] = {
    "as it is": {},
    "two threads": {"threads": 2},
    "four threads": {"threads": 4},
    "groups of one second": {"group": 1},
    "groups of four seconds": {"group": 4},
    "a quantizer less": {"qp": -1},
    "a quantizer more": {"qp": 1},
    "no B-frames": {"bframes": 0},
    "two B-frames": {"bframes": 2},
    "motion finer": {"subme": 2},
    **{preset: {"preset": preset} for preset in ("ultrafast", "superfast", "veryfast", "faster", "medium")},
}
"""What is changed of a quality's own settings."""


def table(quality: str, repeats: int = 3) -> Iterator[tuple[str, dict[str, float]]]:
    """Each setting in turn, so many times over: medians, and of the times the least and the most, too."""
    own = mp4.SETTINGS[quality]
    tried = {name: own.but(**{**change, "qp": own.qp + change.get("qp", 0)}) for name, change in TRIED.items()}
    frames, fps = drawn(quality)
    rows: dict[str, list[dict[str, float]]] = defaultdict(list)
    for _ in range(repeats):
        for name, settings in tried.items():
            if name == "as it is" or settings != own:
                rows[name].append(measure(frames, fps, settings))
    for name, found in rows.items():
        times = sorted(row["ms a frame"] for row in found)
        yield name, {**found[0], "ms a frame": median(times), "least": times[0], "most": times[-1]}


def main() -> None:
    """Prints the table of each quality named, `hd` by default."""
    for quality in sys.argv[1:] or ["hd"]:
        for number, (name, row) in enumerate(table(quality)):
            if not number:
                print(f"{quality} | {' | '.join(row)}")
            told = [f"{value:.{4 if column == 'SSIM' else 1}f}" for column, value in row.items()]
            print(f"{name} | {' | '.join(told)}", flush=True)


if __name__ == "__main__":
    main()
