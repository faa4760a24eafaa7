"""What a sequence's words say of its participants' lives: who starts and ends, and what one who operates them does."""

from __future__ import annotations

import re

from diagram_anim.model.diagram import FragmentEnd, FragmentSection, FragmentStart, Lifeline, Message, Note
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import cycled, levels, speaking
from diagram_anim.story.language import tidings
from diagram_anim.story.language.events import counted
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE


def born(given: Given, id: str) -> bool:
    """Whether a participant comes only in the course of the sequence."""
    return any(isinstance(event, Lifeline) and event.born and event.actor == id for event in given.sequence.events)


def life(given: Given, message: Message) -> str | None:
    """`start` or `end` where a message says so of the one that gets it, and of nothing else: one to oneself, or one
    from a controller or somebody who operates the system; what is new may be started by anything but a client."""
    own = message.source == message.target
    if (own and message.end == "cross") or killed(given, message) or cycled.cycled(given, message):
        return None
    verbs = ("end",) if cycled.deployed(given, message) else ("start", "end")
    for verb in verbs if own or operated(given, message) else ():
        text = message.label.plain
        pieces = speaking.CLAUSES.split(text)
        clauses = (text, sense.unbracketed(text), pieces[0], pieces[-1])
        told_of = (one for one in clauses if not (tidings.of_work(one) or run_there(one)))
        hits = (speaking.said_of(given, message.target, one, verb, told=not own) for one in told_of)
        hit = next((one for one in hits if one), None)
        words = given.words(message.target)
        made = sense.kinds(words) & speaking.MADE or sense.says(words, "release")
        bare = any(sense.only(one, (verb,), ()) for one in clauses)
        told = not own and bare and given.role(message.target) in (*_RUNNING, Role.THING, Role.STORE)
        told = told and (given.role(message.source) is Role.CONTROLLER or verb == "end" or bool(sense.version(words)))
        sure = own or made or told or sense.kinds(text) or sense.numbered(text) or (hit and hit.says("signal"))
        if hit and sure and _may(given, message, verb):
            return verb
    by = () if own else speaking.names(given, message.source)
    comes = not own and message.end != "cross" and given.role(message.source) is not Role.CLIENT
    text = sense.unplaced(sense.unbracketed(message.label.plain))
    started = _comes(given, message.target, text, by) if comes else None
    itself = started and (operated(given, message) or not started.says("manage"))  # not what is deployed there
    return "start" if itself and _may(given, message, "start") else None


def run_there(text: str) -> bool:
    """Whether a text speaks of what runs on a machine that is told of it: `タスクを起動`, `start tasks`."""
    return _RUN_THERE.search(text) is not None


_RUN_THERE = re.compile(
    r"(?:タスク|ジョブ|割り当て)を|(?:태스크|작업|할당)[을를]?\s(?:시작|실행|기동|중지|종료)"
    r"|\b(?:start|run|launch|stop|shut|kill)\w* (?:down )?(?:(?:the|its|new|replacement) )*(?:tasks?|jobs?)\b",
    re.IGNORECASE,
)

_RUNNING = (Role.SERVER, Role.NODE)


def killed(given: Given, message: Message) -> Hit | None:
    """The word with which a message kills a part outright: none that comes after, or with, a signal to end."""
    text = message.label.plain
    hit = None if tidings.only_said(text) else sense.says(text, "killed")
    before = [one for one in given.sequence.messages[: message.number] if one.target == message.target]
    asked = any(sense.says(one.label.plain, "signal") for one in before)
    part = sense.kinds(given.words(message.target)) or given.role(message.target) in BREAKABLE
    return hit if hit and part and message.line == "solid" and not asked else None


def begun(given: Given, note: Note) -> Hit | None:
    """The word with which a note over one participant that is new says that it comes up, before anything is heard from
    it or sent to it."""
    (who, *others) = dict.fromkeys(note.over)
    events = given.sequence.events
    before = [one for one in events[: events.index(note)] if isinstance(one, Message)]
    heard = [one for one in before if who in (one.source, one.target)]
    if others:
        return None
    if not heard:
        return _comes(given, who, note.label.plain)
    asked = len(heard) == 1 and _made(heard[0].label.plain) and speaking.lives(given, who)
    return sense.only(sense.unbracketed(note.label.plain), ("start",), _STARTED) if asked else None


