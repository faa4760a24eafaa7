"""A sequence in a box: heads on top, below them a window in which its rows stand or roll.

What is short is set larger, as charts are, with more room between its rows, in the middle of the box. What is wider
than the box in type that can still be read isn't made smaller: it is moved along behind the window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

from diagram_anim.layout.frame.scaled import scaled
from diagram_anim.layout.frame.sizes import LEAST, Sizes
from diagram_anim.layout.sequences.board import Board, above
from diagram_anim.layout.sequences.columns import Need, columns
from diagram_anim.layout.sequences.fragments import framed
from diagram_anim.layout.sequences.heads import Chip, births, chips_of, with_room
from diagram_anim.layout.sequences.rows import AIR, LOOP, PAD, SIDE, SPREAD, WIDEST, Line, depths, high, lines, own
from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed
from diagram_anim.model.theme import Theme

WIDTHS = (WIDEST, 400.0, 320.0, 260.0, 200.0, 160.0, 130.0, 100.0)
"""How wide words may be before they are broken, tried in this order."""

LARGEST, STEP = 1.5, 0.05
"""By how much a short sequence may be larger, and in which steps."""

ROLLING, SEEN = 1.25, 7.0
"""By how much what rolls up may be larger at the most, and how many of its rows there must be room for at once."""

EASY = 12.0
"""How much more than the least room there must be between the rows of what is set larger."""

GAIN = 0.1
"""How much larger all must become where icons stand over names, or words are broken earlier for that."""

NOTHING: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Dialogue:
    """`roll` and `span` are how tall and how wide what is seen through the window is."""

    placed: tuple[Placed, ...]
    window: Box
    roll: float
    span: float

    @property
    def panel(self) -> Box:
        return self.placed[0].box


@dataclass(frozen=True, slots=True)
class _Setting:
    """A sequence with its words broken at some width: what room it needs, and by how much it may be larger in a box,
    or must be smaller, down to what can be read."""

    chips: Sequence[Chip]
    said: Sequence[Line]
    needs: Sequence[Need]
    width: float
    above: float
    scale: float = 1.0


def sequence(cast: Cast, theme: Theme, room: Box, over: Mapping[str, float] = NOTHING) -> Dialogue:
    """`over` holds the middles of the parts above it, in px: under these the outer lifelines stand if they can."""
    sizes = Sizes(theme)
    best: _Setting | None = None
    for widest, upright in product(WIDTHS, (False, True)):
        if best is None or best.scale < LARGEST:
            other = _setting(cast, sizes, room, widest, upright=upright)
            if best is None or best.scale < 1.0 or other.scale > best.scale + GAIN - 0.01:
                best = other
    assert best is not None
    k, chips = best.scale, best.chips
    inside = Box(*(length / k for length in (room.x, room.y, room.w, room.h)))
    width = max(inside.w, best.width)
    outer = [over[one.head.id] / k for one in (chips[0], chips[-1]) if one.head.id in over]
    ends = (outer[0], outer[1]) if len(outer) == 2 and outer[0] < outer[1] and width == inside.w else None
    xs, _ = columns(len(chips), best.needs, inside.x, width, ends)
    at = {one.head.id: x for one, x in zip(chips, xs, strict=True)}
    halves = {one.head.id: one.w / 2 for one in chips}
    said, frames = framed(best.said, at, halves, Box(inside.x, inside.y, width, inside.h))
    tall = min(inside.h, best.above + high(said, AIR + SPREAD) + 4)
    box = Box(inside.x, inside.y + (inside.h - tall) / 2, width, tall)
    placed, window, roll = Board(cast, sizes, box, inside.w, chips, said, frames, at).placed()
    if k != 1.0:
        placed = [scaled(one, k) for one in placed]
        window = Box(*(length * k for length in (window.x, window.y, window.w, window.h)))
    return Dialogue(tuple(placed), window, round(roll * k, 1), round(width * k, 1))


def _setting(cast: Cast, sizes: Sizes, room: Box, widest: float, *, upright: bool) -> _Setting:
    row = chips_of(cast.heads, sizes, widest, upright=upright)
    said = with_room(lines(cast, sizes, widest), row)
    needs = _needs(row, said)
    _, width = columns(len(row), needs, room.x, room.w)
    top = above(cast, row)
    across, along = room.w / width, room.h / (top + high(said, AIR + EASY) + 4)
    seen = room.h / (top + AIR + SEEN * (high(said, AIR) - AIR) / max(1, len(said)))
    larger = min(LARGEST, across, max(along, min(ROLLING, seen)))
    least = LEAST / sizes.type("label").size
    scale = min(1.0, max(least, across)) if larger < 1.0 + STEP else 1.0 + STEP * int((larger - 1.0) / STEP + 0.01)
    return _Setting(row, said, needs, width, top, round(scale, 4) if scale > 1.0 else scale)


def _needs(chips: Sequence[Chip], said: Sequence[Line]) -> list[Need]:
    count, at = len(chips), {chip.head.id: index for index, chip in enumerate(chips)}
    nested = max(depths(said).values(), default=-1) + 1
    edge = PAD + (SIDE + 24.0 * (nested - 1) if nested else 0.0)
    found = [Need(-1, 0, max(chips[0].w / 2 + PAD, edge)), Need(count - 1, count, max(chips[-1].w / 2 + PAD, edge))]
    found += [Need(i, i + 1, (chips[i].w + chips[i + 1].w) / 2 + 28.0) for i in range(count - 1)]
    numbered = any(line.row.shown for line in said)
    made = {message: chips[at[id]].w / 2 for id, message in births(said).items()}
    for line in said:
        places = sorted(at[id] for id in line.row.over if id in at)
        if not places:
            continue
        first, last = places[0], places[-1]
        if own(line.row):
            found.append(Need(first, first + 1, LOOP + 24.0 + line.width + (edge if first == count - 1 else 24.0)))
        elif line.row.kind == "message":
            found.append(
                Need(first, last, line.width + 64.0 + (44.0 if numbered else 0.0) + made.get(line.row.id, 0.0))
            )
        elif line.row.kind == "note" and line.row.placement == "over":
            if first == last:
                half = line.width / 2 + 28.0
                found += [Need(first - 1, first, half + PAD), Need(first, first + 1, half + PAD)]
            else:
                found.append(Need(first, last, line.width + 48.0 - 2 * SIDE))
        elif line.row.kind == "note":
            width = line.width + 48.0 + 2 * PAD
            left = line.row.placement == "left"
            found.append(Need(first - 1, first, width) if left else Need(first, first + 1, width))
    return found
