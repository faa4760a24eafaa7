"""Groups whose insides run across the direction that they were given, one by one, where a chart gains by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import replace

from diagram_anim.layout.containers.structure import Container

TURNED = {"TB": "LR", "TD": "LR", "BT": "LR", "LR": "TB", "RL": "TB"}

SOME = "some"
"""The direction inside groups where only some of them are turned."""

ASIDE = "aside"
"""The direction inside groups where it is the author's, but answers of decisions stand beside these."""

BELOW = "below"
"""The direction inside groups where all are turned, but parents of what stands elsewhere begin rows of their own."""

WORTH = 1.03
"""By how much larger a chart has to become for it."""


def turned_where_it_helps(
    containers: Mapping[str, Container], fit_of: Callable[[Mapping[str, Container]], float]
) -> dict[str, Container]:
    """The group is turned by which the chart becomes largest, then the next, until all fits or none helps."""
    now, fit = dict(containers), fit_of(containers)
    left = [id for id, one in containers.items() if id and one.wires]
    while left and fit < 1.0:
        tried = [(fit_of(found), id, found) for id in left for found in [_turned(now, id)]]
        best, id, found = max(tried, key=lambda one: one[0])
        if best < fit * WORTH:
            break
        now, fit = found, best
        left.remove(id)
    return now


def below(containers: Mapping[str, Container], parents: Set[str]) -> dict[str, Container]:
    """Level containers with rows that begin with these parents: there they stand over the middle of their children."""
    return {
        id: replace(one, rows=tuple(at for at, rank in enumerate(one.ranks) if at and not parents.isdisjoint(rank)))
        if not one.upright
        else one
        for id, one in containers.items()
    }


def _turned(containers: Mapping[str, Container], id: str) -> dict[str, Container]:
    """With one group's insides turned; what stands side by side across its way does so still."""
    one = containers[id]
    way = TURNED[one.direction]
    found = {**containers, id: replace(one, direction=way)}
    for child in (thing for rank in one.ranks for thing in rank):
        if child in containers and containers[child].beyond and not containers[child].wires:
            found |= _turned(found, child)
    return found
