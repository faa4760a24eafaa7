"""A chart's cards, groups and wires in a box: the largest design that fits, filling the box."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from diagram_anim.layout.anatomy import place
from diagram_anim.layout.chosen import chosen, refitted
from diagram_anim.layout.compose import Composer, hangs
from diagram_anim.layout.design import Design
from diagram_anim.layout.directions import Directions
from diagram_anim.layout.dot import Dot
from diagram_anim.layout.drawing import DEEP, Faults
from diagram_anim.layout.fitting import LEAST, TIGHTEST
from diagram_anim.layout.gathered import gathered
from diagram_anim.layout.grown import grown
from diagram_anim.layout.labels import crosses
from diagram_anim.layout.scaled import scaled
from diagram_anim.layout.search import Chosen
from diagram_anim.layout.stood import large, stood
from diagram_anim.layout.structure import Container
from diagram_anim.layout.titles import aside, framed, title_box
from diagram_anim.layout.turning import ASIDE, BELOW, SOME, TURNED
from diagram_anim.layout.wires import wires
from diagram_anim.layout.within import within
from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed
from diagram_anim.model.theme import Theme

AGAIN = 3
"""How often a chart is designed anew for that."""

WORTH, MARGIN = 0.9, 40.0
"""By how much smaller a chart may be for them to stay in it, where they reach no farther beyond than this: there the
frame ends."""

READ = 0.85
"""What stands in the least room of all may become so much smaller for that: there the camera goes near."""

LOOSER = (0.5, 0.7)
"""Shares of the room around words to which a chart goes back whose lines have faults for want of it."""

CROSSED = 2
"""So many lines more may cross for larger words, or as large a share of those that do anyway."""

CROWD = 32
"""Of more lines that are read in parts no more than what is needed is drawn."""

ROOMIER, FEW = 3, 40
"""How often words that others' lines run through get room of their own, and up to how many cards."""

DEAR = 100.0
"""How many crossings weigh as much as what would need the whole room once more."""


Designing = Callable[[Box, float, bool], Chosen]
"""Which design is taken in a room, with what share of the room around words at the least, turned for it or not."""


@dataclass(frozen=True, slots=True)
class Chart:
    placed: tuple[Placed, ...]
    direction: str
    inner: str
    """The direction inside groups, `SOME` where only in some, where it is another than the author's, else empty."""

    shrunk: float
    ease: float
    """The share of the look's own room around its words."""

    scale: float
    """1, or by how much everything, type too, was made smaller than it should be."""

    faults: Faults
    taken: Chosen
    """The design that it is drawn in."""


def chart(cast: Cast, theme: Theme, room: Box, dot: Dot, *, strip: bool = False) -> Chart:
    """As the author wrote its direction; turned only where its words would be too small otherwise. Where lines have to
    go round outside of the room, all is designed anew for what is left beside them, and where lines have faults that
    stand close, with more room, if its words can still be read then. As many wires as can be run straight, unless they
    would lie on things for that; charts of many cards are read in parts, and each drawing takes too long for it."""
    composer = Composer(cast, slides=len(cast.cards) <= FEW)

    @cache
    def design(inner: Box, ease: float, turns: bool) -> Chosen:
        return chosen(composer, theme, inner, dot, strip=strip, ease=ease, turns=turns)

    made = _made(composer, theme, room, design, strip=strip)
    if composer.slides and _pressing(made) and (made.shrunk >= 1.0 or len(cast.wires) <= CROWD):
        other = _made(replace(composer, slides=False), theme, room, design, strip=strip)
        made = other if _pressing(other) < _pressing(made) and other.shrunk >= WORTH * made.shrunk else made
    return made


