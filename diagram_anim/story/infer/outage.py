"""A chain of requests that ends in an outage: traffic, then what stands before the outcome fails, then losses."""

from __future__ import annotations

import re

from diagram_anim.model.system import Role
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.infer.given import Given, Telling, beat, chain
from diagram_anim.story.infer.traffic import told
from diagram_anim.story.outcomes import BREAKABLE

RATE = 10.0
SEEN = 4.0
"""Seconds for which the losses are watched."""


def tell(given: Given) -> Telling | None:
    outcomes = given.of_role(Role.OUTCOME)
    clients = [id for id in given.of_role(Role.CLIENT) if given.graph.after.get(id)]
    if len(outcomes) != 1 or not clients:
        return None
    (outcome,) = outcomes
    word = given.roles[outcome][1]
    victims = _victims(given, outcome)
    shown = [id for id in given.nodes if id != outcome]
    frames = [id for id in given.groups if outcome not in inside(given.chart, id)]
    behind = given.many(victims)
    fails, flows = given.cause("outage", word, outcome), given.cause("traffic", given.roles[clients[0]][1], clients[0])
    traffic = beat("traffic", *clients, cause=flows, rate=RATE)
    opening = given.opening("reveal", *frames, *shown)
    near = given.graph.after[clients[0]] == victims
    flow = (
        given.say("outage_flow", client=given.many(clients), server=behind) if near else told(given, clients, victims)
    )
    end = given.words(outcome)
    lost = given.say("outage_lost", outcome=_sentence(end)) if _all_lost(given, clients, victims) else end
    first = [opening, given.step(flow, traffic)] if given.caption else [given.step(flow, *opening.beats, traffic)]
    return Telling(
        (
            *first,
            given.step(given.say("outage_fail", server=behind), beat("fail", *victims, cause=fails)),
            given.step(
                lost,
                *chain(beat("appear", outcome, cause=fails), beat("highlight", outcome, cause=fails, tone="failed")),
                beat("wait", seconds=SEEN, cause=fails),
            ),
        )
    )


def _victims(given: Given, outcome: str) -> list[str]:
    """What fails: the group or part that the outcome names, else the part before it."""
    words = given.words(outcome)
    for id, group in given.groups.items():
        if _named(group.label.plain, words):
            return list(inside(given.chart, id))
    parts = [id for id in given.nodes if id != outcome and given.role(id) in BREAKABLE]
    named = [id for id in parts if _named(given.name(id), words)]
    return [max(named, key=lambda id: len(given.name(id)))] if named else given.graph.before[outcome][:1]


def _named(name: str, words: str) -> bool:
    return len(name) > 1 and re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", words, re.IGNORECASE) is not None


def _all_lost(given: Given, clients: list[str], victims: list[str]) -> bool:
    """Whether no request finds another way to its end."""
    found, queue = set(clients), list(clients)
    while queue:
        for one in given.graph.after.get(queue.pop(), []):
            if one not in found and one not in victims:
                found.add(one)
                queue.append(one)
    ends = {id for id in found if not given.graph.after.get(id) and given.role(id) is not Role.OUTCOME}
    return not ends


def _sentence(words: str) -> str:
    return words if words[-1:] in "!.?…。！" else f"{words}."
