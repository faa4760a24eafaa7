"""Posters, and sheets of telling moments with their captions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from diagram_anim import resources
from diagram_anim.encode.format import Pixels, whole
from diagram_anim.model.layout import Type
from diagram_anim.text import cut, fonts

CELL = 640
GAP = 24
FOOT = 44
GROUND, INK = "#20242c", "#dfe5ee"


def poster(frame: Pixels, target: Path) -> None:
    """One frame as a PNG."""
    image = Image.fromarray(frame)
    if frame[..., 3].min() == 255:
        image = image.convert("RGB")
    with whole(target) as aside:
        image.save(aside, "PNG", optimize=True)


def sheet(shots: Sequence[tuple[Pixels, float, str]], target: Path, columns: int = 3) -> None:
    """Frames in a grid, each with its second and its caption."""
    if not shots:
        return
    height, width = shots[0][0].shape[:2]
    high = round(CELL * height / width)
    columns = min(columns, len(shots))
    rows = -(-len(shots) // columns)
    size = (GAP + columns * (CELL + GAP), GAP + rows * (high + FOOT + GAP))
    page = Image.new("RGB", size, GROUND)
    pen = ImageDraw.Draw(page)
    type = Type(22)
    font = ImageFont.truetype(str(resources.asset("fonts", "PretendardJP-Regular.otf")), int(type.size))
    for index, (frame, at, caption) in enumerate(shots):
        x = GAP + index % columns * (CELL + GAP)
        y = GAP + index // columns * (high + FOOT + GAP)
        image = Image.fromarray(frame).convert("RGB").resize((CELL, high), Image.Resampling.LANCZOS)
        page.paste(image, (x, y))
        words = "".join(char for char in caption if fonts.has("regular", char))  # emoji stand in the picture itself
        pen.text((x, y + high + 8), cut(f"{at:.1f} s  {words}", type, CELL), INK, font)
    with whole(target) as aside:
        page.save(aside, "PNG", optimize=True)
