"""How a rush that is told before a chart ends: the requests are as many as before it.

Comes in: a telling, and the steps that tell what else befalls its parts. Goes out: these steps, in which the requests
become fewer before the copies that came up for them go, or where it is told that they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.words import rushes
from diagram_anim.story.language import phrases

SEEN = 4.0
"""Seconds of the system for which it is seen."""


def calmed(given: Given, telling: Telling, steps: Sequence[Step]) -> list[Step]:
    usual = _usual(telling)
    if usual is None or rushes.rush(given) is None:
        return [*steps]
    most: dict[str, int] = {}
    for place, step in enumerate(steps):
        scaled = {one.targets[0]: one.args["to"] for one in step.beats if one.verb == "scale"}
        if any(to < most.get(who, 0) for who, to in scaled.items()):
            return [*steps[:place], replace(step, beats=chain(usual, *step.beats)), *steps[place + 1 :]]
        most |= scaled
    ebb = rushes.ebb(given)
    if ebb is None:
        return [*steps]
    cause = given.cause("rate", ebb.text)
    words = phrases.cut(phrases.clean(ebb.text), 2 * phrases.LINE)
    seen = beat("wait", cause=cause, seconds=SEEN)
    return [*steps, given.step(words, *chain(replace(usual, cause=cause), seen))]


def _usual(telling: Telling) -> Beat | None:
    """The requests as they were before they grew, None where they don't."""
    beats = [one for step in telling.steps for one in step.beats]
    grown = {id for one in beats if one.verb == "load" for id in one.targets}
    return next((one for one in beats if one.verb == "traffic" and {*one.targets} == grown), None)
