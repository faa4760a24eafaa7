"""Data along arrows: one step's dots, and the ways they take.

Comes in: ways through a chart. Goes out: beats that send data along them. Which ways
come when is the patterns' business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from diagram_anim.model.diagram import Label
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story.infer.beats import beat, chain, twice
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words.saying import Way, said

SENDS = 8
"""The most dots that leave together."""


SHORT = 4
"""Ways up to so many arrows are run twice."""


def worded(given: Given) -> Given:
    """Without lines at what bears no words: it only holds room, and nothing can be said of it."""
    chart = given.chart
    blank = {id for id in (*given.nodes, *given.groups) if _is_blank(given.label(id))}
    kept = tuple(edge for edge in chart.edges if blank.isdisjoint((edge.source, edge.target)))
    return replace(given, diagram=replace(chart, edges=kept)) if blank else given


def _is_blank(label: Label) -> bool:
    return not label.plain.strip() and not label.icons


def flow(given: Given, ways: Sequence[Way], words: str = "") -> Step:
    """One step in which data takes these ways at once."""
    return given.step(words or said(given, ways), *dots(given, ways))


def hops(step: Step) -> set[Way]:
    """The arrows along which anything runs in a step."""
    return {hop for one in step.beats if one.verb == "send" for hop in pairwise(one.targets)}


def dots(given: Given, ways: Sequence[Way]) -> tuple[Beat, ...]:
    """Data along these ways, twice where they are short; of more than can leave together some follow others."""
    if len(ways) > SENDS:
        rows = [[one for way in ways[at::SENDS] for one in sent(given, way)] for at in range(SENDS)]
        return tuple(one for row in rows for one in chain(*row))
    sends = [one for way in ways for one in sent(given, way)]
    return twice(*sends) if max(map(len, ways), default=0) - 1 <= SHORT else tuple(sends)


def sent(given: Given, way: Way) -> list[Beat]:
    """Data along a way; where an arrow lets nothing through it is lost, and what lies behind is told by itself."""
    cause = given.along(way)
    for at, hop in enumerate(pairwise(way), 1):
        if given.barred(given.graph.edge(*hop)):
            rest = sent(given, way[at:]) if len(way) > at + 1 else []
            return [beat("send", *way[: at + 1], cause=cause, fail=True), *rest]
    return [beat("send", *way, cause=cause)]


def whole(given: Given, path: Sequence[str], depth: dict[str, int]) -> Way:
    """A path led back to where its chart begins and on to an end, without taking anything twice."""
    graph, found = given.graph, list(path)
    while found[0] not in found[1:]:
        before = [one for one in graph.before.get(found[0], []) if one not in found]
        before = [one for one in before if depth[one] < depth[found[0]]]
        if not before:
            break
        found.insert(0, before[0])
    while found[-1] not in found[:-1]:
        after = [one for one in graph.after.get(found[-1], []) if one not in found]
        if not after:
            break
        found.append(after[0])
    return tuple(found)


def labelled_first(given: Given, ways: Sequence[Way]) -> str:
    """What ways are about, under the words of the first arrow where it is one way and no other arrow says anything."""
    labels = [label.plain if (label := given.graph.edge(*hop).label) else "" for hop in pairwise(ways[0])]
    first = labels[0] if len(ways) == 1 and len(labels) > 1 and not any(labels[1:]) else ""
    return " · ".join(filter(None, (first, said(given, ways))))
