"""What a note says to be over of which an earlier one over the same participant told: `GC pause 8 s`, `pause over`."""

from __future__ import annotations

import re

from diagram_anim.model.diagram import Message, Note
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import speaking
from diagram_anim.story.language.events import over


def ceased(given: Given, note: Note, who: str) -> bool:
    """Whether all that a note says is that something is over, by words that an earlier note over `who` has."""
    text = sense.undated(sense.unbracketed(note.label.plain)).strip(" .!！。")
    ends = over().search(text)
    if ends is None or speaking.perhaps(text):
        return False
    what = re.findall(r"[^\W\d_]+", text[: ends.start()])
    what = [word.casefold() for word in what if word.casefold() not in ("the", "a", "an", "its")]
    events = given.sequence.events
    before = [one for one in events[: events.index(note)] if isinstance(one, Note) and who in one.over]
    told = [one.label.plain.casefold() for one in before]
    return bool(what) and any(all(word in text for word in what) for text in told)


_CODE = re.compile(r"\W*(?:HTTP\s?)?[45]\d\d\b", re.IGNORECASE)


def answers(given: Given, event: Note | Message, who: str) -> bool:
    """Whether what is said of one is the code of an answer (`503 Service Unavailable`), and it goes on."""
    events = given.sequence.events
    later = (one for one in events[events.index(event) + 1 :] if isinstance(one, Message) and one.end != "cross")
    return _CODE.match(event.label.plain) is not None and any(one.source == who for one in later)
