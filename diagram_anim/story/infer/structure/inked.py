"""What the author's own colours say of boxes: red ones are bad, green ones good, where a chart has both.

Comes in: a chart. Goes out: how each of those boxes is lit as it is reached.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable

from PIL import ImageColor

from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once

_PALE = 0.12
"""Less saturated colours say nothing."""


@once
def inked(given: Given) -> dict[str, dict[str, str]]:
    """The boxes that are filled, or else framed, in red or in green; {} where a chart hasn't both."""
    defs = given.chart.class_defs
    found = {}
    for id, node in given.nodes.items():
        told = [line for name in node.classes for line in defs.get(name, ())] + [*node.styles]
        if hue := _hue(told, "fill") or _hue(told, "stroke"):
            found[id] = {"tone": hue}
    return found if len({lit["tone"] for lit in found.values()}) > 1 else {}


def _hue(declared: Iterable[str], key: str) -> str:
    """`failed` of a red, `healthy` of a green, "" of any other colour."""
    last = [value.strip() for one in declared for name, _, value in [one.partition(":")] if name.strip() == key]
    try:
        red, green, blue, *_ = ImageColor.getrgb(last[-1]) if last else (0, 0, 0)
    except ValueError:
        return ""
    hue, full, _ = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)
    if full < _PALE:
        return ""
    return "failed" if hue < 0.05 or hue > 0.94 else "healthy" if 0.22 < hue < 0.45 else ""
