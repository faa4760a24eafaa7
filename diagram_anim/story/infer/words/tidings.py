"""What befalls one part by words that tell it, wherever they stand; and what notes and messages tell so.

Comes in: a text, and whom it speaks of. Goes out: a beat. Each place decides only of whom its words speak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.model.system import Role
from diagram_anim.story import paces, sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import called, copying, cycled, lives, speaking
from diagram_anim.story.infer.words.ceased import ceased, goes_on
from diagram_anim.story.language import tidings
from diagram_anim.story.language.bearing import Tiding
from diagram_anim.story.language.events import WHO
from diagram_anim.story.outcomes import BREAKABLE

_RULES = {
    "fail": "outage",
    "recover": "recovery",
    "start": "start",
    "stop": "end",
    "lead": "promotion",
    "degrade": "slowness",
    "drain": "end",
}

USUAL = 0.5
"""Seconds that an answer takes of one that isn't slow."""


@dataclass(frozen=True, slots=True)
class Told:
    """`act` befalls its target; `words` say it by one `word`, `sure` where that can mean nothing else; `before` is how
    many copies there were of what is scaled."""

    act: Beat
    words: str
    word: str = ""
    sure: bool = True
    before: int = 0

    @property
    def more(self) -> bool:
        """Whether it says only how many more there come to be, and not from or to how many."""
        return self.act.verb == "scale" and self.before == 1


def read(text: str, who: str, names: Sequence[str], line: int | None, *, scales: bool = False) -> Told | None:
    """What a text tells of one part: how many copies there come to be, or what happens to it. Who `scales` it says the
    first by a bare number, too."""
    if copies := copying.copies(text, scales=scales):
        before, to = copies
        return Told(beat("scale", who, cause=Cause("scale", text.strip(), line), to=to), text, before=before)
    found = tidings.read(text, names)
    if found is None and (slow := paces.slowed(text)) is not None:
        found = Tiding("degrade" if slow else "recover", text.strip(), 0, len(text), True)
    return befalls(found, text, who, line) if found else None


def readings(text: str, who: str, names: Sequence[str], line: int | None) -> list[Told]:
    """All that a text tells of one part, where one thing befalls it after another; else the one that it tells."""
    one = read(text, who, names, line)
    if one is None or one.act.verb == "scale":
        return [one] if one else []
    return [befalls(found, text, who, line) for found in tidings.course(text, names)] or [one]


def befalls(found: Tiding, text: str, who: str, line: int | None) -> Told:
    """What a text tells of one, as a beat."""
    cause = Cause(_RULES[found.verb], found.word, line)
    slow = {"latency": lasts} if found.verb == "degrade" and (lasts := paces.lasting(text)) else {}
    act = beat(found.verb, who, cause=cause, **slow)
    if found.verb == "lead":
        act = beat("highlight", who, cause=cause, tone="healthy")
    return Told(act, text, found.word, found.sure)


def by_note(given: Given, note: Note, failed: Set[str], slow: Set[str]) -> Told | None:
    """What a note tells of the one it speaks of, where what follows doesn't belie it; some have `failed`, some are
    `slow`."""
    who, text = speaking.struck(given, note), note.label.plain
    another = who is not None and speaking.of_another(given, who, text)
    another = another or (who is not None and speaking.notices(given, who, text))
    if who is None or another or tidings.of_breaker(text) or sense.says(text, "rift", "partition"):
        return None
    told = read(text, who, speaking.names(given, who), note.span.line)
    takes = paces.takes(text)
    if told is None and takes is not None and takes >= paces.LONG:
        told = befalls(Tiding("degrade", text.strip(), 0, len(text), True), text, who, note.span.line)
    now = [takes] if takes is not None else paces.paces(text) if who in slow else []
    if told is None and who in slow and now and now[0] <= USUAL:
        told = Told(beat("recover", who, cause=Cause("recovery", text.strip(), note.span.line)), text)
    if who in slow | failed and (told is None or told.act.verb in ("stop", "degrade")) and ceased(given, note, who):
        told = Told(beat("recover", who, cause=Cause("recovery", text.strip(), note.span.line)), text)
        return _so(given, told, note, failed, slow)
    return _so(given, told, note, failed, slow) if told and _breaks(given, told) and fits(given, told) else None


