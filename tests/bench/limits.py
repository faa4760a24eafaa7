"""How fast a clip could be encoded if its frames cost nothing to make."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import av

from diagram_anim.encode import mp4

AUTOMATIC = 0
"""As many threads as x264 thinks good."""


def limit(film: Path, quality: str = "hd", threads: int = AUTOMATIC) -> tuple[int, float]:
    """Frames, and the seconds they take an encoder with `render`'s settings if they lie ready in memory as YUV; with
    automatic threads this is what `encode_limit.py` measures."""
    return encoded(*read(film), quality, threads)


def side_by_side(films: Sequence[Path], quality: str = "hd") -> float:
    """Frames a second of an encoder for each film, all at once, each in a process of its own."""
    context = get_context("spawn")
    start, told = context.Barrier(len(films) + 1), context.SimpleQueue()
    workers = [context.Process(target=_wait_and_encode, args=(film, quality, start, told)) for film in films]
    for worker in workers:
        worker.start()
    start.wait()
    begun = time.perf_counter()
    for worker in workers:
        worker.join()
    return sum(told.get() for _ in films) / (time.perf_counter() - begun)


def read(film: Path) -> tuple[list[av.VideoFrame], Fraction]:
    """The film's frames in memory, and how many there are a second."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        rate = stream.average_rate or Fraction(30)
        return [frame.reformat(format="yuv420p") for frame in container.decode(stream)], rate


def encoded(frames: list[av.VideoFrame], rate: Fraction, quality: str, threads: int | None = None) -> tuple[int, float]:
    """The same of frames that are there; in as many threads as a worker's own encoder has where nobody says."""
    settings = mp4.SETTINGS[quality]
    start = time.perf_counter()
    with av.open(io.BytesIO(), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=rate, options=settings.options(round(rate)))
        stream.width, stream.height, stream.pix_fmt = frames[0].width, frames[0].height, "yuv420p"
        stream.codec_context.thread_type, stream.codec_context.thread_count = (
            "FRAME",
            settings.threads if threads is None else threads,
        )
        for index, frame in enumerate(frames):
            frame.pts, frame.time_base, frame.pict_type = index, 1 / rate, 0
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return len(frames), time.perf_counter() - start


def _wait_and_encode(film: Path, quality: str, start: Any, told: Any) -> None:
    frames, rate = read(film)
    start.wait()
    told.put(sum(encoded(frames, rate, quality)[0] for _ in range(3)))
