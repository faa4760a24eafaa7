"""Lines broken as readers of Korean, Japanese and Latin scripts expect, and as even as can be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise

from diagram_anim.model.layout import Type
from diagram_anim.model.stress import MARKS, bare
from diagram_anim.text.shaping import measure

LEAST = 24.0
"""The smallest type that can be read from afar, in px."""

NOT_FIRST = set(")]}>,.!?:;%·、。，．！？：；）］｝〉》」』】…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ’”")
"""What may not begin a line."""

NOT_LAST = set("([{<（［｛〈《「『【‘“")
"""What may not end a line."""

LEAN_ON = frozenset("한 두 세 네 그 이 저 안 못 더 덜 첫 각 새 총 몇 약 매 온".split())
"""Korean words of one syllable that say something of the next: they don't end a line."""

BOUND = re.compile(r"(?:것|수|때|번|등|중|뿐|채|줄|듯|적)(?:이|가|은|는|을|를|에|의|도|로|만|까지|마다)?[.,!?]?")
"""Korean nouns that can't stand without what is before them: they don't begin a line."""

LETTER = re.compile(f".[{''.join(sorted(MARKS))}]*")
"""A letter with the marks that stress it."""

JOINTS = re.compile(r"(?<=[_/.:=&?-])(?=[^_/.:=&?-])|(?<=[a-z])(?=[A-Z])")
"""Where a name without blanks is broken first."""


@lru_cache(maxsize=4096)
def wrap(text: str, type: Type, width: float) -> tuple[str, ...]:
    """Lines no wider than `width` px: broken at blanks, between phrases of Japanese, and inside one only if it alone
    is too wide. Of all ways with the fewest lines, the one with the evenest. At least one line, empty for an empty
    text."""
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


def parts(word: str) -> list[str]:
    """A word in parts between which it is broken first: `a/b-c` at its marks, `someName` at its capitals."""
    if MARKS.isdisjoint(word):
        return JOINTS.split(word)
    letters = iter(LETTER.findall(word))
    return ["".join(islice(letters, len(part))) for part in JOINTS.split(bare(word))]


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


def fitted(string: str, type: Type, width: float) -> tuple[str, Type]:
    """The words and their type so that they are no wider than `width`."""
    have = measure(string, type)
    if have <= width + 0.5:
        return string, type
    smaller = replace(type, size=max(min(LEAST, type.size), type.size * width / have))
    return cut(string, smaller, width + 0.5), smaller


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
    last = ""
    for word in text.split():
        if last and _leans(last, word) and measure(f"{found[-1][1]} {word}", type) <= width:
            found[-1] = (found[-1][0], f"{found[-1][1]} {word}")
        else:
            parts = _whole(word, type, width)
            found += [(" " if first == 0 else "", part) for first, part in enumerate(parts)]
        last = word
    return found


def _leans(word: str, following: str) -> bool:
    """Whether a line isn't broken between the two: before a mark that stands by itself (`one · two`), and where a
    reader of Korean takes them for one, a determiner and its noun, a bound noun and what it stands behind, a number and
    its unit."""
    word, following = bare(word), bare(following)
    if NOT_FIRST.issuperset(following):
        return True
    if not _hangul(following[0]):
        return False
    return word in LEAN_ON or BOUND.fullmatch(following) is not None or word[-1].isdigit() and len(following) <= 2


def _whole(word: str, type: Type, width: float) -> list[str]:
    """A word in the largest parts that fit: phrases, then ideographs or the parts of a name, then characters."""
    found: list[str] = []
    for phrase in _cut(word, _begins):
        if measure(phrase, type) <= width:
            found.append(phrase)
            continue
        for part in _cut(phrase, _opens):
            if measure(part, type) <= width:
                found.append(part)
                continue
            for joint in parts(part):
                found += _characters(joint, type, width)
    return found


def _cut(word: str, opens: Callable[[str, str], bool]) -> list[str]:
    letters = LETTER.findall(word)
    parts = letters[:1] or [word]
    for before, letter in pairwise(letters):
        if opens(before[0], letter[0]) and letter[0] not in NOT_FIRST and before[0] not in NOT_LAST:
            parts.append(letter)
        else:
            parts[-1] += letter
    return parts


def _begins(before: str, char: str) -> bool:
    """Whether a Japanese phrase begins there: behind particles and endings, which are hiragana, or behind a stop."""
    if _ideographic(before) != _ideographic(char):
        return True
    return before in "、。，！？" or _hiragana(before) != _hiragana(char) and _hiragana(before)


def _opens(before: str, char: str) -> bool:
    """Whether a line may be broken there: beside Han and kana."""
    return _ideographic(before) or _ideographic(char)


def _ideographic(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


def _hiragana(char: str) -> bool:
    return "\u3041" <= char <= "\u309f"


def _hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


def _characters(part: str, type: Type, width: float) -> list[str]:
    found = [""]
    for char in part:
        clings = unicodedata.combining(char) or char in "\u200d\ufe0f" or char in MARKS or char in NOT_FIRST
        if found[-1] and not clings and measure(found[-1] + char, type) > width:
            found.append(char)
        else:
            found[-1] += char
    return found
