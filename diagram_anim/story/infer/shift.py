"""A sequence in which one sender's messages carry shares of traffic: a live topology above the messages.

Each note over the lifelines is a step with the messages after it. Shares hold until the next ones; a start word on a
participant's message to itself brings it up, an end word drains and ends it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from diagram_anim.model.diagram import FragmentEnd, FragmentSection, FragmentStart, Message, Note, SequenceEvent
from diagram_anim.model.storyboard import Beat, Cause, Step
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story.infer import lives, meanwhile, messages, sending, speaking
from diagram_anim.story.infer.allotted import Allotted, allotted
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling

HELD = 4.0
"""Seconds for which the shares of a step hold once they are reached, so that they can be counted."""

EASED = 2.0
"""Seconds in which the shares move from one split to the next."""

SEEN = 4.0


BRANCHING = ("alt", "opt", "else", "critical", "option")
"""Words that say in which case something is done are those of such a frame or section."""


@dataclass(frozen=True, slots=True)
class Part:
    """A step to be: its caption, the author's own or none, and its messages; `branch` where the caption says only in
    which case they are sent."""

    words: str
    messages: tuple[Message, ...]
    branch: bool = False


def tell(given: Given) -> Telling | None:
    sender = _sender(given)
    asked = allotted(given) if sender is None else None
    sender = asked.sender if asked else sender
    if sender is None:
        return None
    parts = _parts(given, sender)
    splits = _splits(given, sender, parts, asked)
    if splits is None:
        return None
    targets = list(dict.fromkeys(target for shares in splits.values() for target in shares))
    settings = _settings(given, sender, targets)
    answering = {id: (Role.SERVER, "") for id in targets if given.role(id) is Role.THING}
    given = replace(given, roles={**given.roles, **answering})
    steps: list[Step] = []
    heads = [id for id in given.nodes if not lives.born(given, id)]
    if given.caption:
        steps.append(given.opening("reveal", *heads))
    flowing = False
    for part in parts:
        told = _step(given, part, sender, splits, flowing)
        flowing = flowing or any(one.verb == "traffic" for one in told.beats)
        if not steps:
            told = replace(told, beats=(beat("appear", *heads, cause=given.cause("reveal")), *told.beats))
        steps.append(told)
    return Telling((*steps, *_ending(given, splits)), settings)


def _ending(given: Given, splits: Mapping[int, Mapping[str, float]]) -> list[Step]:
    """What notes say of those who end once all is said."""
    events = given.sequence.events
    sure = lives.sure(given)
    last = max(place for place, event in enumerate(events) if isinstance(event, Message))
    count = len(given.sequence.messages)
    steps = []
    late = meanwhile.befalls(given, splits).get(count + 1, ())
    for place, event in enumerate(events):
        behind = place > last and isinstance(event, Note) and sure[place]
        if behind and isinstance(event, Note) and (cause := meanwhile.left(given, event, splits, count)):
            acts = [beat(verb, str(speaking.struck(given, event)), cause=cause) for verb in ("drain", "stop")]
            shown = beat("appear", f"note:{event.number}", cause=cause)
            steps.append(given.step(event.label.plain, *chain(shown, *acts), beat("wait", cause=cause, seconds=SEEN)))
        elif isinstance(event, Note) and place > last:
            told = [one for one in late if one.cause and one.cause.line == event.span.line]
            cause = Cause("note", "", event.span.line)
            shown, seen = beat("appear", f"note:{event.number}", cause=cause), beat("wait", cause=cause, seconds=SEEN)
            steps += [given.step(event.label.plain, *chain(shown, *told, seen))] if told else []
    return steps


def _settings(given: Given, sender: str, targets: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Who shares out, who answers, and which version each runs."""
    found: dict[str, dict[str, Any]] = {}
    if given.role(sender) is Role.THING:
        found[sender] = {"role": Role.BALANCER.value}
    versions = sense.versions({target: given.words(target) for target in targets})
    for target in targets:
        version = {"version": versions[target]} if target in versions else {}
        role = {"role": Role.SERVER.value} if given.role(target) is Role.THING else {}
        found[target] = version | role
    return {id: some for id, some in found.items() if some}


