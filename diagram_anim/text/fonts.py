"""The house's fonts: a Korean, Japanese and Latin family in two weights, and colour emoji; and the machine's own for
letters that these lack."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from diagram_anim import resources
from diagram_anim.model.layout import Type
from diagram_anim.text import borrowed

BOLD = 600
"""The weight from which on the bold face is taken."""

FILES = {"regular": "PretendardJP-Regular.otf", "bold": "PretendardJP-Bold.otf", "emoji": "Twemoji.ttf"}

SUBSTITUTES = {"✕": "×", "✖": "×", "✗": "×", "✘": "×", "\t": " ", "\u200b": "", "\u2060": "", "\ufeff": ""}
"""Signs that the family lacks, by the nearest that it has."""


LEANING = "leaning "
"""Before the name of a face whose letters lean: the family has no italics of its own."""

LENT = "lent "
"""Before the number and the file of a face that is the machine's."""

LEAN = 0.2
"""By how much of their height letters lean."""


@cache
def font(face: str) -> hb.Font:
    """A face by its name in `FILES` or that of one `lent`, its scale in font units; DamagedError where it isn't
    there."""
    if face.startswith(LEANING):
        leaning = hb.Font(font(face.removeprefix(LEANING)).face)
        leaning.synthetic_slant = LEAN
        return leaning
    if face.startswith(LENT):
        return borrowed.opened(file(face))
    path, number = file(face)
    if not Path(path).is_file():
        raise resources.DamagedError(f"the font {Path(path).name}")
    return hb.Font(hb.Face(hb.Blob.from_file_path(path), number))


def file(face: str) -> tuple[str, int]:
    """Where a face's font lies, and its number there."""
    if face.startswith(LENT):
        number, _, path = face.removeprefix(LENT).partition(" ")
        return path, int(number)
    return str(resources.asset("fonts", FILES[face])), 0


def face(type: Type) -> str:
    return "bold" if type.weight >= BOLD else "regular"


def lent(char: str, face: str) -> str | None:
    """The name of the machine's face that has a letter which the house's fonts lack."""
    found = borrowed.lent(char, bold=face.endswith("bold"))
    return f"{LENT}{found[1]} {found[0]}" if found else None


def lenders(chars: Iterable[str]) -> tuple[str, ...]:
    """The machine's faces in which some of these characters are drawn, each with what tells whether it is still the
    same file; "" among them where some are lacking."""
    found = {lent(char, face) or "" for char in set(chars) if not own(char) for face in ("regular", "bold")}
    return tuple(sorted(f"{one} {borrowed.state(file(one)[0])}" if one else "" for one in found))


@cache
def has(face: str, char: str) -> bool:
    """Whether a face draws a character."""
    return font(face).get_nominal_glyph(ord(char)) is not None


def drawn(char: str) -> bool:
    """Whether a character is seen as what it is, or rightly not at all."""
    return own(char) or lent(char, "regular") is not None


def own(char: str) -> bool:
    """Whether the house's own fonts have a character, or it is rightly not seen."""
    if char in SUBSTITUTES or unicodedata.category(char) in ("Cc", "Cf", "Mn", "Zs"):
        return True
    return any(has(face, char) for face in FILES)


@cache
def palette(face: str) -> tuple[str, ...]:
    """A colour font's first palette, as #rrggbb. Read from its CPAL table (OpenType 1.9): uharfbuzz 0.57 doesn't return
    from reading a palette of some hundred colours."""
    table = font(face).face.reference_table("CPAL").data
    _, entries, _, _, start = struct.unpack_from(">HHHHI", table)
    records = struct.iter_unpack("4B", table[start : start + 4 * entries])
    return tuple(f"#{red:02x}{green:02x}{blue:02x}" for blue, green, red, _ in records)


def ascent(type: Type) -> float:
    """From the baseline to the top of the tallest letters, px."""
    return float(_extents(face(type))[0]) * type.size


def descent(type: Type) -> float:
    """From the baseline to the foot of the lowest letters, px, positive."""
    return float(_extents(face(type))[1]) * type.size


@cache
def cap_height(type: Type) -> float:
    """The height of a capital, px."""
    its = font(face(type))
    extents = its.get_glyph_extents(its.get_nominal_glyph(ord("H")))
    height: float = extents.y_bearing / its.face.upem
    return height * type.size


@cache
def _extents(face: str) -> tuple[float, float]:
    its = font(face)
    extents = its.get_font_extents("ltr")
    return extents.ascender / its.face.upem, -extents.descender / its.face.upem
