"""The copies of a scaled thing, a tile each; past what tiles can show, a count."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from manim import VMobject

from diagram_anim import text
from diagram_anim.layout.cards.feet import LARGE, tiling
from diagram_anim.model.cast import ORDERED
from diagram_anim.model.geometry import Box
from diagram_anim.model.system import Role
from diagram_anim.model.timeline import NEW, Action
from diagram_anim.stage.cards import dotted
from diagram_anim.stage.glyphs import glyph
from diagram_anim.stage.icons import icon
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.nodes import Layer, Sprite, mix
from diagram_anim.stage.pen import rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.slots import bar, slot_of
from diagram_anim.stage.words import middle, words

HEADER = 44.0
"""The height of the line of counts over the tiles."""

BETWEEN = 30.0
"""From one count to the next."""

LEAST = 20.0
"""Smaller tiles say nothing: then only the count is shown."""

LOADS = 12
"""Lengths of a copy's bar that are told apart."""

BARRED = 44.0
"""A tile at least so wide has room for more than its icon, in px."""

ROW, WIDER = 8, 2.2
"""Rows of so many tiles are drawn apart to all of their room, by no more than so many times their gap."""

LETTERED = 0.75
"""How much of a large tile's growth what it is called shares."""

TELLING = ("healthy", "bare", "starting", "pending", "draining", "broken", "failed")
COMING = ("healthy", "starting", "draining")
"""States that stand beside each other while copies are changed."""

Told = tuple[tuple[str, str, str, str], ...]
"""Of each state its name, its word, how many are in it and how many there may be at most."""

SIGN = {"bare": "failed", "broken": "failed"}
"""Whose colour another state bears."""

READY = ("busy", "degraded", "faulty")
"""States in which a copy answers, besides being well."""


def layers(moment: Moment, id: str) -> Iterable[Layer]:
    kit = moment.kit
    found = moment.read(id, Action.TILES, "tiles")
    now, before = tuple(found.value), tuple(found.before)
    card = kit.card(id)
    count = max(len(now), len(before), card.copies if card else 1)
    share = 1.0 if found.steady else found.share
    header, boxes = places(kit, id, count)
    lit = any(tone for tone, _ in moment.read(id, Action.LIGHT).mixed)
    loads = moment.read(id, Action.LEVEL, "tiles").value or ()
    for index, box in enumerate(boxes):
        old, new = _at(before, index), _at(now, index)
        load = round(min(1.0, loads[index]) * LOADS) if index < len(loads) else None
        states = ((new, 1.0),) if old == new or share >= 1 else ((old, 1 - share), (new, share))
        yield Layer(mix((_tile(moment, id, box, index, said, lit, load), part) for said, part in states))
    if header.h > 0:
        states_now = [said.partition(" ")[0] for said in now if said]
        tally = Counter("healthy" if state in READY else state for state in states_now)
        counted = tuple((state, tally[state]) for state in TELLING if tally[state])
        turn = moment.turned("starting") if tally["starting"] else 0
        yield Layer(Sprite(summary, (id, header, counted, turn)))


def _tile(moment: Moment, id: str, box: Box, index: int, said: str, lit: bool, load: int | None) -> Sprite:
    state, _, version = said.partition(" ")
    tone = str(moment.read(id, Action.TONE, version).value) if version else ""
    load = load if state == "healthy" else None
    shown = version if tone or version.startswith(NEW) else ""
    card = moment.kit.card(id)
    if state and card and ORDERED in card.marks and not shown.startswith(NEW):
        shown = " · ".join(filter(None, (f"{index}", shown)))
    return Sprite(tile, (id, box, state, moment.turned(state), lit, shown, tone, load))


