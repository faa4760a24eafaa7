"""The words around the diagram: title, step dots, caption, corner note, what a dot stands for."""

from __future__ import annotations

from manim import VMobject

from diagram_anim import text
from diagram_anim.layout.frame import bands
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Type
from diagram_anim.stage.glyphs import cross, glyph
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.pen import circle, polyline, rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.tails import CORE, RADIUS
from diagram_anim.stage.words import middle, words

LEGEND = 28.0
"""From one sign of the legend to the next, in px."""

CLOCK = " · ×"
"""What stands before the clock in the corner note."""

PLAIN = "plain"
"""The tone of the legend's dot where dots of several colours run."""

DOT = 26.0
"""From one step's dot to the next, in px; the present one's bar takes two."""


def title(kit: Kit, words_: str, subtitle: str) -> list[VMobject]:
    """The title in one line or two, and behind it the subtitle if there is room for all of that."""
    band, base = _bands(kit), kit.px("frame.title.baseline")
    box, lines, type = bands.title(words_, kit.theme, kit.picture.layout)
    found: list[VMobject] = []
    for index, line in enumerate(lines):
        found += words(line, band.left, box.y + type.size + index * bands.PITCH * type.size, type, kit.palette["ink"])
    x = box.right
    left = bands.title_room(kit.theme, kit.picture.layout) - box.w - 60
    small, kind = text.fitted(subtitle, kit.type("subtitle"), max(1.0, left))
    if subtitle and len(lines) == 1 and small == subtitle:
        rule = x + bands.GAP
        found.append(shape(polyline([(rule, base - 28), (rule, base + 4)]), stroke=kit.palette["stroke"], width=2))
        found += words(small, rule + bands.GAP, base - 2, kind, kit.palette["ink2"])
    return found


def dots(kit: Kit, step: str) -> list[VMobject]:
    """`3/5`: done are filled, the present one is a bar, those to come are rings. Where there is no room for so many,
    they are only counted."""
    now, _, whole = step.partition("/")
    if not (now.isdigit() and whole.isdigit()):
        return []
    number, count = int(now), int(whole)
    y, x = kit.px("frame.steps.y"), _bands(kit).right
    palette = kit.palette
    said, type = f"{number} / {count}", kit.type("subtitle").figures
    found: list[VMobject] = []
    room = bands.count_room(kit.theme, kit.picture.layout)
    if count > 1 and text.measure(said, type) + DOT * (count + 1) <= room:
        for index in range(count, 0, -1):
            if index == number:
                found.append(shape(rounded(Box(x - 40, y - 7, 40, 14), 7), fill=palette["traffic"]))
                x -= 2 * DOT
            elif index < number:
                found.append(shape(circle(x - 7, y, 7), fill=palette["ink2"]))
                x -= DOT
            else:
                found.append(shape(circle(x - 7, y, 6), stroke=palette["ink3"], width=2))
                x -= DOT
        x -= 4
    if count > 1:
        found += words(said, x, y + 10, type, palette["ink2"], "end")
    return found


def ground(kit: Kit) -> list[VMobject]:
    """What captions stand on: a band of its own colour down to the frame's foot where the theme has one, else a
    hairline above them; and the tick at their left."""
    band, palette = _bands(kit), kit.palette
    line = polyline([(band.left, band.rule), (band.right, band.rule)])
    found = [shape(line, stroke=palette["hair"], width=kit.px("stroke.hair"))]
    if palette["band"] != palette["ground"]:
        width, height = kit.frame
        found = [shape(rounded(Box(0.0, band.rule, width, height - band.rule), 0.0), fill=palette["band"])]
    tick, size = kit.px("frame.caption.tick"), kit.px("type.caption.size")
    if tick:
        top = band.baselines[0] - size * 1.14
        bar = Box(band.left, top, tick, size * 1.56)
        found.append(shape(rounded(bar, tick / 2), fill=palette.marker))
    return found


