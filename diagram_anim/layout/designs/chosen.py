"""Which design of a chart is taken: the first that fits, of the ways and sizes in their order."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from diagram_anim.layout.boxes.compose import Composed, Composer
from diagram_anim.layout.cards.feet import GROWING
from diagram_anim.layout.containers.banding import banded, parted, whole
from diagram_anim.layout.containers.directions import Directions
from diagram_anim.layout.containers.dot import Dot
from diagram_anim.layout.containers.turning import SOME, TURNED
from diagram_anim.layout.designs.fitting import (
    FEW,
    LARGEST,
    LEAST,
    SMALLEST,
    TIGHTEST,
    easy,
    fairly,
    fitting,
    pressed,
    shares,
    small,
    squeezed,
)
from diagram_anim.layout.designs.search import Chosen, Ladder, Search
from diagram_anim.layout.frame.sizes import EASY, Sizes
from diagram_anim.model.cast import Card, Cast, is_card
from diagram_anim.model.geometry import Box
from diagram_anim.model.theme import Theme

SNUG = 0.4
"""The share of the look's own room that edges get between two nodes at the least size."""

AIRY = 0.85
"""What isn't as the author wrote it, or stands in rows, has no less than this share of the room around words until
nothing else fits; but for words that are read without effort."""

MANY = 40
"""More cards keep all of the room around their words: they are read in parts."""

NEARLY = 0.6
"""What is larger yet isn't helped by less."""

STAIR = 0.18
"""In ranks of which less than this fits, groups are too small for their titles to be read."""

UNLIKE = 0.8
"""What is larger isn't worth that groups stand unlike each other."""

GAIN, TIGHTER = 1.2, 1.1
"""By how much larger a chart that doesn't fit has to become for another way, and for less room around its words."""

AT_ALL = 1.03
"""And for the least room of all."""

THIN = 0.1
"""A level chain that needs no more than this share of the height stands step below step."""

LIKE = 0.5
"""So does one that becomes larger by it and takes more of the room's shape: how far from that it may be, as a share of
how far the line is."""

TALL, LIKER, HARDLY = 1.4, 0.75, 0.95
"""In a room so little wider than high, a level chart is turned that takes more of the room's shape, and becomes larger
by it or hardly smaller: how far from that shape it may be, as a share of how far it was, and by how much smaller."""


SLIM, FULLER, LARGER = 0.5, 1.3, 1.05
"""An upright chart that can't take more than this share of the room is turned where it then can take so much more, and
its words become so much larger."""

LARGELY = 1.15
"""A level chart that needs no more than that share of the room's height stands in two rows where its words become so
much larger by it; so does an upright chain that is turned, in a room that is no wider than high."""

ROWS = (1, 2, 3)
"""In how many bands that may stand."""

MUCH = 1.3
"""So does a level chain whose words become so much larger by it."""


