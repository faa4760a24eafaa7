"""Places in a row: as near as can be to where each would stand, none nearer to its neighbour than it may."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from diagram_anim.layout.across.settled import NONE, Shifts, Span, settle
from diagram_anim.layout.across.sweeps import swept

WAY = 110.0
"""From one rank to the next, in px, so that what runs there is seen: cards grow after that."""

CORNER = 40.0
"""How far from the corner of a thing lines to its children leave it at the least, in px."""

YIELDING = 0.02
"""How much what makes way for others holds on to its place."""


def spread(
    ranks: Sequence[Sequence[str]],
    links: Sequence[tuple[str, str]],
    spans: Mapping[str, Span],
    gaps: Sequence[Sequence[float]],
    lanes: Set[str] = frozenset(),
    back: Set[str] = frozenset(),
    shifts: Shifts = NONE,
) -> dict[str, float]:
    """Middles for things in ranks so that parents stand over their children and lines run straight. `lanes` follow
    what they lead to, but draw nothing to themselves that has another to stand by; those that lead `back` draw none."""
    above: dict[str, list[str]] = defaultdict(list)
    below: dict[str, list[str]] = defaultdict(list)
    for a, b in links:
        above[b].append(a)
        below[a].append(b)
    for near in (above, below):
        for id, others in near.items():
            if id not in lanes:
                own = [one for one in others if one not in lanes]
                onward = [one for one in others if one not in back]
                near[id] = own if 2 * len(own) >= len(onward) else onward
    # Under what comes together a thing can't stand alone: there it keeps below what leads to it; but what nothing leads
    # to would go away from that with its own.
    alone = {id: [one for one in others if len(above[one]) == 1] for id, others in below.items()}
    upward = {
        id: others if id not in above and not lanes >= {*alone[id]} else alone[id] or above.get(id) or others
        for id, others in below.items()
    }
    at: dict[str, float] = {}
    for rank, between in zip(ranks, gaps, strict=True):
        places = settle([0.0] * len(rank), [spans[id] for id in rank], between)
        # A row alone stands even about the middle.
        middle = (places[0] - spans[rank[0]].low + places[-1] + spans[rank[-1]].high) / 2 if rank else 0.0
        at.update({id: place - middle for id, place in zip(rank, places, strict=True)})
    at = swept(at, ranks, gaps, spans, above, upward, shifts)
    for rank, between in zip(ranks[1:], gaps[1:], strict=True):
        moved = [id not in lanes and _joins(id, above, below) for id in rank]
        wanted = [
            _mean([facing(at, shifts, id, one) for one in above[id]] if moves else [], at[id])
            for id, moves in zip(rank, moved, strict=True)
        ]
        at.update(zip(rank, settle(wanted, [spans[id] for id in rank], between), strict=True))
    return at | _midway(ranks, at, spans, above.keys() | below.keys())


def _midway(
    ranks: Sequence[Sequence[str]], at: Mapping[str, float], spans: Mapping[str, Span], joined: Set[str]
) -> dict[str, float]:
    """Ranks of which nothing is joined, about the middle of what is: sweeps may have moved that far away."""
    linked = {id: at[id] for rank in ranks for id in rank if id in joined}
    if not linked:
        return {}
    low, high = bounds(linked, spans)
    return {id: at[id] + (low + high) / 2 for rank in ranks if linked.keys().isdisjoint(rank) for id in rank}


def centred(
    ranks: Sequence[Sequence[str]],
    at: Mapping[str, float],
    spans: Mapping[str, Span],
    gaps: Sequence[Sequence[float]],
    kin: Mapping[str, Sequence[str]],
    shifts: Shifts = NONE,
) -> dict[str, float]:
    """Middles with each parent moved over the middle of its children, as far as its neighbours in the rank let it. What
    leads to one thing only follows where that has moved."""
    found = dict(at)
    moved: set[str] = set()
    for rank, between in zip(reversed(ranks), reversed(gaps), strict=True):
        for index, id in enumerate(rank):
            kids = kin.get(id, ())
            if not kids or (len(kids) == 1 and kids[0] not in moved):
                continue
            low, high = -math.inf, math.inf
            if index:
                other = rank[index - 1]
                low = found[other] + spans[other].high + between[index - 1] + spans[id].low
            if index + 1 < len(rank):
                other = rank[index + 1]
                high = found[other] - spans[other].low - between[index] - spans[id].high
            wanted = _mean([facing(found, shifts, id, kid) for kid in kids], found[id])
            place = max(min(wanted, max(high, found[id])), min(low, found[id]))
            if abs(place - found[id]) > 0.5:
                found[id] = place
                moved.add(id)
    return found


def yielded(
    rank: Sequence[str],
    at: Mapping[str, float],
    spans: Mapping[str, Span],
    gaps: Sequence[float],
    wanted: Mapping[str, float],
    limits: tuple[float, float],
) -> dict[str, float]:
    """Middles of a rank with each thing where it is wanted; others make way, and all stay within the limits."""
    places = settle(
        [wanted.get(id, at[id]) for id in rank],
        [spans[id] for id in rank],
        gaps,
        [1.0 if id in wanted else YIELDING for id in rank],
        limits,
    )
    return dict(zip(rank, places, strict=True))


def _joins(id: str, above: Mapping[str, Sequence[str]], below: Mapping[str, Sequence[str]]) -> bool:
    """Whether several come together in a thing that stands over one at the most, or it follows on from such a thing."""
    parents = above.get(id, ())
    if len(below.get(id, ())) > 1:
        return False
    return len(parents) > 1 or (len(parents) == 1 and len(below.get(parents[0], ())) == 1)


def facing(at: Mapping[str, float], shifts: Shifts, id: str, other: str) -> float:
    """Where a thing stands so that the line to another runs straight."""
    return at[other] + shifts.get((other, id), 0.0) - shifts.get((id, other), 0.0)


def _mean(places: Sequence[float], otherwise: float) -> float:
    return sum(places) / len(places) if places else otherwise


def widened(at: Mapping[str, float], spans: Mapping[str, Span], room: float, most: float) -> dict[str, float]:
    """Middles drawn apart about the centre until they take `room`, by no more than the factor `most`."""
    low, high = 1.0, most
    if _extent(at, spans, low) >= room:
        return dict(at)
    if _extent(at, spans, high) > room:
        for _ in range(40):
            middle = (low + high) / 2
            if _extent(at, spans, middle) > room:
                high = middle
            else:
                low = middle
        high = low
    return {id: place * high for id, place in at.items()}


def loosest(ranks: Sequence[Sequence[str]], at: Mapping[str, float], spans: Mapping[str, Span], apart: float) -> float:
    """By how much middles may be drawn apart before the widest gap in the closest rank is wider than `apart`."""
    factors = [
        (spans[a].high + spans[b].low + apart) / max(1.0, at[b] - at[a]) for rank in ranks for a, b in pairwise(rank)
    ]
    return max(1.0, min(factors, default=1.0))


def straightest(links: Sequence[tuple[str, str]], at: Mapping[str, float], spans: Mapping[str, Span]) -> float:
    """By how much middles may be drawn apart before children that their own parent faces aren't before it any more."""
    above: dict[str, list[str]] = defaultdict(list)
    below: dict[str, list[str]] = defaultdict(list)
    for a, b in links:
        above[b].append(a)
        below[a].append(b)
    factors = [math.inf]
    for parent, children in below.items():
        own = [child for child in children if above[child] == [parent]]
        far = max((abs(at[child] - at[parent]) for child in own), default=0.0)
        reach = min(spans[parent].low, spans[parent].high) - CORNER
        if len(own) > 1 and 0 < far <= reach:
            factors.append(reach / far)
    return min(factors)


