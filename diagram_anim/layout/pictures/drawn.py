"""A design drawn in a room: things in their places, lines between them, titles where no line runs through them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from diagram_anim.layout.boxes.compose import Composer, hangs
from diagram_anim.layout.boxes.gathered import gathered
from diagram_anim.layout.cards.anatomy import place
from diagram_anim.layout.cards.titles import aside, framed
from diagram_anim.layout.containers.directions import read
from diagram_anim.layout.designs.search import Chosen
from diagram_anim.layout.frame.design import Design
from diagram_anim.layout.frame.scaled import scaled
from diagram_anim.layout.frame.within import within
from diagram_anim.layout.lines.wires import wires
from diagram_anim.layout.pictures.grown import grown
from diagram_anim.layout.pictures.picture import Picture, crossed, faults
from diagram_anim.layout.pictures.stood import large, stood
from diagram_anim.model.geometry import Box

AGAIN = 3
"""How often a chart is designed anew for lines that have to go round outside of the room."""

WORTH, MARGIN = 0.9, 40.0
"""By how much smaller a chart may be for them to stay in it, where they reach no farther beyond than this: there the
frame ends."""

FEW = 40
"""Of more cards lines that cross are led otherwise."""


def inside(drawn: Callable[[Box], Picture], room: Box) -> Picture:
    """Designed anew for what is left beside lines that have to go round outside of the room."""
    made, inner = drawn(room), room
    for _ in range(AGAIN):
        smaller = within(made.placed, room, inner)
        if smaller == inner:
            break
        again = drawn(smaller)
        least = 0.0 if max(inner.w - smaller.w, inner.h - smaller.h) > MARGIN else made.shrunk * WORTH
        if again.shrunk < least:
            break
        made, inner = again, smaller
    return made


def plainly(composer: Composer, chosen: Chosen, room: Box) -> Picture:
    """A design as it is drawn at first, whatever is wrong with it."""
    return placed_in(composer, chosen, room, stood(composer.cast, chosen, room))


def drawn_in(composer: Composer, chosen: Chosen, inner: Box, room: Box) -> Picture:
    """A design in the inner room. Titles that lines run through stand below what their groups hold, and things without
    regard to their children where lines have faults, if that helps."""
    cast, first = composer.cast, stood(composer.cast, chosen, inner)
    made = placed_in(composer, chosen, inner, first)

    def better(made: Picture, chosen: Chosen, design: Design) -> tuple[Picture, Chosen]:
        composed = composer.composed(chosen.containers, design, inner.w / inner.h)
        other = chosen._replace(design=design, composed=composed)
        boxes = stood(cast, other, inner)
        if boxes == first and not design.feet:
            return made, chosen
        tried = placed_in(composer, other, inner, boxes)
        return (tried, other) if faults(tried, room) < faults(made, room) else (made, chosen)

    if feet := crossed(made):
        made, chosen = better(made, chosen, replace(chosen.design, feet=feet))
    if any(faults(made, room)):
        made, chosen = better(made, chosen, replace(chosen.design, across=False))
    if chosen.design.bands > 1 and any(faults(made, room)):
        made, chosen = better(made, chosen, replace(chosen.design, passing=True))
    if made.faults.crossings and len(cast.cards) > FEW:
        tried = placed_in(composer, chosen, inner, stood(cast, chosen, inner), untangle=True)
        made = min(made, tried, key=lambda one: faults(one, room))
    return _gathered(composer, made, chosen, inner, room)


def _gathered(composer: Composer, made: Picture, chosen: Chosen, inner: Box, room: Box) -> Picture:
    """With children under their parents where these can't stand over them, if no line has a fault for that."""
    if not composer.slides:
        return made
    boxes, sizes = stood(composer.cast, chosen, inner), chosen.design.sizes
    beside = chosen.composed.columns.keys()
    moved = gathered(boxes, chosen.containers, composer.cast, large(chosen, inner), sizes.gap_node, beside)
    if moved == boxes:
        return made
    tried = placed_in(composer, chosen, inner, moved)
    now, then = faults(tried, room), faults(made, room)
    return tried if now[0] <= then[0] and now[1] <= then[1] else made


def placed_in(
    composer: Composer, chosen: Chosen, room: Box, boxes: Mapping[str, Box], *, untangle: bool = False
) -> Picture:
    """What stands in the boxes, and lines between them."""
    cast, (fit, way, composed, containers, design, *_) = composer.cast, chosen
    bodies = composed.bodies
    if fit >= 1.0:  # What is read in parts has words of one size, as near as the camera comes for them.
        bodies = grown(composer, design, bodies, boxes, hanging=hangs(containers, design))
    groups = [group for group in cast.groups if group.id in boxes]
    homes = {card.id: card.group for card in cast.cards} | {group.id: group.parent for group in cast.groups}
    placed = [
        framed(
            group,
            boxes[group.id],
            design.sizes,
            foot=group.id in design.feet,
            columns=composed.columns,
            held=[boxes[one] for one, around in homes.items() if around == group.id and one in boxes],
        )
        for group in groups
    ]
    placed += [place(bodies[card.id], boxes[card.id]) for card in cast.cards if card.id in boxes]
    lines, faults = wires(
        cast, containers, boxes, placed, large(chosen, room), design.sizes, untangle=untangle, slides=composer.slides
    )
    heads = {group.id for group in groups} - composed.columns.keys()
    placed = [*(aside(one, lines) if one.kind == "group" and one.id in heads else one for one in placed), *lines]
    shrunk = min(1.0, fit)
    if shrunk < 1.0:
        placed = [scaled(one, shrunk) for one in placed]
    return Picture(tuple(placed), *read(way, containers[""]), shrunk, design.sizes.ease, design.sizes.k, faults, chosen)
