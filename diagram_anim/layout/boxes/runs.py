"""Cards that follow each other one by one look alike: those of a column are as wide as each other, and as high where
they say no more; those of a row are as high as each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from diagram_anim.layout.boxes.pieces import Leaf, Piece
from diagram_anim.layout.cards import outlines
from diagram_anim.layout.cards.body import Body
from diagram_anim.layout.cards.rebroken import beside, head, rebroken
from diagram_anim.layout.containers.structure import LANE, Container
from diagram_anim.layout.frame.sizes import width_of
from diagram_anim.model.geometry import Box

NEARLY = 1.35
"""What grows on a card makes the others of its column wider by no more than this."""

WIDEST = 560.0
"""How wide the cards of a chart that is one column may be for names on fewer lines, px: there is room beside."""

TALLER = 1.3
"""What stands below words makes the others of their row higher by no more than this."""

STRETCH, BROAD = 1.25, 660.0
"""By how much cards may grow in any case, and how wide those of a column become at the most beyond that, px."""

FULL = 1.1
"""By how much cards of a row may that have more below their words: they are high as they are."""


def evened(
    pieces: Mapping[str, Piece],
    ranks: Sequence[Sequence[str]],
    *,
    upright: bool,
    lonely: bool,
    least: float = 0.0,
    low: bool = False,
) -> dict[str, Piece]:
    """Pieces with the cards of each run alike. `lonely` is a column that is the whole chart; `least` is how wide those
    of a column or how high those of a row are where others follow theirs; those of a column may be as `low` as they
    can."""
    found = dict(pieces)
    for run in _runs(ranks):
        leaves = [leaf for id in run if isinstance(leaf := found[id], Leaf) and _may(leaf.body)]
        calm = [leaf for leaf in leaves if not leaf.body.grows]
        if len(calm) > 1 or (calm and least):
            alike = _column(leaves, calm, least, lonely=lonely, low=low) if upright else _row(calm, least)
            found |= {leaf.id: leaf for leaf in alike}
    return found


def common(container: Container, containers: Mapping[str, Container], bodies: Mapping[str, Body]) -> float:
    """How wide the widest card is of groups that follow each other one by one and are columns each, this one among
    them, or how high the highest of rows; 0 in all others."""
    outer = next((one for one in containers.values() if any(container.id in rank for rank in one.ranks)), None)
    if not outer or outer.upright != container.upright:
        return 0.0
    for run in _runs(outer.ranks):
        peers = [containers[id] for id in run if id in containers]
        peers = [one for one in peers if one.chain and one.upright == container.upright]
        if len(peers) > 1 and container in peers:
            own = [bodies[id] for one in peers for rank in one.ranks for id in rank if id in bodies]
            return max((one.w if container.upright else one.h for one in own if _may(one) and not one.grows), default=0)
    return 0.0


def _runs(ranks: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """What stands alone in ranks that follow each other, whatever lines pass there."""
    run: list[str] = []
    for rank in (*ranks, ()):
        things = [id for id in rank if not id.startswith(LANE)]
        if len(things) == 1:
            run += things
        else:
            yield run
            run = []


def _may(body: Body) -> bool:
    return body.plain and body.card.shape != "text"


def _column(leaves: Sequence[Leaf], calm: Sequence[Leaf], least: float, *, lonely: bool, low: bool) -> Iterator[Leaf]:
    """All of one width; those with nothing below their words of one height, too, and those with more of another."""
    w = max(least, *(leaf.w for leaf in calm))
    if lonely:
        w = max(w, min(calm[0].body.sizes.px(WIDEST), max(_unbroken(leaf.body) for leaf in calm)))
    growing = max((leaf.w for leaf in leaves if leaf.body.grows), default=0.0)
    w = max(w, growing) if growing <= NEARLY * w else w
    those = [leaf for leaf in leaves if leaf.w <= w]
    least_of = {leaf.id: _height(leaf, w) for leaf in those}
    wide = min(leaf.wide for leaf in those)
    wide = min(wide, max(STRETCH, calm[0].body.sizes.px(BROAD) / w))
    for footed in (False, True):
        kind = [leaf for leaf in those if bool(leaf.body.feet) == footed]
        for leaf in kind:
            alike = [leaf] if low else [one for one in kind if one.body.grows == leaf.body.grows]
            high = min(one.high for one in kind)
            yield replace(leaf, w=w, h=max(least_of[one.id] for one in alike), wide=wide, high=high)


def _row(calm: Sequence[Leaf], least: float) -> Iterator[Leaf]:
    """All of one height, not much higher than their words unless they are as wide. Those that have more below their
    words than others are high stand for themselves."""
    low = max([least, *(leaf.h for leaf in calm if not leaf.body.feet)])
    tall = max((leaf.h for leaf in calm if leaf.body.feet), default=0.0)
    parted = [[one for one in calm if bool(one.body.feet) == footed] for footed in (True, False)]
    for kind in parted if tall > TALLER * low else [calm]:
        if not kind:
            continue
        h = max([least, *(leaf.h for leaf in kind)])
        wide = sum(leaf.w * leaf.wide for leaf in kind) / len(kind)
        most = FULL if all(leaf.body.feet for leaf in kind) else max(STRETCH, wide / h)
        high = min([most, *(leaf.high for leaf in kind)])
        yield from (replace(leaf, h=h, high=high) for leaf in kind)


def _unbroken(body: Body) -> float:
    """How wide a card is whose name stands on its author's own lines."""
    wide = beside(body) + width_of(body.card.label.drawn, body.name_type)
    return outlines.around(body.card.shape, wide, body.h, body.sizes)[0]


def _height(leaf: Leaf, w: float) -> float:
    """What a card needs at a width."""
    body = leaf.body
    inner = outlines.inside(body.card.shape, Box(0.0, 0.0, w, leaf.h), body.sizes)
    less = head(body) - head(rebroken(body, inner.w))
    return min(leaf.h, max(body.h - less, body.sizes.air(84)))
