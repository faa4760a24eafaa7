"""What befalls which part by the paragraph right before a chart, in the order in which it is told.

Comes in: the clauses of that paragraph. Goes out: deeds. What only comes about `when` something else does counts where
others are spoken of behind it: then the chart shows what follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import clauses, doings, figured, naming, returning, spelled
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language.bearing import Tiding
from diagram_anim.story.language.events import all_well, ceased, eased, sharing


@once
def deeds(given: Given) -> Sequence[Deed]:
    """All that befalls parts of a chart, each at its first place; who comes back has been away."""
    found: dict[tuple[str, str], Deed] = {}
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
        for one in _broken(given, clause):
            found.setdefault((one.who, "fail"), one)
        if not clause.names and (right := _right_again(given, clause, every[:place])):
            found |= right
            continue
        if again := _again(given, clause, found):
            found |= again
            continue
        earlier = last
        told = [one for one in doings.told_by(given, clause) if not _seen_to(given, clause, one)]
        by = [one for one in told if given.role(one.who) is Role.CONTROLLER and one.told.verb == "recover"]
        alone = {*clause.names} <= {one.who for one in by} and not re.search("(?<!それ)を", clause.text)
        if by and by == [*told] and alone and not any(_gone(found, one.who) for one in by):
            told = returning.back(given, clause, found.values()) or told  # who brings another back isn't back
        told = told or doings.attributed(given, clause)
        last = told or _likewise(given, clause, last) or returning.back(given, clause, found.values())
        spoken = [deed.who for deed in last] or spoken
        if not last:
            found |= _all_well(given, clause, found, every[place + 1 :]) or _right_again(given, clause, every[:place])
            continue
        for deed in last:
            deed = deed if _gone(found, deed.who) else returning.reborn(given, clause, deed, found.values())
            followed = any(_follows(given, one, deed) for one in every[place + 1 :])
            idle = (clause.hangs and idle) or (clause.perhaps and not followed)
            away = _gone(found, deed.who)
            if away == {"degrade"} and deed.told.verb == "recover" and _JOINED.search(deed.told.word):
                continue  # it has been there all along
            if idle and not (away and deed.told.verb == "recover" and _THEN_JA.search(clause.text)):
                continue  # what need not come about, and what would follow from it
            returns = deed.told.verb == "recover" and _THEN_JA.search(clause.text)
            if (followed or returns or not clause.perhaps) and (away or deed.told.verb != "recover"):
                known = found.get((deed.who, deed.told.verb))
                if known and known.told.verb == "recover" and sense.says(known.told.word, "restart"):
                    del found[deed.who, deed.told.verb]  # it was only started anew
                if known and deed.told.verb == "stop" and sharing("drains").search(known.told.word):
                    del found[deed.who, "stop"]  # it has only been emptied by then
                found.setdefault((deed.who, deed.told.verb), deed)
        found |= _after(clause, earlier, last, found) | _for_a_while(clause, last, found)
    failed = any(verb == "fail" for _, verb in found)
    found = {key: one for key, one in found.items() if key[1] != "fail" or not _unharmed(one, every)}
    told_of = [one for one in found.values() if one.told.verb != "lead" or failed or not _rule(one, every)]
    return tuple(_dropped(each, found) for one in told_of for each in _each(given, one, found))


def _each(given: Given, one: Deed, found: Mapping[tuple[str, str], Deed]) -> Sequence[Deed]:
    """What befalls all copies in a group that answer slowly, of each of them."""
    slow = one.who in given.groups and (one.who, "degrade") in found
    return [replace(one, who=id) for id in given.within(one.who)] if slow else [one]


def _broken(given: Given, clause: Clause) -> Iterator[Deed]:
    """Who has failed by a word before its name: `a fix for the crashed payment service`."""
    if not clause.real or clause.perhaps or clause.hangs:
        return
    for one in clauses.jointly(given, clause.text):
        hit = _ILL.search(clause.text, 0, one.start) or (
            None if _TALKS.search(clause.text) else _END_OF.search(clause.text, 0, one.start)
        )
        if (
            hit
            and len(one.ids) == 1
            and not _OWNS.match(clause.text, one.end)
            and given.role(one.ids[0]) is not Role.CLIENT
        ):
            yield Deed(one.ids[0], Tiding("fail", hit[1], hit.start(1), hit.end(1), True), clause.text)


_ILL = re.compile(
    r"\b(?:the|our|its) (crashed|failed|dead|broken(?:[- ]down)?|hung|frozen|jammed|defective|faulty|burnt-out"
    r"|unresponsive"
    r"|stuck|wrecked|damaged|stricken|fallen|unreachable)\s+$",
    re.IGNORECASE,
)


_OWNS = re.compile(r"['’]s\s|\s(?!(?:\w+ed|was|is)\b)[a-z]+(?:s|er|or|ment)\b", re.IGNORECASE)
"""What stands behind a name and makes it another thing of which that is said."""

_END_OF = re.compile(
    r"(?<!no )(?<!not )(?<!any )(?<!possible )\b(?:the|an?|its|their)(?: sudden| unexpected| total| second"
    r"| brief| complete)?"
    r" (crash|failure|death|outage|breakdown|collapse|demise|hang|loss|meltdown) of (?:the |our |its )?$",
    re.IGNORECASE,
)
"""What stands before whom a noun tells to have failed: `after the crash of web-2`."""

_TALKS = re.compile(
    r"\b(?:risk|chance|probab\w*|likel\w*|alerts?|tests?|drills?|simulat\w*|surviv\w*|toler\w*|prepar\w*|plans?|planned|case"
    r"|history|stud\w*|report(?= on)|cover\w*|insur\w*|against|without|despite|nor?|never|avert\w*|prevent\w*|avoid\w*"
    r"|exercises?|rehears\w*|practi[sc]\w*|every|each|any)\b",
    re.IGNORECASE,
)


def _all_of(clause: Clause, found: Mapping[tuple[str, str], Deed]) -> tuple[str, ...]:
    """Those whom a clause calls by how many they are: so many as have failed the last."""
    many = _MANY.match(clauses.told(clause.text))
    number = {"both": 2, "two": 2, "three": 3, "four": 4}.get((many[1] or many[2]).lower(), 0) if many else 0
    away = tuple(dict.fromkeys(who for who, verb in found if verb in ("fail", "stop", "degrade")))
    return away[-number:] if number and len(away) >= number else ()


_MANY = re.compile(r"(?:\w+ )?(?:(both)|all (two|three|four))(?: of them)?\b", re.IGNORECASE)


def _seen_to(given: Given, clause: Clause, one: Deed) -> bool:
    """Whether who watches or operates does something to another, spoken of before: `the monitor takes it out`."""
    watches = sense.says(given.words(one.who), "watcher", "observer", "operator") is not None
    ends = one.told.verb in ("stop", "start", "drain")
    return watches and ends and _OBJECT.search(clause.text) is not None


_OBJECT = re.compile(r"\b[a-z]{3,} (?:it|them)\b", re.IGNORECASE)

_GAPS = re.compile(r"^(?:先に|まず|最初に|[^、]{0,8}には?)?[^、がはも]{1,16}[がは]$")
"""A Japanese clause that has but a subject."""


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


def _gone(found: Mapping[tuple[str, str], Deed], who: str) -> set[str]:
    """What has befallen one that may come back."""
    return {verb for one, verb in found if one == who} & {"fail", "stop", "degrade"}


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


def _for_a_while(
    clause: Clause, last: Sequence[Deed], found: Mapping[tuple[str, str], Deed]
) -> dict[tuple[str, str], Deed]:
    """Who is back by the same clause, which says how long it was away: `was down for four minutes`."""
    hit = _WHILE.search(clause.text) if clause.real and not clause.perhaps else None
    gone = [one.who for one in last if one.told.verb in ("fail", "degrade")] if hit else []
    told = Tiding("recover", hit[0], hit.start(), hit.end(), True) if hit else None
    back = [who for who in gone if told and (who, "recover") not in found]
    return {(who, "recover"): Deed(who, told, clause.text) for who in back if told}


_CLOCK = r"(?:\d{1,2}[:.]\d\d|\d{1,2} ?[ap]m|noon|midnight|\d{1,2}(?= (?:to|until|till|and) \d))"
_WHILE = re.compile(
    rf"\b(?:was|were|stayed|remained)\b[^.;]{{0,40}}\b(?:from {_CLOCK} (?:to|until|till) {_CLOCK}"
    rf"|between {_CLOCK} and {_CLOCK})"
    r"|\b(?:was|were|stayed|remained)\b[^.;]{0,40}\b(?:down|out|off ?line|dead|unreachable|unavailable|dark"
    r"|silent|gone)"
    r" for (?:about |some |nearly |almost |over |exactly |just )?(?:an?|half an?|[a-z-]+|\d+) (?:seconds?"
    r"|minutes?|hours?)\b",
    re.IGNORECASE,
)
"""How long something lasted."""


def _after(
    clause: Clause, earlier: Sequence[Deed], last: Sequence[Deed], found: Mapping[tuple[str, str], Deed]
) -> dict[tuple[str, str], Deed]:
    """Who is back by the clause before one that says what it was after: `we restarted it after it had hung`."""
    ill = {one.who for one in last if one.told.verb in ("fail", "degrade")} if _AFTER.match(clause.text) else set[str]()
    back = [one for one in earlier if one.told.verb == "recover" and one.who in ill]
    return {(one.who, "recover"): one for one in back if (one.who, "recover") not in found}


_AFTER = re.compile(r"(?:after|because|since|when)\b", re.IGNORECASE)


def _returns(given: Given, clause: Clause, spoken: Sequence[str], found: Mapping[tuple[str, str], Deed]) -> bool:
    """Whether a clause that goes on with another tells that those are back who were spoken of last, and are away."""
    away = [_gone(found, who) for who in spoken]
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
        revived(given, clause, first)
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


def _all_well(
    given: Given, clause: Clause, found: Mapping[tuple[str, str], Deed], later: Sequence[Clause]
) -> dict[tuple[str, str], Deed]:
    """Who is back, where a clause says that all is as it was, or what was done for that and none after it says so."""
    moved = clause.names and re.search(r"\bback (?:to|on|onto|over to)\b", clause.text)  # requests, not who was ill
    hit = all_well().search(clause.text) if clause.real and not moved else None
    ill = {who for who, verb in found if verb in ("fail", "degrade") and (who, "recover") not in found}
    ill = {who for who in ill if not returning.replaced(given, [*found.values()], who)}
    told_later = any(one.real and all_well().search(one.text) for one in later)
    if hit is None and clause.real and not told_later and (hit := eased().search(clause.text)):
        ill = {who for who in ill if (who, "degrade") in found}
    told = Tiding("recover", hit[0], hit.start(), hit.end(), True) if hit else None
    return {(who, "recover"): Deed(who, told, clause.text) for who in ill if told}


def _right_again(given: Given, clause: Clause, before: Sequence[Clause]) -> dict[tuple[str, str], Deed]:
    """Who gave wrong answers and does so no more, as a clause says."""
    hit = ceased().search(clause.text) if clause.real else None
    hit = hit or (_MENDS.search(clause.text) if clause.real and not clause.names else None)
    told = Tiding("recover", hit[0], hit.start(), hit.end(), True) if hit else None
    texts = [one.text for one in before]
    erring = [id for id, (_, _, text) in figured.erring(given).items() if text in texts]
    return {(id, "recover"): Deed(id, told, clause.text) for id in erring[-1:] if told}


_MENDS = re.compile(r"再起動し|直[しっ]た|正常に戻|元に戻|復旧|作り直し|入れ替え|修正版")


def _again(given: Given, clause: Clause, found: Mapping[tuple[str, str], Deed]) -> dict[tuple[str, str], Deed]:
    """Who is brought up again by a controller, of those that have failed the last."""
    lost = ("fail", "stop")
    failed = [deed for (who, verb), deed in found.items() if verb in lost and (who, "recover") not in found]
    return {(deed.who, "recover"): deed for one in failed[-1:] for deed in revived(given, clause, one)}


def revived(given: Given, clause: Clause, last: Deed) -> Sequence[Deed]:
    """That one which has failed is brought up again by a controller, which is all that a clause calls."""
    hit = _AGAIN.search(clause.text) if last.told.verb in ("fail", "stop") and clause.real else None
    keepers = given.of_role(Role.CONTROLLER)
    if hit is None or {*clause.names} - {last.who, *keepers}:
        return ()
    by = [name for id in keepers for name in naming.names(given, id)]
    told = Tiding("recover", hit[0], hit.start(), hit.end(), True)
    return [Deed(last.who, told, clause.text, done=True)] if any(spelled.hit(name, clause.text) for name in by) else ()


_AGAIN = re.compile(
    r"\brestart\w*|\b(?:starts?|started|brings?|brought) (?:it|them)\b.{0,8}\b(?:again|back|up)\b|\brecreat\w+"
    r"|새로 (?:만[들듭든]|띄[우웁운워웠]|생성)|재생성|재시작|다시 (?:띄[우웁운워웠]|시작|살[리려린립]|기동|실행"
    r"|만[들듭든])|되살[리려린립]"
    r"|再起動|再作成|(?:立ち上げ|作り|起動し)直|再び(?:起動|立ち上げ)",
    re.IGNORECASE,
)


def _likewise(given: Given, clause: Clause, last: Sequence[Deed]) -> Sequence[Deed]:
    """What a clause that says no more than another name tells of that one: `then mongo-1`."""
    if not last or len(clause.names) != 1:
        return ()
    (who,) = clause.names
    rest = re.sub("|".join(map(re.escape, naming.names(given, who))), "", clause.text, flags=re.IGNORECASE)
    called = clauses.jointly(given, clause.text)
    if len(called) == 1:
        rest = clause.text[: called[0].start] + clause.text[called[0].end :]
    elif not called:
        rest = _ITS_OWN.sub("", clause.text)
    return [replace(last[-1], who=who, words=clause.text)] if _THEN.fullmatch(rest) else ()


_ITS_OWN = re.compile(r"^(?:and |then )?(?:its|their|the|that) (?:own |only |sole )?\w+", re.IGNORECASE)
"""How a clause begins that calls somebody by what it is to another: `its database with it`."""

_WHEN = (
    r"(?:\W*(?:(?:a|one|two|three|some|\d+|half an?|ten|five) (?:moments?|seconds?|minutes?|hours?|days?|while)"
    r" (?:later|after(?:wards)?|after that)|shortly after(?:wards)?|soon after(?:wards)?|later|afterwards"
    r"|(?:at|by|around) (?:\d\S*|noon|midnight|dawn)|(?:on|in) \w+(?: \w+)?|in turn|at once|straight away))?"
)
"""When it was, at the end of a clause that says nothing else."""

_THEN = re.compile(
    rf"{_WHEN}\W*"
    r"(?:(?:then|and|finally|next|likewise|so did|so has|so was|the same happened to|the same fate befell|the) ?)*"
    r"(?:(?:along )?with (?:it|them)|too|as well|also|likewise|together with it"
    r"|(?:soon |then |shortly )?follow(?:s|ed)(?: suit| it| them| too)?|(?:went|goes|did|does|came|comes|was|is) "
    r"(?:next|the same(?: thing| way)?|likewise|so too|too|as well)|(?:met|meets|suffered|suffers|shared"
    r"|shares) (?:the same|its|a"
    r" similar) fate)?"
    rf"{_WHEN}\W*"
    r"|\W*(?:then|and|finally|next|그다음|그 다음|다음|이어서|마지막으로|次に|最後に|その次に)?\W*",
    re.IGNORECASE,
)
