"""The plain story of any flowchart: what there is, then data along its arrows from sources to sinks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from diagram_anim.model.storyboard import Step
from diagram_anim.story.graph import cover
from diagram_anim.story.infer.given import Given, Telling, beat, twice

SENDS = 8
"""The most dots that leave together."""

STEPS = 3
BRANCHES = 4
"""A decision's branches are told one by one up to here."""

SHORT = 4
"""Ways up to so many arrows are run twice."""


def tell(given: Given) -> Telling:
    return Telling((given.opening("reveal"), *flows(given)))


def flows(given: Given) -> tuple[Step, ...]:
    """Steps in which data flows along every edge, as far as an eye can follow."""
    paths = [whole(given, path) for path in cover(given.graph)]
    paths = [path for place, path in enumerate(paths) if path not in paths[:place]]
    if not paths:
        return ()
    return tuple(flow(given, some) for some in _steps(given, paths))


def flow(given: Given, paths: Sequence[Sequence[str]]) -> Step:
    """One step in which data takes these ways at once."""
    sends = [beat("send", *path, cause=given.cause("flow", of=path[0])) for path in paths]
    short = max(map(len, paths)) - 1 <= SHORT
    return given.step(words(given, paths), *(twice(*sends) if short else sends))


def whole(given: Given, path: Sequence[str]) -> tuple[str, ...]:
    """A path led back to a source and on to an end, without taking anything twice."""
    graph, found = given.graph, list(path)
    while found[0] not in found[1:]:
        before = [one for one in graph.before.get(found[0], []) if one not in found]
        if not before:
            break
        found.insert(0, before[0])
    while found[-1] not in found[:-1]:
        after = [one for one in graph.after.get(found[-1], []) if one not in found]
        if not after:
            break
        found.append(after[0])
    return tuple(found)


def _steps(given: Given, paths: Sequence[tuple[str, ...]]) -> list[list[tuple[str, ...]]]:
    forks = [node.id for node in given.chart.nodes if node.shape in ("diam", "hex")]
    if any(len(given.graph.after.get(fork, [])) > 1 for fork in forks):
        if len(paths) <= BRANCHES:
            return [[path] for path in paths]
        first = [[path] for path in paths[: STEPS - 1]]
        return [*first, list(paths[STEPS - 1 : STEPS - 1 + SENDS])]
    sources = list(dict.fromkeys(path[0] for path in paths))
    if 1 < len(sources) <= STEPS:
        return [[path for path in paths if path[0] == source][:SENDS] for source in sources]
    each = max(SENDS, -(-len(paths) // STEPS)) if len(paths) <= SENDS * STEPS else SENDS
    return [list(paths[at : at + each]) for at in range(0, min(len(paths), SENDS * STEPS), each)]


def words(given: Given, paths: Sequence[Sequence[str]]) -> str:
    """What such a step is about."""
    say = given.say
    if len(paths) == 1:
        return _one(given, paths[0])
    firsts, lasts = dict.fromkeys(path[0] for path in paths), dict.fromkeys(path[-1] for path in paths)
    if len(firsts) == 1 and not firsts.keys() & lasts.keys():
        if len(lasts) == 1:
            return say("hop", a=given.name(*firsts), b=given.name(*lasts))
        return say("fan", a=given.name(*firsts), many=given.many([*lasts]))
    if len(lasts) == 1 and not firsts.keys() & lasts.keys():
        return say("join", many=given.many([*firsts]), b=given.name(*lasts))
    return say("flows")


def _one(given: Given, path: Sequence[str]) -> str:
    say, first, last = given.say, given.name(path[0]), given.name(path[-1])
    branch = _branch(given, path)
    if branch:
        return branch
    if path[0] == path[-1]:
        return say("loop", a=first)
    if len(path) == 2:
        return say("hop", a=first, b=last)
    if len(path) <= 4:
        return say("via", a=first, via=given.many(path[1:-1]), b=last)
    return say("long", a=first, b=last, n=len(path) - 1)


def _branch(given: Given, path: Sequence[str]) -> str:
    """The answer that a decision gives on this way, the last one that has a label."""
    for source, target in reversed(list(pairwise(path))):
        node = given.graph.node(source)
        edge = given.graph.edge(source, target)
        forks = len(given.graph.after[source]) > 1
        if edge.label and edge.label.plain and (len(path) == 2 or (forks and node and node.shape in ("diam", "hex"))):
            return given.say("labelled", label=edge.label.plain, a=given.name(source), b=given.name(target))
    return ""
