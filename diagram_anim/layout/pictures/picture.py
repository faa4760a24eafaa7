"""A design that is drawn: what stands where, and what is wrong with it.

Comes in: what was placed. Goes out: how often lines run through things, words and titles, and how large words are. It
refuses to know which other designs there are.
"""

from __future__ import annotations

from dataclasses import dataclass

from diagram_anim.layout.cards.titles import title_box
from diagram_anim.layout.designs.search import Chosen
from diagram_anim.layout.frame.within import within
from diagram_anim.layout.lines.drawing import DEEP, Faults
from diagram_anim.layout.lines.labels import crosses
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed

DEAR = 100.0
"""How many crossings weigh as much as what would need the whole room once more."""


@dataclass(frozen=True, slots=True)
class Picture:
    placed: tuple[Placed, ...]
    direction: str
    inner: str
    """The direction inside groups, `SOME` where only in some, where it is another than the author's, else empty."""

    shrunk: float
    ease: float
    """The share of the look's own room around its words."""

    scale: float
    """1, or by how much everything, type too, was made smaller than it should be."""

    faults: Faults
    taken: Chosen
    """The design that it is drawn in."""


def faults(made: Picture, room: Box) -> tuple[int, int]:
    """How often lines run through titles or words or lie on each other; and how often they cross, with what is needed
    beyond the room."""
    left = within(made.placed, room, room)
    beyond = round(DEAR * (1.0 - left.w * left.h / (room.w * room.h)))
    return len(crossed(made)) + pressing(made), made.faults.crossings + beyond


def words(made: Picture) -> float:
    """How large names are, in px."""
    return made.shrunk * made.taken.design.sizes.type("node").size


def pressing(made: Picture) -> int:
    """How often lines run through things or the words of others or lie on each other."""
    return made.faults.through + made.faults.shared


def crossed(made: Picture) -> frozenset[str]:
    """Groups through whose titles lines run, or on whose titles words stand."""
    lines = [(one.corners, one.label) for one in made.placed if one.kind == "wire"]
    titles = {one.id: box for one in made.placed if one.kind == "group" and (box := title_box(one))}
    return frozenset(
        id
        for id, box in titles.items()
        if any(crosses(corners, box) or (words and words.overlaps(box)) for corners, words in lines)
    )


def pressed(made: Picture) -> frozenset[str]:
    """Wires through whose words others run, or whose words stand on those of others or on cards."""
    lines = [one for one in made.placed if one.kind == "wire"]
    cards = [one.box for one in made.placed if one.kind == "card"]
    return frozenset(
        one.id
        for one in lines
        if (words := one.label)
        if any(words.overlaps(card, -DEEP) for card in cards)
        or any(
            crosses(other.corners, words) or (other.label and words.overlaps(other.label, 2.0))
            for other in lines
            if other.id != one.id
        )
    )
