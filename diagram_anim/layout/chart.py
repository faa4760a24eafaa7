"""A chart's cards, groups and wires in a box: of the designs that fit, filling the box, the one that is read best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from diagram_anim.layout.boxes.compose import Composer
from diagram_anim.layout.boxes.maker import FLAT
from diagram_anim.layout.containers.dot import Dot
from diagram_anim.layout.designs.chosen import TALL, chosen, loosened, refitted
from diagram_anim.layout.designs.fitting import LEAST, TIGHTEST
from diagram_anim.layout.designs.pool import others
from diagram_anim.layout.designs.search import Chosen
from diagram_anim.layout.frame.sizes import LEAST as READABLE
from diagram_anim.layout.frame.within import within
from diagram_anim.layout.pictures.drawn import WORTH, drawn_in, inside, plainly
from diagram_anim.layout.pictures.picture import Picture, faults, pressed, pressing, words
from diagram_anim.layout.pictures.weighed import NEARLY, reader_of
from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box
from diagram_anim.model.theme import Theme

READ = 0.85
"""What stands in the least room of all may become so much smaller so that no line has a fault: there the camera goes
near."""

LOOSER = (0.5, 0.7)
"""Shares of the room around words to which a chart goes back whose lines have faults for want of it."""

CROSSED = 2
"""So many lines more may cross for larger words, or as large a share of those that do anyway; and so many where a chart
is read as it was written."""

CROWD = 32
"""Of more lines that are read in parts no more than what is needed is drawn."""

ROOMIER, FEW = 3, 40
"""How often words that others' lines run through get room of their own, and up to how many cards."""

LOW = 3.5
"""A room more than so many times as wide as high is low."""

TRIED = 4
"""How many other designs are drawn."""


Designing = Callable[[Box, float, bool], Chosen]
"""Which design is taken in a room, with what share of the room around words at the least, turned for it or not."""


def chart(cast: Cast, theme: Theme, room: Box, dot: Dot, *, strip: bool = False) -> Picture:
    """As the author wrote its direction; turned only where its words would be too small otherwise or its lines have
    faults, or in a room that is hardly wider than high. Where lines have to go round outside of the room, all is
    designed anew for what is left beside them, and where lines have faults that stand close, with more room, if its
    words can still be read then. As many wires as can be run straight, unless they would lie on things for that;
    charts of many cards are read in parts, and each drawing takes too long for it. Then in any other way that is read
    better."""
    composer = Composer(cast, low=room.w > LOW * room.h, slides=len(cast.cards) <= FEW)
    made = None if strip else _kept(composer, theme, room, dot)
    made = made or _best(composer, theme, room, dot, strip=strip)
    return made if strip else _calm(made, composer, room)


def _kept(composer: Composer, theme: Theme, room: Box, dot: Dot) -> Picture | None:
    """Read in the direction that its author wrote, if it can be read well then. A room hardly wider than high is
    another than that for which it was written: what fits it best is taken there."""
    if room.w < TALL * room.h or chosen(composer, theme, room, dot, strip=False, kept=True).fit < 1.0:
        return None
    made = _best(composer, theme, room, dot, strip=False, kept=True)
    bad, crossed = faults(made, room)
    read = words(made) >= READABLE * NEARLY and not bad and crossed <= CROSSED
    return made if read and made.direction == composer.cast.direction else None


def _calm(made: Picture, composer: Composer, room: Box) -> Picture:
    """The same without bars, cards much wider than high for few words, if no line has a fault for that."""
    taken = made.taken
    bars = frozenset(one.id for one in made.placed if one.kind == "card" and one.box.w > FLAT * one.box.h)
    if not bars:
        return made
    design = replace(taken.design, bars=bars)
    calm = taken._replace(design=design, composed=composer.composed(taken.containers, design, room.w / room.h))
    if calm.composed.whole.least != taken.composed.whole.least:
        return made
    tried = drawn_in(composer, calm, room, room)
    (bad, crossed), (least, few) = faults(tried, room), faults(made, room)
    return tried if bad <= least and crossed <= few else made


