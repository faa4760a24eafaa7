"""Arrows or boxes that the author has numbered: told in that order, each under its own words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.story import sense
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.structure import sends, tones
from diagram_anim.story.infer.system import erring, shifts
from diagram_anim.story.infer.system.divided import shared
from diagram_anim.story.infer.system.downed import titled
from diagram_anim.story.infer.system.ways import ways
from diagram_anim.story.infer.words import sending
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.language import phrases

LEAST = 3
"""Fewer numbers are no order."""

BOXES = 12
"""More numbered boxes would each be seen too shortly."""

MOST = 0.6
"""The share of arrows, or of boxes, that have to be numbered: the others follow them."""


def tell(given: Given) -> Telling | None:
    given = sends.worded(given)
    return _by_arrows(given) or _by_boxes(given)


_EMPTIES = re.compile(r"\b(?:drain|evict)|드레인|비우|퇴거|축출|ドレイン|退避", re.IGNORECASE)
"""What ran on a machine goes on from there when it is emptied, and not as it is told anything else."""


def _by_arrows(given: Given) -> Telling | None:
    turns: dict[int, list[Edge]] = {}
    for edge in given.graph.edges:
        if number := phrases.numbered(edge.label.plain) if edge.label else 0:
            turns.setdefault(number, []).append(edge)
    numbered = [edge for number in sorted(turns) for edge in turns[number]]
    if not _ordered(turns) or len(numbered) < MOST * len(given.graph.edges):
        return None
    left = [edge for edge in given.graph.edges if edge not in numbered]
    aims = {edge.target for edge in numbered}
    begins = {edge.source for edge in turns[1]}
    first = [edge for edge in left if edge.target in begins and not given.graph.before.get(edge.source)]
    feeds = {edge.source for edge in left if edge.target in _fallen(given)}
    first += [edge for edge in left if edge not in first and edge.source in feeds]  # as long as all is well
    left = [edge for edge in left if edge not in first]
    emptying = [edge for edge in numbered if edge.label and _EMPTIES.search(edge.label.plain)]
    early = [edge for edge in numbered if edge not in emptying and edge.target in {one.target for one in emptying}]
    steps: list[Step] = [given.opening("reveal"), *([_flow(given, first)] if first else [])]
    for number in sorted(turns):
        steps.append(_flow(given, turns[number], _said(given, turns[number])))
        steps += _onward(given, [edge.target for edge in turns[number] if edge not in early], left, aims)
    steps += [_flow(given, left)] if left else []
    return _sharing(given, steps) or Telling(tones.lit(given, steps))


def _fallen(given: Given) -> set[str]:
    """All that stands in groups whose titles say that they are down."""
    groups = [id for id in given.groups if titled(given.label(id)) or sense.marked(given.label(id).lines)]
    return {one for id in groups for one in given.within(id)}


def _sharing(given: Given, steps: Sequence[Step]) -> Telling | None:
    """The steps with the requests that flow in them, where a balancer's arrows give shares of these, and a later arrow
    may give all of them to one, or an order to it takes them back: who errs does so in between."""
    found, balancers = ways(given), shared(given)
    if found is None or len(balancers) != 1:
        return None
    ((id, told),) = balancers.items()
    turns = [at for at, step in enumerate(steps) if any(hop[0] == id for hop in sends.hops(step))]
    if len(turns) < len(told.stages):
        return None
    once = len(told.stages) == 1
    kept = [_without(step, id) if once and at in turns[1:] else step for at, step in enumerate(steps)]
    cause = given.cause("traffic", given.told(found.sources[0]), found.sources[0])
    for stage, at in enumerate(turns[: len(told.stages)]):
        shown, words = shifts.split(given, id, told, stage)
        begins = sending.traffic(given, found.sources, cause) if not stage else []
        kept[at] = given.step(words, *begins, shown, beat("wait", cause=cause, seconds=shifts.SEEN))
    if once and (back := [at for at, step in enumerate(kept) if at > turns[0] and _undoes(given, step, id)]):
        kept[back[0]] = _undone(given, kept[back[0]], id, told.stages[0])
    arrives = [step for step in kept[: turns[0]] if sends.hops(step) and {*sum(sends.hops(step), ())} <= found.here]
    erred = erring.steps(given, [one for one in found.reached if told.stages[0].get(one)])
    kept[turns[0] + 1 : turns[0] + 1] = erred
    return Telling(tuple(step for step in kept if step.beats and step not in arrives), found.settings(given))


def _without(step: Step, id: str) -> Step:
    """A step without what leaves a balancer, which has been told."""
    return replace(step, beats=tuple(one for one in step.beats if one.verb != "send" or one.targets[0] != id))


def _undoes(given: Given, step: Step, id: str) -> bool:
    """Whether an arrow to a balancer orders it to take a share back."""
    edges = [given.graph.edge(*hop) for hop in sends.hops(step) if hop[1] == id]
    return any(edge.label and sense.says(edge.label.plain, "undo") for edge in edges)


def _undone(given: Given, step: Step, id: str, shares: Mapping[str, float]) -> Step:
    """All goes back to those who got most."""
    most = max(shares.values())
    stay = [one for one, share in shares.items() if share == most]
    parts = {one: round(100 / len(stay), 2) if one in stay else 0.0 for one in shares}
    cause = next(one.cause for one in step.beats if one.cause)
    moves = beat("split", id, cause=cause, to=parts, over=shifts.EASED)
    seen = beat("wait", cause=cause, seconds=shifts.SEEN)
    return replace(step, beats=(*step.beats, *(replace(one, then=True) for one in (moves, seen))))


def _by_boxes(given: Given) -> Telling | None:
    """Each box as data comes to it, or as it lights up where nothing leads to it."""
    turns: dict[int, list[str]] = {}
    for id in given.nodes:
        if number := phrases.numbered(given.label(id).plain):
            turns.setdefault(number, []).append(id)
    boxes = [id for number in sorted(turns) for id in turns[number]]
    few = len(boxes) >= MOST * len(given.nodes) and len(turns) <= BOXES
    if not given.graph.edges or not _ordered(turns) or not few or any(decides(given, id) for id in given.nodes):
        return None
    numbers = {id: number for number in turns for id in turns[number]}
    coming = [edge for edge in given.graph.edges if numbers.get(edge.target, 0) > numbers.get(edge.source, 0)]
    left = [edge for edge in given.graph.edges if edge not in coming and edge.target not in numbers]
    back = [edge for edge in given.graph.edges if edge not in coming and edge.target in numbers]
    steps: list[Step] = [given.opening("reveal")]
    for number in sorted(turns):
        words = _together([given.described(id) for id in turns[number]])
        ways = [edge for edge in coming if edge.target in turns[number]]
        shown = beat("highlight", *turns[number], cause=given.cause("told", of=turns[number][0]))
        steps.append(_flow(given, ways, words) if ways else given.step(words, shown))
        steps += _onward(given, turns[number], left, {*boxes})
    steps += [_flow(given, some) for some in (left, back) if some]
    return Telling(tones.lit(given, steps))


def _ordered(turns: Collection[int]) -> bool:
    """Whether these numbers are an order: from 1 on, without a gap."""
    return len(turns) >= LEAST and sorted(turns) == [*range(1, len(turns) + 1)]


def _together(texts: Sequence[str]) -> str:
    """Texts under one number, which is said once; "" where two lines don't hold them."""
    first, *others = dict.fromkeys(texts)
    words = " · ".join([first, *(phrases.unnumbered(text) for text in others)])
    return words if phrases.width(words) <= 2 * phrases.LINE else ""


