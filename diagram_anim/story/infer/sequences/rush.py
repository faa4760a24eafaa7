"""A rush in a dialogue: a client sends requests, and at a message or a note so many times as many.

Comes in: a sequence. Goes out: the beats of traffic by the number of the message with which they begin, and what those
that answer bear: nobody says that they don't. None where nobody says how the requests grow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.model.system import Role
from diagram_anim.story import rates, sense, spikes
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences.foretold import chart
from diagram_anim.story.infer.words import lives, rushes, speaking
from diagram_anim.story.infer.words.sending import USUAL

TWICE = 2.0
"""Requests grow where they become so many times as many."""

CLIMB = 5.0
"""Seconds in which the requests grow."""

_WORKING = (Role.SERVER, Role.NODE, Role.STORE, Role.CACHE, Role.QUEUE)


@dataclass(frozen=True, slots=True)
class Rush:
    """`beats` by the number of the message that they come with; `settings` are what those that answer bear."""

    beats: Mapping[int, Sequence[Beat]] = field(default_factory=dict)
    settings: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def rush(given: Given, *, steady: bool = False) -> Rush:
    """The rush of the first client whose requests are said to grow, or, `steady`, of which it is said how many a second
    there are; an empty one where none are."""
    told = (_of(given, id, steady) for id in given.of_role(Role.CLIENT))
    return next(filter(None, told), Rush())


def _of(given: Given, client: str, steady: bool) -> Rush | None:
    asked = [one for one in given.sequence.messages if one.source == client and one.target != client]
    reached = _reached(given, client)
    if not asked or not any(given.role(id) in (Role.SERVER, Role.NODE) for id in reached):
        return None
    levels = list(_levels(given, client))
    if any(one.rule == "times" and one.value > 1 for one in levels):
        levels = [one for one in levels if one.rule != "spike"]
    told = (rushes.before(given) or rushes.rush(chart(given))) if len(given.of_role(Role.CLIENT)) == 1 else None
    if told and told[0] >= TWICE and not any(one.rule != "rate" for one in levels):
        levels.append(_Level(asked[0].number, "times", *told, None))
    first = next((one for one in levels if one.rule == "rate"), None)
    base = first.value if first else USUAL
    cause = Cause("rate", first.word, first.line) if first else given.cause("traffic", given.told(client), client)
    beats = {asked[0].number: [beat("traffic", client, cause=cause, rate=base)]}
    now = most = base
    for one in levels:
        rate = one.value if one.rule == "rate" else base * one.value  # a spike is one of so many times as many
        cause = Cause("surge" if rate > now else "rate", one.word, one.line)
        if rate >= TWICE * now:
            grows = beat("load", client, cause=cause, times=round(rate / now, 3), over=CLIMB)
            beats.setdefault(one.number, []).append(grows)
        elif rate < now:
            beats[one.number] = [beat("traffic", client, cause=cause, rate=rate)]
        now, most = rate, max(most, rate)
    grown = any(one.verb == "load" for some in beats.values() for one in some)
    bears = {id: {"capacity": most} for id in reached if given.role(id) in _WORKING}
    return Rush(beats, bears) if grown or (steady and first) else None


@dataclass(frozen=True, slots=True)
class _Level:
    """From a message on `value` requests a second are sent, or so many times the first rate, as a word says."""

    number: int
    rule: str
    value: float
    word: str
    line: int | None


def _levels(given: Given, client: str) -> Iterator[_Level]:
    """How much a client sends, by its messages and by notes that speak of its requests; at the end of a rush as much as
    before it."""
    events, number, last = given.sequence.events, 0, len(given.sequence.messages)
    rushing = rates.rushed(given.words(client)) or spikes.sent(given.words(client))
    if rushing and (told := rates.factor(given.words(client))):
        first = next(one for one in given.sequence.messages if one.source == client)
        yield _Level(first.number, "times", float(told[0]), told[1], first.span.line)
    for event, sure in zip(events, lives.sure(given), strict=True):
        if isinstance(event, Message):
            number = event.number
        if not isinstance(event, Message | Note) or not sure or speaking.perhaps(event.label.plain):
            continue
        text, line = event.label.plain, event.span.line
        mine = event.source == client if isinstance(event, Message) else _spoken(event, client)
        here = number if isinstance(event, Message) else min(number + 1, last)
        rate = rates.sending(text) if isinstance(event, Message) and mine else None
        many = mine and (sense.says(text, "traffic", "surge") is not None or rates.rushed(text))
        many = many or (mine and isinstance(event, Note) and (rates.alone(text) or spikes.sent(text)))
        times = rates.factor(text) if many else None
        if rate:
            yield _Level(here, "rate", rate.each, rate.word, line)
        elif times and times[0] >= TWICE:
            rushing = True
            yield _Level(here, "times", float(times[0]), times[1], line)
        elif mine and (word := spikes.spike(text)):
            rushing = True
            yield _Level(here, "spike", spikes.USUAL, word, line)
        elif mine and rushing and (hit := sense.says(text, "end", "over")):
            rushing = False
            yield _Level(here, "times", 1.0, hit.word, line)


def _spoken(note: Note, client: str) -> bool:
    """Whether a note speaks of what a client sends: over it, alone or among others."""
    return client in note.over


def _reached(given: Given, client: str) -> list[str]:
    """Parts of a system to whom a client's requests come, nearest first; none where they come to anything else."""
    asks = [one for one in given.sequence.messages if one.line == "solid" and one.number not in given.answers]
    found = [client]
    for here in found:
        found += [one.target for one in asks if one.source == here and one.target not in found and _takes(given, one)]
    return found[1:]


def _takes(given: Given, message: Message) -> bool:
    """Whether requests get there, or through there: of no known role is also who lets them through to others."""
    on = any(one.source == message.target != one.target for one in given.sequence.messages if one.line == "solid")
    return given.role(message.target) in (Role.BALANCER, *_WORKING) or (given.role(message.target) is Role.THING and on)
