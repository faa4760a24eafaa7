"""Who is taken out of its pool or emptied, worked on and put back, as the paragraph before a chart tells: `node 2 is
taken out for maintenance, … in the evening it is let back in`.

Comes in: the clauses of that paragraph. Goes out: who takes nothing any more, and who takes something again, in that
order. Who has failed is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from diagram_anim.model.system import Role
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import actors, clauses, deeds, likewise, naming, parted, reality, spelled
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language.bearing import Tiding
from diagram_anim.story.language.events import upkeep as said
from diagram_anim.story.language.lexicon import Hit


@once
def upkeep(given: Given) -> Sequence[Deed]:
    """All of it: deeds whose verb is `drain` or `start`; with some of them it is done once more."""
    text, found = clauses.prose(given), [*_upkeep(given)]
    for one in clauses.clauses(given):
        others = likewise.once_more(given, one) if one.real else ()
        before = [deed for deed in found if text.find(deed.words) < text.find(one.text)]
        for who in others if before else ():
            found += [replace(deed, who=who, words=one.text) for deed in before if deed.who == before[-1].who]
    return tuple(sorted(found, key=lambda one: text.find(one.words)))


def merged(given: Given) -> list[Deed]:
    """All that befalls parts, as it is told one after another; who is taken out or put back neither ends nor starts."""
    own = upkeep(given)
    same = {(one.who, one.words) for one in own}
    out = {one.who for one in own if one.told.verb == "drain"}
    others = [one for one in deeds.deeds(given) if (one.who, one.words) not in same]
    others = [one for one in others if one.who not in out or not _as_told(one)]
    text = clauses.prose(given)
    return sorted((*others, *own), key=lambda one: text.find(one.words))


def _as_told(one: Deed) -> bool:
    """Whether a deed says once more of one who is taken out that it is, or that it is put back."""
    if one.told.verb == "stop" and _FOR_GOOD.search(one.words):
        return False
    kinds = {"stop": "surely", "start": "back", "recover": "back"}
    for_good = one.told.verb == "stop" and _FOR_GOOD.search(one.words)
    return one.told.verb in kinds and not for_good and said(kinds[one.told.verb]).search(one.words) is not None


def _upkeep(given: Given) -> Iterator[Deed]:
    every = clauses.clauses(given)
    failed = {one.who for one in deeds.deeds(given) if one.told.verb == "fail"}
    ended = {one.who: one.words for one in deeds.deeds(given) if one.told.verb == "stop"}
    out: list[str] = []
    cut = parted.cut(given)
    for place, one in enumerate(every):
        surely = said("surely").search(one.text)
        hit = surely or (None if out else said("perhaps").search(one.text))
        hit = None if hit and _FOR_GOOD.search(one.text) else hit
        if not (one.real or (hit and _denies(one, hit))):
            continue
        who = _meant(given, every, place) if hit else ""
        if hit and cut and who in cut.ends and cut.told_by(one.text):
            continue  # nothing reaches it any more
        if hit and who and who not in (*failed, *out):
            acts = given.role(one.names[0]) in _ASIDE if one.names else False  # it is what it does by itself
            later = every[place + 1 :]
            put_in = any(other.real and said("back").search(other.text) for other in later)
            ends = who in ended and any(other.real and ended[who] == other.text for other in later)
            if (surely and not acts) or put_in or ends:
                out.append(who)
                yield _deed(who, "drain", one, hit)
        elif out and (hit := said("back").search(one.text)):
            others = one.named and any(id in one.whose for id in _parts(given, one))
            back = next((id for id in one.names if id in out), "" if others else out[-1])
            if back:
                out.remove(back)
                yield _deed(back, "start", one, hit)


_FOR_GOOD = re.compile(
    r"영구(?!\s?(?:저장|볼륨))|영영|완전히 (?:제외|제거|철|분리)|폐기|철거|퇴역|\b(?:for good|for ever|forever"
    r"|permanently)\b|恒久|完全に"
    r"|永久|完全に撤去"
)
"""Who is taken out so is never put back: it ends."""


def _denies(one: Clause, hit: re.Match[str]) -> bool:
    """Whether a clause says of no more than this that it isn't done: `sends no new requests`, `보내지 않고`."""
    if re.match(r"\S{0,2}야\s?(?:한|합|하|해|됩|된)", one.text[hit.end() - 1 :]):
        return False  # it must be done
    left = f"{one.text[: hit.start()]} {one.text[hit.end() + 1 :]}"
    return reality.UNREAL.search(one.text) is not None and not any(
        kind.search(left) for kind in (reality.UNREAL, reality.ELSEWHERE, reality.PLANNED, reality.CONDITION)
    )


