"""Machines that are emptied for maintenance, and taken back: what runs on them goes, and comes up elsewhere; servers
that are taken out of a pool, and put back.

Comes in: a message to who runs the machines, or to one of them, or to who shares out requests. Goes out: that a machine
drains, that it takes something again, and that what a message names beside its two ends goes or comes there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import lives, speaking
from diagram_anim.story.language import tidings
from diagram_anim.story.language.events import sharing

_EMPTIES = re.compile(
    r"\bdrain(?:s|ed|ing)?\b(?! (?:(?:open|existing|active|in-flight|client) )?(?:connections|requests|sessions|queue))"
    r"|드레인|ドレイン|노드[^.]*비우|ノードを空に",
    re.IGNORECASE,
)
_EVICTS = re.compile(r"\bevict(?:s|ed|ion|ing)?\b|축출|퇴거|退避|追い出|立ち退", re.IGNORECASE)
_TAKES_AGAIN = re.compile(
    r"\buncordon(?:s|ed|ing)?\b|\b(?:un|re-?)drain(?:s|ed)?\b|availability\W{1,2}active|schedulable again"
    r"|\bdrain\b.*\s-{1,2}disable|\bdrain ?= ?false|\beligibility\W+(?:-{1,2}enable|eligible)|\beligible again"
    r"|\b(?:enable|resume|allow)s? scheduling|(?:스케줄링?|배치) ?(?:을 ?)?(?:허용|재개)|(?:cordon|드레인) ?해제"
    r"|スケジュール(?:を)?(?:再開|可能|許可)|(?:cordon|ドレイン)(?:を)?解除",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"(?<![A-Za-z-])active(?![A-Za-z-]| (?:connections|requests|sessions))|활성|有効|アクティブ", re.IGNORECASE
)
"""The state that a machine is put back to."""
_NUMBERED = re.compile(
    r"(?:node|worker|host|server|client|노드|워커|호스트|서버|클라이언트|ノード|ワーカー?|ホスト|サーバー?|クライアント)"
    r"[\s_#-]*([a-z]?\d+)",
    re.IGNORECASE,
)


def told(given: Given, message: Message, drained: Set[str], gone: Set[str]) -> Beat | None:
    """What such a message makes of a machine, or of what runs on one; some are `drained`, some `gone`."""
    text = message.label.plain
    if message.end == "cross" or message.number in given.answers or speaking.perhaps(text):
        return None
    if act := _pooled(given, message, drained):
        return act
    cause = Cause("end", text, message.span.line)
    if _TAKES_AGAIN.search(text) or (drained and _ACTIVE.search(text) and _operates(given, message)):
        who = _meant(given, message, drained)
        return beat("start", who, cause=Cause("start", text, message.span.line)) if who else None
    passes_on = bool(drained) and given.role(message.source) is not Role.CLIENT and not _machine(given, message.source)
    if not (passes_on or _operates(given, message)):
        return None
    machines = [id for id in given.nodes if _machine(given, id) and id not in drained]
    if not (moved := _moved(given, message, gone)) and (_EMPTIES.search(text) or _of_machine(given, message)):
        who = _meant(given, message, machines)
        return beat("drain", who, cause=cause) if who else None
    return moved


def _pooled(given: Given, message: Message, drained: Set[str]) -> Beat | None:
    """That who shares out requests, or the list of those it may send to, is told of one that is sent nothing more, or
    something again; where shares are told these say it."""
    text = message.label.plain
    named = [id for id in speaking.others(given, message.target, text) if id != message.source]
    if len(named) > 1:  # `take web-1 out, all to web-2`
        text = _ONWARD.split(text)[0]
        named = [id for id in speaking.others(given, message.target, text) if id in named]
    told = given.role(message.target) is Role.BALANCER and lives.operated(given, message)
    listed = sharing("lists").search(f"{given.name(message.target)} {text}")
    lists = listed and given.role(message.source) is not Role.CLIENT
    if not (told or lists) or len(named) != 1:
        return None
    (who,) = named
    stands = given.role(who) in (Role.SERVER, Role.NODE, Role.THING) or (told and given.role(who) is Role.STORE)
    if not stands or re.search(r"[%％]", text):
        return None
    if who in drained and sharing("joins").search(text):
        return beat("start", who, cause=Cause("start", text, message.span.line))
    goes = who not in drained and sharing("empties").search(text) is not None
    return beat("drain", who, cause=Cause("end", text, message.span.line)) if goes else None


_ONWARD = re.compile(r"(?<=[빼하]고)\s|[,;、]\s*|(?<=し)て、?|\sand\s", re.IGNORECASE)
"""Where an order goes on with another."""


def noted(given: Given, note: Note, drained: Set[str]) -> Beat | None:
    """That a note over a machine says of it that it drains, and nothing else."""
    (who, *others) = dict.fromkeys(note.over)
    text = note.label.plain
    alone = not others and _machine(given, who) and who not in drained and not speaking.perhaps(text)
    found = _EMPTIES.match(text.strip()) if alone else None
    return beat("drain", who, cause=Cause("end", found[0], note.span.line)) if found else None


def _operates(given: Given, message: Message) -> bool:
    runs = sense.says(given.words(message.source), "platform", "scaler") is not None
    return lives.operated(given, message) or runs


def _machine(given: Given, id: str) -> bool:
    """Whether it is one that others run on."""
    kinds = sense.kinds(sense.unbracketed(given.words(id)))
    return "pod" not in kinds and (given.role(id) is Role.NODE or bool(kinds & {"node", "worker"}))


def _of_machine(given: Given, message: Message) -> bool:
    """Whether a machine is told that what runs there has to go."""
    text = message.label.plain
    return _machine(given, message.target) and _EVICTS.search(text) is not None and not _PLACES.search(text)


def _meant(given: Given, message: Message, among: Iterable[str]) -> str:
    """Which of these a message speaks of: the only one that it names, by the number at least; else who gets it."""
    some, text = [*among], message.label.plain
    called = [id for id in speaking.others(given, "", text) if id in some]
    numbers = set(_NUMBERED.findall(text.casefold()))
    called = called or [id for id in some if numbers & {*_NUMBERED.findall(given.name(id).casefold())}]
    if called or numbers:
        return called[0] if len(called) == 1 else ""
    return message.target if message.target in some else ""


def _moved(given: Given, message: Message, gone: Set[str]) -> Beat | None:
    """That what a machine is told of goes there, or comes up there once it has gone elsewhere."""
    text = message.label.plain
    named = [id for id in speaking.others(given, message.target, text) if id != message.source]
    if len(named) != 1 or not _machine(given, message.target) or _machine(given, named[0]):
        return None
    (who,) = named
    if given.role(who) not in (Role.SERVER, Role.THING):
        return None
    read = tidings.read(text, speaking.names(given, who))
    verb = read.verb if read else ""
    line = message.span.line
    if who in gone and (verb in ("start", "recover") or _PLACES.search(text)):
        return beat("start", who, cause=Cause("start", text, line))
    ordered = verb == "stop" or (verb == "fail" and sense.says(text, "end"))  # `停止` alone tells a failure
    ends = who not in gone and (ordered or _EVICTS.search(text))
    return beat("stop", who, cause=Cause("end", text, line)) if ends else None


_PLACES = re.compile(
    r"\b(?:re)?(?:schedul|bind|assign|plac|creat)(?:e[sd]?|s|ing)?\b|스케줄|배치|배정|생성|할당|スケジュール|配置|作成|割り当て",
    re.IGNORECASE,
)