def _said(given: Given, edges: Sequence[Edge]) -> str:
    """What arrows of one number say: their own words, with where one alone leads."""
    labels = [phrases.clean(edge.label.plain) for edge in edges if edge.label]
    if len(edges) == 1:
        return given.say("labelled", label=labels[0], a=given.name(edges[0].source), b=given.name(edges[0].target))
    return _together(labels) if len({*labels}) > 1 else ""


def _onward(given: Given, ids: Sequence[str], left: list[Edge], aims: set[str]) -> list[Step]:
    """What has no number and leads on from these things, hop by hop; it is taken out of `left`. What has a number, or
    an arrow with a number leads to, is reached in its own turn."""
    reached: set[str] = set()
    steps: list[Step] = []
    fresh = list(ids)
    while True:
        reached |= {*fresh} | {one for id in fresh for one in inside(given.chart, id) if one not in aims}
        waiting = [edge for edge in left if edge.source in reached]
        found = [edge for edge in waiting if not any(edge.source == other.target for other in waiting)] or waiting
        if not found:
            return steps
        steps.append(_flow(given, found))
        left[:] = [edge for edge in left if edge not in found]
        fresh = [edge.target for edge in found]


def _flow(given: Given, edges: Sequence[Edge], words: str = "") -> Step:
    ways = [*dict.fromkeys((edge.source, edge.target) for edge in edges)]
    step = sends.flow(given, ways, words)
    barred = {*ways} - {(edge.source, edge.target) for edge in edges if not given.barred(edge)}
    beats = (replace(one, args={**one.args, "fail": True}) if one.targets in barred else one for one in step.beats)
    return replace(step, beats=tuple(beats))
