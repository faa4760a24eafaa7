"""What a sequence's words say of its participants' lives: who starts, ends, fails and comes back."""

from __future__ import annotations

import re

from diagram_anim.model.diagram import FragmentEnd, FragmentSection, FragmentStart, Lifeline, Message, Note
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE

_KNOWN = ("runnable", "new", "old", "server", "balancer", "store", "cache", "queue", "node")

_LIVING = (*BREAKABLE, Role.CONTROLLER, Role.THING)


def born(given: Given, id: str) -> bool:
    """Whether a participant comes only in the course of the sequence."""
    return any(isinstance(event, Lifeline) and event.born and event.actor == id for event in given.sequence.events)


def life(given: Given, message: Message) -> str | None:
    """`start` or `end` where a message says so of the one that gets it, and of nothing else: one to oneself, or one
    from a controller or somebody who operates the system."""
    own = message.source == message.target
    if (own and message.end == "cross") or not (own or operated(given, message)):
        return None
    for verb in ("start", "end"):
        text = message.label.plain
        clauses = (text, sense.unbracketed(text), _CLAUSES.split(text)[0])
        hit = next(
            (hit for text in clauses if (hit := _said_of(given, message.target, text, verb, told=not own))), None
        )
        words = given.words(message.target)
        made = sense.kinds(words) & _MADE or sense.says(words, "release")
        sure = own or made or sense.kinds(message.label.plain) or (hit and hit.says("signal"))
        if hit and sure and _may(given, message, verb):
            return verb
    comes = not own and sense.says(message.label.plain, "start", "grow") and not sense.says(message.label.plain, "end")
    fresh = sense.says(given.words(message.target), "new", "canary", "green") and given.role(message.target) in _LIVING
    text = sense.unplaced(message.label.plain)
    short = sense.only(text, ("start", "grow"), _STARTED, _names(given, message.target))
    return "start" if comes and fresh and short and _may(given, message, "start") else None


_STARTED = ("runnable", "new", "server", "unit", "copies", "release", "node", "manage")
"""What a message may name beside that something starts."""


def operated(given: Given, message: Message) -> bool:
    """Whether a message comes from a controller, or from somebody or something that operates the system."""
    if message.source == message.target or message.end == "cross":
        return False
    by = given.name(message.source)
    if given.role(message.source) is Role.NODE and sense.kinds(given.words(message.target)) & _MADE:
        return True  # a node runs its pods
    return given.role(message.source) is Role.CONTROLLER or sense.ends_in(by, "operator") is not None


def restarted(given: Given, message: Message) -> Hit | None:
    """The word with which one who operates the system restarts the one who gets the message."""
    text = message.label.plain
    hit = sense.says(text, "restart") if operated(given, message) and not text.rstrip().endswith(("?", "？")) else None
    return hit if hit and not _others(given, message.target, text) and given.role(message.target) in _LIVING else None


def gauged(given: Given, message: Message) -> figures.Level | None:
    """What a part of the system says of its own gauge to one who watches."""
    watching = given.role(message.target) is Role.CONTROLLER or sense.says(
        given.words(message.target), "watcher", "observer"
    )
    told = watching and message.source != message.target and given.role(message.source) in BREAKABLE
    return figures.level(message.label.plain) if told and message.end != "cross" else None


def scaled(given: Given, message: Message) -> tuple[int, int] | None:
    """From how many copies to how many one who operates the system takes the one who gets the message."""
    text = message.label.plain
    copies = figures.target(text) or _added(given, message) if operated(given, message) else None
    grows = copies and copies[0] != copies[1] and sense.says(text, "grow", "copies", "unit")
    return copies if grows and given.role(message.target) in (Role.SERVER, Role.THING) else None


def _added(given: Given, message: Message) -> tuple[int, int] | None:
    """That there comes to be one more of a part whose gauge was read before, or as many as the message says."""
    read = any(one.source == message.target and gauged(given, one) for one in given.sequence.messages[: message.number])
    more = sense.only(message.label.plain, ("start", "grow"), ("runnable", "new", "unit", "copies", "server"))
    return (1, 1 + (figures.added(message.label.plain) or 1)) if read and more else None


def _may(given: Given, message: Message, verb: str) -> bool:
    """What has spoken before can't begin, and what speaks afterwards hasn't ended."""
    if verb == "start":
        before = given.sequence.messages[: message.number - 1]
        others = [one for one in before if given.role(one.source) is not Role.CONTROLLER]
        return not any(message.target in (one.source, one.target) for one in others if one.source != one.target)
    return last_word(given, message) is not None


def last_word(given: Given, message: Message) -> int | None:
    """The number of the message with which a participant that is told to end has ended: its last answer, or the
    message itself where it says nothing more; None where it goes on working."""
    later = [one for one in given.sequence.messages[message.number :] if one.source == message.target]
    own = message.source == message.target
    if own and later:
        return None
    signalled = sense.says(message.label.plain, "signal") is not None  # it ends by itself, in good order
    answers = signalled or all(one.target == message.target or _answers(one, message) for one in later)
    return (later[-1].number if later else message.number) if answers else None


