"""Frames become files: one module a format, and the one tuple that names them.

Comes in: RGBA frames. Goes out: a file that appears whole, or not at all. It refuses to know what the frames show.
"""

from __future__ import annotations

from pathlib import Path

from diagram_anim.encode.budget import TooLargeError
from diagram_anim.encode.format import Format, Opened, Sink

FORMATS: tuple[Format, ...] = (
    Format("mp4", ".mp4", "H.264, plays everywhere", "mp4.open_mp4", joins=True, alpha=False, planes=True),
    # At these rates a frame lasts a whole number of hundredths of a second, and a step has a whole number of frames.
    Format("gif", ".gif", "small and silent, for pages and READMEs", "gif.open_gif", rates=(20, 10, 5)),
    Format("webm", ".webm", "VP9, for pages; can be transparent", "webm.open_webm"),
    Format("mov", ".mov", "ProRes 4444 with transparency, for Keynote and editors", "mov.open_mov"),
    Format("apng", ".apng", "every pixel as it is, can be transparent; large", "animated.open_apng"),
    Format("webp", ".webp", "animated picture, smaller than APNG; can be transparent", "animated.open_webp"),
    Format("png-sequence", ".zip", "a PNG for each frame, in a zip", "sequence.open_sequence"),
)

BY_NAME = {format.name: format for format in FORMATS}

__all__ = ["BY_NAME", "FORMATS", "Format", "Sink", "TooLargeError", "open_sink"]


def open_sink(
    format: str, target: Path, size: tuple[int, int], fps: int, quality: str = "hd", most: int | None = None
) -> Opened:
    """A sink for frames of `size` (w, h) px that becomes `target` when its block ends well. KeyError for a format that
    there isn't, OSError where nothing can be written. A GIF has no more than `most` bytes, or is a TooLargeError."""
    return BY_NAME[format].open(target, size, fps, quality, *([most] if format == "gif" else []))
