"""How much is asked, as a label tells: so many requests a second, so many times as many as else, what can be taken.

Comes in: a label's words. Goes out: the figure with the word that led to it; no other number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diagram_anim.story.language.events import unreal
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.sense import says, unbracketed

_TIMES = re.compile(r"(?:\bx|×)\s?(\d+)\b|(?<![\d.])(\d+)\s?(?:배|倍|x\b|×|times\b)", re.IGNORECASE)
_COUNT = r"(?<![A-Za-z\d.,])(?<!\d[-~–])((?<!:)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d[\d,]*(?:\.\d+)?)"
_OF = r"(?:건|회|번|개|콜|요청|件|回|リクエスト|req(?:uest)?s?)(?:의\s?요청|のリクエスト)?"
_RATES = (
    rf"{_COUNT}\s?([km])?\+?\s?(?:http\s)?(?:req(?:uest)?s?|calls?|queries|messages?|msgs?|events?|orders?)"
    r"\s?(?:/|per\s)\s?(s|m|h)(?:ec(?:ond)?s?|in(?:ute)?s?|r|our)?\b",
    rf"{_COUNT}\s?([km])?\+?\s?[rqt]p(s|m)\b",
    rf"{_COUNT}()\s?/\s?(s|m)(?:ec(?:ond)?|in(?:ute)?)?\b",
    rf"{_COUNT}\s?([천만千万])?\s?{_OF}\s?/\s?(초|분|秒|分)",
)
_RATE = [re.compile(pattern, re.IGNORECASE) for pattern in _RATES]
_SENT = (
    r"(?:(?:요청|주문|호출|접속|조회|결제)(?: ?수)?[이가은는]?\s|の?(?:リクエスト|注文|アクセス|呼び出し)数?[がは])?"
)
_EACH = re.compile(
    rf"(초당|분당|시간당|毎秒|毎分|毎時|秒間|分間)\s?{_SENT}{_COUNT}\s?([천만千万])?\s?{_OF}", re.IGNORECASE
)
_THOUSANDS = {"": 1, "k": 1e3, "m": 1e6, "천": 1e3, "千": 1e3, "만": 1e4, "万": 1e4}
_MINUTES, _HOURS = ("m", "분", "分", "분당", "毎分", "分間"), ("h", "시간당", "毎時")
_LIMIT = re.compile(
    r"[<>≤≥→➔➜⇒]|->|\b(?:limit|max(?:imum)?|up to|at most|over|cap(?:acity)?|quota|throttl\w*|threshold)\b"
    r"|per (?:user|ip|client)\b|제한|최대|한도|이하|이상|이내|미만|초과|까지|용량|上限|最大|制限|以下|以上|まで",
    re.IGNORECASE,
)
"""Of a rate beside such words nobody says that it is sent."""
_MOST = re.compile(
    r"\b(?:max(?:imum)?|up to|at most|capacity|limit)\b|최대|용량|한도|上限|最大|処理能力",
    re.IGNORECASE,
)
"""Words for as much as somebody can take."""

_RUSHED = re.compile(
    r"[(（]\s*[x×]\s?\d+\s*[)）]|[(（]\s*\d+\s?(?:x|×|倍)\s*[)）]|평소|평상시|평일|보통의|平常時|通常|いつも|普段"
    r"|平日"
    r"|\busual\b|\bnormal\b|\bnormally\b",
    re.IGNORECASE,
)
"""How a factor is written of those who send, or what it is a multiple of."""

_FACTOR = re.compile(r"\s*(?:[x×]\s?\d+\b|\d+\s?(?:x\b|×|배|倍))", re.IGNORECASE)

RUSH = 5
"""So many times as many of those who send are a rush; fewer may be how many of them there are."""


def rushed(text: str, lines: Sequence[str] = ()) -> bool:
    """Whether who sends is said to be so many times as many as else: `Shoppers (×8)`, `평소의 5배`, or beneath its name
    by a line that begins so (`x20 after the outage`)."""
    many = times(text) if _RUSHED.search(text) or any(map(_FACTOR.match, lines[1:])) else None
    return many is not None and many >= RUSH


def alone(text: str) -> bool:
    """Whether a text says so many times as many, at the most of load, and nothing else: `10배`, `x10 load`."""
    rest = _SPELLED.sub("", _TIMES.sub("", text))
    return times(text) is not None and not re.sub(r"[\W_]|\bload\b|부하|負荷", "", rest, flags=re.IGNORECASE)


def times(text: str) -> int | None:
    """The factor of `x10`, `10배`, `세 배`, `ten times the load`, `tenfold`; how often something is tried is none, nor
    what there was once, or may be."""
    told = factor(text)
    return told[0] if told else None


def factor(text: str) -> tuple[int, str] | None:
    """The same with the words for it."""
    if unmeant(text):
        return None
    if found := _TIMES.search(text):
        return int(found[1] or found[2]), found[0]
    told = _SPELLED.search(text)
    return (_FACTORS[next(filter(None, told.groups())).lower()], told[0]) if told else None


def unmeant(text: str) -> bool:
    """Whether so many times is how often something is tried, or what there was once, or may be."""
    return _TRIED.search(text) is not None or unreal().search(text) is not None


_TRIED = re.compile(r"\b(?:re-?tr(?:y|ies|ied)|attempts?|tries|tried)\b|재시도|시도|リトライ|再試行", re.IGNORECASE)

_FACTORS = {
    **{word: place for place, word in enumerate("두 세 네 다섯 여섯 일곱 여덟 아홉 열".split(), 2)},
    **{word: place for place, word in enumerate("二三四五六七八九十", 2)},
    **{word: place for place, word in enumerate("two three four five six seven eight nine ten".split(), 2)},
    "스무": 20,
    "백": 100,
    "百": 100,
    "twenty": 20,
    "thirty": 30,
    "fifty": 50,
    "hundred": 100,
    "doubl": 2,
    "tripl": 3,
    "trebl": 3,
    "quintupl": 5,
    "quadrupl": 4,
}

_SPELLED = re.compile(
    r"(?<!\w)(두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|백)\s?배|(?<![一-龥])([二三四五六七八九十百])倍"
    r"|\b(two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|fifty|hundred)(?:-?fold|\stimes\s(?:the|as"
    r"|more|its|their|our|that|those|what|usual|normal))\b"
    r"|\b(doubl|tripl|trebl|quadrupl|quintupl)(?:es|ed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rate:
    """`each` is requests a second, `word` what says it."""

    each: float
    word: str


def rate(text: str) -> Hit | None:
    """How many requests a second somebody sends, where a line says that and nothing else: `100 req/sec`."""
    line = text.strip(" ~≈()")
    found = sending(line)
    return Hit(line, frozenset({"traffic"}), 0, len(line)) if found and found.word == line else None


def sending(text: str) -> Rate | None:
    """How many requests a second a text says that are sent, the only rate in it: `GET /orders 500 TPS`, `초당 1,000건`,
    `毎秒200件`, `10k rps`; of one that climbs, at first. A limit, a range or a capacity is none."""
    if climbed(text) and (found := _shared(text) or _ahead(text) or _rates(text)):
        return Rate(found[0][1], text.strip())
    return None if _LIMIT.search(text) else _only_rate(text)


def climbed(text: str) -> float | None:
    """How many times as many requests are sent later as at first: 20 of `200 rps → 4,000 rps at 9:00`. Of two rates of
    which the second is no larger, or between which a range lies, nothing is told."""
    found = _shared(text) or _ahead(text) or _rates(text) or _crowds(text)
    if len(found) != 2 or _MOST.search(text) or not _LATER.search(text[found[0][0] :]):
        return None
    (_, first), (_, second) = found
    return round(second / first, 3) if second > first else None


def risen(text: str) -> float | None:
    """The same by two rates alone, whatever else is counted."""
    return climbed(text) if _shared(text) or _ahead(text) or len(_rates(text)) > 1 else None


def _shared(text: str) -> list[tuple[int, float]]:
    """Two rates that share their unit: `1,000 → 5,000 rps`."""
    told = _told_rates(text)
    first = _BEFORE.search(text[: told[0][0]]) if len(told) == 1 else None
    if first is None:
        return []
    unit = re.sub(rf"^{_COUNT}\s?[km천만千万]?", "", told[0][1].word, flags=re.IGNORECASE)
    count, thousands = (first[1], first[2]) if first[1] else (first[3], first[4])
    same = _told_rates(f"{count}{thousands or ''}{unit}")
    return [(first.start(), same[0][1].each), (told[0][0], told[0][1].each)] if same else []


def _ahead(text: str) -> list[tuple[int, float]]:
    """Two rates of which the first alone has all of its unit: `초당 200건에서 3천 건`, `毎秒200件から3千件`."""
    told = _told_rates(text)
    if len(told) != 1 or not (unit := _EACH.fullmatch(told[0][1].word)):
        return []
    end = told[0][0] + len(told[0][1].word)
    if not (then := _THEN.match(text, end)):
        return []
    later = _told_rates(f"{unit[1]} {then[1]}{then[2] or ''}{then[3]}")
    return [(told[0][0], told[0][1].each), (then.start(1), later[0][1].each)] if later else []


_THEN = re.compile(
    rf"\s?(?:요청)?(?:에서|から|→|->)\s?(?:약\s?|約\s?)?{_COUNT}\s?([천만千万])?\s?({_OF})", re.IGNORECASE
)

_BEFORE = re.compile(
    rf"(?:{_COUNT}\s?([km천만千万])?\s*(?:→|➔|➜|⇒|->|=>)"
    rf"|(?<=\bfrom )(?:about |around |some )?{_COUNT}\s?([km])? to(?: about| around| some| over)?)\s*$",
    re.IGNORECASE,
)


_CROWD = re.compile(
    r"\b(?:users?|sessions?|connections?|players?|visitors?|viewers?|shoppers?|customers?|devices?|concurrents?"
    r"|CCU|DAU|requests?)\b"
    r"|동시\s?접속|접속자|접속|세션|사용자|이용자|시청자|방문자|관객|명|接続|セッション|ユーザー?|同時|利用者"
    r"|視聴者|人",
    re.IGNORECASE,
)
"""Those of whom so many are there, and later so many more."""


def _crowds(text: str) -> list[tuple[int, float]]:
    """How many of them there are, one number after another: `동시 접속 8천 → 8만`, `sessions 2k → 20k`."""
    if not _CROWD.search(text) or not re.search(r"→|➔|➜|⇒|->|=>|에서|から|\bto\b", text):
        return []
    found = re.finditer(rf"{_COUNT}\s?([km천만千万])?(?![\d:.%％]|\s?[시時분分초秒월月일日]|[AaPp][Mm])", text)
    return [(hit.start(), _number(hit[1]) * _THOUSANDS[(hit[2] or "").lower()]) for hit in found]


def grown(text: str) -> tuple[float, str] | None:
    """How many times as many there come to be by two counts one right after the other, and these: `5천→2만 명`,
    `from 200 to 1,200 a second`, `200건이던 요청이 1000건`."""
    hit = _GROWN.search(text)
    if hit is None:
        return None
    first, second = (_number(hit[at]) * _THOUSANDS[(hit[at + 1] or "").lower()] for at in (1, 3))
    return (round(second / first, 3), hit[0]) if first and second > first else None


_GROWN = re.compile(
    rf"(?<![\d.:])(?:(?<=from )(?:about |around |some )?)?{_COUNT}\s?([km천만千万])?"
    r"(?:\s?[명건회번개人件回名]\S{0,2}?|\s(?:users?|requests?|orders?|calls?|messages?|sessions?))?"
    r"\s?(?:에서|から|→|->|=>|⇒|to\b(?: about| around| over| some)?"
    r"|(?:이었|였)?[이]?던\s\S{1,8}[이가]|だった\S{1,8}[がは])\s?(?:약 |約)?"
    rf"{_COUNT}\s?([km천만千万])?(?![\d:.%％°]|\s?(?:[시時분分초秒월月일日년年원円대개台個]|ms\b|s\b|percent|[GMT]i?B\b"
    r"|[ap]m\b|pods?\b|replicas?\b|servers?\b|instances?\b|nodes?\b|workers?\b|cop(?:y|ies)\b|파드|레플리카))",
    re.IGNORECASE,
)
"""Two counts of which the one becomes the other."""

_LATER = re.compile(r"→|➔|➜|⇒|->|=>|에서|から|\bto\b|,|\bthen\b|\bfrom\s\d{1,2}:\d\d")


def limit(text: str) -> Rate | None:
    """How many requests a second a text says that can be taken: `max 500 req/s`, `최대 초당 500건`."""
    return _only_rate(text) if _MOST.search(text) and not re.search(r"[<>≤≥→]|->", text) else None


def _only_rate(text: str) -> Rate | None:
    found = _told_rates(text)
    return found[0][1] if len(found) == 1 and found[0][1].each > 0 else None


def _rates(text: str) -> list[tuple[int, float]]:
    """Where rates stand in a text, and how many requests a second they are."""
    return [(at, rate.each) for at, rate in _told_rates(text) if rate.each > 0]


def _told_rates(text: str) -> list[tuple[int, Rate]]:
    found = [(hit.start(), hit[0], hit[1], hit[2], hit[3]) for one in _RATE for hit in one.finditer(text)]
    found += [(hit.start(), hit[0], hit[2], hit[3], hit[1]) for hit in _EACH.finditer(text)]
    told = []
    for at, word, count, thousands, per in sorted(found):
        seconds = 60 if per.lower() in _MINUTES else 3600 if per.lower() in _HOURS else 1
        told.append((at, Rate(_number(count) * _THOUSANDS[(thousands or "").lower()] / seconds, word)))
    return told


def _number(text: str) -> float:
    """The value of a figure, whatever parts its thousands: 2000 of `2,000` and `2 000`."""
    return float(re.sub(r"[,\s]", "", text))


def unrushed(text: str) -> str:
    """What a part is called that much is asked of: `Users` of "Users (x5 traffic)"."""
    left = unbracketed(text)
    return left if left and (times(text) or says(text, "surge")) and not times(left) else text
