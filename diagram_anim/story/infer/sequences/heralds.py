"""Before which message of a sequence comes about what only the paragraph before it tells.

Comes in: a sequence, and who fails or is back by that paragraph. Goes out: the number of the first message that follows
from it: one that is lost with whom it befalls, or speaks of something like it; else the first behind the last words of
who has failed, or those of who is back. Refuses to guess where the messages say nothing of it.
"""

from __future__ import annotations

from diagram_anim.model.diagram import Message
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import speaking
from diagram_anim.story.language import tidings

_SIGNS = ("outage", "failure", "timeout", "silent")


def fails(given: Given, who: str, *, again: bool) -> int | None:
    """The message before which one fails; who is well `again` later may speak then."""
    last = max((one.number for one in given.sequence.messages if _speaks(one, who)), default=0)
    later = [one for one in given.sequence.messages if again or one.number > last]
    sign = next((one.number for one in later if _tells(given, one, who)), None)
    silent = last and not again and last < len(given.sequence.messages)
    return sign or (last + 1 if silent else None)


def returns(given: Given, who: str, failed: int) -> int | None:
    """The message before which one is back that had failed before another."""
    return next((one.number for one in given.sequence.messages[failed - 1 :] if _speaks(one, who)), None)


def _speaks(message: Message, who: str) -> bool:
    return message.source == who and message.end != "cross"


def _tells(given: Given, message: Message, who: str) -> bool:
    """Whether a message is lost on its way to or from one, or tells of a failure that may be that one's."""
    text = message.label.plain
    if message.end == "cross":
        return who in (message.source, message.target)
    if message.source == who:
        return False
    told = tidings.read(text, speaking.names(given, who))
    harmed = (told is not None and told.verb == "fail") or sense.says(text, *_SIGNS) is not None
    return harmed and speaking.others(given, message.source, text) in ([], [who])
