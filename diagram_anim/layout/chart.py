"""A chart's cards, groups and wires in a box: the largest design that fits, filling the box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from diagram_anim.layout.anatomy import place
from diagram_anim.layout.compose import Composed, Design, banded, compose
from diagram_anim.layout.dot import Dot
from diagram_anim.layout.fold import folded
from diagram_anim.layout.labels import crosses
from diagram_anim.layout.order import ordered
from diagram_anim.layout.scaled import scaled
from diagram_anim.layout.sizes import EASY, LEAST, Sizes
from diagram_anim.layout.structure import Container, structure
from diagram_anim.layout.titles import aside, framed, title_box
from diagram_anim.layout.turning import SOME, TURNED, turned_where_it_helps
from diagram_anim.layout.wires import wires
from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box, union
from diagram_anim.model.layout import Placed
from diagram_anim.model.theme import Theme

LARGEST, SMALLEST, STEP = 1.5, 0.8, 0.05
"""Scales between which type stays at or over its least size, and the step between those over 1."""

FEW = 8
"""Charts of no more cards have room for long edges at any size."""

NARROW = 110.0
"""How wide the words on a line are where names are broken early too."""

PARTS = (1, 2, 3, 4, 5, 6)
"""In how many bands what is long, and in how many rows a wide rank may stand."""

CROWD = 60
"""More cards stand in one only: folded, more of their wires would cross, and it is in parts that they are read."""


BEYOND = 16.0
"""Lines may reach so many px beyond the room."""

AGAIN = 3
"""How often a chart is designed anew for that."""

WORTH, MARGIN = 0.9, 40.0
"""By how much smaller a chart may be for them to stay in it, where they reach no farther beyond than this: there the
frame ends."""

DENSE = (0.85, 0.7, 0.6, 0.5)
"""Shares of the room around words that are tried before words would be too small to be read."""

NEARLY = 0.45
"""What is larger yet isn't helped by them."""

UNLIKE = 0.8
"""What is larger isn't worth that groups stand unlike each other."""

GAIN, TIGHTER = 1.2, 1.1
"""By how much larger a chart that doesn't fit has to become for another way, and for less room around its words."""

VISITED, LOOSE = 0.6, 1.25
"""A chart smaller than this is read in parts: it takes by no more than so much more room than it needs, so that its
parts stay close."""

WIDE = 2.0
"""In a room so much wider than high, a chart whose groups are low because their insides were turned is turned as a
whole rather than made to fit by titles beside them: it would leave much of the width empty."""

THIN = 0.1
"""A level chain that needs no more than this share of the height stands step below step."""

Way = tuple[str, str]
"""A chart's direction and, where it is another than the author's, the one inside its groups or some of them."""


class _Tried(NamedTuple):
    """`fit` is 1, or by how much the design is smaller than it would have to be."""

    fit: float
    way: Way
    composed: Composed
    containers: dict[str, Container]
    design: Design


@dataclass(frozen=True, slots=True)
class Chart:
    placed: tuple[Placed, ...]
    direction: str
    inner: str
    """The direction inside groups, `SOME` where only in some, where it is another than the author's, else empty."""

    shrunk: float
    scale: float
    """1, or by how much everything, type too, was made smaller than it should be."""


def chart(cast: Cast, theme: Theme, room: Box, dot: Dot, *, strip: bool = False) -> Chart:
    """As the author wrote its direction; turned only where its words would be too small otherwise. Where lines have to
    go round outside of the room, all is designed anew for what is left beside them."""
    made, inner = _drawn(cast, _designed(cast, theme, room, dot, strip=strip), room), room
    for _ in range(AGAIN):
        smaller = _within(made.placed, room, inner)
        if smaller == inner:
            break
        again = _drawn(cast, _designed(cast, theme, smaller, dot, strip=strip), smaller)
        least = 0.0 if max(inner.w - smaller.w, inner.h - smaller.h) > MARGIN else made.shrunk * WORTH
        if again.shrunk < least:
            break
        made, inner = again, smaller
    return made


def _within(placed: Sequence[Placed], room: Box, inner: Box) -> Box:
    """An inner room less as much on each side as things and words on lines reach beyond the room there."""
    all_ = union([room, *(box for one in placed for box in (one.box, one.label) if box)])
    left, top, right, bottom = (
        over if over > BEYOND else 0.0
        for over in (room.x - all_.x, room.y - all_.y, all_.right - room.right, all_.bottom - room.bottom)
    )
    return Box(inner.x + left, inner.y + top, inner.w - left - right, inner.h - top - bottom)


