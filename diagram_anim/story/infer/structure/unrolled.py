"""A long way through decisions, in a chart of events: told box by box, each answer in its place.

Comes in: the steps of its branches. Goes out: for a branch that runs one way, what leads to its question, the answer,
and what follows, as far as it hasn't been told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from diagram_anim.model.storyboard import Step
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.structure.tones import chronicle
from diagram_anim.story.infer.words.saying import Way, decides

MOST = 20
"""Charts of more boxes would take too many steps."""

SHORT = 3
"""Ways of so many boxes are told at once."""


def unrolled(given: Given, steps: Sequence[Step]) -> tuple[Step, ...]:
    if len(given.nodes) > MOST or not chronicle(given):
        return tuple(steps)
    seen: set[str] = set()
    return tuple(one for step in steps for one in _step(given, step, seen))


def _step(given: Given, step: Step, seen: set[str]) -> Iterator[Step]:
    ways = {one.targets for one in step.beats if one.verb == "send"}
    way = next(iter(ways), ())
    asks = [at for at, id in enumerate(way[:-1]) if decides(given, id) and way[at + 1] not in seen]
    if len(ways) != 1 or len(way) <= SHORT or not asks:
        yield step
        seen |= {id for one in ways for id in one}
        return
    at = asks[-1]
    yield from _hops(given, way[: at + 1], seen)
    taken = way[at : at + (3 if {*way[at + 2 :]} <= seen else 2)]  # an answer that leads back is told with where to
    act = beat("send", *taken, cause=given.along(taken))
    last = len(taken) == 2 and len(way) > at + 2
    words = {lang: _first(text) if last else text for lang, text in step.say.items()}
    yield replace(step, say=words, beats=(act,))
    seen.add(way[at + 1])
    yield from _hops(given, way[at + 1 :], seen)


def _first(words: str) -> str:
    """An answer and the first box that it leads to: what follows is told by itself."""
    return " → ".join(words.split(" → ")[:2])


def _hops(given: Given, way: Way, seen: set[str]) -> Iterator[Step]:
    """Box by box, in the author's words."""
    if way[0] not in seen:
        cause = given.cause("told", of=way[0])
        yield given.step(
            given.whole(way[0]), beat("highlight", way[0], cause=cause, **chronicle(given).get(way[0], {}))
        )
    seen.add(way[0])
    for hop in pairwise(way):
        if hop[1] not in seen:
            yield given.step(given.whole(hop[1]), beat("send", *hop, cause=given.along(hop)))
        seen.add(hop[1])
