"""What words mean, read from `assets/lexicon`: stems and whole words, the longest that fits wins.

Comes in: the words of a label. Goes out: hits, each with its senses (`client`, `outage`, `idea.healing` …) and whether
it is negated. Refuses to know what follows from them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from diagram_anim import resources
from diagram_anim.source.detect import languages, scripts
from diagram_anim.story.language.derived import inherit, people


@dataclass(frozen=True, slots=True)
class Hit:
    """`text[start:end]` says `word`, which has these senses."""

    word: str
    senses: frozenset[str]
    start: int
    end: int
    negated: bool = False

    def says(self, *senses: str) -> bool:
        return any(sense in self.senses for sense in senses)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language. `latin` and `other` hold senses by word, blanks and hyphens taken out; `exact` holds those that are
    meant only as they are written, `other` says too where a blank may stand. `answers` are whole labels; `denials`
    stand before one that denies another, `opposites` in two of which only one holds. `reason` says how a reason ends
    that stands before what it leads to, and how one begins that stands after it; `cases` how a sentence begins that
    tells a branch. `say` holds templates, `means` a sentence for each idea."""

    latin: Mapping[str, frozenset[str]]
    exact: Mapping[str, frozenset[str]]
    other: Mapping[str, tuple[frozenset[str], frozenset[int]]]
    longest: int
    before: re.Pattern[str]
    after: re.Pattern[str]
    state: tuple[str, ...]
    reason: tuple[tuple[str, ...], tuple[str, ...]]
    answers: frozenset[str]
    denials: frozenset[str]
    opposites: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    cases: tuple[tuple[re.Pattern[str], str], ...]
    say: Mapping[str, str]
    means: Mapping[str, str]

    def find(self, text: str) -> Iterator[Hit]:
        for start, end, senses in (*self._latin(text), *self._other(text)):
            negated = bool(self.before.search(text[:start]) or self.after.match(text[end:]))
            yield Hit(text[start:end], senses, start, end, negated)

    def _latin(self, text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
        words = list(_WORD.finditer(text))
        index = 0
        while index < len(words):
            found = 0
            for count in range(min(_MOST_WORDS, len(words) - index), 0, -1):
                some = words[index : index + count]
                gaps = (text[one.end() : two.start()] for one, two in pairwise(some))
                if not all(_GAP.fullmatch(gap) for gap in gaps):
                    continue
                first = "".join(one[0].lower() for one in some[:-1])
                senses = self.exact.get(some[0][0].rstrip("0123456789")) if count == 1 else None
                senses = senses or next(
                    (self.latin[key] for key in _stems(first, some[-1][0].lower()) if key in self.latin), None
                )
                if senses is not None:
                    start, end = some[0].start(), some[-1].end()
                    yield start, end, senses - _HAPPENING if _in_name(text, start, end) else senses
                    found = count
                    break
            index += found or 1

    def _other(self, text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
        places = [place for place, char in enumerate(text) if not char.isspace()]
        letters = "".join(lower if len(lower := text[place].lower()) == 1 else text[place] for place in places)
        at = 0
        while at < len(letters):
            found = 0
            for count in range(min(self.longest, len(letters) - at), 0, -1):
                known = self.other.get(letters[at : at + count])
                if known and _fits(text, places[at : at + count], known[1]):
                    yield places[at], places[at + count - 1] + 1, known[0]
                    found = count
                    break
            at += found or 1


_WORD = re.compile(r"(?:[A-Z]{2,}s?(?![a-z])|[A-Z]?[a-z]+(?:\.js\b)?|[A-Z])(?:\d+[a-z]*)?|\d+")
"""Camel case is words one after another: `OrderService`."""

_HAPPENING = {"outage", "failure", "sick", "start", "end", "heal", "restart", "grow", "promote"}

_IDENTIFIER = re.compile(r"[a-z]+(?:[A-Z][a-z]+)+|(?<![\w./])[a-z][a-z\d-]+(?:\.[a-z][a-z\d-]+)+(?![\w./])")


def _in_name(text: str, start: int, end: int) -> bool:
    """Whether words stand in a name that code has, in which they tell of nothing that happens: `restartCount`,
    `orders.dead`."""
    return any(one.start() <= start and end <= one.end() != end - start for one in _IDENTIFIER.finditer(text))


_GAP = re.compile(r"[\s_'’/-]*")
_MOST_WORDS = 6
"""No entry has more; `I'm` is two."""


def _stems(first: str, word: str) -> Iterator[str]:
    """A word and what it may be a form of: plurals, pasts, `-ing`, a number at its end."""
    yield first + word
    word = word.rstrip("0123456789") or word
    yield first + word
    for ending, others in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            for other in others:
                yield first + stem + other
            if ending in ("ed", "ing") and stem[-1] == stem[-2:-1]:
                yield first + stem[:-1]


_ENDINGS = (("ies", ("y",)), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ed", ("", "e")), ("ing", ("", "e")))


def _fits(text: str, places: list[int], blanks: frozenset[int]) -> bool:
    """Whether blanks stand only where the word has them, and a single letter alone."""
    for count, (one, two) in enumerate(pairwise(places), 1):
        if two - one > 1 and count not in blanks:
            return False
    if len(places) > 1:
        return True
    before, after = text[: places[0]][-1:], text[places[0] + 1 :][:1]
    return not (before.isalnum() or after.isalnum())


_LONGEST = 4000


@cache
def find(text: str) -> tuple[Hit, ...]:
    """What is said in a text, from left to right, in all languages whose letters stand in it.

    Of a text longer than any that is shown, only the beginning counts.
    """
    text = text[:_LONGEST]
    found = sorted(
        (hit for lang in scripts(text) for hit in lexicon(lang).find(text)),
        key=lambda hit: (hit.start, -hit.end),
    )
    kept: list[Hit] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(hit for hit in kept if "quiet" not in hit.senses)


@cache
def tail(text: str) -> bool:
    """Whether nothing but words of state (발생, is, した) and marks stand here."""
    words = [word for lang in scripts(text) for word in lexicon(lang).state]
    left = re.sub(r"[\W_]+", " ", text.lower()).strip()
    pattern = _any(sorted(words, key=len, reverse=True))
    return not left or bool(words and re.fullmatch(rf"(?:(?:{pattern})\s*)+", left))


@cache
def answers(langs: tuple[str, ...]) -> frozenset[str]:
    """What a question may be answered with, in these languages."""
    return frozenset().union(*(lexicon(lang).answers for lang in langs))


@cache
def reasons(langs: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A reason at the beginning of a text, and one at its end, in these languages."""
    every = [lexicon(lang).reason for lang in langs]
    before = _any(word for first, _ in every for word in first)
    after = _any(word for _, last in every for word in last)
    return re.compile(rf"^.+(?:{before})(?=\s|[^\x00-\x7f])\s*"), re.compile(rf"\s+(?:{after})\s.+$", re.IGNORECASE)


@cache
def denials(langs: tuple[str, ...]) -> frozenset[str]:
    """What stands before a word to say its opposite, in these languages."""
    return frozenset().union(*(lexicon(lang).denials for lang in langs))


def opposed(one: str, other: str) -> bool:
    """Whether two texts differ in words of which only one can hold: `low latency`, `high latency`."""
    both = f"{one} {other}"
    every = [pair for lang in scripts(both) for pair in lexicon(lang).opposites]
    pairs = [(_whole(some), _whole(others)) for some, others in every if _has(both, some) and _has(both, others)]
    return any(
        first.search(second.sub("", left)) and second.search(right) and not second.search(left)
        for first, second in pairs
        for left, right in ((one, other), (other, one))
        if not first.search(second.sub("", right))  # `비정상` says no `정상`
    )


@cache
def named(sense: str) -> tuple[str, ...]:
    """All words of a sense, in any language."""
    every = [words for lang in languages() for words in (_read(lang).latin, _read(lang).other)]
    return tuple(dict.fromkeys(word for words in every for word in words if sense in _senses(words[word])))


def _senses(entry: frozenset[str] | tuple[frozenset[str], frozenset[int]]) -> frozenset[str]:
    return entry if isinstance(entry, frozenset) else entry[0]


def lexicon(lang: str) -> Lexicon:
    """A language's lexicon, or the English one where it has none."""
    return _read(lang if lang in languages() else "en")


@cache
def _read(lang: str) -> Lexicon:
    with resources.asset("lexicon", f"{lang}.toml").open("rb") as file:
        table: dict[str, Any] = tomllib.load(file)
    words: dict[str, list[str]] = dict(table["words"])
    state = tuple(words.pop("state"))
    words |= {f"idea.{idea}": entry["words"] for idea, entry in table["ideas"].items()}
    words |= {f"gauge.{name}": some for name, some in table["gauges"].items()}
    words |= {f"kind.{name}": some for name, some in table["kinds"].items()}
    known = {_joined(word) for some in words.values() for word in some}
    persons = [one for one in people(table["people"]) if _joined(one) not in known]
    words |= {sense: [*words[sense], *persons] for sense in ("client", "person")}
    latin: dict[str, set[str]] = {}
    exact: dict[str, set[str]] = {}
    other: dict[str, set[str]] = {}
    blanks: dict[str, set[int]] = {}
    for sense, some in words.items():
        for word in some:
            if word.startswith("="):
                exact.setdefault(word[1:], set()).add(sense)
                continue
            key = _joined(word)
            (latin if word.isascii() else other).setdefault(key, set()).add(sense)
            parts = word.split()
            blanks.setdefault(key, set()).update(sum(map(len, parts[:count])) for count in range(1, len(parts)))
    parted = [(word, word.split()[-1].lower()) for some in words.values() for word in some if " " in word]
    inherit(latin, [(_joined(word), last) for word, last in parted])
    inherit(other, [(word, word[at:]) for word in other for at in range(1, len(word))])
    negation = table["negation"]
    return Lexicon(
        latin={word: frozenset(senses) for word, senses in latin.items()},
        exact={word: frozenset(senses) for word, senses in exact.items()},
        other={word: (frozenset(senses), frozenset(blanks[word])) for word, senses in other.items()},
        longest=max(map(len, other), default=0),
        before=re.compile(rf"(?:^|[\s(])(?:{_any(negation['before'])})\s+$", re.IGNORECASE),
        after=re.compile(rf"[은는이가을를도의がはをの]?[\s-]*(?:{_any(negation['after'])})", re.IGNORECASE),
        state=state,
        reason=(tuple(table["reasons"]["before"]), tuple(table["reasons"]["after"])),
        answers=frozenset(word.casefold() for word in table["answers"]["whole"]),
        denials=frozenset(table["answers"]["denials"]),
        opposites=tuple((tuple(one), tuple(other)) for one, other in table["answers"]["opposites"]),
        cases=tuple((re.compile(words), said) for words, said in table["cases"]["written"]),
        say=table["say"],
        means={idea: entry["means"] for idea, entry in table["ideas"].items()},
    )


def _joined(word: str) -> str:
    return re.sub(r"[\s'’/-]", "", word).lower()


def _has(text: str, words: Iterable[str]) -> bool:
    """Whether any of the words stands in a text, be it in a longer one: what makes a pattern of them worth while."""
    low = text.lower()
    return any(word.lower() in low for word in words)


@cache
def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of any of these, no part of a longer word in Latin letters."""
    return re.compile(rf"(?<![A-Za-z])(?:{_any(words)})(?![A-Za-z])", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    """A pattern of any of these; of none, one that nothing is."""
    return "|".join(re.escape(word) for word in words) or "(?!)"
