"""Who leads by a lease: of several of a kind the one to whom it is granted, until it lapses and another gets it.

Comes in: a sequence in which several of a kind ask one for the same lease, by which one of them leads. Goes out: who
leads from which message on. A lock on a piece of work, or an address that is leased, makes nobody lead.
"""

from __future__ import annotations

import re

from diagram_anim.model.diagram import Message
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once

_ASKS = re.compile(
    r"\bacquir|\bclaim|\bgrab|\bobtain|\btake\b|\b(?:create|update|put|get|patch|grant)\b|\bholder|\bSET\b.*\bNX\b"
    r"|획득|취득|잡기|요청|생성|갱신 시도|取得|獲得|要求|作成",
    re.IGNORECASE,
)
_LEADS = re.compile(r"\bleases?\b|leader|\bholder|리스(?!트)|리더|임대|リース|リーダー|임차", re.IGNORECASE)
_READS = re.compile(r"\b(?:get|read|check|watch)\b|조회|확인|確認|参照", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:held|den\w+|reject\w*|refus\w*|taken|conflict|nil|null|no|not|fail\w*|already|exists|locked|busy|false|holder)\b"
    r"|\b4\d\d\b|실패|거부|거절|보유|점유|충돌|이미|失敗|拒否|保持|使用中|競合|既に|不可",
    re.IGNORECASE,
)


@once
def lease(given: Given) -> str:
    """Who grants the lease for which several of a kind ask; "" without one."""
    for id in given.nodes:
        asking = {one.source for one in given.sequence.messages if one.target == id != one.source and _asks(given, one)}
        names = {sense.unnumbered(given.name(one)).casefold() for one in asking}
        if len(asking) > 1 and len(names) == 1 and all(given.name(one).casefold() not in names for one in asking):
            return id
    return ""


def _asks(given: Given, message: Message) -> bool:
    """Whether a message asks for the lease: by its own words, or of who is called so."""
    text = message.label.plain
    about = _LEADS.search(f"{text} {given.words(message.target)}")
    return about is not None and _ASKS.search(text) is not None and message.line == "solid" != message.end


def asked(given: Given, message: Message) -> bool:
    """Whether a message asks for a lease, or answers who does: nobody comes in for another by its words alone."""
    granting = lease(given)
    return bool(granting) and granting in (message.source, message.target) and message.source != message.target


def taken(given: Given, message: Message, leader: str) -> tuple[str, str] | None:
    """Who leads from a message on by which it gets the lease, with its words, unless it leads already."""
    granting = lease(given)
    if not granting or message.source != granting or message.end == "cross" or _DENIED.search(message.label.plain):
        return None
    who = message.target
    before = [
        one for one in given.sequence.messages[: message.number - 1] if {who, granting} == {one.source, one.target}
    ]
    last = before[-1] if before else None
    if last is None or last.source != who or who == leader:
        return None
    wants = _asks(given, last) and not (_READS.search(last.label.plain) and "holder" not in last.label.plain.lower())
    return (who, last.label.plain) if wants else None
