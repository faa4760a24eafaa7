"""Frames like those of a film: cards with words, wires, many dots on their way. Drawn here, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from diagram_anim import resources
from diagram_anim.encode.pixels import Pixels

GROUND, CARD, EDGE, INK = (11, 16, 27), (24, 33, 51), (86, 106, 140), (223, 229, 238)
TONES = ((255, 127, 69), (86, 180, 233), (0, 158, 115))
COLUMNS, ROWS, DOTS = 4, 3, 48


def frames(size: tuple[int, int], count: int) -> Iterator[tuple[Pixels, int]]:
    """`count` frames of (w, h) px as (pixels, how long it holds): moving dots, with a held second in every four."""
    width, height = size
    still = _ground(size)
    made = 0
    while made < count:
        picture = still.copy()
        pen = ImageDraw.Draw(picture)
        radius = height / 120
        for dot in range(DOTS):
            along = (made / 120 + dot / DOTS) % 1
            row = dot % ROWS
            x, y = width * along, height * (2 * row + 1) / (2 * ROWS) + height / 60 * np.sin(9 * along + dot)
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), TONES[dot % len(TONES)])
        pen.text((width * 0.05, height * 0.95), f"{made:05d}", INK, _font(height / 36))
        hold = min(count - made, 30 if made % 120 == 90 else 1)
        yield np.asarray(picture.convert("RGBA")).copy(), hold
        made += hold


def _ground(size: tuple[int, int]) -> Image.Image:
    width, height = size
    picture = Image.new("RGB", size, GROUND)
    pen = ImageDraw.Draw(picture)
    font = _font(height / 30)
    for index in range(COLUMNS * ROWS):
        x, y = width * (index % COLUMNS + 0.5) / COLUMNS, height * (index // COLUMNS + 0.5) / ROWS
        half, tall = width / COLUMNS / 3, height / ROWS / 4
        pen.line((x - half * 1.5, y, x + half * 1.5, y), EDGE, max(1, round(height / 360)))
        pen.rounded_rectangle((x - half, y - tall, x + half, y + tall), height / 60, CARD, EDGE, max(1, height // 360))
        pen.text((x, y), f"서버 {index + 1}", INK, font, anchor="mm")
    return picture


def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources.asset("fonts", "PretendardJP-Regular.otf")), round(size))
