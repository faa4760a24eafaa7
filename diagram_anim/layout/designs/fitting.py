"""The largest design in which a chart's containers fit a room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from diagram_anim.layout.boxes.compose import Composed, Composer
from diagram_anim.layout.boxes.wanting import highest, widest
from diagram_anim.layout.containers.spine import DECISION
from diagram_anim.layout.containers.structure import Container
from diagram_anim.layout.frame.design import Design
from diagram_anim.layout.frame.sizes import EASY, FAIR, Sizes
from diagram_anim.model.geometry import Box
from diagram_anim.model.theme import Theme

LARGEST, SMALLEST, STEP = 1.5, 0.8, 0.05
"""Scales between which type stays at or over its least size, and the step between those over 1."""

FEW = 8
"""Charts of no more cards have room for long edges at any size."""

CLOSE = ((0.85, 0.88, 0.5), (0.7, 0.84, 0.45), (0.6, SMALLEST, 0.4), (0.5, SMALLEST, 0.4), (0.42, SMALLEST, 0.4))
"""Less and less of the look's own room around words, each share with the scale and the share of the room that edges get
where words are still read without effort."""

TIGHTEST = CLOSE[-1][0]

LEAST, CLOSEST = 0.31, 0.15
"""Even less, where words would be smaller than can be read, and the share of the room that edges get there."""

CLOSER = ((0.36, 0.3), (LEAST, CLOSEST))
"""Such shares where words are still read without effort by it."""

SMALL, DENSE = 1.15e6, (0.28, 0.1)
"""A room of fewer px is small: there, such shares at the least."""

SLIMMER, MOST = 3, 40
"""How often those cards are made slimmer without which a chart would be less wide, and up to how many cards it has."""

NARROW = 110.0
"""How wide the words on a line are where names are broken early too."""


def fitting(
    composer: Composer,
    containers: Mapping[str, Container],
    scales: Sequence[Sequence[Sizes]],
    room: Box,
    *,
    strip: bool,
    bands: int,
    beside: bool = False,
    slims: bool = True,
) -> tuple[Design, Composed, float]:
    """The first design that fits, from large and airy to small and tight; where none does, the tightest with the share
    by which it is too large. Titles may stand `beside` what low groups hold, where height is wanting; names that are
    just read stand on more lines only where `slims` says so."""
    first = not containers[""].upright and not strip
    forms = ((False, first), (False, not first), (True, first), (True, not first))

    def made(design: Design) -> tuple[Design, Composed, float]:
        composed = composer.composed(containers, design, room.w / room.h)
        return design, composed, min(1.0, *shares(composed, room))

    def tried(sizes: Sizes) -> Iterator[tuple[Design, Composed, float]]:
        for narrow, upright in forms:
            yield made(Design(replace(sizes, label=NARROW) if narrow else sizes, upright, narrow, bands, strip))
        if containers[""].upright and containers[""].whole and not strip and room.w < room.h:
            for narrow in (False, True):
                yield made(Design(replace(sizes, label=NARROW) if narrow else sizes, True, narrow, bands, stands=True))

    def slimmer(one: tuple[Design, Composed, float]) -> Iterator[tuple[Design, Composed, float]]:
        """With those names on more lines of which the width is, then of which it is after that."""
        for _ in range(SLIMMER):
            more = one[0].slim.union(widest(one[1].whole))
            if one[2] >= 1.0 or _high(one[1], room) or more == one[0].slim:
                break
            yield (one := made(replace(one[0], slim=more)))

    def flatter(one: tuple[Design, Composed, float]) -> Iterator[tuple[Design, Composed, float]]:
        """With names in diamonds on fewer lines, and all that stands on a card, of which the height is, on fewer."""
        design = one[0]
        if design.sizes.floor >= EASY:
            design = replace(design, flat=frozenset(card.id for card in composer.cast.cards if card.shape == DECISION))
            yield (one := made(design))
        for _ in range(SLIMMER):
            more = design.flat.union(highest(one[1].whole)) - design.slim
            if one[2] >= 1.0 or not _high(one[1], room) or more == design.flat:
                break
            design = replace(design, flat=more)
            yield (one := made(design))

    def best(sizes: Sizes) -> tuple[Design, Composed, float]:
        found = []
        for one in tried(sizes):
            found.append(one)
            if one[2] >= 1.0:
                break
        top = max(found, key=lambda one: one[2])
        if top[2] < 1.0 and sizes.ease <= TIGHTEST and not strip:
            # Where no air is left to give way, it is names that do: those in diamonds for height, all others for width.
            if _high(top[1], room):
                top = max([top, *flatter(top)], key=lambda one: one[2])
            may = len(composer.cast.cards) <= MOST and (slims or sizes.floor >= EASY)
            for one in found if may else ():
                top = max([top, *slimmer(one)], key=lambda one: one[2])
                if top[2] >= 1.0:
                    break
        if beside and sizes.ease < 1.0 and composer.cast.groups and _high(top[1], room):
            top = max(top, made(replace(top[0], beside=True)), key=lambda one: one[2])
        return top

    found = best(scales[-1][-1])
    if found[2] < 1.0:
        return found
    # What fits at one size, tight, fits at smaller ones: half of those that are left are ruled out each time.
    low, high = 0, len(scales) - 1
    while low < high:
        middle = (low + high) // 2
        one = best(scales[middle][-1])
        low, high, found = (low, middle, one) if one[2] >= 1.0 else (middle + 1, high, found)
    return next((one for one in map(best, scales[low][:-1]) if one[2] >= 1.0), found)


def fairly(
    composer: Composer,
    containers: Mapping[str, Container],
    found: tuple[Design, Composed, float],
    room: Box,
    *,
    ease: float,
    beside: bool = False,
    slims: bool = True,
) -> tuple[Design, Composed, float]:
    """What was `found` in a small room with words that can just be read, with those that are read nearly without
    effort, if these fit with as little room around them as the share `ease`."""
    design, _, fit = found
    sizes, strip, bands = design.sizes, design.strip, design.bands
    if fit < 1.0 or sizes.floor >= FAIR or sizes.heading or strip or not small_room(room):
        return found
    for share, snug in ((TIGHTEST, CLOSE[-1][2]), *closer(room)):
        if share >= ease or ease <= LEAST:
            scales = [[Sizes(sizes.theme, SMALLEST, snug, ease=share, floor=FAIR)]]
            other = fitting(composer, containers, scales, room, strip=strip, bands=bands, beside=beside, slims=slims)
            if other[2] >= 1.0:
                return other
    return found


def shares(composed: Composed, room: Box) -> tuple[float, float]:
    """The room's width and height by those that are needed."""
    w, h = composed.whole.least
    return room.w / max(w, 1.0), room.h / max(h, 1.0)


