"""One chart that holds several pictures: groups that no arrow joins, each a system of its own, such as the phases of a
release, or with and without something; or how things stand before and after, with arrows from the one to the other.

Each comes onto the stage in its turn and is told as if it stood alone, by the patterns that tell what happens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story import sense
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import carried
from diagram_anim.story.infer.incidents import befallen, since
from diagram_anim.story.infer.incidents.since import Change
from diagram_anim.story.infer.structure import sends
from diagram_anim.story.infer.words import levels
from diagram_anim.story.language import phrases

Tell = Callable[[Given], Telling | None]
Plain = Callable[[Given], Telling]

MOST = 8
"""More groups than this are a map of parts."""

LARGE = 20
"""Things from which on the camera goes from picture to picture."""

TURNS = 3
"""A picture of more steps than this is told in one."""

SEEN = 4.0


def tell(given: Given, happening: Tell, plain: Plain) -> Telling | None:
    """None where there is but one picture, or nothing happens in any and none is what comes after another."""
    groups = _pictures(given)
    new = {group: _since(given, before, group) for before, group in zip(["", *groups], groups, strict=False)}
    told = {group: happening(alone(given, group, new[group].joined)) for group in groups} if len(groups) > 1 else {}
    if not told or not (any(told.values()) or any(new.values()) or _in_time(given, groups)):
        return None
    near = len(given.nodes) >= LARGE
    steps: list[Step] = []
    shares: carried.Shares = {}
    for group, telling in told.items():
        part = alone(given, group, new[group].joined)
        telling = carried.on(part, telling, shares) if telling and new[group] else telling
        shares = carried.last(given, telling) if telling else {}
        reads = levels.drawn(part)
        words, comes = _comes(given, group, near)
        if telling is None:
            steps += _stands(given, group, new[group], words, [*comes, *reads], plain)
        else:
            steps += _happens(given, telling, new[group], words, comes, reads)
    if given.caption:
        steps[0] = replace(steps[0], say={given.lang: given.caption})
    if near:
        cause = given.cause("part")
        back = beat("focus", "all", cause=cause), beat("wait", cause=cause, seconds=SEEN)
        steps.append(given.step(given.say("again"), *back))
    settings = {id: keys for telling in told.values() if telling for id, keys in telling.settings.items()}
    return Telling(tuple(steps), settings)


def _pictures(given: Given) -> list[str]:
    """Groups that hold all there is; those of a frame around all of them. Arrows lead from one to another only where
    that is what comes after it."""
    chart, level = given.chart, [id for id, group in given.groups.items() if group.parent not in given.groups]
    while len(level) == 1 and {*inside(chart, level[0])} >= {*given.nodes}:
        level = [id for id, group in given.groups.items() if group.parent == level[0]]
    home = {id: group for group in level for id in (group, *inside(chart, group))}
    whole = home.keys() >= given.nodes.keys() and len(level) <= MOST
    ends = [(home.get(edge.source, ""), home.get(edge.target)) for edge in given.graph.edges]
    onward = {*zip(level, level[1:], strict=False)} if _in_time(given, level) or _again(given, level) else set()
    return level if whole and all(first == last or (first, last) in onward for first, last in ends) else []


def _in_time(given: Given, groups: Sequence[str]) -> bool:
    """Whether the first is called what was before, and the last what came after."""
    return len(groups) > 1 and sense.in_time(given.words(groups[0]), given.words(groups[-1]))


def _again(given: Given, groups: Sequence[str]) -> bool:
    """Whether each shows what the one before it does: most of it is called alike, and only whole groups are joined."""
    names = [{_unfigured(given.name(id)) for id in given.within(group)} for group in groups]
    alike = all(2 * len(one & other) > max(len(one), len(other)) for one, other in pairwise(names))
    return len(groups) > 1 and min(map(len, names)) > 1 and alike


def _unfigured(name: str) -> str:
    """A name without figures and what they count: `Users` of "Users 300 rps"."""
    return re.sub(r"\s*\d[\d,.]*\s?\w*", "", name) or name


def _since(given: Given, before: str, group: str) -> Change:
    """What has changed since the picture before, where this one shows what came after."""
    follows = any({edge.source, edge.target} == {before, group} for edge in given.graph.edges)
    follows = follows or (bool(before) and _in_time(given, [before, group]))
    return since.change(given, given.within(before), given.within(group)) if follows else Change()


def alone(given: Given, group: str, coming: Collection[str] = ()) -> Given:
    """One picture as if there were no other; `coming` aren't there as it begins."""
    chart = given.chart
    members = {group, *inside(chart, group)}
    groups = tuple(one for one in chart.subgraphs if one.id == group or _within(given, one.id, group))
    members |= {one.id for one in groups}
    diagram = replace(
        chart,
        nodes=tuple(node for node in chart.nodes if node.id in members),
        edges=tuple(edge for edge in chart.edges if {edge.source, edge.target} <= members),
        subgraphs=groups,
    )
    return replace(given, diagram=diagram, title="", caption="", picture=True, coming=frozenset(coming))


