"""How gauges stand, and how many answers are errors, that only the paragraph before a chart tells.

Comes in: a chart, and how it is told otherwise. Goes out: a step for each of which nothing has been told.
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
            first, *others = (levels.rises(id, level, cause) for id in targets)
            words = phrases.cut(phrases.clean(text), 2 * phrases.LINE)
            found.append(given.step(words, *others, *chain(first, beat("wait", cause=cause, seconds=SEEN))))
    return found + _errors(given, telling)


def _errors(given: Given, telling: Telling) -> list[Step]:
    """Whose answers are errors where no requests run that would show it."""
    beats = [one for step in telling.steps for one in step.beats]
    known = {id for one in beats if one.verb == "degrade" and "errors" in one.args for id in one.targets}
    if any(one.verb == "traffic" for one in beats):
        return []
    found = []
    for who, (percent, word, text) in figured.erring(given).items():
        if who not in known:
            cause = Cause("errors", word)
            acts = chain(beat("degrade", who, cause=cause, errors=percent), beat("wait", cause=cause, seconds=SEEN))
            found.append(given.step(phrases.cut(phrases.clean(text), 2 * phrases.LINE), *acts))
    return found