def _sender(given: Given) -> str | None:
    """Whose messages carry shares: one sender, to two targets or more."""
    counted = [one for one in given.sequence.messages if one.source != one.target and figures.shares(one.label.plain)]
    counted = counted or [one for one in given.sequence.messages if (whole := _share(one)) and whole.percent > 99]
    senders = {one.source for one in counted}
    sharing = [one for one in given.sequence.messages if one.source in senders and _share(one)]
    if len(senders) != 1 or len({one.target for one in sharing}) < 2:
        return None
    return sharing[0].source


def _share(message: Message) -> figures.Share | None:
    """In figures, or in words: all of it, half; of `100% → 0%` what it comes to."""
    if message.source == message.target:
        return None
    told = figures.shares(message.label.plain)
    return told[-1] if told else figures.portion(message.label.plain)


def _parts(given: Given, sender: str) -> list[Part]:
    """Steps by the notes over several lifelines, or else by those over one that stand before messages; without such
    chapters, by what each message begins."""
    notes = _chapters(given.sequence.events)
    chaptered = len(notes) > 1
    words, parts, now = given.caption if chaptered else "", [], list[Message]()
    shared, branch = dict[str, float](), False
    for event in given.sequence.events:
        chapter = ""
        if isinstance(event, FragmentStart | FragmentSection) or event in notes:
            chapter = event.label.plain
        share = _share(event) if isinstance(event, Message) and event.source == sender else None
        begins = isinstance(event, Message) and not (
            share and shared and event.target not in shared and sum(shared.values()) < 99.5
        )
        if chapter or (begins and not chaptered):
            if now:
                parts.append(Part(words, tuple(now), branch))
                words, now, shared, branch = "", [], {}, False
            words = chapter or words
            if chapter:
                branch = isinstance(event, FragmentStart | FragmentSection) and event.kind in BRANCHING
        if isinstance(event, Message):
            now.append(event)
            if share:
                shared[event.target] = share.percent
    if now:
        parts.append(Part(words, tuple(now), branch))
    return parts


def _chapters(events: Sequence[SequenceEvent]) -> list[Note]:
    """The notes over several lifelines: beside such, one over a single one speaks of it, not of what follows. Where
    there are none, those over one which stand between messages."""
    over = [event for event in events if isinstance(event, Note) and event.placement == "over"]
    spanning = [note for note in over if len(set(note.over)) > 1]
    last = max((place for place, event in enumerate(events) if isinstance(event, Message)), default=0)
    return spanning or [note for note in over if events.index(note) < last]


def _words(given: Given, part: Part, sender: str, splits: Mapping[int, Mapping[str, float]]) -> str:
    """A step's caption: the author's, or who gets which share, or what the messages say."""
    shares = next((splits[one.number] for one in part.messages if one.number in splits), None)
    if part.words and part.branch:
        return messages.in_case(given, given.say.case(part.words), part.messages)
    if part.words or not shares or len(part.messages) == 1:
        return part.words or messages.told(given, part.messages)
    many = given.say.many([f"{given.name(target)} {share:.3g}%" for target, share in shares.items()], table=True)
    return given.say("traffic_shares", lb=given.name(sender), many=many)


def _splits(
    given: Given, sender: str, parts: Sequence[Part], asked: Allotted | None
) -> dict[int, Mapping[str, float]] | None:
    """The shares in force after each message that completes a set, or from which on they are asked for, by its number;
    None where they make no sense."""
    other = _elsewhere(given)
    sets: list[dict[str, tuple[float, int]]] = []
    for part in parts:
        now: dict[str, tuple[float, int]] = {}
        for message in part.messages:
            if asked and message.number in asked.shares and message.number not in other:
                sets += [now, {id: (one, message.number) for id, one in asked.shares[message.number].items()}]
                now = {}
            share = _share(message) if message.source == sender else None
            if not share or message.number in other:
                continue
            full = sum(percent for percent, _ in now.values()) > 99.5
            if message.target in now or full:
                sets.append(now)
                now = {}
            now[message.target] = (share.percent, message.number)
        if now:
            sets.append(now)
    sets = [one for one in sets if one]
    targets = list(dict.fromkeys([*(asked.targets if asked else ()), *(target for one in sets for target in one)]))
    if len(targets) < 2:
        return None
    found: dict[int, Mapping[str, float]] = {}
    before = dict.fromkeys(targets, 0.0)
    for one in sets:
        shares = {target: percent for target, (percent, _) in one.items()}
        rest = 100 - sum(shares.values())
        left = [target for target in targets if target not in shares]
        if rest < -0.5 or (rest > 0.5 and not left):
            return None
        held = sum(before[target] for target in left)
        for target in left:
            shares[target] = rest * before[target] / held if held else rest / len(left)
        again, before = before, {target: round(shares[target], 6) for target in targets}
        if before != again:
            found[max(number for _, number in one.values())] = before
    return found


