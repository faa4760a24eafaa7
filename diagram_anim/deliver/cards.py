"""Cards between the films of a reel: a title on the theme's ground. What stands before it turns into it, and it into
what comes after: the frames of these two cross-fades are the only ones of a reel that are encoded anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from diagram_anim import encode
from diagram_anim.deliver import plain
from diagram_anim.encode.pixels import Pixels
from diagram_anim.model.layout import Type
from diagram_anim.model.theme import Theme
from diagram_anim.text import wrap

FADE = 0.4
"""Seconds of a cross-fade."""

HOLD = 2.2

TITLE, LEAD = Type(72, 700), 96
"""px of a frame whose shorter side is 1080."""

LINES = 4

ABOVE = 2
"""Lines that may stand small over them."""

SAID, SAID_LEAD = Type(44), 66

WIDE, TALL = 0.74, 8
"""Of a card with sentences: the share of its width that they take, and how many lines it holds."""

SECONDS = HOLD + 2 * FADE


@dataclass(frozen=True, slots=True)
class Look:
    """What cards have in common with the films around them; `size` in px."""

    theme: Theme
    size: tuple[int, int]
    fps: int
    quality: str


def write(target: Path, card: Pixels, before: Pixels, after: Pixels, look: Look, seconds: float = SECONDS) -> None:
    """A film of so many seconds that begins as `before`, shows the card, and ends as `after`, encoded like the pieces
    of all others. OSError where it can't be written."""
    with encode.open_sink("mp4", target, look.size, look.fps, look.quality) as sink:
        for one, other, share, repeat in _mixes(card, before, after, look.fps, seconds):
            mixed = one + (other.astype(float) - one) * share
            sink.write(np.ascontiguousarray(mixed.round().astype(np.uint8)), repeat)


def drawn(words: str, look: Look, above: str = "") -> Pixels:
    """The card with the words, as many as there is room for, and small `above` them what they belong to."""
    image = Image.fromarray(ground(look))
    scale = _scale(look)
    lines = tuple(wrap(plain.drawable(words, TITLE), TITLE, 0.8 * image.width / scale))[:LINES]
    pen = ImageDraw.Draw(image)
    top = image.height / 2 - LEAD * scale * (len(lines) - 1) / 2
    for row, line in enumerate(lines):
        place = image.width / 2, top + row * LEAD * scale
        plain.write(pen, place, line, _scaled(TITLE, scale), look.theme.color("ink"), "mm")
    for row, line in enumerate(reversed(_lines(above, look)[:ABOVE])):
        place = image.width / 2, top - LEAD * scale - row * SAID_LEAD * scale
        plain.write(pen, place, line, _scaled(SAID, scale), look.theme.color("ink2"), "mm")
    return np.asarray(image)


def pages(said: Sequence[str], look: Look) -> list[list[str]]:
    """Paragraphs on as many cards as they need, parted within one only where it fills a card by itself."""
    found: list[list[str]] = [[]]
    room = 0
    for words in said:
        for part in _parted(_lines(words, look)):
            if len(part) > room:
                found.append([])
                room = TALL
            found[-1].append(" ".join(part))
            room -= len(part) + 1
    return found[1:]


def told(said: Sequence[str], look: Look) -> Pixels:
    """A card with a page of paragraphs, to be read at leisure."""
    image = Image.fromarray(ground(look))
    scale = _scale(look)
    rows = [line for words in said for line in (*_lines(words, look), "")][:-1]
    pen = ImageDraw.Draw(image)
    left = (image.width - WIDE * image.width) / 2
    top = image.height / 2 - SAID_LEAD * scale * (len(rows) - 1) / 2
    for row, line in enumerate(rows):
        place = left, top + row * SAID_LEAD * scale
        plain.write(pen, place, line, _scaled(SAID, scale), look.theme.color("ink"), "lm")
    return np.asarray(image)


def _parted(lines: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [lines[at : at + TALL] for at in range(0, len(lines), TALL)]


def _lines(words: str, look: Look) -> tuple[str, ...]:
    return tuple(wrap(plain.drawable(words, SAID), SAID, WIDE * look.size[0] / _scale(look)))


def _scaled(type: Type, by: float) -> Type:
    return replace(type, size=type.size * by)


def _scale(look: Look) -> float:
    return min(look.size) / 1080


def ground(look: Look) -> Pixels:
    """A frame with nothing on it."""
    pixels = np.full((look.size[1], look.size[0], 4), 255, np.uint8)
    pixels[..., :3] = tuple(bytes.fromhex(look.theme.color("ground").lstrip("#")))
    return pixels


def _mixes(
    card: Pixels, before: Pixels, after: Pixels, fps: int, seconds: float
) -> Iterator[tuple[Pixels, Pixels, float, int]]:
    """One frame, the other, how much of the other there is, and for how many frames."""
    steps = max(1, round(FADE * fps))
    yield from ((before, card, (index + 1) / (steps + 1), 1) for index in range(steps))
    yield card, card, 1.0, round(seconds * fps) - 2 * steps
    yield from ((card, after, (index + 1) / (steps + 1), 1) for index in range(steps))
