"""Where a part that slows down does so in a chart whose boxes tell what follows from it, up to that all is well again.

Comes in: the steps of a telling, and those that tell what befalls its parts. Goes out: the same, in which one slows
down before the first box that follows from it, and is well where the box tells it, never the other way round; and what
is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.structure import tones
from diagram_anim.story.infer.words import called

_WELL = {"tone": "healthy"}


def placed(given: Given, steps: Sequence[Step], others: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    told, left = [*steps], list[Step]()
    slowed: dict[str, int] = {}
    for other in others:
        acts = [one for one in other.beats if one.verb in ("degrade", "recover")]
        who = acts[0].targets[0] if len(acts) == 1 and len(acts[0].targets) == 1 else ""
        boxes = [*_behind(given, who)] if who else []
        well = [id for id in boxes if tones.tone(given.whole(id)) == _WELL]
        if acts and well and acts[0].verb == "degrade" and (at := _first(told, boxes[:1])):
            told.insert(at, other)
            slowed[who] = at
        elif acts and who in slowed and well and (at := _first(told, well)) > slowed[who]:
            told.insert(at + 1, other)
        else:
            left.append(other)
    return told, left


def _first(steps: Sequence[Step], ids: Sequence[str]) -> int:
    """The place of the first step in which one of them is come to, 0 where none is."""
    sent = (
        at for at, step in enumerate(steps) for one in step.beats if one.verb == "send" and {*one.targets[1:]} & {*ids}
    )
    return next(sent, 0)


def _behind(given: Given, who: str) -> Iterator[str]:
    """The boxes that tell what follows from one, in their order."""
    parts = {*called.parts(given)}
    here, seen = [who], {who}
    while here:
        after = [id for one in here for id in given.graph.after.get(one, []) if id in given.nodes and id not in seen]
        here = [id for id in after if id not in parts and given.role(id) in (Role.THING, Role.OUTCOME)]
        seen |= {*here}
        yield from here