def _elsewhere(given: Given) -> set[int]:
    """The messages of a fragment's second and later sections: what happens otherwise."""
    depth: list[bool] = []
    found = set()
    for event in given.sequence.events:
        match event:
            case FragmentStart():
                depth.append(False)
            case FragmentSection(kind="else" | "option"):
                depth[-1] = True
            case FragmentEnd():
                depth.pop()
            case Message() if any(depth):
                found.add(event.number)
    return found


def _step(given: Given, part: Part, sender: str, splits: Mapping[int, Mapping[str, float]], flowing: bool) -> Step:
    """A step's messages, and what they do: each act waits for the one before it."""
    first, last = part.messages[0].number, part.messages[-1].number
    acts: list[Beat] = []
    told = last
    elsewhere, befalls, ends = _elsewhere(given), meanwhile.befalls(given, splits), meanwhile.ended(given, splits)
    for message in part.messages:
        cause = Cause("split", message.label.plain, message.span.line)
        acts += befalls.get(message.number, ())
        if message.number in splits:
            begun = flowing or any(act.verb == "split" for act in acts)
            eased: dict[str, Any] = {"over": EASED} if begun else {}
            acts.append(beat("split", sender, cause=cause, to=splits[message.number], **eased))
            acts += ends.get(message.number, ())
        life = lives.life(given, message) if message.number not in elsewhere else None
        life = life or ("start" if lives.begins_again(given, message) else None)
        if life == "start":
            # A note over it may have said so already: it starts once, with its message.
            acts = [act for act in acts if (act.verb, act.targets) != ("start", (message.target,))]
            acts.append(beat("start", message.target, cause=replace(cause, rule="start")))
        elif life == "end" and lives.last_word(given, message) == message.number:
            ending = replace(cause, rule="end")
            if acts:
                told = min(told, message.number - 1)
                acts.append(_play(message.number, last, ending))
            drained = beat("wait", cause=ending, seconds=meanwhile.DRAINED)
            acts += [beat("drain", message.target, cause=ending), drained, beat("stop", message.target, cause=ending)]
        elif message.number not in elsewhere and (again := lives.restarted(given, message)):
            acts.append(beat("restart", message.target, cause=replace(cause, rule="restart", word=again.word)))
    beats = [_play(first, told, Cause("messages", "", part.messages[0].span.line))] if told >= first else []
    if not flowing and any(act.verb == "split" for act in acts):
        source = _source(given, sender)
        beats += sending.traffic(given, [source], _cause(given, source))
    flows = flowing or any(act.verb == "split" for act in acts)
    stops = any(act.verb == "stop" for act in acts)
    beats += [replace(act, then=place > 0) for place, act in enumerate(acts)]
    hurts = any(act.verb in ("fail", "degrade") for act in acts) and not any("over" in act.args for act in acts)
    if flows and (stops or hurts or not acts):
        beats.append(beat("wait", cause=_cause(given, sender), seconds=SEEN))
    elif any("over" in act.args for act in acts):
        beats.append(beat("wait", cause=_cause(given, sender), seconds=EASED + HELD))
    return given.step(_words(given, part, sender, splits), *beats)


def _source(given: Given, sender: str) -> str:
    """A client who sends to the one that shares out, or itself where none does."""
    asking = (one.source for one in given.sequence.messages if one.target == sender and one.line == "solid")
    return next((id for id in asking if given.role(id) is Role.CLIENT and not _operates(given, id)), sender)


def _operates(given: Given, id: str) -> bool:
    """Whether it operates the system: its name says so, or it speaks to more than one who answers requests."""
    told = {one.target for one in given.sequence.messages if one.source == id and one.target != id}
    return sense.ends_in(given.name(id), "operator") is not None or len(told) > 1


def _cause(given: Given, sender: str) -> Cause:
    return given.cause("traffic", given.told(sender), sender)


def _play(first: int, last: int, cause: Cause) -> Beat:
    return beat("play", cause=cause, first=first, last=last)
