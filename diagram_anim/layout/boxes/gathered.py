"""Children moved under their parent where that can't come over them: it stands in a group of its own, or others are in
its way.

Comes in: where everything stands. Goes out: the same with children moved along their ranks, and with them all that
follows from them alone, as far as others leave them room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from diagram_anim.layout.containers.structure import LANE, Container
from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box, union

EDGE = 20.0
"""From what moves to the border of its group, at least, in px."""

SLIGHT = 2.0
"""Less than this is not worth moving for."""

WIDE = 0.6
"""What takes less of its group's width leaves it as wide as it is, for its title."""


def gathered(
    boxes: Mapping[str, Box],
    containers: Mapping[str, Container],
    cast: Cast,
    room: Box,
    side: float,
    beside: Set[str] = frozenset(),
) -> dict[str, Box]:
    """`side` is the room between neighbours; the titles of groups stand over what they hold, or at its left, `beside`
    it."""
    found, trees = dict(boxes), _Trees(containers, cast)
    for parent, kids, container in trees.families():
        if not found.keys() >= {parent, *kids}:
            continue
        axis = 0 if container.upright else 1
        away = _middle(found[parent], axis) - sum(_middle(found[kid], axis) for kid in kids) / len(kids)
        for moving in (trees.after(kids), frozenset(kids)):
            if abs(away) <= SLIGHT or not found.keys() >= moving:
                break
            low, high = _freedom(moving, found, containers, trees.home, room, axis, side, beside)
            by = max(low, min(high, away))
            if abs(by) > SLIGHT:
                found |= {id: found[id].moved(*((by, 0.0) if axis == 0 else (0.0, by))) for id in moving}
                away -= by
                if axis == 0:
                    found |= _evened(found, {trees.home[id].id for id in moving}, trees.home, beside)
    bearers = {card.id: card.bearer for card in cast.cards if card.bearer in found}
    return found | {id: found[bearer] for id, bearer in bearers.items()}


def _evened(
    boxes: Mapping[str, Box], groups: Set[str], home: Mapping[str, Container], beside: Set[str]
) -> dict[str, Box]:
    """Groups that end as far right of what they hold as they begin left of it, where that is less."""
    found = {}
    for id in groups & boxes.keys() - beside:
        box, held = (
            boxes[id],
            union([boxes[one] for one, container in home.items() if container.id == id if one in boxes]),
        )
        spare = (box.right - held.right) - (held.x - box.x)
        if abs(spare) > SLIGHT and held.w >= WIDE * box.w:
            found[id] = replace(box, x=box.x + max(0.0, -spare), w=box.w - abs(spare))
    return found


class _Trees:
    """What follows from what, and in which container each thing stands."""

    def __init__(self, containers: Mapping[str, Container], cast: Cast) -> None:
        bearers = {card.id: card.bearer or card.id for card in cast.cards}
        ends = {
            one.id: (bearers.get(one.source, one.source), bearers.get(one.target, one.target)) for one in cast.wires
        }
        self.containers = containers
        self.home = {id: one for one in containers.values() for rank in (*one.ranks, one.lone) for id in rank}
        self.parents: dict[str, set[str]] = defaultdict(set)
        self.kids: dict[str, dict[str, Container]] = defaultdict(dict)
        for container in containers.values():
            level = {id: at for at, rank in enumerate(container.ranks) for id in rank}
            for one, two, wire in container.wires:
                if level[one] < level[two]:
                    source, target = ends[wire]
                    self.parents[target].add(source)
                    self.kids[source][target] = container

    def families(self) -> Iterator[tuple[str, tuple[str, ...], Container]]:
        """Parents of several cards that have no other, parents of parents first; with where the wires between them
        lie."""
        known = [
            (parent, tuple(kids), next(iter(kids.values())))
            for parent, kids in self.kids.items()
            if len(kids) > 1 and self.containers.keys().isdisjoint({parent, *kids})
            if all(len(self.parents[kid]) == 1 for kid in kids)
            if len({one.id for one in kids.values()}) == 1
        ]
        yield from sorted(known, key=lambda one: (-len(self.after(one[1])), one[0]))

    def after(self, kids: tuple[str, ...]) -> frozenset[str]:
        """These and the cards that follow from them alone."""
        found = {*kids}
        queue = list(kids)
        while queue:
            for kid in self.kids.get(queue.pop(), ()):
                if kid not in found and self.parents[kid] <= found and kid not in self.containers:
                    found.add(kid)
                    queue.append(kid)
        return frozenset(found)


def _freedom(
    moving: Set[str],
    boxes: Mapping[str, Box],
    containers: Mapping[str, Container],
    home: Mapping[str, Container],
    room: Box,
    axis: int,
    side: float,
    beside: Set[str],
) -> tuple[float, float]:
    """How far things can be moved together before and behind, past no other: lines find other ways."""
    low, high = float("-inf"), float("inf")
    for id in moving:
        box, container = boxes[id], home[id]
        first, last, top, foot = _ends(box, axis)
        border = boxes[container.id].inset(EDGE) if container.id in boxes else room
        start, end, _, _ = _ends(border, axis)
        titled = container.id in boxes and (axis == 0) == (container.id in beside)
        if titled:  # what it holds comes no nearer to its title
            held = (boxes[one] for rank in (*container.ranks, container.lone) for one in rank if one in boxes)
            start = min(_ends(one, axis)[0] for one in held)
        low, high = max(low, min(0.0, start - first)), min(high, max(0.0, end - last))
        for other in (one for rank in (*container.ranks, container.lone) for one in rank):
            if other in moving or other not in boxes or other.startswith(LANE):
                continue
            near, far, above, below = _ends(boxes[other], axis)
            if above >= foot + side or below <= top - side:
                continue
            if near >= last - 1.0:
                high = min(high, max(0.0, near - side - last))
            elif far <= first + 1.0:
                low = max(low, min(0.0, far + side - first))
            else:
                return 0.0, 0.0
    return low, high


def _ends(box: Box, axis: int) -> tuple[float, float, float, float]:
    """From where to where it reaches along the axis, and across it."""
    return (box.x, box.right, box.y, box.bottom) if axis == 0 else (box.y, box.bottom, box.x, box.right)


def _middle(box: Box, axis: int) -> float:
    return box.cx if axis == 0 else box.cy