def _best(composer: Composer, theme: Theme, room: Box, dot: Dot, *, strip: bool, kept: bool = False) -> Picture:
    cast = composer.cast

    @cache
    def design(inner: Box, ease: float, turns: bool) -> Chosen:
        return chosen(composer, theme, inner, dot, strip=strip, ease=ease, turns=turns, kept=kept)

    def again(taken: Chosen) -> Picture:
        """With what is left beside lines that have to go round."""
        made = drawn_in(composer, taken, room, room)
        if within(made.placed, room, room) == room:
            return made

        def drawn(inner: Box) -> Picture:
            other = taken if inner == room else refitted(composer, theme, inner, taken, strip=False)
            return drawn_in(composer, other, inner, room)

        return inside(drawn, room)

    def plain(taken: Chosen) -> Picture:
        return plainly(composer, taken, room)

    if not strip and len(cast.wires) > CROWD:
        composer = replace(composer, slides=False)
        first = plain(design(room, TIGHTEST, True))
        reader = reader_of(first, cast, room)
        tried = others(composer, theme, room, dot, reader.may(first), crowded=True, kept=kept)
        taken = reader.best(first, tried, plain, None, TRIED).taken
        made = again(taken)
        for ease in LOOSER:
            if not faults(made, room)[0]:
                break
            made = min(made, again(loosened(composer, theme, room, taken, ease)), key=reader.cost)
        return _roomier(made, composer, theme, room, strip=False) if len(cast.cards) <= FEW else made
    made = _made(composer, theme, room, design, strip=strip)
    if composer.slides and pressing(made):
        other = _made(replace(composer, slides=False), theme, room, design, strip=strip)
        made = other if pressing(other) < pressing(made) and other.shrunk >= WORTH * made.shrunk else made
    if strip:
        return made
    reader = reader_of(made, cast, room)
    return reader.best(made, others(composer, theme, room, dot, reader.may(made), kept=kept), plain, again, TRIED)


def _made(composer: Composer, theme: Theme, room: Box, design: Designing, *, strip: bool) -> Picture:
    cast = composer.cast

    @cache
    def designed(ease: float, *, turns: bool = True) -> Picture:
        def drawn(inner: Box) -> Picture:
            taken = design(inner, ease, turns)
            made = drawn_in(composer, taken, inner, room)
            if taken.instead and any(faults(made, room)):
                other = drawn_in(composer, taken.instead, inner, room)
                (more, crossed), (least, few) = faults(made, room), faults(other, room)
                larger = words(made) / words(other) - 1.0
                made = made if more <= least and crossed <= few + max(CROSSED, larger * few) else other
            return made

        return inside(drawn, room)

    def eased(ease: float) -> Picture:
        made = designed(ease)
        if made.taken.way[0] != cast.direction and pressing(made):
            made = min(made, designed(ease, turns=False), key=pressing)
        least = made.shrunk if made.shrunk >= 1.0 else made.shrunk * WORTH
        crowded = made.shrunk < 1.0 and len(cast.wires) > CROWD
        for looser in LOOSER:
            if crowded or not faults(made, room)[0]:
                break
            if made.ease < looser and min(1.0, design(room, looser, True).fit) >= least:
                other = designed(looser)
                if faults(other, room)[0] < faults(made, room)[0] and other.shrunk >= least:
                    made = other
        return _roomier(made, composer, theme, room, strip=strip) if len(cast.cards) <= FEW else made

    made = eased(LEAST)
    if made.ease < TIGHTEST and pressing(made):
        other = eased(TIGHTEST)
        made = other if pressing(other) < pressing(made) and other.shrunk >= READ * min(1.0, made.shrunk) else made
    return made


def _roomier(made: Picture, composer: Composer, theme: Theme, room: Box, *, strip: bool) -> Picture:
    """With room of their own for words that others stand on or run through, if fewer then do."""
    least = made.shrunk if made.shrunk >= 1.0 else made.shrunk * WORTH
    roomy, taken, last = frozenset[str](), made.taken, made
    for _ in range(ROOMIER):
        more = pressed(last) - roomy
        if not more:
            break
        roomy |= more
        wider = replace(composer, roomy=roomy)

        def drawn(inner: Box, wider: Composer = wider) -> Picture:
            return drawn_in(wider, refitted(wider, theme, inner, taken, strip=strip), inner, room)

        last = inside(drawn, room)
        if last.shrunk >= least and faults(last, room)[0] < faults(made, room)[0]:
            made = last
    return made
