"""Who is called together: by what all of them are and how many (`both workers`), or as those that are left.

Comes in: a text, and who was spoken of before it. Goes out: who is called where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import families
from diagram_anim.story.infer.words.families import Mention
from diagram_anim.story.language.forms import HANGUL

_MANY = {2: "two|두|둘|二|2", 3: "three|세|셋|三|3", 4: "four|네|넷|四|4", 5: "five|다섯|五|5", 6: "six|여섯|六|6"}


_ANY = "|".join(_MANY.values())


@dataclass(frozen=True, slots=True)
class _Kind:
    """`ids` are all that are called by one `word` for what they are."""

    ids: tuple[str, ...]
    word: str


@once
def _kinds(given: Given) -> Sequence[_Kind]:
    found: dict[str, list[str]] = {}
    for id in (*given.nodes, *given.groups):
        for word in dict.fromkeys(families.words_of(given.words(id))):
            found.setdefault(word, []).append(id)
    inner = {word: [id for id in ids if not {*given.within(id)} & {*ids} - {id}] for word, ids in found.items()}
    return [_Kind(tuple(ids), word) for word, ids in inner.items() if len(ids) in _MANY]


@lru_cache(maxsize=1024)
def _all_and_rest(word: str, number: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How so many are called together by a word for what they are, and how those are that are left of them."""
    n, noun = f"(?:{_MANY[number]})", re.escape(word)
    both = "both|" if number == 2 else ""
    if word.isascii():
        noun = rf"(?:\w+ )?{noun}e?s\b"
        left = "(?:other|remaining|surviving)"
        every = rf"(?:{both}all)(?: of)?(?: the| its| our| these)?(?: {n})?|(?:the|its|our|these) {n}"
        whole = rf"(?<!of )\b(?:the|our) {noun}{_WHOLLY}|\b(?:{every}) {noun}"
        rest = rf"\b(?:the|its) (?:{left} (?:({_ANY}) )?|({_ANY}) {left} ){noun}"
    elif re.match("[가-힣]", word):
        every = rf"(?:{n} ?[대개](?:[가이은는를을도] )? ?)?(?:모두|전부|둘 ?다)"
        many = rf"(?<!(?-i:[가-힣\d:.]))(?:{n}|모든|양쪽|양) ?(?:[대개]의 ?)?"
        whole = rf"{many}{noun}|(?<!{HANGUL}){noun}들?[가이은는를을]? ?{every}"
        rest = rf"(?:나머지|남은|다른|남아 있는)(?: ({_ANY})(?: ?[대개]의?)?)? {noun}들?"
    else:
        every = rf"{n}[台つ本個](?:とも|すべて|共に)"
        whole = rf"(?:{n}[台つ本個]の|両|(?:すべて|全て|全部)の|全){noun}|{noun}[はがもを]?、?{every}"
        rest = rf"(?:残り|残った|残る|他|ほか|その他)の?(?:({_ANY})[台つ本個]の?)?{noun}"
    return re.compile(whole, re.IGNORECASE), re.compile(rest, re.IGNORECASE)


_WHOLLY = r"(?!['’]|\s(?:on|in|at|of|from|behind|with|that|which|who|whose|running|here|there)\b)"
"""What doesn't stand behind those of a kind that an English text speaks of without a number, where all are meant."""

_ALL = re.compile(r"([二三四五六2-6])[台つ本基機]とも")
"""How all of a kind are called where nobody says what they are."""


_LEFT = re.compile(
    rf"\bthe (?:other|remaining|surviving) ({_ANY})\b|\bthe ({_ANY}) (?:others|remaining|survivors)\b"
    rf"|(?:나머지|남은|다른) ({_ANY}) ?[대개]|(?:残り|残った|残る|他|ほか)の?({_ANY})[台つ本個]",
    re.IGNORECASE,
)
"""How those are called who are left beside those spoken of before."""


def counted(given: Given, text: str, before: Sequence[str]) -> Iterator[Mention]:
    """Who is called by what all of them are, and how many (`both workers`, `두 팔로워`), and by how many others there
    are than those spoken of `before`."""
    low = text.casefold()
    for kind in (one for one in _kinds(given) if one.word in low):
        every, left = _all_and_rest(kind.word, len(kind.ids))
        for hit in every.finditer(text):
            if not _CHANGES.match(text, hit.end()):
                yield Mention(*hit.span(), kind.ids)
        for hit in left.finditer(text):
            yield from _left(hit, kind.ids, before)
    for hit in _FOLLOWERS.finditer(text):
        if ids := _following(given):
            yield Mention(*hit.span(), ids)
    for hit in _ALL.finditer(text):
        whole = [kind.ids for kind in _kinds(given) if re.fullmatch(_MANY[len(kind.ids)], hit[1])]
        if len({*whole}) == 1:
            yield Mention(*hit.span(), whole[0])
    for hit in _LEFT.finditer(text):
        own = next((kind.ids for kind in _kinds(given) if before and before[-1] in kind.ids), ())
        yield from _left(hit, own, before)


_FOLLOWERS = re.compile(
    r"\b(?:both(?: of)?(?: the| its| our)?|the two|the|its|all(?: the)?) (?:followers|secondaries|standbys|slaves"
    r"|replicas)\b"
    r"|(?:두|모든|양쪽)?\s?(?<![가-힣])팔로워(?:들|\s?(?:둘|모두|두 대))?(?=[가이은는도를]|\s?모두)|(?:両|全"
    r"|すべての)フォロワー",
    re.IGNORECASE,
)


@once
def _following(given: Given) -> tuple[str, ...]:
    """Those of a family that follow the one which its card calls the leader, where no card calls them so."""
    for family in families.families(given):
        ids = [id for id in family.members.values() if id in given.nodes]
        leads = [id for id in ids if sense.says(given.words(id), "leader")]
        if len(leads) == 1 and not any(sense.says(given.words(id), "standby") for id in given.nodes):
            return tuple(id for id in ids if id not in leads)
    return ()


def _left(hit: re.Match[str], kin: Sequence[str], before: Sequence[str]) -> Iterator[Mention]:
    ids = tuple(id for id in kin if id not in before)
    many = next((one for one in hit.groups() if one), None)
    if ids and len(ids) < len(kin) and (many is None or re.fullmatch(_MANY.get(len(ids), "-"), many, re.IGNORECASE)):
        yield Mention(*hit.span(), ids)


_CHANGES = re.compile(r"\s*(?:에서|으?로\s|から|に増|に減|→|to \d)")
"""What follows a number of copies from which there come to be more or fewer."""
