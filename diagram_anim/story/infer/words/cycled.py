"""Ends and starts that are none: of one of several copies, of who comes back at once or is heard again, of who gets a
new version."""

from __future__ import annotations

import re

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import speaking
from diagram_anim.story.language import tidings
from diagram_anim.story.language.lexicon import Hit, find


def cycled(given: Given, message: Message) -> Hit | None:
    """The word with which a message says that the one it ends comes back (`terminate and recreate`): no other in its
    place, not as something that may only come about, not to who only hears of it, and not where a note tells that."""
    text, events = message.label.plain, given.sequence.events
    notes = (one for one in events[events.index(message) :] if isinstance(one, Note) and message.target in one.over)
    if given.role(message.target) is Role.CONTROLLER or any(sense.says(one.label.plain, "heal") for one in notes):
        return None
    if bounce := _BOUNCED.search(text):
        return None if speaking.perhaps(text) else Hit(bounce[0], frozenset({"restart"}), *bounce.span())
    told = None if speaking.perhaps(text) or sense.says(text, "new", "fresh", "old") else tidings.read(text)
    hits = find(text)
    if told and told.verb not in ("recover", "start"):
        return None
    if told is None and not (_answers(given, message) and len([hit for hit in hits if hit.says("kind.version")]) > 1):
        return None
    ends = [hit.start for hit in hits if hit.says("end", "killed")]
    back = [hit for hit in hits if hit.says("heal", "restart", "start") and not hit.says("manage")]
    return back[-1] if ends and back and ends[0] < back[-1].start else None


def _answers(given: Given, message: Message) -> bool:
    """Whether who gets a message speaks afterwards."""
    return any(one.source == message.target for one in given.sequence.messages[message.number :])


_BOUNCED = re.compile(
    r"(?:내렸다|껐다|중지했다|정지했다)가?\s?(?:다시\s?)?(?:올리|올림|올린|올려|켜|켬|켠|띄|기동|시작)"
    r"|(?:落として|止めて|停止して)(?:から)?(?:再び|再度|また)?(?:上げ|立ち上げ|起動)|停止(?:→|・|／|/)起動"
    r"|\b(?:bounce|power[- ]cycle|stop(?:s|ped)? and starts?|turn(?:s|ed)? (?:it )?off and on"
    r"|(?:take|took|bring|brought)s? (?:it )?down and (?:bring |brought |back )?(?:it )?(?:back )?up)\b",
    re.IGNORECASE,
)
"""What is taken down and brought up again."""


def left(given: Given, message: Message) -> int:
    """How many of a set of copies are left where a message ends one of them, as others end the others: `stop 1 of 3`,
    `Terminate pod v1-1` before `v1-2`; 0 where it ends the last, or what it ends is no set."""
    place, many = _among(given, message)
    return max(many - place, 0)


def _among(given: Given, message: Message) -> tuple[int, int]:
    """The how manieth of how many copies a message speaks of."""
    text = message.label.plain
    if found := _OF.search(text):
        first, second = int(found[1] or found[4]), int(found[2] or found[3])
        return first, second
    words = given.words(message.target)
    held = figures.many(words) or next((int(one) for one in _HELD.findall(words)), 0)
    alike = [one for one in given.sequence.messages if _alike(one, message)]
    told = {one.label.plain for one in alike}
    if len(alike) < 2 or (len(told) < 2 and not (held or sense.several(words))):
        return 1, 1
    return alike.index(message) + 1, max(len(alike), held)


def _alike(one: Message, other: Message) -> bool:
    """Whether two messages between the same two say the same, but for numbers."""
    ends = (one.source, one.target) == (other.source, other.target)
    return ends and _NUMBER.sub("#", one.label.plain) == _NUMBER.sub("#", other.label.plain)


_NUMBER = re.compile(
    r"\d+|\b(?:first|second|third|fourth|last)\b|첫 ?번째|두 ?번째|세 ?번째|네 ?번째|마지막|最初|最後", re.IGNORECASE
)
_OF = re.compile(r"(\d+)\s?(?:of|/)\s?(\d+)|(\d+)\s?(?:개|대|台|個)?\s?(?:중|のうち|中の?)\s?(\d+)", re.IGNORECASE)
"""`1 of 3`, `3개 중 1`."""

_HELD = re.compile(r"(?<![\w.])(\d+)\s?(?:pods?|replicas?|instances?|servers?|copies|개|대|台|個)(?!\w)", re.IGNORECASE)
"""How many copies a name says that a set holds: `ReplicaSet v1 (3 pods)`."""


def deployed(given: Given, message: Message) -> bool:
    """Whether a message brings something onto who is there already, and answers: that starts nobody."""
    who, text = message.target, message.label.plain
    words = given.words(who)
    new = sense.says(words, "new", "canary", "green", "fresh") or sense.version(words) or "pod" in sense.kinds(words)
    answers = any(one.source == who != one.target for one in given.sequence.messages[message.number :])
    return answers and not new and given.role(who) in (Role.SERVER, Role.NODE) and _DEPLOYS.search(text) is not None


_DEPLOYS = re.compile(r"배포|デプロイ|\bdeploy|릴리[스즈]|リリース|\brelease|\broll out", re.IGNORECASE)


def heard(given: Given, message: Message) -> bool:
    """Whether a message is a sign of life that gets lost, and who sends it lives on: it is heard again before anything
    tells that it is back, gives up its lead, or another such sign of it follows at once, which then counts."""
    if message.end != "cross" or message.source == message.target or not sense.says(message.label.plain, "alive"):
        return False
    events = given.sequence.events
    later = events[events.index(message) + 1 :]
    after = next((one for one in later if isinstance(one, Message)), None)
    if after and after.source == message.source and after.end == "cross" and sense.says(after.label.plain, "alive"):
        return True
    for one in later:
        if isinstance(one, Note):
            mine, text = {*one.over} == {message.source}, one.label.plain
        elif isinstance(one, Message):
            mine, text = one.source == message.source, one.label.plain
        else:
            continue
        if mine and _YIELDS.search(text):
            return True
        if mine and sense.says(text, "outage", "failure", "heal", "start"):
            return False
        if mine and isinstance(one, Message) and one.end != "cross":
            return True
    return False


_YIELDS = re.compile(
    r"강등|물러|降格|退(?:く|い|任)|\bstep(?:s|ped|ping)?[ -]down|\bdemot|\b(?:become|turn)\w* (?:a |into )?follower"
    r"|팔로워로 (?:전환|내려)|フォロワーに(?:なる|戻る|移行)",
    re.IGNORECASE,
)
"""Who gives up its lead is there to do so."""
