"""Any other sequence: its messages in order, cut at notes and frames and into handfuls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from diagram_anim.model.diagram import FragmentEnd, FragmentSection, FragmentStart, Message, Note
from diagram_anim.model.storyboard import Beat, Cause, Step
from diagram_anim.model.system import Role
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.sequences import cases, course, ideas, messages, rolling, sets
from diagram_anim.story.infer.sequences.parts import CASES, OTHERWISE, Part, begins, called, full, opened, turns
from diagram_anim.story.infer.sequences.rush import Rush, rush
from diagram_anim.story.infer.words import lives, speaking
from diagram_anim.story.infer.words.unready import unready

SINGLY = 4
"""A sequence of so few messages is told message by message."""


def tell(given: Given) -> Telling:
    heads = [id for id in given.nodes if not lives.born(given, id)]
    meeting = given.say("meet", many=given.many(heads)) if len(heads) > 1 else ""
    steps = [given.opening("reveal", *heads, words=meeting)] if heads else []
    parts = _parts(given)
    broken = any(act.verb in _BREAKING for part in parts for act in part.acts)
    scales = any(act.verb == "scale" for part in parts for act in part.acts)
    flows = Rush() if broken or given.uncounted else rush(given, steady=scales)
    told = [step for part in parts for step in _steps(given, _flowing(part, flows))]
    if steps and told and not given.caption:  # nobody waits before empty lifelines for words that say little
        told[0] = replace(told[0], beats=(*steps.pop().beats, *_behind(told[0].beats)))
    settings = {**rolling.settings(given), **flows.settings, **_settings(given, flows.settings)}
    started = {id for step in told for one in step.beats if one.verb == "start" for id in one.targets}
    for id in (id for id in started if unready(given, id)):
        settings[id] = {**settings.get(id, {}), "start": NEVER}
    return Telling((*steps, *told), settings)


NEVER = 3600.0
"""Seconds within which one who doesn't become ready would have to."""


_BREAKING = ("fail", "partition", "elect")
"""Where such things happen requests aren't told: who takes them then, nobody says."""


def _flowing(part: Part, flows: Rush) -> Part:
    """A part with the requests that begin or grow with its messages."""
    acts = [act for one in part.messages for act in flows.beats.get(one.number, ())]
    return replace(part, acts=[*acts, *part.acts]) if acts else part


def _settings(given: Given, others: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, Any]]:
    """How many copies there are of what is scaled, as its first message says, beside what else is set of them."""
    first = dict(sets.sets(given).first)
    for message, sure in zip(given.sequence.messages, _certain(given), strict=True):
        grown = lives.scaled(given, message) if sure else None
        if grown:
            who, copies = grown
            first.setdefault(who, copies[0])
    kept = {who: {"role": Role.SERVER.value} for who in first if given.role(who) is Role.CONTROLLER}
    return {who: {**others.get(who, {}), **kept.get(who, {}), "replicas": many} for who, many in first.items()}


def _certain(given: Given) -> list[bool]:
    """Of each message, whether it is sent in any case."""
    events = zip(given.sequence.events, lives.sure(given), strict=True)
    return [sure for event, sure in events if isinstance(event, Message)]


def _behind(beats: tuple[Beat, ...]) -> tuple[Beat, ...]:
    return tuple(replace(one, then=True) for one in beats)


def _parts(given: Given) -> list[Part]:
    parts: list[Part] = [Part()]
    if down := course.at_once(given):
        names = given.many([act.targets[0] for act in down])
        parts += [Part(given.say("down_fail", server=names), acts=down, own=True), Part()]
    around: list[str] = []
    for event, now in zip(given.sequence.events, course.course(given), strict=True):
        match event:
            case Note() if now.acts:
                acts = [_shown(event, now.acts[0].cause), *now.acts]
                parts += [Part(messages.noted(given, event), acts=acts, own=True), Part()]
            case Note():
                if event.placement == "over" and (len(set(event.over)) > 1 or begins(given, parts[-1])):
                    parts.append(Part(messages.noted(given, event), own=True, note=event))
                    if not speaking.heads(event):
                        parts.append(Part())
            case FragmentStart() | FragmentSection() if parts[-1].whole:
                around.append(event.kind) if isinstance(event, FragmentStart) else None
                if isinstance(event, FragmentSection) and len(around) == 1:
                    parts[-1].sections += called(given, event)
            case FragmentStart() | FragmentSection():
                parts.append(opened(given, event))
                around = [event.kind]
            case FragmentEnd():
                around = around[:-1]
                if not parts[-1].whole or not around:
                    parts.append(Part())
            case Message():
                if now.back:
                    words = given.say("back", a=given.name(event.source))
                    parts += [Part(words, acts=[now.back], own=True), Part()]
                if parts[-1].whole:
                    pass
                elif (now.leads and turns(parts[-1], event)) or full(given, parts[-1], event):
                    parts.append(Part())
                if not parts[-1].messages:
                    parts[-1].room = _room(given, event, parts[-1])
                parts[-1].messages.append(event)
                parts[-1].acts += now.acts
    for part in parts:
        if part.note and not part.messages and not part.acts:
            part.acts.append(_shown(part.note))
    told = [part for part in parts if part.messages or part.acts]
    firsts = {part.messages[0].number: part for part in told if part.messages}
    for one in cases.resumed(given):
        if one.first.number in firsts and one.after.number in firsts:
            firsts[one.after.number].resumes = one
    return told


def _shown(note: Note, cause: Cause | None = None) -> Beat:
    """The beat that brings a note by itself."""
    return beat("appear", f"note:{note.number}", cause=cause or Cause("note", "", note.span.line))


def _room(given: Given, message: Message, part: Part) -> int:
    """How many messages the idea takes that begins with one, up to the next note or frame."""
    if len(given.sequence.messages) <= SINGLY and not part.own:
        return 1
    events = given.sequence.events
    rest = events[events.index(message) :]
    until = next((at for at, one in enumerate(rest) if _parts_off(one)), len(rest))
    return ideas.size(given, [one for one in rest[:until] if isinstance(one, Message)])


def _parts_off(event: object) -> bool:
    """Whether an idea ends before it."""
    return isinstance(event, FragmentStart | FragmentSection | FragmentEnd) or (
        isinstance(event, Note) and event.placement == "over"
    )


def _steps(given: Given, part: Part) -> list[Step]:
    """A part's step; where a note and what is said under it are too much for one caption, the note comes first."""
    if not part.note or not part.messages or messages.under(given, part.words, part.messages):
        return [_step(given, part)]
    scene = Part(part.words, acts=[_shown(part.note)])
    return [_step(given, scene), _step(given, replace(part, words="", note=None))]


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
    if part.note and part.messages:
        words = messages.under(given, part.words, part.messages)
    if part.resumes and part.resumes.label:
        words = f"{given.say.case(part.resumes.label)} · {words}"
    if part.frame in CASES:
        words = _case(given, part, words)
    elif part.frame:
        words = given.say(part.frame, text=words)
        words = (messages.under(given, words, part.messages) or words) if part.sections else words
    return given.step(words, *beats)


def _case(given: Given, part: Part, words: str) -> str:
    """A branch: what has to hold, and what is said then."""
    if not part.sections and part.frame != OTHERWISE:
        return words
    holds = given.say.case(words) if part.sections else given.say(OTHERWISE)
    return messages.in_case(given, holds, part.messages)