def _made(text: str) -> bool:
    """Whether a text orders something new: `create new environment`."""
    return bool(sense.says(text, "start") and sense.says(text, "fresh")) and not speaking.perhaps(text)


def again(given: Given, note: Note) -> Hit | None:
    """The word with which a note over one participant that lives says that it starts again, and nothing else."""
    (who, *others) = dict.fromkeys(note.over)
    if others or not speaking.lives(given, who) or speaking.perhaps(note.label.plain):
        return None
    texts = (note.label.plain, sense.unbracketed(note.label.plain))
    hits = (sense.only(text, ("restart",), _STARTED, speaking.names(given, who)) for text in texts)
    return next((hit for hit in hits if hit), None)


def _comes(given: Given, who: str, text: str, by: tuple[str, ...] = ()) -> Hit | None:
    """The word with which a text says of one that is new that it comes up, and nothing else but `by` what."""
    fresh = sense.says(given.words(who), "new", "canary", "green") and speaking.lives(given, who)
    if not fresh or sense.says(text, "end") or text.rstrip().endswith(("?", "？")):
        return None
    return sense.only(text, ("start", "grow"), _STARTED, (*speaking.names(given, who), *by))


_STARTED = ("runnable", "new", "server", "unit", "copies", "release", "node", "manage")
"""What a message may name beside that something starts."""


def operated(given: Given, message: Message) -> bool:
    """Whether a message comes from a controller, or from somebody or something that operates the system."""
    if message.source == message.target or message.end == "cross":
        return False
    by = given.name(message.source)
    words = given.words(message.target)
    if given.role(message.source) is Role.NODE and (sense.kinds(words) & speaking.MADE or sense.INSTANCE.match(words)):
        return given.role(message.target) is not Role.NODE  # a node runs its pods
    runs = sense.ends_in(by, "platform") is not None and bool(sense.kinds(words) & {"instance", "container", "pod"})
    return runs or given.role(message.source) is Role.CONTROLLER or sense.ends_in(by, "operator") is not None


def restarted(given: Given, message: Message) -> Hit | None:
    """The word with which one who operates the system restarts the one who gets the message."""
    text = message.label.plain
    who = message.target
    bounced = cycled.cycled(given, message) if operated(given, message) else None
    told = tidings.read(text, speaking.names(given, who)) if operated(given, message) else None
    hit = (sense.says(text, "restart") if told and told.verb in ("recover", "start") else None) or bounced
    return hit if hit and not speaking.others(given, who, text) and speaking.lives(given, who) else None


def gauged(given: Given, message: Message) -> tuple[str, figures.Level] | None:
    """Whose gauge a message tells, and how it stands: its own where a part tells itself; to one who watches its
    sender's, or where that only measures, that of the one part which is scaled."""
    if message.source == message.target:
        own = levels.read(message.label.plain) if message.end != "cross" else None
        words = given.words(message.source)
        runs = given.role(message.source) in BREAKABLE or "server" in sense.kinds(words)
        return (message.source, own) if own and runs else None
    level = _level(given, message)
    if level is None or sense.says(given.words(message.source), "observer") is None:
        return (message.source, level) if level and given.role(message.source) in BREAKABLE else None
    grown = {found[0] for one in given.sequence.messages if (found := scaled(given, one))}
    return (grown.pop(), level) if len(grown) == 1 else None


def _level(given: Given, message: Message) -> figures.Level | None:
    """The level that one who watches is told."""
    watching = given.role(message.target) is Role.CONTROLLER or sense.says(
        given.words(message.target), "watcher", "observer"
    )
    told = watching and message.source != message.target and message.end != "cross"
    return figures.level(message.label.plain) if told else None


