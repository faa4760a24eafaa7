"""Boxes behind a part that is down, as they say themselves or as its arrow to them says: no data goes there, the part
fails, and what stands behind them comes about, one thing after another."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import relief
from diagram_anim.story.infer.happenings.relief import Fates
from diagram_anim.story.infer.structure import sends, tree
from diagram_anim.story.infer.structure.reveal import flows, running
from diagram_anim.story.infer.system import broken
from diagram_anim.story.infer.system.downed import event
from diagram_anim.story.infer.words.saying import decides, excepts
from diagram_anim.story.language import phrases
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE


def tell(given: Given) -> Telling | None:
    if first := _first(given):
        return Telling((given.opening("reveal"), *_begun(given, first)))
    told = _told(given)
    boxes = {box: fate for box, fate in _fates(given).items() if box not in told}
    if not boxes and not told:
        return None
    every = {**boxes, **told}
    followed = [*told, *_followed(given, every)]
    closed = {*every, *followed}
    behind = [edge for edge in given.graph.edges if edge.source in closed or edge.target in told]
    if served := relief.tell(given, every, followed, behind):
        return served
    new = [edge for edge in given.graph.edges if _replaces(given, edge, boxes)]
    daily = [edge for edge in given.chart.edges if not {edge.source, edge.target} & closed and edge not in new]
    works = replace(given, diagram=replace(given.chart, edges=tuple(daily)))
    fails = [_fails(given, box, part, hit, lit=box in boxes) for box, (part, hit) in every.items()]
    drawn = tree.tell(works)
    opening = drawn.steps if drawn else (given.opening("reveal"), *once(flows(works)))
    fallen = {part for part, _ in every.values()}
    return Telling((*opening, *fails, *_comes(given, behind, fallen), *(_replaced(given, edge) for edge in new)))


def once(steps: Sequence[Step]) -> Sequence[Step]:
    """The steps but for the last one, where all that runs in it has run before: more comes."""
    ran = {hop for step in steps[:-1] for hop in sends.hops(step)}
    return steps[:-1] if steps and sends.hops(steps[-1]) <= ran else steps


def _first(given: Given) -> str:
    """The part with which a chart begins by saying that it is down, where all else are boxes that follow from it."""
    starts = [id for id in given.nodes if not given.graph.before.get(id)]
    if len(starts) != 1 or given.role(starts[0]) not in BREAKABLE or not given.graph.after.get(starts[0]):
        return ""
    others = [id for id in given.nodes if id not in starts]
    boxed = all(given.role(id) in (Role.THING, Role.OUTCOME) and not decides(given, id) for id in others)
    return starts[0] if boxed and sense.down(given.words(starts[0])) else ""


def _begun(given: Given, part: str) -> list[Step]:
    """What follows; what is down sends no word of it, so that what comes next is only lit."""
    return _comes(given, list(given.graph.edges), {part})


def _replaces(given: Given, edge: Edge, boxes: Fates) -> bool:
    """Whether a controller's arrow brings a part in place of one of those that are down."""
    fallen = {part for part, _ in boxes.values()}
    brings = given.role(edge.source) is Role.CONTROLLER and given.role(edge.target) in BREAKABLE
    return brings and edge.target not in fallen and bool(edge.label and sense.says(edge.label.plain, "heal"))


def _replaced(given: Given, edge: Edge) -> Step:
    """It comes up as it is told to."""
    cause = given.cause("start", edge.label.plain if edge.label else "", edge.target)
    send = beat("send", edge.source, edge.target, cause=given.along((edge.source, edge.target)))
    words = given.say("start_one", a=given.name(edge.source), b=given.name(edge.target))
    return given.step(words, *chain(send, beat("start", edge.target, cause=cause)))


def _fates(given: Given) -> Fates:
    """Where something stands behind such a box."""
    found = {}
    for box, before in given.graph.before.items():
        part = before[0]
        told = box in given.nodes and given.role(part) in BREAKABLE and box in given.graph.after
        hit = event(given, part, box) if told else None
        if hit:
            found[box] = (part, hit)
    return found


def _told(given: Given) -> Fates:
    """Boxes of no role to which a part's arrow says that it fails (`C2 -->|OOMKilled| R[Kubelet restarts it]`); it says
    no such thing of one who hands out, or among answers, nor where it only reports."""
    found = {}
    for edge in given.graph.edges:
        part, box = edge.source, edge.target
        boxed = box in given.nodes and given.role(box) in (Role.THING, Role.OUTCOME)
        if not boxed or not edge.label or given.graph.before[box] != [part] or not given.graph.before.get(part):
            continue
        asks = decides(given, part) or excepts(given, part) or sense.hears(given.words(box))
        asks = asks or phrases.numbered(edge.label.plain) > 0 or not re.search(r"\w", given.words(box))
        known = part in given.nodes and given.role(part) in BREAKABLE and not asks
        if known and (hit := broken.falls(given, edge.label.plain, part)):
            found[box] = (part, hit)
    return found


def _followed(given: Given, boxes: Fates) -> list[str]:
    """What only these boxes lead to, nearest first, as far as it is no part of the system."""
    found: list[str] = []
    for box in boxes:
        for one in given.graph.reached(box):
            free = one in given.nodes and given.role(one) in (Role.THING, Role.OUTCOME) and one not in (*boxes, *found)
            if free and {*given.graph.before[one]} <= {*boxes, *found}:
                found.append(one)
    return found


def _fails(given: Given, box: str, part: str, hit: Hit, *, lit: bool) -> Step:
    cause = given.cause("outage", hit.word, box)
    lights = [beat("highlight", box, cause=cause, tone="failed")] if lit else []
    words = given.say("down_fail", server=given.name(part))
    return given.step(words, *chain(beat("fail", part, cause=cause), *lights))


def _comes(given: Given, edges: list[Edge], fallen: Set[str]) -> list[Step]:
    """What follows, hop by hop, or where something is asked one answer after another."""
    if any(decides(given, edge.source) for edge in edges):
        return running(given, edges)
    hops = dict.fromkeys((edge.source, edge.target) for edge in edges)
    return [relief.next_of(given, hop, fallen) for hop in hops]
