"""Words grow with cards that were given more room than they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from diagram_anim.layout.body import CALM, Body, body
from diagram_anim.layout.compose import Composer
from diagram_anim.layout.design import Design
from diagram_anim.layout.fitting import LARGEST
from diagram_anim.layout.sizes import width_of
from diagram_anim.model.geometry import Box

STEPS = (1.4, 1.3, 1.2, 1.1)
"""By how much what a card consists of may be larger than it was designed."""

HIGH = 1.25
"""A card so much higher than wide stands, whatever it shows below its head."""

STANDING = CALM | {"split"}

Bodies = Mapping[str, Body]
Boxes = Mapping[str, Box]


def grown(composer: Composer, design: Design, bodies: Bodies, boxes: Boxes, *, hanging: bool) -> dict[str, Body]:
    """Bodies as large as their boxes have room for, at most as large as a chart's may be. Cards of one size, row or
    column have words of one size; those that share their group with a shape that can't grow keep its. What hangs below
    a border has no more room than it was given."""
    found = {id: _stood(one, boxes[id]) for id, one in bodies.items() if id in boxes}
    kinds = list(_kinds(found, boxes))
    for step in STEPS:
        k = round(design.sizes.k * step, 3)
        if k > LARGEST or not kinds:
            continue
        measured = composer.bodies(replace(design, sizes=replace(design.sizes, k=k)), hanging=hanging)
        for kind in list(kinds):
            larger = {id: _stood(measured[id], boxes[id]) for id in kind}
            if all(one.upright == found[id].upright and _fits(one, boxes[id]) for id, one in larger.items()):
                found.update(larger)
                kinds.remove(kind)
    for kind in kinds:
        if len(kind) == 1 and (one := found[kind[0]]).upright and one.feet:
            found[kind[0]] = _headed(one, boxes[kind[0]])
    return found


def _kinds(bodies: Bodies, boxes: Boxes) -> Iterator[list[str]]:
    """What has words of one size, where all of it may have larger ones."""
    kind = {id: id for id in bodies}
    first: dict[tuple[object, ...], str] = {}
    for id, one in bodies.items():
        box, group = boxes[id], one.card.group
        for key in (("size", box.w, box.h, one.upright), ("column", group, box.x, box.w), ("row", group, box.y, box.h)):
            old, new = kind[id], kind[first.setdefault(key, id)]
            kind = {other: new if own == old else own for other, own in kind.items()}
    fixed = {one.card.group for one in bodies.values() if one.card.group and not one.plain}
    for lead in dict.fromkeys(kind.values()):
        ids = [id for id in bodies if kind[id] == lead]
        if all(bodies[id].plain and not bodies[id].apron and bodies[id].card.group not in fixed for id in ids):
            yield ids


def _stood(lying: Body, box: Box) -> Body:
    """The card upright where its box is much higher than wide."""
    if lying.upright or not lying.plain or box.h < HIGH * box.w or not set(lying.card.slots) <= STANDING:
        return lying
    standing = body(lying.card, lying.sizes, upright=True, hanging=False, high=True)
    return standing if _fits(standing, box) else lying


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
