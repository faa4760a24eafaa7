"""What the camera shows: parts of the frame in which things are seen well, and in which their words can be read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from diagram_anim.model.geometry import Box, union
from diagram_anim.model.layout import Layout, Placed

View = tuple[float, float, float, float]

NEAREST = 2.0
"""The camera comes at most this much nearer, unless words are too small to be read even then."""

NEARER = 1.35
"""From so much nearer on it is near."""

HARDLY = 0.99
"""Of the farthest view that is near, so much is near for certain."""

BEYOND = 0.2
"""So much of a view may be beyond the frame where it cuts less then."""

STEPS = 12
"""From so many distances it is tried whether less is cut."""

READ = 30.0
"""Words that are smaller than 24 px are brought this near, in px."""

CLEAR = 24.2
"""So small they are where the camera stands farther away so that it cuts less, in px."""

NEAR = 45.0
"""Words are brought no nearer than this where the camera stands nearer so that it cuts less, in px."""

SMALL = 23.8
"""Words of at least this size can be read, in px."""

AIR = 1.08
"""How much larger what the camera shows is than what it goes to."""

BESIDE, EDGE = 32.0, 12.0
"""From the sides of the frame to things that the camera shows beside others, in px, for there it fades; and from title
and caption."""


def framed(layout: Layout, ids: Sequence[str], *, calm: bool = False) -> View | None:
    """Where the camera sees these well, None for the whole: farther away where less is cut then, as far as words can
    be read and it is near still, else nearer; `calm`: no nearer than they can be read, unless that cuts less."""
    chosen = [one for one in layout.placed if one.id in ids]
    if not chosen:
        return None
    cards = tuple(one.box for one in layout.placed if one.kind == "card")
    around = union([one.box for one in chosen])
    return _sought(Room(layout.frame, layout.stage, cards), around, _smallest(chosen), calm)


class Room(NamedTuple):
    """What a camera moves in: the frame, the stage in it, and the cards that stand there."""

    frame: tuple[float, float]
    stage: Box
    cards: tuple[Box, ...]


@lru_cache(maxsize=1024)
def _sought(room: Room, around: Box, small: float, calm: bool) -> View | None:
    """The view of what stands `around`, whose words are as `small`; a step is laid several times, and asks again."""
    nearest = _scale(room.stage, around)
    scale = max(nearest, small / READ if calm else min(1 / NEAREST, small / READ))
    if scale >= 1:
        return None
    farthest = max(scale, min(small / CLEAR, 1.0 if calm else HARDLY / NEARER))
    nearest = max(nearest, min(scale, small / NEAR))
    steps = [step / (STEPS - 1) for step in range(STEPS)]
    ways = [scale + (end - scale) * step for end in (farthest, nearest) for step in steps]
    best, least = None, len(room.cards) + 1
    for way in dict.fromkeys(ways):
        view, cut = _whole(room, around, way)
        if cut < least:
            best, least = view, cut
        if not cut:
            break
    return best


def _scale(stage: Box, around: Box) -> float:
    """How much of the frame a view of these has at the least."""
    return max(around.w * AIR / stage.w, around.h * AIR / stage.h)


def _whole(room: Room, around: Box, scale: float) -> tuple[View, int]:
    """The view so much nearer with these in its middle, or as far aside as they leave it free, so that its edges cut as
    few cards as may be; and how many they cut. What is larger than the view can't but be cut."""
    stage, (width, height) = room.stage, room.frame
    w, h = width * scale, height * scale
    free_x, free_y = (max(0.0, stage.w * scale - around.w) / 2, max(0.0, stage.h * scale - around.h) / 2)
    top, bottom = stage.y * scale, stage.bottom * scale
    x, y = around.cx - stage.cx * scale, around.cy - stage.cy * scale
    wide = Reach(x, free_x, 0.0, w, width - w, BESIDE)
    high = Reach(y, free_y, top, bottom, height - h, EDGE)
    down = [(box.y, box.bottom) for box in room.cards]
    best: tuple[tuple[int, int, float], View] | None = None
    for there in high.places(down):
        inside = [box for box in room.cards if box.bottom > there + top + 1 and box.y < there + bottom - 1]
        held = [box.y >= there + top - 1 and box.bottom <= there + bottom + 1 for box in inside]
        sides: tuple[list[tuple[float, float]], ...] = ([], [])
        for box, whole in zip(inside, held, strict=True):
            if box.w < w or not whole:
                sides[whole or box.h >= bottom - top].append((box.x, box.right))
        place, cost = wide.best(sides[True], sides[False])
        found = (cost[0], cost[1], cost[2] + abs(there - high.calm))
        if best is None or found < best[0]:
            best = found, (place, there, w, h)
        if found[:2] == (0, 0):
            break
    assert best is not None
    return best[1], best[0][0]


