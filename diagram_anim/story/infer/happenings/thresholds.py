"""A question whether a gauge is over its threshold, one answer of which brings up more copies: `CPU > 70%?`, yes →
`Scale to 6 pods`.

Comes in: a chart with such a question beside a system. Goes out: the requests through that system, then the question's
answers one at a time; by the one that says so there come to be more of what answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import traffic
from diagram_anim.story.infer.structure.reveal import running
from diagram_anim.story.infer.system.passing import ANSWERING, chooses
from diagram_anim.story.infer.system.ways import Ways, ways
from diagram_anim.story.infer.words import called, levels, renewed
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.language import phrases

SEEN = 4.0


@dataclass(frozen=True, slots=True)
class Threshold:
    """`question` is asked; what is `behind` it is no part of the system; `answer` is the one that brings up copies, by
    these `words`."""

    question: str
    behind: tuple[str, ...]
    answer: Edge
    words: str


def tell(given: Given) -> Telling | None:
    asked = [id for id in given.nodes if id in given.graph.after and (decides(given, id) or chooses(given, id))]
    found = _threshold(given, asked[0]) if len(asked) == 1 else None
    if found is None:
        return None
    away = {found.question, *found.behind}
    kept = tuple(edge for edge in given.chart.edges if not {edge.source, edge.target} & away)
    nodes = tuple(node for node in given.chart.nodes if node.id not in away)
    system = replace(given, diagram=replace(given.chart, nodes=nodes, edges=kept))
    way = ways(system)
    told = traffic.tell(system) if way else None
    if way is None or told is None or any(one.verb == "scale" for step in told.steps for one in step.beats):
        return None
    grown = _grown(given, way, found)
    rest = [edge for edge in given.chart.edges if {edge.source, edge.target} & away]
    steps = [_scaled(given, step, found, grown) for step in running(given, rest)]
    beside: dict[str, Any] = {found.question: {"role": Role.CONTROLLER.value}}
    beside |= {id: {"role": Role.OUTCOME.value} for id in found.behind}
    sizes = {id: {**told.settings.get(id, {}), "replicas": first} for id, (first, _) in grown.items()}
    return Telling((given.opening("reveal"), *told.steps[1:], *steps), {**told.settings, **beside, **sizes})


def _threshold(given: Given, id: str) -> Threshold | None:
    text = given.whole(id)
    if not levels.bounded(text) or not (figures.level(text) or sense.says(text, "measure")):
        return None
    before = {one for one in given.nodes if id in given.graph.reached(one)}
    behind = [one for one in given.graph.reached(id) if one in given.nodes and one not in (*before, id)]
    parts = [one for one in behind if any(other not in (id, *behind) for other in given.graph.before.get(one, []))]
    behind = [one for one in behind if one not in parts]
    told = [(edge, words) for edge in given.graph.edges if edge.source == id and (words := _grows(given, edge, behind))]
    return Threshold(id, tuple(behind), *told[0]) if len(told) == 1 else None


def _grows(given: Given, edge: Edge, behind: Sequence[str]) -> str:
    """The words by which an answer, or the box that it leads to, says that there come to be more copies; "" without."""
    label = edge.label.plain if edge.label else ""
    box = given.whole(edge.target) if edge.target in behind else ""
    return next((one for one in (box, label) if _copies(one) or sense.says(one, "grow")), "")


def _copies(words: str) -> tuple[int, int] | None:
    """From how many copies to how many an answer brings what there is; 0 where it says only to how many."""
    told = figures.target(counts.untimed(words)) or counts.copied(words)
    to = None if told else counts.brought(words) or counts.ordered(words, 1)
    return told or ((0, to) if to else None)


def _grown(given: Given, way: Ways, found: Threshold) -> dict[str, tuple[int, int]]:
    """Of each part that grows, from how many copies to how many: the one that is named, or led to, or all that answer
    where they are of one kind."""
    copies = _copies(found.words)
    if copies is None:
        return {}
    led = [id for id in given.graph.reached(found.answer.target) if id in way.servers]
    led += [found.answer.target] if found.answer.target in way.servers else []
    named = called.named(given, found.words)
    servers = [id for id in way.servers if given.role(id) in ANSWERING and id in given.nodes]
    parts = [named] if named in servers else led or servers
    first, last = copies
    drawn = sum(figures.written(given.label(id).lines) or 1 for id in parts)
    if first == 1 != drawn and counts.new(found.words):
        first, last = drawn, drawn + last - 1  # so many more
    first = first or drawn
    if len({renewed.kin(given, id) for id in parts}) != 1 or last <= first or last % len(parts) or first % len(parts):
        return {}
    return {id: (first // len(parts), last // len(parts)) for id in parts}


def _scaled(given: Given, step: Step, found: Threshold, grown: dict[str, tuple[int, int]]) -> Step:
    """The step, in which they grow where it takes the answer that says so."""
    hop = (found.question, found.answer.target)
    taken = {way for one in step.beats if one.verb == "send" for way in pairwise(one.targets)}
    answers = {way for way in taken if way[0] == found.question}
    if not grown or answers != {hop}:
        return step
    cause = given.cause("scale", phrases.clean(found.words), found.question)
    scales = [beat("scale", id, cause=cause, to=to) for id, (_, to) in grown.items()]
    seen = beat("wait", cause=cause, seconds=SEEN)
    return replace(step, beats=(*step.beats, replace(scales[0], then=True), *scales[1:], replace(seen, then=True)))
