"""The plain story of any flowchart: what there is, then data along its arrows from sources to sinks.

A small chart is told level by level and then as a whole, a row of things that say more than their names thing by
thing; one with decisions branch by branch, in the author's order; a large one by ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import idle as still
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.graph import cover, in_turn, levels
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.structure import resting, separate, tones
from diagram_anim.story.infer.structure.aloud import aloud
from diagram_anim.story.infer.structure.concerns import Concern, parted
from diagram_anim.story.infer.structure.recap import again, passed_on, whole_ways
from diagram_anim.story.infer.structure.sends import SENDS, flow, labelled_first, worded
from diagram_anim.story.infer.structure.turning import APART, turns
from diagram_anim.story.infer.structure.unrolled import unrolled
from diagram_anim.story.infer.words import families
from diagram_anim.story.infer.words.saying import Way, bars, decides, excepts, labelled, said, taken

STEPS = 3

BRANCHES = 9
"""Branches of decisions have steps of their own up to here; of more, the last ones share one, in turn."""


LEVELS = 7
"""Charts up to so many levels are told level by level."""

PIECE = 3
"""Arrows one behind another that say nothing are told so many at once."""

ACTS = 3
"""So many acts in a row before a decision are each told for itself."""

ROW = 12
"""The most things in a row that are described one by one."""

FEW = 20
"""Charts of more arrows than this are told by ways."""


def tell(given: Given) -> Telling:
    off = resting.off(given)
    seen = [given.step(resting.words(given, id), beat("highlight", id, cause=given.cause("told", of=id))) for id in off]
    return Telling((given.opening("reveal"), *tones.lit(given, unrolled(given, flows(resting.unmarked(given)))), *seen))


def flows(given: Given) -> tuple[Step, ...]:
    """Steps in which data flows along every edge, as far as an eye can follow."""
    given = worded(given)
    choices = any(decides(given, id) for id in given.graph.after)
    if not choices and (apart := _aside(given)):
        return apart
    depth, ways = levels(given.graph), whole_ways(given)
    if not ways:
        return ()
    if choices:
        return _after_row(given, in_turn(given.graph))
    if apart := separate.told(given, ways):
        return apart
    if len(ways) == 1 and len(ways[0]) <= ROW and (any(map(given.speaks, ways[0])) or tones.chronicle(given)):
        return _row(given, ways[0])
    if max(depth.values()) <= LEVELS and len(given.graph.edges) <= FEW:
        return _by_level(given, ways, depth)
    if staged := _by_group(given, depth):
        return staged
    if len(ways) == 1:
        return _along(given, ways[0])
    return tuple(flow(given, some) for some in _by_source(ways))


def _aside(given: Given) -> tuple[Step, ...]:
    """The way of most first, then what is put aside, or is another concern than the users'; () where all is one way."""
    edges = given.graph.edges
    others = [still.set_aside(given.chart, edges)]
    if not others[0]:
        concerns = parted(given, edges)
        others = [concerns[Concern.DEPLOY], concerns[Concern.WATCH]]
    left = [edge for some in others for edge in some]
    if not left or len(left) == len(edges):
        return ()
    kept = tuple(edge for edge in given.chart.edges if edge not in left)
    steps = [*flows(replace(given, diagram=replace(given.chart, edges=kept)))]
    depth = levels(given.graph)
    for some in filter(None, others):
        hops = list(dict.fromkeys((edge.source, edge.target) for edge in some))
        steps += [flow(given, turn) for turn in turns(given, hops, depth)]
    return tuple(steps)


def running(given: Given, edges: Sequence[Edge]) -> list[Step]:
    """What runs along these arrows alone: together in one step, but of a decision's answers one at a time."""
    some = worded(replace(given, diagram=replace(given.chart, edges=tuple(edges))))
    if any(decides(some, id) for id in some.graph.after):
        return [*_decided(some, in_turn(some.graph))]
    hops = list(dict.fromkeys((edge.source, edge.target) for edge in some.chart.edges))
    return [flow(some, hops, labelled_first(some, [tuple(path) for path in cover(some.graph)]))] if hops else []


