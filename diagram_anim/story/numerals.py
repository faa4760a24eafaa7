"""Small numbers in words of their own, as figures: `두 대에서 여섯 대로` is `2대에서 6대로`.

Comes in: a text. Goes out: the same with figures before the counters of things that run; of nothing else.
"""

from __future__ import annotations

import re

_KOREAN = {word: place for place, word in enumerate("한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두".split(), 1)}
_JAPANESE = {word: place for place, word in enumerate("一二三四五六七八九十", 1)}

_SPELLED = re.compile(
    rf"(?<![가-힣])({'|'.join(sorted(_KOREAN, key=len, reverse=True))})\s"
    r"(?=(?:대|개)(?:$|[\s\W로에의를가는은만뿐]|까지|부터|추가|증설))"
    rf"|(?<![一-龥])([{''.join(_JAPANESE)}])(?=\s?[台個つ])"
)


def digits(text: str) -> str:
    """A text with figures in the place of such words."""
    return _SPELLED.sub(lambda hit: str(_KOREAN[hit[1]] if hit[1] else _JAPANESE[hit[2]]), text)


_ENGLISH = {
    word: place
    for place, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), 1
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}

_LASTING = re.compile(
    rf"\b({'|'.join(_ENGLISH)})(?=\s(?:and a half\s|whole\s|full\s)?(?:milliseconds?|ms|seconds?|minutes?)\b)",
    re.IGNORECASE,
)


def figures(text: str) -> str:
    """A text with figures for English words before what is measured in seconds: `takes 4 seconds`."""
    text = _LASTING.sub(lambda hit: str(_ENGLISH[hit[1].lower()]), text)
    return re.sub(r"(?<=\d )milliseconds?\b", "ms", text)
