"""A part of a whole in words, as percent: `9 of 10 requests`, `10건 중 1건`, `열 중 아홉`, `九割五分`, `2/3`.

Comes in: a text. Goes out: the same with percentages in their place.
"""

from __future__ import annotations

import re

_UNITS = r"(?:건|개|번|명|요청|件|回|人)?"
_TEN = {word: place for place, word in enumerate("하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 열".split(), 1)}
_KANJI = "一二三四五六七八九"
_WORDS = "one two three four five six seven eight nine".split()
_PARTED = re.compile(
    rf"(?<![\d.])(\d{{1,3}})\s?(?:out\sof|of|in)(?:\severy)?\s(\d{{1,4}})(?=\s(?:requests?|calls?|users?)|$)"
    rf"|(?<![\d.])(\d{{1,4}}){_UNITS}\s?(?:중에?|中)\s?(\d{{1,3}}){_UNITS}(?=\s|$|の)"
    rf"|()열\s?중에?\s?({'|'.join(_TEN)})(?=\s|$)|(?<![\d.])([\d{_KANJI}])\s?[割할](?:([\d{_KANJI}])分)?(?=\s|$|の|→)"
    rf"|\b({'|'.join(_WORDS)}) (?:out of|of|in) (?:every )?ten\b",
    re.IGNORECASE,
)
"""A part of a whole in words: `9 of 10 requests`, `10건 중 1건`, `열 중 아홉`, `9割`."""


def parted(text: str) -> str:
    """A text with the parts of a whole that it gives in words, or as a fraction and no more, as percent."""
    if (found := _FRACTION.fullmatch(text)) and 0 < int(found[1]) <= int(found[2]):
        return f"{100 * int(found[1]) / int(found[2]):g}%"
    return _PARTED.sub(_percent, text)


_SENT = (
    r"(?:traffic|requests?|reads?|quer(?:y|ies)|calls?|load|트래픽|요청|읽기|조회|쿼리|호출|부하"
    r"|トラフィック|リクエスト|読み取り|読み込み|参照|クエリ|負荷)"
)
_FRACTION = re.compile(
    rf"\s*(?:{_SENT}[의の]?\s*)?([1-9])\s?/\s?([2-9]|10)(?:\s?(?:of\s)?(?:the\s)?{_SENT})?\s*", re.IGNORECASE
)
"""`2/3`, `1/4 of the traffic`, `읽기 1/3`."""


def _percent(hit: re.Match[str]) -> str:
    some, of, whole, part, _, word, tenths, hundredths, spelled = hit.groups()
    if spelled:
        return f"{10 * (_WORDS.index(spelled.lower()) + 1)}%"
    if tenths or word:
        return f"{10 * (_figure(tenths) if tenths else _TEN[word]) + (_figure(hundredths) if hundredths else 0)}%"
    few, many = (int(some), int(of)) if some else (int(part), int(whole))
    return f"{100 * few / many:g}%" if 0 < few <= many else hit[0]


def _figure(sign: str) -> int:
    return _KANJI.index(sign) + 1 if sign in _KANJI else int(sign)
