"""Words on pictures that are no films: sheets, and the cards of a reel. Letters stand in the fonts of the films; emoji,
which stand in the films themselves, are left out."""

from __future__ import annotations

from functools import cache

from PIL import ImageDraw, ImageFont

from diagram_anim.model.layout import Type
from diagram_anim.text import fonts
from diagram_anim.text.runs import runs


def drawable(words: str, type: Type) -> str:
    """The words on one line, less what no font of letters has."""
    face = fonts.face(type)
    return "".join(char for char in " ".join(words.split()) if fonts.has(face, char) or _lent(char, face)).strip()


def write(
    pen: ImageDraw.ImageDraw, place: tuple[float, float], words: str, type: Type, ink: str, anchor: str = "la"
) -> None:
    """A line of words; `anchor` is what of it stands at the place, as Pillow calls it: `l` or `m`, then `a` or `m`."""
    face, size = fonts.face(type), round(type.size)
    parts = [(_font(its, size), chars) for its, chars in runs(words, face)]
    (x, y), (above, below) = place, _font(face, size).getmetrics()
    x -= sum(font.getlength(chars) for font, chars in parts) / 2 if anchor[0] == "m" else 0.0
    y += above if anchor[1] == "a" else (above - below) / 2
    for font, chars in parts:
        pen.text((x, y), chars, ink, font, anchor="ls")
        x += font.getlength(chars)


def _lent(char: str, face: str) -> bool:
    return not fonts.own(char) and fonts.lent(char, face) is not None


@cache
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    file, number = fonts.file(face)
    return ImageFont.truetype(file, size, number)
