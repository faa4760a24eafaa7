"""What tells a few names apart where there is little room for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from diagram_anim import text
from diagram_anim.model.layout import Type

_BRACKETS = re.compile(r"\s*[(（\[【][^()（）\[\]【】]*[)）\]】]")
_WITHIN = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")

_KANA, _OTHERS = re.compile(r"[぀-ヿ]"), re.compile(r"[㐀-鿿가-힣]")
"""Kana, and letters of scripts in which two are a word."""

LONG, SHORT = 3, 2
"""How many letters the end of a word that all share has at least: within a run of kana, and else."""


def called(names: Sequence[str], type: Type, room: float) -> Sequence[str]:
    """What tells these names apart in so much room for each: the names themselves; without the words that all of them
    share; those that no other has; a single word of each, a version before others. What stands in brackets is said
    after all that stands before them, and ends that all share are left out of words that are written together."""
    apart = [way for way in _ways(names) if len(set(way)) == len(set(names)) and all(way)]
    fitting = (way for way in apart if all(text.measure(name, type) <= room for name in way))
    return next(fitting, apart[-1])


def _ways(names: Sequence[str]) -> Iterator[list[str]]:
    before = [_BRACKETS.sub("", name).strip() for name in names]
    within = [" ".join(_WITHIN.findall(name)) for name in names]
    yield list(names)
    yield from _worded(names)
    if any(within):
        yield before
        yield from _worded(before)
    for way in (*_worded(before), *_single(before)):
        if (stems := _stems(way)) != way:
            yield stems
    yield from _single(before)
    if any(within):
        yield within
        yield from (*_worded(within), *_single(within))


def _own(names: Sequence[str]) -> list[list[str]]:
    """The words of each that not all have."""
    split = [name.split() for name in names]
    return [[word for word in some if any(word not in others for others in split)] for some in split]


def _worded(names: Sequence[str]) -> Iterator[list[str]]:
    counts = Counter(word for name in names for word in {*name.split()})
    for own in _own(names), [[word for word in name.split() if counts[word] == 1] for name in names]:
        # Brackets about all that is left set it apart from nothing.
        left = [" ".join(words) for words in own]
        yield [_WITHIN.sub(r"\1", one) if _WITHIN.fullmatch(one) else one for one in left]


def _single(names: Sequence[str]) -> list[list[str]]:
    own = _own(names)
    found = [[some[place] for some in own] for place in range(min(map(len, own)))]
    return sorted(found, key=lambda words: not all(re.search(r"\d", word) for word in words))


def _stems(names: Sequence[str]) -> list[str]:
    """Without the end that all share, where that is a word of its own: 東京, 大阪 for two リージョン."""
    longest = min(names, key=len)
    ends = (longest[at:] for at in range(len(longest)))
    shared = (end for end in ends if all(name.endswith(end) for name in names) and _word(end, names))
    end = next(shared, "")
    return [name.removesuffix(end) for name in names]


def _word(end: str, names: Sequence[str]) -> bool:
    before = [name[: -len(end)][-1:] for name in names]
    if not all(before) or not all(_KANA.match(letter) or _OTHERS.match(letter) for letter in (*end, *before)):
        return False
    inside = _KANA.match(end[0]) and any(_KANA.match(letter) for letter in before)
    return len(end) >= (LONG if inside else SHORT)