def chosen(
    composer: Composer,
    theme: Theme,
    room: Box,
    dot: Dot,
    *,
    strip: bool,
    ease: float = LEAST,
    turns: bool = True,
    kept: bool = False,
) -> Chosen:
    """The first design that fits, of the ways and sizes in their order; else the one that fits best. What branches
    stands in bands only where it fits in no other way, and groups unlike each other only where nothing else fits. The
    room around words becomes no less than the share `ease`, first in what is as the author wrote it. What fits
    is turned for the frame's shape where `turns` says so, or stands in whatever way its words are read without effort
    instead. Where its direction is `kept`, no other is tried."""
    cast = composer.cast
    tight, loose = (ladders(cast, theme, ease=close, strip=strip) for close in (max(ease, TIGHTEST), max(ease, AIRY)))

    # Where tiles or the like grow on cards, it is for them that there is room; dials become bars.
    shown = any(grows(card) for card in cast.cards)
    search = Search(composer, dot, room, strip, tight[-1][-1][-1], least_ease(cast, max(ease, LEAST)), kept)

    close = [squeezed(theme, room)] if ease < TIGHTEST and len(cast.cards) <= MANY else []

    def first(way: Directions, parts: int) -> Sequence[Ladder]:
        if shown or parts > 1:
            return loose
        return tight if way == (cast.direction, "") else [tight[0], loose[1]]

    best = search.among(search.plain(), first, None, GAIN, slims=False)
    if NEARLY <= best.fit < 1.0:
        best = search.among(search.plain(), lambda *_: tight, best, TIGHTER)
    slims = best.fit >= NEARLY
    if best.fit < 1.0:
        best = search.among(search.plain(), first, best, GAIN, deep=True, slims=slims)
    if NEARLY <= best.fit < 1.0:
        best = search.among(search.plain(), lambda *_: tight, best, TIGHTER, deep=True, slims=slims)
    if best.fit >= 1.0 and best.design.sizes.floor < EASY and turns and not strip and not _in_line(best):
        read = search.among(search.plain(), lambda *_: tight[:1], None, GAIN)
        if read.fit < 1.0 and close:
            read = search.among(search.plain(), lambda *_: [pressed(theme, room)], read, GAIN)
        return read._replace(instead=best) if read.fit >= 1.0 else best
    if best.fit >= 1.0 and not strip and (folded := _stepped(best, search, tight)):
        return folded
    if best.fit >= 1.0 and not strip and turns and not kept and best.way == (cast.direction, ""):
        for way, parts in _turns(best, cast):
            turned = search.among([(way, parts)], first, best, GAIN)
            large = parts == 1 or room.w > room.h or _words(turned) > _words(best) * LARGELY
            if turned is not best and large and _fuller(turned, best, search):
                return turned
    if best.fit >= 1.0 and not strip and turns and _flat(best, search):
        rows = search.among([(best.way, 2)], lambda *_: tight, best, GAIN, branched=True)
        return rows._replace(instead=best) if _words(rows) > _words(best) * LARGELY else best
    if best.fit < 1.0:
        best = search.among(search.spines(), lambda *_: [*tight, *close], best, TIGHTER, slims=slims)
    if best.fit < 1.0:
        best = search.among(search.plain(), lambda *_: tight, best, GAIN, branched=True, slims=slims)
    if best.fit < STAIR and not strip:
        best = search.shelved(best, tight)
    alike = best
    if best.fit < UNLIKE:
        best = search.among(search.mixed(), lambda *_: tight[1:], best, TIGHTER, slims=slims)
    if close and NEARLY <= best.fit < 1.0:
        alike = search.among(search.plain(), lambda *_: close, alike, AT_ALL)
        best = alike if alike.fit > best.fit * AT_ALL else best
    if close and NEARLY <= best.fit < 1.0:
        best = search.among(search.mixed(), lambda *_: close, best, AT_ALL)
    return best if best.way[1] != SOME else best._replace(instead=alike)


def grows(card: Card) -> bool:
    """Whether something on it takes whatever room there is, but for a dial that can be a bar."""
    kinds = {slot.partition(":")[0] for slot in card.slots}
    return not kinds.isdisjoint({*GROWING} if not is_card(card.shape) or "tiles" in kinds else {*GROWING} - {"gauge"})


def least_ease(cast: Cast, ease: float = LEAST) -> float:
    """The least share of the room around words, but no less than `ease`: all of it where many are read in parts or
    something grows on cards."""
    return 1.0 if len(cast.cards) > MANY or any(grows(card) for card in cast.cards) else ease


def refitted(composer: Composer, theme: Theme, room: Box, taken: Chosen, *, strip: bool) -> Chosen:
    """What was taken before at the first size at which it fits with what room its composer now gives to words."""
    bands, beside = taken.design.bands, taken.design.beside
    close = [squeezed(theme, room)] if taken.design.sizes.ease < TIGHTEST else []
    large, just = ladders(composer.cast, theme, ease=TIGHTEST, strip=strip)
    sized = [large, *([pressed(theme, room)] if close else []), just, *close]
    if taken.design.sizes.heading:  # its titles are as large as they are for all that is smaller
        sized = [[[taken.design.sizes]]]
    for sizes in sized:
        found = fitting(composer, taken.containers, sizes, room, strip=strip, bands=bands, beside=beside)
        if found[2] >= 1.0:
            break
    least = least_ease(composer.cast, LEAST if close else TIGHTEST)
    design, composed, fit = fairly(composer, taken.containers, found, room, ease=least, beside=beside)
    return taken._replace(fit=fit, composed=composed, design=design)


