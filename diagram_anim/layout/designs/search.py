"""What is tried of a chart: its containers in each way and so many parts, and at which sizes these fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from diagram_anim.layout.boxes.compose import Composed, Composer
from diagram_anim.layout.containers.abreast import abreast
from diagram_anim.layout.containers.banding import banded
from diagram_anim.layout.containers.directions import Directions, directions, mixed, spines
from diagram_anim.layout.containers.dot import Dot
from diagram_anim.layout.containers.fold import folds
from diagram_anim.layout.containers.kin import kin
from diagram_anim.layout.containers.order import ordered
from diagram_anim.layout.containers.shelves import GAIN, shelves
from diagram_anim.layout.containers.structure import Container, structure
from diagram_anim.layout.containers.turning import ASIDE, BELOW, SOME, TURNED, below, turned_where_it_helps
from diagram_anim.layout.designs.fitting import NARROW, fairly, fitting, shares
from diagram_anim.layout.frame.design import Design
from diagram_anim.layout.frame.sizes import LEAST, Sizes
from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box

HEADINGS, MOST_HEADING = 4, 128.0
"""How often titles are made larger for what they take from the rest, and how large they become at the most, in px."""

WIDE = 2.0
"""In a room so much wider than high, a chart whose groups are low because their insides were turned is turned as a
whole rather than made to fit by titles beside them: it would leave much of the width empty."""

Ladder = Sequence[Sequence[Sizes]]
"""Sizes from large to small; at each from airy to tight."""


class Chosen(NamedTuple):
    """`fit` is 1, or by how much the design is smaller than it would have to be."""

    fit: float
    way: Directions
    composed: Composed
    containers: dict[str, Container]
    design: Design
    rows: int = 1
    """In how many rows a wide rank stands."""

    instead: Chosen | None = None
    """What this stands in the place of, for the size of its words."""


@dataclass(slots=True)
class Search:
    """What is known of the ways that have been tried: their containers, and whether they are too long."""

    composer: Composer
    dot: Dot
    room: Box
    strip: bool
    smallest: Sizes
    ease: float = 1.0
    """How little of the look's own room around words may be left for words that are read nearly without effort."""
    kept: bool = False
    """Whether only the direction that the author wrote is tried."""

    found: dict[Directions, dict[str, Container]] = field(default_factory=dict)
    long: dict[Directions, bool] = field(default_factory=dict)

    def plain(self) -> Iterator[tuple[Directions, int]]:
        return self._may(directions(self.composer.cast, self.long))

    def spines(self) -> Iterator[tuple[Directions, int]]:
        return self._may(spines(self.composer.cast))

    def mixed(self) -> Iterator[tuple[Directions, int]]:
        return self._may(mixed(self.composer.cast))

    def _may(self, ways: Iterator[tuple[Directions, int]]) -> Iterator[tuple[Directions, int]]:
        own = self.composer.cast.direction
        return (each for each in ways if not self.kept or each[0][0] == own)

    def fitting(
        self,
        containers: Mapping[str, Container],
        ladders: Sequence[Ladder],
        bands: int,
        *,
        beside: bool = False,
        slims: bool = True,
    ) -> tuple[Design, Composed, float]:
        """The first design that fits of the first ladder in which one does; else that of the last which fits best."""
        assert ladders
        for sizes in ladders:
            found = fitting(
                self.composer, containers, sizes, self.room, strip=self.strip, bands=bands, beside=beside, slims=slims
            )
            if found[2] >= 1.0:
                break
        least = self.ease
        return fairly(self.composer, containers, found, self.room, ease=least, beside=beside, slims=slims)

    def among(
        self,
        order: Iterable[tuple[Directions, int]],
        ladders: Callable[[Directions, int], Sequence[Ladder]],
        best: Chosen | None,
        gain: float,
        *,
        branched: bool = False,
        deep: bool = False,
        slims: bool = True,
    ) -> Chosen:
        """The first of the ways that fits at one of its sizes; else that which fits best, or what was `best` before
        unless it is by `gain` better. What branches is cut into bands only where `branched` says so, and then that
        alone is tried; so are ranks in many rows where `deep` does."""
        for way, parts, bands, those in self.tries(order, branched=branched, deep=deep):
            low = self.beside(way)
            sizes = ladders(way, parts)
            found = [(one, *self.fitting(one, sizes, bands, beside=low, slims=slims)) for one in those]
            containers, design, composed, fit = max(found, key=lambda one: (one[3], one[1].sizes.floor))
            if parts == 1:
                self.note(way, containers, composed)
            # What isn't as the author wrote it is worth it only where all fits, or much is gained.
            if best is None or fit >= 1.0 or fit > best.fit * gain:
                best = Chosen(fit, way, composed, containers, design, parts if bands == 1 else 1)
            if fit >= 1.0:
                break
        assert best is not None
        return best

    def beside(self, way: Directions) -> bool:
        """Whether low groups may have their titles beside what they hold."""
        return way[1] in ("", ASIDE, SOME) or self.room.w < WIDE * self.room.h

    def note(self, way: Directions, containers: Mapping[str, Container], composed: Composed) -> None:
        """Whether a way is too long, from what is composed of it in one part."""
        w, h = composed.whole.least
        self.long[way] = not containers[""].upright and w / self.room.w > h / self.room.h

    def shelved(self, best: Chosen, ladders: Sequence[Ladder]) -> Chosen:
        """With groups in rows and titles that can be read, if all becomes much larger by it."""
        way = (self.composer.cast.direction, "")
        tried = [
            Chosen(fit, way, composed, containers, design)
            for containers in shelves(self._containers(way))
            for design, composed, fit in [self.fitting(containers, ladders, 1)]
        ]
        largest = max(tried, key=lambda one: one.fit, default=best)
        return self._titled(largest) if largest.fit > best.fit * GAIN else best

    def _titled(self, best: Chosen) -> Chosen:
        """With groups' titles so large that they can be read from where the whole is seen, or as large as is of use."""
        for _ in range(HEADINGS):
            heading = round(min(MOST_HEADING, LEAST / best.fit), 1)
            sizes = replace(best.design.sizes, heading=heading)
            design, composed, fit = self.fitting(best.containers, [[[sizes]]], best.design.bands)
            best = Chosen(fit, best.way, composed, best.containers, design)
        return best

    def tries(
        self, order: Iterable[tuple[Directions, int]], *, branched: bool, deep: bool
    ) -> Iterator[tuple[Directions, int, int, list[dict[str, Container]]]]:
        """Each way with in how many parts and bands, and the containers that then stand so; none twice."""
        known: list[tuple[dict[str, Container], int]] = []
        for way, parts in order:
            rows = 1 if self.long.get(way) else parts
            those: list[dict[str, Container]] = []
            bands = 1
            for containers in folds(self._containers(way), rows, deep=deep):
                cut = [one for one in containers.values() if rows == 1 and banded(one, parts, containers)]
                bands = parts if cut else 1
                if (containers, bands) not in known and branched == any(not one.chain for one in cut):
                    known.append((containers, bands))
                    those.append(containers)
            if those:
                yield way, parts, bands, those

    def _containers(self, way: Directions) -> dict[str, Container]:
        if way not in self.found:
            (direction, inner), cast = way, self.composer.cast
            if inner == SOME:
                self.found[way] = turned_where_it_helps(self.found[direction, ""], self._fit)
            elif inner == BELOW:
                turned = self._containers((direction, TURNED.get(direction, "LR")))
                self.found[way] = below(turned, kin(cast, turned).aside.keys())
            elif inner == ASIDE:
                self.found[way] = self._ordered(structure(cast, self.dot, direction, aside=True))
            else:
                self.found[way] = self._ordered(structure(cast, self.dot, direction, inner))
        return self.found[way]

    def _ordered(self, containers: dict[str, Container]) -> dict[str, Container]:
        cast = self.composer.cast
        return ordered(abreast(containers, cast), *_joined(cast))

    def _fit(self, containers: Mapping[str, Container]) -> float:
        design = Design(replace(self.smallest, label=NARROW), containers[""].upright, narrow=True, strip=self.strip)
        return min(1.0, *shares(self.composer.composed(containers, design, self.room.w / self.room.h), self.room))


def _joined(cast: Cast) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The container of each thing, and what each wire joins; a card in another's place counts as that one."""
    bearers = {card.id: card.bearer or card.id for card in cast.cards}
    parents = {one.id: one.parent or "" for one in cast.groups}
    parents |= {card.id: card.group or "" for card in cast.cards if not card.bearer}
    wires = [(bearers.get(wire.source, wire.source), bearers.get(wire.target, wire.target)) for wire in cast.wires]
    return parents, [(a, b) for a, b in wires if a != b]
