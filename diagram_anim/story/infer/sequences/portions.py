"""The shares of traffic that one sender's messages carry in a sequence: which of them hold together, and from which
message on.

Comes in: a sequence. Goes out: its messages step by step, the shares by the number of the message that completes them,
and where shares make no whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagram_anim.model.diagram import FragmentEnd, FragmentSection, FragmentStart, Message, Note, SequenceEvent
from diagram_anim.model.system import Role
from diagram_anim.story import figures
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences.allotted import Allotted
from diagram_anim.story.infer.sequences.pools import filled
from diagram_anim.story.language.events import sharing

BRANCHING = ("alt", "opt", "else", "critical", "option")
"""Words that say in which case something is done are those of such a frame or section."""


Set = dict[str, tuple[float, int]]
"""Shares in percent that hold together, each with the number of its message, by who gets them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A step to be: its caption, the author's own or none, and its messages; `branch` where the caption says only in
    which case they are sent."""

    words: str
    messages: tuple[Message, ...]
    branch: bool = False


def sender(given: Given) -> str | None:
    """Whose messages carry shares: one sender, to two targets or more."""
    counted = [one for one in given.sequence.messages if one.source != one.target and figures.shares(one.label.plain)]
    counted = counted or [one for one in given.sequence.messages if (whole := _share(one)) and whole.percent > 99]
    counted = counted or _whole(given.sequence.messages)
    senders = {one.source for one in counted}
    sharing = [one for one in given.sequence.messages if one.source in senders and _share(one)]
    if len(senders) != 1 or len({one.target for one in sharing}) < 2:
        return None
    return sharing[0].source


def _whole(messages: Sequence[Message]) -> list[Message]:
    """The first messages of one sender that tell shares in words which make a whole: three times `a third`."""
    told = [(one, share.percent) for one in messages if (share := _share(one))]
    for at, (first, _) in enumerate(told):
        mine = [(one, percent) for one, percent in told[at:] if one.source == first.source]
        for some in (mine[:2], mine[:3], mine[:4]):
            ends = {one.target for one, _ in some}
            if len(ends) == len(some) > 1 and abs(sum(percent for _, percent in some) - 100) < 0.5:
                return [one for one, _ in some]
    return []


def _share(message: Message) -> figures.Share | None:
    """In figures, or in words: all of it, half; of `100% → 0%` what it comes to."""
    if message.source == message.target:
        return None
    told = figures.shares(message.label.plain)
    return told[-1] if told else figures.portion(message.label.plain)


def parts(given: Given, sender: str) -> list[Part]:
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
    """The notes over several lifelines: beside such, one over a single one speaks of it, not of what follows, unless it
    is one of the phases that they count. Where there are none, those over one which stand between messages."""
    over = [event for event in events if isinstance(event, Note) and event.placement == "over"]
    spanning = [note for note in over if len(set(note.over)) > 1]
    last = max((place for place, event in enumerate(events) if isinstance(event, Message)), default=0)
    counted = [note for note in over if _PHASE.match(note.label.plain) and events.index(note) < last]
    if spanning and any(note in counted for note in spanning):
        spanning = [note for note in over if note in spanning or note in counted]
    return spanning or [note for note in over if events.index(note) < last]


_PHASE = re.compile(
    r"\s*(?:(?:phase|step|stage) ?\d|\d ?단계|(?:첫|둘|셋|넷|다섯)째"
    r"|(?:단계|フェーズ|ステップ|段階) ?\d|第?\d ?段階|[①-⑨]|\d[.)])",
    re.IGNORECASE,
)
"""How a note begins that counts phases."""


def splits(
    given: Given, sender: str, parts: Sequence[Part], asked: Allotted | None
) -> dict[int, Mapping[str, float]] | None:
    """The shares in force after each message that completes a set, or from which on they are asked for, by its number;
    None where they make no sense."""
    sets, targets = _sets(given, sender, parts, asked)
    if len(targets) < 2 or any(_unfit(one, targets) for one in sets):
        return None
    found: dict[int, Mapping[str, float]] = {}
    before = dict.fromkeys(targets, 0.0)
    for one in sets:
        shares = {target: percent for target, (percent, _) in one.items()}
        again, before = before, filled(shares, before, targets)
        if before != again:
            found[max(number for _, number in one.values())] = before
    return found | _resumed(given, sender, found)


def _resumed(given: Given, sender: str, told: Mapping[int, Mapping[str, float]]) -> dict[int, Mapping[str, float]]:
    """As it was before, from the message on by which one gets requests again that got none: `요청 재개`."""
    found: dict[int, Mapping[str, float]] = {}
    for one in given.sequence.messages:
        held = [told[number] for number in sorted(told) if number < one.number]
        daily = next((shares for shares in reversed(held) if shares.get(one.target)), None)
        ceased = bool(held) and held[-1].get(one.target) == 0
        if ceased and daily and one.source == sender and sharing("resumes").search(one.label.plain):
            found[one.number] = daily
    return found


def _sets(given: Given, sender: str, parts: Sequence[Part], asked: Allotted | None) -> tuple[list[Set], list[str]]:
    """The shares that are told together, one set after another, and all who get any."""
    other = elsewhere(given)
    sets: list[Set] = []
    for part in parts:
        now: Set = {}
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
    return sets, list(dict.fromkeys([*(asked.targets if asked else ()), *(target for one in sets for target in one)]))


def _unfit(told: Set, targets: Sequence[str]) -> bool:
    """Whether shares come to more than all there is, or to less with nobody left for the rest."""
    rest = 100 - sum(percent for percent, _ in told.values())
    return rest < -0.5 or (rest > 0.5 and told.keys() >= {*targets})


def unfit(given: Given) -> tuple[Message, float] | None:
    """The message with which shares come to what is no whole, and what they come to, in percent."""
    who = sender(given)
    if who is None:
        return None
    sets, targets = _sets(given, who, parts(given, who), None)
    wrong = next((one for one in sets if _unfit(one, targets)), None)
    if wrong is None or len(targets) < 2 or any(given.role(one) is Role.CLIENT for one in targets):
        return None  # who is told that so much is done gets no share
    last = max(number for _, number in wrong.values())
    return given.sequence.messages[last - 1], sum(percent for percent, _ in wrong.values())


def elsewhere(given: Given) -> set[int]:
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
