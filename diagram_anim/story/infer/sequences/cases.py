"""Answers of a sequence of which one fails: what comes after them goes on from the one that doesn't."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from diagram_anim.model.diagram import FragmentEnd, FragmentSection, FragmentStart, Message, Note
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given

_REFUSED = re.compile(r"\b[45]\d\d\b")
"""What HTTP says of a request that fails: `401 Unauthorized`."""


@dataclass(slots=True)
class _Section:
    label: str
    messages: list[Message] = field(default_factory=list)

    @property
    def fails(self) -> bool:
        return any(
            one.end == "cross" or _REFUSED.search(one.label.plain) or sense.says(one.label.plain, *_FAILING)
            for one in self.messages
        )


_FAILING = ("failure", "outage", "blocked")


@dataclass(frozen=True, slots=True)
class Resumed:
    """The case that holds, by its words, with its first message and its last; what comes `after` all cases."""

    label: str
    first: Message
    last: Message
    after: Message


def resumed(given: Given) -> Iterator[Resumed]:
    """Each `alt` whose first answer alone doesn't fail, and after which more is said."""
    events = given.sequence.events
    open_frames: list[list[_Section]] = []
    for place, event in enumerate(events):
        match event:
            case FragmentStart():
                open_frames.append([_Section(event.label.plain)] if event.kind == "alt" else [])
            case FragmentSection() if open_frames[-1]:
                open_frames[-1].append(_Section(event.label.plain))
            case Message():
                for frame in open_frames:
                    if frame:
                        frame[-1].messages.append(event)
            case FragmentEnd():
                sections = [one for one in open_frames.pop() if one.messages]
                after = next((one for one in events[place + 1 :] if not isinstance(one, Note | FragmentStart)), None)
                if len(sections) < 2 or sections[0].fails or not all(one.fails for one in sections[1:]):
                    continue
                if isinstance(after, Message):
                    holds = sections[0]
                    yield Resumed(holds.label, holds.messages[0], holds.messages[-1], after)
