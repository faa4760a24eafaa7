"""MP4: H.264 High, yuv420p, the index in front, a closed group of pictures every half second.

The number of encoder threads is fixed, so that machines with more cores give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter

from diagram_anim.encode.format import Format, Pixels, Sink, whole

PRESETS = {
    "draft": {"preset": "veryfast", "crf": "26"},
    "hd": {"preset": "veryfast", "crf": "20"},
    "fhd": {"preset": "veryfast", "crf": "20"},
    "uhd": {"preset": "veryfast", "crf": "20"},
}
"""x264's settings by quality; see docs/encoding.md for what was measured."""

THREADS = 2


@contextmanager
def open_mp4(target: Path, size: tuple[int, int], fps: int, quality: str) -> Iterator[Sink]:
    with whole(target) as aside, av.open(str(aside), "w", options={"movflags": "+faststart"}) as container:
        group = max(1, fps // 2)
        options = {
            **PRESETS[quality],
            "profile": "high",
            "tune": "animation",
            "x264-params": f"keyint={group}:min-keyint={group}:scenecut=0:open-gop=0:threads={THREADS}",
        }
        stream = container.add_stream("libx264", rate=fps, options=options)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        codec = stream.codec_context
        codec.thread_count = THREADS
        codec.time_base = Fraction(1, fps)
        codec.colorspace, codec.color_range = Colorspace.ITU709, ColorRange.MPEG
        codec.color_primaries, codec.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
        sink = _Mp4(container, stream, fps)
        yield sink
        container.mux(stream.encode())


class _Mp4:
    def __init__(self, container: av.container.OutputContainer, stream: av.VideoStream, fps: int) -> None:
        self._container = container
        self._stream = stream
        self._base = Fraction(1, fps)
        self._next = 0
        self._reformatter = VideoReformatter()

    def write(self, frame: Pixels, repeat: int = 1) -> None:
        picture = av.VideoFrame.from_numpy_buffer(frame, format="rgba")
        converted = self._reformatter.reformat(
            picture,
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
        )
        for _ in range(repeat):
            converted.pts, converted.time_base = self._next, self._base
            self._next += 1
            self._container.mux(self._stream.encode(converted))


FORMAT = Format("mp4", ".mp4", "H.264, plays everywhere", joins=True, open=open_mp4)