def _made(composer: Composer, theme: Theme, room: Box, design: Designing, *, strip: bool) -> Chart:
    cast = composer.cast

    @cache
    def designed(ease: float, *, turns: bool = True) -> Chart:
        def drawn(inner: Box) -> Chart:
            taken = design(inner, ease, turns)
            made = _drawn(composer, taken, inner, room)
            if taken.instead and any(_faults(made, room)):
                other = _drawn(composer, taken.instead, inner, room)
                (more, crossed), (least, few) = _faults(made, room), _faults(other, room)
                larger = _words(made) / _words(other) - 1.0
                made = made if more <= least and crossed <= few + max(CROSSED, larger * few) else other
            return made

        return _inside(drawn, room)

    def eased(ease: float) -> Chart:
        made = designed(ease)
        if made.taken.way[0] != cast.direction and _pressing(made):
            made = min(made, designed(ease, turns=False), key=_pressing)
        least = made.shrunk if made.shrunk >= 1.0 else made.shrunk * WORTH
        crowded = made.shrunk < 1.0 and len(cast.wires) > CROWD
        for looser in LOOSER:
            if crowded or not _faults(made, room)[0]:
                break
            if made.ease < looser and min(1.0, design(room, looser, True).fit) >= least:
                other = designed(looser)
                if _faults(other, room)[0] < _faults(made, room)[0] and other.shrunk >= least:
                    made = other
        return _roomier(made, composer, theme, room, strip=strip) if len(cast.cards) <= FEW else made

    made = eased(LEAST)
    if made.ease < TIGHTEST and _pressing(made):
        other = eased(TIGHTEST)
        made = other if _pressing(other) < _pressing(made) and other.shrunk >= READ * min(1.0, made.shrunk) else made
    return made


def _roomier(made: Chart, composer: Composer, theme: Theme, room: Box, *, strip: bool) -> Chart:
    """With room of their own for words that others stand on or run through, if fewer then do."""
    least = made.shrunk if made.shrunk >= 1.0 else made.shrunk * WORTH
    roomy, taken, last = frozenset[str](), made.taken, made
    for _ in range(ROOMIER):
        pressed = _pressed(last) - roomy
        if not pressed:
            break
        roomy |= pressed
        wider = replace(composer, roomy=roomy)

        def drawn(inner: Box, wider: Composer = wider) -> Chart:
            return _drawn(wider, refitted(wider, theme, inner, taken, strip=strip), inner, room)

        last = _inside(drawn, room)
        if last.shrunk >= least and _faults(last, room)[0] < _faults(made, room)[0]:
            made = last
    return made


def _pressed(made: Chart) -> frozenset[str]:
    """Wires through whose words others run, or whose words stand on those of others or on cards."""
    lines = [one for one in made.placed if one.kind == "wire"]
    cards = [one.box for one in made.placed if one.kind == "card"]
    return frozenset(
        one.id
        for one in lines
        if (words := one.label)
        if any(words.overlaps(card, -DEEP) for card in cards)
        or any(
            crosses(other.corners, words) or (other.label and words.overlaps(other.label, 2.0))
            for other in lines
            if other.id != one.id
        )
    )


def _inside(drawn: Callable[[Box], Chart], room: Box) -> Chart:
    """Designed anew for what is left beside lines that have to go round outside of the room."""
    made, inner = drawn(room), room
    for _ in range(AGAIN):
        smaller = within(made.placed, room, inner)
        if smaller == inner:
            break
        again = drawn(smaller)
        least = 0.0 if max(inner.w - smaller.w, inner.h - smaller.h) > MARGIN else made.shrunk * WORTH
        if again.shrunk < least:
            break
        made, inner = again, smaller
    return made


def _drawn(composer: Composer, chosen: Chosen, inner: Box, room: Box) -> Chart:
    """A design in the inner room. Titles that lines run through stand below what their groups hold, and things without
    regard to their children where lines have faults, if that helps."""
    cast, first = composer.cast, stood(composer.cast, chosen, inner)
    made = _placed(composer, chosen, inner, first)

    def better(made: Chart, chosen: Chosen, design: Design) -> tuple[Chart, Chosen]:
        composed = composer.composed(chosen.containers, design, inner.w / inner.h)
        other = chosen._replace(design=design, composed=composed)
        boxes = stood(cast, other, inner)
        if boxes == first and not design.feet:
            return made, chosen
        tried = _placed(composer, other, inner, boxes)
        return (tried, other) if _faults(tried, room) < _faults(made, room) else (made, chosen)

    if feet := _crossed(made):
        made, chosen = better(made, chosen, replace(chosen.design, feet=feet))
    if any(_faults(made, room)):
        made, chosen = better(made, chosen, replace(chosen.design, across=False))
    if chosen.design.bands > 1 and any(_faults(made, room)):
        made, chosen = better(made, chosen, replace(chosen.design, passing=True))
    if made.faults.crossings and len(cast.cards) > FEW:
        tried = _placed(composer, chosen, inner, stood(cast, chosen, inner), untangle=True)
        made = min(made, tried, key=lambda one: _faults(one, room))
    return _gathered(composer, made, chosen, inner, room)


