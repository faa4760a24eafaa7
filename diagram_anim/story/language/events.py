"""The words of `assets/lexicon/tidings` as patterns: what each language says of something that happens.

Comes in: a language. Goes out: patterns. How they are put together into what a text tells is the reader's business.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from diagram_anim import resources
from diagram_anim.source.detect import languages
from diagram_anim.story.language.forms import MARK, forms

VERBS = ("fail", "recover", "start", "stop", "lead", "degrade")

WHO = "◆"
"""Stands in a text for the one that it may speak of."""


@dataclass(frozen=True, slots=True)
class Events:
    """`verbs` hold what happens, whether a part of a system alone can be meant, and the words for it; words that are
    `unlike` only hold one of these. Who says a word of `talk` only talks about it, but in a paragraph not by one that
    stands `aside`; `light` may stand before a word; `purpose` says what a part is there for. `bases` are English verbs
    in their first form. All patterns are for texts that are `lowered`."""

    verbs: tuple[tuple[str, bool, Pattern], ...]
    unlike: Pattern
    talk: Pattern
    aside: Pattern
    light: Pattern
    purpose: Pattern
    bases: frozenset[str]


def events(lang: str) -> Events:
    """A language's words, or the English ones where it has none."""
    return _read(_known(lang))


def follows(lang: str) -> tuple[str, str]:
    """What may stand behind a word of an event and belong to it, and what begins something else, as patterns."""
    follow = _table(_known(lang))["follow"]
    nouns = "|".join(rf"{re.escape(noun)}(?=\W|$)" if noun in ("중", "中") else noun for noun in follow["nouns"])
    return "|".join(filter(None, (follow["verbs"], nouns))), "|".join(follow["begins"])


@cache
def sharing(kind: str) -> re.Pattern[str]:
    """What all languages say of how requests are shared out, of a kind: `weighs`, `routes`, `back`, `again`, `returns`,
    `empties`, `drains`, `joins`, `resumes`, `evenly`, `whole`, `otherwise`,
    `stable`, `lists`, and of what, `cargo`."""
    return re.compile("|".join(one for lang in languages() for one in _table(lang)["shares"][kind]), re.IGNORECASE)


@cache
def portioning(kind: str) -> re.Pattern[str]:
    """How all languages say in a paragraph that requests are shared out, of a kind: what is `shared`, of what `others`
    so many of a hundred may be, what is so `everyday` or at `first`, what `moves` all of it, that a share has
    `changed`, that a version `spreads`, `evenly`, that it is `restored` as it was, what `weighs`, who `bears` all
    of it, that it is so `again`, at which `times`, and what `bounds` a gauge, or says that it `falls` short."""
    some = [one for lang in languages() for one in _table(lang)["portioning"].get(kind, ())]
    return re.compile("|".join(some), re.IGNORECASE)


@cache
def releases(kind: str) -> tuple[str, ...]:
    """How all languages call the `newer` and the `older` of two releases."""
    return tuple(one for lang in languages() for one in _table(lang)["shares"][kind])


@cache
def offices(role: str) -> tuple[str, ...]:
    """How all languages call a part by its role alone."""
    return tuple(one for lang in languages() for one in _table(lang)["offices"].get(role, ()))


@cache
def aliases() -> Sequence[Sequence[str]]:
    """Words of all languages for the same thing, the longest first where one holds another."""
    return tuple(tuple(one) for lang in languages() for one in _table(lang).get("aliases", {}).get("alike", ()))


@cache
def owned(kind: str = "patterns") -> str:
    """What all languages call what is of a part so that what befalls it befalls the part, as a pattern; those `pieces`
    of it with which a sentence goes on that has spoken of the part."""
    return "|".join(one for lang in languages() for one in _table(lang)["owned"][kind])


@cache
def links(kind: str) -> re.Pattern[str]:
    """What all languages say of a link that is `broken`; of these words, those that are also `acts`; how a sentence
    `severs` or `mends` one, or tells that something `misses` whom it goes to."""
    return re.compile("|".join(one for lang in languages() for one in _table(lang)["links"][kind]), re.IGNORECASE)


