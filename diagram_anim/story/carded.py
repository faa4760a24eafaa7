"""Shares that the card of who shares out gives by name: `v1 90%, v2 10%`, `canary 10%`.

Comes in: the lines of a card, and the labels of who gets them. Goes out: the share of each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diagram_anim.story import figures, sense


def shares(lines: Sequence[str], labels: Mapping[str, str]) -> dict[str, list[figures.Share]]:
    """The share of each target that a line names all of, or all but one: that one gets the rest."""
    for line in lines:
        pieces = re.split(r"\s*(?:[,;、·/|]|\band\b)\s*", line)
        told: dict[str, float] = {}
        for piece in pieces:
            found = re.findall(r"(\d{1,3})\s?[%％]", piece)
            name = re.sub(r"\d{1,3}\s?[%％]|\b(?:to|of|traffic|gets?)\b|[:=→()]|->", " ", piece).strip()
            who = _named(name, labels) if len(found) == 1 and name else None
            if who is None or who in told:
                told = {}
                break
            told[who] = float(found[0])
        left = [target for target in labels if target not in told]
        total = sum(told.values())
        if told and len(left) == 1 and total < 100:
            told[left[0]] = 100 - total
        if told.keys() == labels.keys() and total <= 100 and abs(sum(told.values()) - 100) < 1:
            return {target: [figures.Share(told[target], line)] for target in labels}
    return {}


def _named(name: str, labels: Mapping[str, str]) -> str | None:
    """Who is called so, or is the newer one of two versions where a canary is named."""
    found = [id for id, text in labels.items() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)]
    if not found and sense.only(name, ("canary", "new"), ()):
        numbers = {id: _VERSION.findall(text) for id, text in labels.items()}
        if all(len(some) == 1 for some in numbers.values()) and len({some[0] for some in numbers.values()}) > 1:
            found = [max(numbers, key=lambda id: [int(one) for one in numbers[id][0].split(".")])]
    return found[0] if len(found) == 1 else None


_VERSION = re.compile(r"\bv(\d+(?:\.\d+)*)", re.IGNORECASE)
