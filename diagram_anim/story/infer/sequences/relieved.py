"""Pools of connections that were used up because somebody answered slowly: they are free again once that one is well.

Comes in: what befalls a participant of a sequence, and what has been told so far. Goes out: beats beside it.
"""

from __future__ import annotations

from diagram_anim.model.storyboard import Beat
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences.going import Going
from diagram_anim.story.infer.words import levels

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