def places(kit: Kit, id: str, count: int) -> tuple[Box, tuple[Box, ...]]:
    """The line of counts, in the card's head or at the top, and a box for each copy in reading order, as large as the
    room allows."""
    placed, room = kit.placed("chart", "card", id), slot_of(kit, id, "tiles").box
    head = placed.slots.get("counts")
    top = HEADER * max(1.0, placed.scale) if count > 3 and room.h >= 110 and not head else 0.0
    header = Box(room.x, room.y, room.w, top)
    area = Box(room.x, room.y + top, room.w, room.h - top)
    size, columns = tiling(area.w, area.h, count, LARGE * kit.px("tile.size"))
    if size < LEAST:
        return head.box if head else Box(room.x, room.y, room.w, max(top, HEADER)), ()
    gap = size * kit.px("tile.gap") / kit.px("tile.size")
    wide = columns * size + (columns - 1) * gap
    rows = math.ceil(count / columns)
    high = rows * size + (rows - 1) * gap
    # In a card that lies they begin where its name does, under its icon.
    aside = 0.0 if slot_of(kit, id, "tiles").anchor == "start" else (area.w - wide) / 2
    apart = gap
    if not aside and columns >= ROW:  # long rows end where the card's other parts do
        apart = min((area.w - columns * size) / (columns - 1), WIDER * gap)
    left, up = area.x + aside, area.y + (area.h - high) / 2
    header = head.box if head else Box(left, up - top, room.right - left, top)
    return header, tuple(
        Box(
            round(left + (size + apart) * (index % columns), 2),
            round(up + (size + gap) * (index // columns), 2),
            size,
            size,
        )
        for index in range(count)
    )


def tile(
    kit: Kit,
    id: str,
    box: Box,
    state: str,
    turn: int,
    lit: bool,
    version: str = "",
    tone: str = "",
    load: int | None = None,
) -> list[VMobject]:
    """One copy: its icon where it is there, its state's shape where that is the news, a hairline for a free place.
    While two versions run, each copy bears its own one's colour, and its name where there is room; else how busy it is,
    `load` of `LOADS`, where that is known."""
    palette = kit.palette
    border = rounded(box, box.w * kit.px("radius.tile") / kit.px("tile.size"))
    scale = box.w / kit.px("tile.size")
    if not state or state == "ended":
        return [shape(border, stroke=palette["hair"], width=1.5)]
    found, mark = _version(kit, box, version, tone)
    size = mark.w * 0.46
    middle_of = Box(mark.cx - size / 2, mark.cy - size / 2, size, size)
    if state in ("starting", "draining", "pending"):
        return [
            shape(border, fill=palette["group"]),
            dotted(kit, border, palette.fill(state)),
            *glyph(state, mark.cx, mark.cy, mark.w * 0.42, palette, turn),
            *found,
        ]
    if state in ("failed", "broken"):
        size = mark.w * (0.45 if state == "failed" else 0.56)
        return [
            shape(border, fill=palette["group"], stroke=palette.fill("failed"), width=max(2.0, 3 * scale)),
            *glyph(state, mark.cx, mark.cy, size, palette, tone="failed"),
            *found,
        ]
    card = kit.card(id)
    name = card.icon if card and card.icon and card.role is not Role.NODE else "container"
    # All of a row being busy is one piece of news, not twenty: only the small shape bears its colour.
    line = palette.tone(tone) if tone else palette.fill({"busy": "healthy", **SIGN}.get(state, state))
    body = shape(border, fill=palette["surface"], stroke=line, width=max(1.5, 2 * scale))
    raised = middle_of.moved(0, -box.w * 0.12)
    color = palette.spoken if lit and not tone else palette["ink2"]
    if load is not None and not found and box.w >= BARRED:
        track = Box(box.x + box.w * 0.15, box.bottom - box.w * 0.22, box.w * 0.7, max(5.0, box.w * 0.075))
        return [body, *icon(name, raised, color), *bar(kit, track, load / LOADS, state)]
    if state == "healthy" or box.w < BARRED:
        return [body, *icon(name, middle_of, color), *found]
    return [
        body,
        *icon(name, raised, palette["ink2"]),
        *glyph(state, mark.cx, mark.bottom - mark.w * 0.2, mark.w * 0.24, palette, tone=SIGN.get(state, "")),
        *found,
    ]


def _version(kit: Kit, box: Box, version: str, tone: str) -> tuple[list[VMobject], Box]:
    """A copy's version, or the number of a new one, along its lower edge where it can be read there, and the room that
    is left for its mark."""
    type = kit.type("label", max(1.0, box.w / kit.px("tile.size") * LETTERED))
    room = Box(box.x, box.y, box.w, box.h - type.size * 1.1)
    if not version or room.h < type.size * 1.6 or text.measure(version, type) > box.w - 12:
        return [], box
    color = kit.palette.traffic(tone)[3] if tone else kit.palette["ink2"]
    said = words(version, box.cx, box.bottom - type.size * 0.55, type, color, "middle")
    side = min(room.w, room.h * 1.25)
    return said, Box(box.cx - side / 2, room.y + type.size * 0.1, side, room.h)


def summary(kit: Kit, id: str, box: Box, counted: tuple[tuple[str, int], ...], turn: int) -> list[VMobject]:
    """How many copies are in which state, from the left."""
    card = kit.card(id)
    most = f"{card.copies if card else 1:,}"
    # As large as all that may come has room at, so that nothing grows or shrinks as states come and go.
    limit = f"/ {card.marks['tiles']:,.0f}" if card and "tiles" in card.marks else ""
    widest = _summary_width(kit, _summary_words(kit, [(state, most) for state in COMING], limit), 1.0, True)
    scale = max(1.0, min(box.h / HEADER, box.w / widest))
    said = _summary_words(kit, [(state, f"{count:,}") for state, count in counted], limit)
    worded = _summary_width(kit, said, scale, True) <= box.w + 2
    number, small, size = kit.type("node", scale).figures, kit.type("small", scale), 26.0 * scale
    x, y = box.x, box.y + 20.0 * box.h / HEADER
    found: list[VMobject] = []
    for state, word, figure, of in said:
        width = _summary_width(kit, ((state, word, figure, of),), scale, worded)
        if x + width > box.right + 2:
            break
        turned = turn if state == "starting" else 0
        found += glyph(state, x + size / 2, y, size, kit.palette, turned, SIGN.get(state, ""))
        if worded:
            found += words(word, x + size + 8 * scale, middle(y, small), small, kit.palette["ink2"])
        color = kit.palette["ink"] if state == "healthy" else kit.palette.word(SIGN.get(state, state))
        right = x + width
        if of:
            found += words(of, right, middle(y, small), small, kit.palette["ink3"], "end")
            right -= text.measure(of, small) + 8 * scale
        found += words(figure, right, middle(y, number), number, color, "end")
        x += width + BETWEEN * scale
    return found


def _summary_words(kit: Kit, counted: Iterable[tuple[str, str]], limit: str) -> Told:
    """Of those that are ready it is said how many there may be."""
    return tuple(
        (state, kit.word("ready" if state == "healthy" else state), figure, limit if state == "healthy" else "")
        for state, figure in counted
    )


def _summary_width(kit: Kit, said: Told, scale: float, worded: bool) -> float:
    number, small = kit.type("node", scale).figures, kit.type("small", scale)
    found = (len(said) - 1) * BETWEEN * scale
    for _, word, figure, of in said:
        found += 34.0 * scale + text.measure(figure, number)
        found += text.measure(of, small) + 8.0 * scale if of else 0.0
        found += text.measure(word, small) + 10.0 * scale if worded else 0.0
    return found


def _at(states: tuple[str, ...], index: int) -> str:
    return states[index] if index < len(states) else ""
