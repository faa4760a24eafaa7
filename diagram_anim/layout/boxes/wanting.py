"""Which cards make a chart as wide as it is: where width is wanting, it is their names that stand on more lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diagram_anim.layout.boxes.layers import Layers
from diagram_anim.layout.boxes.pieces import Frame, Grid, Leaf, Piece, Stack

NEARLY = 0.88
"""What is no less wide than this share of what stands over, under or before it makes the whole as wide too."""


def widest(piece: Piece) -> Iterator[str]:
    """The cards without which a piece would be less wide."""
    if isinstance(piece, Leaf):
        yield piece.id
    elif isinstance(piece, Frame) and piece.inner:
        if piece.inner.least[0] >= NEARLY * piece.title:
            yield from widest(piece.inner)
    elif isinstance(piece, Stack):
        yield from _of(piece.blocks)
    elif isinstance(piece, Grid):
        yield from _of([one for row in piece.rows for one in row])
    elif isinstance(piece, Layers):
        ranks = [[piece.pieces[id] for id in rank] for rank in piece.ranks]
        if piece.upright:
            wide = [sum(one.least[0] for one in rank) + piece.side * (len(rank) - 1) for rank in ranks]
            ranks = [rank for rank, width in zip(ranks, wide, strict=True) if width >= NEARLY * max(wide)]
            for rank in ranks:
                for one in rank:
                    yield from widest(one)
        else:
            for rank, length in zip(ranks, piece.lengths(), strict=True):
                yield from _of(rank, length)


def highest(piece: Piece) -> Iterator[str]:
    """The cards without which a piece would be less high."""
    if isinstance(piece, Leaf):
        yield piece.id
    elif isinstance(piece, Frame) and piece.inner:
        yield from highest(piece.inner)
    elif isinstance(piece, Stack):
        for block in piece.blocks:
            yield from highest(block)
    elif isinstance(piece, Grid):
        for row in piece.rows:
            yield from _high(row)
    elif isinstance(piece, Layers):
        ranks = [[piece.pieces[id] for id in rank] for rank in piece.ranks]
        if piece.upright:
            for rank, length in zip(ranks, piece.lengths(), strict=True):
                yield from _high(rank, length)
        else:
            high = [sum(one.least[1] for one in rank) + piece.side * (len(rank) - 1) for rank in ranks]
            for rank in (rank for rank, height in zip(ranks, high, strict=True) if height >= NEARLY * max(high)):
                for one in rank:
                    yield from highest(one)


def _high(pieces: Iterable[Piece], least: float = 0.0) -> Iterator[str]:
    """Those of the highest of these, unless what else there is wants more height than they do anyway."""
    pieces = list(pieces)
    most = max([least, *(one.least[1] for one in pieces)])
    for one in pieces:
        if one.least[1] >= NEARLY * most:
            yield from highest(one)


def _of(pieces: Iterable[Piece], least: float = 0.0) -> Iterator[str]:
    """Those of the widest of these, unless what else there is wants more width than they do anyway."""
    pieces = list(pieces)
    most = max([least, *(one.least[0] for one in pieces)])
    for one in pieces:
        if one.least[0] >= NEARLY * most:
            yield from widest(one)
