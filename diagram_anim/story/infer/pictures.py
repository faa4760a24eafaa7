"""One chart that holds several pictures: groups that no arrow joins, each a system of its own, such as the phases of a
release, or with and without something.

Each comes onto the stage in its turn and is told as if it stood alone, by the patterns that tell what happens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from diagram_anim.model.storyboard import Step
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.infer.given import Given, Telling, beat, twice

Tell = Callable[[Given], Telling | None]

MOST = 8
"""More groups than this are a map of parts."""

LARGE = 20
"""Things from which on the camera goes from picture to picture."""

SENDS = 8
"""The most arrows of one picture along which data runs."""

SEEN = 4.0


def tell(given: Given, happening: Tell) -> Telling | None:
    """None where there is but one picture, or nothing happens in any."""
    groups = _pictures(given)
    told = {group: happening(alone(given, group)) for group in groups} if len(groups) > 1 else {}
    if not any(told.values()):
        return None
    near = len(given.nodes) >= LARGE
    steps = [step for group, telling in told.items() for step in _turn(given, group, telling, near)]
    if given.caption:
        steps[0] = replace(steps[0], say={given.lang: given.caption})
    if near:
        cause = given.cause("part")
        back = beat("focus", "all", cause=cause), beat("wait", cause=cause, seconds=SEEN)
        steps.append(given.step(given.say("again"), *back))
    settings = {id: keys for telling in told.values() if telling for id, keys in telling.settings.items()}
    return Telling(tuple(steps), settings)


def _pictures(given: Given) -> list[str]:
    """Groups that hold all there is, with no arrow from one to another; those of a frame around all of them."""
    chart, level = given.chart, [id for id, group in given.groups.items() if group.parent not in given.groups]
    while len(level) == 1 and {*inside(chart, level[0])} >= {*given.nodes}:
        level = [id for id, group in given.groups.items() if group.parent == level[0]]
    home = {id: group for group in level for id in (group, *inside(chart, group))}
    whole = home.keys() >= given.nodes.keys() and len(level) <= MOST
    apart = all(home.get(edge.source, "") == home.get(edge.target) for edge in given.graph.edges)
    return level if whole and apart else []


def alone(given: Given, group: str) -> Given:
    """One picture as if there were no other."""
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
    return replace(given, diagram=diagram, title="", caption="", picture=True)


def _within(given: Given, id: str, group: str) -> bool:
    parent = given.groups[id].parent
    return parent == group or (parent in given.groups and _within(given, parent, group))


def _turn(given: Given, group: str, telling: Telling | None, near: bool) -> list[Step]:
    """A picture comes under its title, then what happens in it, or data along its arrows."""
    cause = given.cause("pictures", of=group)
    goes = [beat("focus", group, cause=cause)] if near else []
    comes = [*goes, beat("appear", group, cause=cause)]
    if telling is None:
        part = alone(given, group).graph
        ways = [*dict.fromkeys((edge.source, edge.target) for edge in part.edges)][:SENDS]
        sends = twice(*(beat("send", *way, cause=given.along(way)) for way in ways))
        return [given.step(given.whole(group), *comes, *sends)]
    return [given.step(given.whole(group), *comes), *telling.steps[1:]]
