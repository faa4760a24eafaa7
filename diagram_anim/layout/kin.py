"""Parents and their children, wherever in a chart these stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from diagram_anim.layout.structure import Container
from diagram_anim.model.cast import Cast


def kin(cast: Cast, containers: Mapping[str, Container]) -> dict[str, tuple[str, ...]]:
    """The children of each card all of whose children are cards without another parent, where they all come after it
    along the direction of its own container."""
    bearers = {card.id: card.bearer or card.id for card in cast.cards}
    ends = {
        wire.id: (bearers.get(wire.source, wire.source), bearers.get(wire.target, wire.target)) for wire in cast.wires
    }
    upright = {id: one.upright for one in containers.values() for rank in (*one.ranks, one.lone) for id in rank}
    after: dict[str, dict[str, None]] = defaultdict(dict)
    before: dict[str, set[str]] = defaultdict(set)
    aside: set[str] = set()
    for container in containers.values():
        level = {id: index for index, rank in enumerate(container.ranks) for id in rank}
        for one, two, wire in container.wires:
            parent, kid = ends[wire]
            if level[one] < level[two]:
                after[parent][kid] = None
                before[kid].add(parent)
                if container.upright != upright[parent]:
                    aside.add(parent)
    return {
        id: tuple(kids)
        for id, kids in after.items()
        if id not in aside and containers.keys().isdisjoint({id, *kids}) and all(len(before[kid]) == 1 for kid in kids)
    }
