"""A link between two that is cut as the words before a chart tell: `we cut the link between zone A and zone B`.

Comes in: a chart and a telling. Goes out: the same, behind which nothing passes between the two any more, and something
does again where that is told, too. Where no arrow joins them there is nothing to be seen of it.
"""

from __future__ import annotations

from dataclasses import replace

from diagram_anim.model.storyboard import Step
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.words import clauses, naming
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import links

SEEN = 6.0
"""Seconds of the system for which each of the two is seen."""


def added(given: Given, telling: Telling) -> Telling:
    text = next((one for one in clauses.sentences(given) if links("severs").search(one)), "")
    ends = naming.names_in(given, text) if text else []
    if text and len(ends) != 2:  # whatever they are: a head office and its branch
        ends = [id for id in (*given.nodes, *given.groups) if naming.hit(given.name(id), text)]
    known = {one.verb for step in telling.steps for one in step.beats}
    if len(ends) != 2 or "partition" in known or not _joined(given, ends[0], ends[1]):
        return telling
    steps = [_step(given, text, "partition", *ends)]
    cut = links("severs").search(text)
    prose = clauses.prose(given)
    later = prose[prose.index(text) + (cut.start() if cut else 0) :]
    if mends := links("mends").search(later):
        steps.append(_step(given, _sentence(later, mends.start()), "recover", ends[0]))
    return replace(telling, steps=(*telling.steps, *steps))


def _joined(given: Given, one: str, other: str) -> bool:
    """Whether an arrow leads from one, or what is in it, to the other, or back."""
    sides = [{id, *given.within(id)} for id in (one, other)]
    ends = [{edge.source, edge.target} for edge in given.graph.edges]
    return any(some & sides[0] and some & sides[1] for some in ends)


def _sentence(text: str, at: int) -> str:
    """The clause of a text in which a place lies."""
    begins = max(text.rfind(sign, 0, at) for sign in ".;。") + 1
    ends = min((place for sign in ".;。" if (place := text.find(sign, at)) >= 0), default=len(text))
    return text[begins:ends].strip()


def _step(given: Given, text: str, verb: str, *ends: str) -> Step:
    cause = given.cause("partition" if verb == "partition" else "recovery", text)
    words = phrases.cut(phrases.clean(text), 2 * phrases.LINE)
    return given.step(words, *chain(beat(verb, *ends, cause=cause), beat("wait", cause=cause, seconds=SEEN)))
