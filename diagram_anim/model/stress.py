"""Letters that an author has stressed: each carries marks behind it, so that however words are broken none is lost.

The marks are characters that no text holds; who draws words takes them for looks, who reads them leaves them out.
"""

from __future__ import annotations

import re
import unicodedata

BOLD, PLAIN, SLANT = "\ufdd3", "\ufdd4", "\ufdd5"
"""Behind a letter of heavy weight, one of light weight in a label that has heavy ones, and one that leans."""

MARKS = frozenset((BOLD, PLAIN, SLANT))

_MARKS = re.compile("[\ufdd3-\ufdd5]")
_LETTERS = re.compile("[^\ufdd3-\ufdd5][\ufdd3-\ufdd5]*")


def stressed(words: str, marks: str) -> str:
    """The words with these marks behind each letter."""
    return "".join(char + marks if _marked(char) else char for char in words) if marks else words


def bare(words: str) -> str:
    """The words without marks."""
    return _MARKS.sub("", words)


def told_apart(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a label in which some letters are heavy, with all others marked as light; where all are heavy or
    none, as they are."""
    if not any(BOLD in line for line in lines):
        return lines
    letters = [letter for line in lines for letter in _LETTERS.findall(line) if _marked(letter[0])]
    if all(BOLD in letter for letter in letters):
        return lines
    return tuple(_LETTERS.sub(lambda found: _light(found[0]), line) for line in lines)


def _light(letter: str) -> str:
    return letter if BOLD in letter or not _marked(letter[0]) else letter + PLAIN


def _marked(char: str) -> bool:
    """Whether a character takes marks: not a blank, nor a part of an emoji, which stays whole."""
    return unicodedata.category(char)[0] in "LNP" or unicodedata.category(char) in ("Sm", "Sc")