class Reach(NamedTuple):
    """Where a view may begin, in one direction, in px: `free` on both sides of the `middle`, within the frame."""

    middle: float
    free: float
    first: float
    last: float
    """From where it begins to the first and the last that is seen."""

    most: float
    beside: float
    """How far things had better be from its edges."""

    @property
    def ends(self) -> tuple[float, float]:
        """The first and the last of its places."""
        beyond = BEYOND * (self.last - self.first)
        low, high = (min(max(self.middle + way, -beyond), self.most + beyond) for way in (-self.free, self.free))
        return low, high

    @property
    def calm(self) -> float:
        """As near to the middle as may be within the frame."""
        low, high = self.ends
        return min(max(min(max(self.middle, 0.0), self.most), low), high)

    def places(self, spans: Sequence[tuple[float, float]]) -> list[float]:
        """Beginnings of which one cuts as few of these as may be: the middle, the ends, and where an edge comes beside
        a card; the nearest to the middle first."""
        (low, high), middle = self.ends, self.calm
        beside = [
            side + away * sign - edge
            for away in dict.fromkeys((self.beside, EDGE))
            for edge in (self.first, self.last)
            for sign, sides in ((-1, [a for a, _ in spans]), (1, [b for _, b in spans]))
            for side in sides
        ]
        aside = [low + 1, high - 1] if high - low > 2 else []
        every = [middle, *aside, *(one for one in beside if low <= one <= high)]
        return sorted(dict.fromkeys(round(one, 1) for one in every), key=lambda one: abs(one - middle))

    def best(
        self, whole: Sequence[tuple[float, float]], halved: Sequence[tuple[float, float]]
    ) -> tuple[float, tuple[int, int, float]]:
        """Where it cuts fewest, counting what it sees of those that are halved anyway; then where fewest are less than
        `beside` from its edges; then next to the middle. And how many, how many, and how far."""
        begins, ends = sorted(a for a, _ in whole), sorted(b for _, b in whole)
        firsts, lasts = sorted(a for a, _ in halved), sorted(b for _, b in halved)

        def cut(start: float, close: float = 0.0) -> int:
            """Those that begin before an edge, less those that end before it; those within so much of it count too."""
            first, last = start + self.first, start + self.last
            return (
                bisect_left(begins, first + close - 1)
                - bisect_right(ends, first + 1)
                + bisect_left(begins, last - 1)
                - bisect_right(ends, last - close + 1)
                + bisect_left(firsts, last - 1)
                - bisect_right(lasts, first + 1)
            )

        middle, best = self.calm, None
        for start in self.places([*whole, *halved]):
            cost = (cut(start), cut(start, self.beside), abs(start - middle))
            if best is None or cost < best[1]:
                best = start, cost
            if cost[:2] == (0, 0):
                break
        assert best is not None
        return best


def far(layout: Layout, view: View | None) -> bool:
    """Whether a view is hardly nearer than the whole."""
    return view is None or view[2] > layout.frame[0] / NEARER


def seen(layout: Layout, view: View) -> Box:
    """The part of the stage that is seen in a view: title and caption stand around it as ever."""
    stage, scale = layout.stage, view[2] / layout.frame[0]
    return Box(view[0] + stage.x * scale, view[1] + stage.y * scale, stage.w * scale, stage.h * scale)


