"""Systems that no arrow joins, each with a group to itself: told one after another.

Comes in: the ways through a chart. Goes out: a step for each system under its group's title.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagram_anim.model.storyboard import Step
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.graph import parts
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.structure.sends import flow
from diagram_anim.story.infer.words.saying import Way

MOST = 9


def told(given: Given, ways: Sequence[Way]) -> tuple[Step, ...]:
    """Systems that no arrow joins, each told in its turn under its group's title, where each has a group to itself."""
    separate = parts(given.graph)
    homes = [_home(given, part) for part in separate]
    if not 1 < len(separate) <= MOST or "" in homes or len({*homes}) < len(homes):
        return ()
    runs = ([way for way in ways if way[0] in part] for part in separate)
    return tuple(flow(given, some, given.whole(home)) for some, home in zip(runs, homes, strict=True))


def _home(given: Given, part: set[str]) -> str:
    """The smallest group that holds all of these, "" without one."""
    nodes = part & {*given.nodes}
    holding = [id for id in given.groups if id not in part and nodes <= {*inside(given.chart, id)}]
    return min(holding, key=lambda id: len(inside(given.chart, id)), default="")
