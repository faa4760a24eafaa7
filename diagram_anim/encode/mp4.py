"""MP4: H.264 High, yuv420p, the index in front, a closed group of pictures every two seconds.

The number of encoder threads is fixed, so that machines with more cores give the same bytes. Colours are BT.709 in
video range, and the file says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from diagram_anim.encode import bt709
from diagram_anim.encode.format import Sink, no_frames, whole
from diagram_anim.encode.pixels import Pixels

FAST = {"movflags": "+faststart"}
"""The index stands in front, so that a player can begin before it has the whole file."""


LAYOUT = "nv12"
"""How x264 keeps 4:2:0 itself: what comes so is only copied."""


@dataclass(frozen=True, slots=True)
class Settings:
    """x264's preset, its quantizer (less is better and larger), how finely it looks where things have moved to, the
    B-frames between two others, the seconds of a group of pictures, its threads."""

    preset: str = "veryfast"
    qp: int = 22
    subme: int = 1
    bframes: int = 1
    group: int = 2
    threads: int = 1

    def but(self, **changes: Any) -> Settings:
        return replace(self, **changes)

    def options(self, fps: int) -> dict[str, str]:
        """Closed groups of pictures of some seconds, wherever the picture changes: clips seek well.

        Nothing is looked at before it is encoded. One quantizer serves a whole film: a diagram is as sharp in one
        place, and at one time, as in another, and x264 needn't weigh frames. A B-frame stands between any two others:
        what moves in diagrams moves evenly. No macroblock tree: on CPUs with AVX-512, x264 reads memory that nobody
        has written when it builds one for a width that isn't a multiple of 256, and the same frames give other bytes
        each time. No deblocking: it smears thin strokes, differently in each kind of frame, so that words which stand
        still would tremble at each group. One thread: films are drawn beside it, several at once, and to share a
        frame's work out takes a tenth more than it is.
        """
        keys = self.group * fps
        groups = f"keyint={keys}:min-keyint={keys}:scenecut=0:open-gop=0:b-adapt=0:bframes={self.bframes}"
        return {
            "preset": self.preset,
            "profile": "high",
            "x264-params": f"qp={self.qp}:subme={self.subme}:{groups}:mbtree=0:weightp=0:no-deblock=1",
        }


SETTINGS = {
    "draft": Settings(qp=26),
    "hd": Settings(),
    "fhd": Settings(),
    "uhd": Settings(),
}
"""By quality; docs/encoding.md has what was measured."""


@contextmanager
def open_with(settings: Settings, target: Path, size: tuple[int, int], fps: int) -> Iterator[Sink]:
    """A sink with settings of one's own. ValueError for a size that isn't even, which yuv420p can't hold."""
    width, height = size
    if width % 2 or height % 2:
        raise ValueError(f"{width} × {height} px: both must be even")
    with whole(target) as aside, av.open(str(aside), "w", format="mp4", options=FAST) as container:
        stream = container.add_stream("libx264", rate=fps, options=settings.options(fps))
        stream.width, stream.height, stream.pix_fmt = width, height, LAYOUT
        codec = stream.codec_context
        codec.thread_type, codec.thread_count = "FRAME", settings.threads
        codec.time_base = Fraction(1, fps)
        bt709.tag(codec)
        sink = _Mp4(container, stream, fps)
        yield sink
        sink.finish()


class _Mp4:
    def __init__(self, container: av.container.OutputContainer, stream: av.VideoStream, fps: int) -> None:
        self._container = container
        self._stream = stream
        self._base = Fraction(1, fps)
        self._next = 0
        self._converter = bt709.Converter()

    def write(self, frame: Pixels, repeat: int = 1) -> None:
        converted = self._converted(frame)
        # A held frame is sent again as it is: converting costs more than encoding a frame in which nothing moves.
        for _ in range(repeat):
            converted.pts, converted.time_base = self._next, self._base
            self._next += 1
            self._container.mux(self._stream.encode(converted))

    def _converted(self, frame: Pixels) -> av.VideoFrame:
        if frame.ndim == 2:
            return _planes(frame)
        return self._converter(frame, LAYOUT)

    def finish(self) -> None:
        """Lets out the frames that the encoder still holds."""
        if not self._next:
            raise no_frames()
        self._container.mux(self._stream.encode())


def _planes(frame: Pixels) -> av.VideoFrame:
    """NV12 as the encoder takes it, without a copy where that can be."""
    height, width = frame.shape[0] * 2 // 3, frame.shape[1]
    if height % 4 == 0:
        return av.VideoFrame.from_numpy_buffer(frame, format=LAYOUT)
    # PyAV takes a buffer's height for a multiple of four, and would find the colours where brightness still is.
    picture = av.VideoFrame(width, height, LAYOUT)
    for plane, rows in zip(picture.planes, (frame[:height], frame[height:]), strict=True):
        padded = np.zeros((len(rows), plane.line_size), np.uint8)
        padded[:, :width] = rows
        plane.update(padded.tobytes())
    return picture


def open_mp4(target: Path, size: tuple[int, int], fps: int, quality: str) -> AbstractContextManager[Sink]:
    return open_with(SETTINGS[quality], target, size, fps)
