"""Figures that a label gives: a share of traffic, a gauge's level, a number of copies.

Comes in: a label's words. Goes out: the figure with the word that led to it; no other number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diagram_anim.story.counts import COPY
from diagram_anim.story.language.events import sharing
from diagram_anim.story.language.lexicon import Hit, find
from diagram_anim.story.language.phrases import clean
from diagram_anim.story.numerals import digits
from diagram_anim.story.parted import parted
from diagram_anim.story.portions import PART, portions
from diagram_anim.story.sense import only, says

_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s*[%％]")
_WEIGHT = re.compile(r"\s*(?:weight|가중치|重み)\s*[:=]?\s*(\d{1,3})\s*%?\s*", re.IGNORECASE)
_ADDED = re.compile(r"(\d+)\s?(?:대|개|台|個)를?\s?(?:추가|증설|追加|増設)|\badd(?:s|ing)?\s+(\d+)\b", re.IGNORECASE)
_COPIES = re.compile(
    rf"\(?(?:{COPY}\s*[:=x×]?\s*(\d+)\s?[개대個台]?|[x×]\s?(\d+)|(\d+)\s?[개대個台]?의?\s*{COPY})\)?", re.IGNORECASE
)
_TO = re.compile(
    r"scales?(?: (?:up|down|in|out|back))? to (\d+)(?: (?:pods?|replicas?|instances?|tasks?))?"
    r"|(\d+)\s?(?:개로|대로|台に|個に)\s?(?:축소|확장|증설|縮小|拡張|増設)",
    re.IGNORECASE,
)
_TURNS = re.compile(r"\s*(?:→|➔|➜|->|=>|⇒|에서|から|\bto\b|,?\s\bthen\b(?=\s\d))\s*")
_EACH = r"(?:개|대|台|個|pods?|replicas?|instances?|tasks?|nodes?|servers?|workers?|파드|레플리카|인스턴스)?"
_MANY_TO_MANY = rf"\d+\s*{_EACH}\s*(?:→|->|=>|⇒|에서|から)\s*\d+\s*{_EACH}"
_TARGET = re.compile(
    r"(\d+)\s*(?:개|대|台|個|pods?|replicas?|instances?|nodes?|servers?)?\s*(?:→|->|=>|⇒|에서|から|to)\s*(\d+)"
    r"(?![\d.]|\s*(?:days?|hours?|weeks?|months?|years?|min|sec|ms|[%％]|GB|MB|일|시간|분|초|명|원|日|時間|分|秒|人|円))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Share:
    """`percent` of the whole; a `weight` counts beside others only. What is `looked_up` in a cache is found there, or
    isn't."""

    percent: float
    word: str
    weight: bool = False
    looked_up: bool = False


def share(text: str) -> Share | None:
    """A share of traffic: `50% 트래픽`, `traffic 90%`, `weight 10`, `9 of 10 requests`, or a bare `50%`; no other
    percentage."""
    word, text = text.strip(), parted(text)
    found = _PERCENT.findall(text)
    weight = _WEIGHT.fullmatch(text)
    if weight:
        return Share(float(weight[1]), word, weight="%" not in text)
    if canary := _CANARY.fullmatch(text.strip()):
        return Share(float(canary[1]), word)
    if says(text, "outage", "failure", "sick") or _BEING.search(text):
        return None  # of what so many do, or are
    if len(found) != 1 or not 0 <= float(found[0]) <= 100 or re.search(r"[<>≥≤]|\b99\.\d", text):
        return None  # 99.9 % is how much of the time something runs
    around = re.sub(r"[(\[（]?\s*\d{1,3}(?:\.\d+)?\s*[%％]\s*[)\]）]?", " ", text)
    if only(around, ("hits",), ("cache",)):
        return Share(float(found[0]), word, looked_up=True)
    if says(text, "share_of_other", "measure", "gauge.cpu", "gauge.memory", "gauge.disk"):
        return None
    if re.search(r"rate\b|율|率", re.sub(r"비율|比率", "", text)):
        return None
    around = re.sub(r"[(\[（]\s*\d{1,3}(?:\.\d+)?\s*[%％]\s*[)\]）]", " ", text)
    bare = not re.sub(r"[\W_]|\d", "", text) or (around != text and only(around, ("route",), ()) is not None)
    moved = re.sub(r"\d{1,3}(?:\.\d+)?\s*[%％]", " ", text)
    bare = bare or only(moved, ("switch", "canary", "traffic"), ("route", "state", "new")) is not None
    bare = bare or sharing("cargo").fullmatch(_OF.sub(" ", moved).strip()) is not None
    return Share(float(found[0]), word) if bare or says(text, "traffic") or _sent(text) else None