@cache
def queues(kind: str) -> re.Pattern[str]:
    """What all languages call what waits in a queue (`things`), how they say that this `climbs`, that anything `piles`
    up, and that it `never` does, or may."""
    return re.compile("|".join(one for lang in languages() for one in _table(lang)["queues"][kind]), re.IGNORECASE)


@cache
def upkeep(kind: str) -> re.Pattern[str]:
    """How all languages say that somebody takes one out or empties it, `surely`, or `perhaps`: where it is told, too,
    that one is put `back`."""
    return re.compile("|".join(one for lang in languages() for one in _table(lang)["upkeep"][kind]), re.IGNORECASE)


@cache
def marks() -> re.Pattern[str]:
    """What all languages say of who takes note of how another stands."""
    return re.compile("|".join(one for lang in languages() for one in _table(lang)["marks"]["words"]), re.IGNORECASE)


@cache
def unreal() -> re.Pattern[str]:
    """What all languages say of what hasn't come about: it may, must, will, or did long ago."""
    return _patterns("unreal")


@cache
def over() -> re.Pattern[str]:
    """How in all languages a text ends that says that something is over."""
    return _patterns("over")


@cache
def works() -> re.Pattern[str]:
    """Work that a part may lose and go on, where it closes a text."""
    ends = "|".join(
        rf"{_edge(one['words'])}(?:{'|'.join(one['words'])}){one['ends']}" for one in map(_work, languages())
    )
    return re.compile(ends, re.IGNORECASE)


@cache
def counted() -> re.Pattern[str]:
    """Work, or other things that are no parts, with a number beside it."""
    some = "|".join(rf"{_edge(one['words'])}(?:{'|'.join(one['words'])})(?![a-z])" for one in map(_work, languages()))
    return re.compile(rf"(?:{some})\s*[을를をがの]?\s*\d|\d\s*[개個]?[로に]?\s*(?:{some})", re.IGNORECASE)


def _work(lang: str) -> Mapping[str, Any]:
    table: Mapping[str, Any] = _table(lang)["work"]
    return table


def _edge(words: Sequence[str]) -> str:
    """What stands before words in Latin letters that are none of a longer one."""
    return r"\b" if words[0].isascii() else ""


@cache
def hearers() -> re.Pattern[str]:
    """How all languages call who is only told what befalls others."""
    return _patterns("hearers")


@cache
def rushes(kind: str) -> re.Pattern[str]:
    """How all languages say that requests become many at once (`spikes`), what makes it something else (`unlike`), and
    what may be sent so many times over (`things`)."""
    tables = [_table(lang)["rush"][kind] for lang in languages()]
    return re.compile("|".join(one for some in tables for one in ([some] if kind == "things" else some)), re.IGNORECASE)


@cache
def results() -> re.Pattern[str]:
    """How in all languages a box ends that only names what becomes of who asks, or of all."""
    return _patterns("results")


@cache
def strained() -> re.Pattern[str]:
    """How in all languages a name ends of a part that has more to do than it can."""
    return _patterns("strained")


@cache
def symptoms() -> re.Pattern[str]:
    """How in all languages a box ends that says what who asks suffers by a part that is down."""
    return _patterns("symptoms")


@cache
def wrong() -> re.Pattern[str]:
    """How in all languages a box of a chart of events says that something has gone wrong."""
    return _patterns("wrong")


@cache
def well() -> re.Pattern[str]:
    """How in all languages it says that all is well again."""
    return _patterns("well")


@cache
def eased() -> re.Pattern[str]:
    """What is done, in all languages, so that one who answers slowly doesn't any more."""
    return _patterns("eased")


@cache
def ceased() -> re.Pattern[str]:
    """How in all languages it is said that errors come no more."""
    return re.compile("|".join(one for lang in languages() for one in _table(lang)["errors"]["cease"]), re.IGNORECASE)


