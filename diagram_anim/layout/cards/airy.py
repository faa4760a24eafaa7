"""How much higher cards may become that were measured with little room around their words."""

from __future__ import annotations

from diagram_anim.layout.cards.body import Body

WELL, AROUND = 40.0, 26.0
"""By how much an icon and what is above and below the words of a card may shrink, px."""

STANDS = 0.8, 1.6
"""A lying card may stand that is so high, by its width and by what it needs."""


def airy(body: Body) -> float:
    """How many times as high it may be where the look's own room around its words may come back. One that counts
    something is no higher than it would be with that room, or has to be to stand: it would look empty."""
    ease, less = body.sizes.ease, 1.0 - body.sizes.ease
    if not body.counters:
        return 1.0 / ease
    high = 1.0 + body.sizes.px(WELL + 2 * AROUND) * less / body.h
    if body.upright:
        return high
    stands = max(STANDS[0] * body.w / body.h, STANDS[1]) if less else 1.0
    return max(high, min(stands, 1.0 / ease))