def _answers(reply: Message, message: Message) -> bool:
    return reply.line != "solid" and reply.target == message.source


def sure(given: Given) -> list[bool]:
    """Of each event, whether it happens in any case: not in one of several branches, and not only perhaps."""
    found, perhaps = [], []
    for event in given.sequence.events:
        if isinstance(event, FragmentStart):
            perhaps.append(event.kind in ("alt", "opt", "break"))
        elif isinstance(event, FragmentSection) and event.kind == "option":
            perhaps[-1] = True
        elif isinstance(event, FragmentEnd):
            perhaps.pop()
        found.append(not any(perhaps))
    return found


def fate(given: Given, who: str, text: str) -> tuple[str, str] | None:
    """`fail` or `recover`, with the word, where a text or a clause of it says so of a participant and of nothing
    else."""
    bare, asked = sense.unbracketed(text), text.rstrip().endswith(("?", "？"))
    clauses = [] if asked else [bare, sense.without_reason(bare), *_CLAUSES.split(text)]
    for clause in dict.fromkeys((text, *clauses)):
        for verb, senses in (("fail", ("outage",)), ("fail", ("failure",)), ("recover", ("heal",))):
            hit = _said_of(given, who, clause, *senses)
            if hit and verb == "fail" and hit.says("end") and sense.says(clause, "old"):
                continue
            concrete = sense.kinds(clause) or sense.says(clause, *(role.value for role in BREAKABLE))
            if hit and (senses != ("failure",) or concrete or _named(given, who, clause)):
                return verb, hit.word
    return None


def failing(given: Given, note: Note) -> tuple[str, str] | None:
    """`fail`, with the word, where a note over one participant says nothing but "failure", and a message to or from it
    gets lost afterwards."""
    who = note.over[0]
    hit = sense.only(note.label.plain, ("failure",), ("found",)) if len(set(note.over)) == 1 else None
    later = given.sequence.messages[_before(given, note) :]
    silent = any(one.end == "cross" and who in (one.source, one.target) for one in later)
    return ("fail", hit.word) if hit and silent and given.role(who) in _LIVING else None


def ended(given: Given, note: Note) -> Hit | None:
    """The word with which a note says of the one participant under it that it ends, where nothing is heard from it
    afterwards."""
    who = note.over[0]
    if len(set(note.over)) > 1:
        return None
    later = [one for one in given.sequence.messages[_before(given, note) :] if who in (one.source, one.target)]
    clauses = (note.label.plain, _CLAUSES.split(note.label.plain)[-1])
    hits = (_said_of(given, who, text, "end") for text in clauses)
    return None if later else next((hit for hit in hits if hit), None)


def _before(given: Given, note: Note) -> int:
    """How many messages stand before a note."""
    events = given.sequence.events
    return sum(isinstance(event, Message) for event in events[: events.index(note)])


def meant(given: Given, who: str, text: str) -> str:
    """Of whom a text speaks that stands with one: of the only other one that it names, else of itself."""
    others = _others(given, who, text)
    return others[0] if len(others) == 1 and not _named(given, who, text) else who


def broken(given: Given, message: Message) -> tuple[str, str] | None:
    """Who fails, with the word, where a message that never arrives says so: the one it names, else the one from whom
    an answer or to whom a request was under way. One who can't be reached, and for whom another comes in, has failed
    too, unless words tell that only the network did."""
    killed = sense.says(message.label.plain, "killed")
    if sense.says(message.label.plain, "signal"):
        killed = killed or sense.says(message.label.plain, "outage")
    if killed and message.line == "solid" and sense.kinds(given.words(message.target)):
        return message.target, killed.word
    if message.end != "cross":
        return None
    if message.source == message.target:
        ended = _said_of(given, message.source, message.label.plain, "outage", "end")
        return (message.source, ended.word) if ended else None
    ends = (message.target, message.source) if message.line == "solid" else (message.source, message.target)
    text = "" if sense.says(message.label.plain, "silent") else sense.bare(message.label.plain)
    silent = sense.says(text, "outage", "end") if sense.says(text, "alive") else None
    if silent:  # whose sign of life fails to come is the one who has fallen silent
        return message.source, silent.word
    for who in sorted(ends, key=lambda id: not _named(given, id, text)):
        hit = next(
            (hit for part in (text, *_CLAUSES.split(text)) if (hit := _said_of(given, who, part, "outage"))), None
        )
        if hit and not _works_on(given, who, message):
            return who, hit.word
    later = given.sequence.messages[message.number :]
    heir = next((one for one in later if one.target not in ends and promoted(given, one)), None)
    said = [event.label.plain for event in given.sequence.events if isinstance(event, Message | Note)]
    split = any(sense.says(text, "partition") for text in said)
    if heir and not split and given.role(ends[0]) in (Role.STORE, Role.CACHE, Role.SERVER, Role.NODE):
        return ends[0], message.label.plain
    return None


