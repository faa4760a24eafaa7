"""How many copies a text says that there come to be: `2대에서 5대로`, `scaled in from 10 pods to 6`, `+3 pods`.

Comes in: a text. Goes out: from how many to how many. Refuses to know of what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from diagram_anim.story.language.events import counted, unreal
from diagram_anim.story.numerals import digits

MOST = 60
"""More copies than this are no few to be shown one by one."""

_NUMBERS = {
    word: place
    for place, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(), 1
    )
} | {"twenty": 20, "thirty": 30, "forty": 40}

_COPIES = ("pods?", "replicas?", "instances?")
_CALLED = (
    "pods? replicas? instances? copies 파드 포드 레플리카 복제본 인스턴스 レプリカ ポッド インスタンス コンテナ 台数"
)
COPY = f"(?:{'|'.join(_CALLED.split())})"
"""What copies of a part are called."""

_UNITS = (
    *_COPIES,
    *("copies", "copy", "nodes?", "servers?", "workers?", "containers?", "consumers?", "tasks?", "machines?", "VMs?"),
    *("runners?", "scanners?", "lanes?", "desks?", "agents?", "robots?", "boxes", "hosts?", "gateways?", "proxies"),
    *("shards?", "brokers?", "개", "대", "台", "個", "つ", "파드", "포드", "레플리카", "복제본", "인스턴스", "노드"),
    *("サーバー", "レプリカ", "ポッド", "インスタンス", "コンテナ", "ワーカー", "ノード", "タスク"),
    *("本", "基", "機", "名", "拠点", "[かヶカケ箇]所"),
)
UNIT = f"(?:{'|'.join(_UNITS)})"
"""What copies of a part, or parts themselves, are counted by."""

_MEASURES = r"\s*[%％]|\s?(?:ms|s|m|h|rps|tps|req|GB|GiB|MB|Gi|Mi|초|분|秒|分)\b"
_N = rf"(?<![\d.:vV])(\d{{1,4}})(?![\d.:]*\d|{_MEASURES})"

_TO = r"(?:→|->|=>|⇒|➔|➜)"
_FROM_TO = (
    rf"{_N}\s*{UNIT}?\s*{_TO}\s*x?×?{_N}",
    rf"\bfrom\s+{_N}\s*(?:{UNIT})?\s*to\s+{_N}",
    rf"{_N}\s*{UNIT}\s*(?:에서|から)\s*{_N}",
    rf"(?:数|台数|個数|本数)[をがはも]?\s*{_N}\s*{UNIT}?\s*(?:から|→)\s*{_N}",
    rf"[x×]\s?{_N}\s*(?:{_TO}|to)\s*[x×]\s?{_N}",
)
_WAS = (
    rf"{_N}[^\d]*?\b(?:was|were|instead of|formerly|previously|rather than|up from|down from|in place of"
    rf"|where there (?:had been|were)|where it (?:had|ran))\s+{_N}",
)

_GROWN = (
    r"bump\w*|expand\w*|boost\w*|ramp\w*|went|goes|take[sn]?|took|beef\w*|doubled|upsiz\w*|downsiz\w*|trimm\w*|lower\w*"
    r"|scal\w+|grow\w*|grown|rais\w+|increas\w+|shr[iua]nk\w*|reduc\w+|cut|brought|brings|resiz\w+|drop\w*"
)
_MOVED = (
    *("스케일", "확장", "증설", "축소", "감축", "조정", "늘", "줄", "올", "내", "확대", "감소", "증가", "되돌"),
    *("スケール", "拡張", "増設", "縮小", "縮退", "増や", "減ら", "拡大", "調整", "戻", "増強", "増え", "減り", "減っ"),
    *("絞", "広げ", "広が", "縮め", "しぼ", "拡充", "倍増"),
    *("落と", "引き上げ", "引き下げ", "増加", "減少", "変更", "設定"),
)
_COME_TO = (
    rf"(?:--replicas=|replicas\s*[:=]\s*|desired(?:Count| capacity)?\s*[:=]?\s*){_N}",
    rf"\bscale\s+(?:\w+\s+)?[\w.-]+={_N}",
    rf"\b(?:{_GROWN})\b[^\d%]*?\bto\s+{_N}\s*{UNIT}?",
    rf"\bback\s+to\s+{_N}\s*{UNIT}",
    rf"{_N}\s*{UNIT}?(?:까지|으로|로|に|へ|まで)\s*(?:를\s*)?(?:{'|'.join(_MOVED)})",
    rf"\b(?:now|runs with|running with|has|have)\s+(?:now\s+)?{_N}\s*{UNIT}",
    rf"{_N}\s*(?:台|個|つ|本)(?:構成|体制)?(?:に|へ)(?:し[たてま]|なっ|なり)",
    rf"(?:총|合計)\s?{_N}\s?{UNIT}",
    rf"[x×]\s?{_N}\s?(?:로|으로|に)\s*(?:확장|증설|스케일|拡張)",
)
_MORE = (
    rf"(?<![\w.)] )(?<![\w.)])\+{_N}(?:\s*{UNIT})?(?=$|\W)",
    rf"(?:replicas?|레플리카|レプリカ|인스턴스|파드)\s*\+\s?{_N}",
    rf"{_N}\s?{UNIT}를?\s?(?:추가|증설|追加|増設)",
    rf"\b(?:add|creat|start|launch)(?:e?s|ed|ing|e)?\s+{_N}\s*(?:more|additional)\s+{UNIT}",
    rf"\badd(?:s|ed|ing)?\s+{_N}\s*{UNIT}",
)

_NEW = (
    rf"\b(?:start|creat|launch|add|schedul|provision|spin|bring)\w*\s+(?:up\s+)?{_N}\s*(?:(?:new|more"
    rf"|additional)\s+)?{UNIT}",
    rf"{_N}\s*(?:new|more|additional)\s+{UNIT}",
    rf"{_N}\s?{UNIT}\s?[를을を]?\s?(?:더\s)?(?:추가|시작|생성|기동|증설|띄|追加|起動|作成|増設)",
)


def new(text: str) -> int:
    """How many copies a text says that are made, beside those that are there: 3 of `start 3 pods`, `파드 3개 추가`, 0
    where it says no such thing."""
    found = [] if unreal().search(text) else _first(_NEW, digits(text))
    return found[0] if found and found[0] <= MOST else 0


_FURTHER = (
    rf"^\W*(?:scale[- ]?out|scale[- ]?up)?\W*(?:by\s)?\+\s?{_N}(?:\s*{UNIT})?\W*$",
    rf"\b(?:add|launch|start|spin|bring|creat|provision)\w*\s+(?:up\s+)?{_N}(?:\s+(?:more|new"
    rf"|additional))?(?:\s*{UNIT})?\W*$",
    rf"\b(?:scales?|scaled)[- ](?:out|up)\s+by\s+{_N}",
    rf"^\W*{_N}\s*(?:more|new|additional)(?:\s*{UNIT})?\W*$",
    rf"{_N}\s?{UNIT}\s?[을를]?\s?(?:더\s)?(?:추가|증설|증가|追加|増設|増や|띄[우운웁워웠]|기동|투입|생성|만[드든들])",
)
_FEWER = (
    rf"^\W*(?:scale[- ]?in|scale[- ]?down)?\W*(?:by\s)?[-−–]\s?{_N}(?:\s*{UNIT})?\W*$",
    rf"\b(?:remov|terminat|kill|stop|drop|retir|delet|drain)\w*\s+{_N}(?:\s*{UNIT})?\W*$",
    rf"\b(?:scales?|scaled)[- ](?:in|down)\s+by\s+{_N}",
    rf"{_N}\s?{UNIT}\s?[을를]?\s?(?:제거|축소|감축|감소|회수|종료|삭제|削除|削減|停止|縮退|減ら)",
)
_BACK_TO = (
    r"\b(?:scales?|scaled|scaling)(?:[- ](?:in|down|out|up))?\s+to\s+(\d+|zero)\b",
    r"\b(?:set\s+)?(?:the\s+)?desired(?:\s*(?:count|capacity|replicas|size))?\s*(?:to|=|:)?\s*(\d+)\W*$",
    rf"{_N}\s?{UNIT}?\s?(?:로|으로|に)\s?(?:축소|감축|줄|縮小|減ら|縮退)",
)


def inward(text: str) -> str:
    """A text in which what is scaled down is scaled in: a number that something is down to is another matter."""
    return re.sub(r"\b(scal\w+)[ -]down\b", r"\1 in", text, flags=re.IGNORECASE)


def ordered(text: str, first: int) -> int | None:
    """To how many copies an order brings what has so many at `first`: by how many more or fewer, or to how many."""
    text = inward(untimed(text))
    if _RANGED.search(re.sub(r"\bpolicy\b", "", text)) or unreal().search(text):
        return None
    if more := _first(_FURTHER, text):
        return first + more[0]
    if fewer := _first(_FEWER, text):
        return first - fewer[0] if fewer[0] < first else None
    to = next((hit for one in _BACK_TO if (hit := re.search(one, text, re.IGNORECASE))), None)
    return int(to[1].replace("zero", "0")) if to else None


_COPYING = re.compile(
    r"scal|replica|레플리카|복제본|desired|HPA|KEDA|ASG|auto|copies|grow|shr[aiu]nk|expand|스케일|오토|증설|확장"
    r"|축소|감축|늘|줄|대수|컨슈머"
    rf"|スケール|増|減|拡張|縮|台数|[x×]\s?\d|\d\s*{UNIT}|(?:{'|'.join(_COPIES)}|파드|인스턴스|レプリカ)\b",
    re.IGNORECASE,
)
"""Who says such a word speaks of copies."""

_RANGED = re.compile(
    r"\b(?:min|max|between|ensures?|at least|at most|up to|limit|range|policy|target|if|when|per)\b"
    r"|최소|최대|범위|정책|最小|最大|範囲|[%％?？~〜]|\d\s*[-–]\s*\d",
    re.IGNORECASE,
)
"""What is possible, or at most, isn't so yet."""