def _within(given: Given, id: str, group: str) -> bool:
    parent = given.groups[id].parent
    return parent == group or (parent in given.groups and _within(given, parent, group))


def _comes(given: Given, group: str, near: bool) -> tuple[str, list[Beat]]:
    """A picture comes, along the arrows that lead to it, under what they say and its title."""
    cause = given.cause("pictures", of=group)
    comes = [*([beat("focus", group, cause=cause)] if near else []), beat("appear", group, cause=cause)]
    members = {group, *inside(given.chart, group)}
    links = [edge for edge in given.graph.edges if edge.target in members and edge.source not in members]
    labels = {edge.label.plain: None for edge in links if edge.label and edge.label.plain}
    words = given.whole(group)
    if len(labels) == 1 and (by := phrases.clean(next(iter(labels)))) not in words:
        words = f"{by}: {words}"
    hops = [*dict.fromkeys((edge.source, edge.target) for edge in links)][: sends.SENDS]
    return words, [*comes, *(beat("send", *hop, cause=given.along(hop)) for hop in hops)]


def _leads(given: Given, new: Change) -> list[Beat]:
    causes = {id: given.cause("promotion", hit.word, id) for id, hit in new.leading.items()}
    return [beat("highlight", id, cause=cause, tone="healthy") for id, cause in causes.items()]


def _happens(
    given: Given, telling: Telling, new: Change, words: str, comes: list[Beat], reads: list[Beat]
) -> list[Step]:
    """What happens in a picture."""
    beats = [one for step in telling.steps for one in step.beats]
    reads = [] if any(one.verb == "gauge" for one in beats) else reads
    leads = [one for one in _leads(given, new) if not any(one.targets == other.targets for other in beats)]
    return [given.step(words, *comes, *reads, *(replace(one, then=True) for one in leads)), *telling.steps[1:]]


def _stands(given: Given, group: str, new: Change, words: str, comes: list[Beat], plain: Plain) -> list[Step]:
    """What there is in a picture, who is down in it, and what has changed."""
    part, members = alone(given, group), {group, *inside(given.chart, group)}
    fallen = {id: hit for id, hit in {**befallen.down(given), **new.fallen}.items() if id in members}
    fails = [beat("fail", id, cause=given.cause("outage", hit.word, id)) for id, hit in fallen.items()]
    starts = [beat("start", id, cause=given.cause("start", word, id)) for id, word in new.joined.items()]
    after = (*fails, *starts, *_leads(given, new))
    first = given.step(words, *chain(*comes, *after) if after else comes)
    inner = [step for step in plain(part).steps[1:] if step.say != given.step(given.say("again")).say]
    inner = [step for one in inner if not _of(step := befallen.beyond(one, fallen)) <= fallen.keys()]
    led = any(one.verb == "send" for one in comes)
    if len(inner) <= TURNS and (led or fails or len(inner) > 1):
        return [first, *inner]
    ways = [*dict.fromkeys((edge.source, edge.target) for edge in part.graph.edges)]
    return [replace(first, beats=(*first.beats, *sends.dots(part, ways)))]


def _of(step: Step) -> set[str]:
    """All that a step speaks of."""
    return {id for one in step.beats for id in one.targets}
