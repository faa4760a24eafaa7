"""Which language a text is written in, among those that have a lexicon."""

from __future__ import annotations

import re
from functools import cache

from diagram_anim import resources

_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_KANJI = re.compile(r"[一-鿿々]")
_LATIN = re.compile(r"[A-Za-z]")
DEFAULT = "en"

_TERMS = 40
"""So many Latin letters may be names alone."""


@cache
def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in resources.asset("lexicon").glob("*.toml")))


def detect(*texts: str, otherwise: str = DEFAULT) -> str:
    """The language of the first of these texts that tells. Code and names in Latin letters weigh little: a text of
    nothing else tells only where it is long, as a heading may be a term of the trade."""
    for text in texts:
        hangul, kana, kanji, latin = (len(one.findall(text)) for one in (_HANGUL, _KANA, _KANJI, _LATIN))
        if hangul and hangul >= kana and hangul * 12 >= latin:
            return "ko"
        if kana and (kana + kanji) * 12 >= latin:
            return "ja"
        if latin > _TERMS:
            return "en"
    return otherwise


def scripts(text: str) -> tuple[str, ...]:
    """The lexicons that a text may hold words of."""
    found = []
    if _HANGUL.search(text):
        found.append("ko")
    if _KANA.search(text) or _KANJI.search(text):
        found.append("ja")
    if _LATIN.search(text):
        found.append("en")
    return tuple(found)
