"""Room under groups' titles for the signs that cards bear on their corners and for what is lost before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagram_anim.layout.boxes.pieces import Frame, Piece
from diagram_anim.layout.cards.body import Body
from diagram_anim.layout.cards.titles import sign_room
from diagram_anim.layout.containers.structure import Container
from diagram_anim.layout.frame.sizes import Sizes


def room_of(container: Container, bodies: Mapping[str, Body], header: float, sizes: Sizes) -> float:
    """What more room there should be below a title where the cards under it have states."""
    first = [*container.ranks[:1], *([] if container.ranks else [container.lone])]
    signs = any("state" in bodies[id].card.slots for rank in first for id in rank if id in bodies)
    return sign_room(header, sizes) if signs else 0.0


def lengthened(
    lengths: Sequence[float], ranks: Sequence[Sequence[str]], pieces: Mapping[str, Piece], room: float
) -> list[float]:
    """Ranks as much longer as the titles of groups in them should have room, where there is as much for all."""
    frames = [[piece.clear for id in rank if isinstance(piece := pieces[id], Frame)] for rank in ranks]
    more = [max(rank, default=0.0) for rank in frames]
    fits = sum(lengths) + sum(more) <= room
    return [length + extra * fits for length, extra in zip(lengths, more, strict=True)]
