"""A rush that is told before a chart: so many times as many requests, orders or users, until they ebb.

Comes in: the clauses of that paragraph. Goes out: how many times as many there come to be, and by which clause they
become fewer again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.system import Role
from diagram_anim.story import counts, portions, rates, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import clauses, naming
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.language.events import rushes


def rush(given: Given) -> tuple[float, str] | None:
    """How many times as many requests come, and the words for it."""
    found = _rush(given)
    return (found[1], found[2]) if found else None


def _rush(given: Given) -> tuple[int, float, str] | None:
    for place, one in enumerate(clauses.clauses(given)):
        many = _factor(one.text) if one.real else None
        ahead = one.text[: one.text.index(many[1])] if many else ""
        many = None if many and _beside(given, one.text, one.text.index(many[1])) else many
        many = None if _OTHERS.search(ahead) or _ABLE.search(ahead) or counts.copied(one.text) else many
        sent = many and (_RATE.search(one.text) or sense.says(one.text, "traffic", "surge"))
        if many and many[0] > 1 and (sent or _come(given, one.text, many[1])):
            return place, float(many[0]), many[1]
        if one.real and (climbed := _climbed(given, one.text)):
            return place, climbed, one.text
    return None


def _beside(given: Given, text: str, at: int) -> bool:
    """Whether it is only so many times as much as another part has: `twice the traffic of server 1`."""
    called = (one.start for one in clauses.jointly(given, text) if one.start > at)
    return any(_THAN.search(text[at:start]) for start in called)


_THAN = re.compile(r"\b(?:of|as|than)\s(?:the\s)?$", re.IGNORECASE)


def _climbed(given: Given, text: str) -> float | None:
    """How many times as many requests come by two rates, or two counts of who sends them, of which the second is that
    to which they grow."""
    went = _WENT.search(text)
    grows = rushes("grows").search(text) or _ARROW.search(text) or (went and _crowd(given, went[1]))
    if not grows or rates.unmeant(text) or _TAKEN.search(text):
        return None
    found = rates.risen(text) or (None if _OF_THEM.search(text) else rates.grown(text))
    if isinstance(found, tuple):
        sent = went or _come(given, text, found[1]) or sense.says(found[1], "traffic") or _TOTAL.match(text)
        found = found[0] if not _OTHERS.search(text) and sent else None
    return found


_WENT = re.compile(
    r"([a-z-]+) (?:went|goes|go) (?:up )?from\b.*(?:(?:per|an?|every|/) ?(?:sec|min|hour|day|s\b)|rps)", re.IGNORECASE
)
"""How so many a second go from one rate to another in English."""

_OF_THEM = re.compile(r"\d (?:of (?:them|these|those)|copies)\b", re.IGNORECASE)
"""What is counted in English that was spoken of before."""

_RATE = re.compile(r"\d\s?(?:[RQT]PS|req(?:uests)?/s(?:ec)?)(?![A-Za-z])", re.IGNORECASE)
"""How many requests a second come, by its unit."""

_ARROW = re.compile(r"→|->|=>|⇒")

_TOTAL = re.compile(
    r"\W*(?:traffic|load|requests?|users?|트래픽|요청(?: 수)?|접속자?|トラフィック|リクエスト数?)\s?[:：]",
    re.IGNORECASE,
)
"""How a line begins that gives but so much of it: `Traffic: 5k -> 20k`."""

_TAKEN = re.compile(
    r"\b(?:throughput|capacity|quota|able|handl\w+|serv(?:es?|ed|ing)|process\w*|cop(?:es?|ed)|limits?|tests?|pools?|rows?|tables?|threads?"
    r"|benchmark\w*)\b"
    r"|처리|용량|한도|성능|시험|測定|処理|スループット|性能|容量|上限|試験",
    re.IGNORECASE,
)
"""What can be taken, and isn't sent."""


def _factor(text: str) -> tuple[int, str] | None:
    """How many times as many there come to be by a sentence, in figures or in words, and these."""
    if told := rates.factor(text):
        return told
    found = None if rates.unmeant(text) else _WORDS.search(text)
    return (int(portions.number(found[1])) if found[1] else 2, found[0]) if found else None


_TENS = "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty"
_WORDS = re.compile(
    rf"\b(?:({_TENS}|sixty|seventy|eighty|ninety)(?:-?fold| times)|two-?fold"
    r"|(?:twice|double) (?:as (?:many|much)|the|its|what|our))\b"
    r"|갑절|(?<=[이가은는] )배(?:로|가 )|(?<![\d一-龥])倍増|(?<=[はが約])倍に",
    re.IGNORECASE,
)