@cache
def rolls(kind: str = "patterns") -> re.Pattern[str]:
    """How all languages say that a new version takes the old one's place, one copy after another; that one is renewed
    (`renews`), that so is one alone (`released`), that one is `sent` out to those who use it, and in which `orders`
    several are."""
    return re.compile(
        "|".join(one for lang in languages() for one in _table(lang)["rolls"].get(kind, ())), re.IGNORECASE
    )


def exchanged() -> re.Pattern[str]:
    """How all languages say, between two versions or behind them, that the one takes the other's place."""
    return rolls("exchanged")


def unnumbered(lang: str) -> tuple[str, str]:
    """What a language calls the older and the newer of two versions whose numbers nobody tells."""
    table = _table(_known(lang))["rolls"]
    return table["older"], table["newer"]


@cache
def misjudged() -> re.Pattern[str]:
    """How in all languages it says that what was done was no remedy."""
    return _patterns("misjudged")


@cache
def all_well() -> re.Pattern[str]:
    """How in all languages a sentence says that all of a system is as it was."""
    return _patterns("all_well")


@cache
def back_again() -> re.Pattern[str]:
    """How in all languages a clause says that who was away works again, that would say nothing of one who wasn't."""
    return _patterns("back_again")


@cache
def measured() -> re.Pattern[str]:
    """What in all languages only becomes less where it goes down, or is scaled down, before such a word."""
    return _patterns("measured")


def _patterns(table: str) -> re.Pattern[str]:
    return re.compile("|".join(one for lang in languages() for one in _table(lang)[table]["patterns"]), re.IGNORECASE)


@cache
def headed(kind: str) -> re.Pattern[str]:
    """How a heading tells in any language of `failures` that its chart shows, and of `others`, and what begins there as
    a condition, `ifs`, in a sentence that tells of them."""
    return re.compile("|".join(one for lang in languages() for one in _table(lang)["headed"][kind]), re.IGNORECASE)


@cache
def repeated() -> re.Pattern[str]:
    """What any language says besides the names of those with whom something is done once more."""
    return re.compile("|".join(one for lang in languages() for one in _table(lang)["repeats"]["whole"]), re.IGNORECASE)


@cache
def doubts(kind: str) -> str:
    """What makes a sentence or a clause tell nothing that comes about, as a pattern behind others: it is `elsewhere`,
    `unreal` or `untrue`."""
    return "".join(f"|{one}" for lang in languages() for one in _table(lang).get("doubts", {}).get(kind, ()))


def lowered(text: str) -> str:
    """A text as patterns want it, each sign in its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def _known(lang: str) -> str:
    return lang if lang in languages() else "en"


@cache
def _table(lang: str) -> Mapping[str, Any]:
    with resources.asset("lexicon", "tidings", f"{lang}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _read(lang: str) -> Events:
    table = _table(lang)
    told = [(verb, kind) for verb in VERBS for kind in ("surely", "words")]
    every = [entry for verb, kind in told for entry in table[verb][kind]]
    aside = table["talk"].get("aside", ())
    return Events(
        verbs=tuple((verb, kind == "surely", Pattern(table[verb][kind], table["irregular"])) for verb, kind in told),
        unlike=Pattern(table["unlike"]["words"], table["irregular"]),
        talk=Pattern([one for one in table["talk"]["words"] if one not in aside], {}),
        aside=Pattern(aside, {}),
        light=Pattern(table["light"]["words"], {}),
        purpose=Pattern(table["purpose"]["words"], {}),
        bases=frozenset(one[:-1] for entry in every for one in entry.split(" ")[0].split("|") if one.endswith(MARK)),
    )


class Pattern:
    """Any of some entries, the longest first, in texts that are `lowered`. To make it whole takes Python longer than
    to tell a lecture, so only entries are made whose first letters a text has."""

    def __init__(self, entries: Iterable[str], irregular: Mapping[str, Sequence[str]]) -> None:
        self._irregular = irregular
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for entry in sorted(map(lowered, entries), key=len, reverse=True):
            first = entry.split(" ")[0].split("|")
            for start in {form[:_START] for word in first for form in forms(word, irregular)}:
                self._by_start[start].append(entry)
        self._starts: dict[str, list[str]] = defaultdict(list)
        for start in self._by_start:
            self._starts[start[:1]].append(start)
        self._made: dict[str, re.Pattern[str]] = {}

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places, from each start on those that don't overlap."""
        for start in self._there(text):
            if start not in self._made:
                entries = self._by_start[start]
                self._made[start] = re.compile("|".join(_written(entry, self._irregular) for entry in entries))
            yield from self._made[start].finditer(text)

    def _there(self, text: str) -> list[str]:
        """The first letters of entries that a text has, in their order in it."""
        some = self._by_start.keys() & _beginnings(text)
        return sorted(some, key=lambda one: (text.index(one[:1]), self._starts[one[:1]].index(one))) if some else []

    def search(self, text: str) -> bool:
        return next(self.finditer(text), None) is not None

    def blanked(self, text: str) -> str:
        """A text with a blank in the place of each."""
        signs = list(text)
        for hit in self.finditer(text):
            signs[hit.start() : hit.end()] = " " * len(hit[0])
        return "".join(signs)


