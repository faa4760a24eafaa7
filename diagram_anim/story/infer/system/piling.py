"""Queues of which it is said that what waits in them grows: who takes from them bears less than comes in.

Comes in: a chart in which requests run. Goes out: the step that tells it, and what those who take from such a queue
bear, so that it grows in the film, and no longer once there are as many of them as the chart tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, NamedTuple

from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.system.growth import Growth
from diagram_anim.story.infer.system.ways import Ways
from diagram_anim.story.infer.words import clauses, sending, surges
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import queues

SEEN = 6.0
"""Seconds in which a queue grows."""

SHORT = 0.6
"""How much of what comes in is taken where nothing else is told."""

EASY = 1.2
"""How many times what comes in ordinarily is taken, where it grows in a rush only, or until more are there."""


class Piled(NamedTuple):
    """It is said of a `queue`, in a `text`."""

    queue: str
    text: str


@once
def piled(given: Given) -> Piled | None:
    """The first queue of which it is said."""
    every = given.of_role(Role.QUEUE)
    for id in every:
        labels = [edge.label.plain for edge in given.graph.edges if edge.label and id in (edge.source, edge.target)]
        if text := next((one for one in (*given.label(id).lines, *labels) if _grows(one, named=True)), ""):
            return Piled(id, text)
    for clause in clauses.clauses(given) if every else ():
        called = [id for id in clause.names if id in every]
        others = [id for id in clause.names if id not in every and id in given.groups]
        if clause.real and not clause.perhaps and not others and _grows(clause.text, named=bool(called)):
            return Piled((called or every)[0], clause.text)
    return None


def _grows(text: str, *, named: bool) -> bool:
    if queues("never").search(text):
        return False
    climbs = queues("climbs").search(text) and (named or queues("things").search(text))
    return bool(climbs or queues("piles").search(text))


def steps(given: Given, found: Ways) -> list[Step]:
    """That it grows, in the words of the chart."""
    told = piled(given)
    if told is None or not _takers(given, found, told.queue):
        return []
    cause = given.cause("queue", told.text, told.queue)
    name, text = given.name(told.queue), phrases.clean(phrases.unnumbered(told.text)).strip(" .。")
    words = text[:1].upper() + text[1:] if name.casefold() in text.casefold() else given.say("alone", a=name, text=text)
    light = beat("highlight", told.queue, cause=cause)
    return [given.step(words, light, *chain(beat("wait", cause=cause, seconds=SEEN)))]


def settings(
    given: Given, found: Ways, grown: Growth | None, told: Mapping[str, Any], lost: Set[str]
) -> dict[str, dict[str, float]]:
    """What each of those bears who take from it, as many copies of each as the settings tell; where it grows because
    some are `lost`, all that comes in as long as they are there."""
    queue = piled(given)
    behind = _takers(given, found, queue.queue) if queue else []
    if not behind or queue is None:
        return {}
    rush = surges.rushes(given, found.sources)
    usual = sum(rate.each if (rate := sending.sent(given, id)) else sending.USUAL for id in found.sources)
    usual *= _part(given, found, queue.queue)
    most = usual * (rush.times if rush else 1)
    copies = {id: int(told.get(id, {}).get("replicas", 1)) for id in behind}
    before = sum(copies.values())
    scarce = (1 + SHORT) / 2 * most
    borne = min(EASY * usual, scarce) if rush else SHORT * usual
    if left := before - sum(copies[id] for id in lost) if lost else 0:
        borne = max(usual, min(EASY * usual, scarce * before / left))
    elif after := _after(grown, copies):
        borne = max(borne, min(EASY * most * before / after, scarce))
    return {id: {"capacity": round(max(borne / before, 0.5), 1)} for id in behind}


def takers(given: Given, found: Ways) -> frozenset[str]:
    """Who takes from a queue that is said to grow."""
    told = piled(given)
    return frozenset(_takers(given, found, told.queue)) if told else frozenset()


def _takers(given: Given, found: Ways, queue: str) -> list[str]:
    behind = [one for end in given.graph.after.get(queue, []) for one in given.within(end)]
    return [id for id in dict.fromkeys(behind) if id in found.servers and given.role(id) is not Role.QUEUE]


def _after(grown: Growth | None, copies: Mapping[str, int]) -> int:
    """How many take from it once more are there; 0 where that isn't told of them."""
    parts = [id for id in grown.parts if id in copies] if grown else []
    if grown is None or grown.copies is None or not parts:
        return 0
    return sum(grown.of(id)[1] if id in parts else many for id, many in copies.items())


def _part(given: Given, found: Ways, queue: str) -> float:
    """Which part of what the sources send comes to it, where each that shares out gives all as much."""
    flow = {id: 1 / len(found.sources) for id in found.sources}
    for id in (*found.sources, *found.reached):
        after = [one for end in given.graph.after.get(id, []) for one in given.within(end) if one in found.reached]
        shares = given.role(id) in (Role.CLIENT, Role.BALANCER, Role.QUEUE)
        for one in dict.fromkeys(after):
            flow[one] = min(1.0, flow.get(one, 0.0) + flow.get(id, 0.0) / (len({*after}) if shares else 1))
    return flow.get(queue) or 1.0