def kept(text: str) -> bool:
    """Whether a text says between how many copies something is kept, or on what condition."""
    return _RANGED.search(text) is not None


_CHANGED = re.compile(
    r"\bnow\b|(?<!desi)\w(?:ed|wn)\b|[\d\w](?:개|대|로|으로|台|に|へ)\s*(?:늘|줄|확|축|올|내|조정|증|감|拡|縮|増|減)"
)


_CLOCK = re.compile(r"(?<![\d:.])\d{1,2}(?:[시時](?:\s?\d{1,2}[분分])?(?!간|間)|:\d\d(?::\d\d)?)\s*")


def untimed(text: str) -> str:
    """A text without the times of day in it, and with figures for words: `4개 → 20개` of `22시 네 개 → 01시 20개`."""
    return _CLOCK.sub("", digits(text))


def turns(text: str) -> list[int]:
    """The numbers of copies of a course of at least three, one after another: 4, 20, 4 of `4개 → 20개 → 4개`."""
    found = re.search(rf"{_N}\s*{UNIT}?(?:\s*{_TO}\s*{_N}\s*{UNIT}?){{2,}}", untimed(text))
    return [int(one) for one in re.findall(_N, found[0])] if found else []


_COUNTER = re.compile(r"[\d\W_]|[대개台個]|에서|로|から|に|へ")


