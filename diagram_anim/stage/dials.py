"""Dials: a share as an arc, with its figure in it; as a bar where the room is low."""

from __future__ import annotations

import math

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.cast import TOLD, Card
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Type
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.pen import arc, polyline
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.slots import UNREAD, bar, figure_of, full_at, meter, meter_color, reading, scale_of, slot_of
from diagram_anim.stage.words import middle, words

LOW = 84.0
"""A dial in a room less high is a bar, in px."""

CLEAR = 6.0
"""From the ends of an arc to the words between or under them, px."""

BREAKS = (10.0, 15.0)
"""Where a dial is cut that stands for more than all, degrees from its end."""

LESS = 0.75
"""So much smaller a dial may be for the line below its name that tells where it should be held."""

STACKED = 4.0
"""A bar less wide than so many times its room's height stands below its words."""

LONG = 360.0
"""A bar in a room at least so wide has its figure before it, large, in px."""


def gauge(kit: Kit, id: str, name: str, step: int, state: str) -> list[VMobject]:
    """A dial with its value in it and its name beneath, and the limit that it is counted against; a bar where there is
    no room for a dial."""
    slot, (share, figure) = slot_of(kit, id, name), figure_of(step)
    box, dip = slot.box, 7.0
    if box.h < LOW:
        if box.w >= LONG:
            return _level(kit, id, name, step, state)
        if box.h > box.w / STACKED:
            return _stacked(kit, id, name, step, state)
        return [*meter(kit, id, name, step, state), *reading(kit, id, name, step, state)]
    small, card = slot.type, kit.card(id)
    label = _named(kit, name, card)
    limit = card.marks.get(name.replace("gauge:", "limit:")) if card else None
    if card and f"{TOLD}{name}" in card.marks:
        label = _both(label, kit.word("told"))
    if limit is not None and step != UNREAD:
        figure = f"{share * limit:,.0f}"
    held = card.marks.get(name) if card else None
    below, room = small.size * 1.25, small.size * (1.25 if held is None else 2.4)
    line = min(kit.px("stroke.gauge"), (box.h - below) * 0.16)
    r, less = (min((box.w - line) / 2, box.h - under - line / 2 - 6) for under in (below, room))
    said = f"{kit.word('target')} {held * 100:.0f}%" if held is not None else ""
    beneath = bool(said) and less >= r * LESS and not _beside(box, said, small, r, line, label)
    if beneath:
        below, r = room, less
    # Words that have no room between the ends of the arc stand under them.
    under = not beneath and text.measure(label, small) + 2 * CLEAR > 2 * (r - line)
    if under:
        below, dip = small.size * 1.25 + line / 2 + CLEAR, 0.0
        r = min((box.w - line) / 2, box.h - below - line / 2 - 6)
    x, y = box.cx, box.y + line / 2 + r + max(0.0, box.h - below - line / 2 - 6 - r) / 2
    size = min(kit.type("gauge").size * max(1.0, scale_of(kit, id)), max(24.0, r * 0.52))
    type = Type(size, 700, tabular=True)
    color = meter_color(kit, share, state, full_at(name, held))
    track = arc(x, y, r, 180 - dip, 360 + dip)
    found = [shape(track, stroke=kit.palette["hair"], width=line)]
    if share > 0.005:
        value = arc(x, y, r, 180 - dip, 180 - dip + (180 + 2 * dip) * min(1.0, share))
        found.append(shape(value, stroke=color, width=line))
    found += words(figure, x, y - r * 0.10, type, kit.palette["ink"], "middle")
    if limit is not None:
        said = f"{kit.word('limit')} {limit:,.0f}"
        room = 2 * (r - line)
        label = next((one for one in (_both(label, said), said) if text.measure(one, small) <= room), label)
    if round(share, 2) > 1:
        found += [_broken(kit, x, y, r, line, math.radians(360 + dip - at)) for at in BREAKS]
    foot = y + (line / 2 + CLEAR + small.size * 0.8 if under else small.size * 1.075)
    if held is not None:
        where = _beside(box, said, small, r, line, label)
        if beneath:
            found += words(said, x, foot + small.size * 1.15, small, kit.palette["ink3"], "middle")
        elif where == "behind":
            found += words(said, x + r + line, foot, small, kit.palette["ink3"])
        elif where == "joined":
            label = _both(label, said)
        found.append(_mark(kit, x, y, r, line, math.radians(180 - dip + (180 + 2 * dip) * min(1.0, held))))
    return found + words(label, x, foot, small, kit.palette["ink2"], "middle")


