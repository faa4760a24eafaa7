"""Boxes between a part and who scales it are told as if their words stood on the arrows: `web → CPU 85% → autoscaler →
6 servers` is `web -- CPU 85% --> autoscaler -- 6 servers --> web`, with its requests.

Comes in: a chart. Goes out: the running system, the gauge that climbs, who reads it, and what there comes to be more
of; each box is lit as its words come true. None where no such boxes are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from diagram_anim.model.diagram import Edge, Label
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import traffic
from diagram_anim.story.infer.structure import tones
from diagram_anim.story.infer.words.saying import DECISIONS


@dataclass(frozen=True, slots=True)
class Demand:
    """`gauge` is the box behind a `part`, `by` who reads it; `more` the box behind that one which says how many there
    come to be, "" where a part is drawn instead. `rest` is what only that box leads to."""

    part: str
    gauge: str
    by: str
    more: str = ""
    rest: tuple[Edge, ...] = ()


def tell(given: Given) -> Telling | None:
    found = [one for id in given.nodes if (one := _demand(given, id))]
    if len(found) != 1:
        return None
    (one,) = found
    told = traffic.tell(_folded(given, one))
    scaled = told and any(step.verb in ("scale", "start") for some in told.steps for step in some.beats)
    if not told or not scaled:
        return None
    steps = [_unfolded(given, one, step) for step in told.steps[1:]]
    rest = [tones.following(given, (edge.source, edge.target)) for edge in one.rest]
    return replace(told, steps=(given.opening("reveal"), *steps, *rest))


def _demand(given: Given, gauge: str) -> Demand | None:
    before, after = given.graph.before.get(gauge, []), given.graph.after.get(gauge, [])
    boxed = given.role(gauge) in (Role.THING, Role.OUTCOME) and given.nodes[gauge].shape not in DECISIONS
    if sense.says(given.words(gauge), "watcher", "observer"):
        return None
    if not boxed or len(before) != 1 or len(after) != 1 or figures.level(given.words(gauge)) is None:
        return None
    (part,), (by,) = before, after
    if given.role(part) not in (Role.SERVER, Role.NODE) or not _scales(given, by):
        return None
    acts = given.graph.after.get(by, [])
    more = next((id for id in acts if given.graph.before[id] == [by] and _more(given, id)), "")
    rest = tuple(edge for edge in given.graph.edges if edge.source == more)
    return Demand(part, gauge, by, more, rest) if acts else None


def _scales(given: Given, id: str) -> bool:
    return given.role(id) is Role.CONTROLLER or (
        id in given.nodes and bool(sense.says(given.words(id), "scaler")) and given.role(id) is Role.THING
    )


def _more(given: Given, id: str) -> bool:
    """Whether a box says how many there come to be."""
    words = given.words(id) if id in given.nodes and given.nodes[id].shape not in DECISIONS else ""
    return bool(counts.copied(words) or figures.count(words) or figures.added(words))


def _folded(given: Given, one: Demand) -> Given:
    """The chart with the words of the boxes on its arrows."""
    off = {one.gauge, one.more} | {edge.target for edge in one.rest if given.graph.before[edge.target] == [one.more]}
    edges = [edge for edge in given.chart.edges if not {edge.source, edge.target} & off]
    edges.append(_arrow(given, one.part, one.by, given.label(one.gauge), one.gauge))
    if one.more:
        edges.append(_arrow(given, one.by, one.part, given.label(one.more), one.more))
    nodes = tuple(node for node in given.chart.nodes if node.id not in off)
    return replace(given, diagram=replace(given.chart, nodes=nodes, edges=tuple(edges)))


def _arrow(given: Given, source: str, target: str, label: Label, box: str) -> Edge:
    drawn = next(edge for edge in given.graph.edges if edge.target == box)
    return replace(drawn, source=source, target=target, label=label)


def _unfolded(given: Given, one: Demand, step: Step) -> Step:
    """The same by the arrows that are drawn."""
    beats: list[Beat] = []
    for act in step.beats:
        if act.verb == "send" and act.targets == (one.part, one.by):
            act = replace(act, targets=(one.part, one.gauge, one.by))
        if act.verb == "send" and one.more and act.targets == (one.by, one.part):
            act = replace(act, targets=(one.by, one.more))
        beats.append(act)
        if act.verb == "gauge" and one.part in act.targets and act.cause:
            beats.append(beat("highlight", one.gauge, cause=act.cause))
    return replace(step, beats=tuple(beats))
