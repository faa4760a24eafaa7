"""Figures in which somebody shares out, as its own card gives them: `weights 70/30`, `weighted 3:1`.

Comes in: a line of a card. Goes out: the figures, in their order; none of a time of day, a port or a date.
"""

from __future__ import annotations

import re

_RATIO = re.compile(
    r"(?<![\d.:/])(\d{1,3})\s?[%％]?\s?([:/])\s?(\d{1,3})(?:\s?[%％]?\s?\2\s?(\d{1,3}))?\s?[%％]?(?![\d.:/])"
)
_WEIGHED = re.compile(
    r"\bweight(?:s|ed)?\b|\bratio\b|\bsplit\b|\bupstream\b|\bcanary\b|가중치|비율|분배|배분|重み|比率|配分|分配",
    re.IGNORECASE,
)


def ratio(text: str) -> list[float]:
    """Figures in which somebody shares out, as its own card gives them: 70 and 30 of `weights 70/30`, 3 and 1 of
    `weighted 3:1`; what makes a hundred needs no word for it."""
    found = _RATIO.search(text)
    told = [float(one) for one in (found[1], found[3], found[4]) if one] if found else []
    return told if told and (sum(told) == 100 or (_WEIGHED.search(text) and sum(told) > 0)) else []