def small_room(room: Box) -> bool:
    return room.w * room.h < SMALL


def closer(room: Box) -> tuple[tuple[float, float], ...]:
    """The least shares of the look's own room around words and on edges, less where the room is small."""
    return (*CLOSER, DENSE) if small_room(room) else CLOSER


def squeezed(theme: Theme, room: Box) -> list[list[Sizes]]:
    """The least size in the least room."""
    return [[Sizes(theme, SMALLEST, snug, ease=ease)] for ease, snug in closer(room)[len(CLOSER) - 1 :]]


def pressed(theme: Theme, room: Box) -> list[list[Sizes]]:
    """The least sizes at which words are read without effort, in hardly more room than the least."""
    return [[Sizes(theme, SMALLEST, snug, ease=ease, floor=EASY)] for ease, snug in closer(room)]


def _high(composed: Composed, room: Box) -> bool:
    """Whether it is height that is wanting."""
    across, along = shares(composed, room)
    return along < min(1.0, across)


def easy(theme: Theme, largest: float, *, few: bool, ease: float) -> Iterator[list[Sizes]]:
    """Sizes at which words are read without effort, from large to small; at each from airy to tight, then with less and
    less room around words, by no less than `ease`."""
    for step in range(round((largest - 1.0) / STEP), 0, -1):
        yield [Sizes(theme, round(1.0 + step * STEP, 2), snug, floor=EASY) for snug in ((1.0,) if few else (1.0, 0.75))]
    yield [Sizes(theme, 1.0, snug, floor=EASY) for snug in (1.0, 0.85, 0.75, 0.7, 0.55)]
    for k in (0.96, 0.92):
        yield [Sizes(theme, k, snug, floor=EASY) for snug in (0.7, 0.5)]
    for close, k, snug in CLOSE:
        if close >= ease:
            yield [Sizes(theme, k, snug, ease=close, floor=EASY)]


def small(theme: Theme, *, ease: float) -> Iterator[list[Sizes]]:
    """Sizes at which words can just be read, likewise."""
    for k in (0.88, 0.86, 0.83, SMALLEST):
        yield [Sizes(theme, k, snug) for snug in (0.7, 0.5)]
    for close, _, _ in CLOSE:
        if close >= ease:
            yield [Sizes(theme, SMALLEST, 0.4, ease=close)]
