"""Whether what stands around a word of an event leaves it one: undenied, come about, and befalling a part of a system.

Comes in: what stands before a word in its clause, what it says, and what stands behind it. Goes out: yes or no. Refuses
to know whom a text is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from diagram_anim.source.detect import languages, scripts
from diagram_anim.story.language import forms
from diagram_anim.story.language.events import WHO, events, follows, lowered, works
from diagram_anim.story.language.lexicon import find


@dataclass(frozen=True, slots=True)
class Tiding:
    """`verb` is one of `VERBS`; `sure` where no other thing than a part of a system can be meant."""

    verb: str
    word: str
    start: int
    end: int
    sure: bool


def so(before: str, told: Tiding, after: str) -> bool:
    """Whether what stands around a word leaves it what has come about, of a part, and undenied."""
    denied = _DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after)
    unanswered = _ANSWERS.search(told.word) or told.word.casefold() == "unresponsive"
    unable = told.verb == "fail" and ((not unanswered and _UNABLE.match(after)) or _AVERTED.match(after))
    level = told.word.startswith("내려") and _LEVEL.search(before) is not None
    return (
        not denied
        and not unable
        and not level
        and not _of_work(before, told, after)
        and _closed(before, told, after)
        and (_of_a_part(before, told) or _done_to(told, after))
        and not _of_another(before, told, after)
    )


def _done_to(told: Tiding, after: str) -> bool:
    """Whether an English verb is done to the one itself, whoever does it: `operators stopped …`."""
    return told.verb in _DONE_TO and WHO not in told.word and _OBJECT.match(after) is not None


_OBJECT = re.compile(rf"\s+(?:the |our |its )?{WHO}")

_DENIED_BEFORE = re.compile(
    r"\b(?:no|not|nothing|nobody|never|without|zero|non|isn't|wasn't|don't|doesn't)\s+(?:\w+\s+)?$|[무미未無非]$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"\s*(?:[은는이가을를]\s*)?(?:없|않|안 |불필요|不要|なし|な[いか]|せず|-?free\b|-?proof\b)|-[a-z]", re.IGNORECASE
)

_LEVEL = re.compile(r"\d\S*(?:까지|으?로|밑으로|아래로)\s*$")
"""To which figure something goes down."""

_UNABLE = re.compile(
    r"\s+to\s+(?!(?:an?|the|its|our)\b|respond|answer|repl|serve|start|boot|come|restart|recover)\w+", re.IGNORECASE
)
"""What has failed to parse something is well otherwise; what has failed to start isn't there."""

_AVERTED = re.compile(
    r"\s*(?:over\b(?!\s+to\b|\s+(?:the|this|last) (?:\w+ )?(?:holidays?|weekend|night|summer|winter|lunch|break"
    r"|course)\b)|조치|対処|\d+ ?(?:%|percent)|(?:an?|its|the) (?:election|vote|index|race)\b|the hall)",
    re.IGNORECASE,
)
"""Another comes in for what fails over."""


def _of_work(before: str, told: Tiding, after: str) -> bool:
    """Whether work is done away with, or goes wrong, and the part that has it goes on."""
    aimed = None if _ANSWERS.search(told.word) else _AIMED.match(after)
    aimed = None if aimed and told.verb == "fail" and re.match(r"\s+(?:on|in|over)\s", after) else aimed
    held = re.search(r"\bthe (\w+)", told.word)
    some = None if aimed or _ANSWERS.search(told.word) else _SOME.match(after)
    things = [before, *(one[1] for one in (aimed, held, some) if one)]
    lost = WHO not in told.word and any(works().search(one) for one in things)
    return told.verb in ("fail", "stop", "recover") and lost


_SOME = re.compile(
    r"\s+((?:(?!(?:and|or|but|then|to|at|in|on|with|by|for|from|of|after|before|as|under|over|again|within|during"
    r"|because|when|while|since)\b)[a-z-]+\s){0,2}[a-z]+s)\b(?=\s*(?:[.,;]|$|and\b|while\b|when\b|because\b|for\b"
    r"|in\b|on\b|at\b|after\b))"
)
"""What an English verb is done to, without an article: `terminated idle connections`."""

_ANSWERS = re.compile(r"answer|respond|reply|serv|accept", re.IGNORECASE)
"""Who stops answering something is down, whatever that is."""

_FINITE = re.compile(r"\w+(?:s|ed)\b", re.IGNORECASE)
"""An English verb that says of whom stands before it what it does."""


