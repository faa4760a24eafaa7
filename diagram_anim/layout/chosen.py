"""Which design of a chart is taken: the first that fits, of the ways and sizes in their order."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from diagram_anim.layout.abreast import abreast
from diagram_anim.layout.banding import banded, whole
from diagram_anim.layout.compose import Composed, Composer
from diagram_anim.layout.design import Design
from diagram_anim.layout.directions import Directions, directions, mixed, spines
from diagram_anim.layout.dot import Dot
from diagram_anim.layout.feet import GROWING
from diagram_anim.layout.fitting import FEW, LARGEST, NARROW, TIGHTEST, easy, fitting, shares, small, squeezed
from diagram_anim.layout.fold import folds
from diagram_anim.layout.kin import kin
from diagram_anim.layout.order import ordered
from diagram_anim.layout.sizes import Sizes
from diagram_anim.layout.structure import Container, structure
from diagram_anim.layout.turning import ASIDE, BELOW, SOME, TURNED, below, turned_where_it_helps
from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box
from diagram_anim.model.theme import Theme

AIRY = 0.85
"""What isn't as the author wrote it, or stands in rows, has no less than this share of the room around words until
nothing else fits; but for words that are read without effort."""

MANY = 40
"""More cards keep all of the room around their words: they are read in parts."""

NEARLY = 0.6
"""What is larger yet isn't helped by less."""

UNLIKE = 0.8
"""What is larger isn't worth that groups stand unlike each other."""

GAIN, TIGHTER = 1.2, 1.1
"""By how much larger a chart that doesn't fit has to become for another way, and for less room around its words."""

AT_ALL = 1.03
"""And for the least room of all."""

WIDE = 2.0
"""In a room so much wider than high, a chart whose groups are low because their insides were turned is turned as a
whole rather than made to fit by titles beside them: it would leave much of the width empty."""

THIN = 0.1
"""A level chain that needs no more than this share of the height stands step below step."""

LIKE = 0.5
"""So does one that becomes larger by it and takes more of the room's shape: how far from that it may be, as a share of
how far the line is."""

TALL, LIKER, HARDLY = 1.4, 0.75, 0.95
"""In a room so little wider than high, a level chart is turned that takes more of the room's shape, and becomes larger
by it or hardly smaller: how far from that shape it may be, as a share of how far it was, and by how much smaller."""


Ladder = Sequence[Sequence[Sizes]]
"""Sizes from large to small; at each from airy to tight."""


class Chosen(NamedTuple):
    """`fit` is 1, or by how much the design is smaller than it would have to be."""

    fit: float
    way: Directions
    composed: Composed
    containers: dict[str, Container]
    design: Design


def chosen(composer: Composer, theme: Theme, room: Box, dot: Dot, *, strip: bool, ease: float = TIGHTEST) -> Chosen:
    """The first design that fits, of the ways and sizes in their order; else the one that fits best. What branches
    stands in bands only where it fits in no other way, and groups unlike each other only where nothing else fits. The
    room around words becomes no less than the share `ease`, first in what is as the author wrote it."""
    cast = composer.cast
    tight, loose = (_ladders(cast, theme, ease=close, strip=strip) for close in (ease, max(ease, AIRY)))
    close = [squeezed(theme)] if ease <= TIGHTEST and len(cast.cards) <= MANY else []
    search = _Search(composer, dot, room, strip, tight[-1][-1][-1])

    # Where dials or tiles grow on cards, it is for them that there is room.
    shown = any(slot.partition(":")[0] in GROWING for card in cast.cards for slot in card.slots)

    def first(way: Directions, parts: int) -> Sequence[Ladder]:
        if shown or parts > 1:
            return loose
        return tight if way == (cast.direction, "") else [tight[0], loose[1]]

    best = search.among(search.plain(), first, None, GAIN)
    if NEARLY <= best.fit < 1.0:
        best = search.among(search.plain(), lambda *_: tight, best, TIGHTER)
    if best.fit < 1.0:
        best = search.among(search.plain(), first, best, GAIN, deep=True)
    if NEARLY <= best.fit < 1.0:
        best = search.among(search.plain(), lambda *_: tight, best, TIGHTER, deep=True)
    if best.fit >= 1.0 and not strip and _in_line(best):
        steps = len(whole(best.containers).ranks)
        design, composed, fit = search.fitting(best.containers, tight, steps)
        larger = design.sizes.k / best.design.sizes.k
        thin = best.composed.whole.least[1] < THIN * room.h
        like = larger > 1.0 and _unlike(composed, room) < LIKE * _unlike(best.composed, room)
        if fit >= 1.0 and larger >= 1.0 and (thin or like):
            return Chosen(fit, best.way, composed, best.containers, design)
    if best.fit >= 1.0 and not strip and best.way == (cast.direction, "") and search.tall(best):
        turned = search.among([((TURNED[cast.direction], ""), 1)], first, None, GAIN)
        large = turned.fit >= 1.0 and turned.design.sizes.k >= best.design.sizes.k * HARDLY
        if large and _unlike(turned.composed, room) < LIKER * _unlike(best.composed, room):
            return turned
    if best.fit < 1.0:
        best = search.among(spines(cast), lambda *_: [*tight, *close], best, TIGHTER)
    if best.fit < 1.0:
        best = search.among(search.plain(), lambda *_: tight, best, GAIN, branched=True)
    if best.fit < UNLIKE:
        best = search.among(mixed(cast), lambda *_: tight[1:], best, TIGHTER)
    if close and NEARLY <= best.fit < 1.0:
        best = search.among([*search.plain(), *mixed(cast)], lambda *_: close, best, AT_ALL)
    return best