_OF = re.compile(r"\b(?:of|all|the|its|new|incoming)\b|(?<=[가-힣])의(?=\s|$)|の", re.IGNORECASE)


def _sent(text: str) -> bool:
    """Whether a text names what many send, or all of them, by a word that is a client's name elsewhere: `live traffic`,
    `전체 트래픽`, `全ユーザー`."""
    of = only(_PERCENT.sub(" ", text), ("every", "client"), ("every", "client", "traffic", "route", "state"))
    return of is not None and (_SENT.search(of.word) is not None or says(text, "every") is not None)


_SENT = re.compile(r"(?:traffic|requests?|트래픽|요청|トラフィック|リクエスト|アクセス|通信)$", re.IGNORECASE)


_CANARY = re.compile(r"(?:canary[- _]?weight|canaryWeight|setWeight)\s*[:=]?\s*(\d{1,3})\s*%?", re.IGNORECASE)
"""How controllers write a canary's share, in percent."""

_BEING = re.compile(
    r"\b(?:is|are|was|were)\s(?!\w*(?:sent|rout|shift|direct|mov|go|serv|split|now|forward|still)\w*)", re.IGNORECASE
)
"""What is said of so many that isn't where they go."""


def shares(text: str) -> list[Share]:
    """The shares that a text gives one after another: several in `100% → 50% → 0%` or `traffic 0% → 100%`,
    one in `트래픽 90%`, or none."""
    one = text if _WEIGHT.fullmatch(text) else _WHEN.sub("", text)
    found = [share(turn) for turn in _turns(text) or [one]]
    return [one for one in found if one] if all(found) else []


def _turns(text: str) -> list[str]:
    """A text in pieces of one percentage each that stand one after another and say no more than when: `100% → 0%`,
    `week 1: 90%, week 2: 50%`, `평소 100%, 장애 시 0%`."""
    text = _REMARK.sub("", text)
    if _ONCE.fullmatch(text):  # the unit behind the last one is that of all
        text = re.sub(r"(\d)(?=\s*(?:→|➔|➜|->|=>|⇒|/))", r"\1%", text)
    for between in (_TURNS, _LISTED):
        turns = [_WHEN_AFTER.sub("", _WHEN.sub("", turn).strip()) for turn in between.split(text)]
        if len(turns) > 2:
            turns = [_PHASE.sub("", turn) if not _gauged(turn) else turn for turn in turns]
        if len(turns) > 1 and all(_PERCENT.fullmatch(turn) for turn in turns[1:]):
            return turns if _PERCENT.search(turns[0]) else []
    return []


_ONCE = re.compile(r"\s*\d{1,3}(?:(?:\s*(?:→|➔|➜|->|=>|⇒)\s*\d{1,3})+|(?:\s*/\s*\d{1,3}){2,})\s*[%％]\s*")
_REMARK = re.compile(r"(?<=[%％])\s*[(（][^()（）%％]*[)）]")
"""What is remarked on a stage: `50% → 0% (점검) → 50%`."""

_LISTED = re.compile(
    r"\s*[,;、/·・]\s*"
    r"|\s+(?=[①-⑳]|\d\s?(?:단계|段階)|(?:step|phase|stage)\s\d|(?:전환|배포)\s[전후]\s|切替[前後])",
    re.IGNORECASE,
)

_PHASE = re.compile(r"^\s*(?:[^\W\d][^\d%％]{0,23}?|[QH]\d|\d\s?분기|第?\d四半期)\s*(?=\d{1,3}(?:\.\d+)?\s*[%％]$)")
"""Whatever a phase of several is called, before its share: `after the rollback 100%`, `Q2 70%`."""


