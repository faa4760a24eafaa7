"""A sequence in which one sender's messages carry shares of traffic: a live topology above the messages.

Each note over the lifelines is a step with the messages after it. Shares hold until the next ones; a start word on a
participant's message to itself brings it up, an end word drains and ends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.storyboard import Beat, Cause, Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.sequences import messages, portions, rolling
from diagram_anim.story.infer.sequences.allotted import allotted
from diagram_anim.story.infer.sequences.meanwhile import Meanwhile, Shares, befalls
from diagram_anim.story.infer.sequences.portions import Part
from diagram_anim.story.infer.system import erring
from diagram_anim.story.infer.words import lives, sending, speaking

HELD = 4.0
"""Seconds for which what has come about holds, so that it can be seen and counted."""

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
    now = befalls(given, splits)
    for part in [cut for one in parts for cut in _cut(one, now)]:
        spoken = _spoken(given, part, now.before.get(part.messages[0].number, ())) if flowing else []
        steps += [_noted(given, note, acts, erring.SEEN) for note, acts in spoken]
        told = [act for _, acts in spoken for act in acts]
        step = _step(given, part, sender, splits, now, flowing=flowing, told=told)
        flowing = flowing or any(one.verb == "traffic" for one in step.beats)
        if not steps:
            step = replace(step, beats=(beat("appear", *heads, cause=given.cause("reveal")), *step.beats))
        steps.append(step)
    late = now.before.get(len(given.sequence.messages) + 1, ())
    rolled = rolling.settings(given)
    settings = {id: {**rolled.get(id, {}), **settings.get(id, {})} for id in (*settings, *rolled)}
    return Telling((*steps, *_ending(given, late)), settings)


def _cut(part: Part, now: Meanwhile) -> Iterator[Part]:
    """A part, and what a message of it begins that tells of harm, or of its end: a caption from before doesn't stand
    over that."""
    first = 0
    for place, message in enumerate(part.messages):
        if place > first and any(
            act.verb in ("fail", "degrade", "recover") for act in now.behind.get(message.number, ())
        ):
            yield replace(part, words=part.words if not first else "", messages=part.messages[first:place])
            first = place
    yield replace(part, words=part.words if not first else "", messages=part.messages[first:])


def _spoken(given: Given, part: Part, acts: Sequence[Beat]) -> list[tuple[Note, list[Beat]]]:
    """The notes before a part that tell of errors, with what they tell: they come before the messages behind them."""
    notes = [one for one in given.sequence.events if isinstance(one, Note) and one.label.plain != part.words]
    told = [(note, [act for act in acts if "errors" in act.args and _by(note, act)]) for note in notes]
    return [(note, some) for note, some in told if some]


def _by(note: Note, act: Beat) -> bool:
    return act.cause is not None and act.cause.line == note.span.line


def _shown(given: Given, acts: Sequence[Beat]) -> list[Beat]:
    """The notes that tell of what comes about before a message: they are its cause, and are seen before it."""
    notes = [one for one in given.sequence.events if isinstance(one, Note) and any(_by(one, act) for act in acts)]
    return [beat("appear", f"note:{one.number}", cause=Cause("note", "", one.span.line)) for one in notes]


def _noted(given: Given, note: Note, acts: Sequence[Beat], seconds: float) -> Step:
    """A step that a note tells of."""
    cause = Cause("note", "", note.span.line)
    shown = beat("appear", f"note:{note.number}", cause=cause)
    return given.step(note.label.plain, *chain(shown, *acts, beat("wait", cause=cause, seconds=seconds)))


def _ending(given: Given, late: Sequence[Beat]) -> Iterator[Step]:
    """What notes say once all is said: of those who end, or of all."""
    events = given.sequence.events
    last = max(place for place, event in enumerate(events) if isinstance(event, Message))
    for event, sure in [*zip(events, lives.sure(given), strict=True)][last + 1 :]:
        if isinstance(event, Note):
            told = [one for one in late if _by(event, one)]
            closes = sure and len({*event.over}) > 1 and not speaking.perhaps(event.label.plain)
            if told or closes:
                yield _noted(given, event, told, SEEN)


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


def _step(
    given: Given, part: Part, sender: str, splits: Shares, now: Meanwhile, *, flowing: bool, told: Sequence[Beat]
) -> Step:
    """A step's messages, and what comes about with them, one after another, but for what has been `told`."""
    acts: list[Beat] = []
    first = part.messages[0].number
    source = _source(given, sender)
    for message in part.messages:
        number, cause = message.number, Cause("split", message.label.plain, message.span.line)
        before = [act for act in now.before.get(number, ()) if act not in told]
        if before and first < number:
            acts.append(_play(given, first, number - 1))
            first = number
        acts += _shown(given, before)
        acts += before
        split = splits.get(number)
        behind = now.behind.get(number, ())
        if split or behind:
            acts.append(_play(given, first, number))
            first = number + 1
        up = [act for act in behind if split and act.verb == "start" and split.get(act.targets[0])]  # it gets some now
        acts += up
        if split:
            if "errors" in acts[-1].args:
                acts.append(beat("wait", cause=acts[-1].cause or cause, seconds=erring.SEEN))
            begun = flowing or any(act.verb == "split" for act in acts)
            if not begun:
                acts += sending.traffic(given, [source], _cause(given, source))
            eased: dict[str, Any] = {"over": EASED} if begun else {}
            rounded = {id: round(share, 2) for id, share in split.items()}
            acts.append(beat("split", sender, cause=cause, to=rounded, **eased))
        acts += [act for act in behind if act not in up]
    if first <= part.messages[-1].number:
        acts.append(_play(given, first, part.messages[-1].number))
    seen = _seen(given, sender, acts, flowing)
    return given.step(_words(given, part, sender, splits), *chain(*acts), *([seen] if seen else []))


def _seen(given: Given, sender: str, acts: Sequence[Beat], flowing: bool) -> Beat | None:
    """The time for which a step is seen, by what has come about in it: where nothing has, from its beginning."""
    happened = [act for act in acts if act.verb != "play"]
    cause = _cause(given, sender)
    if not happened:
        return beat("wait", cause=cause, seconds=SEEN) if flowing else None
    if "errors" in happened[-1].args:
        return replace(beat("wait", cause=cause, seconds=erring.SEEN), then=True)
    flows = flowing or any(act.verb == "split" for act in acts)
    changes = any(act.verb in ("fail", "degrade", "stop") or "over" in act.args for act in acts)
    return replace(beat("wait", cause=cause, seconds=HELD), then=True) if flows and changes else None


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


def _play(given: Given, first: int, last: int) -> Beat:
    cause = Cause("messages", "", given.sequence.messages[first - 1].span.line)
    return beat("play", cause=cause, first=first, last=last)
