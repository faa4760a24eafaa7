"""What words tell that happens to whom they stand with, or name: it fails, comes back, starts, ends, leads,
answers slowly.

Comes in: a text, and how the one is called in it. Goes out: one tiding with the word for it. All places in a diagram
are read this way: notes, messages, arrows, lines beneath a name, boxes and captions. Refuses to know who it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from diagram_anim.source.detect import scripts
from diagram_anim.story.language.bearing import TROUBLE, Tiding, left, so
from diagram_anim.story.language.events import VERBS, WHO, events, lowered, measured, unreal, works
from diagram_anim.story.language.lexicon import find


def read(text: str, names: Sequence[str] = (), *, prose: bool = False) -> Tiding | None:
    """What happens by a text to the one it is about, where it tells of a thing that has come about: the last of
    several, but a failure before the end that it leads to. In `prose` somebody may act beside it: `担当が起動`."""
    return _reading(text, tuple(names), prose)


@lru_cache(maxsize=8192)
def _reading(text: str, names: Sequence[str], prose: bool = False) -> Tiding | None:
    called = _figured(_called(text, names)).replace("면서", "며 ")
    if rises := _RISES.search(called):
        return Tiding("lead", rises[0].strip(), *rises.span(), sure=True)
    if _ASKS.search(called) or _only_talks(called, prose):
        return None
    outside = _BRACKETS.sub(lambda hit: " " * len(hit[0]), called)
    told = next((some for one in (outside, called) if (some := _all_told(one))), [])
    if not told:
        return _marked(called)
    last = told[-1]
    if last.verb == "degrade" and not last.sure:
        last = next((one for one in told if one.verb == "degrade" and one.sure), last)
    if last.verb == "degrade" and _only_talks(text, prose):
        return None  # what a replica may be called lags behind by nature
    exits = last.verb == "stop" and last.word.lower().startswith("exit")
    if last.verb == "stop" and (_troubled(called if exits else called[: last.start]) or _struck(called, last)):
        struck = unmeant(called[: last.start]) or _struck(called, last)
        return replace(last, verb="fail", sure=last.sure or struck)
    if last.verb == "fail" and unmeant(called[: last.start]):
        return replace(last, sure=True)
    if last.verb == "start":
        last = next((one for one in reversed(told) if one.verb == "recover" and one.sure), last)
    fatal = [one for one in told if one.verb == "fail" and one.sure]
    return fatal[-1] if fatal and last.verb in ("start", "stop") else last


_RISES = re.compile(
    r"(?:follower|candidate|replica|standby|backup|slave|secondary|passive|reachable|팔로워|후보자?|스탠바이|대기"
    r"|예비"
    r"|레플리카|복제본|슬레이브|세컨더리|フォロワー|候補|スタンバイ|待機系?|レプリカ|副系|従系|スレーブ|セカンダリ)"
    r"\s*(?:→|⇒|➡|[-=]>|에서|から)[^\w(]*"
    r"(?:leader|primary|master|active|리더|프라이머리|마스터|액티브|활성|주\s?(?:노드|서버|DB)|현용|운용|운영(?=으로)"
    r"|リーダー|プライマリ|マスター|主系|アクティブ|稼働系|現用系?)",
    re.IGNORECASE,
)
"""From one who follows to one who leads: `candidate → leader 👑`."""


def course(text: str, names: Sequence[str] = (), *, prose: bool = False) -> list[Tiding]:
    """All that a text tells of one, where it is one thing after another (`jammed at 18:20, running again at 19:05`);
    else the one that it tells."""
    last = read(text, names, prose=prose)
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
    return not left(f"{text[: told.start]} {text[told.end :]}")


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


def _only_talks(text: str, prose: bool = False) -> bool:
    low = lowered(_SILENT.sub("", text))
    told = any(events(lang).talk.search(low) for lang in scripts(text))
    return told or (not prose and any(events(lang).aside.search(low) for lang in scripts(text)))


_SILENT = re.compile(
    r"やたら|もたら|あらた|[직오]전에?"
    r"|응답(?:을|도|조차)? ?(?:하|주)?지 ?않[가-힣]*|(?:계획|예정|예고)된\s|훈련(?:에서|때|중에?"
    r"|으로|차)(?![가-힣])"
    r"|\b(?:turn(?:s|ed) out|prov(?:es|ed)|appear(?:s|ed)|seem(?:s|ed)|(?:was|were|is) found|(?:was"
    r"|were) reported) to be\b"
)
"""A denial that is an event itself; a drill in which something comes about."""


def only_said(text: str) -> bool:
    """Whether a text asks, or only talks about what may, must or will come about."""
    return bool(_ASKS.search(text) or unreal().search(text)) or _only_talks(text)


def rejoins(text: str) -> bool:
    """Whether a text tells of one that comes back to another: who is told so isn't the one."""
    return _REJOINS.search(text) is not None


