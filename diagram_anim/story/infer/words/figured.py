"""What figures a paragraph gives of parts of its chart: how many of their answers are errors, how their gauges stand.

Comes in: its clauses. Goes out: the figures by part, each with the words for it. Refuses to know what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from diagram_anim.model.system import Role
from diagram_anim.story import faults, figures, portions
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import aims, clauses, moments, naming
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.language.events import portioning
from diagram_anim.story.language.lexicon import find
from diagram_anim.story.outcomes import BREAKABLE
from diagram_anim.story.portions import PART

_ANSWERING = (Role.SERVER, Role.NODE, Role.STORE)


def _told(given: Given) -> Iterator[tuple[Clause, str]]:
    """The clauses of what has come about, with figures for what is a part of a whole in words."""
    for one in clauses.clauses(given):
        if one.real and not one.perhaps:
            yield one, portions.in_percent(clauses.without_names(given, one))


@once
def erring(given: Given) -> Mapping[str, tuple[float, str, str]]:
    """Percent of a part's answers that are errors, the words for it, and the clause, by part."""
    found: dict[str, tuple[float, str, str]] = {}
    spoken: Sequence[str] = ()
    for one, text in _told(given):
        answering = [id for id in one.names if _answers(given, id) or _release(given, id)]
        answering = [id for id in answering if id in one.whose] or answering
        back = {
            id
            for called in clauses.jointly(given, one.text)
            if _BACK_TO.match(one.text, called.end)
            for id in called.ids
        }
        answering = [id for id in answering if id not in back] or (
            [] if not back else [id for id in spoken if id not in back]
        )
        answering = [*_of_whom(given, one, answering)] if len(answering) > 1 else answering
        answering = [*_changed(given, one, answering)] if len(answering) > 1 else answering
        spoken = answering or ([] if one.names else spoken)
        said = moments.told(one.text)
        rate = (faults.errors(said) or faults.among(moments.told(text))) if len(spoken) == 1 else None
        rate = rate or (faults.risen(said) if len(spoken) == 1 and spoken[0] not in given.groups else None)
        if rate:
            inner = given.within(spoken[0]) if spoken[0] in given.groups else spoken
            found |= {id: (*rate, one.text) for id in inner if id not in found}
    return found


_BACK_TO = re.compile(r"(?:으로|로)\s?(?:\S+\s)?(?:되돌|돌아|롤백|복귀|원복)|(?:へ|に)(?:切り)?戻")
"""What stands behind one to whom all goes back: it is not the one that errs."""


def _of_whom(given: Given, clause: Clause, ids: Sequence[str]) -> Sequence[str]:
    """Whose errors they are that a clause tells which calls others, too: `v2에서 오류가 급증해 v1로`."""
    text = clause.text
    hit = _ERRS.search(text)
    near = []
    for one in clauses.jointly(given, text) if hit else ():
        before = hit is not None and one.end <= hit.start() and _THERE.match(text[one.end : hit.start()])
        behind = hit is not None and one.start >= hit.end() and _ON.search(text[hit.end() : one.start])
        near += [id for id in one.ids if (before or behind) and id in ids]
    return near if len(near) == 1 else ids


def _changed(given: Given, clause: Clause, ids: Sequence[str]) -> Sequence[str]:
    """Which of several that a clause calls has been changed by it: the only one to whom something goes."""
    spots = aims.aims(given, clause.text, ids)
    to = {one.id for one in spots if one.to}
    away = {one.id for one in spots if one.away}
    return [*to] if len(to) == 1 and away and not to & away else ids


_ERRS = re.compile(r"error|fail|5xx|50\d|오류|에러|エラー", re.IGNORECASE)
_THERE = re.compile(r"\s?(?:에서|의|에|で|の|に|'s)(?:는|은|は|も)?\s?(?:\S+\s)?$")
_ON = re.compile(r"\b(?:on|of|in|from|at|by)\s(?:the\s)?$")
"""What stands between errors and whose they are."""


def _release(given: Given, id: str) -> bool:
    """Whether it is a group of copies of one release, all of which err as much."""
    inner = given.within(id) if id in given.groups else ()
    return (
        len(inner) > 1 and all(_answers(given, one) for one in inner) and len({given.role(one) for one in inner}) == 1
    )


