"""`1..4`: which messages of a sequence a beat is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagram_anim.story.grammar.scan import Token

if TYPE_CHECKING:
    from diagram_anim.story.grammar.reading import Reading

_RANGE = re.compile(r"(\d+)(\.\.(\d+)?)?")


def span(beat: Reading, token: Token) -> None:
    """`1..4`: the first and the last message that is played, from 1."""
    match = _RANGE.fullmatch(token.text)
    if not match:
        beat.wrong(token, "bad-range", f"`{token.text}` is no range of messages", "write `1..4`, `4..` or `3`")
        return
    first = int(match[1])
    last = int(match[3]) if match[3] else None if match[2] else first
    count = beat.names.messages
    if not count:
        beat.wrong(token, "unknown-message", "this diagram has no messages", "only sequence diagrams have some")
    elif first < 1:
        beat.wrong(token, "unknown-message", "messages are counted from 1", _there(count))
    elif last is not None and last < first:
        beat.wrong(token, "bad-range", f"`{token.text}` runs backwards", f"write `{last}..{first}`")
    elif first > count or (last is not None and last > count):
        beat.wrong(token, "unknown-message", f"`{token.text}` goes beyond the messages", _there(count))
    else:
        beat.args["first"], beat.args["last"] = first, last


def _there(count: int) -> str:
    return f"there {'is' if count == 1 else 'are'} {count}"
