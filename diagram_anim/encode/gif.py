"""GIF: one palette for the whole clip, no dither, only the rectangle that changed in each frame.

A GIF is for a page, where its size counts: it is no wider than `WIDE`, and takes every n-th frame of the film so that
there are at most `MOST` a second. Delays are whole hundredths of a second; they are rounded on the clip's own time, so
that no error adds up. Transparency is lost.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.filter import Graph
from av.video.reformatter import Interpolation, VideoReformatter

from diagram_anim.encode.format import Format, Pixels, Sink, no_frames, whole

MOST = 20
"""Frames a second."""

WIDE = 800
"""px."""

TICK = Fraction(1, 100)
"""The unit of a GIF's delays, s."""

LAYOUT = "rgb24"
"""How frames are handed to the filters."""


@contextmanager
def open_gif(target: Path, size: tuple[int, int], fps: int, quality: str) -> Iterator[Sink]:
    with whole(target) as aside:
        sink = _Gif(size, fps)
        yield sink
        sink.save(aside)


class _Gif:
    """Two passes: while frames come in, they are counted for the palette and kept small; then they are painted."""

    def __init__(self, size: tuple[int, int], fps: int) -> None:
        scale = min(1.0, WIDE / size[0])
        self._size = (round(size[0] * scale), round(size[1] * scale))
        self._fps = fps
        self._every = -(-fps // MOST)
        self._seen = 0
        self._kept: list[tuple[int, bytes]] = []
        """(tick at which it begins, pixels) of each frame that differs from the one before."""
        self._reformatter = VideoReformatter()
        self._counting, (self._count,), self._counted = _graph((self._size,), "palettegen", "stats_mode=full")

    def write(self, frame: Pixels, repeat: int = 1) -> None:
        taken = -(-self._seen // self._every) * self._every
        self._seen += repeat
        if taken >= self._seen:
            return
        picture = self._reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(frame, format="rgba"),
            *self._size,
            format=LAYOUT,
            interpolation=Interpolation.LANCZOS,
        )
        pixels = zlib.compress(picture.to_ndarray().tobytes(), 1)
        if self._kept and self._kept[-1][1] == pixels:
            return
        picture.pts, picture.time_base = len(self._kept), TICK
        self._count.push(picture)
        self._kept.append((self._tick(taken), pixels))

    def save(self, path: Path) -> None:
        if not self._kept:
            raise no_frames()
        self._count.push(None)
        palette = self._counted.pull()
        palette.pts, palette.time_base = 0, TICK
        size = (palette.width, palette.height)
        _painting, (pictures, colors), painted = _graph(
            (self._size, size), "paletteuse", "dither=none:diff_mode=rectangle"
        )
        colors.push(palette)
        colors.push(None)
        options = {"loop": "0", "final_delay": str(max(2, self._tick(self._seen) - self._kept[-1][0]))}
        with av.open(str(path), "w", format="gif", options=options) as out:
            stream = out.add_stream("gif", rate=100)
            stream.width, stream.height = self._size
            stream.pix_fmt = "pal8"
            stream.codec_context.time_base = TICK
            for tick, pixels in self._kept:
                pictures.push(self._picture(tick, pixels))
                for frame in _ready(painted):
                    out.mux(stream.encode(frame))
            pictures.push(None)
            for frame in _ready(painted):
                out.mux(stream.encode(frame))
            out.mux(stream.encode())

    def _picture(self, tick: int, pixels: bytes) -> av.VideoFrame:
        width, height = self._size
        held = np.frombuffer(zlib.decompress(pixels), np.uint8).reshape(height, width, 3)
        picture = av.VideoFrame.from_ndarray(held, format=LAYOUT)
        picture.pts, picture.time_base = tick, TICK
        return picture

    def _tick(self, frame: int) -> int:
        return round(Fraction(frame, self._fps) / TICK)


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


FORMAT = Format("gif", ".gif", "small and silent, for pages and READMEs", joins=False, alpha=False, open=open_gif)
