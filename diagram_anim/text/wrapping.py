"""Lines broken as readers of Korean, Japanese and Latin scripts expect, and as even as can be."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from diagram_anim.model.layout import Type
from diagram_anim.text.shaping import measure

NOT_FIRST = set(")]}>,.!?:;%·、。，．！？：；）］｝〉》」』】…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ’”")
"""What may not begin a line."""

NOT_LAST = set("([{<（［｛〈《「『【‘“")
"""What may not end a line."""


@lru_cache(maxsize=4096)
def wrap(text: str, type: Type, width: float) -> tuple[str, ...]:
    """Lines no wider than `width` px: broken at blanks, between ideographs, and inside a word only if it alone is too
    wide. Of all ways with the fewest lines, the one with the evenest. At least one line, empty for an empty text."""
    pieces = _pieces(text.strip(), type, width)
    if not pieces:
        return ("",)
    fewest = _greedy(pieces, type, width)
    if len(fewest) == 1:
        return tuple(fewest)
    low, high = width / len(fewest) * 0.5, width
    best = fewest
    while high - low > 2:
        middle = (low + high) / 2
        lines = _greedy(pieces, type, middle)
        if len(lines) <= len(fewest) and all(measure(line, type) <= width for line in lines):
            best, high = lines, middle
        else:
            low = middle
    return tuple(best)


def cut(text: str, type: Type, width: float) -> str:
    """The text if it is no wider than `width` px, else as much of it as fits with an ellipsis."""
    if measure(text, type) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…", type) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def _greedy(pieces: list[tuple[str, str]], type: Type, width: float) -> list[str]:
    lines = [pieces[0][1]]
    for glue, piece in pieces[1:]:
        longer = lines[-1] + glue + piece
        if measure(longer, type) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def _pieces(text: str, type: Type, width: float) -> list[tuple[str, str]]:
    """What can't be broken, each with what stands before it on the same line: a blank, or nothing."""
    found: list[tuple[str, str]] = []
    for word in text.split():
        glue = " "
        for part in _parts(word):
            if measure(part, type) <= width:
                found.append((glue, part))
            else:
                chars = _characters(part, type, width)
                found += [(glue if first == 0 else "", char) for first, char in enumerate(chars)]
            glue = ""
    return found


def _parts(word: str) -> list[str]:
    """A word cut between ideographs and kana; Hangul and Latin words stay whole."""
    parts: list[str] = []
    for char in word:
        opens = bool(parts) and (_breaks(parts[-1][-1]) or _breaks(char))
        if opens and char not in NOT_FIRST and parts[-1][-1] not in NOT_LAST:
            parts.append(char)
        elif parts:
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _breaks(char: str) -> bool:
    """Whether a line may be broken beside it: Han and kana."""
    return "\u2e80" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


def _characters(part: str, type: Type, width: float) -> list[str]:
    found = [""]
    for char in part:
        clings = unicodedata.combining(char) or char in "\u200d\ufe0f" or char in NOT_FIRST
        if found[-1] and not clings and measure(found[-1] + char, type) > width:
            found.append(char)
        else:
            found[-1] += char
    return found