def _works_on(given: Given, who: str, message: Message) -> bool:
    """Whether a participant goes on afterwards as if nothing had happened to it."""
    events = given.sequence.events
    for event in events[events.index(message) + 1 :]:
        if isinstance(event, Message | Note) and sense.says(event.label.plain, "heal", "start"):
            return False
        if isinstance(event, Message) and event.source == who:
            return event.end != "cross"
    return False


def promoted(given: Given, message: Message) -> Hit | None:
    """The word with which a message says of the one that gets it that it comes in for another."""
    text = message.label.plain
    lives = message.end != "cross" and given.role(message.target) in _LIVING
    return sense.says(text, "promote") if lives and not text.rstrip().endswith(("?", "？")) else None


_CLAUSES = re.compile(
    r"\s*(?:[,;。、]|(?<=\S)\s(?:및|후|다음)\s|してから|した後に?|、その後|\b(?:then|before|and)\b|\s/\s|\.(?=\s|$)|\s[–—-]\s)\s*"
)


_UNITS = {"version", "container", "pod", "instance", "replica", "worker"}
"""Kinds that are called by one another's names."""


_MADE = {"pod", "container"}

_UNNAMED = (Role.SERVER, Role.NODE)

_ANY = {"server", "node", "instance"}


def _said_of(given: Given, who: str, text: str, *senses: str, told: bool = False) -> Hit | None:
    """The word with one of these senses in a text that speaks of this participant and of nothing else; one who is
    `told` by a controller may be called by any unit's name."""
    if given.role(who) not in _LIVING:
        return None
    known = (*_KNOWN, "route") if sense.says(text, "signal") else _KNOWN
    hit = sense.only(text, senses, known, _names(given, who))
    if hit is None:
        return None
    if sense.several(text) and not sense.several(given.words(who)) and not _named(given, who, text):
        return None  # "evict pods" speaks of what runs on the node
    said, own = sense.kinds(text), sense.kinds(given.words(who)) | {"any"}
    if sense.version(given.words(who)) or given.role(who) is Role.SERVER:
        own.add("version")
    if own == {"any"} and given.role(who) in (*_UNNAMED, Role.THING, Role.CONTROLLER) and "outage" in senses:
        own |= _ANY  # of a participant that is called by no kind, "server down" can but mean itself
    concrete = own - _UNITS - {"any"}
    if own & _UNITS and (told or not concrete):
        own |= _UNITS
    named = _named(given, who, text)
    if said and not (said & own or named) or (told and not named and _others(given, who, text)):
        return None  # who is told to end an instance isn't the instance
    made = told and bool(own & _MADE)  # a pod that is told "create" is created; a worker may create something
    return hit if said or named or made or not hit.says("needs") else None


def _named(given: Given, who: str, text: str) -> bool:
    """Whether a text calls a participant by name; a name like that of an act calls the act."""
    names = (name for name in _names(given, who) if len(name) > 1 and not sense.only(name, ("action",), ()))
    return any(name.casefold() in text.casefold() for name in names)


def struck(given: Given, note: Note) -> str | None:
    """The participant that a note speaks of: the only one under it, or the only one that it names, of those under it
    or of all."""
    if len(set(note.over)) == 1:
        return note.over[0]
    ids = list(given.nodes)
    ends = sorted(ids.index(id) for id in note.over)
    called = _others(given, "", note.label.plain)
    named = [id for id in called if ends[0] <= ids.index(id) <= ends[-1]] or called
    return named[0] if len(named) == 1 else None


def _others(given: Given, who: str, text: str) -> list[str]:
    """Which other participants a text calls by name, as a word of its own."""
    words = " ".join(re.findall(r"\w+", text.casefold()))
    others = {id: _names(given, id) for id in given.nodes if id != who and _named(given, id, text)}
    return [
        id
        for id, names in others.items()
        if any(re.search(rf"\b{re.escape(name.casefold())}(?![a-z0-9])", words) for name in names if len(name) > 1)
    ]


def _names(given: Given, id: str) -> tuple[str, ...]:
    """What a participant is called; `마스터` is the master DB, and `master` the MySQL master, where no other is called
    so."""
    first, _, kind = given.name(id).rpartition(" ")
    others = [given.name(one).casefold() for one in given.nodes if one != id]
    halves = ((first, sense.role(kind)), (kind, sense.role(first)))
    alone = (
        half
        for half, known in halves
        if known and len(half) > 1 and not any(half.casefold() in other for other in others)
    )
    return (id, given.name(id), sense.unbracketed(given.name(id)), given.words(id), *alone)
