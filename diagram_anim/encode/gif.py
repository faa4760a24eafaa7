"""GIF: one palette for the whole clip, no dither, only the rectangle that changed in each frame.

A GIF is for a page, where its size counts: unless it is told how large it may be, it is no wider than `WIDE`. It takes
every n-th frame of the film so that there are at most `MOST` a second. Delays are whole hundredths of a second: films
at one of the format's own rates keep it to the frame, those of others are rounded on the clip's own time, so that no
error adds up. A pixel is there or it isn't: less than half of one is left out.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.filter import Graph

from diagram_anim.encode.alpha import scaled
from diagram_anim.encode.budget import best
from diagram_anim.encode.format import Sink, no_frames, whole
from diagram_anim.encode.pixels import Pixels

MOST = 20
"""Frames a second."""

WIDE = 800
"""px."""

NOISE = 5
"""Levels of a colour by which a pixel may differ from what stands there without being written: what a film was encoded
with leaves such traces. They would make all of a frame's rectangle new."""

STILL = Fraction(3, 10)
"""Seconds from which on a frame is looked at: it is shown as it is, to the last level."""

TICK = Fraction(1, 100)
"""The unit of a GIF's delays, s."""

SAMPLES = 16
"""Pictures by which a size is guessed."""

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


@contextmanager
def open_gif(target: Path, size: tuple[int, int], fps: int, quality: str, most: int | None = None) -> Iterator[Sink]:
    """A sink whose file has no more than `most` bytes; TooLargeError where that can't be."""
    with whole(target) as aside:
        sink = _Gif(_fitted(size, LARGE[0].wide if most else WIDE), fps)
        yield sink
        aside.write_bytes(_within(sink, most) if most else sink.draw(LEVELS[0]))


def _within(sink: _Gif, most: int) -> bytes:
    """The best that has no more than `most` bytes."""
    sizes = {sink.fitted(level): level for level in reversed((*LARGE, LEVELS[0]))}
    return best([*reversed(sizes.values()), *LEVELS[1:]], sink.guess, sink.draw, most)


Picture = tuple[int, bytes]
"""The frame of the film at which a picture begins, and its pixels, packed."""


