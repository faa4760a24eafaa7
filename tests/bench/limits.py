"""How fast a clip could be encoded if its frames cost nothing to make."""

from __future__ import annotations

import io
import time
from fractions import Fraction
from pathlib import Path

import av

from diagram_anim.encode import mp4


def limit(film: Path, quality: str = "hd") -> tuple[int, float]:
    """Frames, and the seconds they take `render`'s own encoder if they lie ready in memory as YUV."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        rate = stream.average_rate or Fraction(30)
        frames = [frame.reformat(format="yuv420p") for frame in container.decode(stream)]
    settings = mp4.SETTINGS[quality]
    start = time.perf_counter()
    with av.open(io.BytesIO(), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=rate, options=settings.options(round(rate)))
        stream.width, stream.height, stream.pix_fmt = frames[0].width, frames[0].height, "yuv420p"
        stream.codec_context.thread_type, stream.codec_context.thread_count = "FRAME", settings.threads
        for index, frame in enumerate(frames):
            frame.pts, frame.time_base, frame.pict_type = index, 1 / rate, 0
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return len(frames), time.perf_counter() - start
