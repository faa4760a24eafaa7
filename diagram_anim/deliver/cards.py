"""Cards between the films of a reel: a title on the theme's ground. What stands before it turns into it, and it into
what comes after: the frames of these two cross-fades are the only ones of a reel that are encoded anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from diagram_anim import encode, resources
from diagram_anim.encode.format import Pixels
from diagram_anim.model.layout import Type
from diagram_anim.model.theme import Theme
from diagram_anim.text import fonts, wrap

FADE = 0.4
"""Seconds of a cross-fade."""

HOLD = 2.2

TITLE, LEAD = Type(72, 700), 96
"""px of a frame whose shorter side is 1080."""

LINES = 4

SECONDS = HOLD + 2 * FADE


@dataclass(frozen=True, slots=True)
class Look:
    """What cards have in common with the films around them; `size` in px."""

    theme: Theme
    size: tuple[int, int]
    fps: int
    quality: str


def write(target: Path, card: Pixels, before: Pixels, after: Pixels, look: Look) -> None:
    """A film of `SECONDS` that begins as `before`, shows the card, and ends as `after`, encoded like the pieces of all
    others. OSError where it can't be written."""
    with encode.open_sink("mp4", target, look.size, look.fps, look.quality) as sink:
        for one, other, share, repeat in _mixes(card, before, after, look.fps):
            mixed = one + (other.astype(float) - one) * share
            sink.write(np.ascontiguousarray(mixed.round().astype(np.uint8)), repeat)


def drawn(words: str, look: Look) -> Pixels:
    """The card with the words, as many as there is room for."""
    image = Image.fromarray(ground(look))
    scale = min(image.size) / 1080
    known = "".join(char for char in " ".join(words.split()) if fonts.has("bold", char))
    lines = tuple(wrap(known, TITLE, 0.8 * image.width / scale))[:LINES]
    file = resources.asset("fonts", "PretendardJP-Bold.otf")
    font = ImageFont.truetype(str(file), round(TITLE.size * scale))
    pen = ImageDraw.Draw(image)
    top = image.height / 2 - LEAD * scale * (len(lines) - 1) / 2
    for row, line in enumerate(lines):
        pen.text((image.width / 2, top + row * LEAD * scale), line, look.theme.color("ink"), font, anchor="mm")
    return np.asarray(image)


def ground(look: Look) -> Pixels:
    """A frame with nothing on it."""
    pixels = np.full((look.size[1], look.size[0], 4), 255, np.uint8)
    pixels[..., :3] = tuple(bytes.fromhex(look.theme.color("ground").lstrip("#")))
    return pixels


def _mixes(card: Pixels, before: Pixels, after: Pixels, fps: int) -> Iterator[tuple[Pixels, Pixels, float, int]]:
    """One frame, the other, how much of the other there is, and for how many frames."""
    steps = max(1, round(FADE * fps))
    yield from ((before, card, (index + 1) / (steps + 1), 1) for index in range(steps))
    yield card, card, 1.0, round(SECONDS * fps) - 2 * steps
    yield from ((card, after, (index + 1) / (steps + 1), 1) for index in range(steps))
