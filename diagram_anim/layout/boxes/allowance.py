"""How much room wires and the words on them are allowed: between ranks, beside and over things, on cards' sides."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from diagram_anim.layout.cards.body import Body
from diagram_anim.layout.containers.structure import LANE, Container
from diagram_anim.layout.frame.sizes import Sizes
from diagram_anim.layout.lines.ends import PITCH
from diagram_anim.layout.lines.labels import label_size
from diagram_anim.layout.lines.paths import ROUND, nested
from diagram_anim.layout.lines.ports import AROUND
from diagram_anim.layout.lines.sides import around
from diagram_anim.model.cast import Cast
from diagram_anim.model.system import Role

PORT = 16.0
"""The least room on a card's side for each wire."""

TURNS = ((18.0, 40.0, 4.0), (14.0, 32.0, 4.0), (12.0, 22.0, 3.0))
"""How far apart lines of a fan turn, the least room between two ranks, and that for each line between them, of which
few turn at one place: as it looks well, where room is scarce, and in the least room of all."""

LANES = ((28.0, 18.0), (14.0, 12.0))
"""How wide a lane is at the least, and for each wire in it: as it looks well, and in the least room of all."""

WAY = 22.0
"""Between shelves, for each wire that may run there."""

ASIDE = 32.0
"""Beside words that have room of their own, for lines that pass them, in px."""

PASSED = 28.0
"""Between two things of a rank past which a line may lead out, px."""

FANNED, OPEN = 208.0, 0.5
"""From a balancer to the things between which it shares, in px, so that what runs in each lane is seen, and what is
lost falls beside them; and the least share of the room that edges get where there is that much."""

NOTHING = (0.0, 0.0)