def by_message(given: Given, message: Message, failed: Set[str], slow: Set[str]) -> Told | None:
    """What a message tells of the one who sends it to itself, or of whom somebody who operates or watches speaks to."""
    own, text = message.source == message.target, message.label.plain
    if down := _signs_off(given, message, failed):
        return down
    if message.number in given.answers and not own:
        return _gone(given, message) or _unheard(given, message, failed) or _late(given, message, failed, slow)
    manages = given.role(message.target) is Role.CONTROLLER and sense.says(text, "contained")
    if manages or (own and tidings.reported(text)) or (not own and lives.run_there(text)):
        return None  # a state of what it manages, what it notices, or what runs there
    struck = sense.says(text, "killed", "strike") and message.end != "cross"
    who = message.target
    revives = who in failed and message.source not in failed and _answers_on(given, message)
    if not (own or struck or revives or _orders_by(given, message)):
        return _late(given, message, failed, slow)
    another = speaking.of_another(given, who, text) or (not own and _EXITED.search(text))
    if another or speaking.others(given, message.source, text) not in ([], [who]):
        return None  # it is told of another
    told = read(text, who, speaking.names(given, who), message.span.line, scales=copying.scales(given, message))
    if told is None or not _breaks(given, told) or not (fits(given, told) or _mended(given, told, failed)):
        return None
    there = told.act.verb == "start" and cycled.deployed(given, message)
    orders = (own or _orders_by(given, message) or revives) and not there
    return _so(given, told, message, failed, slow) if orders or told.act.verb == "fail" else None


_EXITED = re.compile(r"\b(?:exit|status)(?: ?(?:code|status))? ?\d+|종료 ?코드|終了コード", re.IGNORECASE)


def _answers_on(given: Given, message: Message) -> bool:
    """Whether one who is told something speaks afterwards."""
    later = given.sequence.messages[message.number :]
    return message.end != "cross" and any(one.source == message.target and one.end != "cross" for one in later)


def _signs_off(given: Given, message: Message, failed: Set[str]) -> Told | None:
    """That who sends a message is down, where it begins with a cross and says nothing else (`❌ crashed`): an answer,
    or one to who asks, shares out or watches."""
    who, to, text = message.source, given.role(message.target), message.label.plain
    answers = message.number in given.answers or to in (Role.CLIENT, Role.BALANCER, Role.CONTROLLER)
    if who == message.target or not answers or given.role(who) not in BREAKABLE or sense.unpictured(text) == text:
        return None
    hit = sense.only(sense.unpictured(text), ("outage",), ("state",))
    if hit is None or hit.says("timeout", "silent") or given.role(who) is Role.BALANCER:
        return None
    cause = Cause("outage", hit.word, message.span.line)
    return _so(given, Told(beat("fail", who, cause=cause), text, hit.word), message, failed, set())


def _gone(given: Given, message: Message) -> Told | None:
    """An answer says of who gives it that it has ended, and nothing else; it is its last word."""
    who, text = message.source, sense.unbracketed(message.label.plain)
    found = tidings.read(text, speaking.names(given, who))
    served = given.role(message.target) is Role.CLIENT
    if found is None or found.verb != "stop" or re.search(r"\d", text) or message.end == "cross" or served:
        return None
    bare = tidings.bare(text, found) and (found.sure or _orders_back(given, message))
    later = given.sequence.messages[message.number :]
    over = not any(who in (one.source, one.target) for one in later) and given.role(who) in BREAKABLE
    told = Told(beat("stop", who, cause=Cause("end", found.word, message.span.line)), text, found.word)
    return told if bare and over and not sense.several(given.words(who)) else None


def _orders_back(given: Given, message: Message) -> bool:
    """Whether who gets an answer has told the one that gives it to end."""
    before = [one for one in given.sequence.messages[: message.number - 1] if one.target == message.source]
    return any(sense.says(one.label.plain, "end", "signal") for one in before)


def _unheard(given: Given, message: Message, failed: Set[str]) -> Told | None:
    """An answer that never arrives says that who owes it is down, where that one is never heard again."""
    if message.end != "cross":
        return None
    who = message.source
    told = read(message.label.plain, who, speaking.names(given, who), message.span.line)
    sure = told is not None and told.act.verb == "fail" and told.sure and given.role(who) in BREAKABLE
    sure = sure and not sense.says(message.label.plain, "rift", "partition") and not tidings.of_tie(message.label.plain)
    later = given.sequence.messages[message.number :]
    speaks = any(one.source == who and one.end != "cross" for one in later)
    speaks = speaks or any(one.target == who and lives.operated(given, one) for one in later)
    return _so(given, told, message, failed, set()) if told and sure and not speaks else None


def _late(given: Given, message: Message, failed: Set[str], slow: Set[str]) -> Told | None:
    """That one answers slowly: an answer says so of who sends it, a request of the store that it asks."""
    answers = message.number in given.answers
    who = message.source if answers else message.target
    if not (given.role(who) in BREAKABLE if answers else given.role(who) in (Role.STORE, Role.CACHE)):
        return None
    told = read(message.label.plain, who, speaking.names(given, who), message.span.line)
    sure = told is not None and told.act.verb == "degrade" and told.sure and not speaking.perhaps(told.words)
    return _so(given, told, message, failed, slow) if told and sure else None


