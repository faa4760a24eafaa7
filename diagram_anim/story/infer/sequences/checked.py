"""Who has failed by the health checks that it left unanswered: they get lost again and again, then who checks says so.

Comes in: a note over who checks, or its message to itself. Goes out: who is down, and the word. Requests that get lost
are retried; they tell nothing of who is asked.
"""

from __future__ import annotations

import re

from diagram_anim.model.diagram import FragmentEnd, FragmentStart, Message, Note
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import speaking
from diagram_anim.story.language.events import sharing
from diagram_anim.story.outcomes import BREAKABLE

LEAST = 2
"""One check that gets lost isn't enough."""

_CHECK = re.compile(
    r"\bhealth|/(?:ready|live)z?\b|\bping\b|\bprobe|heart ?beat|\bchecks?\b|헬스|상태 ?(?:확인|체크)|하트비트|프로브|핑"
    r"|ヘルス|死活|ハートビート|プローブ",
    re.IGNORECASE,
)
_JUDGED = re.compile(r"\bdown\b|threshold|임계|비정상|(?:異常|不健全|障害)と?(?:判定|判断)", re.IGNORECASE)


def failed(given: Given, event: Note | Message) -> tuple[str, str] | None:
    """Who is down by what somebody says whose checks got lost right before, with the word for it."""
    by = {*event.over} if isinstance(event, Note) else {event.source, event.target}
    text = event.label.plain
    if len(by) > 1 or speaking.perhaps(text):
        return None
    (by_one,) = by
    who = _unanswering(given, by_one, event)
    if who is None or given.role(who) not in BREAKABLE or speaking.others(given, by_one, text) not in ([], [who]):
        return None
    hit = sense.says(text, "sick", "outage", "failure", "ejected")
    told = _JUDGED.search(text) or sharing("empties").search(text)
    word = hit.word if hit else told[0] if told else ""
    return (who, word) if word and not _goes_on(given, who, event) else None


def checks(message: Message) -> bool:
    """Whether a message only asks how one is."""
    return _CHECK.search(message.label.plain) is not None


def _unanswering(given: Given, by: str, event: Note | Message) -> str | None:
    """The one to whom the last checks went, all of which got lost."""
    lost, who, answered = 0, "", True
    for message, again in reversed(_before(given, event)):
        if message.source == message.target:
            continue
        if {message.source, message.target} != {
            by,
            who or (message.target if message.source == by else message.source),
        }:
            break
        if message.end == "cross":
            who = message.target if message.source == by else message.source
            lost += LEAST if again else 1
        elif answered or message.source != by:
            break
        if message.source == by and not checks(message):
            return None
        answered = message.end != "cross" or message.source == by
    return who if lost >= LEAST else None


def _before(given: Given, event: Note | Message) -> list[tuple[Message, bool]]:
    """The messages before something, each with whether it is sent again and again."""
    frames: list[bool] = []
    found = []
    for one in given.sequence.events:
        if one is event:
            break
        match one:
            case FragmentStart():
                frames.append(one.kind == "loop")
            case FragmentEnd():
                frames.pop()
            case Message():
                found.append((one, any(frames)))
    return found


def _goes_on(given: Given, who: str, event: Note | Message) -> bool:
    """Whether one answers afterwards before anything says that it is back."""
    events = given.sequence.events
    for one in events[events.index(event) + 1 :]:
        if isinstance(one, Note | Message) and sense.says(one.label.plain, "heal", "restart", "start"):
            return False
        if isinstance(one, Message) and one.source == who and one.end != "cross":
            return True
    return False
