"""Shares on arrows that bear the numbers of the steps at which they hold, where not each tells of each step: `① 100% →
② 50%` beside `② 50% → ③ 100%`.

Comes in: who gets something, and what the arrow there says. Goes out: the shares of all of them, step by step.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from diagram_anim.story import figures

_STEP = re.compile(r"(?:([①-⑳])|(?<!\d)(\d{1,2})[.)](?!\d))\s*[^\d%％①-⑳→]{0,12}(\d{1,3}(?:\.\d+)?)\s*[%％]")


def shares(labels: Mapping[str, str]) -> dict[str, list[figures.Share]]:
    """Nothing where the arrows tell of the same steps, or a figure stands without a number; what one of two leaves is
    the other's, and of more each keeps what it has, nothing at first."""
    told = {target: _steps(label) for target, label in labels.items()}
    steps = sorted({step for some in told.values() for step in some})
    uneven = any(some.keys() != told[next(iter(told))].keys() for some in told.values())
    if not uneven or not all(told.values()) or len(steps) < 2:
        return {}
    found: dict[str, list[figures.Share]] = {target: [] for target in told}
    for step in steps:
        for target, some in told.items():
            others = [other[step] for one, other in told.items() if one != target and step in other]
            left = 100 - others[0] if len(told) == 2 and others else None
            last = found[target][-1].percent if found[target] else 0.0
            percent = some.get(step, last if left is None else left)
            found[target].append(figures.Share(percent, labels[target]))
    return found


def _steps(label: str) -> dict[int, float]:
    """Percent by the number of a step, where all figures of a label have one."""
    hits = [*_STEP.finditer(label)]
    if len(re.findall(r"\d\s*[%％]", label)) != len(hits):
        return {}
    return {int(hit[2]) if hit[2] else ord(hit[1]) - ord("①") + 1: float(hit[3]) for hit in hits}
