"""How many columns things have that stand in a grid."""

from __future__ import annotations

import math
from collections.abc import Sequence

from diagram_anim.layout.boxes.pieces import Frame, Piece

FEW = 3
"""So many things at the most go on with the column of a rank."""

CELL = 1.5
"""The shape of a card in a grid: width by height."""


def columns(pieces: Sequence[Piece], aspect: float, ranks: Sequence[Sequence[str]], *, level: bool) -> int:
    """So many that the grid comes near the stage's form; beside ranks it is about as wide as these, where a `level`
    chart has one rank only, few go on with its column."""
    if level and len(ranks) == 1 and len(pieces) <= FEW:
        return 1
    if ranks:
        most = min(len(pieces), max(4, *(len(rank) for rank in ranks)))
        return math.ceil(len(pieces) / math.ceil(len(pieces) / most))
    if any(isinstance(piece, Frame) for piece in pieces):
        return _roomy(pieces, aspect)
    return _even(len(pieces), aspect / CELL)


def _even(count: int, ratio: float) -> int:
    """So many columns that the grid's columns by its rows come near `ratio`, with few places left empty."""

    def cost(columns: int) -> float:
        rows = math.ceil(count / columns)
        return abs(math.log(columns / rows / ratio)) + (columns * rows - count) / count

    return min(range(1, count + 1), key=cost)


def _roomy(pieces: Sequence[Piece], aspect: float) -> int:
    """So many columns that groups, which have forms of their own, need the least of a place of this form."""

    def cost(columns: int) -> float:
        rows = [pieces[at : at + columns] for at in range(0, len(pieces), columns)]
        wide = columns * max(piece.least[0] for piece in pieces)
        return max(wide / aspect, sum(max(piece.least[1] for piece in row) for row in rows))

    return min(range(1, len(pieces) + 1), key=cost)
