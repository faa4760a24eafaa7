"""In which directions a chart may run, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diagram_anim.layout.containers.spine import DECISION
from diagram_anim.layout.containers.structure import Container
from diagram_anim.layout.containers.turning import ASIDE, BELOW, SOME, TURNED
from diagram_anim.model.cast import Cast

PARTS = (1, 2, 3, 4, 5, 6)
"""In how many bands what is long, and in how many rows a wide rank may stand."""

CROWD = 60
"""More cards stand in one only: folded, more of their wires would cross, and it is in parts that they are read."""

Directions = tuple[str, str]
"""A chart's direction and, where it is another than the author's, the one inside its groups or some of them."""


def directions(cast: Cast, long: Mapping[Directions, bool]) -> Iterator[tuple[Directions, int]]:
    """Directions, each with in how many parts what is too long or too wide may stand. What is long reads better with
    its groups turned, or turned as a whole, with its groups or without, than in bands; a parent with many children
    stays over them. `long` is filled while this runs."""
    parts = PARTS if len(cast.cards) <= CROWD else PARTS[:1]
    own, turned = (cast.direction, ""), (TURNED.get(cast.direction, "LR"), "")
    yield own, 1
    if cast.groups and len(cast.cards) <= CROWD:
        yield (cast.direction, BELOW), 1
        yield (cast.direction, turned[0]), 1
    folds = [(own, many) for many in parts[1:]]
    if not long[own]:
        yield from folds
    yield turned, 1
    if cast.groups and len(cast.cards) <= CROWD:
        yield (turned[0], cast.direction), 1
    if long[own]:
        yield from folds
    yield from ((turned, many) for many in parts[1:])


def spines(cast: Cast) -> Iterator[tuple[Directions, int]]:
    """Directions with answers beside their questions, where there are such."""
    if any(card.shape == DECISION for card in cast.cards) and len(cast.cards) <= CROWD:
        yield (cast.direction, ASIDE), 1
        yield (TURNED.get(cast.direction, "LR"), ASIDE), 1


def mixed(cast: Cast) -> Iterator[tuple[Directions, int]]:
    """Directions with groups that stand unlike each other."""
    if cast.groups and len(cast.cards) <= CROWD:
        yield (cast.direction, SOME), 1
        yield (TURNED.get(cast.direction, "LR"), SOME), 1


def read(way: Directions, whole: Container) -> Directions:
    """Directions as they are read: where no wire joins what stands in the whole, the chart's is that in its groups."""
    direction, inner = way[0], {BELOW: TURNED.get(way[0], "LR"), ASIDE: ""}.get(way[1], way[1])
    return (inner, "") if inner not in ("", SOME) and not whole.wires else (direction, inner)