def read(layout: Layout, view: View | None, cards: Sequence[str], *, calm: bool = False) -> tuple[View | None, ...]:
    """The view or, where the words of these cards can't be read in it, several, one after the other, in which they
    can; `calm`: with as much around them as that allows."""
    if _clear(layout, view, cards):
        return (view,)
    halves = _halves(layout, cards)
    return tuple(view for half in halves for view in read(layout, framed(layout, half, calm=calm), half, calm=calm))


def joint(layout: Layout, hops: Sequence[tuple[str, str]], cards: Sequence[str]) -> tuple[View | None, ...]:
    """Views, one after the other, in which the words of these cards can be read and in each of which something is seen
    to run from its start to its end, if that can be read from one place; then what nothing runs to."""
    every, groups = set(cards), list[list[str]]()
    for hop in hops:
        for group in groups[-1:]:
            wider = [*group, *(end for end in hop if end not in group)]
            if _legible(layout, wider, _of(wider, every)):
                groups[-1] = wider
                break
        else:
            groups.append(list(hop))
    left = [id for id in cards if not any(id in group for group in groups)]
    groups += [left] if left else []
    each = (read(layout, framed(layout, group, calm=True), _of(group, every), calm=True) for group in groups)
    return tuple(dict.fromkeys(view for views in each for view in views))


def together(layout: Layout, ids: Sequence[str], cards: Sequence[str], *, near: bool) -> bool:
    """Whether the words of these cards can be read in the one view of all of these; `near`: and whether that is near.

    What can't be in any view that holds them isn't looked for.
    """
    around = union([one.box for one in layout.placed if one.id in ids])
    if not _legible(layout, ids, cards) or (near and _scale(layout.stage, around) * NEARER > 1):
        return False
    view = framed(layout, ids)
    return _clear(layout, view, cards) and not (near and far(layout, view))


def _clear(layout: Layout, view: View | None, cards: Sequence[str]) -> bool:
    """Whether the words of these cards can be read in a view; one card alone is shown as well as may be."""
    words = [one for one in layout.placed if one.id in cards]
    return len(cards) < 2 or _smallest(words) * _zoom(layout, view) >= SMALL


def _legible(layout: Layout, ids: Sequence[str], cards: Sequence[str]) -> bool:
    """Whether the words of these cards can be read from one place that shows all of these."""
    around = union([one.box for one in layout.placed if one.id in ids])
    words = _smallest([one for one in layout.placed if one.id in cards])
    return len(cards) < 2 or words >= SMALL * min(_scale(layout.stage, around), 1.0)


def _of(ids: Sequence[str], cards: Set[str]) -> list[str]:
    return [id for id in ids if id in cards]


def _halves(layout: Layout, cards: Sequence[str]) -> tuple[list[str], list[str]]:
    """Cards parted across the way on which they reach farthest for their frame, in about the middle, where most lies
    between them."""
    boxes = {one.id: one.box for one in layout.placed if one.id in cards}
    around, stage = union(list(boxes.values())), layout.stage
    level = around.w / stage.w >= around.h / stage.h
    spans = {id: (box.x, box.right) if level else (box.y, box.bottom) for id, box in boxes.items()}
    row = sorted(spans, key=lambda id: (sum(spans[id]), id))

    def between(at: int) -> float:
        return min(spans[id][0] for id in row[at:]) - max(spans[id][1] for id in row[:at])

    middle, aside = len(row) / 2, len(row) // 4
    places = range(max(1, aside), len(row) - max(0, aside - 1))
    at = max(places, key=lambda at: (round(between(at)), -abs(at - middle)))
    return row[:at], row[at:]


def _smallest(placed: Sequence[Placed]) -> float:
    return min((line.type.size for one in placed for line in one.lines), default=READ)


def _zoom(layout: Layout, view: View | None) -> float:
    return layout.frame[0] / view[2] if view else 1.0