def _designed(cast: Cast, theme: Theme, room: Box, dot: Dot, *, strip: bool) -> _Tried:
    """The first design that fits, of the ways and sizes in their order; else the one that fits best. What branches
    stands in bands only where it wouldn't fit with less room around its words either, and groups unlike each other only
    where nothing else fits."""
    found: dict[Way, dict[str, Container]] = {}
    long: dict[Way, bool] = {}

    def tried(
        scales: Sequence[Sequence[Sizes]],
        best: _Tried | None,
        gain: float,
        *,
        branched: bool = False,
        mixed: bool = False,
    ) -> _Tried:
        known: list[tuple[dict[str, Container], int]] = []

        def fit_of(containers: Mapping[str, Container]) -> float:
            design = Design(replace(scales[-1][-1], label=NARROW), containers[""].upright, narrow=True, strip=strip)
            return min(1.0, *_shares(compose(cast, containers, design, room.w / room.h), room))

        for way, parts in _mixed(cast) if mixed else _ways(cast, long):
            direction, inner = way
            if way not in found and inner == SOME:
                found[way] = turned_where_it_helps(found[direction, ""], fit_of)
            elif way not in found:
                found[way] = ordered(structure(cast, dot, direction, inner), *_joined(cast))
            folds = 1 if long.get(way) else parts
            containers = folded(found[way], folds)
            cut = [one for one in containers.values() if folds == 1 and banded(one, parts, containers)]
            bands = parts if cut else 1
            if (containers, bands) in known or branched != any(not one.chain for one in cut):
                continue
            known.append((containers, bands))
            low = inner in ("", SOME) or room.w < WIDE * room.h
            design, composed, fit = _fitting(cast, containers, scales, room, strip=strip, bands=bands, beside=low)
            if parts == 1:
                w, h = composed.whole.least
                long[way] = not containers[""].upright and w / room.w > h / room.h
            # What isn't as the author wrote it is worth it only where all fits, or much is gained.
            if best is None or fit >= 1.0 or fit > best.fit * gain:
                best = _Tried(fit, way, composed, containers, design)
            if fit >= 1.0:
                break
        assert best is not None
        return best

    full = list(_scales(theme, 1.0 if strip else LARGEST, few=len(cast.cards) <= FEW))
    dense = [[Sizes(theme, SMALLEST, 0.4, ease=ease)] for ease in DENSE]
    best = tried(full, None, GAIN)
    if best.fit >= 1.0 and not strip and _thin(best, room):
        steps = len(best.containers[""].ranks)
        design, composed, fit = _fitting(cast, best.containers, full, room, strip=strip, bands=steps)
        if fit >= 1.0 and design.sizes.k >= best.design.sizes.k:
            return _Tried(fit, best.way, composed, best.containers, design)
    for branched in (False, True):
        if branched and best.fit < 1.0:
            best = tried(full, best, GAIN, branched=True)
        if NEARLY <= best.fit < 1.0:
            best = tried(dense, best, TIGHTER, branched=branched)
    if best.fit < UNLIKE:
        best = tried(dense if best.fit >= NEARLY else full, best, TIGHTER, mixed=True)
    return best


def _thin(tried: _Tried, room: Box) -> bool:
    """Whether a chain lies in one line that leaves nearly the whole height empty."""
    whole = tried.containers[""]
    return whole.chain and not whole.upright and tried.composed.whole.least[1] < THIN * room.h


def _drawn(cast: Cast, tried: _Tried, room: Box) -> Chart:
    """A design in the room. Titles that lines run through stand below what their groups hold, if that helps."""
    made = _placed(cast, tried, room)
    feet = _crossed(made)
    if not feet:
        return made
    design = replace(tried.design, feet=feet)
    other = _placed(
        cast, tried._replace(design=design, composed=compose(cast, tried.containers, design, room.w / room.h)), room
    )
    return other if len(_crossed(other)) < len(feet) else made


def _crossed(made: Chart) -> frozenset[str]:
    """Groups through whose titles lines run."""
    lines = [one.corners for one in made.placed if one.kind == "wire"]
    titles = {one.id: box for one in made.placed if one.kind == "group" and (box := title_box(one))}
    return frozenset(id for id, box in titles.items() if any(crosses(corners, box) for corners in lines))


def _placed(cast: Cast, tried: _Tried, room: Box) -> Chart:
    """Boxes, then lines between them."""
    fit, way, composed, containers, design = tried
    shrunk = min(1.0, fit)
    large = Box(room.x / shrunk, room.y / shrunk, room.w / shrunk, room.h / shrunk)
    boxes: dict[str, Box] = {}
    w, h = (max(a, b) for a, b in zip((large.w, large.h), composed.whole.least, strict=True))
    if shrunk < VISITED:
        w, h = (min(a, LOOSE * b) for a, b in zip((w, h), composed.whole.least, strict=True))
    composed.whole.settle(Box(large.cx - w / 2, large.cy - h / 2, w, h), boxes)
    boxes = {id: _whole(box) for id, box in boxes.items()}
    for card in cast.cards:
        if card.bearer in boxes:
            boxes[card.id] = boxes[card.bearer]
    groups = [group for group in cast.groups if group.id in boxes]
    placed = [
        framed(
            group,
            boxes[group.id],
            design.sizes,
            foot=group.id in design.feet,
            columns=composed.columns,
        )
        for group in groups
    ]
    placed += [place(composed.bodies[card.id], boxes[card.id]) for card in cast.cards if card.id in boxes]
    lines = wires(cast, containers, boxes, placed, large, design.sizes)
    heads = {group.id for group in groups} - composed.columns.keys()
    placed = [*(aside(one, lines) if one.kind == "group" and one.id in heads else one for one in placed), *lines]
    if shrunk < 1.0:
        placed = [scaled(one, shrunk) for one in placed]
    return Chart(tuple(placed), *way, shrunk, design.sizes.k)


