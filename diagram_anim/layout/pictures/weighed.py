"""What a drawn chart costs its reader, and which of its designs costs least.

Comes in: a chart as it was first drawn. Goes out: the one of its designs that is read best: lines free of faults, words
that can be read, and of those the one with the fewest bends and crossings, in ranks, with parents over their children.
It refuses to know how a design is found.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from diagram_anim.layout.containers.banding import whole
from diagram_anim.layout.containers.directions import Directions, read
from diagram_anim.layout.containers.structure import Container
from diagram_anim.layout.designs.chosen import TALL
from diagram_anim.layout.designs.pool import May
from diagram_anim.layout.designs.search import Chosen
from diagram_anim.layout.frame.sizes import EASY, LEAST
from diagram_anim.layout.pictures.picture import Picture, faults, words
from diagram_anim.layout.pictures.shape import shape
from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box

NEARLY = 0.995
"""Words that are hardly smaller than they should be are as large."""

FAULT, MORE = 1.5, 10.0
"""What it costs that a line runs through things, words or titles, in bends on each line; and how many bends on one line
each of those lines costs."""

EFFORT, JUST, FAR, SMALLER = 0.5, 0.1, 1.0, 3.0
"""What words cost that aren't read without effort; those, more, that can just be read; those, more, that can't, for
which the camera goes near; and those, yet more, of a share of that size."""

LARGER, MOST = 0.3, 0.4
"""What words save that are larger than need be, and up to by how much."""

TURNED, BACK, INSIDE, BANDS, ROWS, TIGHT = 0.6, 0.3, 0.15, 0.15, 0.26, 0.25
"""What it costs that a chart isn't read as its author wrote it, or as it is though it can be read in the direction for
which the room asks, that groups aren't, that it stands in bands, that siblings stand in several rows of a wide room,
and that there is no room around words."""

CROSSINGS, RANKS, PARENTS, ASIDE = 1.4, 1.2, 6.0, 0.15
"""What a crossing costs on each line, ranks of which none stands on one line, and parents as far from their children as
the room is wide; as how far they count at the most."""

HALF, FORM = 0.5, 0.6
"""A chart should take so much of the room, and be no farther from its form."""

EVEN = 0.3
"""Nearly every chart costs so much beyond its words: what can be read better by no more than that is not drawn."""

MENDED = 0.2
"""By so much less may be what a chart costs beyond its faults once these are mended."""

Drawn = Callable[[Chosen], Picture]

GOOD = 0.5
"""A chart that costs no more is drawn well: it isn't tried what would be better yet."""


def reader_of(made: Picture, cast: Cast, room: Box) -> Reader:
    """The reader of a chart as it was drawn first."""
    return Reader(cast, room, made.direction, words(made) < EASY * NEARLY or faults(made, room)[0] > 0)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a chart in a room: what each of its designs costs, in bends on each line. `first` is the direction that
    was taken for this room at first, `turns` whether it may be another for lines alone: not where it can be read."""

    cast: Cast
    room: Box
    first: str
    turns: bool

    def best(
        self, made: Picture, others: Iterable[Chosen], plain: Drawn, drawn: Drawn | None, tries: int | None = None
    ) -> Picture:
        """What was `made` or a better one of the other designs, drawn in the order of what they would cost at the
        least, no more than so many `tries`: first `plain`, then, where that would be better but for its faults, with
        all that mends these. A chain stands as it is."""
        least = self.cost(made)
        if least <= GOOD or whole(made.taken.containers).chain:
            return made
        found = [(floor, at, one) for at, one in enumerate(others) if (floor := self.floor(one)) < least - EVEN]
        for floor, _, one in sorted(found, key=lambda one: one[:2])[:tries]:
            if floor >= least - EVEN:
                break
            tried = plain(one)
            if drawn and self._at_best(tried) < least:
                tried = drawn(one)
            now = self.cost(tried)
            if now < least:
                made, least = tried, now
        return made

    def cost(self, made: Picture) -> float:
        """What a chart costs as it is drawn."""
        count = max(1, len(self.cast.wires))
        found = shape(made.placed, made.faults.crossings, made.direction, self.cast, self.room)
        bad, crossed = faults(made, self.room)
        lines = found.bends + CROSSINGS * crossed / count + FAULT * bool(bad) + MORE * bad / count
        places = RANKS * found.ragged + PARENTS * min(ASIDE, found.aside)
        form = max(0.0, HALF - found.fill) + max(0.0, found.unlike - FORM)
        return lines + places + form + self._told(words(made), made.taken)

    def _at_best(self, plain: Picture) -> float:
        """What a chart costs hardly less than, however its faults are mended and its lines kept within the room."""
        (bad, crossed), count = faults(plain, self.room), max(1, len(self.cast.wires))
        beyond = CROSSINGS * (crossed - plain.faults.crossings) / count
        return self.cost(plain) - FAULT * bool(bad) - MORE * bad / count - beyond - MENDED

    def may(self, made: Picture) -> May:
        """Which ways in how many bands may be read better than what was `made`, whatever their words."""
        least = self.cost(made) - EVEN
        return lambda way, bands, rows, whole: self._read(way, bands, rows, whole) - LARGER * MOST < least

    def floor(self, one: Chosen) -> float:
        """What a design costs at the least, however its lines are drawn."""
        return self._told(min(1.0, one.fit) * one.design.sizes.type("node").size, one)

    def _told(self, words: float, one: Chosen) -> float:
        """What its words cost and how it is read."""
        size = words / NEARLY
        effort = EFFORT + JUST * min(1.0, math.log(EASY / size) / math.log(EASY / LEAST)) if size < EASY else 0.0
        small = effort if size >= LEAST else effort + FAR + SMALLER * math.log(LEAST / words)
        large = LARGER * min(MOST, max(0.0, math.log(words / EASY)))
        said = self._read(one.way, one.design.bands, one.rows, one.containers[""])
        return small - large + said + TIGHT * (1.0 - one.design.sizes.ease)

    def _read(self, way: Directions, bands: int, rows: int, whole: Container) -> float:
        direction = read(way, whole)[0]
        own, other = (0.0, TURNED) if self.turns else (BACK, math.inf)
        turned = 0.0 if direction == self.first else own if direction == self.cast.direction else other
        folded = rows > 1 and self.room.w >= TALL * self.room.h
        return turned + INSIDE * bool(way[1]) + BANDS * (bands > 1) + ROWS * folded
