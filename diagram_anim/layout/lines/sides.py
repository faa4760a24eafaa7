"""On which sides of its boxes each wire leaves and enters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.layout.lines.ends import NARROWING, OUT, End, Link, aim
from diagram_anim.model.geometry import Box, union

CLOSE = 16.0
"""How near to each other wires may leave a side that they turn to, so as to bend only once."""

TURN = 24.0
"""The least length of a leg before and after the turn of a wire that leaves by another corner."""

SHUT = 30.0
"""Another thing nearer than this before a side leaves a wire's head no room there."""

AWAY = 16.0
"""How far a loop stays from the words of those that it goes round, and these from theirs, in px."""

ROUND = ((("s", "s"),), (("w", "w"), ("e", "e")))
"""Sides of wires that go round what stands between, in a level chart and in an upright one."""


def looped(id: str, box: tuple[str, Box, str], upright: bool, inner: Sequence[float]) -> Link:
    """A wire back to its start: the first by the side, or over it, the second across from that, the third round the
    first. `inner` is how far the words of each that came before reach out: it goes round those inside it."""
    number = len(inner)
    inside = box[1]
    side, middle, apart = (
        ("ew"[number % 2], inside.cy, inside.h / 5)
        if upright
        else ("ns"[number % 2], inside.cx, min(inside.w / 5, inside.h / 3))
    )
    nest = number // 2
    apart *= 1.0 + 0.4 * nest
    return Link(
        id, End(*box, side=side, at=middle - apart), End(*box, side=side, at=middle + apart), nest, around(inner)
    )


def around(inner: Sequence[float]) -> float:
    """How much farther out a loop goes than without words: those of each that came before reach so far out."""
    return sum(size + 2 * AWAY for size in inner[len(inner) % 2 :: 2] if size)


def linked(
    id: str,
    source: tuple[str, Box, str],
    target: tuple[str, Box, str],
    upright: bool,
    back: bool,
    solid: Sequence[Box],
    lanes: Sequence[Box] = (),
) -> Link:
    """A wire with its sides: those that face each other along the direction, else across it. `back` is a wire that
    leads against the direction past other ranks: it goes round by the side, where there are `lanes` for it by
    theirs."""
    a, b = source[1], target[1]
    for outer, inner, flipped in ((a, b, False), (b, a, True)):
        if outer.holds(inner, -1.0):
            side = _nearest(outer, inner)
            ends = End(*source, side=side, inward=not flipped), End(*target, side=side, inward=flipped)
            return Link(id, *ends)
    one, two = _sides(a, b, upright, back, solid)
    if back and lanes and (one, two) in ROUND[upright]:
        one, two = _toward(a, lanes[0], upright), _under(b, lanes[-1], a, upright) or _toward(b, lanes[-1], upright)
    one, two = _open(a, b, one, solid), _open(b, a, two, solid)
    return Link(id, End(*source, side=one), End(*target, side=two))


def _sides(a: Box, b: Box, upright: bool, back: bool, solid: Sequence[Box]) -> tuple[str, str]:
    down, up = b.y >= a.bottom - 1, b.bottom <= a.y + 1
    right, left = b.x >= a.right - 1, b.right <= a.x + 1
    along = [("s", "n") if down else ("n", "s")] if down or up else []
    across = [("e", "w") if right else ("w", "e")] if right or left else []
    first, second = (along, across) if upright else (across, along)
    if back and first:
        side = ("w" if a.cx < b.cx - 1 else "e") if upright else "s"
        return (side, side)
    for pair in (*first, *second):
        if pair in first or not _between(a, b, pair in along, solid):
            return pair
    return ("s", "s") if upright else ("e", "e")


def _under(box: Box, lane: Box, source: Box, upright: bool) -> str:
    """The side of a box that faces where a wire comes from, if its lane leads straight to that; else ""."""
    low, at, high = (box.x, lane.cx, box.right) if upright else (box.y, lane.cy, box.bottom)
    facing = ("s" if source.cy > box.cy else "n") if upright else ("e" if source.cx > box.cx else "w")
    return facing if low + CLOSE < at < high - CLOSE else ""


def _toward(box: Box, lane: Box, upright: bool) -> str:
    """The side of a box on which a lane passes that lies along the direction."""
    return ("w" if lane.cx < box.cx else "e") if upright else ("n" if lane.cy < box.cy else "s")


def _open(own: Box, far: Box, side: str, solid: Sequence[Box]) -> str:
    """The side of a box for a wire to another, or the neighbouring one that faces that where something stands close
    before the first and nothing before the second."""
    level, upright = "e" if far.cx >= own.cx else "w", "s" if far.cy >= own.cy else "n"
    facing = level if side in "ns" else upright
    others = [box for box in solid if box not in (own, far)]
    return facing if _shut(own, side, others) and not _shut(own, facing, others) else side


def _shut(box: Box, side: str, others: Sequence[Box]) -> bool:
    """Whether a thing stands close before a side."""
    x, y = OUT[side]
    before = box.moved(x * SHUT, y * SHUT)
    return any(before.overlaps(one) and not box.overlaps(one) for one in others if _ahead(box, one, side))


