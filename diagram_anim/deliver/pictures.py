"""Posters, and sheets of telling moments with their captions."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from diagram_anim.deliver.plain import drawable, write
from diagram_anim.encode.format import whole
from diagram_anim.encode.pixels import Pixels
from diagram_anim.model.layout import Type
from diagram_anim.text import cut, measure, wrap

CELL = 640
"""How wide each picture of a sheet is, px."""

GAP = 24
LEAD = 30
"""From one line of a caption to the next, px."""

LINES = 3
"""A caption has no more; what is left over is cut."""

TYPE = Type(22)
GROUND, INK, SOFT = "#20242c", "#dfe5ee", "#8f9bb0"


def poster(frame: Pixels, target: Path) -> None:
    """One frame as a PNG, without an alpha channel where it has no use for one."""
    image = Image.fromarray(frame)
    if frame[..., 3].min() == 255:
        image = image.convert("RGB")
    _save(image, target)


def jpeg(frame: Image.Image) -> bytes:
    """Of a decoded frame it is as small as a PNG, and made five times as fast."""
    held = io.BytesIO()
    frame.save(held, "JPEG", quality=92, subsampling=0)
    return held.getvalue()


def sheet(shots: Sequence[tuple[Pixels, float, str]], target: Path, columns: int = 3) -> None:
    """(frame, its second, its caption) of each moment in a grid, all frames in one size. ValueError without any."""
    if not shots:
        raise ValueError("a sheet needs at least one moment")
    height, width = shots[0][0].shape[:2]
    high = round(CELL * height / width)
    told = [_told(at, caption) for _, at, caption in shots]
    foot = 8 + LEAD * max(len(lines) for _, _, lines in told)
    columns = min(columns, len(shots))
    rows = -(-len(shots) // columns)
    page = Image.new("RGB", (GAP + columns * (CELL + GAP), GAP + rows * (high + foot + GAP)), GROUND)
    pen = ImageDraw.Draw(page)
    for index, ((frame, _, _), (time, indent, lines)) in enumerate(zip(shots, told, strict=True)):
        x = GAP + index % columns * (CELL + GAP)
        y = GAP + index // columns * (high + foot + GAP)
        page.paste(Image.fromarray(frame).convert("RGB").resize((CELL, high), Image.Resampling.LANCZOS), (x, y))
        write(pen, (x, y + high + 8), time, TYPE, SOFT)
        for row, line in enumerate(lines):
            write(pen, (x + indent, y + high + 8 + LEAD * row), line, TYPE, INK)
    _save(page, target)


def _told(at: float, caption: str) -> tuple[str, float, tuple[str, ...]]:
    """The time, how far the caption stands from it (px), and the caption's lines.

    What no font of letters has is left out: emoji stand in the picture itself.
    """
    time = f"{at:.1f} s"
    words = drawable(caption, TYPE)
    indent = measure(f"{time}  ", TYPE)
    width = CELL - indent
    lines = wrap(words, TYPE, width) or ("",)
    if len(lines) > LINES:
        lines = (*lines[: LINES - 1], cut(" ".join(lines[LINES - 1 :]), TYPE, width))
    return time, indent, lines


def _save(image: Image.Image, target: Path) -> None:
    with whole(target) as aside:
        # Diagrams are made of runs: to look for more in them takes three times as long, for as many bytes.
        image.save(aside, "PNG", compress_type=zlib.Z_RLE, compress_level=1)