class _Gif:
    """Two passes: while frames come in they are kept small; then they are counted for the palette and painted."""

    def __init__(self, size: tuple[int, int], fps: int) -> None:
        self._size = size
        self._fps = fps
        self._every = -(-fps // MOST)
        self._seen = 0
        self._kept: list[Picture] = []
        """Each frame that differs from the one before."""

    def write(self, frame: Pixels, repeat: int = 1) -> None:
        taken = -(-self._seen // self._every) * self._every
        self._seen += repeat
        if taken >= self._seen:
            return
        pixels = _packed(scaled(frame, self._size))
        if not self._kept or self._kept[-1][1] != pixels or Fraction(repeat, self._fps) >= STILL:
            self._kept.append((taken, pixels))

    def fitted(self, level: Level) -> tuple[int, int]:
        """The size that a level gives the film, px."""
        return _fitted(self._size, level.wide)

    def draw(self, level: Level) -> bytes:
        """The whole file."""
        size, shown = self.fitted(level), self._shown(level)
        pictures = self._scaled(shown, [end for end, _ in shown[1:]] + [self._seen], size)
        colors = _palette(self._pictures(pictures, size), size, level.colors)
        options = {"loop": "0", "final_delay": str(max(2, self._tick(self._seen) - self._tick(pictures[-1][0])))}
        held = io.BytesIO()
        with av.open(held, "w", format="gif", options=options) as out:
            stream = out.add_stream("gif", rate=100)
            _set(stream.codec_context, size)
            for packet in _packets(stream.encode, self._pictures(pictures, size), size, colors):
                out.mux(packet)
        return held.getvalue()

    def guess(self, level: Level) -> float:
        """About how many bytes the file has, by pictures here and there, each with the one that it changes."""
        size, shown = self.fitted(level), self._shown(level)
        step = max(1.0, (len(shown) - 1) / SAMPLES)
        asked = [round(len(shown) - 1 - step * index) for index in range(min(SAMPLES, len(shown) - 1))]
        pairs = [self._scaled(shown[at - 1 : at + 1], [0, shown[at][0] + 1], size, all=True) for at in reversed(asked)]
        sample = [*self._scaled(shown[:1], [self._seen], size), *chain(*pairs)]
        colors = _palette(self._pictures(sample, size), size, level.colors)
        codec = av.CodecContext.create("gif", "w")
        _set(codec, size)
        sizes: list[int] = [
            packet.size for packet in _packets(codec.encode, self._pictures(sample, size), size, colors)
        ]
        return sizes[0] + sum(sizes[2::2]) / max(1, len(asked)) * (len(shown) - 1)

    def _shown(self, level: Level) -> list[Picture]:
        """Of the kept frames those that stand at every n-th frame of the film, each from there on."""
        if not self._kept:
            raise no_frames()
        every = -(-self._fps // level.rate)
        ends = [at for at, _ in self._kept[1:]] + [self._seen]
        begins = [-(-at // every) * every for at, _ in self._kept]
        return [
            (taken, pixels) for (_, pixels), taken, end in zip(self._kept, begins, ends, strict=True) if taken < end
        ]

    def _scaled(
        self, shown: Sequence[Picture], ends: Sequence[int], size: tuple[int, int], *, all: bool = False
    ) -> list[Picture]:
        """The pictures in this size, with what stands there already wherever they hardly differ from that, unless they
        stand still until their ends; without those that then change nothing, but `all` for a guess."""
        found: list[Picture] = []
        stands: Pixels | None = None
        for (at, pixels), end in zip(shown, ends, strict=True):
            picture = np.ascontiguousarray(scaled(_unpacked(pixels, self._size), size))
            if stands is not None and Fraction(end - at, self._fps) < STILL:
                picture = _calmed(picture, stands)
            if all or stands is None or not np.array_equal(picture, stands):
                found.append((at, _packed(picture)))
            stands = picture
        return found

    def _pictures(self, made: Iterable[Picture], size: tuple[int, int]) -> Iterator[av.VideoFrame]:
        for at, pixels in made:
            picture = av.VideoFrame.from_ndarray(_unpacked(pixels, size), format=LAYOUT)
            picture.pts, picture.time_base = self._tick(at), TICK
            yield picture

    def _tick(self, frame: int) -> int:
        return round(Fraction(frame, self._fps) / TICK)


def _packed(frame: Pixels) -> bytes:
    return zlib.compress(frame.tobytes(), 1)


def _unpacked(pixels: bytes, size: tuple[int, int]) -> Pixels:
    return np.frombuffer(zlib.decompress(pixels), np.uint8).reshape(size[1], size[0], 4)


def _calmed(frame: Pixels, stands: Pixels) -> Pixels:
    """The frame with what stands already wherever it hardly differs from that."""
    apart = np.maximum(frame, stands) - np.minimum(frame, stands)
    new, old = (np.ascontiguousarray(one).view(np.uint32) for one in (frame, stands))
    return np.where((apart > NOISE).view(np.uint32) != 0, new, old).view(np.uint8)


def _fitted(size: tuple[int, int], wide: int) -> tuple[int, int]:
    scale = min(1.0, wide / size[0])
    return round(size[0] * scale), round(size[1] * scale)


def _palette(pictures: Iterable[av.VideoFrame], size: tuple[int, int], most: int) -> av.VideoFrame:
    """The colours of all pictures, no more than `most` of them."""
    _counting, (count,), counted = _graph((size,), "palettegen", f"stats_mode=full:max_colors={most}")
    for picture in pictures:
        count.push(picture)
    count.push(None)
    palette: av.VideoFrame = counted.pull()
    palette.pts, palette.time_base = 0, TICK
    return palette


def _packets(
    encode: Callable[[av.VideoFrame | None], list[Any]],
    pictures: Iterable[av.VideoFrame],
    size: tuple[int, int],
    palette: av.VideoFrame,
) -> Iterator[Any]:
    """The pictures in the palette's colours, encoded, each as what it changes of the one before."""
    _painting, (source, colors), painted = _graph(
        (size, (palette.width, palette.height)), "paletteuse", "dither=none:diff_mode=rectangle:alpha_threshold=128"
    )
    colors.push(palette)
    colors.push(None)
    for picture in chain(pictures, (None,)):
        source.push(picture)
        for frame in _ready(painted):
            yield from encode(frame)
    yield from encode(None)


def _set(codec: Any, size: tuple[int, int]) -> None:
    codec.width, codec.height = size
    codec.pix_fmt, codec.time_base = "pal8", TICK


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
