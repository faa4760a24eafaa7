"""What one clause tells of each whom it speaks of.

Comes in: a clause. Goes out: deeds, by its words as they are written. Refuses what is told of another, of many, of what
is to come or of what one has lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.model.system import Role
from diagram_anim.story import faults
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import actors, beside, clauses, figured, fitting, handed, implied, moments, naming
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.bearing import Tiding
from diagram_anim.story.language.events import WHO

HARMS = ("fail", "degrade")

IT = re.compile(
    r"(?:(?:shortly|soon|then|later|afterwards?|meanwhile|finally|eventually|suddenly|and|at \S+|by \S+"
    r"|in the end|at last"
    r"|in turn|before long|after (?:a while|that|this)|this time|minutes later|moments later|at first|first|once more"
    r"|when|because|since|as),?\s+)*(?!it (?:was|is) (?:only |just |merely |not )?(?:the|an?|our|its) )(?:it|they"
    r"|both(?: of them)?|all (?:of them|two|three|four))\b",
    re.IGNORECASE,
)
"""How a clause begins that goes on with whom something was told of last."""


def goes_on(clause: Clause) -> bool:
    """Whether a clause begins so, whenever it was: `two minutes later it froze`."""
    return any(IT.match(text) is not None for text in (clause.text, moments.told(clause.text)))


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


def attributed(given: Given, clause: Clause) -> Sequence[Deed]:
    """What a Japanese clause says of one right before its name: `応答が鈍くなったカートAには2割`."""
    for one in clauses.jointly(given, clause.text) if clause.real and not clause.perhaps else ():
        hit = _BEFORE_NAME.search(clause.text[: one.start])
        if hit and len(one.ids) == 1 and not _ONCE.search(clause.text[: one.start]):
            said = replace(clause, text=f"{clause.text[one.start : one.end]}が{hit[1]}", whose=one.ids, named=True)
            told = [told for id in one.ids for told in _deeds(given, said, id) if told.told.verb in HARMS]
            return [replace(told, words=clause.text) for told in told]
    return ()


_BEFORE_NAME = re.compile(
    r"(?:^|[、がはで])(?:(?:応答|動き|動作|処理|返事|反応|レスポンス)が)?([^、がはをで]{2,12}(?:た|ている|てきた))$"
)


_ONCE = re.compile(r"以前|かつて|昔|当時|過去|前に|なら|たら|れば")


def told_by(given: Given, clause: Clause) -> Sequence[Deed]:
    """What a clause tells of each whom it speaks of."""
    if said := _cleft(given, clause):
        return [replace(one, words=clause.text) for one in told_by(given, said)]
    if (hit := _CLEFT.match(clause.text)) and _NOT.search(clause.text, hit.end()):
        return ()
    if heir := handed.heir(given, clause):
        return [heir]
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
    return [one for some in deeds for one in some] if deeds and all(deeds) else implied.told(given, clause)


def _deeds(given: Given, clause: Clause, who: str) -> Sequence[Deed]:
    """What a clause tells of one, one thing after another where it goes on: `落ちて再起動した`."""
    last = _deed(given, clause, who)
    if last is None or last.told.verb not in ("recover", "fail"):
        return [last] if last else ()
    text = clauses.marked(given, moments.told(clause.text), who)
    every = tidings.course(text, [phrases.tight(name) for name in naming.names(given, who)], prose=True)
    first = [replace(last, told=one) for one in every[:-1] if one.verb != last.told.verb and not _later(one, text)]
    return [*(one for one in first if fitting.fits(given, one)), last]


_CHOOSES = re.compile(
    r"(?<!was )(?<!were )(?<!is )(?<!been )(?<!got )"
    r"\b(?:promot(?:ed|es)|elect(?:ed|s)|chose|chooses|pick(?:ed|s)|appoint(?:ed|s))\s(?!(?:it|them|itself|to|by|as|on|in|at|and|after|within)\b)\w",
    re.IGNORECASE,
)
"""How it is said whom others make their leader: it is no one of whom the clause before spoke."""


def _errs(given: Given, clause: Clause, who: str) -> bool:
    """Whether a clause tells how many of its answers are errors."""
    return figured.erring(given).get(who, (0, "", ""))[2] == clause.text


def _deed(given: Given, clause: Clause, who: str) -> Deed | None:
    """What a clause tells of one that it speaks of, by a word as it is written."""
    if not clause.real or implied.parts(given, clause, who):
        return None
    text = beside.held(clauses.marked(given, moments.told(clause.text), who))
    homes = [group for group in given.groups if who in given.within(group) and group in clause.names]
    own = [phrases.tight(name) for id in (who, *homes) for name in naming.names(given, id)]
    told = tidings.read(text, own, prose=True) or tidings.read(re.sub(r"\bthe\s+", "", text), own, prose=True)
    told = told or tidings.read(_OF.sub(r"\1 ", _WHOLE.sub("", text)), own, prose=True)
    if told is None and (bare := _from_subject(given, text, who)) != text:
        text, told = bare, tidings.read(bare, own, prose=True)
    if told and (begins := clauses.begins(given, text, who)) > told.start:
        told = tidings.read(" " * begins + text[begins:], own, prose=True)  # what stands before it is the reason
    if told is None or (told.verb == "lead" and not clause.named and _CHOOSES.search(clause.text)):
        return None
    if any(told.word.casefold() == given.name(id).casefold() for id in given.nodes if id != who):
        return None  # that is what another is called: `Failed`
    if told.verb == "stop" and _ceases(told, text, own):
        told = replace(told, verb="fail")
    pronoun = IT.match(text) is not None or clauses.goes_on(text) or tidings.bare(text, told)
    if not (clause.named or told.sure or (told.verb in HARMS and pronoun)):
        return None
    if told.verb in ("stop", "fail") and _of_other(given, text, who, told.start):
        return None
    if told.verb == "stop" and re.match(r"kill", told.word, re.IGNORECASE):
        told = replace(told, verb="fail")
    planned = bool(_PLANNED.search(text[: told.start]) or re.match("され(?:た|、|$|まし)", text[told.end :]))
    done = any(who in one.ids and text.startswith("を", one.end) for one in clauses.jointly(given, text))
    planned = planned or (done and not told.sure and bool(re.match("し(?:た|ま|、|て|$)|する", text[told.end :])))
    if told.verb == "fail" and _STOPS.match(told.word) and planned and not tidings.unmeant(text):
        told = replace(told, verb="stop")
    if told.verb == "fail" and _TAKEN.match(told.word) and _FOR_WORK.search(text[told.end :]):
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


def _ceases(told: Tiding, text: str, own: Sequence[str]) -> bool:
    """Whether one stops by itself, as an English clause says."""
    behind = re.sub(r"^\s+(?:the )?", "", text[told.end :]).casefold()
    done_to = WHO in told.word or any(behind.startswith((WHO, name.casefold())) for name in own)
    return not done_to and _BY_ITSELF.search(text[: told.end]) is not None and not _MEANT.search(text)


def _from_subject(given: Given, text: str, who: str) -> str:
    """A text without what says before its English subject when or where it was: `during the rollout web-2 crashed`."""
    at = text.find(WHO)
    starts = [one.start for one in clauses.jointly(given, text) if who in one.ids] + ([at] if at > 0 else [])
    ahead = _AHEAD.fullmatch(text[: min(starts)]) if starts else None
    return text[ahead.end(1) :] if ahead else text


_AHEAD = re.compile(
    r"((?:(?:just|right|shortly|soon|ever|only|and|then|but|apparently|sadly|unfortunately) )*"
    r"(?:during|after|before|at|in|on|for|since|with|by|over|within|from|amid|under|despite|following|upon|around"
    r"|throughout|towards?|because|whereas|sadly|unfortunately|eventually|suddenly|apparently|meanwhile"
    r"|namely)\b[^,;:]*? )"
    r"(?:the |our |its |that |whole |entire )*",
    re.IGNORECASE,
)


_WHOLE = re.compile(r"\b(?:all of|the whole(?: of)?|the entire) (?:the\s+)?")
_OF = re.compile(
    rf"\b(response times?|latenc(?:y|ies)|quer(?:y|ies)|reads|writes|answers|responses|performance|throughput)"
    rf" (?:of|on|at|to|from|in|for) (?:the )?{WHO}(?:\s+(?=\s))?",
    re.IGNORECASE,
)
"""What is of one by which it is told how fast it answers."""


_ENDED = re.compile(r"(?:영구|영영)\S*\s(?:\S+\s)?(?:중단|중지|정지|멈[추췄춤])|단종으로")
"""Where a Korean clause says that one ends for good."""


_TAKEN = re.compile(r"tak|took|pull|brought|bring", re.IGNORECASE)
_FOR_WORK = re.compile(
    r"^\W*(?:down |off |offline )?for (?:an?|the|its|some|scheduled|planned|routine) (?:[\w-]+ ){0,2}"
    r"(?:patch\w*|upgrades?|updates?|maintenance|repairs?|inspections?|servic(?:e|ing)|backups?|migrations?|swaps?"
    r"|replacement|cleaning|work)\b",
    re.IGNORECASE,
)
"""What stands behind an English verb for what somebody does to work on it."""

_LOSES = re.compile(r"失|消|飛|喪")


_LOST = re.compile(r"([一-龯ァ-ヶーA-Za-z]+)[をがはも]")


_ITS_OWN = re.compile(r"(?:電源|接続|通信|応答|機能|制御|動力|電力|冷却|機体|[一-龯]{0,4}系|全体|全て|すべて)$")


def _lost_other(given: Given, text: str, who: str, at: int) -> bool:
    """Whether it is something else that is lost in a Japanese clause, and not the one itself nor what it lives by."""
    ends = max((one.end for one in clauses.jointly(given, text) if who in one.ids and one.end <= at), default=0)
    return any(not _ITS_OWN.search(one) for one in _LOST.findall(text[ends:at]))


def _of_other(given: Given, text: str, who: str, at: int) -> bool:
    """Whether a Japanese or Korean clause does it to another, called behind the one: `新版を上げては旧版を落とす`."""
    others = [one for one in clauses.jointly(given, text) if who not in one.ids and one.end < at]
    return any(_OBJECT.match(text, one.end) and not re.search("[、。,]", text[one.end : at]) for one in others)


_OBJECT = re.compile(r"を|[을를]\s")


def _later(told: Tiding, text: str) -> bool:
    """Whether one is only so much later than another."""
    return told.verb == "degrade" and told.word.startswith("遅れ") and bool(_BEHIND.search(text[: told.start]))


_BEHIND = re.compile(r"\d\s?(?:秒|分|時間|日)(?:ほど|程度|ばかり)?$")
"""By how much one is later than another, before a Japanese verb for that."""


_STOPS = re.compile(r"停止|止ま")


_PLANNED = re.compile(
    r"をもって|[月年週日]末で|永久|永続|役目を終え|役割を終え|廃止|(?:メンテ(?:ナンス)?|保守|点検|工事|更新作業|アップデート)(?!の?(?:最中|途中|中)に)"
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
