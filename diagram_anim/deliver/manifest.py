"""What lies in a folder of steps: a row a clip, with the hashes of its edges, so that joins can be proven.

An edge is hashed as it is drawn, before any encoder sees it: where one step ends with the hash that the next begins
with, there is no jump between them in any format but what its encoder makes of one picture in two places.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import av
from PIL import Image

from diagram_anim.encode.format import whole
from diagram_anim.encode.joining import opened


@dataclass(frozen=True, slots=True)
class Row:
    """One clip: `file` and `poster` are named relative to the folder; `seconds` counts its closing frame too; `first`
    and `last` are the SHA-256 of the pixels of its edges, RGBA in rows from the top."""

    step: int
    format: str
    file: str
    poster: str
    caption: str
    seconds: float
    loops: bool
    first: str
    last: str


def write(folder: Path, title: str, lang: str, rows: Sequence[Row]) -> Path:
    """`manifest.json` in the folder, rows in order of steps; OSError where it can't be written."""
    target = folder / "manifest.json"
    ordered = sorted(rows, key=lambda row: (row.step, row.format))
    content = {"title": title, "lang": lang, "steps": [asdict(row) for row in ordered]}
    with whole(target) as aside:
        aside.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return target


def ends(clip: Path) -> tuple[Image.Image, Image.Image]:
    """The first and the last frame of a clip in any of our formats."""
    if clip.suffix == ".zip":
        with zipfile.ZipFile(clip) as archive:
            names = sorted(archive.namelist())
            pictures = [Image.open(archive.open(name)).convert("RGBA") for name in (names[0], names[-1])]
            return pictures[0], pictures[1]
    if clip.suffix in (".png", ".apng", ".webp", ".gif"):
        with Image.open(clip) as image:
            first = image.convert("RGBA")
            image.seek(getattr(image, "n_frames", 1) - 1)
            return first, image.convert("RGBA")
    first, last = map(_image, frames(clip))
    return first, last


def frames(film: Path) -> tuple[av.VideoFrame, av.VideoFrame]:
    """The first and the last frame of a film; what lies between isn't decoded."""
    with av.open(str(film)) as container:
        return next(container.decode(video=0)), _final(container)


def first(film: Path) -> Image.Image:
    """The first frame of an MP4 of ours."""
    with _alone(film) as container:
        return _image(next(container.decode(video=0)))


def last(film: Path) -> Image.Image:
    """The last frame of an MP4 of ours."""
    with _alone(film) as container:
        container.streams.video[0].codec_context.skip_frame = "NONREF"  # a group ends with one that others lean on
        return _image(_final(container))


@contextmanager
def _alone(film: Path) -> Iterator[Any]:
    """A film of which a single frame is wanted: for that, threads take longer to start than to work."""
    with opened(film) as container:
        container.streams.video[0].thread_type = "NONE"
        yield container


def _image(frame: av.VideoFrame) -> Image.Image:
    return Image.fromarray(frame.to_ndarray(format="rgb24"))


def _final(container: Any) -> av.VideoFrame:
    container.seek(container.duration or 0)
    final: av.VideoFrame
    for final in container.decode(video=0):  # noqa: B007 (the last one is wanted)
        pass
    return final
