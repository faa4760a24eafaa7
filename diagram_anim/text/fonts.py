"""The house's fonts: a Korean, Japanese and Latin family in two weights, and colour emoji."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache

import uharfbuzz as hb

from diagram_anim import resources
from diagram_anim.model.layout import Type

BOLD = 600
"""The weight from which on the bold face is taken."""

FILES = {"regular": "PretendardJP-Regular.otf", "bold": "PretendardJP-Bold.otf", "emoji": "Twemoji.ttf"}

SUBSTITUTES = {"✕": "×", "✖": "×", "✗": "×", "✘": "×", "\t": " ", "\u200b": "", "\u2060": "", "\ufeff": ""}
"""Signs that the family lacks, by the nearest that it has."""


@cache
def font(face: str) -> hb.Font:
    """A face by its name in `FILES`, its scale in font units; DamagedError where it isn't there."""
    path = resources.asset("fonts", FILES[face])
    if not path.is_file():
        raise resources.DamagedError(f"the font {path.name}")
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))


def face(type: Type) -> str:
    return "bold" if type.weight >= BOLD else "regular"


@cache
def has(face: str, char: str) -> bool:
    """Whether a face draws a character."""
    return font(face).get_nominal_glyph(ord(char)) is not None


def drawn(char: str) -> bool:
    """Whether a character is seen as what it is, or rightly not at all."""
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
