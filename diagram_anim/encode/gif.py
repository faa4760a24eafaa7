"""GIF: one palette for the whole clip, no dither, only the rectangle that changed in each frame.

A GIF is for a page, where its size counts: unless it is told how large it may be, it is no wider than `WIDE`. It takes
every n-th frame of the film so that there are at most `MOST` a second. Delays are whole hundredths of a second: films
at one of `RATES` keep it to the frame, those of others are rounded on the clip's own time, so that no error adds up. A
pixel is there or it isn't: less than half of one is left out.
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

RATES = (20, 10, 5)
"""Frames a second that last a whole number of hundredths, and of which a step of the film has a whole number."""

NOISE = 5
"""Levels of a colour by which a pixel may differ from what stands there without being written: what a film was encoded
with leaves such traces. They would make all of a frame's rectangle new."""

STILL = Fraction(3, 10)
"""Seconds from which on a frame is looked at: it is shown as it is, to the last level."""

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
    Level(wide=640),
    Level(wide=640, rate=10),
    Level(wide=560, rate=10, colors=128),
    Level(wide=480, rate=10, colors=128),
    Level(wide=400, rate=10, colors=128),
    Level(wide=400, rate=10, colors=64),
    Level(wide=480, rate=5, colors=64),
    Level(wide=400, rate=5, colors=64),
    Level(wide=360, rate=5, colors=32),
    Level(wide=240, rate=5, colors=16),
)
"""From the best to the smallest; a film that has a budget takes the first that keeps it."""

LARGE = (Level(wide=1920), Level(wide=1280), Level(wide=1000))
"""What only a budget opens: it tells that the GIF may be so large."""


class TooLargeError(ValueError):
    """No level keeps the budget."""


@contextmanager
def open_gif(target: Path, size: tuple[int, int], fps: int, quality: str, most: int | None = None) -> Iterator[Sink]:
    """A sink whose file has no more than `most` bytes; TooLargeError where that can't be."""
    with whole(target) as aside:
        sink = _Gif(size if most else _fitted(size, WIDE), fps)
        yield sink
        if most is None:
            sink.save(aside, LEVELS[0])
        else:
            _within(sink, aside, most)


def _within(sink: _Gif, path: Path, most: int) -> None:
    """Saves the best that has no more than `most` bytes: sizes fall from level to level, so that halving finds it."""
    sizes = {sink.fitted(level): level for level in reversed((*LARGE, LEVELS[0]))}
    levels = [*reversed(sizes.values()), *LEVELS[1:]]
    low, high, saved = 0, len(levels) - 1, -1
    while low < high or saved != low:
        saved = (low + high) // 2 if saved >= 0 else 0  # most budgets are for the best
        sink.save(path, levels[saved])
        if path.stat().st_size <= most:
            high = saved
        elif saved < high:
            low = saved + 1
        else:
            raise TooLargeError(f"a GIF of this film needs at least {path.stat().st_size / 1e6:.1f} MB")


class _Gif:
    """Two passes: while frames come in they are kept small; then they are counted for the palette and painted."""

    def __init__(self, size: tuple[int, int], fps: int) -> None:
        self._size = size
        self._fps = fps
        self._stands: Pixels | None = None
        self._every = -(-fps // MOST)
        self._seen = 0
        self._kept: list[tuple[int, bytes]] = []
        """(frame at which it begins, pixels) of each frame that differs from the one before."""

    def write(self, frame: Pixels, repeat: int = 1) -> None:
        taken = -(-self._seen // self._every) * self._every
        self._seen += repeat
        if taken >= self._seen:
            return
        pixels = zlib.compress(self._calmed(scaled(frame, self._size), repeat).tobytes(), 1)
        if not self._kept or self._kept[-1][1] != pixels:
            self._kept.append((taken, pixels))

    def _calmed(self, frame: Pixels, repeat: int) -> Pixels:
        """The frame with what stands already wherever it hardly differs from that."""
        if self._stands is not None and Fraction(repeat, self._fps) < STILL:
            apart = np.maximum(frame, self._stands) - np.minimum(frame, self._stands)
            new, old = (np.ascontiguousarray(one).view(np.uint32) for one in (frame, self._stands))
            frame = np.where((apart > NOISE).view(np.uint32) != 0, new, old).view(np.uint8)
        self._stands = frame
        return frame

    def fitted(self, level: Level) -> tuple[int, int]:
        """The size that a level gives the film, px."""
        return _fitted(self._size, level.wide)

    def save(self, path: Path, level: Level) -> None:
        if not self._kept:
            raise no_frames()
        size = self.fitted(level)
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


FORMAT = Format(
    "gif", ".gif", "small and silent, for pages and READMEs", joins=False, alpha=True, open=open_gif, rates=RATES
)
