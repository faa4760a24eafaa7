"""What words tell that happens to whom they stand with, or name: it fails, comes back, starts, ends, leads,
answers slowly.

Comes in: a text, and how the one is called in it. Goes out: one tiding with the word for it. All places in a diagram
are read this way: notes, messages, arrows, lines beneath a name, boxes and captions. Refuses to know who it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from diagram_anim.source.detect import languages, scripts
from diagram_anim.story.language.events import VERBS, WHO, events, follows, lowered
from diagram_anim.story.language.lexicon import Hit, find


@dataclass(frozen=True, slots=True)
class Tiding:
    """`verb` is one of `VERBS`; `sure` where no other thing than a part of a system can be meant."""

    verb: str
    word: str
    start: int
    end: int
    sure: bool


def read(text: str, names: Sequence[str] = ()) -> Tiding | None:
    """What happens by a text to the one it is about, where it tells of a thing that has come about: the last of
    several, but a failure before the end that it leads to."""
    called = _figured(_called(text, names))
    if _ASKS.search(called) or _only_talks(called):
        return None
    outside = _BRACKETS.sub(lambda hit: " " * len(hit[0]), called)
    told = next((some for one in (outside, called) if (some := _all_told(one))), [])
    if not told:
        return _marked(called)
    last = told[-1]
    if last.verb == "degrade" and _only_talks(text):
        return None  # what a replica may be called lags behind by nature
    if last.verb == "stop" and last.word.lower().startswith("exit") and _troubled(called):
        return replace(last, verb="fail")
    if last.verb == "start" and not last.sure:
        last = next((one for one in reversed(told) if one.verb == "recover" and one.sure), last)
    fatal = [one for one in told if one.verb == "fail" and one.sure]
    return fatal[-1] if fatal and last.verb in ("start", "stop") else last


def course(text: str, names: Sequence[str] = ()) -> list[Tiding]:
    """All that a text tells of one, where it is one thing after another (`jammed at 18:20, running again at 19:05`);
    else the one that it tells."""
    last = read(text, names)
    if last is None:
        return []
    outside = _BRACKETS.sub(lambda hit: " " * len(hit[0]), _figured(_called(text, names)))
    told: list[Tiding] = []
    for one in _all_told(outside):
        if not told or one.verb != told[-1].verb:
            told.append(one)
    followed = all(two.verb in _AFTER[one.verb] for one, two in pairwise(told))
    return told if len(told) > 1 and followed and last.verb == told[-1].verb and told[0].verb in _HURTING else [last]


def bare(text: str, told: Tiding) -> bool:
    """Whether a text says nothing beside what it tells."""
    return not _left(f"{text[: told.start]} {text[told.end :]}")


_HURTING = ("fail", "degrade")

_AFTER = {
    "fail": ("recover", "start"),
    "degrade": ("recover", "fail"),
    "recover": _HURTING,
    "start": _HURTING,
    "stop": (),
    "lead": (),
}
"""What may befall one after what has befallen it before."""


_LONG = r"\d+(?:[.,]\d+)?\s?(?:ms|밀리초|ミリ秒|s|초|秒)"

_SPAN = re.compile(
    rf"(?<=\s|가|が){_LONG}\s?(?:에서|から)\s?{_LONG}(?:로|으로|に|へ|까지|まで)"
    r"|\brestarts?(?: count)?\s*[:=]?\s*\d+\b|\b\d+ restarts\b|재시작\s?(?:횟수)?\s?[:=]?\s?\d+회?"
    r"|再起動\s?(?:回数)?\s?[:=]?\s?\d+回?",
    re.IGNORECASE,
)
"""From how long to how long something takes, which stands between what it is and that it grows; how often something has
been restarted so far."""


def _figured(text: str) -> str:
    """A text with blanks in the place of such figures."""
    return _SPAN.sub(lambda hit: " " * len(hit[0]), text)


def _only_talks(text: str) -> bool:
    return any(events(lang).talk.search(lowered(text)) for lang in scripts(text))


def calls(text: str, names: Sequence[str]) -> bool:
    """Whether a text calls somebody by one of these names."""
    return WHO in _called(text, names)


def purpose(text: str) -> bool:
    """Whether what stands beneath a name says what a thing is there for: by a word for that, or an English verb in its
    first form."""
    if any(events(lang).purpose.search(lowered(text)) for lang in scripts(text)):
        return True
    words = re.findall(r"[A-Za-z-]+", text.lower())
    return bool(words) and text.isascii() and {*words} <= events("en").bases | {"and", "or", "on", "the", "a"}


_BRACKETS = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]")

_ASKS = re.compile(r"[?？]|[<>≥≤]\s*\d|\d\s*[<>≥≤]")
"""A question, or a threshold."""


def _called(text: str, names: Sequence[str]) -> str:
    """A text with a sign in the place of each name, as long as it."""
    for name in sorted({name for name in names if len(name) > 1}, key=len, reverse=True):
        first = r"(?<![A-Za-z0-9])" if name[:1].isascii() else ""
        last = r"(?![A-Za-z0-9])" if name[-1:].isascii() else ""
        text = re.sub(f"{first}{re.escape(name)}{last}", lambda hit: WHO.ljust(len(hit[0])), text, flags=re.IGNORECASE)
    return text


def _all_told(text: str) -> list[Tiding]:
    """All that the clauses of a text tell, from left to right; why or after what it comes about is none of it."""
    clauses = [(start, end) for start, end in _clauses(text) if not _REASON.match(text, start)]
    return [one for start, end in clauses for one in _told(text, start, end)]


_TIMES = r"(?:because|after|since|due to|when|before|instead of|during|while)\b"

_REASON = re.compile(rf"\s*(?:{_TIMES}|(?:upon|following)\b)", re.IGNORECASE)

_BETWEEN = re.compile(
    r"[,;。．、!！:：·|]+|\.(?=\s|$)|[→⇒–—/]|->|\s-\s|\n|(?<=[고며])\s|\b(?:and|then|but|so)\b" rf"|(?=\b{_TIMES})",
    re.IGNORECASE,
)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for hit in _BETWEEN.finditer(text):
        if hit.start() > at:
            yield at, hit.start()
        at = hit.end()
    yield at, len(text)


def _told(text: str, start: int, end: int) -> list[Tiding]:
    """What a clause tells; what stands within a longer word is none."""
    low = lowered(text)
    found = [
        Tiding(verb, text[hit.start() : hit.end()].strip(), hit.start(), hit.end(), sure)
        for lang in scripts(text)
        for verb, sure, pattern in events(lang).verbs
        for hit in pattern.finditer(low)
        if start <= hit.start() < end
    ]
    kept = [one for one in found if not any(_within(one, other) for other in found)]
    slow = any(one.verb == "degrade" and one.sure for one in kept)
    kept = [replace(one, sure=True) if slow and one.verb == "degrade" else one for one in kept]
    kept = [one for one in kept if _so(text[start : one.start], one, text[one.end : max(end, one.end)])]
    return sorted({(one.verb, one.start): one for one in kept}.values(), key=lambda one: one.start)


def _within(one: Tiding, other: Tiding) -> bool:
    held = other.start <= one.start and one.end <= other.end
    longer = other.end - other.start > one.end - one.start
    return held and (longer or VERBS.index(one.verb) > VERBS.index(other.verb))


def _so(before: str, told: Tiding, after: str) -> bool:
    """Whether what stands around a word leaves it what has come about, of a part, and undenied."""
    denied = _DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after)
    unable = told.verb == "fail" and _UNABLE.match(after)
    work = told.verb in ("fail", "stop") and _WORK.search(before) and _DONE_AWAY.match(told.word)
    return not denied and not unable and not work and _closed(before, told, after) and _of_a_part(before, told)


_DENIED_BEFORE = re.compile(
    r"\b(?:no|not|nothing|nobody|never|without|zero|non|isn't|wasn't|don't|doesn't)\s+(?:\w+\s+)?$|[무미未無非]$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"\s*(?:[은는이가을를]\s*)?(?:없|않|안 |불필요|不要|なし|ない|せず|-?free\b|-?proof\b)", re.IGNORECASE
)

_UNABLE = re.compile(r"\s+to\s+(?!respond|answer|repl|serve|start|boot|come|restart|recover)\w+", re.IGNORECASE)
"""What has failed to parse something is well otherwise; what has failed to start isn't there."""

