"""What befalls which part by the paragraph right before a chart, in the order in which it is told.

Comes in: the clauses of that paragraph. Goes out: deeds. What only comes about `when` something else does counts where
others are spoken of behind it: then the chart shows what follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagram_anim.model.system import Role
from diagram_anim.story import faults, numerals, paces, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import actors, clauses, figured, fitting, naming, parted, returning
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.bearing import Tiding
from diagram_anim.story.language.events import WHO, all_well, ceased, eased, sharing


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
        if not clause.whose and spoken and _IT.match(clause.text):
            clause = replace(clause, whose=spoken)
        if not clause.whose and not clause.hangs and len(named) == 1 and _IT.match(clause.text):
            clause = replace(clause, whose=named)
        if spoken and not clause.named and _IT.match(clause.text) and _returns(given, clause, spoken, found):
            clause = replace(clause, whose=spoken)
        if not clause.whose and _PACED.match(clause.text):
            clause = replace(clause, whose=named)
        named = tuple(clause.names) if len(clause.names) == 1 else () if clause.names else named
        before = every[place - 1] if place else None
        if not clause.whose and before and before.named and _SEAT.search(clause.text) and before.text[-1] not in ".。":
            clause = replace(clause, whose=before.whose, named=True)
        if not clause.names and (right := _right_again(given, clause, every[:place])):
            found |= right
            continue
        if again := _again(given, clause, found):
            found |= again
            continue
        earlier = last
        told = _told(given, clause)
        by = [one for one in told if given.role(one.who) is Role.CONTROLLER and one.told.verb == "recover"]
        alone = {*clause.names} <= {one.who for one in by} and not re.search("(?<!それ)を", clause.text)
        if by and by == [*told] and alone and not any(_gone(found, one.who) for one in by):
            told = returning.back(given, clause, found.values()) or told  # who brings another back isn't back
        told = told or _attributed(given, clause)
        last = told or _likewise(given, clause, last) or returning.back(given, clause, found.values())
        spoken = [deed.who for deed in last] or spoken
        if not last:
            found |= _all_well(clause, found, every[place + 1 :]) or _right_again(given, clause, every[:place])
            continue
        for deed in last:
            followed = any(_follows(given, one, deed) for one in every[place + 1 :])
            idle = (clause.hangs and idle) or (clause.perhaps and not followed)
            away = _gone(found, deed.who)
            if away == {"degrade"} and _JOINED.search(deed.told.word):
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
        found |= _after(clause, earlier, last, found)
    failed = any(verb == "fail" for _, verb in found)
    found = {key: one for key, one in found.items() if key[1] != "fail" or not _unharmed(one, every)}
    told_of = [one for one in found.values() if one.told.verb != "lead" or failed or not _rule(one, every)]
    return tuple(_dropped(one, found) for one in told_of)


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

_HARMS = ("fail", "degrade")


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
    told = _told(given, replace(clause, whose=spoken)) if all(away) and not others else ()
    return bool(told) and all(one.told.verb in ("recover", "start") for one in told)


_SEAT = re.compile(r"(?:리더|주|마스터|프라이머리|대표)?\s?(?:자리|역할|지위)[를을]\s|リーダーの?座を")
"""What somebody takes of whom it was spoken right before."""

_PACED = re.compile(
    r"(?:queries|reads|writes|answers|responses|response times|latency)(?: (?:to|of|from|on|in|at) (?:it"
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
    another = any(deed.who != first.who for deed in _told(given, clause)) or bool(revived(given, clause, first))
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

_IT = re.compile(
    r"(?:(?:shortly|soon|then|later|afterwards?|meanwhile|finally|and|at \S+|by \S+)\s+)*(?:it|they"
    r"|both(?: of them)?|all (?:of them|two|three|four))\b",
    re.IGNORECASE,
)
"""How a clause begins that goes on with whom something was told of last."""


def _all_well(
    clause: Clause, found: Mapping[tuple[str, str], Deed], later: Sequence[Clause]
) -> dict[tuple[str, str], Deed]:
    """Who is back, where a clause says that all is as it was, or what was done for that and none after it says so."""
    moved = clause.names and re.search(r"\bback (?:to|on|onto|over to)\b", clause.text)  # requests, not who was ill
    hit = all_well().search(clause.text) if clause.real and not moved else None
    ill = {who for who, verb in found if verb in ("fail", "degrade") and (who, "recover") not in found}
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


def slowed(given: Given, clause: Clause) -> Sequence[Deed]:
    """That one answers slowly whose queries or answers a clause says to take long."""
    named = [id for id in (*clause.whose, *clause.names) if given.role(id) in _ANSWERING or naming.part(given, id)]
    text = numerals.figures(clause.text)
    takes = paces.takes(text) if clause.real and len({*named}) == 1 else None
    slow = takes is not None and takes >= paces.LONG
    slow = slow or (clause.real and len({*named}) == 1 and bool(paces.slowed(text)))
    slow = slow or (clause.real and len({*named}) == 1 and _LAGS.search(clause.text) is not None)
    slow = slow and not actors.unhurried(given, clause.text)
    told = Tiding("degrade", clause.text, 0, len(clause.text), True)
    return [Deed(named[0], told, clause.text)] if slow else ()


_LAGS = re.compile(
    r"(?:レプリケーション|複製|同期|レプリカ)の?(?:遅延|遅れ|ラグ)[がはも][^、。]{0,10}"
    r"(?:膨ら|広が|拡大|増え|増大|増加|伸び|延び|悪化|急増|達|開[いき]|たま|なっ|に及)"
    r"|(?:レプリケーション|複製|同期)[がはも][^、。]{0,10}(?:遅れ|滞|追いつ)"
)
"""How a copy is told to fall behind, which any of them may be a little."""

_ANSWERING = (Role.STORE, Role.CACHE, Role.SERVER, Role.NODE)


def revived(given: Given, clause: Clause, last: Deed) -> Sequence[Deed]:
    """That one which has failed is brought up again by a controller, which is all that a clause calls."""
    hit = _AGAIN.search(clause.text) if last.told.verb in ("fail", "stop") and clause.real else None
    keepers = given.of_role(Role.CONTROLLER)
    if hit is None or {*clause.names} - {last.who, *keepers}:
        return ()
    by = [name for id in keepers for name in naming.names(given, id)]
    told = Tiding("recover", hit[0], hit.start(), hit.end(), True)
    return [Deed(last.who, told, clause.text, done=True)] if any(naming.hit(name, clause.text) for name in by) else ()


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
    return [replace(last[-1], who=who, words=clause.text)] if _THEN.fullmatch(rest) else ()


_THEN = re.compile(
    r"\W*(?:(?:then|and|finally|next|likewise|so did|the) ?)?(?:with it|with them|too|as well|also|likewise"
    r"|along with it|followed(?: suit)?)\W*"
    r"|\W*(?:then|and|finally|next|그다음|그 다음|다음|이어서|마지막으로|次に|最後に|その次に)?\W*",
    re.IGNORECASE,
)


_CLEFT = re.compile(r"(?P<verb>[^、]*?[たるい])のは、?(?:[^\s、]{0,8}?の)?")
_IS = re.compile(r"(?:だけ|のみ)?(?:で|だ|です|である|だった|でした|$)(?!も|は)")
_NOT = re.compile(r"(?:では|じゃ)な(?:く|くて)、?")


def _cleft(given: Given, clause: Clause) -> Clause | None:
    """A Japanese clause that says last who it was, as it is said otherwise: `先に戻ったのはワーカー2で`."""
    hit = _CLEFT.match(clause.text) if clause.real else None
    if hit is None:
        return None
    every = clauses.jointly(given, clause.text)
    who = next((one for one in every if one.start == hit.end()), None)
    if who and (other := _NOT.match(clause.text, who.end)):
        who = next((one for one in every if one.start == other.end()), None)
    if who is None or not _IS.match(clause.text, who.end):
        return None
    return replace(clause, text=f"{clause.text[who.start : who.end]}が{hit['verb']}", whose=who.ids, named=True)


def _attributed(given: Given, clause: Clause) -> Sequence[Deed]:
    """What a Japanese clause says of one right before its name: `応答が鈍くなったカートAには2割`."""
    for one in clauses.jointly(given, clause.text) if clause.real and not clause.perhaps else ():
        hit = _BEFORE_NAME.search(clause.text[: one.start])
        if hit and len(one.ids) == 1 and not _ONCE.search(clause.text[: one.start]):
            said = replace(clause, text=f"{clause.text[one.start : one.end]}が{hit[1]}", whose=one.ids, named=True)
            told = [told for id in one.ids for told in _deeds(given, said, id) if told.told.verb in _HARMS]
            return [replace(told, words=clause.text) for told in told]
    return ()


_BEFORE_NAME = re.compile(
    r"(?:^|[、がはで])(?:(?:応答|動き|動作|処理|返事|反応|レスポンス)が)?([^、がはをで]{2,12}(?:た|ている|てきた))$"
)
_ONCE = re.compile(r"以前|かつて|昔|当時|過去|前に|なら|たら|れば")


def _told(given: Given, clause: Clause) -> Sequence[Deed]:
    """What a clause tells of each whom it speaks of."""
    if said := _cleft(given, clause):
        return [replace(one, words=clause.text) for one in _told(given, said)]
    if (hit := _CLEFT.match(clause.text)) and _NOT.search(clause.text, hit.end()):
        return ()
    if handed := _handed(given, clause):
        return [handed]
    if struck := actors.struck(given, clause):
        return struck if all(fitting.fits(given, one) for one in struck) else ()
    told = actors.said(given, clause)
    if told is None:
        return ()
    clause = told
    deeds = [_deeds(given, clause, who) for who in clause.whose]
    if len(deeds) > 1 and (leads := [one for some in deeds for one in some if one.told.verb == "lead"]):
        at = clause.text.find(leads[0].told.word)
        chosen = [one.ids[0] for one in clauses.jointly(given, clause.text) if one.start > at and len(one.ids) == 1]
        return [replace(leads[0], who=who) for who in chosen[:1]]  # several choose one of them
    return [one for some in deeds for one in some] if deeds and all(deeds) else slowed(given, clause)


def _deeds(given: Given, clause: Clause, who: str) -> Sequence[Deed]:
    """What a clause tells of one, one thing after another where it goes on: `落ちて再起動した`."""
    last = _deed(given, clause, who)
    if last is None or last.told.verb not in ("recover", "fail"):
        return [last] if last else ()
    text = clauses.marked(given, clauses.told(clause.text), who)
    every = tidings.course(text, [phrases.tight(name) for name in naming.names(given, who)], prose=True)
    first = [replace(last, told=one) for one in every[:-1] if one.verb != last.told.verb and not _later(one, text)]
    return [*(one for one in first if fitting.fits(given, one)), last]


def _handed(given: Given, clause: Clause) -> Deed | None:
    """Who leads from then on, where a clause says that who led hands that over to it."""
    real = clause.real and not clause.perhaps
    hit = (_HANDS.search(clause.text) or _SWITCHES.search(clause.text)) if real else None
    if hit is None:
        return None
    for called in reversed(clauses.jointly(given, clause.text)):
        to = re.search(r"\bto (?:the )?$", clause.text[: called.start]) or _TO.match(clause.text[called.end :])
        stands_by = _HANDS.search(clause.text) or any(_stands_by(given, id) for id in called.ids)
        if to and len(called.ids) == 1 and _may_lead(given, called.ids[0], hit[0]) and stands_by:
            return Deed(called.ids[0], Tiding("lead", hit[0], hit.start(), hit.end(), True), clause.text)
    return None


def _may_lead(given: Given, who: str, words: str) -> bool:
    """Whether one may lead; where the words tell only that all is switched over, beside one that leads now."""
    over = re.search(r"over$", words, re.IGNORECASE) is not None
    leads = any(sense.says(given.words(id), "leader") for id in given.nodes if id != who)
    stands = sense.says(given.words(who), "standby") is not None
    return who in given.nodes and (not over or ((leads or stands) and given.role(who) in (Role.STORE, *_ANSWERING)))


def _stands_by(given: Given, id: str) -> bool:
    """Whether it is a copy that others write to once it leads."""
    return given.role(id) is Role.STORE or sense.says(given.words(id), "member", "replicate") is not None


_SWITCHES = re.compile(
    r"(?:に|へ)(?:自動(?:で|的に)?|手動で|すぐ(?:に)?|無事に?|\d+秒で)*(?:フェイルオーバー|フェールオーバー"
    r"|切り替わ|(?:役割|主導権)が移)"
)
"""How a Japanese clause says that another leads from then on."""

_HANDS = re.compile(
    r"\b(?:fail|fails|failed|failing|switch|switches|switched|flip|flipped|fell)(?:[ -]?over|[ -]back over)\b|"
    r"\b(?:hand|pass|mov|transfer|giv|gave|shift|switch)\w*\b.{0,20}\b(?:leadership|lead|leader|primary role)\b"
    r"|(?:leadership|primary role)\b.{0,20}\b(?:handed|passed|moved|transferred|went|goes)\b"
    r"|(?:리더|리더십|리더 역할|주 역할|마스터 역할)[를을]?\s.*(?:넘[겨기긴겼]|옮[겨기긴겼]|이양|이전|넘어[가갔])"
    r"|(?:リーダー役?|リーダーの(?:役割|座)|主系|主系の役割|プライマリ|プライマリの役割|マスター"
    r"|アクティブ系?)[をがは]"
    r".*(?:移[さしすっ]|渡[しさ]|譲[りっ]|引き継|切り?[替換]|交代|変更|委譲|移管|移譲|託[しさ]|任せ|戻[しさ])",
    re.IGNORECASE,
)
_TO = re.compile(r"(?:으?로|에게|에)(?![가-힣])|[にへ]")


def _errs(given: Given, clause: Clause, who: str) -> bool:
    """Whether a clause tells how many of its answers are errors."""
    return figured.erring(given).get(who, (0, "", ""))[2] == clause.text


def _deed(given: Given, clause: Clause, who: str) -> Deed | None:
    """What a clause tells of one that it speaks of, by a word as it is written."""
    if not clause.real or _parts(given, clause, who):
        return None
    text = clauses.marked(given, clauses.told(clause.text), who)
    homes = [group for group in given.groups if who in given.within(group) and group in clause.names]
    own = [phrases.tight(name) for id in (who, *homes) for name in naming.names(given, id)]
    told = tidings.read(text, own, prose=True) or tidings.read(re.sub(r"\bthe\s+", "", text), own, prose=True)
    told = told or tidings.read(_OF.sub(r"\1 ", text), own, prose=True)
    if told and (begins := clauses.begins(given, text, who)) > told.start:
        told = tidings.read(" " * begins + text[begins:], own, prose=True)  # what stands before it is the reason
    if told is None:
        return None
    pronoun = _IT.match(text) is not None or clauses.goes_on(text) or tidings.bare(text, told)
    if not (clause.named or told.sure or (told.verb in _HARMS and pronoun)):
        return None
    if told.verb in ("stop", "fail") and _of_other(given, text, who, told.start):
        return None
    behind = re.sub(r"^\s+(?:the )?", "", text[told.end :]).casefold()
    done_to = WHO in told.word or any(behind.startswith((WHO, name.casefold())) for name in own)
    if told.verb == "stop" and not done_to and _BY_ITSELF.search(text[: told.end]) and not _MEANT.search(text):
        told = replace(told, verb="fail")
    planned = bool(_PLANNED.search(text[: told.start]) or re.match("され(?:た|、|$|まし)", text[told.end :]))
    done = any(who in one.ids and text.startswith("を", one.end) for one in clauses.jointly(given, text))
    planned = planned or (done and not told.sure and bool(re.match("し(?:た|ま|、|て|$)|する", text[told.end :])))
    if told.verb == "fail" and _STOPS.match(told.word) and planned and not tidings.unmeant(text):
        told = replace(told, verb="stop")
    if told.verb == "fail" and _PUT_DOWN.search(told.word) and _PEOPLE.search(text[: told.start]):
        told = replace(told, verb="stop")
    if told.verb == "fail" and _ENDED.search(text[: told.end]):
        told = replace(told, verb="stop")
    if told.verb == "fail" and (_errs(given, clause, who) or (not told.sure and faults.among(clause.text))):
        return None  # so many of its answers
    if _later(told, text) or (told.verb == "degrade" and actors.unhurried(given, clause.text)):
        return None
    if told.verb == "fail" and _LOSES.match(told.word) and _lost_other(given, text, who, told.start):
        return None
    if told.verb == "fail" and _SOME.search(text[: told.start]):
        return None  # so many of a hundred
    if told.verb in ("fail", "stop") and _IN_TURN.search(text):
        return None  # others take their places
    if actors.acts(given, clause.text, who, told.verb, told.word):
        return None
    if told.verb == "start" and given.role(who) is Role.STORE and fitting.RAISED.match(told.word):
        told = replace(told, verb="lead", sure=True)
    told = replace(told, word=clause.text[told.start :]) if clause.text.endswith("면") else told
    deed = Deed(who, told, clause.text)
    return deed if fitting.fits(given, deed) else None


_OF = re.compile(
    rf"\b(response times?|latenc(?:y|ies)|quer(?:y|ies)|reads|writes|answers|responses|performance|throughput)"
    rf" (?:of|on|at|to|from|in|for) (?:the )?{WHO}(?:\s+(?=\s))?",
    re.IGNORECASE,
)
"""What is of one by which it is told how fast it answers."""


_ENDED = re.compile(r"(?:영구|영영)\S*\s(?:\S+\s)?(?:중단|중지|정지|멈[추췄춤])|단종으로")
"""Where a Korean clause says that one ends for good."""


def _parts(given: Given, clause: Clause, who: str) -> bool:
    """Whether a clause tells that nothing passes any more between one that it speaks of and another."""
    cut = parted.cut(given)
    return cut is not None and who in cut.ends and cut.told_by(clause.text)


_LOSES = re.compile(r"失|消|飛|喪")
_LOST = re.compile(r"([一-龯ァ-ヶーA-Za-z]+)[をがはも]")
_ITS_OWN = re.compile(r"(?:電源|接続|通信|応答|機能|制御|動力|電力|冷却|機体|[一-龯]{0,4}系|全体|全て|すべて)$")


def _lost_other(given: Given, text: str, who: str, at: int) -> bool:
    """Whether it is something else that is lost in a Japanese clause, and not the one itself nor what it lives by."""
    ends = max((one.end for one in clauses.jointly(given, text) if who in one.ids and one.end <= at), default=0)
    return any(not _ITS_OWN.search(one) for one in _LOST.findall(text[ends:at]))


def _of_other(given: Given, text: str, who: str, at: int) -> bool:
    """Whether a Japanese clause does it to another, whom it calls behind the one: `新版を上げては旧版を落とす`."""
    others = [one for one in clauses.jointly(given, text) if who not in one.ids and one.end < at]
    return any(text.startswith("を", one.end) and not re.search("[、。]", text[one.end : at]) for one in others)


def _later(told: Tiding, text: str) -> bool:
    """Whether one is only so much later than another."""
    return told.verb == "degrade" and told.word.startswith("遅れ") and bool(_BEHIND.search(text[: told.start]))


_BEHIND = re.compile(r"\d\s?(?:秒|分|時間|日)(?:ほど|程度|ばかり)?$")
"""By how much one is later than another, before a Japanese verb for that."""

_STOPS = re.compile(r"停止|止ま")
_PLANNED = re.compile(
    r"をもって|[月年週日]末で|永久|永続|役目を終え|役割を終え|廃止|メンテ|保守|点検|工事|更新作業|アップデート"
    r"|計画|予定どおり|夜間は|営業終了|休業"
)
_IN_TURN = re.compile(r"(?:하나|한 ?[대개]|1[대개])씩|[一1](?:台|つ)ずつ|\bone (?:by one|at a time)\b", re.IGNORECASE)
_SOME = re.compile(r"(?:応答|リクエスト|処理|返答|レスポンス|要求|注文|通信)の[^、]{0,4}\d\s?[%％割][がはを]")
_PUT_DOWN = re.compile(rf"\b(?:took|takes?|taking|brought|bring)\b.*{WHO}.*\b(?:down|offline)\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b(?:we|I|he|she|they|ops|operations|sre|(?:an?|the|our|two|one of our) (?:\S+ )?(?:admins?|administrators?"
    r"|operators?"
    r"|engineers?|technicians?|colleagues?|team|crew|dbas?|staff|electricians?))\s+(?:then |later |deliberately )?$",
    re.IGNORECASE,
)
"""Who takes one down takes it out of service: it doesn't break."""

_BY_ITSELF = re.compile(r"(?<!was )(?<!were )(?<!is )(?<!been )(?<!\bwe )(?<!\bI )\bstopped$", re.IGNORECASE)
"""An English verb that tells of who stops: nobody has stopped it."""

_MEANT = re.compile(
    r"mainten|on purpose|planned|for the night|upgrad|by hand|deliberate"
    r"|\b(?:we|he|she|they|I|engineers?|operators?|admins?|scheduler)\b.{0,20}stopped",
    re.IGNORECASE,
)
"""What says that somebody has wanted it."""