def loosened(composer: Composer, theme: Theme, room: Box, taken: Chosen, ease: float) -> Chosen:
    """What was taken before at the least size, with such a share of the room around words."""
    bands, beside = taken.design.bands, taken.design.beside
    sizes = [[Sizes(theme, SMALLEST, SNUG, ease=ease)]]
    design, composed, fit = fitting(composer, taken.containers, sizes, room, strip=False, bands=bands, beside=beside)
    return taken._replace(fit=fit, composed=composed, design=design)


def ladders(cast: Cast, theme: Theme, *, ease: float, strip: bool) -> list[Ladder]:
    """Sizes at which words are read without effort, and those at which they can just be read."""
    close = 1.0 if len(cast.cards) > MANY else ease
    largest, few = 1.0 if strip else LARGEST, len(cast.cards) <= FEW
    return [list(easy(theme, largest, few=few, ease=close)), list(small(theme, ease=close))]


def _stepped(best: Chosen, search: Search, tight: Sequence[Ladder]) -> Chosen | None:
    """A level chain in one line step below step instead, where that is worth it."""
    if not _in_line(best):
        return None
    room = search.room
    design, composed, fit = search.fitting(best.containers, tight, len(whole(best.containers).ranks))
    larger = design.sizes.k / best.design.sizes.k
    thin = best.composed.whole.least[1] < THIN * room.h
    like = larger > 1.0 and _unlike(composed, room) < LIKE * _unlike(best.composed, room)
    if fit >= 1.0 and larger >= 1.0 and (thin or like):
        return Chosen(fit, best.way, composed, best.containers, design)
    for bands in ROWS[1:] if best.composed.whole.least[1] < SLIM * room.h else ():
        if banded(whole(best.containers), bands, best.containers):
            design, composed, fit = search.fitting(best.containers, tight, bands)
            found = Chosen(fit, best.way, composed, best.containers, design)
            if fit >= 1.0 and _words(found) > _words(best) * MUCH:
                return found
    return None


def _flat(best: Chosen, search: Search) -> bool:
    """Whether a level chart can't take more than a part of the room's height, and its parents stand with their
    children in two rows too."""
    one = whole(best.containers)
    low = not one.upright and len(one.ranks) > 2 and best.composed.whole.least[1] < SLIM * search.room.h
    return low and not parted(one, 2)


def _words(one: Chosen) -> float:
    """How large names are, in px."""
    return one.design.sizes.type("node").size


def _fuller(turned: Chosen, best: Chosen, search: Search) -> bool:
    """Whether a chart that fits is worth turning for the frame's shape."""
    room = search.room
    if not whole(best.containers).upright:
        large = turned.design.sizes.k >= best.design.sizes.k * HARDLY
        like = _unlike(turned.composed, room) < LIKER * _unlike(best.composed, room)
        return _tall(search) and large and like
    taken = _taken(best.composed, room)
    return taken < SLIM and _words(turned) > _words(best) * LARGER and _taken(turned.composed, room) > taken * FULLER


def _tall(search: Search) -> bool:
    """Whether a level chart lies in a room that is hardly wider than high. Run down, the words of loops would stand
    beside their cards, where other lines pass."""
    loops = any(wire.source == wire.target for wire in search.composer.cast.wires)
    return not loops and search.room.w < TALL * search.room.h


def _in_line(tried: Chosen) -> bool:
    """Whether a level chain lies in one line."""
    one = whole(tried.containers)
    return one.chain and not one.upright and tried.design.bands == 1


def _turns(best: Chosen, cast: Cast) -> Iterator[tuple[Directions, int]]:
    """How a chart that fits may be turned: all of it, a chain that runs down also in rows, or what is in its groups
    as it is."""
    one, turned = whole(best.containers), TURNED[cast.direction]
    yield from (((turned, ""), parts) for parts in (ROWS if one.chain and one.upright else ROWS[:1]))
    if cast.groups:
        yield (turned, cast.direction), 1


def _taken(composed: Composed, room: Box) -> float:
    """The share of the room that it takes at the most."""
    w, h = composed.whole.most
    return min(1.0, w / room.w) * min(1.0, h / room.h)


def _unlike(composed: Composed, room: Box) -> float:
    """How far from the room's shape it is."""
    across, along = shares(composed, room)
    return abs(math.log(across / along))
