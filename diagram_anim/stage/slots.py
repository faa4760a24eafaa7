"""What changes on a card, each in the room that the layout keeps for it."""

from __future__ import annotations

import math

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.cast import SHARE, TRAFFIC
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Slot, Type
from diagram_anim.stage.glyphs import glyph
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.pen import Path, Pen, polyline, rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.words import middle, words

FULL = 200
"""Steps of a bar that are told apart."""

UNREAD = -1
"""The step of a meter that nothing has been read of yet: it is empty and bears no figure, for 0 % would be one."""

BUSY = 0.8
"""A share from which a meter is seen to be full."""

OVER = 1.2
"""What should be held at a share is seen to be too full from so many times that share on."""


BREAKS = (1.9, 1.2)
"""Where a bar is cut that stands for more than all, from its end, in its own height."""


def slot_of(kit: Kit, id: str, name: str) -> Slot:
    return kit.placed("chart", "card", id).slots[name]


def scale_of(kit: Kit, id: str) -> float:
    """How large a card's small type and signs are beside the theme's: they grow with the card."""
    return max(kit.fine("chart", "card", id), kit.placed("chart", "card", id).scale)


def state(kit: Kit, id: str, value: str, turn: int) -> list[VMobject]:
    """A state's shape and word."""
    slot = slot_of(kit, id, "state")
    size, gap = kit.px("badge.glyph") * slot.type.size / 26, kit.px("badge.gap")
    said, type = text.fitted(kit.word(value), slot.type, slot.box.w - size - gap)
    width = size + gap + text.measure(said, type)
    left = _left(slot, width)
    y = slot.box.cy
    return [
        *glyph(value, left + size / 2, y, size, kit.palette, turn),
        *words(said, left + size + gap, middle(y, type), type, kit.palette.word(value)),
    ]


def rule(kit: Kit, id: str, name: str) -> list[VMobject]:
    """The hairline between two counters under a card."""
    box = slot_of(kit, id, name).box
    return [
        shape(polyline([(box.x, box.y), (box.right, box.y)]), stroke=kit.palette["hair"], width=kit.px("stroke.hair"))
    ]


def meter(kit: Kit, id: str, name: str, step: int, state: str) -> list[VMobject]:
    """A bar, `step` of `FULL` long; of what starts, how far it has come."""
    slot, line = slot_of(kit, id, name), kit.px("stroke.meter")
    box, room = slot.box, _beside(kit, slot, name)
    track = Box(box.x, box.cy - line / 2, room, line) if room else Box(box.x, box.bottom - line, box.w, line)
    return bar(kit, track, 0.0 if state == "failed" else figure_of(step)[0], state, full_at(name))


def reading(kit: Kit, id: str, name: str, step: int, state: str) -> list[VMobject]:
    """What a bar says, in words at its right, or over it where it is short; of what starts, the seconds that are left,
    which are its `step`."""
    slot, label = slot_of(kit, id, name), kit.word(name.partition(":")[2])
    box, type, (_, figure) = slot.box, slot.type.figures, figure_of(step)
    said = kit.word("silent") if state == "failed" else f"{label} {figure}".strip()
    if state == "starting":
        said = kit.word("left").format(step) if step != UNREAD else ""
    if _beside(kit, slot, name):
        return words(said, box.right, middle(box.cy, type), type, kit.palette["ink2"], "end")
    said, type = text.fitted(said, type, box.w)
    return words(said, box.x, box.y + type.size * 0.86, type, kit.palette["ink2"])


def _beside(kit: Kit, slot: Slot, name: str) -> float:
    """How long a bar is beside its words, whatever they say; 0 where there is no room for both."""
    label, silent = kit.word(name.partition(":")[2]), kit.word("silent")
    widest = max(text.measure(said, slot.type.figures) for said in (f"{label} 100%", silent))
    return slot.box.w - widest - 20 if widest + 40 <= slot.box.w else 0.0


def full_at(name: str, held: float | None = None) -> float:
    """From which share on a meter is seen to be full, where it should be `held` at one: no share of traffic, nor of all
    there is."""
    return math.inf if name in (TRAFFIC, SHARE) else BUSY if held is None else min(BUSY, held * OVER)


def figure_of(step: int) -> tuple[float, str]:
    """A share, and how it is written; nothing where none has been read."""
    return (0.0, "") if step == UNREAD else (step / FULL, f"{step / FULL * 100:.0f}%")


