"""Which arrows are told at once, and in which order.

Comes in: arrows, and how far from the start each begins. Goes out: turns of arrows. What is said of them is the
patterns' business.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.structure.lookups import lacking
from diagram_anim.story.infer.structure.sends import SENDS
from diagram_anim.story.infer.words.saying import Way, bars, in_vain, told
from diagram_anim.story.language import phrases

APART = 4
"""Arrows that begin equally far from the start are told in up to so many steps where one sentence can't hold them."""


def turns(given: Given, hops: Sequence[Way], depth: dict[str, int]) -> list[Sequence[Way]]:
    """Arrows that are told at once: those that begin equally far from the start, as many as a sentence can tell, and
    each that lets nothing through, by itself; what isn't found is asked for behind all else."""
    found: list[Sequence[Way]] = []
    for level in sorted({depth[hop[0]] for hop in hops}):
        here = [hop for hop in hops if depth[hop[0]] == level]
        barred = [hop for hop in here if bars(given, hop)]
        absent = [hop for hop in here if hop not in barred and lacking(given, hop)]
        vain = [hop for hop in here if hop not in (*barred, *absent) and in_vain(given, hop)]
        through = [hop for hop in here if hop not in (*barred, *absent, *vain)]
        early = [hop for hop in barred if _before(given, hop, through)]
        barred = [hop for hop in barred if hop not in early]
        found += [[hop] for hop in early]
        found += [*_sayable(given, through), *_sayable(given, absent), *([hop] for hop in (*vain, *barred))]
    return found


def _before(given: Given, hop: Way, others: Sequence[Way]) -> bool:
    """Whether the author has given an arrow a number, and to one of the others a later one."""
    numbers = [
        phrases.numbered(label.plain) if (label := given.graph.edge(*one).label) else 0 for one in (hop, *others)
    ]
    return 0 < numbers[0] < max(numbers[1:], default=0)


def _sayable(given: Given, hops: Sequence[Way]) -> list[Sequence[Way]]:
    """Arrows in as few steps as can be told in a sentence each, those out of one thing together; in steps of so many
    where there would be too many."""
    sources = list(dict.fromkeys(given.name(hop[0]) for hop in hops))
    for count in range(1, min(APART, len(sources)) + 1):
        size = -(-len(sources) // count)
        turns = [sources[at : at + size] for at in range(0, len(sources), size)]
        some = [[hop for hop in hops if given.name(hop[0]) in turn] for turn in turns]
        if all(len(one) <= SENDS and told(given, one) for one in some):
            return [*some]
    return [hops[at : at + SENDS] for at in range(0, len(hops), SENDS)]
