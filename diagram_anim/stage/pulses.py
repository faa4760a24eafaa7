"""Rings that open once from what is spoken of: cards, and the heads of participants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from diagram_anim.model.timeline import Action
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.nodes import Layer, Sprite

RISE = 0.15
"""The share of its time in which a pulse comes up: a step's first frame, with which a clip of the step before ends,
gives nothing away."""

STEPS = 12
"""How many pictures a ring has on its way."""


def pulses(moment: Moment, id: str, draw: Callable[..., Any], view: str = "chart") -> Iterator[Layer]:
    """The rings of a thing that are open now, fading as they grow."""
    for clip in moment.happening(id, Action.PULSE):
        if clip.view == view:
            share = (moment.at - clip.start) / max(1e-9, clip.end - clip.start)
            tone = str(clip.value or "traffic")
            yield Layer(Sprite(draw, (id, tone, round(share * STEPS))), min(share / RISE, 1.0 - share))