def _ahead(box: Box, one: Box, side: str) -> bool:
    """Whether a thing lies wholly before a side, across all of its middle."""
    if side in "ns":
        beyond = one.bottom <= box.y + 1 if side == "n" else one.y >= box.bottom - 1
        return beyond and one.x < box.cx < one.right
    beyond = one.right <= box.x + 1 if side == "w" else one.x >= box.right - 1
    return beyond and one.y < box.cy < one.bottom


def _between(a: Box, b: Box, along: bool, solid: Sequence[Box]) -> bool:
    """Whether something stands in the straight way from one to the other."""
    if along:
        x, y = max(a.x, b.x), min(a.bottom, b.bottom)
        way = Box(x, y, min(a.right, b.right) - x, max(a.y, b.y) - y)
    else:
        x, y = min(a.right, b.right), max(a.y, b.y)
        way = Box(x, y, max(a.x, b.x) - x, min(a.bottom, b.bottom) - y)
    if way.w <= 0 or way.h <= 0:
        return False
    return any(way.overlaps(one, -1.0) for one in solid if one not in (a, b))


def _nearest(outer: Box, inner: Box) -> str:
    room = {
        "s": outer.bottom - inner.bottom,
        "e": outer.right - inner.right,
        "w": inner.x - outer.x,
        "n": inner.y - outer.y + 40,
    }
    return min(room, key=lambda side: room[side])


def branched(links: Sequence[Link], solid: Sequence[Box]) -> list[Link]:
    """The wires with those of a fan that don't lead straight on turned to the sides of what they part from or meet at,
    where they then turn only once: answers part at a decision's corners. `solid` is what no wire may pass."""
    parted = _parted(links, solid)
    return [_swapped(link) for link in _parted([_swapped(link) for link in parted], solid)]


def _swapped(link: Link) -> Link:
    return replace(link, source=link.target, target=link.source)


def _parted(links: Sequence[Link], solid: Sequence[Box]) -> list[Link]:
    taken = {(end.id, end.side) for link in links for end in (link.source, link.target)}
    found = list(links)
    for id, side in sorted({(link.source.id, link.source.side) for link in links if not link.loop}):
        crowd = [at for at, link in enumerate(found) if (link.source.id, link.source.side) == (id, side)]
        if len(crowd) < 2 or any((link.target.id, link.target.side) == (id, side) for link in found):
            continue
        level = side in "ew"
        crowd.sort(key=lambda at: aim(found[at].source, found[at].target))
        source = links[crowd[0]].source
        most = 1 if source.shape in NARROWING else _places(source.box.w if level else source.box.h)
        wings = [
            (corner, _wing([found[at] for at in half], corner, most, solid) if (id, corner) not in taken else 0, half)
            for corner, half in (("n" if level else "w", crowd), ("s" if level else "e", crowd[::-1]))
        ]
        # A fan stays even: as many of its wires turn at one end as at the other.
        even = min(many for _, many, _ in wings)
        for corner, many, half in wings:
            for at in half[: many if source.shape == "diam" else even]:
                found[at] = replace(found[at], source=replace(found[at].source, side=corner))
                taken.add((id, corner))
    return found


def _places(size: float) -> int:
    """How many wires may leave a side of this length that they turn to."""
    return 1 + int(max(0.0, size - 4 * CLOSE) / CLOSE)


def _wing(links: Sequence[Link], corner: str, most: int, solid: Sequence[Box]) -> int:
    """How many wires of a fan, from its outermost inwards, turn to a corner."""
    many = 0
    while many < min(most, len(links) // 2) and _turns(links[many], corner, solid):
        many += 1
    return many


def _turns(link: Link, corner: str, solid: Sequence[Box]) -> bool:
    """Whether a wire that leaves by this corner turns once and comes to its target from ahead."""
    source, target = link.source.box, link.target.box
    if link.source.level != link.target.level or link.source.inward:
        return False
    x, y = OUT[corner]
    away = (target.cx - source.cx) * x + (target.cy - source.cy) * y - (source.w if x else source.h) / 2
    own_x, own_y = OUT[link.source.side]
    near = min(abs(target.x - source.cx), abs(target.right - source.cx))
    beside = min(abs(target.y - source.cy), abs(target.bottom - source.cy))
    ahead = (target.cx - source.cx) * own_x + (target.cy - source.cy) * own_y
    if away <= (TURN if link.source.shape == "diam" else 2 * TURN) or ahead <= 0 or (near if own_x else beside) <= TURN:
        return False
    turn = (source.cx, target.cy) if y else (target.cx, source.cy)
    first = union([Box(*one, 0, 0) for one in ((source.cx, source.cy), turn)])
    last = union([Box(*one, 0, 0) for one in (turn, (target.cx, target.cy))])
    others = [box for box in solid if box not in (source, target)]
    return not any(way.overlaps(box, TURN / 2) for way in (first, last) for box in others)