def _closed(before: str, told: Tiding, after: str) -> bool:
    """Whether no noun follows that a word belongs to, but whom it happens to."""
    if told.word and forms.past(told.word):
        after = _PAST_ENDS.sub("", after)
    if told.word and _CONNECTS.search(told.word) and (not after.strip() or _HELPS.match(after)):
        return True
    if _follow().match(after) or (told.sure and WHO in before and _FINITE.match(told.word)):
        return True
    if re.search("[てで]$", told.word) and re.match(r"[^ぁ-ん\s]", after):
        return True  # `落ちて再起動した`
    first = next(iter(find(after)), None)
    aims = first is not None and told.sure and told.verb != "fail" and first.says(*_PARTS)
    return first is not None and aims and not left(after[: first.start])


_PAST_ENDS = re.compile(
    r"^(?:으며|으나|지만|는데|는지|더니|으므로|으니|다가|다는|답니다|던(?=\s)|기에|고|어요|네요|죠|지요)"
)
"""How a Korean word for what has come about goes on: `멈췄으며`."""

_CONNECTS = re.compile(
    r"[가-힣](?:[고며자어아해돼와워려져겨켜쳐춰려내여가나]|면서|아서|어서|해서|더니|는데|므로|니까|다가)$"
)
"""How a Korean verb ends that goes on with another, or with another clause."""

_HELPS = re.compile(r"서?\s")
"""What stands behind such a verb, where it is a word of its own."""


@cache
def _follow() -> re.Pattern[str]:
    """What may stand behind a word of an event: how it ends, and what begins something else."""
    ends, begins = ("|".join(filter(None, some)) for some in zip(*map(follows, languages()), strict=True))
    goes_on = r"(?<=[고며자어아해돼서와워려져겨켜쳐여니만데て])\s"
    begun = rf"\s+(?:{WHO}|\w+ly\b|mid-|(?:{begins})\b)"
    on = r"(?:(?<=[てでりが])|(?<=ので)|(?<=の[にはが])|(?<=ると))(?=[^ぁ-ん\s])"
    return re.compile(rf"(?:\s*(?:{ends}))*(?=\s*$|\s*[^\w\s]|\s*\d|{begun}|{goes_on}|{on})", re.IGNORECASE)


_WHY = re.compile(
    r"^.*(?:(?:으로|로|차|위해|때문에|해서|により|によって|ため|ので|で)\s"
    r"|(?:故障|障害|異常|エラー|不足|停電|過負荷|暴走|[発過]熱|不良|断線|漏電|落雷|浸水|不具合|リーク|漏れ|切れ"
    r"|フル|満杯|ミス|超過|バグ|枯渇|劣化|破損)(?:により|によって|のため|で)$)"
    r"|^.*(?:のため|ために?|により|によって|を受けて?|に伴い|に備えて?)(?:に|、)?"
    r"|^.*(?<!終え)(?<!済ませ)(?<!完了し)[てで](?:から)?$"
)
"""A reason before what it leads to."""

_RUNNING = (
    *("runnable", "server", "node", "controller", "unit", "release", "canary", "new", "old", "leader", "standby"),
    *("state", "every", "place", "blue", "green", "consumer", "replicate"),
)
_PARTS = (*_RUNNING, "store", "cache", "queue", "balancer")
TROUBLE = ("outage", "failure", "trouble")


def _of_a_part(before: str, told: Tiding) -> bool:
    """Whether nothing stands before a word that it would be told of instead; of what is made or taken away only what
    runs is none."""
    between = before.rpartition(WHO)[2]
    if WHO in before and told.verb == "degrade" and told.word.startswith("느") and _ITS_OWN.fullmatch(between):
        return True
    rest = _WHY.sub("", between)
    rest = _PACE.sub("", rest) if told.verb == "degrade" else rest
    return told.sure or not _others(rest, told)


_ITS_OWN = re.compile(r"\s*[이가은는]\s(?:(?!\S*[이가을를은는도]\s)\S+\s)*")
"""What stands between whom a Korean clause speaks of and its verb, where nothing else does what that says."""


_PACE = re.compile(r"^\s*の[一-龯ァ-ヶーみりきしい]{1,6}[がはも]")
"""What of one is slow: `のビルドが`."""


