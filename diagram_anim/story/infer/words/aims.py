"""Where a clause calls those among whom somebody shares out, and whether something goes to them or comes from them.

Comes in: a text, and who they are. Goes out: each place where one is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import besides, clauses, deeds, naming, spelled
from diagram_anim.story.infer.words.clauses import Clause


@dataclass(frozen=True, slots=True)
class Aim:
    """From `start` to `end` a text calls one; something goes `to` it, or comes `away` from it, or it is a `subject`."""

    id: str
    start: int
    end: int
    to: bool = False
    away: bool = False
    subject: bool = False


_TO = re.compile(
    r"(?<!next )\b(?:to|into|onto|towards?|over to|in|by|at|on|via|over|through)\s+(?:the\s+)?(?:new\s+|old\s+)?$",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:from|off|out of|away from|instead of|leaving|left|than|before)\s+(?:the\s+)?(?:new\s+|old\s+)?$",
    re.IGNORECASE,
)
_TO_BEHIND = re.compile(
    r"(?:\s?(?:쪽|측))?(?:(?:으로|로)만?|에게?만?|에)(?![가-힣])|(?:側|のほう|の方|だけ)?(?:へ"
    r"|に)(?!は(?!\D{0,6}\d)|て|お)"
)
_AWAY_BEHIND = re.compile(
    r"(?:\s?(?:쪽|측))?(?:에서|에게서|로부터|으로부터|보다)|(?:側|のほう)?(?:から|より)"
    r"|(?:への|に対する|向けの|行きの)[^、。]{0,10}?[をは][^、]{0,4}(?:止め|停止|断[ちっ]|絶[ちっ]|締め|遮断|やめ)"
    r"|(?:으로|로|에)\s(?:(?:들어오던|가던|향하던|오던|몰리던|몰려 있던|흐르던|들어가던)"
    r"(?!\s?(?:트래픽|요청)(?:의\s?|\s)?(?:비율|비중|몫|양|가중치))|(?:들어오는|가는"
    r"|향하는|오는|흐르는)(?=\s?(?:트래픽|요청)))|(?:に|へ)(?:集ま|集中し|流れ|向か|来)[ってい]{1,4}た"
)
_SUBJECT = re.compile(r"(?:\s?(?:쪽|측))?(?:[이가은는도만](?=\s)|에만)|(?:側|だけ)?[がはも]")
_THERE = re.compile(r"\bthere (?:is|was|are) (?:\w+ )?(?:an?|the)?\s?(?:\w+ )?$", re.IGNORECASE)


def aims(given: Given, text: str, targets: Sequence[str]) -> list[Aim]:
    """Each place, in the order of the text; a place of one of them alone stands for it."""
    found: list[tuple[int, int, str]] = []
    for one in naming.mentions(given, text):
        for called in one.ids:
            inner = called in given.groups and called not in targets
            here = [id for id in given.within(called) if id in targets] if inner else [called]
            found += [(one.start, one.end, here[0])] if len(here) == 1 and here[0] in targets else []
    known = {one[2] for one in found}
    found += [one for one in _halved(given, text, targets) if one[2] not in known]
    known = {one[2] for one in found}
    found += [one for one in _aged(given, text, targets) if one[2] not in known]
    known = {one[2] for one in found}
    more = [one for one in _numbered(given, text, targets) if one[2] not in known]
    spots = [_aim(text, *one) for one in sorted(dict.fromkeys(found + more))]
    for place in range(len(spots) - 2, -1, -1):
        near, far = spots[place : place + 2]
        if _JOINED.fullmatch(text, near.end, far.start):
            spots[place] = replace(near, to=far.to, away=far.away, subject=far.subject)
    return spots


def _halved(given: Given, text: str, targets: Sequence[str]) -> list[tuple[int, int, str]]:
    """Those that a text calls by a word that only one of them has, though others have it, too, among whom nothing is
    shared out: `from Tokyo to Osaka` where both have a database."""
    called = [(one.start, one.end) for one in naming.mentions(given, text)]
    spots = [(hit.span(), id) for word, id in _own(given, tuple(targets)).items() for hit in _spots(word, text)]
    return [(*span, id) for span, id in spots if not any(a < span[1] and span[0] < b for a, b in called)]


@once
def _own(given: Given, targets: tuple[str, ...]) -> Mapping[str, str]:
    """Words that only one of some has in its name, or `canary` on its arrow, each with that one."""
    holders: dict[str, list[str]] = {}
    for id in targets:
        labels = [edge.label.plain for edge in given.graph.edges if edge.target == id and edge.label]
        words = {one.casefold() for one in _WORD.findall(given.name(id))} - _SMALL
        words |= {hit.word.casefold() for label in labels if (hit := sense.says(label, "canary"))}
        for word in words:
            holders.setdefault(word, []).append(id)
    return {word: ids[0] for word, ids in holders.items() if len(ids) == 1} if len(targets) > 1 else {}


def _aged(given: Given, text: str, targets: Sequence[str]) -> list[tuple[int, int, str]]:
    """The old and the new one of two, where a Japanese text calls them by no more than that: `旧で処理`."""
    called = [(age, id) for id in targets for age in "旧新" if given.name(id).startswith(age)]
    if len(targets) != 2 or {age for age, _ in called} != {*"旧新"}:
        return []
    return [(*hit.span(), id) for age, id in called for hit in re.finditer(age + _ALONE, text)]


AGES = re.compile(r"(?:旧|新)(?:側|系|版)?(?:[でへにをがはも]|から|のまま|だけ|のみ)")
"""How a Japanese text calls those."""


_ALONE = r"(?:側|系|版)?(?=[でへにをがはも]|から|のまま|だけ|のみ)"
"""What stands behind `旧` and `新` that are names by themselves."""

_SMALL = {"the", "and", "for", "our", "all", "any", "its", "one", "with", "from", "into", "new"}
"""What names hold that calls nobody."""

_WORD = re.compile(r"[A-Za-z]{3,}|[가-힣]{2,}|[ァ-ヶー]{2,}|[一-龥]{2,}")


def _spots(word: str, text: str) -> Iterator[re.Match[str]]:
    edges = (r"(?<![a-z])", r"(?![a-z])") if word.isascii() else (r"(?<!(?-i:[가-힣一-龥]))", r"")
    if word in text.casefold():
        yield from re.finditer(edges[0] + re.escape(word) + edges[1], text, re.IGNORECASE)


_JOINED = re.compile(r"(?:号機?|番)?\s?(?:と|、|・)\s?")
"""What stands in Japanese between two to whom the same goes: `1と3に`."""


def _aim(text: str, start: int, end: int, id: str) -> Aim:
    before, after = text[:start], text[end:]
    away = _AWAY.search(before) is not None or _AWAY_BEHIND.match(after) is not None
    to = not away and (_TO.search(before) is not None or _TO_BEHIND.match(after) is not None)
    subject = not away and (
        _SUBJECT.match(after) is not None or not before.strip() or _THERE.search(before) is not None
    )
    return Aim(id, start, end, to, away, subject)


_SERIES = re.compile(
    r"(?<![\d.:/])(\d{1,2})(?:번|호기?|号機?|番)?\s?(?:와|과|と|,|、|・|and|&)\s?(\d{1,2})(?:번|호기?|号機?"
    r"|番)?(?![\d%％:/.]|\s?[시時분日일割])"
)
_ONE = re.compile(
    r"(?<![\d.:/])(\d{1,2})(?:\s?(?:번|호기?(?![가-힣])|号機?|番|号)(?!\s?[시時])|(?=(?:に(?:は|だけ)?|へ"
    r"|が)、?\D{0,4}\d{1,3}\s?[割%％]))"
)


def _numbered(given: Given, text: str, targets: Sequence[str]) -> list[tuple[int, int, str]]:
    """Those that a text calls by their numbers alone: `1と2で`, `1号に`."""
    numbers: dict[str, list[str]] = {}
    for id in targets:
        found = re.findall(r"\d+", given.name(id))
        numbers.setdefault(found[-1] if found else "", []).append(id)
    own = {number: ids[0] for number, ids in numbers.items() if number and len(ids) == 1}
    spots = [(hit.start(place), hit.end(place)) for hit in _SERIES.finditer(text) for place in (1, 2)]
    spots += [hit.span() for hit in _ONE.finditer(text)]
    read = [(start, end, re.match(r"\d+", text[start:end])) for start, end in spots]
    return [(start, end, own[number[0]]) for start, end, number in read if number and number[0] in own]


@once
def gone(given: Given) -> frozenset[str]:
    """Who is told to end, to fail or to be taken out, and not to be back."""
    lives: dict[str, str] = {}
    for one in deeds.deeds(given):
        for id in given.within(one.who):
            lives[id] = one.told.verb
    return frozenset(id for id, verb in lives.items() if verb in ("stop", "fail"))


@once
def away(given: Given, targets: tuple[str, ...]) -> frozenset[str]:
    """Who of some is told to fail, to end or to be taken out, whether it is back or not."""
    harms = [one for one in deeds.deeds(given) if one.told.verb in ("stop", "fail")]
    return frozenset(id for one in harms for id in given.within(one.who) if id in targets)


_NEW = re.compile(
    r"\bthere (?:is|are) now\b|(?<!the )(?<!our )(?<!-)\bnew\b(?!-)|\b(?:added|opened|built|installed|brought up"
    r"|spun up"
    r"|put into (?:operation|service)|went live|joined)\b"
    r"|새로|추가|증설|신설|열었|개통|투입|도입|가동|新た|新しく|追加|新設|開設|増設|稼働|導入|起動(?:が|を)?(?:完了|し"
    r"|さ)|立ち上[がげ]|立てた|参加|加わ|加え|投入",
    re.IGNORECASE,
)


@once
def newcomers(given: Given, targets: tuple[str, ...]) -> frozenset[str]:
    """Who has come up only then, as a clause says that speaks of it alone."""
    found = {one.who for one in deeds.deeds(given) if one.told.verb == "start"}
    new = {id for id in targets if any(id in given.within(one) for one in found)}
    for clause in clauses.clauses(given):
        if clause.real and _NEW.search(clause.text):
            spots = aims(given, clause.text, targets)
            subjects = {one.id for one in spots if one.subject} or {one.id for one in spots}
            new |= subjects if len(subjects) == 1 else set()
    return frozenset(new) if len(new) < len(targets) else frozenset()


def masked(given: Given, clause: Clause, text: str, spots: Sequence[Aim]) -> str:
    """A text in which nothing stands where parts are called: `v2` gives no figure."""
    for name in sorted({one for id in clause.names for one in naming.names(given, id)}, key=len, reverse=True):
        while hit := spelled.hit(name, text):
            text = f"{text[: hit.start()]}{'…' * (hit.end() - hit.start())}{text[hit.end() :]}"
    for one in spots:
        text = f"{text[: one.start]}{'…' * (one.end - one.start)}{text[one.end :]}"
    return text


def newest(given: Given, targets: Sequence[str]) -> str:
    """Which of several releases has come last, "" where none is known for it."""
    found = {id: re.findall(r"\d+", besides.edition(given, id) or "") for id in targets}
    order = sorted(([*map(int, number)], id) for id, number in found.items() if number)
    return order[-1][1] if len(order) == len(targets) > 1 and order[-1][0] != order[-2][0] else ""
