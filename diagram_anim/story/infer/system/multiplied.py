"""Who of several that are drawn comes up only where it is told before the chart that there come to be so many of them:
`We raise the workers from 1 to 3` over worker 1, worker 2 and worker 3.

Comes in: a chart with the words before it, and who are of a kind. Goes out: who comes up, and by which clause. Refuses
to guess who was there before, where neither words nor arrows tell that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from diagram_anim.story import counts, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import clauses
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.numerals import digits


@dataclass(frozen=True, slots=True)
class More:
    """`parts` come up, as a `text` says."""

    parts: Sequence[str]
    text: str


def more(given: Given, kin: Collection[str], late: Collection[str]) -> More | None:
    """Those of a kind that come up; `late` are drawn as such."""
    alike = [id for id in given.nodes if id in kin]
    name = sense.unnumbered(given.name(alike[0])).strip()
    for one in clauses.clauses(given):
        told = counts.copied(one.text) or _raised(one.text, name) if _tells(one, name) else None
        if told is None or told[1] < told[0]:
            continue
        before = told[0] or _before(given, name)
        new = [id for id in alike if id in late] or (alike[before:] if before else [])
        there = len(alike) - len(new)
        drawn = told[1] == len(alike) or bool(late)
        if drawn and 0 < there < len(alike) and before in (0, there):
            return More(new, one.text)
    return None


def _tells(one: Clause, name: str) -> bool:
    """Whether a clause tells it of those that are called so together, and not of each of them."""
    return one.real and len(name) > 1 and name.casefold() in one.text.casefold() and not _EACH.search(one.text)


_EACH = re.compile(r"\beach\b|\bapiece\b|각각|각\s|씩|それぞれ|各|ずつ", re.IGNORECASE)


def _raised(text: str, name: str) -> tuple[int, int] | None:
    """From how many to how many of those that are called so: `raise the workers to 3`."""
    found = re.search(
        rf"\b{re.escape(name)}s? (?:from (\d{{1,2}}) )?to (\d{{1,2}})\b(?!\s?%|[:.]\d)", digits(text), re.I
    )
    return (int(found[1] or 0), int(found[2])) if found else None


def _before(given: Given, name: str) -> int:
    """How many of them the words before a chart count at first: `ワーカー1台では追いつかず`; 0 where they don't."""
    text = digits(given.prose)
    called = re.escape(name)
    found = re.search(
        rf"{called}\s?(\d{{1,2}})\s?[대개台個つ]|\b(?:with|only) (\d{{1,2}}) {called}", text, re.IGNORECASE
    )
    return int(found[1] or found[2]) if found else 0
