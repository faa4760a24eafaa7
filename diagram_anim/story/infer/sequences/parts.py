"""A dialogue in parts, each a step to be: what it holds, where a frame opens one, and when it has enough."""

from __future__ import annotations

from dataclasses import dataclass, field

from diagram_anim.model.diagram import FragmentEnd, FragmentSection, FragmentStart, Message, Note
from diagram_anim.model.storyboard import Beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences import cases, ideas

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
    note: Note | None = None
    """Whose words they are: where no message follows, it is shown for itself."""
    frame: str = ""
    """What the frame is that begins with it."""
    whole: bool = False
    """Whether all that follows in its frame belongs to it, as in a `par`."""
    sections: list[str] = field(default_factory=list)
    """What its frame's sections are called."""
    room: int = 1
    """How many messages its idea takes."""
    resumes: cases.Resumed | None = None
    """The case that holds from here on, after another that failed was told."""


def opened(given: Given, event: FragmentStart | FragmentSection) -> Part:
    """What begins with a frame or a section of one."""
    whole = event.kind in ("par", "par_over") and _few(given, event)
    return Part(
        frame=_FRAMES.get(event.kind, ""), own=bool(event.label.plain), whole=whole, sections=called(given, event)
    )


def _few(given: Given, frame: FragmentStart | FragmentSection) -> bool:
    """Whether all that a frame holds can be seen in one step."""
    depth = count = 0
    for event in given.sequence.events[given.sequence.events.index(frame) :]:
        depth += isinstance(event, FragmentStart) - isinstance(event, FragmentEnd)
        count += isinstance(event, Message)
        if not depth:
            break
    return count <= ideas.MOST


def called(given: Given, event: FragmentStart | FragmentSection) -> list[str]:
    """A section's words, unless they only say what the frame is."""
    text, frame = event.label.plain, _FRAMES.get(event.kind)
    kind = given.say(frame, text="").strip(" :：") if frame and frame not in CASES else ""
    return [text] if frame and text and text.casefold() != kind.casefold() else []


def full(given: Given, part: Part, message: Message) -> bool:
    """Whether a step has enough: all of its idea, or something that comes about by its last message; who comes to lead
    by it may answer yet."""
    if part.messages and part.acts:
        answers = message.number in given.answers and not turns(part, message)
        return not (answers and all(act.verb in ("highlight", "scale") for act in part.acts))
    return len(part.messages) >= part.room if part.messages else False


def turns(part: Part, message: Message) -> bool:
    """Whether a message goes on from those of a step otherwise than back to who sent the last."""
    last = part.messages[-1] if part.messages else None
    return last is not None and (last.source, last.target) != (message.target, message.source)


def begins(given: Given, part: Part) -> bool:
    """Whether a note over one participant says what follows: where it stands alone, or there are few such notes."""
    if part.whole or part.own and not part.messages and not part.note:
        return False
    single = [one for one in given.sequence.events if isinstance(one, Note) and len(set(one.over)) == 1]
    return not part.messages or len(single) <= NOTES
