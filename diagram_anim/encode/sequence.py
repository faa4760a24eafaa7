"""A numbered PNG for each frame, in a zip: for editing programs, and for looking at a film frame by frame."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from diagram_anim.encode.format import Sink, no_frames, whole
from diagram_anim.encode.pixels import Pixels

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time that each entry bears, so that the same frames give the same bytes."""


@contextmanager
def open_sequence(target: Path, size: tuple[int, int], fps: int, quality: str) -> Iterator[Sink]:
    with whole(target) as aside, zipfile.ZipFile(aside, "w", zipfile.ZIP_STORED) as archive:
        sink = _Sequence(archive)
        yield sink
        if not archive.namelist():
            raise no_frames()


class _Sequence:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._next = 0

    def write(self, frame: Pixels, repeat: int = 1) -> None:
        held = io.BytesIO()
        Image.fromarray(frame).save(held, "PNG", compress_level=6)
        for _ in range(repeat):
            self._archive.writestr(zipfile.ZipInfo(f"{self._next:06d}.png", EPOCH), held.getvalue())
            self._next += 1
