"""A new version that takes the old one's place copy by copy, as the words before a diagram tell: `from v1 to v2, one
pod at a time`, `first node B, then node C`.

Comes in: a chart or a sequence, and its telling. Goes out: the same with the rollout behind it: of one part, copy by
copy, or of several, one after another. A chart that draws both versions tells it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.system.passing import ANSWERING
from diagram_anim.story.infer.words import called, clauses, parted, renewed
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import rolls, unnumbered
from diagram_anim.story.numerals import digits
from diagram_anim.story.outcomes import BREAKABLE

SEEN = 4.0
_HANDLED = ("start", "stop", "drain", "replace", "restart", "canary", "bluegreen")
"""Of whom any of these is told, it is told already how they are renewed."""

FEW = 3
"""So many copies are shown where nobody counts them."""

MOST = 8
"""More copies than these are too long a film one by one."""


@dataclass(frozen=True, slots=True)
class Rollout:
    """From which version to which the `parts` go, of each of which there are so many copies, as a sentence says."""

    parts: tuple[str, ...]
    copies: int
    old: str
    new: str
    sentence: str


def added(given: Given, telling: Telling) -> Telling:
    beats = [one for step in telling.steps for one in step.beats]
    found = _rollout(given)
    handled = {id for one in beats if one.verb in _HANDLED for id in one.targets}
    if found is None or handled & {*found.parts} or any(one.verb == "roll" for one in beats):
        return telling
    settings = dict(telling.settings)
    for id in found.parts:
        own = {"replicas": found.copies} if found.copies > 1 else {}
        runs = given.role(id) in BREAKABLE and given.role(id) is not Role.NODE  # what runs on a node has versions
        role = {} if runs else {"role": Role.SERVER.value}
        settings[id] = {**settings.get(id, {}), "version": found.old, **own, **role}
    return replace(telling, steps=(*telling.steps, *_steps(given, found)), settings=settings)


def _steps(given: Given, found: Rollout) -> Iterator[Step]:
    for id in found.parts:
        cause = given.cause("roll", found.sentence)
        roll = beat("roll", id, cause=cause, to=found.new)
        text = phrases.cut(phrases.clean(found.sentence), 2 * phrases.LINE)
        several = len(found.parts) > 1
        words = given.say("alone", a=given.name(id), text=f"{found.old} → {found.new}") if several else text
        yield given.step(words, *chain(roll, beat("wait", cause=cause, seconds=SEEN)))


_APPLIED = re.compile(
    r"(?:적용|배포|업데이트|업그레이드|변경|수정|실행|반영|바꾸고 \S+|바꾸)하?면(?=[\s,])"
    r"|\b(?:when|once|as soon as) (?:you|we|I) (?:apply|deploy|update|upgrade|change|push|run|set)\b"
    r"|(?:適用|デプロイ|更新|変更|実行|反映)(?:する|し)(?:と|たら)",
    re.IGNORECASE,
)
"""What somebody does, upon which a rollout comes about: of a lab it is told as what happens."""

_NUMBER = re.compile(
    r"(?<![\w.])(\d{1,2})\s?(?:[대개台]|pods?\b|replicas?\b|instances?\b|servers?\b|copies\b|파드|인스턴스)"
)


def _rollout(given: Given) -> Rollout | None:
    every = clauses.sentences(given, aside=_ASIDE)
    for place, text in enumerate(_BUT.split(one)[0] for one in every):
        one_by_one = rolls().search(text) is not None
        parts = _meant(given, text, " ".join(every[place + 1 :])) if one_by_one else _in_order(given, text)
        parts = parts or _released(given, text)
        parts = () if _HARDWARE.search(text) or _MEASURED.search(text) else parts
        if one_by_one and not parts and place and rolls("renews").search(every[place - 1]):
            parts = tuple(_called(given, every[place - 1])[:1])
        told = [int(one) for one in _NUMBER.findall(digits(text)) if int(one) > 1]
        drawn = figures.written(given.label(parts[0]).lines) if len(parts) == 1 else 0
        copies = (drawn or next(iter(told), 0) or (FEW if one_by_one else 1)) if len(parts) == 1 else 1
        if parts and max(copies, len(parts)) <= MOST:
            return Rollout(parts, copies, *_versions(given, text), text)
    return None


def _versions(given: Given, text: str) -> tuple[str, str]:
    """From which version to which: by their numbers, else by what they are called without these."""
    versions = list(dict.fromkeys(re.findall(r"(?<![A-Za-z\d])v\d+(?:\.\d+)*", text)))
    return (versions[0], versions[1]) if len(versions) == 2 else unnumbered(given.lang)


def _in_order(given: Given, text: str) -> tuple[str, ...]:
    """Who is renewed one after another, as a sentence names them: `first A, then B`."""
    if not (rolls("renews").search(text) and (rolls("orders").search(text) or _ALONE.search(text))):
        return ()
    named = [id for id in _called(given, text) if not sense.version(given.words(id))]
    if len(named) == 1 and _ALONE.search(text):
        return tuple(named)
    if len(named) == 1 and _THE_OTHERS.search(text):
        kin = [id for id in _runs(given) if renewed.kin(given, id) == renewed.kin(given, named[0])]
        named = [*named, *(id for id in kin if id not in named)]
    return tuple(named) if len(named) > 1 and len({given.role(id) for id in named}) == 1 else ()


def _released(given: Given, text: str) -> tuple[str, ...]:
    """The only one that a sentence names of which it says that a new version of it went live; none that is drawn for
    the sake of its version."""
    named = _called(given, text) if rolls("released").search(text) else []
    drawn = any(sense.version(given.words(id)) for id in named)
    return tuple(named) if len(named) == 1 and not drawn and given.role(named[0]) in ANSWERING else ()


_ALONE = re.compile(r"\bonly\b|\balone\b|(?<=[가-힣\d])에?만\s|だけ", re.IGNORECASE)
"""Where one of several is renewed, and no other."""

_THE_OTHERS = re.compile(
    r"\bthe (?:others|rest|remaining|other (?:two|three|four|\d|\w+s))\b|나머지|다른 [두세네] |残り", re.IGNORECASE
)
"""All others of a kind of which one has been named."""

_FROM = re.compile(
    r"부터|から順|からはじめ|から始め|\b(?:start|beginn)ing (?:with|from)\b|\bfrom\b.*\bto\b", re.IGNORECASE
)
"""Where the first of several is named."""

_HARDWARE = re.compile(r"(?:메모리|디스크|부품|전원|케이블|배터리|하드웨어|보드)[를을]\s(?:교체|증설|바꾸|갈)")
"""What is replaced of machines, and is no version."""

_MEASURED = re.compile(
    r"\b(?:load|cpu|memory|latency|usage|average|prices?|rates?|scores?|times?|temperature|pressure|speed|costs?)\b"
    r".{0,30}\bfrom \d+\.\d|\bto \d+\.\d+ ?(?:%|percent|m?s\b|seconds|[GMT]i?B|degrees|°|bar\b|k?W\b)",
    re.IGNORECASE,
)
"""What goes from one figure to another and is no version."""

_UNNOTICED = re.compile(
    r"(?:고객|사용자|이용자|손님|아무도|누구도|서비스|중단)[^.,]{0,20}(?:못[하한했]|않[았는고]|없[었이])[가-힣]*"
)
"""What doesn't come about by a rollout."""

