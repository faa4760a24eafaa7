"""What being well again brings with it: pools of connections that were used up because somebody answered slowly are
free; a circuit breaker that closes tells that who is behind it is well.

Comes in: what befalls a participant of a sequence, and what has been told so far. Goes out: beats beside it.
"""

from __future__ import annotations

import re

from diagram_anim.model.diagram import Note
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences.going import Going
from diagram_anim.story.infer.words import levels, speaking
from diagram_anim.story.language import tidings

FULL = 95.0
"""So much of a pool in use is all of it."""

_POOLED = ("connections", "threads")


def after(given: Given, act: Beat, going: Going) -> list[Beat]:
    """The gauges of those who ask one that is back: nobody waits for it any longer."""
    if act.verb != "recover":
        return []
    (who,) = act.targets
    asking = {who, *(one.source for one in given.sequence.messages if one.target == who)}
    stands = {(one.targets[0], one.args["name"]): one.args["value"] for one in going.told if one.verb == "gauge"}
    return [
        beat("gauge", id, cause=act.cause, name=name, value=0.0, over=levels.CLIMB)
        for (id, name), value in stands.items()
        if id in asking and name in _POOLED and value >= FULL and act.cause
    ]


def closed(given: Given, note: Note, going: Going) -> list[Beat]:
    """That the only one that isn't well behind a circuit breaker is so again, where a note says that this closes."""
    who = note.over[0]
    breaker = len({*note.over}) == 1 and tidings.of_breaker(f"{given.words(who)} {note.label.plain}")
    hit = _CLOSES.search(note.label.plain) if breaker and not speaking.perhaps(note.label.plain) else None
    behind = {one.target for one in given.sequence.messages if one.source == who} & (going.failed | going.slow)
    if hit is None or len(behind) != 1:
        return []
    return [going.meets(beat("recover", *behind, cause=Cause("recovery", hit[0], note.span.line)))]


_CLOSES = re.compile(
    r"\bclose[sd]?\b(?!.{0,20}\b(?:after|if|when|until|once)\b)|\breset\b|닫[힘히혔힌힙]|클로즈드?|閉(?:じ|鎖|状態)|クローズド?",
    re.IGNORECASE,
)
"""How a note says that calls go through a breaker again."""
