"""GIF: one palette for the whole clip, no dither, only the rectangle that changed in each frame.

A GIF is for a page, where its size counts: it is no wider than `WIDE`, and takes every n-th frame of the film so that
there are at most `MOST` a second. Delays are whole hundredths of a second; they are rounded on the clip's own time, so
that no error adds up. A pixel is there or it isn't: less than half of one is left out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.filter import Graph

from diagram_anim.encode.alpha import scaled
from diagram_anim.encode.format import Format, Pixels, Sink, no_frames, whole

MOST = 20
"""Frames a second."""

WIDE = 800
"""px."""

TICK = Fraction(1, 100)
"""The unit of a GIF's delays, s."""

LAYOUT = "rgba"
"""How frames are handed to the filters."""


@dataclass(frozen=True, slots=True)
class Level:
    """How much of a film is kept: its width, px, its frames a second, its colours."""

    wide: int = WIDE
    rate: int = MOST
    colors: int = 256


LEVELS = (
    Level(),
    Level(rate=10),
    Level(wide=640, rate=10),
    Level(wide=640, rate=10, colors=128),
    Level(wide=480, rate=10, colors=128),
    Level(wide=480, rate=5, colors=64),
    Level(wide=360, rate=5, colors=32),
    Level(wide=240, rate=4, colors=16),
)
"""From the best to the smallest; a film that has a budget takes the first that keeps it."""


class TooLargeError(ValueError):
    """No level keeps the budget."""


@contextmanager
def open_gif(target: Path, size: tuple[int, int], fps: int, quality: str, most: int | None = None) -> Iterator[Sink]:
    """A sink whose file has no more than `most` bytes; TooLargeError where that can't be."""
    with whole(target) as aside:
        sink = _Gif(size, fps)
        yield sink
        sink.save(aside, most)


class _Gif:
    """Two passes: while frames come in they are kept small; then they are counted for the palette and painted."""

    def __init__(self, size: tuple[int, int], fps: int) -> None:
        self._size = _fitted(size, WIDE)
        self._fps = fps
        self._every = -(-fps // MOST)
        self._seen = 0
        self._kept: list[tuple[int, bytes]] = []
        """(frame at which it begins, pixels) of each frame that differs from the one before."""

    def write(self, frame: Pixels, repeat: int = 1) -> None:
        taken = -(-self._seen // self._every) * self._every
        self._seen += repeat
        if taken >= self._seen:
            return
        pixels = zlib.compress(scaled(frame, self._size).tobytes(), 1)
        if not self._kept or self._kept[-1][1] != pixels:
            self._kept.append((taken, pixels))

    def save(self, path: Path, most: int | None) -> None:
        if not self._kept:
            raise no_frames()
        for level in LEVELS:
            self._paint(path, level)
            if most is None or path.stat().st_size <= most:
                return
        raise TooLargeError(f"a GIF of this film needs at least {path.stat().st_size / 1e6:.1f} MB")

    def _paint(self, path: Path, level: Level) -> None:
        size = _fitted(self._size, level.wide)
        shown = list(self._shown(-(-self._fps // level.rate)))
        _counting, (count,), counted = _graph((size,), "palettegen", f"stats_mode=full:max_colors={level.colors}")
        for index, (_, pixels) in enumerate(shown):
            count.push(self._picture(index, pixels, size))
        count.push(None)
        palette = counted.pull()
        palette.pts, palette.time_base = 0, TICK
        _painting, (pictures, colors), painted = _graph(
            (size, (palette.width, palette.height)), "paletteuse", "dither=none:diff_mode=rectangle:alpha_threshold=128"
        )
        colors.push(palette)
        colors.push(None)
        options = {"loop": "0", "final_delay": str(max(2, self._tick(self._seen) - self._tick(shown[-1][0])))}
        with av.open(str(path), "w", format="gif", options=options) as out:
            stream = out.add_stream("gif", rate=100)
            stream.width, stream.height = size
            stream.pix_fmt = "pal8"
            stream.codec_context.time_base = TICK
            for at, pixels in shown:
                pictures.push(self._picture(self._tick(at), pixels, size))
                for frame in _ready(painted):
                    out.mux(stream.encode(frame))
            pictures.push(None)
            for frame in _ready(painted):
                out.mux(stream.encode(frame))
            out.mux(stream.encode())

    def _shown(self, every: int) -> Iterator[tuple[int, bytes]]:
        """Of the kept frames those that stand at every n-th frame of the film, each from there on."""
        ends = [at for at, _ in self._kept[1:]] + [self._seen]
        for (at, pixels), end in zip(self._kept, ends, strict=True):
            taken = -(-at // every) * every
            if taken < end:
                yield taken, pixels

    def _picture(self, tick: int, pixels: bytes, size: tuple[int, int]) -> av.VideoFrame:
        width, height = self._size
        held = np.frombuffer(zlib.decompress(pixels), np.uint8).reshape(height, width, 4)
        picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(scaled(held, size)), format=LAYOUT)
        picture.pts, picture.time_base = tick, TICK
        return picture

    def _tick(self, frame: int) -> int:
        return round(Fraction(frame, self._fps) / TICK)


def _fitted(size: tuple[int, int], wide: int) -> tuple[int, int]:
    scale = min(1.0, wide / size[0])
    return round(size[0] * scale), round(size[1] * scale)


def _graph(sizes: tuple[tuple[int, int], ...], name: str, options: str) -> tuple[Graph, list[Any], Any]:
    """A graph of one filter: itself, a source for each size, and the sink."""
    graph = Graph()
    filter = graph.add(name, options)
    sources = []
    for index, (width, height) in enumerate(sizes):
        source = graph.add_buffer(width=width, height=height, format=av.VideoFormat(LAYOUT), time_base=TICK)
        source.link_to(filter, 0, index)
        sources.append(source)
    sink = graph.add("buffersink")
    filter.link_to(sink)
    graph.configure()
    return graph, sources, sink


def _ready(sink: Any) -> Iterator[av.VideoFrame]:
    """The frames that stand ready."""
    while True:
        try:
            yield sink.pull()
        except (av.BlockingIOError, av.EOFError):
            return


FORMAT = Format("gif", ".gif", "small and silent, for pages and READMEs", joins=False, alpha=True, open=open_gif)