def _joined(cast: Cast) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The container of each thing, and what each wire joins; a card in another's place counts as that one."""
    bearers = {card.id: card.bearer or card.id for card in cast.cards}
    parents = {one.id: one.parent or "" for one in cast.groups}
    parents |= {card.id: card.group or "" for card in cast.cards if not card.bearer}
    wires = [(bearers.get(wire.source, wire.source), bearers.get(wire.target, wire.target)) for wire in cast.wires]
    return parents, [(a, b) for a, b in wires if a != b]


def _ways(cast: Cast, long: Mapping[Way, bool]) -> Iterator[tuple[Way, int]]:
    """Directions, each with in how many parts what is too long or too wide may stand. What is long reads better with
    its groups turned, or turned as a whole, with its groups or without, than in bands; a parent with many children
    stays over them. `long` is filled while this runs."""
    parts = PARTS if len(cast.cards) <= CROWD else PARTS[:1]
    own, turned = (cast.direction, ""), (TURNED.get(cast.direction, "LR"), "")
    yield own, 1
    if cast.groups and len(cast.cards) <= CROWD:
        yield (cast.direction, turned[0]), 1
    folds = [(own, many) for many in parts[1:]]
    if not long[own]:
        yield from folds
    yield turned, 1
    if cast.groups and len(cast.cards) <= CROWD:
        yield (turned[0], cast.direction), 1
    if long[own]:
        yield from folds
    yield from ((turned, many) for many in parts[1:])


def _mixed(cast: Cast) -> Iterator[tuple[Way, int]]:
    """Directions with groups that stand unlike each other."""
    if cast.groups and len(cast.cards) <= CROWD:
        yield (cast.direction, SOME), 1
        yield (TURNED.get(cast.direction, "LR"), SOME), 1


def _fitting(
    cast: Cast,
    containers: Mapping[str, Container],
    scales: Sequence[Sequence[Sizes]],
    room: Box,
    *,
    strip: bool,
    bands: int,
    beside: bool = False,
) -> tuple[Design, Composed, float]:
    """The first design that fits, from large and airy to small and tight; where none does, the tightest with the share
    by which it is too large. Titles may stand `beside` what low groups hold, where height is wanting."""
    first = not containers[""].upright and not strip
    forms = ((False, first), (False, not first), (True, first), (True, not first))

    def made(design: Design) -> tuple[Design, Composed, float]:
        composed = compose(cast, containers, design, room.w / room.h)
        return design, composed, min(1.0, *_shares(composed, room))

    def tried(sizes: Sizes) -> Iterator[tuple[Design, Composed, float]]:
        for narrow, upright in forms:
            yield made(Design(replace(sizes, label=NARROW) if narrow else sizes, upright, narrow, bands, strip))

    def best(sizes: Sizes) -> tuple[Design, Composed, float]:
        found = []
        for one in tried(sizes):
            found.append(one)
            if one[2] >= 1.0:
                break
        top = max(found, key=lambda one: one[2])
        if beside and sizes.ease < 1.0 and cast.groups and _high(top[1], room):
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


def _shares(composed: Composed, room: Box) -> tuple[float, float]:
    """The room's width and height by those that are needed."""
    w, h = composed.whole.least
    return room.w / max(w, 1.0), room.h / max(h, 1.0)


def _high(composed: Composed, room: Box) -> bool:
    """Whether it is height that is wanting."""
    across, along = _shares(composed, room)
    return along < min(1.0, across)


def _scales(theme: Theme, largest: float, *, few: bool) -> Iterator[list[Sizes]]:
    """From large to small; at each size from airy to tight."""
    for step in range(round((largest - 1.0) / STEP), 0, -1):
        yield [Sizes(theme, round(1.0 + step * STEP, 2), snug, floor=EASY) for snug in ((1.0,) if few else (1.0, 0.75))]
    yield [Sizes(theme, 1.0, snug, floor=EASY) for snug in (1.0, 0.85, 0.75, 0.7, 0.55)]
    for k in (0.96, 0.92, 0.88, 0.86, 0.83, 0.8):
        yield [Sizes(theme, k, snug, floor=EASY if k > 0.9 else LEAST) for snug in (0.7, 0.5)]


def _whole(box: Box) -> Box:
    """On whole px; boxes of one size stay so."""
    return Box(*(float(round(length)) for length in (box.x, box.y, box.w, box.h)))
