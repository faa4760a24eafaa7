"""The words of `assets/lexicon/tidings` as patterns: what each language says of something that happens.

Comes in: a language. Goes out: patterns. How they are put together into what a text tells is the reader's business.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from diagram_anim import resources
from diagram_anim.source.detect import languages
from diagram_anim.story.language.forms import MARK, forms

VERBS = ("fail", "recover", "start", "stop", "lead")

WHO = "◆"
"""Stands in a text for the one that it may speak of."""


@dataclass(frozen=True, slots=True)
class Events:
    """`verbs` hold what happens, whether a part of a system alone can be meant, and the words for it. Who says a word
    of `talk` only talks about it; `light` may stand before a word, `follow` behind it; `purpose` says what a part is
    there for. `bases` are English verbs in their first form."""

    verbs: tuple[tuple[str, bool, re.Pattern[str]], ...]
    talk: re.Pattern[str]
    light: re.Pattern[str]
    purpose: re.Pattern[str]
    follow: str
    begins: str
    bases: frozenset[str]


def events(lang: str) -> Events:
    """A language's words, or the English ones where it has none."""
    return _read(lang if lang in languages() else "en")


@cache
def _read(lang: str) -> Events:
    with resources.asset("lexicon", "tidings", f"{lang}.toml").open("rb") as file:
        table: dict[str, Any] = tomllib.load(file)
    told = [(verb, kind) for verb in VERBS for kind in ("surely", "words")]
    every = [entry for verb, kind in told for entry in table[verb][kind]]
    nouns = "|".join(
        rf"{re.escape(noun)}(?=\W|$)" if noun in ("중", "中") else noun for noun in table["follow"]["nouns"]
    )
    return Events(
        verbs=tuple((verb, kind == "surely", _pattern(table[verb][kind], table["irregular"])) for verb, kind in told),
        talk=_pattern(table["talk"]["words"], {}),
        light=_pattern(table["light"]["words"], {}),
        purpose=_pattern(table["purpose"]["words"], {}),
        follow="|".join(filter(None, (table["follow"]["verbs"], nouns))),
        begins="|".join(table["follow"]["begins"]),
        bases=frozenset(one[:-1] for entry in every for one in entry.split(" ")[0].split("|") if one.endswith(MARK)),
    )


def _pattern(entries: Iterable[str], irregular: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Any of these entries, the longest first."""
    return re.compile("|".join(_written(one, irregular) for one in sorted(entries, key=len, reverse=True)), re.I)


def _written(entry: str, irregular: Mapping[str, Sequence[str]]) -> str:
    """An entry as it may be written: words apart, each verb in its forms, one of several, or whom it speaks of."""
    between = _GAP if entry.isascii() or "…" in entry else r"\s*"
    return between.join(_WHOM if word == "…" else _any(word.split("|"), irregular) for word in entry.split(" "))


_WHOM = rf"(?:{WHO}|it|them|this one|me|the \w+)"

_GAP = r"[\s-]+(?:(?:\w+ly|the|a|an|its|all|has|have)\s+)*"
"""What may stand between two words of an English entry."""


def _any(words: Iterable[str], irregular: Mapping[str, Sequence[str]]) -> str:
    """One of these words in any form, the longest first; none is part of a longer one in Latin letters."""
    every = {form for word in words for form in forms(word, irregular)}
    return "(?:" + "|".join(map(_alone, sorted(every, key=len, reverse=True))) + ")"


def _alone(word: str) -> str:
    first = r"(?<![A-Za-z0-9])" if word[:1].isascii() and word[:1].isalnum() else ""
    last = r"(?![A-Za-z0-9]|['’]t)" if word[-1:].isascii() and word[-1:].isalnum() else ""
    return f"{first}{re.escape(word)}{last}"