def bare(text: str) -> bool:
    """Whether a text says nothing but from how many to how many: `3 → 9`, `3대에서 9대로`."""
    return not _COUNTER.sub("", digits(text))


def changed(text: str) -> bool:
    """Whether a text says that there have come to be more or fewer: `now 5 replicas`, `9개로 늘림`."""
    return _CHANGED.search(text) is not None


def moved(text: str) -> bool:
    """Whether a text says that copies go from so many to so many, and not between how many they are kept: the second
    number has a particle (`2대 → 12대로`)."""
    onward = rf"{_N}\s*{UNIT}?\s*(?:{_TO}|에서|から)\s*{_N}\s*{UNIT}?(?:로|으로|까지|に|へ|まで)\s?\S"
    return re.search(onward, untimed(text)) is not None


def between(text: str) -> bool:
    """Whether a text says both from how many copies and to how many."""
    return bool(_first(_FROM_TO, untimed(text)))


_PHASE = re.compile(
    r"\b(?:night|day|daytime|morning|noon|lunch|afternoon|evening|midnight|weekend|weekday|peak|normal|usual|sale"
    r"|rush"
    r"|before|after|during|at first|initial|then|later|now|start|launch|event|off-peak|quiet)\b"
    r"|\d{1,2}:\d\d|\b\d{1,2}\s?(?:am|pm)\b"
    r"|\d{1,2}\s?[시時]|오전|오후|아침|점심|저녁|밤|새벽|낮|평소|평상시|피크|이벤트|주말|평일|처음|이후|할인|오픈"
    r"|마감|심야"
    r"|朝|昼|夜|夕|深夜|平常|通常|ピーク|セール|週末|平日|最初|以降|開始",
    re.IGNORECASE,
)
"""When it is that there are so many copies."""


