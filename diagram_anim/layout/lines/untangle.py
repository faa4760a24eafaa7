"""Wires that cross others are drawn again once all lie apart, where fewer then cross.

A way is first sought between others that still lie on each other in one channel: what it will cross there shows only
when they have been drawn apart. Comes in: the ways drawn apart. Goes out: the same with fewer crossings, or none other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from diagram_anim.layout.lines.apart import clashes
from diagram_anim.layout.lines.ends import Link
from diagram_anim.layout.lines.field import Field, Way
from diagram_anim.layout.lines.legs import crossed, crossings
from diagram_anim.layout.lines.paths import TRIES, crossing, priced, simplest
from diagram_anim.layout.lines.scan import scanned

ROUNDS = 4
"""How often all wires that cross others are drawn again."""

MANY = 400
"""Where more cross, no picture can be followed: once has to do, for each round takes seconds."""

PARTS = (1, 2, 4, 8, 16)
"""Where that all are moved at once crosses more, only those are that gain most: these parts of them."""

Ways = dict[str, Way]


def untangled(
    ways: Mapping[str, Way],
    links: Sequence[Link],
    field: Field,
    homes: Mapping[str, frozenset[str]],
    words: Mapping[str, float],
    clear: Callable[[Ways], Ways],
) -> Ways:
    """`homes` are the groups that hold an end of each wire, `words` how wide what stands on it is; `clear` draws apart
    what lies on each other."""
    now = dict(ways)
    for _ in range(ROUNDS if crossings(now) <= MANY else 1):
        again = _again(now, links, field, homes, words)
        better = _better(now, again, links, clear)
        if not better:
            break
        now = better
    return now


def _better(now: Ways, again: Sequence[tuple[str, Way]], links: Sequence[Link], clear: Callable[[Ways], Ways]) -> Ways:
    """The ways with as many of the new ones as cross the fewest; empty where none cross fewer."""
    best: Ways = {}
    least, most = crossings(now), clashes(now, links)
    for part in PARTS if again else ():
        tried = clear({**now, **dict(again[: max(1, len(again) // part)])})
        count = crossings(tried)
        if count < least and clashes(tried, links) <= most:
            best, least = tried, count
    return best


def _again(
    now: Ways,
    links: Sequence[Link],
    field: Field,
    homes: Mapping[str, frozenset[str]],
    words: Mapping[str, float],
) -> list[tuple[str, Way]]:
    """New ways of wires that then cross fewer at less of a price, each beside the new ones of those before it: from
    those that gain most."""
    counts = crossed(now)
    by_id = {link.id: link for link in links}
    tried, gains = dict(now), dict[str, int]()
    for id in sorted(counts, key=lambda id: (-counts[id], id)):
        link, own, home, wide = by_id[id], tried[id], homes[id], words[id]
        if link.loop:
            continue
        field.relay([leg for other, way in tried.items() if other != id for leg in pairwise(way)])
        laid = field.legs()
        before, price = crossing(own, laid), priced(own, field, laid, home, wide)
        ways = simplest(link, field, home, wide), scanned(link, field, home, *TRIES[0])
        fewer = [(priced(way, field, laid, home, wide), way) for way in ways if way and crossing(way, laid) < before]
        if fewer and min(fewer)[0] < price - 1.0:
            tried[id] = min(fewer)[1]
            gains[id] = before - crossing(tried[id], laid)
    return [(id, tried[id]) for id in sorted(gains, key=lambda id: (-gains[id], id))]
