"""A chain of requests that ends in an outage: traffic, then what stands before the outcome fails, then losses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings.requests import told
from diagram_anim.story.infer.system import downed
from diagram_anim.story.infer.system.downed import event
from diagram_anim.story.infer.words import called, sending
from diagram_anim.story.infer.words.surges import surging
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.outcomes import BREAKABLE

SEEN = 4.0
"""Seconds for which the losses are watched."""


def tell(given: Given) -> Telling | None:
    outcomes = given.of_role(Role.OUTCOME)
    clients = [id for id in given.of_role(Role.CLIENT) if given.graph.after.get(id)]
    before = {outcome: tuple(given.graph.before[outcome]) for outcome in outcomes}
    firsts = [one for one in outcomes if not {*before[one]} & {*outcomes}]
    if not firsts or not clients or len({before[one] for one in firsts}) > 1:
        return None
    if struck := _struck(given, firsts[0]):
        return _wake(given, clients, struck, outcomes)
    victims = _victims(given, firsts[0])
    if any(_other(given, one, victims) for one in outcomes if given.graph.after.get(firsts[0])):
        return None  # what becomes of one part after another is told box by box
    fails = given.cause("outage", given.told(outcomes[0]), outcomes[0])
    hit = downed.down(given, victims[0]) if len(victims) == 1 and victims[0] in given.nodes else None
    falls = given.cause("outage", hit.word, victims[0]) if hit and not event(given, victims[0], firsts[0]) else fails
    causes = [one for one in outcomes if given.graph.after.get(one) and not event(given, victims[0], one)]
    ends = [one for one in outcomes if one not in causes]
    lit = [beat("highlight", *outcomes, cause=fails, tone="failed")]
    fail = [beat("fail", *victims, cause=falls)]
    if not any(given.nodes[outcome].parent for outcome in outcomes):
        lit.insert(0, beat("appear", *ends, cause=fails))
        fail = [*([beat("appear", *causes, cause=fails)] if causes else []), *fail]
    end = given.many(ends, table=True)
    lost = given.say("outage_lost", outcome=_sentence(end, given.lang)) if _all_lost(given, clients, victims) else end
    return Telling(
        (
            *_flowing(given, outcomes, clients, victims),
            *surging(given, clients),
            given.step(_failing(given, victims, causes), *chain(*fail)),
            given.step(lost, *chain(*lit), beat("wait", seconds=SEEN, cause=fails)),
        )
    )


def _struck(given: Given, outcome: str) -> list[str]:
    """The parts nearest before an outcome whose own cards say that they are down, where they aren't the last before it
    and nobody else is told there: what stands between bears what follows."""
    here, seen = given.graph.before.get(outcome, []), {outcome}
    near = True
    while here := [one for one in here if one not in seen and given.role(one) in BREAKABLE]:
        if fallen := [one for one in here if downed.down(given, one)]:
            return [] if near else fallen
        seen |= {*here}
        here, near = [one for id in here for one in given.graph.before.get(id, [])], False
    return []


def _wake(given: Given, clients: list[str], struck: list[str], outcomes: list[str]) -> Telling:
    """Who is down first, then along the arrows what comes of it, and in the end what becomes of all."""
    hits = {id: hit for id in struck if (hit := downed.down(given, id))}
    fails = [beat("fail", id, cause=given.cause("outage", hit.word, id)) for id, hit in hits.items()]
    behind = dict.fromkeys(one for id in struck for one in given.graph.reached(id))
    bear = [id for id in behind if id not in struck and given.role(id) in BREAKABLE]
    ends = {one for outcome in outcomes for one in _upstream(given, outcome)}
    servers = [id for id in given.of_role(Role.SERVER) if id not in behind and id not in struck]
    steps = [*_flowing(given, outcomes, clients, servers or struck), *surging(given, clients)]
    steps.append(given.step(given.say("down_fail", server=given.many([*hits])), *fails))
    steps += [_bears(given, id) for id in bear if id in ends]
    inside = any(given.nodes[outcome].parent for outcome in outcomes)
    for outcome in outcomes:
        cause = given.cause("outage", given.told(outcome), outcome)
        lit = [] if inside else [beat("appear", outcome, cause=cause)]
        lit.append(beat("highlight", outcome, cause=cause, tone="failed"))
        steps.append(given.step(given.name(outcome), *chain(*lit), beat("wait", cause=cause, seconds=SEEN)))
    return Telling(tuple(steps))


def _other(given: Given, outcome: str, victims: Sequence[str]) -> bool:
    """Whether an outcome says that another part than those that fail fails, too."""
    part = called.named(given, given.words(outcome))
    told = tidings.read(given.words(outcome), called.names(given, part)) if part else None
    return part not in (None, *victims) and told is not None and (told.verb, told.sure) == ("fail", True)


def _upstream(given: Given, id: str) -> set[str]:
    """All from where arrows lead to something."""
    found, queue = {id}, [id]
    while queue:
        new = [one for one in given.graph.before.get(queue.pop(), []) if one not in found]
        found |= {*new}
        queue += new
    return found


def _bears(given: Given, id: str) -> Step:
    """What stands behind one that is down, under what its arrow and its card say: it slows down where they say so."""
    said = next((edge.label.plain for edge in given.graph.edges if edge.target == id and edge.label), "")
    words = given.words(id)
    told = sense.strained(words)
    cause = given.cause("slowness" if told else "told", told[2].word if told else given.told(id), id)
    act = beat("degrade", id, cause=cause) if told else beat("highlight", id, cause=cause)
    text = given.say("alone", a=phrases.clean(said), text=phrases.clean(words)) if said else phrases.clean(words)
    return given.step(text, *chain(act, beat("wait", cause=cause, seconds=SEEN)))


def _failing(given: Given, victims: list[str], causes: list[str]) -> str:
    """That it fails, and by what, where a box between it and the outage says so."""
    if not causes:
        return given.say("outage_fail", server=given.many(victims))
    cause = given.many(causes).rstrip(" .!。！")
    return given.say("outage_by", server=given.many(victims), text=cause)


def _flowing(given: Given, outcomes: list[str], clients: list[str], victims: list[str]) -> list[Step]:
    """What there is, without the outcomes where no group holds them, and requests that run through it."""
    traffic = sending.traffic(given, clients, given.cause("traffic", given.told(clients[0]), clients[0]))
    inside = any(given.nodes[outcome].parent for outcome in outcomes)
    shown = [] if inside else [*given.groups, *(id for id in given.nodes if id not in outcomes)]
    opening = given.opening("reveal", *shown)
    words = told(given, clients, victims)
    if given.graph.after[clients[0]] == victims:
        words = given.say("outage_flow", client=given.many(clients), server=given.many(victims))
    return [opening, given.step(words, *traffic)] if given.caption else [given.step(words, *opening.beats, *traffic)]


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
    """Whether no request finds another way to its end, and none waits in a queue."""
    if any(given.role(one) is Role.QUEUE for id in victims for one in given.graph.before.get(id, [])):
        return False
    found, queue = set(clients), list(clients)
    while queue:
        for one in given.graph.after.get(queue.pop(), []):
            if one not in found and one not in victims:
                found.add(one)
                queue.append(one)
    ends = {id for id in found if not given.graph.after.get(id) and given.role(id) is not Role.OUTCOME}
    return not ends


def _sentence(words: str, lang: str) -> str:
    return words if words[-1:] in "!.?…。！" else f"{words}{'。' if lang == 'ja' else '.'}"
