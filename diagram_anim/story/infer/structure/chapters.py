"""A chart too large to be read at once: after the whole, the camera visits its parts, one step each, then goes back.

Parts are the author's groups; what stands in none, and what is too many in one, is visited by neighbours.
"""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.graph import cover, levels
from diagram_anim.story.infer.beats import beat, of_each, twice
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.structure.concerns import Concern, parted
from diagram_anim.story.infer.structure.sends import SENDS, flow
from diagram_anim.story.infer.structure.turning import turns
from diagram_anim.story.infer.words.saying import Way, said, told

MANY = 29.6
"""Charts are visited in parts whose things, and half their arrows, and all that make it more than a tree, are more."""

SOME = 8
"""The most things of one part that has no group of its own."""

PATH = 5
"""The same of a chain: more would be as wide as the frame."""

GROUP = 14
"""A group of more than this is visited in parts."""

FEW = 9
TURNS = 3
"""Of up to so many parts each is told in up to so many steps where one sentence can't tell all that leads to what."""

MOST = 24
"""The most visits: where there are more parts, several are visited in one."""


@dataclass(frozen=True, slots=True)
class Part:
    """`focus` is what the camera goes to: a group, or things."""

    focus: tuple[str, ...]
    members: tuple[str, ...]


def toured(given: Given, telling: Telling) -> Telling:
    """The telling with visits between its first step, which shows the whole, and the rest."""
    things, arrows = len(given.nodes), len(given.graph.edges)
    parts = _parts(given) if things + arrows / 2 + max(0, arrows - things) > MANY else []
    if len(parts) < 2 or any(one.verb == "focus" for step in telling.steps for one in step.beats):
        return telling
    first, *after = telling.steps
    visits = _visits(given, _merged(parts))
    seen = {hop for visit in visits for hop in _hops(visit)}
    named = {id for visit in visits for one in visit.beats if one.verb == "highlight" for id in one.targets}
    # What ran in the parts needn't run again for itself, nor be named again; the way from part to part is still to be
    # seen.
    rest = [step for step in after if not _hops(step) or not _hops(step) <= seen]
    rest = [step for step in rest if not _names(step) or not _names(step) <= named]
    rest = _once(given, rest, visits, seen)
    if not rest and not arrows:
        rest = [given.step(given.say("in_all", n=things))]
    firsts = ([one for one in step.beats if not one.then] for step in after)
    rest = rest or [given.step(given.say("again"), *twice(*of_each(firsts, SENDS)))]
    back = beat("focus", "all", cause=given.cause("part"))
    rest[0] = replace(rest[0], beats=(back, *rest[0].beats))
    return replace(telling, steps=(first, *visits, *rest))


