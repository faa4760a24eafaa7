"""How fast an audience reads; what a film takes for its words goes by it, guessed or laid out."""

from __future__ import annotations

import unicodedata

KOREAN, JAPANESE, LATIN = 12.0, 6.0, 17.0
"""Characters a second that are read with ease."""

_LANGUAGES = {"ko": KOREAN, "ja": JAPANESE}
_SCRIPTS = {"HANGUL": KOREAN, "HIRAGANA": JAPANESE, "KATAKANA": JAPANESE, "CJK": JAPANESE, "LATIN": LATIN}

_LEAST = 2.0
_LOOK_UP = 0.6
"""From the picture to the caption and back."""


def seconds(caption: str, lang: str) -> float:
    """In which a caption can be read and looked up from. Letters are read by their own script, so that English names
    in a Korean sentence take no longer than in an English one; figures, marks and spaces by the sentence's."""
    if not caption:
        return 0.0
    rest = _LANGUAGES.get(lang, LATIN)
    return max(_LEAST, sum(1 / _SCRIPTS.get(_script(one), rest) for one in caption)) + _LOOK_UP


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""