def bounds(at: Mapping[str, float], spans: Mapping[str, Span]) -> tuple[float, float]:
    return min(place - spans[id].low for id, place in at.items()), max(
        place + spans[id].high for id, place in at.items()
    )


def _extent(at: Mapping[str, float], spans: Mapping[str, Span], factor: float) -> float:
    low, high = bounds({id: place * factor for id, place in at.items()}, spans)
    return high - low


def shared(room: float, least: Sequence[float], most: Sequence[float]) -> list[float]:
    """Sizes between their bounds that take `room`: what is left over goes to all alike until each has its most."""
    sizes = list(least)
    left = room - sum(sizes)
    open_ = [index for index in range(len(sizes)) if most[index] > sizes[index]]
    while left > 0.01 and open_:
        part = left / len(open_)
        for index in list(open_):
            more = min(part, most[index] - sizes[index])
            sizes[index] += more
            left -= more
            if most[index] - sizes[index] <= 1e-6:
                open_.remove(index)
    return sizes


def stretched(
    length: float, least: Sequence[float], most: Sequence[float], gaps: Sequence[float], widest: float
) -> tuple[list[float], list[float]]:
    """Sizes and the gaps between them that take the length where they can: gaps that are short grow first, up to a
    share of it, then sizes, then gaps up to the widest."""
    sizes, between = list(least), list(gaps)
    left = length - sum(sizes) - sum(between)
    if between and left > 0:
        wanted = [max(gap, min(max(gap * 1.4, WAY), 150.0)) for gap in between]
        between = shared(sum(between) + left * 0.6, between, wanted)
        left = length - sum(sizes) - sum(between)
    sizes = shared(sum(sizes) + max(0.0, left), sizes, most)
    left = length - sum(sizes) - sum(between)
    if between and left > 0:
        between = shared(sum(between) + left, between, [max(gap, widest) for gap in between])
    return sizes, between
