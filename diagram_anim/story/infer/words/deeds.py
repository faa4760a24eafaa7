"""What befalls which part by the paragraph right before a chart, in the order in which it is told.

Comes in: the clauses of that paragraph. Goes out: deeds. What only comes about `when` something else does counts where
others are spoken of behind it: then the chart shows what follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import (
    clauses,
    doings,
    forenamed,
    likewise,
    moments,
    parted,
    restored,
    returning,
    succeeded,
)
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language.bearing import Tiding
from diagram_anim.story.language.events import sharing


@once
def deeds(given: Given) -> Sequence[Deed]:
    """All that befalls parts of a chart, each at its first place; who comes back has been away."""
    found = {(one.who, one.told.verb): one for one in succeeded.pairs(given)}
    every = clauses.clauses(given)
    last: Sequence[Deed] = ()
    spoken: Sequence[str] = ()
    named: Sequence[str] = ()
    idle = False
    left: Sequence[str] = ()
    for place, clause in enumerate(every):
        if clause.named and _GAPS.search(clause.text):
            left = clause.whose  # its verb is that of the next clause
            continue
        if left and clause.named and clause.real and not {*left} & {*clause.whose}:
            clause = replace(clause, whose=(*left, *clause.whose))
        left = ()
        if not clause.whose and spoken and doings.goes_on(clause):
            clause = replace(clause, whose=spoken)
        if not clause.whose and not clause.hangs and len(named) == 1 and doings.goes_on(clause):
            clause = replace(clause, whose=named)
        if clause.whose and not clause.named and (all_of := _all_of(clause, found)):
            clause = replace(clause, whose=all_of)
        if spoken and not clause.named and doings.goes_on(clause) and _returns(given, clause, spoken, found):
            clause = replace(clause, whose=spoken)
        if not clause.whose and _PACED.match(clause.text):
            clause = replace(clause, whose=named)
        named = tuple(clause.names) if len(clause.names) == 1 else () if clause.names else named
        before = every[place - 1] if place else None
        if not clause.whose and before and before.named and _SEAT.search(clause.text) and before.text[-1] not in ".。":
            clause = replace(clause, whose=before.whose, named=True)
        if before and not clause.named and _NAMED.fullmatch(before.text) and len(before.whose) == 1 and before.named:
            goes = clauses.goes_on(clause.text)
            clause = replace(clause, whose=before.whose, named=True) if goes else clause
        for one in forenamed.broken(given, clause):
            found.setdefault((one.who, "fail"), one)
        if not clause.names and (right := restored.right_again(given, clause, every[:place])):
            found |= right
            continue
        if again := restored.again(given, clause, found):
            found |= again
            continue
        earlier = last
        told: Sequence[Deed] = [one for one in doings.told_by(given, clause) if not _seen_to(given, clause, one)]
        by = [one for one in told if given.role(one.who) is Role.CONTROLLER and one.told.verb == "recover"]
        alone = {*clause.names} <= {one.who for one in by} and not re.search("(?<!それ)を", clause.text)
        if by and by == [*told] and alone and not any(restored.gone(found, one.who) for one in by):
            told = returning.back(given, clause, found.values()) or told  # who brings another back isn't back
        told = told or doings.attributed(given, clause) or _until(given, clause, last, found)
        last = told or likewise.likewise(given, clause, last, found) or returning.back(given, clause, found.values())
        last = last or restored.at_work(clause, found)
        spoken = [deed.who for deed in last] or spoken
        if not last:
            found |= restored.well_again(given, clause, found, every[place + 1 :]) or restored.right_again(
                given, clause, every[:place]
            )
            continue
        for deed in last:
            deed = deed if restored.gone(found, deed.who) else returning.reborn(given, clause, deed, found.values())
            followed = any(_follows(given, one, deed) for one in every[place + 1 :])
            idle = (clause.hangs and idle) or (clause.perhaps and not followed)
            away = restored.gone(found, deed.who)
            if away == {"degrade"} and deed.told.verb == "recover" and _JOINED.search(deed.told.word):
                continue  # it has been there all along
            returns = deed.told.verb == "recover" and (clause.perhaps or _THEN_JA.search(clause.text))
            if idle and not (away and returns):
                continue  # what need not come about, and what would follow from it
            if (followed or returns or not clause.perhaps) and (away or deed.told.verb != "recover"):
                known = found.get((deed.who, deed.told.verb))
                if known and known.told.verb == "recover" and sense.says(known.told.word, "restart"):
                    del found[deed.who, deed.told.verb]  # it was only started anew
                if known and deed.told.verb == "stop" and sharing("drains").search(known.told.word):
                    del found[deed.who, "stop"]  # it has only been emptied by then
                found.setdefault((deed.who, deed.told.verb), deed)
        found |= restored.after(clause, earlier, last, found) | restored.for_a_while(clause, last, found)
    failed = any(verb == "fail" for _, verb in found)
    well = [key for key, one in found.items() if key[1] == "fail" and (_unharmed(one, every) or _cut_off(given, one))]
    found = {key: one for key, one in found.items() if key not in well}
    told_of = [one for one in found.values() if one.told.verb != "lead" or failed or not _rule(one, every)]
    return tuple(_dropped(each, found) for one in told_of for each in _each(given, one, found))


def _each(given: Given, one: Deed, found: Mapping[tuple[str, str], Deed]) -> Sequence[Deed]:
    """What befalls all copies in a group that answer slowly, of each of them."""
    slow = one.who in given.groups and (one.who, "degrade") in found
    return [replace(one, who=id) for id in given.within(one.who)] if slow else [one]


def _all_of(clause: Clause, found: Mapping[tuple[str, str], Deed]) -> tuple[str, ...]:
    """Those whom a clause calls by how many they are: so many as have failed the last."""
    many = _MANY.match(moments.told(clause.text))
    number = {"both": 2, "two": 2, "three": 3, "four": 4}.get((many[1] or many[2]).lower(), 0) if many else 0
    away = tuple(dict.fromkeys(who for who, verb in found if verb in ("fail", "stop", "degrade")))
    return away[-number:] if number and len(away) >= number else ()


def _until(given: Given, clause: Clause, last: Sequence[Deed], found: Mapping[tuple[str, str], Deed]) -> Sequence[Deed]:
    """That one is back who has been away until something was done: `was out until the belt had been freed`."""
    prose = clauses.prose(given)
    ahead = prose[: max(prose.find(clause.text), 0)]
    harmed = [one for one in (last or [*found.values()][-1:]) if one.told.verb in ("fail", "degrade")]
    tied = clause.real and not clause.names and _LASTED.search(ahead) and _MENDED.search(clause.text)
    told = Tiding("recover", clause.text, 0, len(clause.text), True)
    return [Deed(one.who, told, clause.text, done=True) for one in harmed] if tied else ()


_LASTED = re.compile(
    r"\b(?:out of (?:action|order|service|use)|down|offline|dead|dark|idle|unavailable|unusable|stood still"
    r"|at a standstill|stayed (?:that way|like that|so)|silent|stuck|blocked)\b[^.;]{0,24}\b(?:until|till) $",
    re.IGNORECASE,
)
_MENDED = re.compile(
    r"\b(?:(?:had|has|have|was|were|is|are|been|being|got) (?:\w+ )?(?:cleared|freed|fixed|repaired|replaced|restarted"
    r"|swapped|changed|restored|rebooted|reset|refilled|reconnected|unblocked|removed|renewed)|(?:cleared|freed|fixed"
    r"|repaired|replaced|restarted|swapped|changed|restored|rebooted|reset|unblocked) (?:it|the|its|them|an?))\b",
    re.IGNORECASE,
)

_MANY = re.compile(r"(?:\w+ )?(?:(both)|all (two|three|four))(?: of them)?\b", re.IGNORECASE)


def _seen_to(given: Given, clause: Clause, one: Deed) -> bool:
    """Whether who watches or operates does something to another, spoken of before: `the monitor takes it out`."""
    watches = sense.says(given.words(one.who), "watcher", "observer", "operator") is not None
    ends = one.told.verb in ("stop", "start", "drain")
    return watches and ends and _OBJECT.search(clause.text) is not None


_OBJECT = re.compile(r"\b[a-z]{3,} (?:it|them)\b", re.IGNORECASE)

_NAMED = re.compile(r"[\w.-]+(?: \w+)?", re.ASCII)
"""An English clause that is but a name, of which the next one goes on: `a fresh one, pod-d, is created`."""

_GAPS = re.compile(r"^(?:先に|まず|最初に|[^、]{0,8}には?)?[^、がはも]{1,16}[がは]$")
"""A Japanese clause that has but a subject."""


def _cut_off(given: Given, one: Deed) -> bool:
    """Whether it is a line that is cut, and not who is told of with it."""
    cut = parted.cut(given)
    return cut is not None and one.who not in cut.ends and cut.told_by(one.words)


def _unharmed(one: Deed, every: Sequence[Clause]) -> bool:
    """Whether the next clause that speaks of one, of which something has failed, says that it is well."""
    texts = [clause.text for clause in every]
    at = texts.index(one.words) if one.words in texts else len(texts)
    return any(
        clause.named and one.who in clause.whose and _SAFE.search(clause.text) for clause in every[at + 1 : at + 2]
    )


_SAFE = re.compile(
    r"無事|影響(?:は|が|を)?(?:な|あり|受け[なず])|動き続け|止まら|止まりませ|落ちませ|落ちな|平気|問題な|びくとも"
)


def _rule(one: Deed, every: Sequence[Clause]) -> bool:
    """Whether it is told only upon a condition that one leads."""
    return any(clause.hangs and clause.text == one.words for clause in every)


_JOINED = re.compile(r"つなが|\bup\b|稼働", re.IGNORECASE)


def _dropped(one: Deed, found: Mapping[tuple[str, str], Deed]) -> Deed:
    """One whom somebody takes down to see what follows, or who comes back afterwards, has failed."""
    drops = one.told.verb == "stop" and _DROPS.match(one.told.word) is not None
    falls = _FALLS.match(one.told.word) is not None
    tried = _ON_PURPOSE.search(one.words) is not None
    tried = tried or (falls and (_TRIES.search(one.words) is not None or (one.who, "recover") in found))
    return replace(one, told=replace(one.told, verb="fail")) if drops and tried else one


_DROPS = re.compile(r"落と[しすさせ]|停止|止め|切[りっる]|シャットダウン|電源を抜")
_FALLS = re.compile(r"落と[しすさせ]|電源を抜")
_ON_PURPOSE = re.compile(
    r"わざと|意図的|故意|あえて|実験|訓練|演習|カオス|障害注入|無理やり|強引に|誤って|うっかり|手違い|間違って"
    r"|せいで|過負荷で"
)
_TRIES = re.compile(r"試し|てみ|いきなり|突然|では|ここで")

_THEN_JA = re.compile(r"[るい]と$")
"""How a Japanese clause ends that tells what comes about, where another has before it: `1台目が戻ってくると`."""


def _returns(given: Given, clause: Clause, spoken: Sequence[str], found: Mapping[tuple[str, str], Deed]) -> bool:
    """Whether a clause that goes on with another tells that those are back who were spoken of last, and are away."""
    away = [restored.gone(found, who) for who in spoken]
    others = {one for one, _ in found} & {*clause.whose} - {*spoken}
    told = doings.told_by(given, replace(clause, whose=spoken)) if all(away) and not others else ()
    return bool(told) and all(one.told.verb in ("recover", "start") for one in told)


_SEAT = re.compile(r"(?:리더|주|마스터|프라이머리|대표)?\s?(?:자리|역할|지위)[를을]\s|リーダーの?座を")
"""What somebody takes of whom it was spoken right before."""

_PACED = re.compile(
    r"(?:(?:with|but|then) .{0,40} )?(?:(?:its|their) )?(?:queries|reads|writes|answers|responses|response times"
    r"|latency)(?: (?:to|of|from|on|in|at) (?:it"
    r"|them))?\b(?! (?:to|of|from|on|in|at)\b)|"
    r"(?:もう|すぐに|やがて|次第に|このため)?(?:動き|動作|応答|レスポンス|速度|処理|返事|返答|反応|表示)が"
    r"|(?:そのまま|結局|やがて|ついに)?、?(?:応答|動作|動き|稼働|処理|機能|活動)を(?=停止|止め|失|再開|取り戻)"
    r"|(?:[^、。がはを]{1,6}の)?(?:保存|更新|検索|照会|参照|書き込み|読み取り|読み込み|表示|ログイン|登録|集計|描画|反映|変換)"
    r"が(?=[^、。]*(?:遅|重く|重い|鈍|滞|もたつ))"
    r"|(?:更新|検索|照会|参照|書き込み|読み取り|応答|表示|ログイン|[1一]件|[1一]台|処理|返事)に\d"
    r"|(?:곧|점점|그래서)?\s?(?:응답|속도|반응|처리)[이가]\s",
    re.IGNORECASE,
)
"""How a clause begins that tells how fast the one is who was called before."""


def _follows(given: Given, clause: Clause, first: Deed) -> bool:
    """Whether a clause behind what need not come about tells what befalls another part then, or that it comes in, and
    is no rule that has a limit."""
    others = {id for id in clause.names if given.role(id) is not Role.CLIENT} - {first.who}
    another = any(deed.who != first.who for deed in doings.told_by(given, clause)) or bool(
        restored.revived(given, clause, first)
    )
    comes = another or (bool(others) and _COMES_IN.search(clause.text) is not None)
    return comes and not _WITHIN.search(clause.text)


_COMES_IN = re.compile(
    r"elect|promot|tak(?:es?|en|ing) over|takes its place|moves? to|brings? up|starts? (?:up|a new)"
    r"|\b(?:sends?|routes?|redirects?|goes?|go)\b.* to\b"
    r"|\b(?:re-?)?(?:starts?|schedules?|creates?|launch(?:es)?|spawns?)\b.* (?:on|again|anew|new)\b|\breplac\w+"
    r"|새로|띄[우웁운워웠]|승격|선출|올[리려린립]|넘겨받|이어받|대신|옮[겨기긴]|보[내낸냅]|재배치|교체"
    r"|昇格|選出|新し|立ち上げ|引き継|代わ|移[さしっりる]|[送回][らりるっ]|向け|作り直|差し替え|置き換え|再配置"
    r"|新たに起動",
    re.IGNORECASE,
)
"""What another does that comes in for one."""

_WITHIN = re.compile(r"\d ?\S{1,3} ?(?:이내|안|내)[에로]|\bwithin \S+ \w+|以内")
"""How a rule says how soon something is to come about."""