_REJOINS = re.compile(r"\bre-?(?:gister|join|connect)|재(?:등록|접속|연결|가입)|再(?:登録|接続|参加)", re.IGNORECASE)


def reported(text: str) -> bool:
    """Whether a text says that something is noticed, or passed on: it befalls another (`NotReady 보고`)."""
    return _REPORTED.search(text) is not None


_REPORTED = re.compile(
    r"\b(?:report|notif|detect|alert|notice|inform|agree|conclude|suspect)\w*|감지|보고|통보|통지|알림|인지|합의"
    r"|판단|판정"
    r"|検知|報告|通知|検出|合意|判断|判定",
    re.IGNORECASE,
)


def of_tie(text: str) -> bool:
    """Whether a text speaks of what joins two, of whom neither need be down: `connection lost`, `no heartbeat`."""
    return _TIE.search(text) is not None


_TIE = re.compile(
    r"heartbeat|connection|link|network|\bfib(?:re|er)|\bcables?\b|하트비트|연결|링크|통신|네트워크|접속|회선|케이블|광섬유"
    r"|ハートビート|接続|通信|回線|ネットワーク|ケーブル|光ファイバー?",
    re.IGNORECASE,
)


def goes_on(text: str) -> bool:
    """Whether a text says that what runs between two goes on again, none of which need have been down: `복제 재개`."""
    return _GOES_ON.search(text) is not None


_GOES_ON = re.compile(
    r"\bresum(?:e|es|ed|ing)\b.{0,20}\b(?:replicat\w+|sync\w*|stream\w*|traffic|writes?|reads?|requests?|work|service"
    r"|upload\w*|download\w*|transfer\w*)|\b(?:replicat\w+|sync\w*|stream\w*|traffic|writes?|reads?|requests?|transfers?"
    r"|service) (?:is |are )?(?:resum|continu|restor|back)"
    r"|(?:복제|동기화|전송|스트리밍|트래픽|쓰기|읽기|요청|처리|수집|서비스|업무|운행|송출)[를을이가은는]?\s?(?:재개|다시|계속)"
    r"|(?:複製|レプリケーション|同期|転送|配信|トラフィック|書き込み|読み取り|リクエスト|処理|送信|サービス|業務|運転)"
    r"[をがは]?(?:再開|再び|継続)",
    re.IGNORECASE,
)


def of_check(text: str) -> bool:
    """Whether a text speaks of a check, which who asks sees failing: another is down."""
    return _CHECK.search(text) is not None


_CHECK = re.compile(
    r"\b(?:health|status|liveness|readiness)[ -]?(?:checks?|probes?)\b|\bpings?\b|헬스\s?체크|상태 (?:검사|확인)"
    r"|프로브"
    r"|ヘルスチェック|プローブ|死活監視",
    re.IGNORECASE,
)