def scaled(given: Given, message: Message) -> tuple[str, tuple[int, int]] | None:
    """Whom one who operates the system takes from how many copies to how many: the one who gets the message, or the
    one that it speaks of."""
    text = message.label.plain
    told = figures.target(text) or _added(given, message) or _brought(given, message)
    holds = _holds(given, message)
    asked = operated(given, message) or holds
    copies = told if asked and not (speaking.perhaps(text) or counted().search(text)) else None
    bare = given.role(message.source) is Role.CONTROLLER and counts.bare(text)
    if not copies or copies[0] == copies[1] or not (bare or holds or sense.says(text, "grow", "copies", "unit")):
        return None
    if given.role(message.target) in (Role.SERVER, Role.THING):
        return message.target, copies
    if given.role(message.target) is not Role.CONTROLLER:
        return None
    there = [id for id in given.nodes if _counted(given, id)]
    keeps = sense.says(given.words(message.target), "platform", "scaler") and message.source != message.target
    there = there or ([message.target] if keeps else [])
    return (there[0], copies) if len(there) == 1 else None


def _holds(given: Given, message: Message) -> bool:
    """Whether who gets a message is itself the group of copies whose number it names, whoever says so but a client."""
    group = sense.says(given.words(message.target), "scaler", "platform") is not None
    named = sense.says(message.label.plain, "copies", "range") is not None
    apart = message.source != message.target and message.end != "cross"
    return group and named and apart and given.role(message.source) is not Role.CLIENT


def _brought(given: Given, message: Message) -> tuple[int, int] | None:
    """From how many to how many a message brings a part that says to how many alone: from as many as the one before
    it did, as many as are there beside those that are made then, as the words before the diagram say, or from one."""
    to = figures.count(message.label.plain)
    before = given.sequence.messages[: message.number - 1]
    told = [
        count
        for one in before
        if one.target == message.target and (count := figures.count(one.label.plain)) is not None
    ]
    if to is None:
        return None
    events = [one for one in given.sequence.events if isinstance(one, Message | Note)]
    made = next((count for one in events[events.index(message) :] if (count := counts.new(one.label.plain))), 0)
    first = counts.copied(given.caption) or counts.copied(given.title) or (0, 0)
    rest = [one for one in (to - made if made else 0, first[0]) if 0 < one < to]
    return (told or [*rest, 1])[-1 if told else 0], to


def _counted(given: Given, id: str) -> bool:
    """Whether a participant is what a controller keeps copies of, and not one that is new among them."""
    words = given.words(id)
    runs = given.role(id) in (Role.SERVER, Role.THING) and not sense.says(words, "new")
    return runs and bool(sense.kinds(words) & _COPIED)


_COPIED = {"pod", "replica", "instance"}


def _added(given: Given, message: Message) -> tuple[int, int] | None:
    """That there comes to be one more of a part whose gauge was read before, or as many as the message says."""
    read = any(
        one.source == message.target and given.role(one.source) in BREAKABLE and _level(given, one)
        for one in given.sequence.messages[: message.number]
    )
    more = sense.only(message.label.plain, ("start", "grow"), ("runnable", "new", "unit", "copies", "server"))
    return (1, 1 + (figures.added(message.label.plain) or 1)) if read and more else None


def _may(given: Given, message: Message, verb: str) -> bool:
    """What has spoken before can't begin, and what speaks afterwards hasn't ended."""
    if verb == "start":
        before = given.sequence.messages[: message.number - 1]
        others = [one for one in before if given.role(one.source) is not Role.CONTROLLER]
        return not any(message.target in (one.source, one.target) for one in others if one.source != one.target)
    return not cycled.left(given, message) and last_word(given, message) is not None


def comes_back(given: Given, message: Message, who: str) -> bool:
    """Whether a message brings one that has ended back: who tells it, or it says itself, that it starts again."""
    if who not in (message.source, message.target) or message.end == "cross":
        return False
    if message.source != who and given.role(message.source) is Role.CLIENT and not operated(given, message):
        return False
    return not speaking.perhaps(message.label.plain) and sense.says(message.label.plain, "start", "heal") is not None


def last_word(given: Given, message: Message) -> int | None:
    """The number of the message with which a participant that is told to end has ended: its last answer, or the
    message itself where it says nothing more; None where it goes on working."""
    after = given.sequence.messages[message.number :]
    until = next((at for at, one in enumerate(after) if comes_back(given, one, message.target)), len(after))
    later = [one for one in after[:until] if one.source == message.target]
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
