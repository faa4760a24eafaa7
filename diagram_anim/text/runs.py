"""A string cut into runs of one face: words in the family, stressed ones in their weight, emoji in the colour font, and
what the house lacks in a font of the machine."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from diagram_anim.model.stress import BOLD, MARKS, PLAIN, SLANT, bare
from diagram_anim.text import fonts

JOINER = "\u200d"
COLOUR = "\ufe0f"
PLAINLY = "\ufe0e"
KEYCAP = "\u20e3"


@lru_cache(maxsize=4096)
def runs(text: str, face: str) -> tuple[tuple[str, str], ...]:
    """(face, characters) in order; what no font has is left to the family's own sign for it."""
    placed = [_placed(cluster, face) for cluster in _clusters(unicodedata.normalize("NFC", text))]
    if any(its.startswith(fonts.LENT) for its, _ in placed):
        placed = _alike(placed)
    found: list[tuple[str, str]] = []
    for its, chars in placed:
        if not chars:
            continue
        if found and found[-1][0] == its:
            found[-1] = (its, found[-1][1] + chars)
        else:
            found.append((its, chars))
    return tuple(found)


def _placed(cluster: str, face: str) -> tuple[str, str]:
    """The face in which a letter is drawn, and what of it: its marks are for its looks, they aren't drawn."""
    first = cluster[0]
    if any(char in MARKS for char in cluster):
        face = "bold" if BOLD in cluster else "regular" if PLAIN in cluster else face
        leaning = fonts.LEANING if SLANT in cluster else ""
        its, chars = _placed(bare(cluster), face) if bare(cluster) else (face, "")
        return (its if its == "emoji" else leaning + its), chars
    coloured = COLOUR in cluster or KEYCAP in cluster
    if PLAINLY not in cluster and fonts.has("emoji", first) and (coloured or not fonts.has(face, first)):
        return "emoji", cluster
    chars = "".join(char for char in cluster if char not in (COLOUR, PLAINLY))
    if fonts.has(face, first):
        return face, chars
    if fonts.own(first):
        return face, "".join(fonts.SUBSTITUTES.get(char, char) for char in chars)
    return fonts.lent(first, face) or face, chars


def _alike(placed: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Letters of a script of which some are lent are all drawn in that font where it has them, and with them the blanks
    between its words, which a script that is read from the right needs in their order."""
    found = list(placed)
    for at, (its, chars) in enumerate(placed):
        if its.startswith(fonts.LENT) or its == "emoji" or not chars:
            continue
        beside = [placed[near][0] for near in (at - 1, at + 1) if 0 <= near < len(placed)]
        if chars == " ":
            lender = beside[0] if len(beside) == 2 and beside[0] == beside[1] else ""
        else:
            lender = next((one for one, _ in placed if one.startswith(fonts.LENT)), "") if _han(chars[0]) else ""
        if lender.startswith(fonts.LENT) and all(fonts.has(lender, char) for char in chars):
            found[at] = (lender, chars)
    return found


def _han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _clusters(text: str) -> list[str]:
    """Characters with what belongs to them: variation selectors, skin tones, joined emoji, flags, combining marks."""
    found: list[str] = []
    for char in text:
        if found and (_clings(char) or found[-1].endswith(JOINER) or _flag(found[-1], char)):
            found[-1] += char
        else:
            found.append(char)
    return found


def _clings(char: str) -> bool:
    return (
        char in (JOINER, COLOUR, PLAINLY, KEYCAP)
        or char in MARKS
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
        or unicodedata.combining(char) != 0
    )


def _flag(before: str, char: str) -> bool:
    return len(before) == 1 and all("\U0001f1e6" <= one <= "\U0001f1ff" for one in (before, char))