def _gauged(text: str) -> bool:
    """Whether a percentage is of something else than requests, or of one release among others."""
    return (
        says(text, "measure", "share_of_other", "gauge.cpu", "gauge.memory", "gauge.disk", "canary", "old", "version")
        is not None
    )


_WHEN = re.compile(
    r"^\s*(?:[①-⑳]|(?:\d+\s*(?:주차|일차|단계|週目|日目|段階目?)|(?:week|day|phase|step|stage|month|주|월)\s*\d+"
    r"|[QH]\d\b|\d\s?분기|第?\d四半期)\s*[:：]?"
    r"|(?:\w+\s){0,2}\w+\s*[:：]|평소에?는?|평상시에?는?|보통은?|처음에?는?|이후(?:에는?)?|지금은?"
    r"|(?:最初|その後|通常時?|平常時?|平時|普段|いつも|今)は?"
    r"|[가-힣]{1,6} ?(?:전|후|뒤|중|시|때)(?:에는?)?|[一-龥ァ-ヶー]{1,8}(?:[前後中時]|の(?:前|後|間|とき))(?:には?|は)?"
    r"|normally|usually|on failure|if (?:it is |it's )?down|then|first|at first|initially|finally|later|now|today"
    r"|(?:before|after|during|until|from|since|once|while|in)(?: (?!v?\d)[\w:-]+){0,3})"
    r"\s*(?=\d)",
    re.IGNORECASE,
)
"""When a share holds, before it: `week 1: 80%`, `전환 전: 100%`, `②`."""


_WHEN_AFTER = re.compile(
    r"(?<=[%％])\s*(?:now|today|currently|normally|usually|at first|then|later"
    r"|(?:during|before|after|in|from|at|while|until|since)\s+(?:[\w:]+\s?){1,3}"
    r"|평소|평상시|지금|현재|이후|장애 중|점검 중|전환 [전후]|配布[前後]|切替[前後]|通常時|障害中|現在)$",
    re.IGNORECASE,
)
"""When a share holds, behind it: `60% now`, `0% during the incident`."""


def portion(text: str) -> Share | None:
    """A share of traffic in words: all of it, or half."""
    if re.search(r"\d", text) or not (says(text, "traffic") or _ASKED.search(text)):
        return None
    for sense, percent in (("every", 100.0), ("half", 50.0)):
        if says(text, sense):
            return Share(percent, text.strip())
    parts = [one for one in portions(text) if one.kind == PART]
    return Share(round(parts[0].percent, 4), text.strip()) if len(parts) == 1 else None