def of_breaker(text: str) -> bool:
    """Whether a text speaks of a circuit breaker, which counts another's failures."""
    return re.search(r"\b(?:circuit|breaker)s?\b|서킷|차단기|サーキット|ブレーカー", text, re.IGNORECASE) is not None


def of_work(text: str) -> bool:
    """Whether a word of an event in a text is told of work that a part has, and not of the part: `token is dead`."""
    hits = [hit for hit in find(text) if hit.says("outage", "failure", "end")]
    return any(works().search(text[: hit.start]) for hit in hits) or any(
        works().search(hit[0]) for hit in re.finditer(r".+?(?=\s(?:killed|terminated|closed|dropped|ended)\b)", text)
    )


def calls(text: str, names: Sequence[str]) -> bool:
    """Whether a text calls somebody by one of these names."""
    return WHO in _called(text, names)


def purpose(text: str) -> bool:
    """Whether what stands beneath a name says what a thing is there for: by a word for that, or an English verb in its
    first form."""
    if _RISES.search(text):
        return False
    if any(events(lang).purpose.search(lowered(text)) for lang in scripts(text)):
        return True
    words = re.findall(r"[A-Za-z-]+", text.lower())
    return bool(words) and text.isascii() and {*words} <= events("en").bases | {"and", "or", "on", "the", "a"}


_BRACKETS = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]")

_ASKS = re.compile(r"[?？]|[<>≥≤]\s*\d|\d\s*[<>≥≤]")
"""A question, or a threshold."""


def _called(text: str, names: Sequence[str]) -> str:
    """A text with a sign in the place of each name, as long as it."""
    low = text.casefold()  # a pattern is made only of a name that is there
    for name in sorted({name for name in names if len(name) > 1 and name.casefold() in low}, key=len, reverse=True):
        first = r"(?<![A-Za-z0-9])" if name[:1].isascii() else ""
        last = r"(?![A-Za-z0-9])" if name[-1:].isascii() else ""
        text = re.sub(f"{first}{re.escape(name)}{last}", _sign, text, flags=re.IGNORECASE)
    return text


def _sign(hit: re.Match[str]) -> str:
    """The sign for a name, unless another is meant by it, or something only leaves it."""
    before, after = hit.string[: hit.start()], hit.string[hit.end() :]
    other = _OTHER.search(before) or _LEAVING.search(before) or _LEFT.match(after)
    return hit[0] if other else WHO.ljust(len(hit[0]))


_OTHER = re.compile(r"(?:\b(?:standby|backup|spare)|예비|대기|백업|待機|予備)\s*$", re.IGNORECASE)
"""What stands before the name of another than the one that is called so alone: `예비 DB` is no `DB`."""

_LEAVING = re.compile(
    r"\b(?:remov|exclud|eject|detach|deregister|evict|dropp?|pull|tak|took)\w*(?: out)? (?:from|of) (?:the )?$",
    re.IGNORECASE,
)
_LEFT = re.compile(r"\s*(?:에서|から)\s*(?:제외|제거|빠|분리|배제|除外|切り離|外)")
"""What is left by who is taken out of it: `로드밸런서에서 제외`."""


def _all_told(text: str) -> list[Tiding]:
    """All that the clauses of a text tell, from left to right; why or after what it comes about is none of it."""
    clauses = [(start, end) for start, end in _clauses(text) if not _REASON.match(text, start)]
    clauses = [(start, end) for start, end in clauses if not unreal().search(text[start:end])]
    return [one for start, end in clauses for one in _told(text, start, end)]


_TIMES = r"(?:because|after|since|due to|when|before|instead of|during|while)\b"

_REASON = re.compile(rf"\s*(?:{_TIMES}|(?:upon|following)\b)", re.IGNORECASE)

