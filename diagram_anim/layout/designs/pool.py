"""Other designs of a chart than the first that fits: each way in which it may stand, as large as it fits in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from diagram_anim.layout.boxes.compose import Composed, Composer
from diagram_anim.layout.containers.directions import Directions
from diagram_anim.layout.containers.dot import Dot
from diagram_anim.layout.containers.structure import Container
from diagram_anim.layout.designs.chosen import AIRY, MANY, grows, ladders, least_ease
from diagram_anim.layout.designs.fitting import LEAST as NO_LESS
from diagram_anim.layout.designs.fitting import TIGHTEST, pressed, squeezed
from diagram_anim.layout.designs.search import Chosen, Ladder, Search
from diagram_anim.layout.frame.design import Design
from diagram_anim.model.geometry import Box
from diagram_anim.model.theme import Theme

May = Callable[[Directions, int, int, Container], bool]
"""Whether a way in so many bands, a wide rank in so many rows, may be read better."""

LEAST = 0.5
"""What is smaller yet is no design for a chart."""


def others(
    composer: Composer, theme: Theme, room: Box, dot: Dot, may: May, *, crowded: bool = False, kept: bool = False
) -> Iterator[Chosen]:
    """As the author wrote its direction first, then turned, folded, in bands, with answers beside their questions, with
    groups unlike each other; each at the first size at which it fits, or in the least room if it is at no, or in hardly
    more than that where it is `crowded` with lines."""
    cast = composer.cast
    shown = any(grows(card) for card in cast.cards)
    sizes = ladders(cast, theme, ease=AIRY if shown else TIGHTEST, strip=False)
    ease = least_ease(cast, TIGHTEST if crowded else NO_LESS)
    search = Search(composer, dot, room, False, sizes[-1][-1][-1], ease, kept)
    close = not shown and not crowded and len(cast.cards) <= MANY

    def sized(containers: dict[str, Container], bands: int, low: bool) -> tuple[Design, Composed, float]:
        def fitting(ladder: Ladder) -> tuple[Design, Composed, float]:
            return search.fitting(containers, [ladder], bands, beside=low)

        # What doesn't fit where it is tightest fits at no size: most is ruled out so.
        least = fitting(squeezed(theme, room)) if close else None
        if least and least[2] < 1.0:
            return least
        easy = fitting(pressed(theme, room)) if close else None
        if easy is None or easy[2] >= 1.0:
            airy = fitting(sizes[0])
            if easy or airy[2] >= 1.0:
                return airy if airy[2] >= 1.0 or easy is None else easy
        found = fitting(sizes[1])
        return found if least is None or found[2] >= 1.0 else least

    known: list[tuple[dict[str, Container], int]] = []

    def each(
        order: Iterable[tuple[Directions, int]], *, branched: bool = False, deep: bool = False
    ) -> Iterator[Chosen]:
        for way, parts, bands, those in search.tries(order, branched=branched, deep=deep):
            low, rows = search.beside(way), parts if bands == 1 else 1
            for containers in those:
                if (containers, bands) in known or not (parts == 1 or may(way, bands, rows, containers[""])):
                    continue
                known.append((containers, bands))
                design, composed, fit = sized(containers, bands, low)
                if parts == 1:
                    search.note(way, containers, composed)
                if fit >= LEAST:
                    yield Chosen(fit, way, composed, containers, design, rows)

    yield from each(search.plain())
    yield from each(search.plain(), deep=True)
    yield from each(search.plain(), branched=True)
    yield from each(search.spines())
    yield from each(search.mixed())