_ASKED = re.compile(r"\brequests\b|요청|リクエスト|全(?:トラフィック|アクセス|通信)|전체 트래픽", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Level:
    """`name` is the gauge's (`cpu`), `value` percent, `words` what the label calls it, `word` all that says so."""

    name: str
    value: float
    words: str
    word: str


def level(text: str) -> Level | None:
    """A gauge that stands at a level: `CPU 사용률 80%`, `memory 90 %`."""
    text = _KEPT_AT.sub("", text)
    found = _PERCENT.search(text)
    if not found or len(_PERCENT.findall(text)) != 1 or not 0 < float(found[1]) <= 100 or says(text, "below"):
        return None
    if says(text[found.end() :], "blocked"):
        return None  # so much is dropped
    before = re.sub(
        r"(?:[\s:=>≥<≤~]|\b(?:above|over|exceeds?|reaches|hits)\b)+$", "", text[: found.start()], flags=re.I
    )
    before = before if before else re.sub(r"^\s*(?:of\s)?|\W+$", "", text[found.end() :])
    told = [(hit, name) for hit in find(before) if not hit.negated and (name := _gauge(hit))]
    if told and not text[: found.start()].strip():
        return Level(told[-1][1], float(found[1]), clean(before), text.strip()) if len(find(before)) == 1 else None
    if told:
        hit, name = told[-1]
        if name == "load" and len(told) > 1 and not before[told[-2][0].end : hit.start].strip():
            hit, name = told[-2]  # the load of something: `CPU load`
        return Level(name, float(found[1]), clean(before), text[hit.start : found.end()])
    measure = says(before, "measure")
    if measure is None:
        return None
    return Level("load", float(found[1]), clean(before), text[measure.start : found.end()])


_KEPT_AT = re.compile(
    r"(?<=[%％])\s*[>≥,/(（]\s*(?:target|threshold|limit|목표|임계)\w*\D{0,6}\d+\s*[%％][)）]?\s*$"
    r"|(?<=[%％])\s*[>≥,/(（]\s*(?:目標|しきい値|閾値)\D{0,6}\d+\s*[%％][)）]?\s*$",
    re.IGNORECASE,
)
"""What it should come to, behind how it stands: `CPU 85% > target 60%`."""


def _gauge(hit: Hit) -> str | None:
    """The name of the gauge that a word means."""
    return next((sense[6:] for sense in sorted(hit.senses) if sense.startswith("gauge.")), None)


_PART = re.compile(
    r"(?<![\d/.])(\d[\d,]*(?:\.\d+)?)\s?([GMT]i?B?)?\s?/\s?(\d[\d,]*(?:\.\d+)?)\s?([GMT]i?B?)?(?![\d/]|\s?[A-Za-z초秒])"
)
_TIED = re.compile(r"\bconn(?:ection)?s?\b|커넥션|연결 수|접속 수|コネクション|接続数", re.IGNORECASE)


def part(text: str) -> Level | None:
    """A gauge that says so much of so much: `connections 480/500`, `memory 30/32 GB`."""
    found = list(_PART.finditer(text))
    if len(found) != 1 or says(text, "below"):
        return None
    used, unit, whole, other = (one or "" for one in found[0].groups())
    some, of = float(used.replace(",", "")), float(whole.replace(",", ""))
    if of < 2 or not 0 < some <= of or (unit and unit != other):
        return None
    names = [name for hit in find(text) if (name := _gauge(hit))]
    tied = _TIED.search(text)
    name = names[0] if names else "connections" if tied else ""
    return Level(name, round(100 * some / of, 1), clean(text.partition(used)[0]), found[0][0]) if name else None


def copies(line: str) -> int | None:
    """How many copies there are of a part, where a line says that and nothing else: `Pod x9`, `3 replicas`."""
    found = _COPIES.fullmatch(digits(line.strip()))
    return int(found[1] or found[2] or found[3]) if found else None


_MANY = re.compile(rf"(?:[x×]\s?(\d+)|(?<=\S\s)(\d+)\s?[대台]|{COPY}\s?(\d+)\s?[개個])$", re.IGNORECASE)


def many(name: str) -> int | None:
    """How many copies a name says at its end that there are: `웹 서버 2대`, `Web servers x2`; a bare number is a part's
    own (`Pod 2`)."""
    found = _MANY.search(name.strip())
    return int(found[1] or found[2] or found[3]) if found else None


def written(lines: Sequence[str]) -> int | None:
    """How many copies a card says that there are, at the end of its name or in a line beneath it."""
    name, *under = lines or ("",)
    last = name.split()[-1] if " " in name else ""
    return next(filter(None, (many(name), copies(last), *map(copies, under))), None)


def unranged(name: str) -> str:
    """A name without from how many to how many of it there come to be, in brackets or behind a colon: `web` of
    `web (3 → 12 replicas)`."""
    return _RANGE.sub("", name) or name


_RANGE = re.compile(rf"(?<=\w)\s*(?:[(（\[]\s*{_MANY_TO_MANY}\s*[)）\]]|[:：]\s*{_MANY_TO_MANY})\s*$", re.IGNORECASE)


def target(text: str) -> tuple[int, int] | None:
    """`3 → 7`: from how many to how many."""
    found = _TARGET.search(digits(text))
    return (int(found[1]), int(found[2])) if found else None


def count(text: str) -> int | None:
    """To how many: `scale to 0`."""
    found = _TO.fullmatch(re.sub(r"^\s*\d{1,2}:\d\d\s+", "", digits(text)).strip())
    return int(found[1] or found[2]) if found else None


def added(text: str) -> int | None:
    """How many more: `2대 추가`, `add 3 workers`."""
    found = _ADDED.search(digits(text))
    return int(found[1] or found[2]) if found else None
