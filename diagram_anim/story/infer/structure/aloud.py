"""What no caption can hold: told piece by piece; what a card says, while it is lit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.model.storyboard import Step
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words.saying import Way
from diagram_anim.story.language import phrases

PIECES = 4
"""A card is told in up to so many captions; the last one ends where it must."""


def aloud(given: Given, step: Step, ways: Sequence[Way]) -> list[Step]:
    """The step, and behind it those with the rest of the words, where it runs along one arrow to a card that is a
    sentence of more than a caption."""
    if len(ways) != 1 or len(ways[0]) != 2 or not phrases.sentence(words := given.whole(ways[0][1])):
        return [step]
    edge = given.graph.edge(*ways[0])
    said = given.say.under(edge.label.plain if edge.label else "", "itself", a=words)
    pieces = phrases.pieces(said)
    if len(pieces) < 2 or step.say != {given.lang: phrases.caption(said)}:
        return [step]
    kept = [*pieces[: PIECES - 1], *filter(None, [" ".join(pieces[PIECES - 1 :])])]
    light = beat("highlight", ways[0][1], cause=given.cause("told", of=ways[0][1]))
    first, *others = kept
    return [replace(step, say={given.lang: first}), *(given.step(one, light) for one in others)]


def opened(given: Given, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The words before a diagram are told to their end, also where they are more than the first step's caption."""
    words = given.caption
    if not steps or phrases.caption(words) == words or steps[0].say != {given.lang: phrases.caption(words)}:
        return tuple(steps)
    pieces = phrases.pieces(words)
    if len(pieces) > PIECES:
        return tuple(steps)
    first, *others = ({given.lang: one} for one in pieces)
    return (replace(steps[0], say=first), *(Step(one, ()) for one in others), *steps[1:])