_START = 4
"""So many first letters tell entries apart."""


@lru_cache(maxsize=512)
def _beginnings(text: str) -> frozenset[str]:
    """All that a text has of at most so many letters."""
    return frozenset(text[at : at + many] for many in range(1, _START + 1) for at in range(len(text) - many + 1))


def _written(entry: str, irregular: Mapping[str, Sequence[str]]) -> str:
    """An entry as it may be written: words apart, each verb in its forms, one of several, or whom it speaks of."""
    between = _GAP if entry.isascii() or "…" in entry else _VERY
    words = enumerate(entry.split(" "))
    return between.join(_WHOM if word == "…" else _any(word.split("|"), irregular, at == 0) for at, word in words)


_WHOM = rf"(?:{WHO}|it|them|this one|me|the \w+)"

_VERY = (
    r"\s*(?:(?:매우|아주|너무|몹시|많이|급격히|크게|뚝|확|갑자기|완전히|영구히|영구|모두|전부|다시|즉시|곧바로|바로"
    r"|그만"
    r"|とても|非常に|かなり|目に見えて|急に|急激に|大幅に|著しく|徐々に|じわじわと?|みるみる|極端に|ひどく|突然"
    r"|一気に|どんどん|次第に|だいぶ|少し|さらに|やたらと?|大きく|ずいぶん|相当|妙に|明らかに|もう|まったく|全く"
    r"|完全に|とうとう|ついに|いきなり|ほとんど|すっかり|いったん"
    r"|\d[\d.]*\s?(?:ms|ミリ秒|秒|分|時間|倍|[%％])(?:ほど|近く|以上|余り)?(?:に|へ|まで|も)?)\s*)?"
)
"""What may stand between two words of a Korean or Japanese entry."""

_GAP = r"[\s-]+(?:(?:\w+ly|the|a|an|its|all|has|have)\s+)*"
"""What may stand between two words of an English entry."""


def _any(words: Iterable[str], irregular: Mapping[str, Sequence[str]], first: bool) -> str:
    """One of these words in any form, the longest first; none is part of a longer one in Latin letters, nor is the
    `first` of an entry where it is short."""
    short = {form for word in words if first and _SHORT.fullmatch(word) for form in forms(word, irregular)}
    every = sorted({form for word in words for form in forms(word, irregular)}, key=len, reverse=True)
    edges: dict[tuple[str, str], list[str]] = defaultdict(list)
    for form in every:
        left = _LEFT if _latin(form[:1]) else _FIRST if form in short else ""
        edges[left, _RIGHT if _latin(form[-1:]) else ""].append(re.escape(form))
    return "(?:" + "|".join(f"{left}(?:{'|'.join(some)}){right}" for (left, right), some in edges.items()) + ")"


_SHORT, _FIRST = re.compile(f"[가-힣]{MARK}"), "(?<![가-힣])"
"""A Korean verb of one syllable: `끄~` isn't in `이끄는`, whoever leads."""

_LEFT, _RIGHT = "(?<![a-z0-9])", "(?![a-z0-9]|['’]t)"


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
