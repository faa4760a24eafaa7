"""Cards and groups: their surface, icon and names in each state; what lights them; what they carry on a corner."""

from __future__ import annotations

import math

from manim import VMobject

from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed, TextLine
from diagram_anim.stage import outlines
from diagram_anim.stage.color import mix
from diagram_anim.stage.glyphs import cross, glyph, octagon
from diagram_anim.stage.icons import icon
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.palette import STREAMS
from diagram_anim.stage.pen import Outline, Path, circle, dots, join, polyline, rounded, sampled
from diagram_anim.stage.rasters import raster
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.tracks import Track
from diagram_anim.stage.wires import dashes
from diagram_anim.stage.words import words

COOL = frozenset({"pending", "starting", "draining", "failed", "ended"})
"""States in which a thing takes nothing: its surface steps back."""

DOTTED = frozenset({"starting", "draining"})
STRONG = frozenset({"failed"})

ALONE = 0.86
"""An icon takes so much of its place where no well is drawn behind it; two thirds in one."""

STEPS = 12
"""Positions of a stroke being drawn that are told apart."""


def base(kit: Kit, id: str, state: str, tone: str, lit: str, name: str) -> list[VMobject]:
    """A card without what changes on it. `name` stands in for its first line where it isn't empty."""
    placed, card = kit.placed("chart", "card", id), kit.card(id)
    palette, own = kit.palette, kit.own(id)
    border, inner = _outline(kit, id)
    cool = state in COOL
    found: list[VMobject] = []
    kind = card.shape if card else "rect"
    fill = palette.tint(state) or own.fill or palette["group" if cool else "surface"]
    line = own.stroke or palette["stroke"]
    if kind in outlines.SOLID:
        fill = own.stroke or palette["edge"]
    if len(border) and kind not in outlines.BARE:
        found.append(shape(border, fill=fill))
    width = kit.px("stroke.node") * placed.scale
    if state in DOTTED and len(border):
        found.append(dotted(kit, border, palette.fill(state)))
    elif state in STRONG:
        found.append(shape(border, stroke=palette.fill(state), width=kit.px("stroke.node_state") * placed.scale))
    elif card and card.paint.dash and len(border):
        found.append(dashed(border, line, kit.width(card.paint.width, width)))
    elif len(border):
        found.append(shape(border, stroke=line, width=kit.width(card.paint.width if card else "", width)))
    if len(inner):
        found.append(shape(inner, stroke=line, width=width))
    tint, picture = _tint(kit, id, state, tone, lit), card.picture if card else ""
    found += _icon(kit, placed, card.icon if card else "", tint, cool, bool(own.fill), picture)
    if card and card.linked:
        found.append(link_sign(placed.box, placed.scale, palette["ink3"]))
    for index, text in enumerate(placed.lines):
        found += line_of(kit, text, _ink(kit, id, text, state), name if index == 0 else "")
    return found


def halo(kit: Kit, id: str, kind: str, tone: str) -> list[VMobject]:
    """The ring around what is lit; it lies under lines and the card, which hides its inner half."""
    border = _border(kit, id, kind)
    if not len(border):
        return []
    width = (2 * kit.px("stroke.halo") + kit.px("stroke.lit")) * kit.fine("chart", kind, id)
    return [shape(border, stroke=kit.palette.ring(tone), width=width)]


def outline(kit: Kit, id: str, kind: str, tone: str) -> list[VMobject]:
    """The lit border itself; what is told by dots stays dotted."""
    lines = [_border(kit, id, kind)] if kind == "group" else _outline(kit, id)
    color, width = kit.bright(id, tone), kit.px("stroke.lit") * kit.fine("chart", kind, id)
    if tone in DOTTED and kind == "card" and len(lines[0]):
        return [dotted(kit, lines[0], color)]
    return [shape(line, stroke=color, width=width) for line in lines if len(line)]


def passed(kit: Kit, id: str) -> list[VMobject]:
    """The border of what a request has passed on its way, as its lines are."""
    width = kit.px("stroke.node") * kit.fine("chart", "card", id)
    return [
        shape(line, stroke=kit.palette.traffic("traffic")[2], width=width) for line in _outline(kit, id) if len(line)
    ]


def vacant(kit: Kit, id: str) -> list[VMobject]:
    """A place that waits for its next card."""
    return [dotted(kit, _outline(kit, id)[0], kit.palette["stroke"])]


