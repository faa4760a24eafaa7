"""Who is taken out of those among whom requests are shared out, who is put back, and that all get as many.

Comes in: an order to who shares out, or a note over it, with signs for those whom it names; what each gets by then.
Goes out: the shares from then on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diagram_anim.story.language.events import sharing

Shares = Mapping[str, float]


def filled(shares: Shares, before: Shares, targets: Sequence[str]) -> dict[str, float]:
    """Shares of all, where some are told: the others have the rest, each as much of it as it had before."""
    found = dict(shares)
    rest = 100 - sum(found.values())
    left = [target for target in targets if target not in found]
    held = sum(before.get(target, 0) for target in left)
    for target in left:
        found[target] = rest * before.get(target, 0) / held if held else rest / len(left)
    return {target: round(found[target], 6) for target in targets}


def changed(text: str, named: Sequence[str], targets: Sequence[str], held: Sequence[Shares]) -> dict[str, float]:
    """What such words change of the shares in force, the last of those held; empty where they say nothing of them."""
    now = held[-1]
    one = named[0] if len({*named}) == 1 else None
    if sharing("evenly").search(text) and _fits(text, len(targets)):
        return dict.fromkeys(targets, round(100 / len(targets), 6))
    if one is None or re.search(r"\d", text):
        return {}
    if now[one] and sharing("empties").search(text):
        return {one: 0.0}
    if not now[one] and sharing("joins").search(text) and not sharing("empties").search(text):
        before = next((dict(shares) for shares in reversed(held) if shares[one]), None)
        return before or dict.fromkeys(targets, round(100 / len(targets), 6))
    return {}


def _fits(text: str, count: int) -> bool:
    """Whether the figures beside such words, if there are any, are those of as much for each."""
    figures = [float(one) * (10 if tenths else 1) for one, tenths in re.findall(r"(\d+(?:\.\d+)?)(割)?", text)]
    whole = sum(figures) if len(figures) > 1 else 100
    return all(abs(one - whole / count) < 1 for one in figures)
