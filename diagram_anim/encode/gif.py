"""GIF: one palette for the whole clip, no dither, only what changed in each frame.

Delays are whole hundredths of a second, so the rate is the nearest that they allow, at most 20 a second: a GIF is for
a page, where its size counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image

from diagram_anim.encode.format import Format, Pixels, Sink, whole

MOST = 20
"""Frames a second."""

WIDE = 960
"""A GIF is no wider than this, px."""

SAMPLES = 24
"""Frames from which the palette is taken."""


@contextmanager
def open_gif(target: Path, size: tuple[int, int], fps: int, quality: str) -> Iterator[Sink]:
    with whole(target) as aside:
        sink = _Gif(size, fps)
        yield sink
        sink.save(aside)


class _Gif:
    """Keeps each different frame once, small, until the palette is known."""

    def __init__(self, size: tuple[int, int], fps: int) -> None:
        scale = min(1.0, WIDE / size[0])
        self._size = (round(size[0] * scale), round(size[1] * scale))
        self._fps = fps
        self._every = Fraction(fps, min(MOST, fps))
        self._seen = 0
        self._kept = 0
        self._frames: list[Image.Image] = []
        self._times: list[float] = []

    def write(self, frame: Pixels, repeat: int = 1) -> None:
        last = self._seen + repeat
        due = self._kept * self._every
        if due < last:
            image = Image.fromarray(np.ascontiguousarray(frame[..., :3]))
            if image.size != self._size:
                image = image.resize(self._size, Image.Resampling.LANCZOS)
            self._frames.append(image)
            self._times.append(self._seen / self._fps)
            while self._kept * self._every < last:
                self._kept += 1
        self._seen = last

    def save(self, path: Path) -> None:
        ends = [*self._times[1:], self._seen / self._fps]
        ticks = [round(time * 100) for time in (*self._times, ends[-1])]
        palette = self._palette()
        frames = [image.quantize(palette=palette, dither=Image.Dither.NONE) for image in self._frames]
        delays = [max(2, after - before) * 10 for before, after in pairwise(ticks)]
        frames[0].save(
            path, save_all=True, append_images=frames[1:], duration=delays, loop=0, disposal=1, optimize=False
        )

    def _palette(self) -> Image.Image:
        step = max(1, len(self._frames) // SAMPLES)
        chosen = self._frames[::step]
        width, height = self._size
        strip = Image.new("RGB", (width, height * len(chosen)))
        for row, image in enumerate(chosen):
            strip.paste(image, (0, row * height))
        return strip.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


FORMAT = Format("gif", ".gif", "small and silent, for pages and READMEs", joins=False, open=open_gif)
