"""Ports moved to where their wires come from, which then need no jog before them.

Comes in: wires and the ways that they took. Goes out: the wires with such ports moved, where others on that side stay
far enough away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagram_anim.layout.lines.ends import NARROWING, End, Link
from diagram_anim.layout.lines.field import Way
from diagram_anim.layout.lines.ports import REACH
from diagram_anim.layout.lines.straight import CLOSE


def jogless(links: Sequence[Link], ways: Mapping[str, Way]) -> list[Link]:
    """A wire that steps aside by a jog right before its end comes straight to it."""
    sides: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for link in links:
        for end in (link.source, link.target):
            sides[end.id, end.side].append((link.id, end.at))

    def moved(link: Link, end: End, way: Sequence[tuple[float, float]]) -> End:
        axis = 1 if end.level else 0
        if link.loop or end.inward or end.shape in NARROWING or len(way) < 4:
            return end
        (_, bend, first, _), low, high = way[:4], *end.range
        place = first[axis]
        jog = abs(place - bend[axis])
        beside = [at for id, at in sides[end.id, end.side] if id != link.id]
        apart = all(abs(place - at) >= min(CLOSE, abs(end.at - at)) for at in beside)
        ordered = all((place > at) == (end.at > at) for at in beside)
        free = low <= place <= high and end.free(place) == place
        return replace(end, at=round(place, 1)) if 0 < jog <= REACH and apart and ordered and free else end

    return [
        replace(
            link,
            source=moved(link, link.source, ways[link.id]),
            target=moved(link, link.target, ways[link.id][::-1]),
        )
        for link in links
    ]