def _row(given: Given, way: Way) -> tuple[Step, ...]:
    """A row of things that say more than their names: each is described as data comes to it."""
    events = tones.chronicle(given)
    first = beat("highlight", way[0], cause=given.cause("told", of=way[0]), **events.get(way[0], {}))
    steps = [given.step(given.described(way[0]), first)] if given.speaks(way[0]) or events else []
    for hop in pairwise(way):
        plain = not given.graph.edge(*hop).label and not bars(given, hop)
        told = (given.speaks(hop[1]) or events) and plain and hop[1] != way[0]
        steps += aloud(given, flow(given, [hop], given.described(hop[1]) if told else ""), [hop])
    return (*steps, flow(given, [way])) if len(way) > 2 and not events else (*steps,)


def _along(given: Given, way: Way) -> tuple[Step, ...]:
    """A long way piece by piece, then as a whole."""
    size = -(-(len(way) - 1) // LEVELS)
    pieces = [way[at : at + size + 1] for at in range(0, len(way) - 1, size)]
    return (*(flow(given, [piece]) for piece in pieces), flow(given, [way]))


def _after_row(given: Given, ways: Sequence[Way]) -> tuple[Step, ...]:
    """Ways through decisions, behind the steps that lead to the first of them, where these are many acts in a row: each
    of those is told for itself."""
    first = ways[0]
    asks = next((at for at, id in enumerate(first) if decides(given, id) or excepts(given, id)), 0)
    row = first[: asks + 1]
    acts = [id for id in row[:-1] if given.role(id) is Role.THING or families.acts(given.name(id))]
    single = all(len(given.graph.after.get(id, ())) == 1 for id in row[:-1])
    single = single and all(len(given.graph.before.get(id, ())) <= 1 for id in row[:-1])
    if not (ACTS <= len(row) - 1 <= ROW and single and len(acts) == len(row) - 1) or tones.chronicle(given):
        return _decided(given, ways)
    if not all(way[: asks + 1] == row for way in ways):
        return _decided(given, ways)
    light = beat("highlight", row[0], cause=given.cause("told", of=row[0]))
    steps = [given.step(given.described(row[0]), light)]
    for hop in pairwise(row[:-1]):
        plain = not given.graph.edge(*hop).label and not bars(given, hop)
        steps.append(flow(given, [hop], given.described(hop[1]) if plain else ""))
    return (*steps, *_decided(given, [way[asks - 1 :] for way in ways]))


def _decided(given: Given, ways: Sequence[Way]) -> tuple[Step, ...]:
    """Ways through decisions, those with the same answers at once: of several answers only one is ever given."""
    together: dict[object, list[Way]] = {}
    for way in ways:
        chosen = tuple(hop for hop in pairwise(way) if decides(given, hop[0]) or excepts(given, hop[0]))
        together.setdefault(chosen or way, []).append(way)
    turns = [*together.values()]
    if len(turns) <= BRANCHES:
        return tuple(_answered(given, some) for some in turns)
    alone, rest = turns[: BRANCHES - 1], turns[BRANCHES - 1 :]
    words, ways = _rest(given, [some[0] for some in rest]), [way for some in rest for way in some]
    sends = chain(*(beat("send", *way, cause=given.along(way)) for way in ways))
    last = given.step(words, *sends) if len(ways) <= SENDS else flow(given, ways, words)
    return (*(_answered(given, some) for some in alone), last)


def _answered(given: Given, ways: Sequence[Way]) -> Step:
    """One or more ways that all the same answers lead to."""
    hops = [hop for hop in pairwise(ways[0]) if decides(given, hop[0]) or _in_case(given, hop)]
    case = bool(hops) and _in_case(given, hops[-1])
    step = flow(given, ways, labelled(given, given.graph.edge(*hops[-1])) if case else said(given, ways[:1]))
    return replace(step, beats=tuple(replace(one, args={**one.args, "alone": True}) for one in step.beats))


def _in_case(given: Given, hop: Way) -> bool:
    """Whether an arrow is taken only in the case that it names, and another of the same thing otherwise."""
    return excepts(given, hop[0]) and given.graph.edge(*hop).label is not None


def _rest(given: Given, ways: Sequence[Way]) -> str:
    """The last answers, under their question where all belong to one."""
    answered = [taken(given, way)[-1:] for way in ways]
    questions = {question for some in answered for question, _, _ in some}
    if len(questions) != 1 or not all(answered):
        return given.say("others", many=given.many([way[-1] for way in ways]))
    (question,) = questions
    answers = [f"{answer} → {target}" for some in answered for _, answer, target in some]
    return f"{question} {given.say.many(answers, table=True)}"


def _by_level(given: Given, ways: Sequence[Way], depth: dict[str, int]) -> tuple[Step, ...]:
    """Arrows that begin equally far from the start run together, and those one behind another that say nothing; then
    everything once more, where it was more than one step."""
    hops = list(dict.fromkeys((edge.source, edge.target) for edge in given.graph.edges))
    steps = [one for some in _pieced(given, turns(given, hops, depth)) for one in aloud(given, flow(given, some), some)]
    given, steps = _broken(given, steps)
    if len(steps) < 2:
        return (*steps,)
    one = len(ways) == 1 and len(passed_on(given, ways[0])) == 1
    return (*steps, flow(given, [ways[0]]) if one else again(given))


def _broken(given: Given, steps: list[Step]) -> tuple[Given, list[Step]]:
    """The steps, in which of two arrows that lead the same way the one that lets nothing through is told behind the
    one that does; and the chart without the latter, as it is from then on."""
    barred = {(edge.source, edge.target) for edge in given.graph.edges if given.barred(edge)}
    beside = [one for one in given.graph.edges if (one.source, one.target) in barred and not given.barred(one)]
    kept = tuple(edge for edge in given.chart.edges if edge not in beside)
    cut = replace(given, diagram=replace(given.chart, edges=kept)) if beside else given
    told = list(steps)
    for hop in dict.fromkeys((one.source, one.target) for one in beside):
        ran = [at for at, step in enumerate(told) if any(hop in pairwise(one.targets) for one in step.beats)]
        told.insert(ran[0] + 1 if ran else len(told), flow(cut, [hop]))
    return cut, told


def _pieced(given: Given, turns: Sequence[Sequence[Way]]) -> list[Sequence[Way]]:
    """The turns, single arrows one behind another that say nothing put together in pieces of about the same length."""
    rows: list[list[Sequence[Way]]] = []
    for some in turns:
        last = rows[-1][-1] if rows else ()
        behind = _silent(given, some) and _silent(given, last) and last[0][-1] == some[0][0]
        rows[-1].append(some) if behind else rows.append([some])
    found: list[Sequence[Way]] = []
    for row in rows:
        size = -(-len(row) // -(-len(row) // PIECE))
        for at in range(0, len(row), size):
            piece = row[at : at + size]
            found.append([(piece[0][0][0], *(some[0][-1] for some in piece))] if len(piece) > 1 else piece[0])
    return found


def _silent(given: Given, some: Sequence[Way]) -> bool:
    """Whether it is one arrow that says nothing, between two things that say no more than their names."""
    if len(some) != 1:
        return False
    edge = given.graph.edge(*some[0])
    bare = not edge.label and not bars(given, some[0]) and (edge.start, edge.end) == ("none", "arrow")
    return bare and not any(map(given.speaks, some[0]))


def _by_group(given: Given, depth: dict[str, int]) -> tuple[Step, ...]:
    """Groups that hold all there is, each in its turn under its title: what leads to what is in it."""
    homes = {id: home for home in given.groups if given.words(home).strip() for id in inside(given.chart, home)}
    arrows = [(edge.source, edge.target) for edge in given.graph.edges]
    found = {home: min(depth.get(id, 0) for id in homes if homes[id] == home) for home in dict.fromkeys(homes.values())}
    if not APART <= len(found) <= BRANCHES or {*given.nodes} - homes.keys() or {*given.groups} & {*depth}:
        return ()
    steps = []
    for home in sorted(found, key=lambda home: found[home]):
        hops = list(dict.fromkeys(hop for hop in arrows if homes[hop[1]] == home))
        members = [id for id in homes if homes[id] == home]
        lights = beat("highlight", *members, cause=given.cause("told", of=home))
        words = given.titled(home, members)
        steps.append(flow(given, hops, words) if hops else given.step(words, lights))
    return tuple(steps)


def _by_source(ways: Sequence[Way]) -> list[list[Way]]:
    sources = list(dict.fromkeys(way[0] for way in ways))
    if 1 < len(sources) <= STEPS:
        return [[way for way in ways if way[0] == source] for source in sources]
    size = max(SENDS, -(-len(ways) // STEPS))
    return [list(ways[at : at + size]) for at in range(0, len(ways), size)]