_ASIDE = re.compile(f"{_UNNOTICED.pattern}|{_APPLIED.pattern}", re.IGNORECASE)
"""What makes no condition or denial of a sentence that tells of a rollout."""


_BUT = re.compile(r",? (?:while|whereas|but|and so)\b|(?<=지만)\s|반면|一方|ものの", re.IGNORECASE)
"""Where a sentence goes on with others."""


def _meant(given: Given, text: str, later: str) -> tuple[str, ...]:
    """The part that a sentence calls, or all of one kind behind the same balancer, in the order in which they are named
    there or behind it; else the only one that answers."""
    named = _called(given, text)
    kinds = [id for id in _runs(given) if _kind(given, id) and re.search(_kind(given, id), text, re.IGNORECASE)]
    if not named and len(kinds) > 1:
        order = [id for id in _called(given, later) if id in kinds]
        named = order if {*order} == {*kinds} else kinds
    answering = [id for id in _runs(given) if given.role(id) in ANSWERING]
    if len(named) == 1 and _FROM.search(text):
        kin = [id for id in _runs(given) if renewed.kin(given, id) == renewed.kin(given, named[0])]
        named = [*named, *(id for id in kin if id not in named)]
    if not named and not _one_of(given, text, answering):
        named = answering if len({renewed.kin(given, id) for id in answering}) == 1 else []
    versions = {id for id in named if sense.version(given.words(id))}
    return tuple(named) if not versions or len(named) == 1 else ()


def _one_of(given: Given, text: str, answering: Sequence[str]) -> bool:
    """Whether a sentence calls things of a kind that are none of these: `one broker at a time` of those who consume."""
    kinds = {_kind(given, id).casefold() for id in given.nodes if id not in answering} - {""}
    return any(re.search(rf"(?<![a-z]){kind}", text.casefold()) for kind in kinds)


def _kind(given: Given, id: str) -> str:
    """What a part is called as others are, without the number that tells it from them; "" where it has none."""
    name = sense.unnumbered(given.name(id))
    return re.escape(name) if name != given.name(id) and len(name) > 1 else ""


def _called(given: Given, text: str) -> list[str]:
    """The parts that run which a text names, in its order."""
    spoken = [id for one in clauses.clauses(given) if one.text in text for id in one.names]
    named = [one for id in (*spoken, *parted.named(given, text)) for one in _within(given, id)]
    found = [id for id in dict.fromkeys(named) if id in _runs(given)]
    return [id for id in found if given.role(id) is not Role.CLIENT] or found


def _within(given: Given, id: str) -> list[str]:
    """One itself, or the only one that answers in a place."""
    if id in given.nodes:
        return [id]
    inner = [one for one in given.within(id) if given.role(one) is Role.SERVER]
    return inner if len(inner) == 1 else [id]


def _runs(given: Given) -> list[str]:
    """All that may have versions: no way of releasing them."""
    apps = [id for id in given.of_role(Role.CLIENT) if called.app(given, id)]
    some = [id for id in (*given.of_role(*ANSWERING, Role.NODE, Role.STORE, Role.THING), *apps) if id in given.nodes]
    return [id for id in some if given.role(id) is not Role.THING or not _WAYS.search(given.words(id))]


_WAYS = re.compile(
    r"\brolling\b|\bblue.?green\b|\bcanary\b|\bat a time\b|one by one|롤링|블루.?그린|카나리|씩$|ローリング"
    r"|ブルー.?グリーン|カナリア|ずつ$",
    re.IGNORECASE,
)
"""What a way of releasing is called, or how it goes."""
