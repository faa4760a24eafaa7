"""How much larger cards may become that were measured with little room around their words."""

from __future__ import annotations

from diagram_anim.layout.body import Body

WELL, AROUND = 40.0, 26.0
"""By how much an icon and what is above and below the words of a card may shrink, px."""

STANDS = 0.8, 1.6
"""A lying card may stand that is so high, by its width and by what it needs."""


def airy(body: Body) -> tuple[float, float]:
    """How many times as wide and high it would be with the look's own room around its words; so high that it may stand
    where it counts something."""
    less, around = 1.0 - body.sizes.ease, body.sizes.px(WELL + 2 * AROUND)
    wide, high = 1.0 + 2 * body.pad * less / body.sizes.ease / body.w, 1.0 + around * less / body.h
    stands = max(STANDS[0] * body.w / body.h, STANDS[1]) if body.counters and less else 0.0
    return wide, max(high, min(stands, 1.0 / body.sizes.ease))
