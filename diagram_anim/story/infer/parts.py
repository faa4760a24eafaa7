"""A dialogue in parts, each a step to be: what it holds, where a frame opens one, and when it has enough."""

from __future__ import annotations

from dataclasses import dataclass, field

from diagram_anim.model.diagram import FragmentSection, FragmentStart, Message, Note
from diagram_anim.model.storyboard import Beat
from diagram_anim.story.infer import cases
from diagram_anim.story.infer.given import Given

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
    note: Note | None = None
    """Whose words they are: where no message follows, it is shown for itself."""
    frame: str = ""
    """What the frame is that begins with it."""
    whole: bool = False
    """Whether all that follows in its frame belongs to it, as in a `par`."""
    sections: list[str] = field(default_factory=list)
    """What its frame's sections are called."""
    resumes: cases.Resumed | None = None
    """The case that holds from here on, after another that failed was told."""


def opened(given: Given, event: FragmentStart | FragmentSection) -> Part:
    """What begins with a frame or a section of one."""
    whole = event.kind in ("par", "par_over")
    return Part(
        frame=_FRAMES.get(event.kind, ""), own=bool(event.label.plain), whole=whole, sections=called(given, event)
    )


def called(given: Given, event: FragmentStart | FragmentSection) -> list[str]:
    """A section's words, unless they only say what the frame is."""
    text, frame = event.label.plain, _FRAMES.get(event.kind)
    kind = given.say(frame, text="").strip(" :：") if frame and frame not in CASES else ""
    return [text] if frame and text and text.casefold() != kind.casefold() else []


def full(given: Given, part: Part, message: Message, most: int) -> bool:
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


def begins(given: Given, part: Part) -> bool:
    """Whether a note over one participant says what follows: where it stands alone, or there are few such notes."""
    if part.whole or part.own and not part.messages and not part.note:
        return False
    single = [one for one in given.sequence.events if isinstance(one, Note) and len(set(one.over)) == 1]
    return not part.messages or len(single) <= NOTES