_WORK = re.compile(
    r"\b(?:quer(?:y|ies)|sessions?|connections?|transactions?|requests?|jobs?|locks?)\s+(?:is|are|was|were|gets?)?\s*$"
    r"|(?:쿼리|세션|커넥션|연결|트랜잭션|작업|요청|락)[을를]?\s*$|(?:クエリ|セッション|コネクション|接続|トランザクション|ジョブ)を?\s*$",
    re.IGNORECASE,
)
_DONE_AWAY = re.compile(
    r"kill|terminat|clos|drop|end|stop|delet|drain|강제|종료|정리|삭제|제거|해제|終了|強制|切|削除|閉", re.IGNORECASE
)
"""Work that is done away with, where the part that has it goes on."""

_FINITE = re.compile(r"\w+(?:s|ed)\b", re.IGNORECASE)
"""An English verb that says of whom stands before it what it does."""


def _closed(before: str, told: Tiding, after: str) -> bool:
    """Whether no noun follows that a word belongs to, but whom it happens to."""
    if _follow().match(after) or (told.sure and WHO in before and _FINITE.match(told.word)):
        return True
    first = next(iter(find(after)), None)
    aims = first is not None and told.sure and told.verb != "fail" and first.says(*_PARTS)
    return first is not None and aims and not _left(after[: first.start])


