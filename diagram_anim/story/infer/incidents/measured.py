"""How gauges stand that only the paragraph before a chart tells.

Comes in: a chart, and how it is told otherwise. Goes out: a step for each gauge of which nothing has been told.
"""

from __future__ import annotations

from diagram_anim.model.storyboard import Cause, Step
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.words import figured, levels
from diagram_anim.story.language import phrases

SEEN = 4.0
"""Seconds for which each of them is seen."""


def steps(given: Given, telling: Telling) -> list[Step]:
    beats = [one for step in telling.steps for one in step.beats if one.verb == "gauge"]
    known = {(id, one.args["name"]) for one in beats for id in one.targets}
    found = []
    for who, level, text in figured.gauges(given):
        targets = [id for id in given.within(who) if (id, level.name) not in known]
        if targets:
            cause = Cause("gauge", level.word)
            rise = beat("gauge", *targets, cause=cause, name=level.name, value=level.value, over=levels.RISE)
            words = phrases.cut(phrases.clean(text), 2 * phrases.LINE)
            found.append(given.step(words, *chain(rise, beat("wait", cause=cause, seconds=SEEN))))
    return found
