"""In what terms a surface holds its colours: red, green, blue as pictures do, or BT.709's as films do.

Painting mixes colours, and the way from the one to the other is linear: what is painted in a film's own terms is what
comes of converting the painted picture, without converting any.
"""

from __future__ import annotations

from functools import lru_cache

from diagram_anim.stage.color import Rgb

RED, GREEN, BLUE = 0.2126, 0.7152, 0.0722
"""BT.709's weights of luma."""


def screen(color: Rgb) -> Rgb:
    """Red, green, blue."""
    return color


@lru_cache(maxsize=4096)
def film(color: Rgb) -> Rgb:
    """BT.709 in video range as (blue's difference, luma, red's difference): luma stands in the middle, so that the two
    others can be added up side by side."""
    r, g, b = color
    luma = RED * r + GREEN * g + BLUE * b
    blue, red = (b - luma) / (2 - 2 * BLUE), (r - luma) / (2 - 2 * RED)
    return _whole(128 + 224 * blue), _whole(16 + 219 * luma), _whole(128 + 224 * red)


def _whole(byte: float) -> float:
    """As a share that is exactly a byte: cairo would cut off the rest."""
    return round(byte) / 255