def _answers(given: Given, id: str) -> bool:
    thing = id in given.nodes and given.role(id) is Role.THING and naming.thing(given, id)
    return given.role(id) in _ANSWERING or thing


def errors(given: Given, id: str) -> tuple[float, str, str] | None:
    return erring(given).get(id)


@once
def gauges(given: Given) -> Sequence[tuple[str, figures.Level, str]]:
    """How the gauge of a part or a place stands, by which clause; a bound is nothing that it stands at."""
    found: dict[tuple[str, str], tuple[str, figures.Level, str]] = {}
    spoken: Sequence[str] = ()
    for one, text in _told(given):
        named = [id for id in one.names if given.role(id) in BREAKABLE or id in given.groups or _answers(given, id)]
        named = _owners(given, one) or [id for id in named if id in one.whose] or named
        spoken = named or ([] if one.names else spoken)
        level = _level(text) if _stands(one.text, text) else None
        if level and len(spoken) == 1:
            found.setdefault((spoken[0], level.name), (spoken[0], level, one.text))
    return tuple(found.values())


def _owners(given: Given, clause: Clause) -> list[str]:
    """Whose gauge it is that a clause names: `노드 1의 메모리 사용률이`."""
    called = [one for one in clauses.jointly(given, clause.text) if _GAUGE_OF.match(clause.text, one.end)]
    return [*called[0].ids] if called else []


_GAUGE_OF = re.compile(
    r"(?:의\s|の|['’]s\s)(?:\S+\s)?(?:CPU|메모리|디스크|사용[률량]|부하|メモリ|ディスク|使用率|負荷|memory|disk|load|usage)",
    re.IGNORECASE,
)

SPENT = re.compile(
    r"\b(?:spen[dt]|devot|giv|gave|burn|us)\w* .{0,12}[%％] of (?:its|the|their) (?:\w+ )?(?:cpu|memory|time|load)"
    r"(?: time)? (?:on|for|to)\b|[%％][를을] \S+(?: \S+)?에 (?:쓰|씁|쓴|썼|사용|들[이인])"
    r"|[%％]を[^、]{1,20}に(?:使|費|割)",
    re.IGNORECASE,
)
"""Where a part of it is told to be spent on something."""


def _stands(clause: str, text: str) -> bool:
    """Whether a clause, or its text with figures for words, may tell how a gauge stands."""
    aside = portioning("bounds").search(text) or SPENT.search(clause)
    return _PERCENT.search(clause) is not None and not aside


_PERCENT = re.compile(r"[%％]|per ?cent|퍼센트|프로|パーセント", re.IGNORECASE)
"""Half of the load isn't how high it is."""


def _level(text: str) -> figures.Level | None:
    """The gauge that is nearest to the first figure, or to that which it comes to."""
    text = _UNDER.sub("", _FROM.sub("to ", text))
    hits = [(hit, name[6:]) for hit in find(text) for name in sorted(hit.senses) if name in _GAUGES]
    told = next((one for one in portions.portions(text) if one.kind == PART), None)
    if not hits or told is None or portioning("falls").search(text[told.end :]):
        return None
    hit, name = min(hits, key=lambda one: abs(one[0].end - told.start))
    near = hit.end <= told.start < hit.end + FAR or told.end <= hit.start < told.end + NEAR
    words = text[min(hit.start, told.start) : max(hit.end, told.end)]
    return figures.Level(name, told.percent, hit.word, words) if near and told.percent else None


_UNDER = re.compile(r"\bunder (?:\w+ )?load\b", re.IGNORECASE)

_FROM = re.compile(r"\bfrom \d+(?:\.\d+)?(?:\s?%|\s?per ?cent)? to (?=\d)", re.IGNORECASE)
"""From how much a gauge comes to a figure, in English."""

_GAUGES = ("gauge.cpu", "gauge.memory", "gauge.disk", "gauge.load")

FAR, NEAR = 45, 12
"""Letters between a gauge and its figure, and between a figure and its gauge behind it."""
