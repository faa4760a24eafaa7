"""How many copies of a participant there come to be, by what is said to it or over it.

Comes in: a text, and whom it speaks of. Goes out: from how many to how many. One more of so many is counted from as
many as its card or what was said before says that there are.
"""

from __future__ import annotations

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, sense
from diagram_anim.story.infer.given import Given

CALLED = {"copies", "replica", "pod", "any"}
"""What copies of anything are called."""


def copies(text: str, *, scales: bool) -> tuple[int, int] | None:
    """From how many copies to how many a text brings a part; who `scales` it says the latter by a bare number, too."""
    if found := counts.copied(text):
        return found
    speaks = scales or "replica" in text.lower() or bool(sense.kinds(text) & (CALLED - {"any"}))
    to = figures.count(text) or (counts.brought(text) if speaks else None)
    return (0, to) if to and to <= counts.MOST else None


def scales(given: Given, message: Message) -> bool:
    """Whether a message comes from who brings copies up and down."""
    return message.end != "cross" and given.role(message.source) is Role.CONTROLLER


def there(given: Given, who: str, event: Note | Message) -> int:
    """How many copies of one there are when something is said; 1 where nothing tells."""
    events = given.sequence.events
    now = figures.written(given.label(who).lines) or 1
    for one in events[: events.index(event)]:
        if isinstance(one, Note):
            found = copies(one.label.plain, scales=False) if {*one.over} == {who} else None
        elif isinstance(one, Message):
            found = copies(one.label.plain, scales=scales(given, one)) if one.target == who else None
        else:
            continue
        if found:
            now = now + found[1] - 1 if found[0] == 1 else found[1]
    return now
