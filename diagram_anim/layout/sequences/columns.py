"""Where a sequence's lifelines stand: wide enough apart for what is said between them, filling the width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MARGIN = 0.36
"""How wide the room beside the outer lifelines is, as a share of that between two."""


@dataclass(frozen=True, slots=True)
class Need:
    """From column `first` to column `last` at least `width`; -1 is the room's left side, the count its right."""

    first: int
    last: int
    width: float


def columns(
    count: int, needs: Sequence[Need], left: float, width: float, ends: tuple[float, float] | None = None
) -> tuple[list[float], float]:
    """The lifelines' x, and the width that they need at the least (more than `width` where they don't fit). The first
    and the last stand at the `ends`, if there is room for all between and beside them then."""
    least = [0.0] * (count + 1)
    # Short spans first: what they need also counts for the longer ones.
    for need in sorted(needs, key=lambda need: (need.last - need.first, need.first)):
        span = range(need.first + 1, need.last + 1)
        lacking = need.width - sum(least[index] for index in span)
        if lacking > 0:
            for index in span:
                least[index] += lacking / len(span)
    total = sum(least)
    room = max(width, total)
    gaps = _levelled(least, [MARGIN, *[1.0] * (count - 1), MARGIN], room)
    if ends and count > 1:
        before, after = ends[0] - left, left + room - ends[1]
        inner = room - before - after
        if before >= least[0] and after >= least[-1] and inner >= sum(least[1:-1]):
            gaps = [before, *_levelled(least[1:-1], [1.0] * (count - 1), inner), after]
    found = []
    x = left
    for gap in gaps[:-1]:
        x += gap
        found.append(round(x, 1))
    return found, total


def _levelled(least: Sequence[float], shares: Sequence[float], room: float) -> list[float]:
    """Gaps that take the room, as their shares say where none needs more."""
    low, high = 0.0, room
    for _ in range(50):
        level = (low + high) / 2
        if sum(max(own, level * share) for own, share in zip(least, shares, strict=True)) > room:
            high = level
        else:
            low = level
    return [max(own, low * share) for own, share in zip(least, shares, strict=True)]