def _others(text: str, told: Tiding) -> str:
    """What is left of a text without the parts that something may befall, and what says nothing of whom it speaks."""
    parts = _PARTS if told.verb in ("fail", "recover", "degrade") else _RUNNING
    signs = list(text)
    for hit in find(text):
        kind = any(one.startswith(("kind.", "gauge.")) for one in hit.senses)
        if kind or hit.says(*parts, *TROUBLE, "start", "end", "heal"):
            signs[hit.start : hit.end] = " " * (hit.end - hit.start)
    return left("".join(signs))


def left(text: str) -> str:
    """What is left of a text without words that say nothing of whom it speaks."""
    low = lowered(text)
    for lang in scripts(text):
        low = events(lang).light.blanked(low)
    return re.sub(rf"\b\w+ly\b|{WHO}|[\W\d_]+", "", low)


_DONE_TO = ("start", "stop", "recover")
"""What somebody may do to a thing."""


def _of_another(before: str, told: Tiding, after: str) -> bool:
    """Whether what is done is done to another thing than a part: `prunes old backups`, `오래된 키 제거`."""
    choosing = told.verb == "lead" and _CHOSEN.match(told.word)
    if not (told.verb in _DONE_TO or choosing):
        return False
    latin = told.word.replace(WHO, "").isascii() and not _CJK.search(before)
    if not latin:
        thing = _object(before, after, "に" if choosing else "")
        return bool(thing) and WHO not in thing and bool(_others(thing, told) or works().search(thing))
    aimed = _AIMED.match(after)
    if aimed and (_others(aimed[1], told) or works().search(aimed[1])):
        return True
    if _done_to(told, after):
        return False
    passive = (
        told.verb != "lead" and WHO not in told.word and re.match(r"\w+(?:ed|wn|rn|en)\b", told.word, re.IGNORECASE)
    )
    subject = re.split(r"\b(?:by|with|from|in|on|at|for|of)\b", before, flags=re.IGNORECASE)[0] if passive else ""
    return bool(subject.strip()) and not re.search(rf"\d|{WHO}", subject) and bool(_others(subject, told))


_CHOSEN = re.compile(r"elect|promot|승격|당선|선출|昇格|当選|選出", re.IGNORECASE)

_CJK = re.compile(r"[^\x00-\u2fff]")

_AIMED = re.compile(
    r"\s+(?:\w+ly\s+)?(?:(?:up|down|off|out|on(?!\s+\d))\s+)?((?:(?:the|a|an|its|his|their|our|my|old|new|every"
    r"|each|all|both|another|two|three|four|five|six|seven|eight|nine|ten|some|several|many|last|first|these"
    r"|\d+)\s+)+(?:(?!(?:to|from|at|in|on|for|with|by|as|into|of|per|when|while|after|before|until|and|or|is|was)\b)"
    r"[\w-]+\s*)+)",
    re.IGNORECASE,
)
"""What an English verb is done to, by an article, an adjective or a number before it."""

_KO_ASIDE = re.compile(
    r"(?:에|로|하게|히|며|[하었았했]고|(?:면|해|아|어)서|에서|까지|부터|후|뒤|마다|함께|없이|보다|만에|동안|하면"
    r"|지만|하여|해|되어|돼|[여어아서고며자나켜져쳐]|[서고에]야)$"
)
_JA_OBJECT = re.compile(r"([一-龯々ァ-ヶーA-Za-z0-9]+)\s*(を|から|に)?\s*$")
_MOMENT = re.compile(r"(?:時|分|日|月|年|朝|昼|夜|夕方?|晩|頃|前|後|明|直後|未明|深夜|途中|次第|一旦|一度|順次|同時)$")
"""What a Japanese clause says of when something is done."""
_KO_SUBJECT = re.compile(r"^\s*(?:되|된|됨|됐|됩|돼)")


def _object(before: str, after: str, to: str = "") -> str:
    """What stands in Korean or Japanese as what something is done to, right before the verb: `키` of `오래된 키를`; ""
    where that is a moment, a manner or who does it."""
    if re.search(r"[ぁ-ん一-龯ァ-ヶ]\s*$", before):
        found = _JA_OBJECT.search(before)
        since = found and found[2] != "を" and _MOMENT.search(found[1])
        return found[1] if found and not since and found[2] in (None, "を", "から", to) else ""
    tokens = before.split()
    for place, token in enumerate(reversed(tokens)):
        if token[-1:] in "을를":
            return token[:-1]
        if token[-1:] in "이가은는":
            return token[:-1] if _KO_SUBJECT.match(after) else ""
        if not place and (works().search(token) or not _KO_ASIDE.search(token)):
            return token
    return tokens[-1].removesuffix("에서") if tokens and tokens[-1].endswith("에서") else ""
