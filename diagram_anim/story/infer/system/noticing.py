"""Who reads a gauge, and how word of it comes to who acts.

Comes in: a chart, of whom gauges are read, and who acts. Goes out: the way between them, and a step for each arrow.
"""

from __future__ import annotations

from collections.abc import Collection

from diagram_anim.model.storyboard import Step
from diagram_anim.story.infer.beats import beat, twice
from diagram_anim.story.infer.given import Given
from diagram_anim.story.language import phrases


def way(given: Given, read: Collection[str], by: str) -> list[str]:
    """The shortest way from what a gauge is read of to who acts."""
    before: dict[str, str] = {}
    queue = list(read) if by else []
    for here in queue:
        for one in given.graph.after.get(here, []):
            if one in given.nodes and one not in before and one not in read:
                before[one] = here
                queue.append(one)
    found = [by]
    while found[-1] in before:
        found.append(before[found[-1]])
    return found[::-1] if len(found) > 1 else []


def hop(given: Given, here: str, there: str) -> Step:
    text = phrases.clean(label.plain if (label := given.graph.edge(here, there).label) else "")
    words = (
        given.say("labelled", label=text, a=given.name(here), b=given.name(there))
        if text
        else given.say("learns", b=given.name(there))
    )
    return given.step(words, *twice(beat("send", here, there, cause=given.along((here, there)))))
