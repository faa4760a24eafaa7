"""Where things stand across their ranks, found once for the same ranks: most of what is tried leaves most as it was.

Comes in: ranks of things with their reaches and the room between them. Goes out: the middle of each. It refuses to know
what the things are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from diagram_anim.layout.across.settled import Span
from diagram_anim.layout.across.spread import centred, spread
from diagram_anim.layout.across.together import together

KNOWN = 2048
"""So many are kept: more than are tried of one chart."""

Names = tuple[str, ...]
Pair = tuple[str, str]


@lru_cache(maxsize=KNOWN)
def middles(
    ranks: tuple[Names, ...],
    links: tuple[Pair, ...],
    reaches: tuple[tuple[str, Span], ...],
    gaps: tuple[tuple[float, ...], ...],
    lanes: frozenset[str],
    back: frozenset[str],
    kin: tuple[tuple[str, Names], ...],
    moves: tuple[tuple[Pair, float], ...],
) -> Mapping[str, float]:
    """Near what they are joined with, parents over their children, what nothing joins near each other."""
    spans, shifts = dict(reaches), dict(moves)
    at = spread(ranks, links, spans, gaps, lanes, back, shifts)
    at = centred(ranks, at, spans, gaps, dict(kin), shifts)
    return together(ranks, links, at, spans, gaps)
