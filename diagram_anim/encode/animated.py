"""APNG and animated WebP: true colour and transparency, as easy to use as a GIF.

A frame that holds is written once, with how long it is shown. APNG keeps every pixel as it is; WebP comes close, at a
fraction of the size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from fractions import Fraction
from pathlib import Path
from typing import cast

import av

from diagram_anim.encode.alpha import bled
from diagram_anim.encode.format import Sink, no_frames, whole
from diagram_anim.encode.pixels import Pixels

Change = Callable[[Pixels], Pixels]


class _Animated:
    """Frames by the time at which they begin; the next one ends each."""

    def __init__(self, path: Path, format: str, codec: str, layout: str, options: Mapping[str, str]) -> None:
        self._path, self._format, self._codec, self._layout = path, format, codec, layout
        self._options = dict(options)
        self._frames = 0

    def begin(self, size: tuple[int, int], fps: int, change: Change) -> None:
        self._fps, self._change = fps, change
        final = {"final_delay": f"1/{fps}"} if self._format == "apng" else {}
        self._container = av.open(
            str(self._path), "w", format=self._format, options={_LOOP[self._format]: "0", **final}
        )
        self._stream = cast(av.VideoStream, self._container.add_stream(self._codec, rate=fps, options=self._options))
        self._stream.width, self._stream.height = size
        self._stream.pix_fmt = self._layout
        self._stream.codec_context.time_base = Fraction(1, fps)

    def write(self, frame: Pixels, repeat: int = 1) -> None:
        picture = av.VideoFrame.from_numpy_buffer(self._change(frame), format="rgba")
        self._show(picture.reformat(format=self._layout), self._frames)
        self._frames += repeat
        if repeat > 1:
            # The last frame is shown for one frame's time by either format: a hold ends with the same frame again.
            self._show(picture.reformat(format=self._layout), self._frames - 1)

    def _show(self, picture: av.VideoFrame, at: int) -> None:
        picture.pts, picture.time_base, picture.duration = at, Fraction(1, self._fps), 1
        self._container.mux(self._stream.encode(picture))

    def finish(self) -> None:
        if not self._frames:
            raise no_frames()
        self._container.mux(self._stream.encode())

    def close(self) -> None:
        self._container.close()

    def settle(self) -> None:
        """Gives the last picture of a WebP its time: the encoder gives it the mean of the others."""
        content = bytearray(self._path.read_bytes())
        places, at = [], 12
        while at + 8 <= len(content):
            if content[at : at + 4] == b"ANMF":
                places.append(at + 8 + 12)
            size = int.from_bytes(content[at + 4 : at + 8], "little")
            at += 8 + size + size % 2
        if places:
            *before, last = places
            told = sum(int.from_bytes(content[place : place + 3], "little") for place in before)
            rest = max(1, round(1000 * self._frames / self._fps) - told)
            content[last : last + 3] = rest.to_bytes(3, "little")
            self._path.write_bytes(content)


_LOOP = {"apng": "plays", "webp": "loop"}


@contextmanager
def _open(
    target: Path,
    size: tuple[int, int],
    fps: int,
    kind: tuple[str, str, str],
    options: Mapping[str, str],
    change: Change,
) -> Iterator[Sink]:
    with whole(target) as aside:
        sink = _Animated(aside, *kind, options)
        sink.begin(size, fps, change)
        try:
            yield sink
            sink.finish()
        finally:
            sink.close()
        if kind[0] == "webp":
            sink.settle()


def open_apng(target: Path, size: tuple[int, int], fps: int, quality: str) -> AbstractContextManager[Sink]:
    return _open(target, size, fps, ("apng", "apng", "rgba"), {"pred": "mixed"}, lambda frame: frame)


def open_webp(target: Path, size: tuple[int, int], fps: int, quality: str) -> AbstractContextManager[Sink]:
    options = {"quality": "75", "compression_level": "3"}
    return _open(target, size, fps, ("webp", "libwebp_anim", "bgra"), options, bled)
