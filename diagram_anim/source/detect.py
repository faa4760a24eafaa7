"""Which language a text is written in, among those that have a lexicon."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from diagram_anim import resources

_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_KANJI = re.compile(r"[一-鿿々]")
_LATIN = re.compile(r"[A-Za-z]")
_PARTICLES = re.compile(
    r"\b(?:an?|and|are|as|be|by|can|for|from|how|in|is|it|not|of|on|or|that|the|this|to|we|what|when|with|you)\b", re.I
)
"""Words without a meaning of their own: names and code hold none, a sentence in English two."""

_LISTING = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)

DEFAULT = "en"

_TERMS = 40
"""So many Latin letters may be names alone."""

_SYLLABLE = 3
"""Letters that say as much as one sign of Korean or Japanese."""

_AMONG_NAMES = 4
"""How often as many letters code and names in Latin ones may have as what a text says."""


@cache
def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in resources.asset("lexicon").glob("*.toml")))


def detect(*texts: str, otherwise: str = DEFAULT) -> str:
    """The language of the first of these texts that tells: its lines in English against all others, of which code and
    names in Latin letters weigh little. A text of nothing else tells only where it is long, as a heading may be a term
    of the trade."""
    found = next(filter(None, map(_spoken, texts)), "")
    return found or ("en" if any(_letters(text)[3] > _TERMS for text in texts) else otherwise)


@lru_cache(maxsize=2)
def tells(text: str) -> tuple[str, bool]:
    """All of a text that decides what `detect` finds, beside other texts and alone."""
    return _spoken(text), _letters(text)[3] > _TERMS


@lru_cache(maxsize=8)
def _spoken(text: str) -> str:
    """What a text speaks, "" where it doesn't tell. Kept: a lecture's own words are asked for with each diagram."""
    parted: tuple[list[str], list[str]] = [], []
    for line in text.splitlines():
        parted[_is_english(line)].append(line)
    others, english = map("".join, parted)
    hangul, kana, kanji, latin = _letters(others)
    lang, own = ("ko", hangul) if hangul and hangul >= kana else ("ja", kana + kanji)
    if own and own * _SYLLABLE * _AMONG_NAMES >= latin and own * _SYLLABLE >= _letters(english)[3]:
        return lang
    return "en" if english else ""


def mostly(text: str) -> str:
    """The language other than English that most of what a text says is in, "" without one: terms in Latin letters say
    little of it."""
    hangul, kana, kanji, latin = _letters(text)
    lang, own = ("ko", hangul) if hangul and hangul >= kana else ("ja", kana + kanji)
    return lang if own and own * _SYLLABLE >= latin else ""


@lru_cache(maxsize=2)
def prose(text: str) -> str:
    """What Markdown says beside its listings and diagrams; nothing of a text without any, which is one itself."""
    said = _LISTING.sub(" ", text)
    return said if said != text else ""


def _is_english(line: str) -> bool:
    """Whether it is a sentence in English, which a few words of other languages may stand in."""
    hangul, kana, kanji, latin = _letters(line)
    return (hangul + kana + kanji) * _SYLLABLE * _AMONG_NAMES < latin and len(_PARTICLES.findall(line)) > 1


def _letters(text: str) -> tuple[int, ...]:
    """How many are of Hangul, of kana, kanji and Latin ones."""
    return tuple(len(kind.findall(text)) for kind in (_HANGUL, _KANA, _KANJI, _LATIN))


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
