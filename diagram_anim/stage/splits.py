"""A balancer's shares: a bar on its card, in the colours of what runs to each, with names above and figures beneath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from manim import VMobject

from diagram_anim import text
from diagram_anim.layout.cards.outlines import border
from diagram_anim.model.geometry import Box
from diagram_anim.model.timeline import Action
from diagram_anim.stage.called import called
from diagram_anim.stage.channels import Reading
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.nodes import Layer, Sprite
from diagram_anim.stage.pen import polyline, rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.slots import piece, scale_of, slot_of
from diagram_anim.stage.words import words

SLANTED = ("hex", "lean-r", "lean-l", "trap-b", "trap-t", "odd")
"""Shapes whose sides are slanted."""

AIR = 12.0
"""Px between two names or figures that stand side by side."""

THERE = 0.97
"""How far a divider is on its way when the figures are the new ones: no 0 % stands at a share that is still seen."""

MARGIN = 14.0
"""From a bar to the slanted sides of its card, px."""

Share = tuple[str, float, str, float]
"""Who gets it, how wide it is 0–1, its tone, the figure that is told 0–1."""


def layers(moment: Moment, id: str) -> Iterator[Layer]:
    """While shares move, only the bar is another in each frame, and the names stay as they are. The bar comes with the
    first shares: an empty one would be read as one of something else."""
    found = moment.read(id, Action.SPLIT, "split")
    shares, come = _shares(moment, id, found), 1.0 if found.steady or found.before else found.share
    if shares:
        yield Layer(Sprite(bar, (id, tuple((share, tone) for _, share, tone, _ in shares))), come)
        yield Layer(Sprite(names, (id, tuple((name, tone) for name, _, tone, _ in shares))), come)
        yield Layer(Sprite(figures, (id, tuple(figure for _, _, _, figure in shares))), come)


def _shares(moment: Moment, id: str, found: Reading) -> tuple[Share, ...]:
    """The split on its way from one to the other: the divider glides, the figure is always one that holds, the old one
    or the new."""
    now, before = _parts(found.value), _parts(found.before) or _parts(found.value)
    share = 1.0 if found.steady else found.share
    names = list(dict.fromkeys([*before, *now]))
    values = {name: before.get(name, 0.0) + (now.get(name, 0.0) - before.get(name, 0.0)) * share for name in names}
    whole = sum(values.values()) or 1.0
    told = now if share >= THERE else before
    all_told = sum(told.values()) or 1.0
    return tuple(
        (name, round(value / whole, 4), _tone(moment, id, name), round(told.get(name, 0.0) / all_told, 4))
        for name, value in values.items()
    )


def _parts(value: Any) -> dict[str, float]:
    if not value:
        return {}
    return {
        str(one[0]) if isinstance(one, tuple | list) else str(index + 1): float(
            one[1] if isinstance(one, tuple | list) else one
        )
        for index, one in enumerate(value)
    }


def _tone(moment: Moment, id: str, name: str) -> str:
    """The tone of the requests that get this share: of a part, or of one of the card's own versions."""
    tone = moment.read(name, Action.TONE).value or moment.read(id, Action.TONE, name).value
    return str(tone or "traffic")


def bar(kit: Kit, id: str, shares: tuple[tuple[float, str], ...]) -> list[VMobject]:
    """The shares (0–1, tone) side by side, and dividers between them."""
    bar, palette = _bar_of(kit, id), kit.palette
    found: list[VMobject] = []
    left = bar.x
    edges: list[float] = []
    for index, (share, tone) in enumerate(shares):
        right = bar.right if index == len(shares) - 1 else left + bar.w * share
        if right - left > 0.5:
            color, _, _, _ = palette.traffic(tone)
            first, last = left <= bar.x + 0.5, right >= bar.right - 0.5
            found.append(shape(piece(Box(left, bar.y, right - left, bar.h), 12, first, last), fill=color))
        left = right
        edges.append(right)
    for edge in (edge for edge in edges[:-1] if bar.x + 2 < edge < bar.right - 2):
        found.append(shape(rounded(Box(edge - 4, bar.y - 1, 8, bar.h + 2), 0), fill=palette["surface"]))
        found.append(shape(polyline([(edge, bar.y - 10), (edge, bar.bottom + 10)]), stroke=palette["ink"], width=4))
    return found