def _named(kit: Kit, name: str, card: Card | None) -> str:
    """What a dial is called beneath it: nothing where the card above says it already."""
    label = kit.word(name.partition(":")[2])
    return "" if card and card.label and label.lower() in card.label.plain.lower() else label


def _both(label: str, said: str) -> str:
    return f"{label} · {said}" if label else said


def _beside(box: Box, said: str, type: Type, r: float, line: float, label: str) -> str:
    """Where the value at which a dial should be held is said on the line of its name: behind the dial, joined to the
    name between its ends, or "" where there is no room for that."""
    if box.cx + r + line + text.measure(said, type) <= box.right:
        return "behind"
    return "joined" if text.measure(_both(label, said), type) <= 2 * (r - line) else ""


def _level(kit: Kit, id: str, name: str, step: int, state: str) -> list[VMobject]:
    """A dial laid flat: its name and its figure, then a bar with the mark at which it should be held."""
    slot, card, (share, figure) = slot_of(kit, id, name), kit.card(id), figure_of(step)
    box, small, number = slot.box, slot.type, Type(slot.type.size * 1.5, 700, tabular=True)
    held = card.marks.get(name) if card else None
    label, line = kit.word(name.partition(":")[2]), kit.px("stroke.gauge") * 0.7
    at = box.x + text.measure(label, small) + 10
    left = at + text.measure("100%", number) + 20
    y = box.cy if held is None else box.y + box.h * 0.28
    track = Box(left, y - line / 2, box.right - left, line)
    found = [
        *words(label, box.x, middle(y, small), small, kit.palette["ink2"]),
        *words(figure, at, middle(y, number), number, kit.palette["ink"]),
        *bar(kit, track, share, state, full_at(name, held)),
    ]
    if held is not None:
        x, said = track.x + track.w * min(1.0, held), f"{kit.word('target')} {held * 100:.0f}%"
        found.append(shape(polyline([(x, track.y - 7), (x, track.bottom + 3)]), stroke=kit.palette["ink"], width=4))
        found += words(said, x, box.bottom - small.size * 0.2, small, kit.palette["ink2"], "middle")
    return found


def _stacked(kit: Kit, id: str, name: str, step: int, state: str) -> list[VMobject]:
    """A dial as a bar below its name and its figure, and that at which it should be held."""
    slot, card, (share, figure) = slot_of(kit, id, name), kit.card(id), figure_of(step)
    box, small, number = slot.box, slot.type, Type(slot.type.size * 1.15, 700, tabular=True)
    held = card.marks.get(name) if card else None
    line = kit.px("stroke.gauge") * 0.7
    track = Box(box.x, box.bottom - line - 7, box.w, line)
    label, foot = kit.word(name.partition(":")[2]), track.y - 14
    at = box.x + text.measure(label, small) + 10
    found = [
        *words(label, box.x, foot, small, kit.palette["ink2"]),
        *words(figure, at, foot, number, kit.palette["ink"]),
        *bar(kit, track, share, state, full_at(name, held)),
    ]
    if held is not None:
        found += words(f"/ {held * 100:.0f}%", box.right, foot, small, kit.palette["ink2"], "end")
        x = track.x + track.w * min(1.0, held)
        found.append(shape(polyline([(x, track.y - 7), (x, track.bottom + 7)]), stroke=kit.palette["ink"], width=4))
    return found


def _broken(kit: Kit, x: float, y: float, r: float, line: float, angle: float) -> VMobject:
    """A cut across a dial near its end: its value goes on, farther than is drawn."""
    ends = [(x + at * math.cos(angle), y + at * math.sin(angle)) for at in (r - line * 0.6, r + line * 0.6)]
    return shape(polyline(ends), stroke=kit.palette["surface"], width=4)


def _mark(kit: Kit, x: float, y: float, r: float, line: float, angle: float) -> VMobject:
    """The line across a dial at which its value should be held."""
    ends = [(x + at * math.cos(angle), y + at * math.sin(angle)) for at in (r - line * 0.8, r + line * 0.8)]
    return shape(polyline(ends), stroke=kit.palette["ink"], width=4)
