"""What stands in one group and is joined with things in others: where it has to stand for that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diagram_anim.layout.across.settled import Span
from diagram_anim.layout.boxes.pieces import Frame, Piece
from diagram_anim.model.geometry import Box

NOWHERE: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Afar:
    """Parents in one container whose children stand in others."""

    upright: bool = True
    """Whether the ranks of the parents' container follow each other from top to bottom."""

    far: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The children of its things of which some stand elsewhere, in other groups."""

    aside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The children of its things that stand elsewhere, where these lie across its own direction."""

    def wanted(self, found: Mapping[str, Box], at: Mapping[str, float] = NOWHERE) -> dict[str, float]:
        """Where things stand over the middle of their children of which some stand elsewhere, as far as it is known
        where these are; its own stand at `at`, before they have their boxes."""
        wanted = {}
        for id, kids in self.far.items():
            known = {kid: found[kid].cx if self.upright else found[kid].cy for kid in kids if kid in found}
            own = [at[kid] for kid in kids if kid in at and kid not in known]
            if known:
                wanted[id] = sum((*known.values(), *own)) / (len(known) + len(own))
        return wanted

    def facing(self, found: Mapping[str, Box]) -> dict[str, float]:
        """Where things stand along it so that they face the middle of their children elsewhere that lie across."""
        places = {
            id: [found[kid].cy if self.upright else found[kid].cx for kid in kids if kid in found]
            for id, kids in self.aside.items()
        }
        return {id: sum(known) / len(known) for id, known in places.items() if len(known) > 1}


NOBODY = Afar()


def shifts(
    pieces: Mapping[str, Piece],
    ends: Mapping[tuple[str, str], tuple[str, ...]],
    spans: Mapping[str, Span],
    *,
    upright: bool,
) -> dict[tuple[str, str], float]:
    """How far from the middle of each group the lines end that join it with another thing; `ends` are the things in it
    at which they do."""
    found = {}
    for (id, other), inside in ends.items():
        piece = pieces[id]
        if isinstance(piece, Frame):
            held = piece.holding(spans[id].low + spans[id].high, upright=upright)
            boxes = [held[one] for one in inside if one in held]
            places = [(box.cx if upright else box.cy) - spans[id].low for box in boxes]
            found[id, other] = sum(places) / max(1, len(places))
    return found
