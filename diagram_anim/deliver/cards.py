"""Cards between the films of a reel: a title that comes out of the theme's ground and goes back into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from diagram_anim import encode, resources
from diagram_anim.encode.format import Pixels
from diagram_anim.model.layout import Type
from diagram_anim.model.theme import Theme
from diagram_anim.text import fonts, wrap

FADE = 0.4
"""Seconds in which the words come, and in which they go."""

HOLD = 2.2

TITLE, LEAD = Type(72, 700), 96
"""px of a frame whose shorter side is 1080."""

LINES = 4

SECONDS = HOLD + 2 * FADE


def write(target: Path, words: str, theme: Theme, size: tuple[int, int], fps: int, quality: str) -> None:
    """A card of `SECONDS` as a film, encoded like the pieces of all others. OSError where it can't be written."""
    ground = np.full((size[1], size[0], 4), 255, np.uint8)
    ground[..., :3] = tuple(bytes.fromhex(theme.color("ground").lstrip("#")))
    card = _drawn(Image.fromarray(ground), words, theme)
    with encode.open_sink("mp4", target, size, fps, quality) as sink:
        for share, repeat in _shares(fps):
            mixed = ground + (card.astype(float) - ground) * share
            sink.write(np.ascontiguousarray(mixed.round().astype(np.uint8)), repeat)


def _shares(fps: int) -> Iterator[tuple[float, int]]:
    """How much of the words is there, and for how many frames."""
    steps = max(1, round(FADE * fps))
    yield from ((index / steps, 1) for index in range(steps))
    yield 1.0, round(SECONDS * fps) - 2 * steps
    yield from ((index / steps, 1) for index in reversed(range(steps)))


def _drawn(image: Image.Image, words: str, theme: Theme) -> Pixels:
    scale = min(image.size) / 1080
    known = "".join(char for char in " ".join(words.split()) if fonts.has("bold", char))
    lines = tuple(wrap(known, TITLE, 0.8 * image.width / scale))[:LINES]
    file = resources.asset("fonts", "PretendardJP-Bold.otf")
    font = ImageFont.truetype(str(file), round(TITLE.size * scale))
    pen = ImageDraw.Draw(image)
    top = image.height / 2 - LEAD * scale * (len(lines) - 1) / 2
    for row, line in enumerate(lines):
        pen.text((image.width / 2, top + row * LEAD * scale), line, theme.color("ink"), font, anchor="mm")
    return np.asarray(image)
