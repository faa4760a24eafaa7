"""A story drawn as a row of pictures: groups that arrows join one after another, each how things stand by then.

They come onto the stage one at a time, each along the arrow that leads to it.
"""

from __future__ import annotations

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.infer.beats import beat, twice
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.language import phrases

LEAST = 3
"""Fewer groups in a row are before and after, or a thing and what it leads to."""

SENDS = 8
"""The most arrows of one picture along which data runs."""

LARGE = 20
"""Things from which on the camera goes from picture to picture."""


def tell(given: Given) -> Telling | None:
    row = _row(given)
    if row is None:
        return None
    near = len(given.nodes) >= LARGE
    steps = [
        step for before, stage in zip((None, *row), row, strict=False) for step in _turn(given, before, stage, near)
    ]
    back = [beat("focus", "all", cause=given.cause("part"))] if near else []
    again = given.step(given.say("again"), *back, beat("send", *row, cause=given.along(row)))
    return Telling((*steps, again))


def _row(given: Given) -> list[str] | None:
    """Groups in one line of arrows that hold all there is, with no other arrow from one to another."""
    groups = {*given.groups}
    linked = [(edge.source, edge.target) for edge in given.graph.edges if {edge.source, edge.target} <= groups]
    after, before = dict(linked), {target: source for source, target in linked}
    row = [id for id in after if id not in before]
    if len(linked) < LEAST - 1 or not len(linked) == len(after) == len(before) or len(row) != 1:
        return None
    while row[-1] in after:
        row.append(after[row[-1]])
    home = {id: group for group in row for id in (group, *inside(given.chart, group))}
    others = [edge for edge in given.graph.edges if not {edge.source, edge.target} <= groups]
    apart = sum(len(inside(given.chart, group)) for group in row) == len(given.nodes) == len(home) - len(row)
    closed = all(home.get(edge.source) == home.get(edge.target) for edge in others)
    return row if len(row) == len(linked) + 1 and apart and closed else None


def _turn(given: Given, before: str | None, stage: str, near: bool) -> list[Step]:
    """A picture comes, under what the arrow to it says, and then what goes on in it, under its title."""
    cause = given.cause("stages", of=stage)
    label = given.graph.edge(before, stage).label if before else None
    words = phrases.clean(label.plain) if label else "" if before else given.caption
    comes = [beat("appear", stage, cause=cause), *([beat("send", before, stage, cause=cause)] if before else [])]
    goes_on = _motion(given, stage)
    if near:
        comes.insert(0, beat("focus", *([before] if before else []), stage, cause=cause))
    if near and before:
        goes_on.insert(0, beat("focus", stage, cause=cause))
    if not words:
        return [given.step(given.whole(stage), *comes, *goes_on)]
    return [given.step(words, *comes), *([given.step(given.whole(stage), *goes_on)] if goes_on else [])]


def _motion(given: Given, stage: str) -> list[Beat]:
    """Data along a picture's own arrows."""
    members = {*inside(given.chart, stage)}
    ways = [(one.source, one.target) for one in given.graph.edges if {one.source, one.target} <= members]
    return [*twice(*(beat("send", *way, cause=given.along(way)) for way in [*dict.fromkeys(ways)][:SENDS]))]
