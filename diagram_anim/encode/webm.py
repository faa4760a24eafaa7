"""WebM: VP9, for pages; with transparency where the frames have any, which Chromium and Firefox show.

Whether it has is told by the first frame: one with nothing but opaque pixels makes a film without transparency. As for
MP4, the number of threads is fixed, and colours are BT.709 in video range.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av

from diagram_anim.encode import bt709
from diagram_anim.encode.alpha import bled
from diagram_anim.encode.format import Sink, no_frames, whole
from diagram_anim.encode.pixels import Pixels

THREADS = 2

SPEED = {"draft": "6", "hd": "4", "fhd": "4", "uhd": "6"}
"""libvpx's cpu-used by quality: more is faster and larger. These are those of its deadline `realtime`, of which 4 makes
diagrams smaller, better and in a third of the time that 5 of `good` takes, and 6 in a tenth."""

EXACT = {"fflags": "+bitexact"}
"""The file gets no number of its own made at random: the same frames give the same bytes."""


@contextmanager
def open_webm(target: Path, size: tuple[int, int], fps: int, quality: str) -> Iterator[Sink]:
    with whole(target) as aside, av.open(str(aside), "w", format="webm", options=EXACT) as container:
        sink = _WebM(container, size, fps, quality)
        yield sink
        sink.finish()


class _WebM:
    def __init__(self, container: av.container.OutputContainer, size: tuple[int, int], fps: int, quality: str) -> None:
        self._container = container
        self._size = size
        self._fps = fps
        self._quality = quality
        self._stream: av.VideoStream | None = None
        self._next = 0
        self._converter = bt709.Converter()

    def write(self, frame: Pixels, repeat: int = 1) -> None:
        if self._stream is None:
            self._layout = "yuv420p" if frame[..., 3].min() == 255 else "yuva420p"
            self._stream = self._begun(self._layout)
        converted = self._converter(bled(frame), self._layout)
        for _ in range(repeat):
            converted.pts, converted.time_base = self._next, Fraction(1, self._fps)
            self._next += 1
            self._container.mux(self._stream.encode(converted))

    def finish(self) -> None:
        if self._stream is None:
            raise no_frames()
        self._container.mux(self._stream.encode())

    def _begun(self, layout: str) -> av.VideoStream:
        options = {
            "crf": "31",
            "b": "0",
            "deadline": "realtime",
            "cpu-used": SPEED[self._quality],
            "g": str(self._fps * 2),
            "auto-alt-ref": "0",  # libvpx can't look ahead where there is transparency
        }
        stream = self._container.add_stream("libvpx-vp9", rate=self._fps, options=options)
        stream.width, stream.height = self._size
        stream.pix_fmt = layout
        codec = stream.codec_context
        codec.thread_count = THREADS
        codec.time_base = Fraction(1, self._fps)
        bt709.tag(codec)
        return stream