def phases(lines: Sequence[str]) -> list[int]:
    """How many copies there are one time after another, where each of several lines, or of the pieces of one, says when
    and how many: 3, 15, 6 of `night: 3 replicas`, `lunch sale: 15 replicas`, `evening: 6 replicas`."""
    pieces = [piece for line in lines for piece in re.split(r"\s*[,;、·]\s*|\s/\s", line) if piece.strip()]
    counted = [piece for piece in pieces if _PHASE.search(piece) and not _RANGED.search(piece)]
    numbers = [re.findall(rf"{_N}\s*{UNIT}", untimed(piece), re.IGNORECASE) for piece in counted]
    whole = len(counted) == len(pieces) > 1 and all(len(some) == 1 for some in numbers)
    found = [int(some[0]) for some in numbers] if whole else []
    return found if len({*found}) > 1 and max(found) <= MOST else []


def copied(text: str) -> tuple[int, int] | None:
    """From how many copies to how many a text says that somebody goes; 0 where it says only to how many."""
    text = untimed(text)
    text = re.sub(rf"\b(?:{'|'.join(_NUMBERS)})\b", lambda hit: str(_NUMBERS[hit[0].lower()]), text, flags=re.I)
    text = re.sub(r"(?<=\d )cop(?:ies|y)\b|\bcopies(?= of\b)", "pods", text)  # what else is copied isn't scaled
    text = _UP_TO.sub(r"\1 to", text)
    if _RANGED.search(text) or not _COPYING.search(text) or unreal().search(text) or counted().search(text):
        return None
    if found := _first(_FROM_TO, text):
        pair = found[0], found[1]
    elif found := _first(_WAS, text):
        pair = found[1], found[0]
    elif found := _first(_COME_TO, text):
        pair = 0, found[0]
    elif found := _first(_MORE, text):
        pair = 1, 1 + found[0]
    else:
        return None
    return pair if pair[0] != pair[1] and max(pair) <= MOST else None


_UP_TO = re.compile(
    r"\b((?:bump|scal|grow|grew|rais|increas|brought|bring|went|go|goes|tak|took|expand|boost|ramp|crank"
    r"|turn)\w*\b(?:[^\d.,;]{0,40}?))\s(?:back )?up to\b",
    re.IGNORECASE,
)
"""What brings copies up to a number, which is no bound."""


def _first(patterns: tuple[str, ...], text: str) -> list[int]:
    """The numbers of the first pattern that fits."""
    found = next((hit for one in patterns if (hit := _made(one).search(text))), None)
    return [int(number) for number in found.groups()] if found else []


@cache
def _made(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_BROUGHT = re.compile(
    rf"(?:(?:set|update|change|patch|bump|increase|raise|grow|desired)\b(?: {COPY}| count)*\s?(?:to|=|:)?"
    rf"\s?(\d+)(?: {COPY})?"
    rf"|(?:\w+ )?from \d+ to (\d+)|desired{COPY}\W*(\d+)|{COPY}(?: ?수)? ?(\d+)"
    rf"|{COPY}(?: ?수)?[을를]?\s?(\d+)\s?(?:개로|으로|로)(?: ?(?:변경|설정|조정))?|{COPY}数?を(\d+)(?:個|台|つ)?に)",
    re.IGNORECASE,
)


def brought(text: str) -> int | None:
    """To how many who scales something sets it: `set replicas to 6`, `파드 6개로`."""
    found = _BROUGHT.fullmatch(text.strip())
    return int(next(filter(None, found.groups()))) if found else None