def names(kit: Kit, id: str, shares: tuple[tuple[str, str], ...]) -> list[VMobject]:
    """Who gets the shares (id, tone): each in a column of its own or, where one is wider, as near to it as the others
    leave it room."""
    bar, type = _bar_of(kit, id), slot_of(kit, id, "split").type
    room = bar.w / len(shares) - AIR
    whom = called(told_apart(kit, [part for part, _ in shares]), type, room)
    wide = [text.measure(one, type) for one in whom]
    whole = sum(wide) + AIR * (len(wide) - 1) <= bar.w
    fitted = [(one, type) if whole else text.fitted(one, type, room) for one in whom]
    lefts = _abreast(bar, wide) if whole else []
    found: list[VMobject] = []
    for index, (said, own) in enumerate(fitted):
        x, anchor = (lefts[index], "start") if whole else _place(bar, index, len(shares))
        _, _, _, ink = kit.palette.traffic(shares[index][1])
        found += words(said, x, bar.y - bar.h / 2, own, ink, anchor)
    return found


def _abreast(bar: Box, wide: Sequence[float]) -> list[float]:
    """Where words of these widths begin over a bar on which all of them have room, px: as near as may be to their
    columns."""
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}
    places = [_place(bar, index, len(wide)) for index in range(len(wide))]
    found = [x - shift[anchor] * w for (x, anchor), w in zip(places, wide, strict=True)]
    for index in range(1, len(found)):
        found[index] = max(found[index], found[index - 1] + wide[index - 1] + AIR)
    end = bar.right + AIR
    for index in reversed(range(len(found))):
        found[index] = min(found[index], end - AIR - wide[index])
        end = found[index]
    return found


def figures(kit: Kit, id: str, shares: tuple[float, ...]) -> list[VMobject]:
    """How much of all each share is (0–1)."""
    bar, type = _bar_of(kit, id), slot_of(kit, id, "split").type
    foot = bar.bottom + bar.h / 2 + type.size * 0.72
    found: list[VMobject] = []
    for index, share in enumerate(shares):
        x, anchor = _place(bar, index, len(shares))
        said, own = text.fitted(f"{share * 100:.0f}%", type.figures, bar.w / len(shares) - AIR)
        found += words(said, x, foot, own, kit.palette["ink"], anchor)
    return found


def _place(bar: Box, index: int, count: int) -> tuple[float, str]:
    """Where the words of one of so many shares are held, and at which end: each in a column of its own."""
    if index == 0:
        return bar.x, "start"
    if index == count - 1:
        return bar.right, "end"
    return bar.x + bar.w * (index + 0.5) / count, "middle"


def name(kit: Kit, part: str) -> str:
    card = kit.card(part)
    return card.label.plain if card else part


def told_apart(kit: Kit, parts: Sequence[str]) -> list[str]:
    """What these are called: with the group that each stands in where it is called like another of them, the nearest
    in which they differ."""
    found = [name(kit, part) for part in parts]
    if len(set(found)) == len(set(parts)):
        return found
    around = [_groups(kit, part) for part in parts]
    for depth in range(max(map(len, around))):
        groups = [some[depth] if depth < len(some) else "" for some in around]
        full = [
            f"{whom} · {group}" if group and found.count(whom) > 1 else whom
            for whom, group in zip(found, groups, strict=True)
        ]
        if len(set(full)) == len(set(parts)):
            return full
    return [part if found.count(whom) > 1 else whom for part, whom in zip(parts, found, strict=True)]


def _groups(kit: Kit, part: str) -> list[str]:
    """The titles of the groups that a part stands in, the inner one first."""
    found: list[str] = []
    card = kit.card(part)
    group = kit.group(card.group) if card and card.group else None
    while group:
        found.append(group.label.plain)
        group = kit.group(group.parent) if group.parent else None
    return found


def _inside(kit: Kit, id: str, box: Box) -> Box:
    """What of a room lies between the sides of its card, where these are slanted."""
    card, placed = kit.card(id), kit.placed("chart", "card", id)
    if card is None or card.shape not in SLANTED or not placed.box.holds(box):
        return box
    rim, lefts, rights = border(card.shape, placed.box), [box.x], [box.right]
    for y in (box.y, box.bottom):
        sides = [
            x + (u - x) * (y - a) / (b - a)
            for (x, a), (u, b) in pairwise((*rim, rim[0]))
            if min(a, b) <= y <= max(a, b) and a != b
        ]
        lefts += [side + MARGIN for side in sides if side < box.cx]
        rights += [side - MARGIN for side in sides if side > box.cx]
    return Box(max(lefts), box.y, min(rights) - max(lefts), box.h)


def _bar_of(kit: Kit, id: str) -> Box:
    box = slot_of(kit, id, "split").box
    height = min(32.0 * scale_of(kit, id), box.h * 0.26)
    box = _inside(kit, id, box)
    return Box(box.x, box.cy - height / 2, box.w, height)
