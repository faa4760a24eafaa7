"""What befalls the participants of a sequence, event by event: read once, for whatever tells it.

Comes in: a sequence. Goes out: what comes about with each of its events.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.sequences import fates, happens, noted
from diagram_anim.story.infer.sequences.going import Going
from diagram_anim.story.infer.words import lives, speaking


@dataclass(frozen=True, slots=True)
class Happening:
    """What comes about with an event; before it one that had failed may be `back`; by it somebody `leads` who comes in
    for another."""

    acts: tuple[Beat, ...] = ()
    back: Beat | None = None
    leads: bool = False


def at_once(given: Given) -> list[Beat]:
    """Those fail before all else whose own names say that they are down."""
    return [beat("fail", id, cause=given.cause("outage", word, id)) for id, word in fates.fallen(given).items()]


@once
def course(given: Given) -> list[Happening]:
    """What comes about with each event."""
    going = Going(told=at_once(given))
    going.failed |= {act.targets[0] for act in going.told}
    found = []
    for event, sure in zip(given.sequence.events, lives.sure(given), strict=True):
        now = Happening()
        if isinstance(event, Note):
            now = Happening(tuple(noted.acts(given, event, going, sure)))
        elif isinstance(event, Message):
            now = _of_message(given, event, going, sure)
        going.told += [now.back, *now.acts] if now.back else now.acts
        found.append(now)
    return [replace(now, acts=tuple(_kept(given, now.acts, place, found))) for place, now in enumerate(found)]


def _kept(given: Given, acts: Sequence[Beat], place: int, every: Sequence[Happening]) -> Iterator[Beat]:
    """What comes about; who is started anew while it is emptied stays so until it takes work again, as a machine does
    by itself."""
    for act in acts:
        yield act
        before = [one.verb for now in every[:place] for one in now.acts if one.targets == act.targets]
        later = [one.verb for now in every[place + 1 :] for one in now.acts if one.targets == act.targets]
        emptied = [verb for verb in before if verb in ("drain", "start", "stop", "fail")][-1:] == ["drain"]
        machine = given.role(act.targets[0]) is Role.NODE
        if act.verb == "restart" and emptied and later[:1] == ["start"] and not machine:
            yield replace(act, verb="drain", args={}, then=True)


def _of_message(given: Given, message: Message, going: Going, sure: bool) -> Happening:
    leads = sure and happens.comes_in(given, message, going) is not None
    back = _back(given, message, going) if sure else None
    acts = happens.acts(given, message, going) if sure else []
    if message.number in going.due:
        acts.append(going.due[message.number])
    return Happening(tuple(acts), back, leads)


def _back(given: Given, message: Message, going: Going) -> Beat | None:
    """One that has failed, and sends something again that arrives, is back; not with an answer, nor with the news that
    something fails."""
    who, text = message.source, message.label.plain
    sends = message.line == "solid" and message.end != "cross" and who != message.target
    if who not in going.failed or not sends or message.number in given.answers or speaking.perhaps(text):
        return None
    if sense.says(text, "outage", "failure", "silent", "sick", "timeout") or not text:
        return None
    return going.meets(beat("recover", who, cause=Cause("recovery", message.label.plain, message.span.line)))