_BETWEEN = re.compile(
    r"(?:[,;。．、!！：·|]|:(?!\d))+|\.(?=\s|$)|[→⇒–—/]|->|\s-\s|\n|(?<=[고며])(?<![광창재사보경참]고)\s|\b(?:and|then|but|so)\b"
    rf"|(?=\b{_TIMES})",
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
    found = [one for one in _words(text) if start <= one.start < end]
    kept = [one for one in found if not any(_within(one, other) for other in found)]
    less = [one for one in kept if one.verb == "fail" and WHO not in one.word]
    kept = [one for one in kept if not (one in less and measured().search(text[start : one.start]))]
    kept = [replace(one, verb="stop") if _ended(text, one) else one for one in kept]
    slow = any(one.verb == "degrade" and one.sure for one in kept)
    kept = [replace(one, sure=True) if slow and one.verb == "degrade" else one for one in kept]
    kept = [one for one in kept if so(text[start : one.start], one, text[one.end : max(end, one.end)])]
    return sorted({(one.verb, one.start): one for one in kept}.values(), key=lambda one: one.start)


def _ended(text: str, one: Tiding) -> bool:
    """Whether somebody ends it who does so to it: `モノリスを停止した`, where one that fails stops by itself."""
    done = one.verb == "fail" and _ENDS.match(text, one.start) is not None
    return done and re.search(rf"{WHO}\s*[を을를]\s*$", text[: one.start]) is not None


_ENDS = re.compile(r"停止(?:し|する|。|$)|(?:중단|중지|정지)(?:한|했|하|시|합|함|해)")


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[Tiding, ...]:
    """All words of events that a text has, whatever stands around them."""
    lows = {lang: events(lang).unlike.blanked(lowered(text)) for lang in scripts(text)}
    return tuple(
        Tiding(verb, text[hit.start() : hit.end()].strip(), hit.start(), hit.end(), sure)
        for lang, low in lows.items()
        for verb, sure, pattern in events(lang).verbs
        for hit in pattern.finditer(low)
    )


def _within(one: Tiding, other: Tiding) -> bool:
    held = other.start <= one.start and one.end <= other.end
    longer = other.end - other.start > one.end - one.start
    return held and (longer or VERBS.index(one.verb) > VERBS.index(other.verb))


def _troubled(text: str) -> bool:
    """Whether a text names what something may break down by."""
    return unmeant(text) or any(hit.says("gone", *TROUBLE) and not hit.negated for hit in find(text))


def _struck(text: str, told: Tiding) -> bool:
    """Whether an English clause says right behind a stop by what nobody has wanted it: `shut down by a false alarm`."""
    return _BY_TROUBLE.match(text[told.end :].lstrip()) is not None and text[told.end :].isascii()


def unmeant(text: str) -> bool:
    """Whether a text names a reason for which nobody ends anything on purpose: `by mistake`."""
    return _BY_TROUBLE.search(text) is not None


_BY_TROUBLE = re.compile(
    r"(?:부족|방전|누수|초과|예외|충돌|과열|낙뢰|버그|패닉|OOM|결함|불량|손상|침수|포화|고갈|실수|과부하)"
    r"(?:으로|로(?!그)|\s?때문에|\s?탓에|[이가] ?(?:나서|발생해))|실수로|잘못 (?:건드|눌러)"
    r"|(?:切れ|不足|障害|故障|過負荷|過熱|枯渇|落雷|火災|浸水|漏れ|リーク|停電|断線|破損|エラー|バグ)(?:により|で)"
    r"|(?:手違い|誤操作|ミス|不手際|操作誤り)(?:で|により|から)|誤って|うっかり"
    r"|(?:予告|前触れ|前ぶれ|警告|通告)も?な[くし]|突然|突如|不意に|予期せず|意図せず"
    r"|\b(?:by (?:mistake|accident)|accidentally)\b"
    r"|\b(?:by|with|from|after|because of|owing to|due to) (?:an? |the |its |some )?(?:[\w-]+ ){0,2}"
    r"(?:alarm|fault|glitch|leak|crack|defect|malfunction|bug|short circuit|explosion|fire|flood|storm|strike)\b"
)
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