def _mended(given: Given, told: Told, failed: Set[str]) -> bool:
    """Whether what has failed comes back, by whatever name its kind is called: its container is restarted."""
    (who,) = told.act.targets
    back = who in failed and told.act.verb in ("recover", "start")
    return back and not speaking.of_others(given, who, sense.kinds(told.words))


def _orders_by(given: Given, message: Message) -> bool:
    """Whether a message comes from who operates, watches or runs the one that gets it."""
    words = given.words(message.source)
    runs = sense.says(words, "watcher", "observer", "launcher", "platform", "scaler")
    return message.end != "cross" and (lives.operated(given, message) or runs is not None)


_COPIED = (Role.SERVER, Role.NODE, Role.THING, Role.CACHE)
"""Of what there may be copies."""


def copied(given: Given, who: str) -> bool:
    """Whether there may be copies of a part."""
    return given.role(who) in _COPIED or (given.role(who) is Role.CLIENT and called.app(given, who))


def fits(given: Given, told: Told, *, ordered: bool = False, own: bool = False) -> bool:
    """Whether what happens may happen to a part of its kind; what its `own` card dates needs no word for what it is."""
    (who,) = told.act.targets
    if told.act.verb == "scale" and not copied(given, who):
        return False
    if told.act.verb == "scale" and not sense.kinds(told.words) - copying.CALLED:
        return True  # whatever copies of it are called
    if told.act.verb in ("start", "stop") and sense.several(given.words(who)):
        return False  # of many it is told of one
    if told.act.verb == "highlight" and not sense.kinds(told.words) - {"any", "store"}:
        return True  # a primary is called so because it leads
    emptied = ordered and _EMPTIED.fullmatch(told.words.strip())
    vague = told.act.verb in ("start", "stop") and not told.sure and not emptied
    if vague and not own and not (sense.kinds(told.words) or tidings.calls(told.words, speaking.names(given, who))):
        return False
    return speaking.fits(given, who, told.words, failing=told.act.verb == "fail", told=ordered)


_EMPTIED = re.compile(r"(?:evict|drain)(?:s|ed|ing)?", re.IGNORECASE)
"""What is ordered of nothing but what runs, or of what things run on."""


def _breaks(given: Given, told: Told | None) -> bool:
    """Whether it is told of a part of a system, or of what is called as one of several is; of one of no known role only
    in words that can mean nothing else, and don't call it by its name."""
    if told is None:
        return False
    (who,) = told.act.targets
    name = given.name(who)
    several = sense.unnumbered(name) != name or sense.INSTANCE.match(name) or sense.kinds(name) - {"any"}
    open_role = given.role(who) in (Role.THING, Role.CONTROLLER)
    if given.role(who) in BREAKABLE or (given.role(who) is Role.THING and several):
        return True
    plainly = told.sure and told.act.verb in ("fail", "recover", "restart", "degrade") and WHO not in told.word
    leads = told.sure and told.act.verb == "highlight" and several
    return open_role and (plainly or bool(leads))


_TIMEOUT = re.compile(r"time(?:s|d)?[\s-]?outs?|타임아웃|タイムアウト", re.IGNORECASE)


def _so(given: Given, told: Told, event: Note | Message, failed: Set[str], slow: Set[str]) -> Told | None:
    """What is told of a participant, as far as it fits what it does before and afterwards."""
    (who,), verb = told.act.targets, told.act.verb
    events = given.sequence.events
    if told.more:
        to = told.act.args["to"] - 1 + copying.there(given, who, event)
        return replace(told, act=replace(told.act, args={**told.act.args, "to": to}))
    place = events.index(event)
    spoken = [one for one in events[:place] if isinstance(one, Message) and who in (one.source, one.target)]
    spoken = [one for one in spoken if one.source != one.target and not lives.operated(given, one)]
    if who in failed:
        back = verb in ("recover", "start", "restart")
        return replace(told, act=replace(told.act, verb="recover")) if back else None
    if who in slow and verb in ("recover", "degrade"):
        return told if verb == "recover" else None
    if verb == "recover":
        again = sense.says(told.words, "restart")
        return replace(told, act=replace(told.act, verb="restart")) if again else None
    if verb == "start":
        return None if spoken else told
    if verb == "highlight":
        peers = [id for id in given.nodes if sense.unnumbered(given.name(id)) == sense.unnumbered(given.name(who))]
        return told if told.sure and (failed or len(peers) > 1) else None
    if verb == "stop" and any(isinstance(one, Message) and one.target == who for one in events[place + 1 :]):
        return None
    if verb == "fail" and _TIMEOUT.fullmatch(told.word) and any(one.source == who for one in spoken):
        return None  # it has waited in vain for others
    if verb in ("fail", "stop"):
        return None if goes_on(given, who, events[place + 1 :]) else told
    return told
