"""A design in a room: where everything stands but lines."""

from __future__ import annotations

from diagram_anim.layout.designs.search import Chosen
from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box

VISITED, LOOSE, FILLED = 0.6, 1.25, 0.65
"""A chart that is too large is read in parts: it takes by no more than so much more room than it needs, so that its
parts stay close; but, unless it is smaller than this, no less than such a share of what there is."""


def large(chosen: Chosen, room: Box) -> Box:
    """The room as a design sees it that is made smaller once it is drawn."""
    shrunk = min(1.0, chosen.fit)
    return Box(room.x / shrunk, room.y / shrunk, room.w / shrunk, room.h / shrunk)


def stood(cast: Cast, chosen: Chosen, room: Box) -> dict[str, Box]:
    """Where everything stands but lines."""
    wide, least = large(chosen, room), chosen.composed.whole.least
    w, h = (max(a, b) for a, b in zip((wide.w, wide.h), least, strict=True))
    if chosen.fit < 1.0:
        filled = FILLED if chosen.fit >= VISITED else 0.0
        w, h = (min(a, max(LOOSE * b, filled * a)) for a, b in zip((w, h), least, strict=True))
    boxes: dict[str, Box] = {}
    chosen.composed.whole.settle(Box(wide.cx - w / 2, wide.cy - h / 2, w, h), boxes)
    boxes = {id: _whole(box) for id, box in boxes.items()}
    return boxes | {card.id: boxes[card.bearer] for card in cast.cards if card.bearer in boxes}


def _whole(box: Box) -> Box:
    """On whole px; boxes of one size stay so."""
    return Box(*(float(round(length)) for length in (box.x, box.y, box.w, box.h)))