def _once(given: Given, rest: Sequence[Step], visits: Sequence[Step], seen: Container[Way]) -> list[Step]:
    """Steps under the words of several visits as one, in which data goes from part to part: nothing is told twice."""
    said = [visit.say for visit in visits]
    again = [step for step in rest if _hops(step) and step.say in said]
    if len(again) < 2:
        return [*rest]
    ways = [(edge.source, edge.target) for edge in given.graph.edges]
    between = [way for way in dict.fromkeys(ways) if way not in seen and any(way in _hops(step) for step in again)]
    one = flow(given, between, given.say("again"))
    return [one if step is again[0] else step for step in rest if step is again[0] or step not in again]


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Parts, as many in one as have to be."""
    each = math.ceil(len(parts) / MOST)
    several = [parts[at : at + each] for at in range(0, len(parts), each)]
    return [
        Part(tuple(id for part in some for id in part.focus), tuple(id for part in some for id in part.members))
        for some in several
    ]


def _hops(step: Step) -> set[tuple[str, str]]:
    """The arrows of a step in which data runs and nothing else goes on; none for others."""
    plain = all(beat.verb in ("send", "focus") for beat in step.beats)
    return {hop for beat in step.beats if plain and beat.verb == "send" for hop in pairwise(beat.targets)}


def _names(step: Step) -> set[str]:
    """The things that a step does no more than name."""
    plain = all(beat.verb == "highlight" for beat in step.beats)
    return {id for beat in step.beats if plain for id in beat.targets}


def _visits(given: Given, parts: Sequence[Part]) -> list[Step]:
    """The camera goes to each, while data runs along its arrows: those in it, or else those to it and from it that no
    visit has told yet."""
    seen: set[Way] = set()
    steps: list[Step] = []
    for part in parts:
        members = set(part.members)
        edges = [edge for edge in given.graph.edges if {edge.source, edge.target} <= members]
        edges = edges or [edge for edge in given.graph.edges if {edge.source, edge.target} & members]
        ways = list(dict.fromkeys((edge.source, edge.target) for edge in edges))
        ways = [way for way in ways if way not in seen] or ways
        seen |= {*ways}
        first, *rest = _told(given, part, ways, len(parts) <= FEW)
        goes = beat("focus", *part.focus, cause=given.cause("part", of=part.focus[0]))
        steps += [replace(first, beats=(goes, *first.beats)), *rest]
    return steps


def _told(given: Given, part: Part, ways: Sequence[Way], apart: bool) -> list[Step]:
    """A part under its title; without one under what leads where, in a few steps if need be where they may be told
    `apart`, or from where its ways begin to where they end; or under its names where nothing leads anywhere."""
    group = part.focus[0] if len(part.focus) == 1 and part.focus[0] in given.groups else ""
    if not ways:
        words = given.say.many([given.name(id) for id in part.members], SOME)
        words = given.titled(group, part.members) if group else words
        return [given.step(words, beat("highlight", *part.members, cause=given.cause("told", of=part.focus[0])))]
    if group:
        return [flow(given, ways, given.titled(group, part.members))]
    if part.focus != part.members:
        return [flow(given, ways, given.many(part.focus))]
    some = turns(given, ways, levels(given.graph))
    if apart and not told(given, ways) and len(some) <= TURNS and all(told(given, one) for one in some):
        return [flow(given, one) for one in some]
    arrows = tuple(edge for edge in given.chart.edges if (edge.source, edge.target) in ways)
    paths = cover(replace(given, diagram=replace(given.chart, edges=arrows)).graph)
    return [flow(given, ways, told(given, ways) or said(given, [tuple(path) for path in paths]))]


def _parts(given: Given) -> list[Part]:
    """What stands in no group and only leads to others, which is where all begins; then groups as written, and what
    else stands in none; at last who deploys and who watches."""
    parts = _as_written(given)
    concerns = parted(given, given.graph.edges)
    last = [part for one in (Concern.DEPLOY, Concern.WATCH) for part in parts if _all_of(given, part, concerns[one])]
    entries = [part for part in parts if part not in last and _enters(given, part)]
    return [*entries, *(part for part in parts if part not in (*entries, *last)), *last]


def _all_of(given: Given, part: Part, edges: Sequence[Edge]) -> bool:
    """Whether all that leaves it is of one concern."""
    own = [edge for edge in given.graph.edges if edge.source in part.members]
    return bool(own) and all(edge in edges for edge in own)


def _enters(given: Given, part: Part) -> bool:
    """Whether a part without a group leads to others and nothing leads to it; or one in a group, where clients are."""
    members, graph = {*part.members}, given.graph
    outward = any({*graph.after.get(id, ())} - members for id in members)
    inward = any({*graph.before.get(id, ())} - members for id in members)
    asks = part.focus == part.members or any(given.role(id) is Role.CLIENT for id in members)
    return outward and not inward and asks


def _as_written(given: Given) -> list[Part]:
    """Groups, then what stands in none."""
    found: list[Part] = []
    free = dict.fromkeys(given.nodes)
    for group in given.groups.values():
        if group.parent is None or group.parent not in given.groups:
            found += _of_group(given, group.id)
            for id in inside(given.chart, group.id):
                free.pop(id, None)
    return [*found, *_chunks(given, list(free))]


def _of_group(given: Given, id: str) -> list[Part]:
    members = [one for one in inside(given.chart, id) if one in given.nodes]
    if not members:
        return []
    if len(members) <= GROUP:
        return [Part((id,), tuple(members))]
    inner = [group.id for group in given.groups.values() if group.parent == id]
    own = dict.fromkeys(members)
    for group in inner:
        for one in inside(given.chart, group):
            own.pop(one, None)
    return [*(part for group in inner for part in _of_group(given, group)), *_chunks(given, list(own))]


def _chunks(given: Given, ids: Sequence[str]) -> list[Part]:
    """Things in the order in which arrows lead to them, parted where neither an arrow nor a neighbour joins them."""
    after = {id: {*given.graph.after.get(id, ())} for id in given.nodes}
    before = {id: {*given.graph.before.get(id, ())} for id in given.nodes}
    # What very many things are joined with stands amid all of them: it is a part of its own.
    hubs = [id for id in ids if len(after[id] | before[id]) > SOME]
    most = SOME if any(len(after[id] | before[id]) > 2 for id in ids) else PATH
    chunks: list[list[str]] = []
    for id in _along_arrows(given, [id for id in ids if id not in hubs]):
        last = chunks[-1] if chunks else []
        joined = any(
            one in after[id] | before[id] or after[one] & after[id] or before[one] & before[id] for one in last
        )
        if last and len(last) < most and (joined or not after[id] | before[id]):
            last.append(id)
        else:
            chunks.append([id])
    return [Part(tuple(chunk), tuple(chunk)) for chunk in [*([hub] for hub in hubs), *chunks]]


def _along_arrows(given: Given, ids: Sequence[str]) -> list[str]:
    """From each start as far as arrows lead, before the next."""
    chosen = set(ids)
    found: dict[str, None] = {}
    starts = [id for id in ids if not given.graph.before.get(id)]
    for start in [*starts, *ids]:
        waiting = [start]
        while waiting:
            id = waiting.pop()
            if id in chosen and id not in found:
                found[id] = None
                waiting += reversed(given.graph.after.get(id, []))
    return list(found)