def badge(kit: Kit, id: str, value: str) -> list[VMobject]:
    """A short word on a pill."""
    slot = slot_of(kit, id, "badge")
    said, type = text.fitted(value, Type(slot.type.size, 700), slot.box.w - 28)
    width = min(slot.box.w, text.measure(said, type) + 44)
    height = min(slot.box.h, type.size * 2)
    left = _left(slot, width)
    pill = Box(left, slot.box.cy - height / 2, width, height)
    return [
        shape(rounded(pill, height / 2), fill=kit.palette["traffic"]),
        *words(said, pill.cx, middle(pill.cy, type), type, kit.palette["on_state"], "middle"),
    ]


def note(kit: Kit, id: str, value: str) -> list[VMobject]:
    """A sentence in small type."""
    slot = slot_of(kit, id, "note")
    lines = text.wrap(value, slot.type, slot.box.w)
    pitch = slot.type.size * 1.3
    room = max(1, int((slot.box.h + pitch * 0.3) / pitch))
    if len(lines) > room:
        lines = (*lines[: room - 1], text.cut(" ".join(lines[room - 1 :]), slot.type, slot.box.w))
    top = slot.box.cy - pitch * (len(lines) - 1) / 2
    found: list[VMobject] = []
    for index, line in enumerate(lines):
        found += anchored(slot, line, slot.type, middle(top + index * pitch, slot.type), kit.palette["ink2"])
    return found


def sign(kit: Kit, id: str, name: str, value: str) -> list[VMobject]:
    """A line of small type that follows the log, with a state's shape and colour where it says `state|words`."""
    slot = slot_of(kit, id, name)
    state, _, said = value.partition("|")
    size, gap = (part * slot.type.size / 24 if state else 0.0 for part in (kit.px("badge.glyph"), kit.px("badge.gap")))
    line, type = text.fitted(said, slot.type.figures, slot.box.w - size - gap)
    left, y = _left(slot, size + gap + text.measure(line, type)), slot.box.cy
    color = kit.palette.word(state) if state else kit.palette["traffic_ink" if name == "rate" else "ink2"]
    found = glyph(state, left + size / 2, y, size, kit.palette) if state else []
    return [*found, *words(line, left + size + gap, middle(y, type), type, color)]


def meter_color(kit: Kit, share: float, state: str, full: float = BUSY) -> str:
    """Calm is the colour of traffic, full that of busy, what lies between would be neither; a state that is
    the news has its own."""
    if state in ("starting", "draining"):
        return kit.palette.bar(state)
    return kit.palette.bar("busy") if round(share, 2) >= full else kit.palette["traffic"]


def bar(kit: Kit, track: Box, share: float, state: str, full: float = BUSY) -> list[VMobject]:
    """A track, filled as far as a share; `full` as a meter's colour has it."""
    radius = track.h / 2
    found = [shape(rounded(track, radius), fill=kit.palette["hair"])]
    if share > 0.004:
        value = Box(track.x, track.y, max(track.h, track.w * min(1.0, share)), track.h)
        found.append(shape(rounded(value, radius), fill=meter_color(kit, share, state, full)))
    if round(share, 2) > 1:
        found += [_broken(kit, track, track.right - at * track.h) for at in BREAKS]
    return found


def _broken(kit: Kit, track: Box, x: float) -> VMobject:
    """A slanted cut across a bar: it goes on, farther than is drawn."""
    lean, over = track.h * 0.35, 2.0
    cut = polyline([(x - lean, track.bottom + over), (x + lean, track.y - over)])
    return shape(cut, stroke=kit.palette["surface"], width=max(3.0, track.h * 0.22))


def piece(box: Box, radius: float, first: bool, last: bool) -> Path:
    """A piece of a bar: round at the bar's own ends, straight where it meets the next."""
    r = min(radius, box.h / 2, box.w)
    left, right = (r if first else 0.0), (r if last else 0.0)
    pen = Pen().move(box.x + left, box.y).line(box.right - right, box.y)
    if right:
        pen.turn((box.right, box.y), (box.right, box.y + right)).line(box.right, box.bottom - right)
        pen.turn((box.right, box.bottom), (box.right - right, box.bottom))
    else:
        pen.line(box.right, box.bottom)
    pen.line(box.x + left, box.bottom)
    if left:
        pen.turn((box.x, box.bottom), (box.x, box.bottom - left)).line(box.x, box.y + left)
        pen.turn((box.x, box.y), (box.x + left, box.y))
    return pen.close().path


def _left(slot: Slot, width: float) -> float:
    if slot.anchor == "middle":
        return slot.box.cx - width / 2
    return slot.box.right - width if slot.anchor == "end" else slot.box.x


def anchored(slot: Slot, line: str, type: Type, baseline: float, color: str) -> list[VMobject]:
    return words(line, edge(slot.box, slot.anchor), baseline, type, color, slot.anchor)


def edge(box: Box, anchor: str) -> float:
    """Where a line that is anchored so is held."""
    return {"start": box.x, "middle": box.cx, "end": box.right}[anchor]
