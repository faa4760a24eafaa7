"""What the camera shows: parts of the frame in which things are seen well, and in which their words can be read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set

from diagram_anim.model.geometry import Box, union
from diagram_anim.model.layout import Layout, Placed

View = tuple[float, float, float, float]

NEAREST = 2.0
"""The camera comes at most this much nearer, unless words are too small to be read even then."""

NEARER = 1.35
"""From so much nearer on it is near."""

READ = 30.0
"""Words that are smaller than 24 px are brought this near, in px."""

CLEAR = 24.2
"""So small they are where the camera stands farther away so that it cuts less, in px."""

SMALL = 23.8
"""Words of at least this size can be read, in px."""

AIR = 1.08
"""How much larger what the camera shows is than what it goes to."""

BESIDE, EDGE = 32.0, 12.0
"""From the sides of the frame to things that the camera shows beside others, in px, for there it fades; and from title
and caption."""


def framed(layout: Layout, ids: Sequence[str], *, calm: bool = False) -> View | None:
    """Where the camera sees these well, None for the whole; `calm`: no nearer than they can be read, and
    a little farther where less is cut then."""
    chosen = [one for one in layout.placed if one.id in ids]
    if not chosen:
        return None
    around, stage = union([one.box for one in chosen]), layout.stage
    small = _smallest(chosen)
    nearest = READ / small if calm else max(NEAREST, READ / small)
    scale = max(around.w * AIR / stage.w, around.h * AIR / stage.h, 1 / nearest)
    if scale >= 1:
        return None
    farthest = max(scale, min(small / CLEAR, 1.0)) if calm else scale
    views = (_whole(layout, around, one) for one in dict.fromkeys((scale, (scale + farthest) / 2, farthest)))
    return min(views, key=lambda one: one[1])[0]


def _whole(layout: Layout, around: Box, scale: float) -> tuple[View, int]:
    """The view so much nearer with these in its middle, or as far aside as they leave it free, so that its edges cut as
    few cards as may be; and how many they cut."""
    stage, (width, height) = layout.stage, layout.frame
    w, h = width * scale, height * scale
    cards = [one.box for one in layout.placed if one.kind == "card"]
    x, y = around.cx - stage.cx * scale, around.cy - stage.cy * scale
    free_x, free_y = (max(0.0, stage.w * scale - around.w) / 2, max(0.0, stage.h * scale - around.h) / 2)
    top, bottom = stage.y * scale, stage.bottom * scale
    across = [(box.x, box.right) for box in cards if box.bottom > y + top and box.y < y + bottom]
    x, beside = _aside(x, free_x, (0.0, w), width - w, across, BESIDE)
    down = [(box.y, box.bottom) for box in cards if box.right > x and box.x < x + w]
    y, above = _aside(y, free_y, (top, bottom), height - h, down, EDGE)
    return (x, y, w, h), beside + above


def _aside(
    middle: float,
    free: float,
    edges: tuple[float, float],
    most: float,
    spans: Sequence[tuple[float, float]],
    beside: float,
) -> tuple[float, int]:
    """Where a view begins whose `edges` cut as few of these as may be, and have as few less than `beside` from them, as
    near as may be to the middle, and within the frame; and how many they cut."""
    low, high = (min(max(end, 0.0), most) for end in (middle - free, middle + free))
    begins, ends = sorted(a for a, _ in spans), sorted(b for _, b in spans)

    def cut(start: float, close: float = 0.0) -> int:
        """Those that begin before an edge, less those that end before it; those within count from so close to it on."""
        first, last = (start + edge for edge in edges)
        return (
            bisect_left(begins, first + close - 1)
            - bisect_right(ends, first + 1)
            + bisect_left(begins, last - 1)
            - bisect_right(ends, last - close + 1)
        )

    def near(sides: Sequence[float], away: float) -> Sequence[float]:
        """The sides to which an edge comes, so far away from them."""
        return sides[bisect_left(sides, low - away) : bisect_right(sides, high - away)]

    ways = [
        (sides, away * sign - edge)
        for away in dict.fromkeys((beside, EDGE))
        for edge in edges
        for sides, sign in ((begins, -1), (ends, 1))
    ]
    sided = [side + away for sides, away in ways for side in near(sides, away)]
    aside = (low + 1, high - 1) if high - low > 2 else ()
    starts = [min(max(middle, low), high), *aside, *sided]
    best = min(starts, key=lambda start: (cut(start), cut(start, beside), abs(start - middle)))
    return best, cut(best)


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
    if len(cards) < 2 or _smallest([one for one in layout.placed if one.id in cards]) * _zoom(layout, view) >= SMALL:
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
            if len(read(layout, framed(layout, wider, calm=True), _of(wider, every), calm=True)) == 1:
                groups[-1] = wider
                break
        else:
            groups.append(list(hop))
    left = [id for id in cards if not any(id in group for group in groups)]
    groups += [left] if left else []
    each = (read(layout, framed(layout, group, calm=True), _of(group, every), calm=True) for group in groups)
    return tuple(dict.fromkeys(view for views in each for view in views))


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
