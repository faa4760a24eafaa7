"""A row of things that keep their distances, each as near as can be to where it is wanted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """How far a thing reaches from its middle to either side."""

    low: float
    high: float


Shifts = Mapping[tuple[str, str], float]
"""How far from the middle of one thing a line to another ends, where that is a group: as far as what it holds."""

NONE: Shifts = {}


def settle(
    wanted: Sequence[float],
    spans: Sequence[Span],
    gaps: Sequence[float],
    weights: Sequence[float] = (),
    limits: tuple[float, float] = (-math.inf, math.inf),
) -> list[float]:
    """Middles with the least squared distance from those wanted, by the weight of each; `gaps` are between neighbours,
    and all stand within the limits."""
    offsets = offsets_of(spans, gaps)
    low = limits[0] + spans[0].low if spans else 0.0
    high = limits[1] - spans[-1].high - offsets[-1] if spans else 0.0
    flat = [max(low, min(high, place)) for place in levelled(wanted, offsets, weights or [1.0] * len(wanted))]
    return [place + offset for place, offset in zip(flat, offsets, strict=True)]


def offsets_of(spans: Sequence[Span], gaps: Sequence[float]) -> list[float]:
    """How far the middle of each is from that of the first where all stand as near to each other as they may."""
    offsets = [0.0]
    for before, after, gap in zip(spans, spans[1:], gaps, strict=False):
        offsets.append(offsets[-1] + before.high + gap + after.low)
    return offsets


def levelled(wanted: Sequence[float], offsets: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Where the first would stand for each of a row, none of them before the last: neighbours in each other's way share
    the mean of what they want."""
    means = [want - offset for want, offset in zip(wanted, offsets, strict=True)]
    if means == sorted(means):
        return means
    blocks: list[tuple[float, float, int]] = []
    for mean, weight in zip(means, weights, strict=True):
        size = 1
        while blocks and blocks[-1][0] > mean:
            other, heavy, many = blocks.pop()
            mean = (mean * weight + other * heavy) / (weight + heavy)
            weight, size = weight + heavy, size + many
        blocks.append((mean, weight, size))
    return [mean for mean, _, size in blocks for _ in range(size)]