@cache
def _follow() -> re.Pattern[str]:
    """What may stand behind a word of an event: how it ends, and what begins something else."""
    ends, begins = ("|".join(filter(None, some)) for some in zip(*map(follows, languages()), strict=True))
    goes_on = r"(?<=[고며자어아해돼서와워려져겨켜쳐여て])\s"
    begun = rf"\s+(?:{WHO}|\w+ly\b|mid-|(?:{begins})\b)"
    return re.compile(rf"(?:\s*(?:{ends}))*(?=\s*$|\s*[^\w\s]|\s*\d|{begun}|{goes_on})", re.IGNORECASE)


_WHY = re.compile(r"^.*(?:으로|로|차|위해|때문에|해서|により|によって|ため|ので|で)\s")
"""A reason before what it leads to."""

_RUNNING = (
    *("runnable", "server", "node", "controller", "unit", "release", "canary", "new", "old", "leader", "standby"),
    *("state", "every", "place", "blue", "green", "consumer", "replicate"),
)
_PARTS = (*_RUNNING, "store", "cache", "queue", "balancer")
_TROUBLE = ("outage", "failure", "trouble")


def _of_a_part(before: str, told: Tiding) -> bool:
    """Whether nothing stands before a word that it would be told of instead; of what is made or taken away only what
    runs is none."""
    if told.sure:
        return True
    before = _WHY.sub("", before.rpartition(WHO)[2])
    parts = _PARTS if told.verb in ("fail", "recover", "degrade") else _RUNNING
    left = list(before)
    for hit in find(before):
        kind = any(one.startswith(("kind.", "gauge.")) for one in hit.senses)
        if kind or hit.says(*parts, *_TROUBLE, "start", "end", "heal"):
            left[hit.start : hit.end] = " " * (hit.end - hit.start)
    return not _left("".join(left))


def _left(text: str) -> str:
    """What is left of a text without words that say nothing of whom it speaks."""
    low = lowered(text)
    for lang in scripts(text):
        low = events(lang).light.blanked(low)
    return re.sub(rf"\b\w+ly\b|{WHO}|[\W\d_]+", "", low)


def _troubled(text: str) -> bool:
    """Whether a text names what something may break down by."""
    return any(_breaks(hit) for hit in find(text))


def _breaks(hit: Hit) -> bool:
    return hit.says("gone", *_TROUBLE) and not hit.negated


_MARKS = {
    "💥": "fail",
    "💀": "fail",
    "☠": "fail",
    "🪦": "fail",
    "🆕": "start",
    "👑": "lead",
    "🐢": "degrade",
    "🐌": "degrade",
}


def _marked(text: str) -> Tiding | None:
    """What a sign tells where no word does."""
    hit = re.search("|".join(_MARKS), text)
    return Tiding(_MARKS[hit[0]], hit[0], *hit.span(), sure=True) if hit else None
