"""How requests are shared out among several in a flowchart: as its arrows say, or what is said before it.

Comes in: a chart. Goes out: for each that shares out, who gets how much, stage by stage, and who stands by.
"""

from __future__ import annotations

from dataclasses import replace

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.system.downed import down
from diagram_anim.story.infer.system.passing import ANSWERING
from diagram_anim.story.infer.words import aims, parted
from diagram_anim.story.infer.words.apportioned import Apportioned, apportioned
from diagram_anim.story.shares import Sharing, entries, returned, sharing


@once
def shared(given: Given) -> dict[str, Sharing]:
    """The balancers all of whose arrows carry shares that make a whole, who asks a cache that has so much of it, and
    clients that send so much here and so much there."""
    found = {id: sharing(given.chart, id) for id in given.of_role(Role.BALANCER, Role.CLIENT, Role.CACHE, *ANSWERING)}
    found |= {id: _said(given, id, found[id]) for id in given.of_role(Role.BALANCER)}
    found |= {
        id: Sharing(told.stages, told.word, words=told.words)
        for id in given.of_role(Role.QUEUE)
        if (told := _told(given, id))
    }
    return {id: told for id, told in found.items() if told and _shares(given, id, told)}


def _said(given: Given, id: str, drawn: Sharing | None) -> Sharing | None:
    """How a balancer shares out as its arrows say, or as is said before the chart, where these say nothing of it, or
    draw one of several stages."""
    if drawn and (len(drawn.stages) > 1 or drawn.looked_up or drawn.rated):
        return _opened(given, drawn)
    told = _told(given, id)
    if drawn and drawn.reserve:
        cut = parted.cut(given) if told and told.stages[0] == drawn.stages[0] else None
        return replace(drawn, stages=told.stages, word=told.word, words=told.words) if told and cut else drawn
    if drawn is None:
        return Sharing(told.stages, told.word, words=told.words) if told else _spare(given, id)
    return (
        replace(drawn, stages=told.stages, word=told.word, words=told.words)
        if told and drawn.stages[0] in told.stages
        else drawn
    )


def _opened(given: Given, drawn: Sharing) -> Sharing:
    """A release that is widened stage by stage begins with nothing: all goes to the old version before."""
    first, *later = drawn.stages
    new = aims.newest(given, [*first]) if len(first) == 2 else ""
    widened = bool(new and later) and 0 < first[new] <= SMALL and first[new] < later[0][new]
    daily = {id: 0.0 if id == new else 100.0 for id in first}
    return replace(drawn, stages=(daily, *drawn.stages)) if widened else drawn


SMALL = 25.0
"""The most that a new version is given at first."""


def _told(given: Given, id: str) -> Apportioned | None:
    """How one shares out by what is said before the chart; who leads to a group does so among those
    in it to whom nothing inside leads."""
    aims = given.graph.after.get(id, [])
    targets = list(dict.fromkeys(one for aim in aims for one in entries(given.chart, aim) if one in given.nodes))
    return apportioned(given, targets) if len(targets) > 1 else None


def _spare(given: Given, id: str) -> Sharing | None:
    """All of it goes to those that are told to fail, as long as they don't; a dotted arrow leads to who stands by."""
    arrows = [edge for edge in given.graph.edges if edge.source == id and not edge.label]
    spare = {edge.target: sense.says(given.words(edge.target), "standby") for edge in arrows if edge.stroke == "dotted"}
    first = [edge.target for edge in arrows if edge.target not in spare]
    waits = {one: hit.word for one, hit in spare.items() if hit}
    whole = len(arrows) == len([*first, *waits]) == len(given.graph.after.get(id, []))
    if not (first and waits and whole and all(down(given, one) for one in first)):
        return None
    stage = dict.fromkeys(first, 100 / len(first)) | dict.fromkeys(waits, 0.0)
    return Sharing((stage,), next(iter(waits.values())), reserve=waits)


def emptied(given: Given) -> set[str]:
    """Those to whom requests went at first and nothing goes in the end."""
    moved = [told.stages for told in shared(given).values() if len(told.stages) > 1]
    return {id for stages in moved for id, share in stages[-1].items() if not share and stages[0].get(id)}


def _shares(given: Given, id: str, told: Sharing) -> bool:
    role = given.role(id)
    first = [one for one, share in told.stages[0].items() if share]
    if told.looked_up and returned(given.chart, id, told):
        return False
    turns = role is Role.SERVER and bool(told.reserve) and all(down(given, one) for one in first)
    return role in (Role.BALANCER, Role.QUEUE) or told.looked_up or turns or (role is Role.CLIENT and told.rated)
