"""A string cut into runs of one face: words in the family, emoji in the colour font."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from diagram_anim.text import fonts

JOINER = "\u200d"
COLOUR = "\ufe0f"
PLAIN = "\ufe0e"
KEYCAP = "\u20e3"


@lru_cache(maxsize=4096)
def runs(text: str, face: str) -> tuple[tuple[str, str], ...]:
    """(face, characters) in order; what no font has is left to the family's own sign for it."""
    found: list[tuple[str, str]] = []
    for cluster in _clusters(unicodedata.normalize("NFC", text)):
        its, chars = _placed(cluster, face)
        if not chars:
            continue
        if found and found[-1][0] == its:
            found[-1] = (its, found[-1][1] + chars)
        else:
            found.append((its, chars))
    return tuple(found)


def _placed(cluster: str, face: str) -> tuple[str, str]:
    first = cluster[0]
    coloured = COLOUR in cluster or KEYCAP in cluster
    if PLAIN not in cluster and fonts.has("emoji", first) and (coloured or not fonts.has(face, first)):
        return "emoji", cluster
    if fonts.has(face, first):
        return face, "".join(char for char in cluster if char not in (COLOUR, PLAIN))
    return face, "".join(fonts.SUBSTITUTES.get(char, char) for char in cluster if char not in (COLOUR, PLAIN))


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
        char in (JOINER, COLOUR, PLAIN, KEYCAP)
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
        or unicodedata.combining(char) != 0
    )


def _flag(before: str, char: str) -> bool:
    return len(before) == 1 and all("\U0001f1e6" <= one <= "\U0001f1ff" for one in (before, char))
