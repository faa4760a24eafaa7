"""Parents and their children, wherever in a chart these stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from diagram_anim.layout.containers.structure import Container
from diagram_anim.model.cast import Cast


class Kin(NamedTuple):
    """The children of each card all of whose children are cards without another parent."""

    along: dict[str, tuple[str, ...]]
    """Of those whose children all come after it along the direction of its own container."""

    aside: dict[str, tuple[str, ...]]
    """Of the others, the children that come after it along the direction of another container, one that runs across its
    own, where there are several."""


def kin(cast: Cast, containers: Mapping[str, Container]) -> Kin:
    """Parents with their children, wherever in a chart these stand."""
    bearers = {card.id: card.bearer or card.id for card in cast.cards}
    ends = {
        wire.id: (bearers.get(wire.source, wire.source), bearers.get(wire.target, wire.target)) for wire in cast.wires
    }
    upright = {id: one.upright for one in containers.values() for rank in (*one.ranks, one.lone) for id in rank}
    after: dict[str, dict[str, bool]] = defaultdict(dict)
    before: dict[str, set[str]] = defaultdict(set)
    for container in containers.values():
        level = container.level
        for one, two, wire in container.wires:
            parent, kid = ends[wire]
            if level[one] < level[two]:
                after[parent][kid] = container.upright == upright[parent]
                before[kid].add(parent)
    found = Kin({}, {})
    for id, kids in after.items():
        if containers.keys().isdisjoint({id, *kids}) and all(len(before[kid]) == 1 for kid in kids):
            if all(kids.values()):
                found.along[id] = tuple(kids)
            else:
                across = tuple(kid for kid, along in kids.items() if not along)
                found.aside.update({id: across} if len(across) > 1 else {})
    return found