def whose(given: Given, clients: Sequence[str]) -> str:
    """Whose requests these are: of the only client that its clause names, or that there is; "" of several."""
    found = _rush(given)
    text = clauses.clauses(given)[found[0]].text.casefold() if found else ""
    named = [id for id in clients if given.name(id).casefold() in text]
    some = named or [*clients]
    return some[0] if len(some) == 1 else ""


_OTHERS = re.compile(
    r"\b(?:costs?|bills?|prices?|latency|errors?|memory|CPU|revenue|sales(?= (?:figures|volume|numbers|grew|rose"
    r"|were))"
    r"|times?|zero|failed|failing|slow|empty|teams?|staff|company|department|headcount|tests?|benchmarks?|simulations?|drills?|duplicates?|retries|complaints?|cancel\w*|abandon\w*)\b|비용|요금"
    r"|지연|오류|매출|費用|コスト|料金|遅延|エラー|売上",
    re.IGNORECASE,
)
"""What else may become so many times as much."""


def before(given: Given) -> tuple[float, str] | None:
    """The same of a sequence, by the sentences before it that hang on no condition."""
    for sentence in clauses.sentences(given):
        many = _factor(sentence)
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
        end = min(grows.start() if grows else at, at)
        said = _LITTLE.sub(" ", text[:end])
        nouns = re.findall(r"[A-Za-z-]+", said)[-1:] if grows or _GROWN.match(word) else []
        nouns += _MORE.findall(after) if grows or _CAME.search(before) else []
        return any(_crowd(given, noun) for noun in nouns)
    sending = dict.fromkeys((*given.of_role(Role.CLIENT), *_first(given)))
    drawn = isinstance(given.diagram, Flowchart)
    names = [name for id in sending for name in (naming.names(given, id) if drawn else [given.name(id)])]
    senders = "|".join(map(re.escape, names))
    sent = senders and re.search(rf"(?:{senders})(?:から)?の[^、。]{{1,12}}[がはも]", before)
    if sent and rushes("grows").search(after):
        return True
    many = _SO_MANY.match(after)
    if many and rushes("grows").search(after[many.end() :]):
        return _crowd(given, many[1])
    told = [*_SUBJECT.finditer(before)][-1:]
    return bool(told) and rushes("grows").search(after) is not None and _crowd(given, told[0][1] or told[0][2])


_LITTLE = re.compile(
    r"\b(?:(?:per|an?) (?:second|minute|hour|day)|the|our|new|number|of|usual|as|many|by|was|were|had|have|has)\b"
)
"""What stands in English between those who come and that they become more."""


def _first(given: Given) -> list[str]:
    """Where the arrows of a chart begin."""
    if not isinstance(given.diagram, Flowchart):
        return []
    return [id for id in given.nodes if not given.graph.before.get(id)]


_SO_MANY = re.compile(
    r"\s?(?:이?나)?\s?(?:많은|넘는|이상의?|가까운|에 달하는|가량의?"
    r"|의)\s([가-힣A-Za-z]+?)들?[이가]\s"
)
"""What stands in Korean behind so many times as many: `세 배 많은 사용자가`."""

_GROWN = re.compile(r"doubl|tripl|trebl|quadrupl|quintupl|\w+-?fold", re.IGNORECASE)
"""What says by itself that there come to be more."""

_ABLE = re.compile(
    r"\b(?:carr(?:y|ies|ied)|shoulder(?:s|ed)?|bears?|bore|handles?|serves|copes?|process(?:es)?|supports?|sustains?|bears?|withstands?|manages?)\s*$",
    re.IGNORECASE,
)
"""What is said of who can do so much more."""

_CAME = re.compile(r"\b(?:was|were|are|saw|sees|got|gets|received|had|faced|faces|met)\b", re.IGNORECASE)
"""What is said of who gets more."""

_MORE = re.compile(
    r"^\s*(?:(?:as many|as much|many|much|more|the|its|their|our|usual|normal|ordinary"
    r"|number|amount|volume|of)\s+)*([a-z-]+)",
    re.IGNORECASE,
)
"""What there is so many times as much of, behind that: `five times as many messages`."""

_SUBJECT = re.compile(
    r"([가-힣A-Za-z]+?)(?: ?(?:수|건수|숫자|량))?[이가은는도](?=\s)|([一-龥ァ-ヶーお]+?)(?:の?(?:数|件数"
    r"|量))?[がはも]"
)
"""What a Korean or Japanese clause speaks of."""


def _crowd(given: Given, noun: str) -> bool:
    """Whether these are many who come, who sends in this chart, or what is sent."""
    if not noun:
        return False
    clients = {given.name(id).casefold() for id in (*given.of_role(Role.CLIENT), *_first(given))}
    people = sense.only(noun, ("client",), ("person",)) is not None and (not noun.isascii() or noun.endswith("s"))
    return noun.casefold() in clients or people or re.fullmatch(rushes("things"), noun) is not None
