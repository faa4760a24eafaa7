"""Groups that nothing joins and that hold things of the same names: a chart before and after, one with less in it. What
is called alike has the same rank in both, so that it can stand at the same place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from diagram_anim.layout.containers.structure import LANE, Container
from diagram_anim.model.cast import Cast


def abreast(containers: Mapping[str, Container], cast: Cast) -> dict[str, Container]:
    """The same containers, the smaller ones of such groups with free ranks where the largest has what they lack."""
    found = dict(containers)
    names = {card.id: card.label.plain for card in cast.cards}
    for container in containers.values():
        groups = [containers[id] for id in container.lone if id in containers and containers[id].ranks]
        if len(groups) > 1:
            largest = max(groups, key=lambda one: len(one.ranks))
            level = {names.get(id, ""): at for at, rank in enumerate(largest.ranks) for id in rank}
            for one in groups:
                found[one.id] = _lifted(one, [level.get(names.get(rank[0], "")) for rank in one.ranks], largest)
    return found


def _lifted(group: Container, levels: list[int | None], largest: Container) -> Container:
    """A group with each of its ranks at its level, and lanes on the way past free ones."""
    at = [level for level in levels if level is not None]
    many = len(largest.ranks)
    lanes = any(id.startswith(LANE) for rank in group.ranks for id in rank)
    if lanes or len(at) < len(levels) or at != sorted({*at}) or len(at) == many or group.direction != largest.direction:
        return group
    ranks: list[list[str]] = [[] for _ in range(many)]
    for level, rank in zip(at, group.ranks, strict=True):
        ranks[level] = list(rank)
    place = {id: level for level, rank in enumerate(ranks) for id in rank}
    links: list[tuple[str, str]] = []
    trails: dict[str, tuple[str, ...]] = {}
    for one, two, wire in group.wires:
        step = 1 if place[one] < place[two] else -1
        trail = tuple(f"{LANE}{group.id}/{wire}/{level}" for level in range(place[one] + step, place[two], step))
        for lane, level in zip(trail, range(place[one] + step, place[two], step), strict=True):
            ranks[level].append(lane)
        way = (one, *trail, two) if step > 0 else (two, *reversed(trail), one)
        links += zip(way, way[1:], strict=False)
        if trail:
            trails[wire] = trail
    rows = tuple(tuple(rank or [f"{LANE}{group.id}/free/{level}"]) for level, rank in enumerate(ranks))
    return replace(group, ranks=rows, links=tuple(links), trails=trails)
