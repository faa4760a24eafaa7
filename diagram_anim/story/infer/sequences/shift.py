"""A sequence in which one sender's messages carry shares of traffic: a live topology above the messages.

Each note over the lifelines is a step with the messages after it. Shares hold until the next ones; a start word on a
participant's message to itself brings it up, an end word drains and ends it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.storyboard import Beat, Cause, Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.sequences import meanwhile, messages, portions
from diagram_anim.story.infer.sequences.allotted import allotted
from diagram_anim.story.infer.sequences.portions import Part
from diagram_anim.story.infer.system import erring
from diagram_anim.story.infer.words import lives, sending, speaking

HELD = 4.0
"""Seconds for which the shares of a step hold once they are reached, so that they can be counted."""

EASED = 2.0
"""Seconds in which the shares move from one split to the next."""

SEEN = 4.0


def tell(given: Given) -> Telling | None:
    sender = portions.sender(given)
    asked = allotted(given)
    if sender is None:
        sender = asked.sender if asked else None
    if sender is None:
        return None
    asked = asked if asked and asked.sender == sender else None
    parts = portions.parts(given, sender)
    splits = portions.splits(given, sender, parts, asked)
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
        spoken = _spoken(given, part, splits) if flowing else ()
        steps += [given.step(words, *chain(*acts)) for words, acts in spoken]
        told = _step(given, part, sender, splits, flowing)
        flowing = flowing or any(one.verb == "traffic" for one in told.beats)
        if not steps:
            told = replace(told, beats=(beat("appear", *heads, cause=given.cause("reveal")), *told.beats))
        steps.append(told)
    return Telling((*steps, *_ending(given, splits)), settings)


def _spoken(given: Given, part: Part, splits: Mapping[int, Mapping[str, float]]) -> list[tuple[str, list[Beat]]]:
    """What a note before a part says of errors, with what it tells: it comes before the messages behind it."""
    told = meanwhile.befalls(given, splits).get(part.messages[0].number, ())
    found = []
    for note in (one for one in given.sequence.events if isinstance(one, Note) and one.label.plain != part.words):
        acts = [act for act in told if "errors" in act.args and act.cause and act.cause.line == note.span.line]
        cause = Cause("note", "", note.span.line)
        seen = beat("wait", cause=cause, seconds=erring.SEEN)
        found += [(note.label.plain, [beat("appear", f"note:{note.number}", cause=cause), *acts, seen])] if acts else []
    return found


def _by_note(given: Given, part: Part, act: Beat) -> bool:
    """Whether a note that isn't a part's own tells of errors."""
    notes = {one.span.line for one in given.sequence.events if isinstance(one, Note) and one.label.plain != part.words}
    return "errors" in act.args and act.cause is not None and act.cause.line in notes


def _ending(given: Given, splits: Mapping[int, Mapping[str, float]]) -> list[Step]:
    """What notes say once all is said: of those who end, or of all."""
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
            closes = sure[place] and len({*event.over}) > 1 and not speaking.perhaps(event.label.plain)
            steps += [given.step(event.label.plain, *chain(shown, *told, seen))] if told or closes else []
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


def _words(given: Given, part: Part, sender: str, splits: Mapping[int, Mapping[str, float]]) -> str:
    """A step's caption: the author's, or who gets which share, or what the messages say."""
    shares = next((splits[one.number] for one in part.messages if one.number in splits), None)
    if part.words and part.branch:
        return messages.in_case(given, given.say.case(part.words), part.messages)
    if part.words or not shares or len(part.messages) == 1:
        return part.words or messages.told(given, part.messages)
    many = given.say.many([f"{given.name(target)} {share:.3g}%" for target, share in shares.items()], table=True)
    return given.say("traffic_shares", lb=given.name(sender), many=many)


def _step(given: Given, part: Part, sender: str, splits: Mapping[int, Mapping[str, float]], flowing: bool) -> Step:
    """A step's messages, and what they do: each act waits for the one before it."""
    first, last = part.messages[0].number, part.messages[-1].number
    acts: list[Beat] = []
    told = last
    elsewhere, befalls, ends = (
        portions.elsewhere(given),
        meanwhile.befalls(given, splits),
        meanwhile.ended(given, splits),
    )
    for message in part.messages:
        cause = Cause("split", message.label.plain, message.span.line)
        here = befalls.get(message.number, ())
        acts += [act for act in here if not (flowing and message is part.messages[0] and _by_note(given, part, act))]
        if message.number in splits:
            begun = flowing or any(act.verb == "split" for act in acts)
            eased: dict[str, Any] = {"over": EASED} if begun else {}
            if acts and "errors" in acts[-1].args:
                acts.append(beat("wait", cause=acts[-1].cause or cause, seconds=erring.SEEN))
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
    if any("errors" in act.args for act in acts[-1:]):
        beats.append(beat("wait", cause=_cause(given, sender), seconds=erring.SEEN))
    elif flows and (stops or hurts or not acts):
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