def _deed(who: str, verb: str, one: Clause, hit: re.Match[str]) -> Deed:
    return Deed(who, Tiding(verb, hit[0], hit.start(), hit.end(), True), one.text, done=verb == "start")


def _meant(given: Given, every: Sequence[Clause], place: int) -> str:
    """Who is emptied by a clause: whom it speaks of or names, else the last that was named before it."""
    if actors.hands_on(given, every[place].text) and not _parts(given, every[place]):
        return ""
    for one in reversed(every[: place + 1]):
        named = _parts(given, one)
        kept = [id for id in named if not _stands(given, one, id, _FROM)]
        if named and not kept and one.who and one.who not in named:
            return str(one.who)  # it is taken out of those
        named = kept or named
        if named:
            return str(one.who) if one.who in named else named[0]
    return ""


def _parts(given: Given, one: Clause) -> list[str]:
    """Whom a clause names who may be taken out; who takes others out only where that is done to it, and none to whom
    something is moved."""
    some = [id for id in one.names if id in given.groups or given.role(id) not in _ASIDE or _handled(given, one, id)]
    does = {*one.whose} if actors.hands_on(given, one.text) else set[str]()
    some = [id for id in some if id not in does]
    if one.whose and not one.named and not {*some} & {*one.whose} and clauses.does_to(one.text):
        return []  # it is done to who was spoken of before
    stops = _STOPS.search(one.text) is not None  # who is sent nothing any more is meant
    return [
        id
        for id in some
        if not _stands(given, one, id, _ACTS) and (one.who == id or stops or not _stands(given, one, id, _TO))
    ]


def _stands(given: Given, one: Clause, id: str, before: re.Pattern[str]) -> bool:
    """Whether something stands behind a name in a clause."""
    hits = [hit for name in naming.names(given, id) if (hit := spelled.hit(name, one.text))]
    return any(before.match(one.text, hit.end()) for hit in hits)


_ACTS = re.compile(
    r" (?:then |now |first |also |\w+ly )?"
    r"(?:(?:drain|evacuat|empti|cordon|remov|pull|stop)(?:e?s|p?ed)|takes|took|lets?)"
    r" (?!(?:out|off|away|from|and|by|for|at|in|on|before|after|to|because|until|while|so|it|\w+ing)\b)\w",
    re.IGNORECASE,
)
"""What stands behind an English name of one who does it to another: `the handler drains the node`."""

_STOPS = re.compile(
    r"(?:の|こと)を(?:やめ|止め|停止|控え|中止|見合わせ)|(?:[らさ]|わ)(?:ず|ない|なく|なくな)"
    r"|への?[^、。]{0,12}を(?:止め|停止|断|絶|遮断|やめ)"
)
_FROM = re.compile(r"\s?에서(?![가-힣])")

_TO = re.compile(
    r"(?:\s?(?:리전|센터|쪽))?으?로(?![가-힣]|\s(?:가|들어|향|보내던|보내는|흐르|오는|오던))|へ(?!の)"
    r"|に(?!つい|対|つな)"
)


def _handled(given: Given, one: Clause, id: str) -> bool:
    return given.role(id) is not Role.QUEUE and _stands(given, one, id, _WORK)


_WORK = re.compile(
    r"\s?(?:의\s)?(?:점검|정비|교체|업그레이드|패치|작업)|の?(?:点検|メンテ|保守|交換|更新)|\s(?:is|are|was|were"
    r"|gets?|got)\b"
)
"""What stands behind one that is worked on."""

_ASIDE = (Role.CLIENT, Role.BALANCER, Role.CONTROLLER, Role.QUEUE, Role.CACHE)
"""Who takes others out, and what is emptied by itself."""


def emptied(given: Given, id: str) -> Hit | None:
    """The word with which it is told that a machine is drained, or the one that something runs on."""
    homes = [group for group in given.groups if id in given.within(group)]
    every = (*deeds.deeds(given), *upkeep(given))
    told = next((one.told for one in every if one.who in (id, *homes) and _DRAINS.search(one.told.word)), None)
    return Hit(told.word, frozenset({"end"}), told.start, told.end) if told else None


_DRAINS = re.compile(r"drain|evacuat|cordon|드레인|비우|비움|ドレイン|退避", re.IGNORECASE)


def drained(given: Given, who: str, words: str) -> bool:
    """Whether one that requests are shared out to is only taken out of its pool by these words."""
    led = any(given.role(one) is Role.BALANCER for one in given.graph.before.get(who, []))
    return led and _OUT.search(words) is not None


_OUT = re.compile(
    r"[빼뺀뺐]|빠[지진졌]|제외|분리|드레인|\bout of\b|\bfrom (?:its|the) (?:pool|rotation|balancer)|drain"
    r"|外[すしれ]|切り離|除外|ドレイン",
    re.IGNORECASE,
)
