"""Parts of a row of ranks that nothing joins, moved near each other: no line draws them together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set

from diagram_anim.layout.across.settled import Span


def together(
    ranks: Sequence[Sequence[str]],
    links: Sequence[tuple[str, str]],
    at: Mapping[str, float],
    spans: Mapping[str, Span],
    gaps: Sequence[Sequence[float]],
) -> dict[str, float]:
    """Middles with each part as near to the largest as those between the two let it, all of its things by as much."""
    parts = _parts(ranks, links)
    if len(parts) < 2:
        return dict(at)
    found = dict(at)
    middle = _middle(max(parts, key=len), found)
    for part in sorted(parts, key=lambda part: abs(_middle(part, found) - middle)):
        way = 1.0 if _middle(part, found) < middle else -1.0
        slack = min((_slack(rank, between, part, found, spans, way) for rank, between in zip(ranks, gaps, strict=True)))
        if 0.5 < slack < math.inf:
            found.update({id: found[id] + way * slack for id in part})
    return found


def _slack(
    rank: Sequence[str],
    gaps: Sequence[float],
    part: Set[str],
    at: Mapping[str, float],
    spans: Mapping[str, Span],
    way: float,
) -> float:
    """How far a part's things in a rank may move that way before they are in the way of others."""
    least = math.inf
    for (one, two), gap in zip(zip(rank, rank[1:], strict=False), gaps, strict=True):
        mover, other = (one, two) if way > 0 else (two, one)
        if mover in part and other not in part:
            least = min(least, at[two] - spans[two].low - at[one] - spans[one].high - gap)
    return least


def _middle(part: Set[str], at: Mapping[str, float]) -> float:
    places = [at[id] for id in part]
    return (min(places) + max(places)) / 2


def _parts(ranks: Sequence[Sequence[str]], links: Sequence[tuple[str, str]]) -> list[set[str]]:
    """What is joined."""
    whose = {id: id for rank in ranks for id in rank}

    def lead(id: str) -> str:
        while whose[id] != id:
            whose[id] = whose[whose[id]]
            id = whose[id]
        return id

    for one, two in links:
        if one in whose and two in whose:
            whose[lead(one)] = lead(two)
    found: dict[str, set[str]] = {}
    for id in whose:
        found.setdefault(lead(id), set()).add(id)
    return list(found.values())