@dataclass(frozen=True)
class Allowance:
    cast: Cast
    containers: Mapping[str, Container]
    bodies: Mapping[str, Body]
    sizes: Sizes
    roomy: frozenset[str] = frozenset()
    """Wires whose words have room of their own: beside the lane of theirs that passes the fewest things, else between
    the ranks that they join."""

    @cached_property
    def _sizes(self) -> Mapping[str, tuple[float, float]]:
        wires = [(wire.id, wire.label) for wire in self.cast.wires if wire.label and wire.label.plain]
        return {id: label_size(label, self.sizes) for id, label in wires}

    @cached_property
    def _loops(self) -> Mapping[str, Sequence[str]]:
        """The wires of each card that lead back to it."""
        found: dict[str, list[str]] = defaultdict(list)
        for wire in self.cast.wires:
            if wire.source == wire.target:
                found[wire.source].append(wire.id)
        return found

    def words(self, wire: str) -> tuple[float, float]:
        """How wide and high the words on a line are; nothing where there are none."""
        return self._sizes.get(wire, NOTHING)

    def ports(self, id: str, container: Container) -> float:
        """How long a side of a card must be for all wires that come to it, and for the words beside those that join the
        same two things: each but the outermost, where nothing else comes to that side."""
        level = container.level
        sides: dict[bool, dict[str, list[float]]] = {True: defaultdict(list), False: defaultdict(list)}
        for far, wire in container.joined.get(id, ()):
            sides[level[far] > level[id]][far].append(self.words(wire)[0 if container.upright else 1])
        return PORT * (container.crowds.get(id, 0) + 1) + max(_inner(list(by.values())) for by in sides.values())

    def round(self, id: str, upright: bool) -> tuple[float, float, float, float]:
        """The room left of a card, over, right of and under it for wires that come back to it, with their words: they
        stand on two sides by turns."""
        sides, inner = [0.0, 0.0], list[float]()
        for number, wire in enumerate(self._loops.get(id, ())):
            out = self.sizes.px(ROUND * nested(number // 2) + 16.0) + around(inner)
            words = self.words(wire)[0 if upright else 1]
            inner.append(words + ASIDE if wire in self.roomy else words)
            sides[number % 2] = max(sides[number % 2], out + inner[-1])
        return (sides[1], 0.0, sides[0], 0.0) if upright else (0.0, sides[0], 0.0, sides[1])

    def over(self, container: Container) -> float:
        """The room between a group's title and the cards of a level row for words on lines that leave high."""
        if container.upright or all(id in self.containers for rank in container.ranks for id in rank):
            return 0.0
        lowest = min((self.bodies[id].h for rank in container.ranks for id in rank if id in self.bodies), default=0.0)
        crowd = max(container.crowds.values(), default=0)
        away = float(self.sizes.theme["space.label_edge"])
        return max(0.0, self._highest(container) + away - lowest / (crowd + 1) - self.sizes.pad_group * 0.6)

    def lane(self, id: str, container: Container) -> tuple[float, float]:
        """How wide a lane is, and the room beside it for words. Beside things in rows, the words of an upright line
        have no other place than that."""
        wires = container.passing.get(id, ())
        lane, line = LANES[self.sizes.least]
        size = max(lane, 0.0 if self.sizes.least else self.sizes.px(32), line * len(wires))
        rows = container.upright and "." in id
        words = max((self.words(wire)[0] for wire in wires), default=0.0) if rows else 0.0
        if words:
            return size + 2 * (words + 12.0), 0.0
        across = 0 if container.upright else 1
        own = [self.words(wire)[across] for wire in wires if self._beside(wire, id, container)]
        return size, sum(word + 12.0 for word in own)

    def _beside(self, wire: str, lane: str, container: Container) -> bool:
        """Whether it is beside this lane of its own that a wire's words have room."""
        if wire not in self.roomy:
            return False
        rank = {id: rank for rank in container.ranks for id in rank}
        trail = container.trails.get(wire, ())
        return lane == min(trail, key=lambda one: len(rank.get(one, ())), default="")

    def gap(
        self,
        container: Container,
        before: Sequence[str],
        after: Sequence[str],
        joined: Sequence[tuple[str, str]],
        wires: Iterable[str],
    ) -> float:
        """Between two ranks: room for lines to turn, for their labels, and for their heads. Things that nothing joins
        stand no closer than what is joined."""
        if container.shelved:
            return self.sizes.gap_edge + WAY * len(container.wires) / len(container.ranks)
        if not joined:
            parts = all(any(not id.startswith(LANE) for id in rank) for rank in (before, after))
            return self.sizes.gap_edge if parts else self.sizes.gap_node
        groups = sum(all(id in self.containers for id in rank if not id.startswith(LANE)) for rank in (before, after))
        room = self.sizes.gap_edge * (1.0 if not groups else 0.7 if groups == 1 else 0.45)
        fan = max(*Counter(a for a, _ in joined).values(), *Counter(b for _, b in joined).values())
        apart, least, track = TURNS[self.sizes.scarce + self.sizes.least]
        room = max(room, least + apart * max(0, math.ceil(fan / 2) - 1), least + track * len(joined))
        wires = list(wires)
        if self.sizes.ease >= 1.0 and self.sizes.snug > OPEN and self._shares(joined):
            pads = sum(all(id in self.containers for id in rank) for rank in (before, after)) * self.sizes.pad_group
            room = max(room, FANNED - pads)
        room = max([room, *(self._along(wire, container.upright) for wire in wires if wire in self._sizes)])
        own = [self.words(wire)[1 if container.upright else 0] for wire in wires if wire in self.roomy]
        return room + sum(size + 12.0 for size in own)

    def _shares(self, joined: Sequence[tuple[str, str]]) -> bool:
        """Whether a balancer leads to more than two, straight or in a group."""
        many = Counter(wire.source for wire in self.cast.wires if wire.source in self._balancers)
        return any(many[one] > 2 for pair in joined for one in pair)

    @cached_property
    def _balancers(self) -> frozenset[str]:
        return frozenset(card.id for card in self.cast.cards if card.role is Role.BALANCER)

    def side(self, container: Container, things: Iterable[str]) -> float:
        """Between two things of a rank."""
        side = self.sizes.gap_node
        if any(id in self.containers for id in things):
            side = max(side, 32.0)
        if container.shelved:
            side += WAY * len(container.wires) / max(map(len, container.ranks))
        high = 0.0 if container.upright else self._highest(container)
        if high and self.sizes.ease < 1.0:  # Words may lie beside cards, as long as they reach no other line.
            high -= min(
                (self.bodies[id].h for rank in container.ranks for id in rank if id in self.bodies), default=0.0
            )
        return max(side, high + 28.0) if high else side

    def between(self, container: Container) -> dict[tuple[str, str], float]:
        """Between things of one rank that wires join: room for the words and heads of these; and between those past
        which wires lead out of a group across its own direction."""
        found = {
            pair: max(self.sizes.gap_edge, *(self._along(wire, not container.upright) for wire in wires))
            for pair, wires in container.flat.items()
        }
        outer = next((one for one in self.containers.values() if any(container.id in rank for rank in one.ranks)), None)
        if outer and outer.upright != container.upright:
            for pair in (pair for rank in container.ranks for pair in pairwise(rank)):
                if not container.beyond.isdisjoint(pair) and pair not in found and pair[::-1] not in found:
                    found[pair] = PASSED
        return found

    def _along(self, wire: str, upright: bool) -> float:
        """What the words on a line need along it. Beside them a level line is no shorter for words that aren't read
        without effort."""
        level = self.sizes.ease
        w, h = self.words(wire)
        return (
            h + 36.0 * self.sizes.ease + 40.0 * self.sizes.snug
            if upright
            else w + 24.0 + 32.0 * level + 40.0 * self.sizes.snug
        )

    def _highest(self, container: Container) -> float:
        """The height of the highest words on wires between its things."""
        return max((self.words(wire)[1] for _, _, wire in container.wires), default=0.0)


def _inner(crowds: Sequence[Sequence[float]]) -> float:
    """The room that the words of wires to each of several things need between ports of one side."""
    outer = max(0, 3 - len(crowds))
    inner = [size for sizes in crowds if len(sizes) > 1 for size in sorted(sizes)[outer:] if size]
    return sum(size + AROUND for size in inner) + (PITCH * sum(map(len, crowds)) if inner else 0.0)
