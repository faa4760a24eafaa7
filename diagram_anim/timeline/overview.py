"""Before anything of a sequence is told all of it is looked over, from top to bottom, as a chart is; then what is to
come steps back.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagram_anim.model.cast import Cast
from diagram_anim.model.timeline import Action, Clip

VIEW, WHOLE, TOLD = "sequence", "whole", "told"

COME, GO = 1.2, 0.6
"""How long it takes to come, where there is time, and to step back, in film seconds."""

SOON = 0.5
"""It comes in no less."""

LEAST = 0.8
"""It stands for as long at least: else it isn't worth its coming."""


def looked_over(clips: Sequence[Clip], cast: Cast) -> list[Clip]:
    """All rows come once their participants are there and step back as the first is told."""
    shows = [clip for clip in clips if clip.view == VIEW and clip.action is Action.SHOW and clip.value]
    rows, heads = {row.id for row in cast.rows}, {head.id for head in cast.heads}
    told = min((clip.start for clip in shows if clip.target in rows), default=0.0)
    there = max((clip.end for clip in shows if clip.target in heads and clip.start < told), default=0.0)
    come = min(COME, told - there - LEAST)
    if come < SOON:
        return []
    return [
        Clip(there, there + come, Action.SHOW, WHOLE, 1.0, view=VIEW, ease="linear"),
        Clip(told, told + GO, Action.SHOW, WHOLE, 1.0, view=VIEW, slot=TOLD),
    ]