def caption(kit: Kit, said: str, beside: bool = False) -> list[VMobject]:
    """The caption's lines around the middle of its band; `beside` says that notes stand to its right."""
    band = _bands(kit)
    lines, type, pitch = _set(
        said, kit.type("caption"), band.end(beside) - band.said, float(kit.theme["type.caption"]["line"])
    )
    first = band.baselines[0]
    if len(band.baselines) == 1 and len(lines) > 1:
        first = middle((band.rule + kit.frame[1] - (len(lines) - 1) * pitch) / 2, type)
    found: list[VMobject] = []
    for index, line in enumerate(lines):
        found += words(line, band.said, first + index * pitch, type, kit.palette["ink"])
    return found


def _set(said: str, type: Type, width: float, pitch: float) -> tuple[tuple[str, ...], Type, float]:
    """Lines, type and pitch: a little smaller where that saves a line, then in two lines, then smaller again."""
    ways = (
        (type, 1, pitch),
        (Type(type.size - 4, type.weight), 1, pitch),
        (Type(type.size - 2, type.weight), 2, type.size + 8),
        (Type(type.size - 6, type.weight), 2, type.size + 4),
    )
    for way, most, apart in ways:
        lines = text.wrap(said, way, width)
        if len(lines) <= most:
            return lines, way, apart
    last = Type(26.0, type.weight)
    lines = text.wrap(said, last, width)
    return (*lines[:2], text.cut(" ".join(lines[2:]), last, width)), last, 34.0


def corner(kit: Kit, said: str) -> list[VMobject]:
    band = _bands(kit)
    return words(said, band.right, band.corner, kit.type("small").figures, kit.palette["ink2"], "end")


def legend(kit: Kit, said: str, beside: str) -> list[VMobject]:
    """What the signs on the lines mean, left of the corner note, apart by `|`: `● = 5` is how many requests a dot
    stands for, `lost`, `refused` and `error` how one ends. What has no room beside the caption is left out."""
    band, type = _bands(kit), kit.type("small")
    # Room for any clock, so that the legend stays where it is as the clock changes.
    clocked = beside.partition(CLOCK)[0] + CLOCK + "0.0"
    right = band.right - (max(text.measure(one, type.figures) for one in (beside, clocked)) + 36 if beside else 0.0)
    y = band.corner - type.size * 0.34
    signs = [(one, _meaning(kit, one)) for one in said.split("|")]
    wide = [text.measure(meaning, type) + 10 + 2 * RADIUS for _, meaning in signs]
    while len(wide) > 1 and right - sum(wide) - LEGEND * (len(wide) - 1) < band.corner_left:
        wide.pop()
    x = right - sum(wide) - LEGEND * (len(wide) - 1)
    found: list[VMobject] = []
    for (sign, meaning), width in zip(signs, wide, strict=False):
        found += _sign(kit, sign, x + RADIUS, y)
        found += words(meaning, x + 2 * RADIUS + 10, band.corner, type, kit.palette["ink2"])
        x += width + LEGEND
    return found


def _meaning(kit: Kit, sign: str) -> str:
    if not sign.startswith("●"):
        return kit.word(sign)
    many = sign.partition(" ")[2]
    return f"{many} {kit.word('request' if many == '= 1' else 'requests')}"


def _sign(kit: Kit, sign: str, x: float, y: float) -> list[VMobject]:
    """A dot, a cross, a barred disc or a triangle, as on the lines."""
    failed = kit.palette.fill("failed")
    if sign == "lost":
        return [shape(cross(x, y, RADIUS, 1.0), stroke=failed, width=3.0)]
    if sign == "error":
        return glyph("faulty", x, y, 2 * RADIUS + 2, kit.palette)
    if sign == "refused":
        bar = polyline([(x - 4.5, y), (x + 4.5, y)])
        return [shape(circle(x, y, RADIUS + 1), fill=failed), shape(bar, stroke=kit.palette["on_state"], width=3.5)]
    tone = sign.removeprefix("●").partition(" ")[0]
    color, core, _, _ = kit.palette.traffic(tone)
    if tone == PLAIN:
        color, core = kit.palette["ink2"], kit.palette["ink"]
    return [shape(circle(x, y, RADIUS), fill=color), shape(circle(x, y, RADIUS * CORE), fill=core)]


def _bands(kit: Kit) -> bands.Bands:
    return bands.bands(kit.theme, kit.picture.layout)