STEPS_CLEAR, EDGE = 26.0, 4.0
"""From the step dots' middle to what marks a failure, and from that to the side of the group around its card, px."""

LEAST = 16.0
"""The octagon's radius at the least, px."""

HIGHER = 0.6
"""It stands no more than this share of its radius above the border."""


def failure(kit: Kit, id: str, drawn: int) -> list[VMobject]:
    """The octagon on a failed card's corner, cut out of it; its ✕ is drawn as far as `drawn` of `STEPS`."""
    placed, card, (x, y, r) = kit.placed("chart", "card", id), kit.card(id), corner(kit, id)
    behind = kit.palette["group" if card and card.group else "ground"]
    found = [
        shape(circle(x, y, _ring(kit, placed.scale, r)), fill=behind),
        shape(octagon(x, y, r), fill=kit.palette.fill("failed")),
    ]
    stroke = cross(x, y, r * 0.42, drawn / STEPS)
    return [*found, shape(stroke, stroke=kit.palette["on_state"], width=6 * placed.scale)] if len(stroke) else found


def corner(kit: Kit, id: str) -> tuple[float, float, float]:
    """Where the middle of the octagon stands and its radius, px. It covers no figure: where it would it stands a little
    higher, or farther right. It stays in what its card stands in, clear of the steps above, if need be smaller."""
    placed, card = kit.placed("chart", "card", id), kit.card(id)
    around = kit.placed("chart", "group", card.group).box if card and card.group else None
    top = max(around.y if around else 0.0, kit.px("frame.steps.y") + STEPS_CLEAR)
    limit = around.right - EDGE if around else kit.frame[0] - kit.px("frame.margin_x")
    x, y, r = placed.box.right - 26 * placed.scale, placed.box.y, kit.px("badge.corner_glyph") / 2 * placed.scale
    r = max(LEAST, min(r, y - top))
    reach = _ring(kit, placed.scale, r)
    near = [slot.box for slot in placed.slots.values() if slot.box.y < y + reach and slot.box.bottom > y]
    near = [box for box in near if x - reach < box.right < placed.box.right]
    higher = y + reach - min((box.y for box in near), default=y + reach)
    if not near or higher <= min(r * HIGHER, y - r - top):
        return x, y - max(0.0, higher), r
    aside = max(box.right for box in near)
    r = max(LEAST, min(r, (max(limit, placed.box.right) - aside) / 2 - kit.px("badge.corner_ring") * placed.scale))
    return aside + _ring(kit, placed.scale, r), y, r


def _ring(kit: Kit, scale: float, r: float) -> float:
    """From the middle of the octagon to the outer edge of what is cut out around it, px."""
    return r / math.cos(math.pi / 8) + kit.px("badge.corner_ring") * scale


def corner_glyph(kit: Kit, id: str, state: str, turn: int) -> list[VMobject]:
    """A state's shape in the corner of a card that keeps no room for its word."""
    placed = kit.placed("chart", "card", id)
    size = kit.px("badge.glyph") * placed.scale
    return glyph(state, placed.box.right - size, placed.box.y + size, size, kit.palette, turn)


def group(kit: Kit, id: str) -> list[VMobject]:
    """A group's frame with its icon and name."""
    placed, thing = kit.placed("chart", "group", id), kit.group(id)
    palette, own = kit.palette, kit.own(id)
    border = rounded(placed.box, kit.px("radius.group") * kit.fine("chart", "group", id))
    depth = _depth(kit, id)
    fill = (own.fill and mix(palette["group"], own.fill, 0.5)) or mix(
        palette["group"], palette["surface"], 0.5 * (depth % 2)
    )
    hair = (own.stroke and mix(palette["hair"], own.stroke, 0.7)) or palette["hair"]
    width = kit.px("stroke.hair") * kit.fine("chart", "group", id)
    found = [shape(border, fill=fill)]
    if thing and thing.paint.dash:
        found.append(dashed(border, hair, kit.width(thing.paint.width, kit.px("stroke.node"))))
    else:
        found.append(shape(border, stroke=hair, width=kit.width(thing.paint.width if thing else "", width)))
    if placed.icon is not None and thing and thing.icon:
        found += icon(thing.icon, placed.icon, own.stroke or palette["ink2"], kit.px("stroke.icon"))
    for text in placed.lines:
        found += line_of(kit, text, own.ink or palette["ink"])
    return found


