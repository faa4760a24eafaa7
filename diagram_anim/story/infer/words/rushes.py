"""A rush that is told before a chart: so many times as many requests, orders or users, until they ebb.

Comes in: the clauses of that paragraph. Goes out: how many times as many there come to be, and by which clause they
become fewer again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim.model.system import Role
from diagram_anim.story import rates, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import clauses
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.language.events import rushes


def rush(given: Given) -> tuple[float, str] | None:
    """How many times as many requests come, and the words for it."""
    found = _rush(given)
    return (found[1], found[2]) if found else None


def _rush(given: Given) -> tuple[int, float, str] | None:
    for place, one in enumerate(clauses.clauses(given)):
        many = rates.factor(one.text) if one.real else None
        many = None if many and _OTHERS.search(one.text[: one.text.index(many[1])]) else many
        if many and many[0] > 1 and (sense.says(one.text, "traffic", "surge") or _come(given, one.text, many[1])):
            return place, float(many[0]), many[1]
    return None


def whose(given: Given, clients: Sequence[str]) -> str:
    """Whose requests these are: of the only client that its clause names, or that there is; "" of several."""
    found = _rush(given)
    text = clauses.clauses(given)[found[0]].text.casefold() if found else ""
    named = [id for id in clients if given.name(id).casefold() in text]
    some = named or [*clients]
    return some[0] if len(some) == 1 else ""


_OTHERS = re.compile(
    r"\b(?:costs?|bills?|prices?|latency|errors?|memory|CPU|revenue|sales|times?)\b|비용|요금|지연|오류|매출|費用|コスト|料金|遅延|エラー|売上",
    re.IGNORECASE,
)
"""What else may become so many times as much."""


def before(given: Given) -> tuple[float, str] | None:
    """The same of a sequence, by the sentences before it that hang on no condition."""
    for sentence in clauses.sentences(given):
        many = rates.factor(sentence)
        if many and many[0] > 1 and (sense.says(sentence, "traffic", "surge") or _come(given, sentence, many[1])):
            return float(many[0]), many[1]
    return None


def ebb(given: Given) -> Clause | None:
    """The clause that tells that a rush is over, behind the one that tells the rush, where that is told there."""
    found = _rush(given)
    later: Sequence[Clause] = clauses.clauses(given)[found[0] + 1 if found else 0 :]
    return next((one for one in later if one.real and rushes("ebbs").search(one.text)), None)


def _come(given: Given, text: str, word: str) -> bool:
    """Whether it is told of those who come, or of what they send, that they become so many times as many."""
    at = text.index(word)
    before, after = text[:at], text[at + len(word) :]
    if text.isascii():
        grows = rushes("grows").search(text)
        said = re.sub(r"\b(?:the|our|new|number|of|usual|as|many|by)\b", " ", text[: grows.start()]) if grows else ""
        return any(_crowd(given, noun) for noun in re.findall(r"[A-Za-z-]+", said.replace(word, " "))[-1:])
    told = [*_SUBJECT.finditer(before)][-1:]
    return bool(told) and rushes("grows").search(after) is not None and _crowd(given, told[0][1] or told[0][2])


_SUBJECT = re.compile(
    r"([가-힣A-Za-z]+?)(?: ?(?:수|건수|숫자|량))?[이가은는도](?=\s)|([一-龥ァ-ヶーお]+?)(?:の?(?:数|件数|量))?[がはも]"
)
"""What a Korean or Japanese clause speaks of."""


def _crowd(given: Given, noun: str) -> bool:
    """Whether these are many who come, who sends in this chart, or what is sent."""
    if not noun:
        return False
    clients = {given.name(id).casefold() for id in given.of_role(Role.CLIENT)}
    people = sense.only(noun, ("client",), ("person",)) is not None and (not noun.isascii() or noun.endswith("s"))
    return noun.casefold() in clients or people or re.fullmatch(rushes("things"), noun) is not None