def refitted(composer: Composer, theme: Theme, room: Box, taken: Chosen, *, strip: bool) -> Chosen:
    """What was taken before at the first size at which it fits with what room its composer now gives to words."""
    bands, beside = taken.design.bands, taken.design.beside
    for sizes in _ladders(composer.cast, theme, ease=TIGHTEST, strip=strip):
        found = fitting(composer, taken.containers, sizes, room, strip=strip, bands=bands, beside=beside)
        if found[2] >= 1.0:
            break
    design, composed, fit = found
    return taken._replace(fit=fit, composed=composed, design=design)


def _ladders(cast: Cast, theme: Theme, *, ease: float, strip: bool) -> list[Ladder]:
    """Sizes at which words are read without effort, and those at which they can just be read."""
    close = 1.0 if len(cast.cards) > MANY else ease
    largest, few = 1.0 if strip else LARGEST, len(cast.cards) <= FEW
    return [list(easy(theme, largest, few=few, ease=close)), list(small(theme, ease=close))]


@dataclass(slots=True)
class _Search:
    """What is known of the ways that have been tried: their containers, and whether they are too long."""

    composer: Composer
    dot: Dot
    room: Box
    strip: bool
    smallest: Sizes
    found: dict[Directions, dict[str, Container]] = field(default_factory=dict)
    long: dict[Directions, bool] = field(default_factory=dict)

    def plain(self) -> Iterator[tuple[Directions, int]]:
        return directions(self.composer.cast, self.long)

    def fitting(
        self, containers: Mapping[str, Container], ladders: Sequence[Ladder], bands: int, *, beside: bool = False
    ) -> tuple[Design, Composed, float]:
        """The first design that fits of the first ladder in which one does; else that of the last which fits best."""
        assert ladders
        for sizes in ladders:
            found = fitting(self.composer, containers, sizes, self.room, strip=self.strip, bands=bands, beside=beside)
            if found[2] >= 1.0:
                break
        return found

    def among(
        self,
        order: Iterable[tuple[Directions, int]],
        ladders: Callable[[Directions, int], Sequence[Ladder]],
        best: Chosen | None,
        gain: float,
        *,
        branched: bool = False,
        deep: bool = False,
    ) -> Chosen:
        """The first of the ways that fits at one of its sizes; else that which fits best, or what was `best` before
        unless it is by `gain` better. What branches is cut into bands only where `branched` says so, and then that
        alone is tried; so are ranks in many rows where `deep` does."""
        for way, parts, bands, those in self._tries(order, branched=branched, deep=deep):
            low = way[1] in ("", ASIDE, SOME) or self.room.w < WIDE * self.room.h
            found = [(one, *self.fitting(one, ladders(way, parts), bands, beside=low)) for one in those]
            containers, design, composed, fit = max(found, key=lambda one: (one[3], one[1].sizes.floor))
            if parts == 1:
                w, h = composed.whole.least
                self.long[way] = not containers[""].upright and w / self.room.w > h / self.room.h
            # What isn't as the author wrote it is worth it only where all fits, or much is gained.
            if best is None or fit >= 1.0 or fit > best.fit * gain:
                best = Chosen(fit, way, composed, containers, design)
            if fit >= 1.0:
                break
        assert best is not None
        return best

    def _tries(
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

    def tall(self, tried: Chosen) -> bool:
        """Whether a level chart lies in a room that is hardly wider than high. Run down, the words of loops would stand
        beside their cards, where other lines pass."""
        loops = any(wire.source == wire.target for wire in self.composer.cast.wires)
        return not (loops or whole(tried.containers).upright) and self.room.w < TALL * self.room.h

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


def _in_line(tried: Chosen) -> bool:
    """Whether a level chain lies in one line."""
    one = whole(tried.containers)
    return one.chain and not one.upright and tried.design.bands == 1


def _unlike(composed: Composed, room: Box) -> float:
    """How far from the room's shape it is."""
    across, along = shares(composed, room)
    return abs(math.log(across / along))


def _joined(cast: Cast) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The container of each thing, and what each wire joins; a card in another's place counts as that one."""
    bearers = {card.id: card.bearer or card.id for card in cast.cards}
    parents = {one.id: one.parent or "" for one in cast.groups}
    parents |= {card.id: card.group or "" for card in cast.cards if not card.bearer}
    wires = [(bearers.get(wire.source, wire.source), bearers.get(wire.target, wire.target)) for wire in cast.wires]
    return parents, [(a, b) for a, b in wires if a != b]