def _gathered(composer: Composer, made: Chart, chosen: Chosen, inner: Box, room: Box) -> Chart:
    """With children under their parents where these can't stand over them, if no line has a fault for that."""
    if not composer.slides:
        return made
    boxes, sizes = stood(composer.cast, chosen, inner), chosen.design.sizes
    moved = gathered(boxes, chosen.containers, composer.cast, large(chosen, inner), sizes.gap_node)
    if moved == boxes:
        return made
    tried = _placed(composer, chosen, inner, moved)
    now, then = _faults(tried, room), _faults(made, room)
    return tried if now[0] <= then[0] and now[1] <= then[1] else made


def _faults(made: Chart, room: Box) -> tuple[int, int]:
    """How often lines run through titles or words or lie on each other; and how often they cross, with what is needed
    beyond the room."""
    left = within(made.placed, room, room)
    beyond = round(DEAR * (1.0 - left.w * left.h / (room.w * room.h)))
    return len(_crossed(made)) + _pressing(made), made.faults.crossings + beyond


def _words(made: Chart) -> float:
    """How large names are, in px."""
    return made.shrunk * made.taken.design.sizes.type("node").size


def _pressing(made: Chart) -> int:
    """How often lines run through things or the words of others or lie on each other."""
    return made.faults.through + made.faults.shared


def _crossed(made: Chart) -> frozenset[str]:
    """Groups through whose titles lines run, or on whose titles words stand."""
    lines = [(one.corners, one.label) for one in made.placed if one.kind == "wire"]
    titles = {one.id: box for one in made.placed if one.kind == "group" and (box := title_box(one))}
    return frozenset(
        id
        for id, box in titles.items()
        if any(crosses(corners, box) or (words and words.overlaps(box)) for corners, words in lines)
    )


def _placed(
    composer: Composer, chosen: Chosen, room: Box, boxes: Mapping[str, Box], *, untangle: bool = False
) -> Chart:
    """What stands in the boxes, and lines between them."""
    cast, (fit, way, composed, containers, design, _) = composer.cast, chosen
    bodies = composed.bodies
    if fit >= 1.0:  # What is read in parts has words of one size, as near as the camera comes for them.
        bodies = grown(composer, design, bodies, boxes, hanging=hangs(containers, design))
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
    placed += [place(bodies[card.id], boxes[card.id]) for card in cast.cards if card.id in boxes]
    lines, faults = wires(
        cast, containers, boxes, placed, large(chosen, room), design.sizes, untangle=untangle, slides=composer.slides
    )
    heads = {group.id for group in groups} - composed.columns.keys()
    placed = [*(aside(one, lines) if one.kind == "group" and one.id in heads else one for one in placed), *lines]
    shrunk = min(1.0, fit)
    if shrunk < 1.0:
        placed = [scaled(one, shrunk) for one in placed]
    return Chart(tuple(placed), *_read(way, containers[""]), shrunk, design.sizes.ease, design.sizes.k, faults, chosen)


def _read(way: Directions, whole: Container) -> Directions:
    """Directions as they are read: where no wire joins what stands in the whole, the chart's is that in its groups."""
    direction, inner = way[0], {BELOW: TURNED.get(way[0], "LR"), ASIDE: ""}.get(way[1], way[1])
    return (inner, "") if inner not in ("", SOME) and not whole.wires else (direction, inner)
