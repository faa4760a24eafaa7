"""All forms that a verb takes in a diagram's words: `crash~` is crashes, crashed, crashing; `멈추~` is 멈춘다, 멈췄다,
멈춤; `落ちる~` is 落ちた, 落ちます, 落ちて.

Comes in: a verb as a lexicon has it. Goes out: its forms, itself among them. Refuses to know what it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

MARK = "~"
"""What stands behind a verb that is meant in all its forms."""

HANGUL = "(?-i:[가-힣])"
"""A Korean letter in a pattern that ignores case: Python would try each of them in either."""


def forms(verb: str, irregular: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A verb in each of its forms, `crash~` or one without a mark as it stands; `irregular` holds English ones that no
    rule makes."""
    word = verb.removesuffix(MARK)
    if word == verb:
        return (word,)
    if word.isascii():
        return (word, *(irregular.get(word) or _english(word)))
    return tuple(_korean(word) if "가" <= word[-1] <= "힣" else _japanese(word))


def _english(word: str) -> Iterator[str]:
    sibilant = word.endswith(("s", "x", "z", "ch", "sh"))
    consonant = len(word) > 1 and word[-2] not in _VOWELS
    if word.endswith("y") and consonant:
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing")
    elif word.endswith("e"):
        yield from (f"{word}s", f"{word}d", f"{word[:-1]}ing")
    else:
        short = len(word) < 5 and word[-1] not in f"{_VOWELS}wxy" and word[-2] in _VOWELS and word[-3:-2] not in _VOWELS
        stem = word + word[-1] if short else word
        yield from (word + ("es" if sibilant else "s"), f"{stem}ed", f"{stem}ing")


_VOWELS = "aeiou"

_FIRST = ord("가")
_MEDIALS, _FINALS = 21, 28
_NIEUN, _RIEUL, _RIEUL_MIEUM, _MIEUM, _PIEUP, _SSANGSIOT = 4, 8, 10, 16, 17, 20
_UNCONTRACTED = {8: "았", 11: "었", 13: "었"}
"""What is said before, too, where two vowels stay apart: 멈추었다, 되었다."""
_PAST = {0: 0, 1: 1, 4: 4, 5: 5, 6: 6, 8: 9, 11: 10, 13: 14, 18: 4, 20: 6}
"""The vowel that an open stem ends in once ㅏ or ㅓ has joined it: ㅗ is ㅘ, ㅚ ㅙ, ㅜ ㅝ, ㅡ ㅓ, ㅣ ㅕ."""


def _korean(stem: str) -> Iterator[str]:
    """How it ends a sentence or a clause: now, before, politely and as a noun."""
    head, (first, medial, last) = stem[:-1], _parted(stem[-1])
    if last:
        joined = stem + ("아" if medial in (0, 8) else "어")
    else:
        joined = head + ("해" if stem[-1] == "하" else _whole(first, _PAST.get(medial, medial), 0))
    if last in (0, _RIEUL):  # 멈추다, 만들다
        now, polite, that = (head + _whole(first, medial, sign) for sign in (_NIEUN, _PIEUP, _NIEUN))
        now, polite, noun = f"{now}다", f"{polite}니다", head + _whole(first, medial, _RIEUL_MIEUM if last else _MIEUM)
        while_ = stem
    else:
        now, polite, noun, that, while_ = f"{stem}는다", f"{stem}습니다", f"{stem}음", f"{stem}은", f"{stem}으"
    past = joined[:-1] + _whole(*_parted(joined[-1])[:2], _SSANGSIOT)
    yield from (now, polite, noun, joined, that, past, f"{past}다", f"{past}습니다", f"{past}음", f"{past}고")
    if not last and medial in _UNCONTRACTED:
        yield from (f"{stem}{_UNCONTRACTED[medial]}{ending}" for ending in ("", "다", "습니다", "음", "고"))
        yield stem + ("아" if medial == 8 else "어")
    if stem[-1] == "하":  # 거부하여
        yield from (f"{stem}{ending}" for ending in ("여", "였다", "였습니다", "였고", "였음"))
    yield from (
        f"{while_}며",
        f"{while_}면서",
        *(stem + ending for ending in ("고", "자", "자마자", "다가", "기", "는", "더니", "던", "는데", "네요")),
        *(while_ + ending for ending in ("므로", "니", "니까", "나")),
    )
    yield from (joined + ending for ending in ("서", "요", " 있다", " 있음"))
    for more in ("버림", "버렸다", "버립니다", "버렸습니다", "버린다"):
        yield from (f"{joined}{more}", f"{joined} {more}")


def past(word: str) -> bool:
    """Whether a Korean word ends as what tells of what has come about: `멈췄`."""
    return "가" <= word[-1] <= "힣" and _parted(word[-1])[2] == _SSANGSIOT


def _parted(syllable: str) -> tuple[int, int, int]:
    place = ord(syllable) - _FIRST
    return place // (_MEDIALS * _FINALS), place // _FINALS % _MEDIALS, place % _FINALS


def _whole(first: int, medial: int, last: int) -> str:
    return chr(_FIRST + (first * _MEDIALS + medial) * _FINALS + last)


_ROWS = {row[0]: row[1:] for row in "ういっ くきい ぐぎい すしし つちっ ぬにん ぶびん むみん るりっ".split()}
"""Of a verb's last sign: what it is before ます, and before た."""

_BRIGHT = "いきぎしじちにひびみりえけげせぜてねへべめれ"
"""A sign before る of verbs that only lose it."""


def _japanese(verb: str) -> Iterator[str]:
    """How it ends a sentence or a clause: now, before, politely, as a noun and going on."""
    stem, last = verb[:-1], verb[-1]
    if last == "い":
        yield from (verb, *(stem + ending for ending in ("かった", "く", "くて", "かったです", "いです")))
        return
    if last == "る" and stem[-1] in _BRIGHT:
        noun = past = stem
    else:
        noun, past = stem + _ROWS[last][0], stem + _ROWS[last][1]
    voiced = past[-1] == "ん" or last == "ぐ"
    done = past + ("だ" if voiced else "た")
    on = past + ("で" if voiced else "て")
    yield from (verb, done, on, noun, f"{noun}ます", f"{noun}ました")
    yield from (
        on + other for other in ("いる", "いく", "しまう", "しまった", "しまいました", "います", "くる", "きた")
    )