def line_of(kit: Kit, text: TextLine, color: str, instead: str = "") -> list[VMobject]:
    return words(instead or text.text, text.x, text.baseline, text.type, color, text.anchor)


def dotted(kit: Kit, border: Path, color: str) -> VMobject:
    """An outline of round dots."""
    token = kit.theme["edge.dash_outline"]
    path = dots(sampled(border).tolist(), float(token["pitch"]), float(token["dot"]) / 2, closed=True)
    return shape(path, fill=color)


def dashed(border: Path, color: str, width: float) -> VMobject:
    """An outline as the author's `stroke-dasharray` asks for: dashes, as dots tell of a state."""
    around = Track([(x, y) for x, y in sampled(border).tolist()], 0.0)
    return shape(dashes(around, 0.0, around.length), stroke=color, width=width)


def _outline(kit: Kit, id: str) -> Outline:
    placed, card = kit.placed("chart", "card", id), kit.card(id)
    return outlines.outline(card.shape if card else "rect", placed.box, kit.px("radius.node") * placed.scale)


def _border(kit: Kit, id: str, kind: str) -> Path:
    if kind == "group":
        return rounded(kit.placed("chart", "group", id).box, kit.px("radius.group") * kit.fine("chart", "group", id))
    border, inner = _outline(kit, id)
    return border if len(border) else inner


def _icon(kit: Kit, placed: Placed, name: str, color: str, cool: bool, own: bool, picture: str) -> list[VMobject]:
    if placed.icon is None or not name:
        return []
    well = placed.icon
    if picture:
        return raster(picture, well)
    found = []
    size = well.w * ALONE
    if not own and kit.palette["well"] != kit.palette["surface"]:
        radius = min(kit.px("radius.well"), well.w * 0.2)
        found.append(shape(rounded(well, radius), fill=kit.palette["surface" if cool else "well"]))
        size = well.w * 2 / 3
    place = Box(well.cx - size / 2, well.cy - size / 2, size, size)
    return [*found, *icon(name, place, color, kit.px("stroke.icon"))]


def link_sign(box: Box, scale: float, color: str) -> VMobject:
    """A small arrow that leads out of the lower right corner: the author has linked something here."""
    size = gap = 12.0 * scale
    left, foot = box.right - gap - size, box.bottom - gap
    right, top = left + size, foot - size
    head = polyline([(left + size * 0.25, top), (right, top), (right, foot - size * 0.25)])
    return shape(join([polyline([(left, foot), (right, top)]), head]), stroke=color, width=2.5 * scale)


def _tint(kit: Kit, id: str, state: str, tone: str, lit: str) -> str:
    palette = kit.palette
    if state in DOTTED and lit != "traffic":
        return palette.fill(state)
    if state in COOL - DOTTED:
        return palette["ink3"]
    if lit == "traffic":
        return palette.spoken
    if tone in STREAMS:
        return palette.traffic(tone)[0]
    if tone in ("old", "new"):
        return palette.traffic(tone)[3]
    if state == "busy":
        return palette["traffic_ink"]
    return kit.own(id).stroke or palette["ink2"]


def _ink(kit: Kit, id: str, text: TextLine, state: str) -> str:
    palette, own = kit.palette, kit.own(id)
    if text.role == "name":
        if state == "ended":
            return palette["ink3"]
        return palette["ink2"] if state == "failed" else own.ink or palette["ink"]
    return palette["ink3"] if state == "ended" else palette["ink2"]


def _depth(kit: Kit, id: str) -> int:
    depth, thing = 0, kit.group(id)
    while thing and thing.parent:
        depth, thing = depth + 1, kit.group(thing.parent)
    return depth


def pulse(kit: Kit, id: str, tone: str, step: int) -> list[VMobject]:
    """A ring that opens once from a card's border, in the card's shape."""
    placed, card = kit.placed("chart", "card", id), kit.card(id)
    out = 20 * step / STEPS
    kind, radius = card.shape if card else "rect", kit.px("radius.node") * placed.scale + out
    path, _ = outlines.outline("rect" if kind in outlines.BARE else kind, placed.box.inset(-out), radius)
    return [shape(path, stroke=kit.palette.tone(tone), width=2.5)]
