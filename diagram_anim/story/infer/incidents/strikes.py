"""Boxes before a part, or before a group of them, that say nothing but what goes wrong there: `AZ-a outage` → AZ-a.

Nothing runs along their arrows: what they lead to fails, in its time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.system.broken import breaks
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE


def apart(given: Given) -> Given:
    """The same without the arrows of such boxes, with what these befall."""
    found = _found(given) if isinstance(given.diagram, Flowchart) else {}
    if not found:
        return given
    kept = tuple(edge for edge in given.chart.edges if edge.source not in {box for box, _ in found.values()})
    return replace(given, diagram=replace(given.chart, edges=kept), strikes=found)


def _found(given: Given) -> dict[str, tuple[str, Hit]]:
    """What fails, with the box that says it and its word."""
    found: dict[str, tuple[str, Hit]] = {}
    for box in given.of_role(Role.THING, Role.OUTCOME, *BREAKABLE):
        after = given.graph.after.get(box, [])
        hit = _strikes(given, box, after) if after and not given.graph.before.get(box) else None
        if hit:
            found |= dict.fromkeys(after, (box, hit))
    return found


def _strikes(given: Given, box: str, after: list[str]) -> Hit | None:
    labels = [edge.label.plain for edge in given.graph.edges if edge.source == box and edge.label]
    if any(label and not sense.only(label, ("outage", "failure"), ()) for label in labels):
        return None
    parts = [[one for one in given.within(id) if given.role(one) in BREAKABLE] for id in after]
    if not all(parts):
        return None
    words = given.words(box)
    names = tuple(name for id in after for name in (given.name(id), given.words(id)) if name)
    if given.role(box) in BREAKABLE and not any(name in words for name in names):
        return None  # a part that is down itself
    bare = sense.unpictured(words)
    return sense.only(bare, ("outage", "failure"), ("runnable", "server"), names) or _breaks(given, box, after)


def _breaks(given: Given, box: str, after: list[str]) -> Hit | None:
    """The words of a box that is no part with which what it leads to can but fail (`Disk failure on the database`),
    where it says no more and means no other part."""
    asking = [[one for one in given.graph.before[id] if given.role(one) in _ASKS] for id in after if id in given.nodes]
    if given.role(box) in BREAKABLE or not all(asking):
        return None  # nobody asks what it leads to: a chain, or a list, of causes
    return breaks(given, given.whole(box), after)


_ASKS = (Role.CLIENT, *BREAKABLE)


def told(given: Given, telling: Telling) -> Telling:
    """A telling in which such a box is seen to strike just before what it befalls fails; at the end where nothing else
    has told that."""
    return replace(telling, steps=(*_struck(given, telling.steps),))


def _struck(given: Given, steps: tuple[Step, ...]) -> list[Step]:
    left: Mapping[str, tuple[str, Hit]] = dict(given.strikes)
    done = []
    for step in steps:
        here = [
            id for id in left if any(one.verb == "fail" and {*given.within(id)} & {*one.targets} for one in step.beats)
        ]
        blows = [_blow(given, id) for id in here]
        left = {id: left[id] for id in left if id not in here}
        first = [replace(one, then=bool(blows) and at == 0) for at, one in enumerate(step.beats)]
        done.append(replace(step, beats=(*blows, *first)) if blows else step)
    return done + [_blown(given, id) for id in left]


def _blow(given: Given, id: str) -> Beat:
    box, hit = given.strikes[id]
    return beat("send", box, id, cause=given.cause("outage", hit.word, box))


def _blown(given: Given, id: str) -> Step:
    box, hit = given.strikes[id]
    fail = beat("fail", *given.within(id), cause=given.cause("outage", hit.word, box))
    return given.step(given.say("down_fail", server=given.name(id)), _blow(given, id), replace(fail, then=True))
