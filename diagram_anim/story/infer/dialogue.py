"""Any other sequence: its messages in order, cut at notes and frames and into handfuls."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from diagram_anim.model.diagram import FragmentEnd, FragmentSection, FragmentStart, Message, Note
from diagram_anim.model.storyboard import Beat, Cause, Step
from diagram_anim.story import sense
from diagram_anim.story.infer import cases, fates, lives, messages, speaking, ties
from diagram_anim.story.infer.given import Given, Telling, beat, chain
from diagram_anim.story.language import phrases

HANDFUL = 4
SINGLY = 4
"""A sequence of so few messages is told message by message."""

STEPS = 8

CLIMB = 4.0
"""Seconds in which a gauge climbs to what a message says of it."""

EXCHANGE = 6
"""A question and its answer stay together if they are no more messages, with all that is asked meanwhile."""

NOTES = 12
"""Up to so many notes over one participant, each begins a step of its own."""

OTHERWISE = "otherwise"
CASES = ("case", OTHERWISE)
"""Frames whose words are what has to hold."""

_FRAMES = {
    "loop": "repeat",
    "alt": "case",
    "else": OTHERWISE,
    "opt": "case",
    "par": "parallel",
    "par_over": "parallel",
    "and": "parallel",
    "critical": "must",
    "option": "case",
    "break": "stop",
}


@dataclass(slots=True)
class Part:
    """A step to be. `acts` come after the message whose number is given, or before all where it is 0."""

    words: str = ""
    messages: list[Message] = field(default_factory=list)
    acts: list[Beat] = field(default_factory=list)
    own: bool = False
    """Whether the words are the author's own for this place."""
    frame: str = ""
    """What the frame is that begins with it."""
    whole: bool = False
    """Whether all that follows in its frame belongs to it, as in a `par`."""
    sections: list[str] = field(default_factory=list)
    """What its frame's sections are called."""
    resumes: cases.Resumed | None = None
    """The case that holds from here on, after another that failed was told."""


@dataclass(slots=True)
class Going:
    """What has become of the participants so far: who has failed, who has had a note of a rift over it, which pairs are
    cut off, who leads; `due` holds what happens after a message still to come."""

    failed: set[str] = field(default_factory=set)
    warned: set[str] = field(default_factory=set)
    cut: set[frozenset[str]] = field(default_factory=set)
    leader: str = ""
    due: dict[int, Beat] = field(default_factory=dict)

    def meets(self, verb: str, who: str) -> None:
        (self.failed.add if verb == "fail" else self.failed.discard)(who)


def tell(given: Given) -> Telling:
    heads = [id for id in given.nodes if not lives.born(given, id)]
    meeting = given.say("meet", many=given.many(heads)) if len(heads) > 1 else ""
    steps = [given.opening("reveal", *heads, words=meeting)] if heads else []
    told = [_step(given, part) for part in _parts(given)]
    if steps and told and not given.caption:  # nobody waits before empty lifelines for words that say little
        told[0] = replace(told[0], beats=(*steps.pop().beats, *_behind(told[0].beats)))
    return Telling((*steps, *told), _settings(given))


def _settings(given: Given) -> dict[str, dict[str, int]]:
    """How many copies there are of what is scaled, as its first message says."""
    first: dict[str, dict[str, int]] = {}
    for message, sure in zip(given.sequence.messages, _certain(given), strict=True):
        copies = lives.scaled(given, message) if sure else None
        if copies:
            first.setdefault(message.target, {"replicas": copies[0]})
    return first


def _certain(given: Given) -> list[bool]:
    """Of each message, whether it is sent in any case."""
    events = zip(given.sequence.events, lives.sure(given), strict=True)
    return [sure for event, sure in events if isinstance(event, Message)]


def _behind(beats: tuple[Beat, ...]) -> tuple[Beat, ...]:
    return tuple(replace(one, then=True) for one in beats)


