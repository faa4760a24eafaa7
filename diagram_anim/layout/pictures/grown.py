"""Words grow with cards that were given more room than they need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from functools import cache

from diagram_anim.layout.boxes.compose import Composer
from diagram_anim.layout.cards.body import Body, body
from diagram_anim.layout.designs.fitting import LARGEST
from diagram_anim.layout.frame.design import Design
from diagram_anim.layout.frame.sizes import width_of
from diagram_anim.model.geometry import Box

STEPS = (1.4, 1.3, 1.2, 1.1)
"""By how much what a card consists of may be larger than it was designed."""

ALIKE = 1.2
"""By how much at the most where others of its group may not."""

NEAR = 1.1
"""By how much the names of a chart's cards may be larger than the smallest: names of one chart look alike."""

HIGH, MUCH = 0.75, 1.8
"""Cards stand whatever they show that have a box so high, by its width and by what they need."""

Bodies = Mapping[str, Body]
Boxes = Mapping[str, Box]


def grown(composer: Composer, design: Design, bodies: Bodies, boxes: Boxes, *, hanging: Set[str]) -> dict[str, Body]:
    """Bodies as large as their boxes have room for, at most as large as a chart's may be. Cards of one size, row or
    column have words of one size; those that share their group with a shape that can't grow keep its. What hangs below
    a border has no more room than it was given."""
    found = {id: one for id, one in bodies.items() if id in boxes}
    kinds = _kinds(found, boxes)
    high = {id for kind in kinds if all(_high(found[id], boxes[id]) for id in kind) for id in kind}
    found.update({id: _stood(found[id]) for id in high})
    known = cache(lambda step: _measured(composer, design, step, hanging, found.keys(), high))
    alone = _alone(found, [kind for kind in kinds if _may_grow(found, kind)])

    def fits(kind: Sequence[str], step: float) -> bool:
        larger = known(step)
        return all(
            id in larger and larger[id].upright == found[id].upright and _fits(larger[id], boxes[id]) for id in kind
        )

    def most(kind: Sequence[str]) -> float:
        if not _may_grow(found, kind):
            return 1.0
        return next((step for step in STEPS if (step <= ALIKE or kind[0] in alone) and fits(kind, step)), 1.0)

    steps = [most(kind) for kind in kinds]
    named = [step for kind, step in zip(kinds, steps, strict=True) if any(found[id].name for id in kind)]
    cap = min(named, default=1.0) * NEAR
    left = []
    for kind, best in zip(kinds, steps, strict=True):
        step = next((step for step in STEPS if step <= min(best, cap + 1e-9) and fits(kind, step)), 1.0)
        if step > 1.0:
            found.update({id: known(step)[id] for id in kind})
        elif _may_grow(found, kind):
            left.append(kind)
    for kind in left:
        if len(kind) == 1 and (one := found[kind[0]]).upright and one.feet:
            found[kind[0]] = _headed(one, boxes[kind[0]])
    return found


def _measured(
    composer: Composer, design: Design, step: float, hanging: Set[str], ids: Set[str], high: Set[str]
) -> dict[str, Body]:
    """All bodies by so much larger; none where that is more than a chart's may be."""
    k = round(design.sizes.k * step, 3)
    if k > LARGEST:
        return {}
    measured = composer.bodies(replace(design, sizes=replace(design.sizes, k=k)), hanging=hanging)
    return {id: _stood(measured[id]) if id in high else measured[id] for id in ids}


def _kinds(bodies: Bodies, boxes: Boxes) -> list[list[str]]:
    """What stands alike: of one size, or in one row or column of a group."""
    kind = {id: id for id in bodies}
    first: dict[tuple[object, ...], str] = {}
    for id, one in bodies.items():
        box, group = boxes[id], one.card.group
        for key in (("size", box.w, box.h, one.upright), ("column", group, box.x, box.w), ("row", group, box.y, box.h)):
            old, new = kind[id], kind[first.setdefault(key, id)]
            kind = {other: new if own == old else own for other, own in kind.items()}
    return [[id for id in bodies if kind[id] == lead] for lead in dict.fromkeys(kind.values())]


def _may_grow(bodies: Bodies, kind: Sequence[str]) -> bool:
    fixed = {one.card.group for one in bodies.values() if one.card.group and not one.plain}
    return all(bodies[id].plain and not bodies[id].apron and bodies[id].card.group not in fixed for id in kind)


def _alone(bodies: Bodies, kinds: Sequence[Sequence[str]]) -> Set[str]:
    """What shares its group with none but its like."""
    kind_of = {id: number for number, kind in enumerate(kinds) for id in kind}
    held: dict[str, set[int]] = defaultdict(set)
    for id, one in bodies.items():
        held[one.card.group or ""].add(kind_of.get(id, -1))
    shared = {number for group, numbers in held.items() if group and len(numbers) > 1 for number in numbers}
    return {id for id, number in kind_of.items() if number not in shared}


def _high(lying: Body, box: Box) -> bool:
    """Whether a card's box is so much higher than it needs that it may stand in it."""
    if lying.upright or lying.grows or not lying.plain or box.h < HIGH * box.w or box.h < MUCH * lying.h:
        return False
    return _fits(_stood(lying), box)


def _stood(lying: Body) -> Body:
    return body(lying.card, lying.sizes, upright=True, hanging=False, high=True)


def _headed(one: Body, box: Box) -> Body:
    """A card with a larger icon and name, where what is below these takes all of its width."""
    for step in STEPS:
        type = replace(one.name_type, size=round(one.name_type.size * step, 1))
        larger = replace(one, name_type=type, well=round(one.well * step, 1))
        fits = width_of(one.name, type) + 2 * one.pad <= box.w and one.h + larger.stack - one.stack <= box.h
        if fits and one.sizes.k * step <= LARGEST:
            return larger
    return one


def _fits(one: Body, box: Box) -> bool:
    return one.w <= box.w and one.h <= box.h
