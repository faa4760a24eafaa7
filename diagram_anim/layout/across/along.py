"""Where ranks begin along their container, and how long they are, so that parents face their children elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from diagram_anim.layout.across.spread import shared

Cell = tuple[float, float]
"""Where a rank begins, and how long it is."""

Ranks = Sequence[Sequence[str]]

Tried = Iterable[tuple[float, list[Cell]]]
"""Cells, each with the share of what there is beyond the least by which they have grown."""

GROWN = (1.0, 0.75, 0.5, 0.25, 0.0)
"""Shares of what things can grow, as they are tried."""

FINELY, FEW = tuple(step / 10 for step in range(10, -1, -1)), 12
"""Those where only so few things share the room that trying takes no time."""

LESS = 8.0
"""What it costs that nothing grows at all, in px by which parents stand beside the middle of their children."""


def cells(ends: Cell, sizes: Sequence[float], gaps: Sequence[float], *, reversed: bool) -> list[Cell]:
    """Ranks of these sizes about the middle between two ends."""
    start = (sum(ends) - sum(sizes) - sum(gaps)) / 2
    tops = accumulate((size + gap for size, gap in zip(sizes, gaps, strict=False)), initial=start)
    found = list(zip(tops, sizes, strict=True))
    return [(sum(ends) - top - size, size) for top, size in found] if reversed else found


def facing(ends: Cell, ranks: Ranks, tried: Tried, wanted: Mapping[str, float]) -> list[Cell]:
    """Of the cells that were tried, those that bring things nearest to where they are wanted, when all are moved as far
    as the ends let them."""
    best: tuple[float, list[Cell]] | None = None
    for share, found in tried:
        away = [place - middle(id, ranks, found) for id, place in wanted.items()]
        low, high = extent(found)
        move = max(min(sum(away) / max(1, len(away)), ends[1] - high), ends[0] - low)
        price = sum(abs(one - move) for one in away) + (1.0 - share) * LESS
        if best is None or price < best[0]:
            best = price, [(top + move, size) for top, size in found]
    assert best is not None
    return best[1]


def middle(id: str, ranks: Ranks, found: Sequence[Cell]) -> float:
    """That of the rank in which a thing stands."""
    return next(top + size / 2 for rank, (top, size) in zip(ranks, found, strict=True) if id in rank)


def extent(found: Sequence[Cell]) -> Cell:
    """From the first rank's begin to the last one's end."""
    return min(top for top, _ in found), max(top + size for top, size in found)


def astray(at: Mapping[str, float], wanted: Mapping[str, float], families: Mapping[str, Sequence[str]]) -> list[float]:
    """How far each of those that are wanted somewhere stands from there, and all other parents from the middle of their
    children."""
    away = [abs(at[id] - place) for id, place in wanted.items()]
    return away + [
        abs(at[id] - sum(at[kid] for kid in kids) / len(kids))
        for id, kids in families.items()
        if id not in wanted and at.keys() >= {id, *kids}
    ]


def grown(
    free: float, share: float, own: Mapping[str, float], most: Mapping[str, float], widest: float
) -> dict[str, float]:
    """By how much each of a rank grows across it, where that has so much room free: none that does beyond `widest`."""
    limits = [max(own[id], min(most[id], widest)) for id in own]
    sizes = shared(free, list(own.values()), limits)
    return {id: share * (size - own[id]) for id, size in zip(own, sizes, strict=True)}
