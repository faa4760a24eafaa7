"""Cards of one kind are made alike in size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagram_anim.layout.boxes.pieces import Leaf, Piece

NEARLY = 1.35
"""Cards of which none is wider than another by more than this have one size in all ranks."""


def alike(
    pieces: Mapping[str, Piece], ranks: Sequence[Sequence[str]], rows: Sequence[Sequence[str]], *, low: bool = False
) -> dict[str, Piece]:
    """Cards of one kind have one size: in a rank, and in the whole container where they are nearly alike, but only one
    width if each is to be as `low` as it can. In `rows` of single cards all are as high as the highest: those need that
    height anyway. To which very many wires come is longer for itself, unless all others of its rank become hardly
    longer with it."""
    found = dict(pieces)
    # Across the direction all ranks share one height or width; a lone long name doesn't widen its whole chart.
    everywhere: dict[tuple[bool, bool], list[str]] = defaultdict(list)
    for rank in ranks:
        for key, ids in _kinds(found, rank).items():
            everywhere[key] += ids
            _level(found, ids)
    for ids in everywhere.values():
        leaves = [leaf for id in ids if isinstance(leaf := found[id], Leaf)]
        if max(leaf.w for leaf in leaves) <= NEARLY * min(leaf.w for leaf in leaves):
            _level(found, ids, low=low)
    for rank in ranks:
        _crowded(found, rank)
    for row in rows:
        for ids in _kinds(found, row).values():
            leaves = [leaf for id in ids if isinstance(leaf := found[id], Leaf)]
            high = max(leaf.h for leaf in leaves)
            found.update({leaf.id: replace(leaf, h=high) for leaf in leaves if leaf.h != high})
    return found


def _crowded(found: dict[str, Piece], rank: Sequence[str]) -> None:
    """Cards of a rank as long as the wires need that come to them."""
    kind_of = {id: ids for ids in _kinds(found, rank).values() for id in ids}
    for id in rank:
        if isinstance(leaf := found[id], Leaf) and (leaf.crowd[0] > leaf.w or leaf.crowd[1] > leaf.h):
            w, h = max(leaf.w, leaf.crowd[0]), max(leaf.h, leaf.crowd[1])
            near = w <= NEARLY * leaf.w and h <= NEARLY * leaf.h
            for other in kind_of.get(id, [id]) if near else [id]:
                if isinstance(like := found[other], Leaf):
                    found[other] = replace(like, w=max(w, like.w), h=max(h, like.h))


def _kinds(pieces: Mapping[str, Piece], ids: Sequence[str]) -> dict[tuple[bool, bool], list[str]]:
    """Plain cards among these by their kind."""
    found: dict[tuple[bool, bool], list[str]] = defaultdict(list)
    for id in ids:
        piece = pieces[id]
        if isinstance(piece, Leaf) and piece.body.plain:
            found[piece.body.upright, bool(piece.body.feet)].append(id)
    return found


def _level(found: dict[str, Piece], ids: Sequence[str], *, low: bool = False) -> None:
    leaves = [leaf for id in ids if isinstance(leaf := found[id], Leaf)]
    w, h = max(leaf.w for leaf in leaves), max(leaf.h for leaf in leaves)
    wide = min(leaf.wide for leaf in leaves)
    for leaf in leaves:
        high = leaf.h if low else h
        if (leaf.w, leaf.h, leaf.wide) != (w, high, wide):
            found[leaf.id] = replace(leaf, w=w, h=high, wide=wide)
