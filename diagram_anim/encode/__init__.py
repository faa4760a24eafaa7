"""Frames become files: one module a format, and the one tuple that names them.

Comes in: RGBA frames. Goes out: a file that appears whole, or not at all. It refuses to know what the frames show.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from diagram_anim.encode import animated, gif, mov, mp4, sequence, webm
from diagram_anim.encode.budget import TooLargeError
from diagram_anim.encode.format import Format, Sink
from diagram_anim.encode.joining import Cue, join, opened

FORMATS: tuple[Format, ...] = (
    mp4.FORMAT,
    gif.FORMAT,
    webm.FORMAT,
    mov.FORMAT,
    animated.APNG,
    animated.WEBP,
    sequence.FORMAT,
)

BY_NAME = {format.name: format for format in FORMATS}

__all__ = ["BY_NAME", "FORMATS", "Cue", "Format", "Sink", "TooLargeError", "join", "open_sink", "opened"]


def open_sink(
    format: str, target: Path, size: tuple[int, int], fps: int, quality: str = "hd", most: int | None = None
) -> AbstractContextManager[Sink]:
    """A sink for frames of `size` (w, h) px that becomes `target` when its block ends well. KeyError for a format that
    there isn't, OSError where nothing can be written. A GIF has no more than `most` bytes, or is a TooLargeError."""
    if format == gif.FORMAT.name:
        return gif.open_gif(target, size, fps, quality, most)
    return BY_NAME[format].open(target, size, fps, quality)
