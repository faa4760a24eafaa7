"""The ways of a chart's wires and the words on them: lines that run through words are drawn again, round them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from diagram_anim.layout.containers.spine import DECISION
from diagram_anim.layout.frame.sizes import Sizes
from diagram_anim.layout.lines.apart import apart, clashes, cleared
from diagram_anim.layout.lines.ends import Link
from diagram_anim.layout.lines.field import Field, Way, passed, rows
from diagram_anim.layout.lines.labels import crosses, label_size, stand
from diagram_anim.layout.lines.legs import crossings
from diagram_anim.layout.lines.nudge import nudged
from diagram_anim.layout.lines.paths import loop, route
from diagram_anim.layout.lines.untangle import Ways, untangled
from diagram_anim.model.diagram import Label
from diagram_anim.model.geometry import Box

ROUNDS = 2
"""How often lines that run through words are drawn again."""

DEEP = 2.0
"""So many px inside a thing a line runs through it."""

BESIDE = 6.0
"""Words are passed so many px nearer than a card is."""


KNOWN = 128
"""So many drawings are kept: a design that is tried with less room or with other titles is often drawn the same."""


class Faults(NamedTuple):
    """How often wires run through things or the words of others or have words on things, how often they cross, and how
    many lie on each other."""

    through: int
    crossings: int
    shared: int


@dataclass(frozen=True, slots=True)
class Drawing:
    ways: Mapping[str, Way]
    spots: Mapping[str, Box]
    """Where the words of each wire stand that has any."""

    @property
    def through(self) -> dict[str, list[str]]:
        """The wires that run through words, each with the wires whose words those are."""
        found: dict[str, list[str]] = {}
        for id, box in self.spots.items():
            for other, way in self.ways.items():
                if other != id and crosses(way, box):
                    found.setdefault(other, []).append(id)
        return found

    def faults(self, links: Sequence[Link], solid: Sequence[Box]) -> Faults:
        edges = rows((box.x + DEEP, box.y + DEEP, box.right - DEEP, box.bottom - DEEP) for box in solid)
        things = sum(
            solid[hit] not in (link.source.box, link.target.box)
            for link in links
            for hit in passed(self.ways[link.id], edges)
        )
        words = sum(map(len, self.through.values()))
        words += sum(box.overlaps(one, -DEEP) for box in self.spots.values() for one in solid)
        return Faults(things + words, crossings(self.ways), clashes(self.ways, links))


@dataclass(frozen=True, slots=True)
class Room:
    """What wires lead through: `solid` can't be passed, `groups` at a price; `around` holds all."""

    solid: tuple[Box, ...]
    groups: tuple[tuple[str, Box], ...]
    around: Box
    sizes: Sizes

    def homes(self, link: Link) -> frozenset[str]:
        """The groups that hold one of a wire's ends."""
        ends = link.source.box, link.target.box
        return frozenset(id for id, box in self.groups if any(box.holds(end, -1.0) for end in ends))


def drawn(links: Sequence[Link], labels: Mapping[str, Label], room: Room, *, untangle: bool = False) -> Drawing:
    """`labels` are those of wires that have words, in the order in which they take their places."""
    return _drawn(tuple(links), tuple(labels.items()), room, untangle)


@lru_cache(maxsize=KNOWN)
def _drawn(links: tuple[Link, ...], said: tuple[tuple[str, Label], ...], room: Room, untangle: bool) -> Drawing:
    labels = dict(said)
    clear = _apart(_routed(links, links, {}, {}, labels, room), links, room.solid)
    found = _lettered(_untangled(clear, links, labels, room) if untangle else clear, links, labels, room)
    for _ in range(ROUNDS):
        through = found.through
        if not through:
            break
        # What is drawn again keeps clear of all words but its own.
        again = [link for link in links if link.id in through and not link.loop]
        words = {id: box.inset(BESIDE) for id, box in found.spots.items()}
        kept = {link.id: found.ways[link.id] for link in links if link not in again}
        ways = _routed(again, links, kept, words, labels, room)
        shunned = [words[id] for ids in through.values() for id in ids]
        other = _lettered(_apart(ways, links, [*room.solid, *shunned]), links, labels, room)
        before, after = (one.faults(links, room.solid) for one in (found, other))
        if after.through == before.through or any(now > then for now, then in zip(after, before, strict=True)):
            break
        found = other
    return found


def _routed(
    chosen: Sequence[Link],
    links: Sequence[Link],
    kept: Mapping[str, Way],
    words: Mapping[str, Box],
    labels: Mapping[str, Label],
    room: Room,
) -> dict[str, Way]:
    """The ways of all links: of those chosen anew, short ones first, beside those kept."""
    ways = dict(kept)
    field = Field(room.solid, room.groups, room.around)
    for way in kept.values():
        field.lay(way)
    for link in sorted(chosen, key=_far):
        if link.loop:
            ways[link.id] = loop(link, room.sizes.k)
        else:
            others = [box for other, box in words.items() if other != link.id]
            beside = field.beside(others) if others else field
            ways[link.id] = route(link, beside, room.homes(link), _wide(link, labels, room))
        field.lay(ways[link.id])
    return {link.id: ways[link.id] for link in links}


def _untangled(clear: Mapping[str, Way], links: Sequence[Link], labels: Mapping[str, Label], room: Room) -> Ways:
    """The ways with fewer crossings, where some of them can be led otherwise."""
    field = Field(room.solid, room.groups, room.around)
    homes = {link.id: room.homes(link) for link in links}
    words = {link.id: _wide(link, labels, room) for link in links}
    return untangled(clear, links, field, homes, words, lambda ways: _apart(ways, links, room.solid))


def _wide(link: Link, labels: Mapping[str, Label], room: Room) -> float:
    """How wide the words on a wire are."""
    return label_size(labels[link.id], room.sizes)[0] if link.id in labels else 0.0


def _apart(ways: Mapping[str, Way], links: Sequence[Link], solid: Sequence[Box]) -> Ways:
    """The ways with legs drawn apart that lie on each other."""
    return cleared(apart(nudged(ways, solid), links, solid), links, solid)


def _lettered(clear: Mapping[str, Way], links: Sequence[Link], labels: Mapping[str, Label], room: Room) -> Drawing:
    """The ways, led between those close to them where they still lie on others, with words beside them."""
    clear = apart(clear, links, room.solid, fine=True)
    lettered = [(id, label, clear[id]) for id, label in labels.items()]
    borders = [box for _, box in room.groups]
    answers = {link.id for link in links if link.source.shape == DECISION}
    return Drawing(clear, stand(lettered, room.solid, clear, borders, room.around, room.sizes, answers))


def _far(link: Link) -> tuple[float, str]:
    a, b = link.source.point, link.target.point
    return (round(abs(a[0] - b[0]) + abs(a[1] - b[1]), 1), link.id)
