"""Who is well again by a clause: all that are ill, whom a controller brings up again, who was down for a while only.

Comes in: a clause, and what has befallen parts before it. Goes out: that those are back. Refuses to know whom a clause
calls.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diagram_anim.model.system import Role
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import figured, naming, returning, spelled
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language.bearing import Tiding
from diagram_anim.story.language.events import all_well, ceased, eased


def gone(found: Mapping[tuple[str, str], Deed], who: str) -> set[str]:
    """What has befallen one that may come back."""
    return {verb for one, verb in found if one == who} & {"fail", "stop", "degrade"}


def for_a_while(
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
    r"\b(?:took|takes|knocked|knocks|blinked|dropped|cut)\b[^.;]{0,40}\b(?:out|down|offline|off)\b[^.;]{0,16}"
    r"\bfor (?:about |some |nearly |almost )?(?:an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
    r" (?:\w+ )?(?:seconds?|minutes?|hours?)\b"
    rf"|\b(?:was|were|stayed|remained)\b[^.;]{{0,40}}\b(?:from {_CLOCK} (?:to|until|till) {_CLOCK}"
    rf"|between {_CLOCK} and {_CLOCK})"
    r"|\b(?:was|were|stayed|remained)\b[^.;]{0,40}\b(?:down|out|off ?line|dead|unreachable|unavailable|dark"
    r"|silent|gone)"
    r" for (?:about |some |nearly |almost |over |exactly |just )?(?:an?|half an?|[a-z-]+|\d+) (?:seconds?"
    r"|minutes?|hours?)\b",
    re.IGNORECASE,
)
"""How long something lasted."""


def after(
    clause: Clause, earlier: Sequence[Deed], last: Sequence[Deed], found: Mapping[tuple[str, str], Deed]
) -> dict[tuple[str, str], Deed]:
    """Who is back by the clause before one that says what it was after: `we restarted it after it had hung`."""
    ill = {one.who for one in last if one.told.verb in ("fail", "degrade")} if _AFTER.match(clause.text) else set[str]()
    back = [one for one in earlier if one.told.verb == "recover" and one.who in ill]
    return {(one.who, "recover"): one for one in back if (one.who, "recover") not in found}


_AFTER = re.compile(r"(?:after|because|since|when)\b", re.IGNORECASE)


def well_again(
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


def right_again(given: Given, clause: Clause, before: Sequence[Clause]) -> dict[tuple[str, str], Deed]:
    """Who gave wrong answers and does so no more, as a clause says."""
    hit = ceased().search(clause.text) if clause.real else None
    hit = hit or (_MENDS.search(clause.text) if clause.real and not clause.names else None)
    told = Tiding("recover", hit[0], hit.start(), hit.end(), True) if hit else None
    texts = [one.text for one in before]
    erring = [id for id, (_, _, text) in figured.erring(given).items() if text in texts]
    return {(id, "recover"): Deed(id, told, clause.text) for id in erring[-1:] if told}


_MENDS = re.compile(r"再起動し|直[しっ]た|正常に戻|元に戻|復旧|作り直し|入れ替え|修正版")


def at_work(clause: Clause, found: Mapping[tuple[str, str], Deed]) -> Sequence[Deed]:
    """Who does again what it is for, whatever that is, after it was away: `the robot was welding again`."""
    hit = _AT_WORK.search(clause.text) if clause.real and not clause.perhaps else None
    told = Tiding("recover", hit[0], hit.start(), hit.end(), True) if hit else None
    back = [who for who in clause.whose if gone(found, who) and (who, "recover") not in found]
    return [Deed(who, told, clause.text) for who in back if told]


_AT_WORK = re.compile(
    r"\b(?:was|were|is|are|been|started|began|resumed)\s(?:once )?(?:back )?"
    r"(?!(?:fail|crash|drop|los|leak|tim|slow|ris|fall|climb|flap|throw|return|swap|restart|reboot|lag|hang|dy|stopp|refus"
    r"|reject|wait|shutt|go|miss|error|stall|freez|run)\w*ing\b)"
    r"\w{2,}ing\b(?: [\w-]+){0,3} (?:again|once more|as (?:usual|before))\b"
    r"|다시 (?!\S*(?:죽|멈|멎|실패|중단|장애|다운|떨어|끊|느려|지연|종료|오류|늘|줄|오르|초과|정지|대기|꺼|고장|내려))"
    r"(?:\S+[을를] )?\S+(?:하고 있|하기 시작|했|합니다|한다|했습니다)"
    r"|再び(?!\S{0,8}(?:停止|落ち|止ま|失敗|エラー|遅|障害|故障|増|減|切断|ダウン))\S{1,12}(?:している|し始め|しました|した)",
    re.IGNORECASE,
)


def again(given: Given, clause: Clause, found: Mapping[tuple[str, str], Deed]) -> dict[tuple[str, str], Deed]:
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