def _parts(given: Given) -> list[Part]:
    messages = given.sequence.messages
    most = 1 if len(messages) <= SINGLY else HANDFUL if len(messages) <= HANDFUL * STEPS else -(-len(messages) // STEPS)
    parts: list[Part] = [Part()]
    going = Going()
    around: list[str] = []
    for event, sure in zip(given.sequence.events, lives.sure(given), strict=True):
        match event:
            case Note():
                _note(given, event, parts, going, sure)
            case FragmentStart() | FragmentSection() if parts[-1].whole:
                around.append(event.kind) if isinstance(event, FragmentStart) else None
                if isinstance(event, FragmentSection) and len(around) == 1:
                    parts[-1].sections += _called(given, event)
            case FragmentStart() | FragmentSection():
                parts.append(_opened(given, event))
                around = [event.kind]
            case FragmentEnd():
                around = around[:-1]
                if not parts[-1].whole or not around:
                    parts.append(Part())
            case Message():
                promoted = fates.promoted(given, event) if sure and going.failed else None
                promoted = promoted if ties.meant(event) != going.leader else None
                if parts[-1].whole:
                    pass
                elif promoted or _full(given, parts[-1], event, HANDFUL if parts[-1].own and most == 1 else most):
                    parts.append(Part())
                parts[-1].messages.append(event)
                if sure and not _tied(given, event, parts[-1], going):
                    if promoted:
                        cause = Cause("promotion", promoted.word, event.span.line)
                        parts[-1].acts.append(beat("highlight", ties.meant(event), cause=cause, tone="healthy"))
                    else:
                        _life(given, event, parts, going)
                if event.number in going.due:
                    parts[-1].acts.append(going.due[event.number])
    told = [part for part in parts if part.messages or part.acts]
    firsts = {part.messages[0].number: part for part in told if part.messages}
    for one in cases.resumed(given):
        if one.first.number in firsts and one.after.number in firsts:
            firsts[one.after.number].resumes = one
    return told


def _opened(given: Given, event: FragmentStart | FragmentSection) -> Part:
    """What begins with a frame or a section of one."""
    whole = event.kind in ("par", "par_over")
    return Part(
        frame=_FRAMES.get(event.kind, ""), own=bool(event.label.plain), whole=whole, sections=_called(given, event)
    )


def _called(given: Given, event: FragmentStart | FragmentSection) -> list[str]:
    """A section's words, unless they only say what the frame is."""
    text, frame = event.label.plain, _FRAMES.get(event.kind)
    kind = given.say(frame, text="").strip(" :：") if frame and frame not in CASES else ""
    return [text] if frame and text and text.casefold() != kind.casefold() else []


def _full(given: Given, part: Part, message: Message, most: int) -> bool:
    """Whether a step has enough: a question that was answered, one that has come all the way, the way back of its
    answer, or so many messages."""
    if not part.messages or part.acts:
        return bool(part.messages)
    first, last, count = part.messages[0], part.messages[-1], len(part.messages)
    asks = [one.number not in given.answers for one in (first, last, message)]
    if most > 1 and asks[0] and (end := _answer(given, first)) and end - first.number < EXCHANGE:
        return message.number > end and (asks[2] or count >= EXCHANGE)
    back = asks == [False, False, True]
    back = back or (2 * count >= most > 1 < count and asks[1:] == [False, True] and _answer(given, message) is not None)
    turns = count > 2 and not asks[2] and all(one.number not in given.answers for one in part.messages)
    return back or turns or count >= most


def _answer(given: Given, asked: Message) -> int | None:
    """The number of the message that answers it: the next answer to who asked, if nothing else is asked of them."""
    for one in given.sequence.messages[asked.number :]:
        answers = one.number in given.answers
        if one.target == asked.source and answers:
            return one.number
        if one.source == asked.source and not answers or one.target == asked.source:
            return None
    return None


def _note(given: Given, note: Note, parts: list[Part], going: Going, sure: bool) -> None:
    who = speaking.struck(given, note) if sure else None
    failed = going.failed
    fate = fates.fate(given, who, note.label) or fates.failing(given, note) if who else None
    if sure and sense.says(note.label.plain, "rift"):
        going.warned |= {*note.over}
    if who and fate and (fate[0] == "fail") != (who in failed):
        verb, word = fate
        cause = Cause("outage" if verb == "fail" else "recovery", word, note.span.line)
        _noted(note, parts, beat(verb, who, cause=cause))
        going.meets(verb, who)
    elif sure and (tied := _ties(given, note, who or "", going)):
        _noted(note, parts, *tied)
    elif who and (hit := fates.ended(given, note)) and who not in failed:
        _noted(note, parts, beat("stop", who, cause=Cause("end", hit.word, note.span.line)))
    elif who and who not in failed and (hit := lives.begun(given, note)):
        _noted(note, parts, beat("start", who, cause=Cause("start", hit.word, note.span.line)))
    elif who and failed and who not in failed and (hit := sense.says(note.label.plain, "promote")):
        cause = Cause("promotion", hit.word, note.span.line)
        parts.append(Part(note.label.plain, own=True))
        parts[-1].acts.append(beat("highlight", who, cause=cause, tone="healthy"))
        parts.append(Part())
    elif note.placement == "over" and (len(set(note.over)) > 1 or _begins(given, parts[-1])):
        parts.append(Part(note.label.plain, own=True))


def _noted(note: Note, parts: list[Part], *acts: Beat) -> None:
    """A step that a note tells of, with what happens by it."""
    shown = beat("appear", f"note:{note.number}", cause=acts[0].cause or Cause("note"))
    parts.append(Part(note.label.plain, acts=[shown, *acts], own=True))
    parts.append(Part())


def _tied(given: Given, message: Message, part: Part, going: Going) -> bool:
    """Whether a message tells who can't reach whom, or who leads; it is told."""
    line = message.span.line
    ends = frozenset((message.source, message.target))
    if (word := ties.cut(given, message, going.warned)) and not ends & going.failed:
        if ends not in going.cut:
            cause = Cause("partition", word, line)
            part.acts.append(beat("partition", message.source, message.target, cause=cause))
            going.cut.add(ends)
        return True
    who = ties.meant(message)
    own = message.source == message.target or who == message.source
    acts = _ties(given, message, who if own else "", going)
    part.acts += acts
    return bool(acts)


def _ties(given: Given, event: Message | Note, who: str, going: Going) -> list[Beat]:
    """What a note or a message says of who can reach whom, and of `who`, that a group has elected it."""
    line = event.span.line
    if going.cut and (hit := sense.says(event.label.plain, "mended")):
        cause = Cause("recovery", hit.word, line)
        sides = sorted({min(pair) for pair in going.cut})
        going.cut, going.warned = set(), set()
        return [beat("recover", id, cause=cause) for id in sides]
    if isinstance(event, Note) and (hit := ties.parted(given, event)) and frozenset(event.over) not in going.cut:
        going.cut.add(frozenset(event.over))
        return [beat("partition", *event.over, cause=Cause("partition", hit.word, line))]
    found = ties.elected(given, who, event, going.failed) if who and who != going.leader else None
    if found is None:
        return []
    going.leader = who
    cause, term = Cause("election", found.word, line), {"term": found.term} if found.term else {}
    return [beat("elect", *found.members, cause=cause, first=who, **term)]


def _begins(given: Given, part: Part) -> bool:
    """Whether a note over one participant says what follows: where it stands alone, or there are few such notes."""
    if part.whole or part.own and not part.messages:
        return False
    single = [one for one in given.sequence.events if isinstance(one, Note) and len(set(one.over)) == 1]
    return not part.messages or len(single) <= NOTES


def _life(given: Given, message: Message, parts: list[Part], going: Going) -> None:
    """What a message does to the one that gets it, or says of who sends it; a stop is due with the last answer."""
    part, failed, due = parts[-1], going.failed, going.due
    started = {act.targets for one in parts for act in one.acts if act.verb == "start"}
    life = lives.life(given, message)
    cause = Cause(life or "outage", message.label.plain, message.span.line)
    if life == "start" and (message.target,) not in started:
        part.acts.append(beat("start", message.target, cause=cause))
    elif (
        life == "end"
        and message.target not in failed
        and (message.target,) not in {one.targets for one in due.values()}
    ):
        last = lives.last_word(given, message) or message.number
        if last > message.number:  # it has an answer to give yet
            part.acts.append(beat("drain", message.target, cause=cause))
        due[last] = beat("stop", message.target, cause=cause)
    elif level := lives.gauged(given, message):
        args = {"name": level.name, "value": level.value, "over": CLIMB}
        part.acts.append(beat("gauge", message.source, cause=replace(cause, rule="gauge", word=level.word), **args))
    elif copies := lives.scaled(given, message):
        part.acts.append(beat("scale", message.target, cause=replace(cause, rule="scale"), to=copies[1]))
    elif message.target not in failed and (again := lives.restarted(given, message)):
        part.acts.append(beat("restart", message.target, cause=replace(cause, rule="restart", word=again.word)))
    elif (lost := fates.broken(given, message)) and lost[0] not in failed:
        part.acts.append(beat("fail", lost[0], cause=replace(cause, word=lost[1])))
        failed.add(lost[0])
    elif message.source == message.target or failed & {message.source, message.target}:
        own, back = message.source == message.target, message.source in failed
        who = speaking.meant(given, message.target, message.label.plain) if own else message.target
        who = message.source if back else who
        fate = fates.fate(given, who, message.label) if message.end != "cross" else None
        if fate and (fate[0] == "fail") != (who in failed):
            part.acts.append(beat(fate[0], who, cause=cause))
            going.meets(fate[0], who)


def _step(given: Given, part: Part) -> Step:
    beats: list[Beat] = []
    if part.messages:
        first, last = part.messages[0], part.messages[-1]
        cause = Cause("messages", "", first.span.line)
        plays = [beat("play", cause=cause, first=first.number, last=last.number)]
        if case := part.resumes:
            again = beat("play", cause=cause, first=case.first.number, last=case.last.number)
            plays = [beat("rewind", cause=cause, first=case.first.number, last=case.first.number), again, *plays]
        beats += chain(*plays)
    for act in part.acts:
        beats.append(Beat(act.verb, act.targets, act.args, bool(beats), cause=act.cause))
    words = part.words or " · ".join(part.sections) or messages.told(given, part.messages)
    if part.resumes and part.resumes.label:
        words = f"{given.say.case(part.resumes.label)} · {words}"
    if part.frame in CASES:
        words = _case(given, part, words)
    elif part.frame:
        words = given.say(part.frame, text=words)
    return given.step(words, *beats)


def _case(given: Given, part: Part, words: str) -> str:
    """A branch: what has to hold, and what is said then as far as it is readable."""
    if not part.sections and part.frame != OTHERWISE:
        return words
    holds = given.say.case(words) if part.sections else given.say(OTHERWISE)
    then = messages.listed(given, part.messages)
    whole = given.say.whole("alone", a=holds, text=then)
    return whole if then and phrases.width(whole) <= 2 * phrases.LINE else holds
