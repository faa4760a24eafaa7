"""How long answers take, as a text says: `latency 40 ms → 6 s`, `queries now take 5 s`.

Comes in: a text. Goes out: seconds, and whether that is slow. For how long somebody waits is none of it.
"""

from __future__ import annotations

import re

_MILLI = ("ms", "밀리초", "ミリ秒")

_LASTS = re.compile(
    r"(?<![\d.:])(?<!for )(?<!after )(?<!every )(?<!within )(\d+(?:\.\d+)?)\s?(ms|밀리초|ミリ秒|s|secs?|seconds?"
    r"|초|秒)"
    r"(?![A-Za-z]|\s?(?:간격|간|동안|마다|간의|間|ごと|おき|後|뒤|후))",
    re.IGNORECASE,
)


def lasting(text: str) -> float | None:
    """Seconds that an answer takes, as the last duration in a text says, or the first of two of which it is one instead
    of the other: 6 of `latency climbs from 40ms to 6s`, 9 of `takes 9 s instead of 80 ms`. For how long, how often or
    after what time something happens is none."""
    found = _durations(text)
    return found[0 if _RATHER.search(text) else -1] or None if found else None


def _durations(text: str) -> list[float]:
    """How many seconds each duration in a text is, in their order."""
    return [float(number) / (1000 if unit.lower() in _MILLI else 1) for number, unit in _LASTS.findall(text)]


_PACE = re.compile(
    r"\b(?:latency|p\d\d\d?|response times?|round[- ]trip)\b"
    r"|\b(?:answers?|repl(?:y|ies)|responses?) (?:takes?|took|comes?|came)\b"
    r"|\b(?:answer(?:s|ed|ing)?|respond(?:s|ed|ing)?|repl(?:ies|ied|ying)) (?:only )?(?:in|after|within)\b"
    r"|응답\s?(?:시간|속도)?|지연(?:\s?시간)?|레이턴시|レイテンシー?|応答(?:時間)?|遅延|レスポンス"
    r"|\b(?:query|request|read|write|lookup|page load) times?\b"
    r"|(?:쿼리|질의|조회|요청|읽기|쓰기|검색)\s?(?:처리\s?)?(?:시간|속도)"
    r"|(?:クエリー?|検索|リクエスト|問い合わせ|読み取り|書き込み)(?:の?処理)?時間",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\blag|replicat|복제|동기화|レプリ|複製|同期", re.IGNORECASE)
"""How far a copy is behind is no answer's time."""

_ONWARD = re.compile(r"→|➔|➜|⇒|->|=>|에서|から|\bto\b")

SLOWER = 3.0
"""So many times as long is slow."""


def paces(text: str) -> list[float]:
    """How many seconds an answer takes, one figure after another, where a text speaks of that: 0.02 and 2 of `응답 시간
    20ms → 2초`."""
    seconds = _durations(text) if _PACE.search(text) and not _BEHIND.search(text) else []
    if len(seconds) == 2 and _RATHER.search(text):
        return seconds[::-1]
    return seconds if len(seconds) == 1 or _ONWARD.search(text) or _NOT.search(text) else []


_RATHER = re.compile(r"\b(?:instead of|rather than)\b", re.IGNORECASE)
"""Between how long it takes now and what is usual."""

_NOT = re.compile(r"대신|아니라|ではなく|の代わりに")
"""Between what is usual and how long it takes now."""


_TAKES = re.compile(
    r"\b(?:quer(?:y|ies)|requests?|reads?|writes?|lookups?|calls?|selects?|transactions?)\s"
    r"(?:(?:of|on|in|to|from|against|that|which)\s(?:\S+\s){1,6}?)?(?:(?:now|already|suddenly|still"
    r"|each|all)\s)*(?:takes?|took|needs?|needed|lasts?|lasted"
    r"|(?:slow|slows|slowed) (?:down )?to)\b"
    r"|(?:쿼리|질의|조회|요청|읽기|쓰기|검색|호출|트랜잭션)[^.,]{0,12}\d\s?(?:초|ms)\S{0,3}\s?(?:걸[리려렸린림]|소요)"
    r"|(?:クエリー?|検索|リクエスト|問い?合わせ|読み取り|読み込み|書き込み|呼び出し|返事|返答|応答|レスポンス|反応"
    r"|処理|照会|参照|更新|表示|ログイン|決済|注文|通信|転送|コピー|コミット|取得|[1一]件|[1一]個|[1一]回)"
    r"[^。、]{0,10}\d\s?(?:秒|ミリ秒|ms)\S{0,6}(?:かか|要)",
    re.IGNORECASE,
)
"""How it is said how long it takes to do what is asked."""


def takes(text: str) -> float | None:
    """Seconds that it takes to do what somebody is asked, where a text says that it has come to take so long: 5 of
    `queries now take 5 s`."""
    found = _durations(text)
    if len(found) == 2 and _USUAL.search(text) and _TAKES.search(text) and found[1] >= SLOWER * found[0]:
        return found[1]
    if len(found) == 1 and _PER.search(text):
        return found[0]
    return found[0] if len(found) == 1 and _TAKES.search(text) and not _WAITS.search(text) else None


_PER = re.compile(
    r"\b(?:needs?|needed|takes?|took|taking|requires?|required)\s(?:up to |about |almost |nearly |over |more than "
    r"|some )?"
    r"\d+(?:\.\d+)?\s?(?:s|secs?|seconds)\s(?:per|for (?:each|every|an?|one|a single)|to (?:answer|respond|reply"
    r"|load)|an? )",
    re.IGNORECASE,
)
"""How long one takes for a single answer: `needed 15 seconds per query`."""

_USUAL = re.compile(r"\b(?:normally|usually|otherwise|used to|typically|ordinarily)\b", re.IGNORECASE)
"""How long it takes on other days stands first."""

LONG = 3.0
"""An answer that takes so many seconds is slow."""

_ANSWER = re.compile(
    r"latency|p\d\d|response|answer|repl(?:y|ies)\b|응답|레이턴시|レイテンシ|応答|レスポンス", re.IGNORECASE
)
"""A mere delay may be that of a copy."""

_WAITS = re.compile(
    r"[<>≤≥~]|\b(?:time-?outs?|within|under|below|target|slo|sla|limit|max|budget|every|interval|after|for)\b"
    r"|타임아웃|이내|안에|안으로|제한|목표|최대|간격|마다|동안|이하|タイムアウト|以内|うちに|目標|最大|間隔|以下",
    re.IGNORECASE,
)
"""For how long somebody waits, or how long an answer may take."""


def slowed(text: str) -> bool | None:
    """Whether answers come to take much longer than before, or much less, where a text gives both figures; whether one
    takes long, where it gives one."""
    found = paces(text)
    if len(found) == 1 and found[0] >= LONG and _ANSWER.search(text) and not _WAITS.search(text):
        return True
    if len(found) != 2 or not all(found):
        return None
    ratio = found[1] / found[0]
    return True if ratio >= SLOWER else False if ratio <= 1 / SLOWER else None
