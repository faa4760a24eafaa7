"""Small charts under the action: each is drawn once and uncovered as far as the system's clock has come."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.cast import Curve, Plot
from diagram_anim.model.geometry import Box
from diagram_anim.model.timeline import Action
from diagram_anim.stage.glyphs import glyph
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.nodes import Layer, Sprite
from diagram_anim.stage.pen import circle, dots, polygon, polyline, rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.tracks import Track
from diagram_anim.stage.wires import dashes
from diagram_anim.stage.words import words

PAD = 24.0
HEAD, FOOT = 66.0, 46.0
"""Room for the words above the curves and for the seconds below them, in px."""

SHADE = 0.18
"""How strong the area under a rate is."""

ROW = 36.0
"""How much higher the head is for each line of readings under the title, in px."""

SIGNED = 70.0
"""Curves that would have less height, in px, have only their marks beside their figures, and no names."""

SIGN, NEXT = 28.0, 26.0
"""From the middle of a curve's mark to its name, and from one reading to the next, in px."""

STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
TICK = 90.0
"""Seconds that are told along the axis, the smallest that leave so much room between two, in px."""

LOSSES = ("lost", "refused", "error")
COMING = ("arriving",)
AIMS = ("target",)
BARE = ("ready", "target", "arriving")
"""What is counted in few, or is what the others are shares of: no ground lies under it."""
TONES = {"served": "healthy", "ready": "healthy", "lost": "failed", "refused": "failed"}
TONES |= {"error": "faulty", "target": "pending"}


def layers(moment: Moment) -> Iterable[Layer]:
    now = moment.number("plots", Action.LEVEL, view="plot")
    for placed in moment.kit.all("plot", "plot"):
        plot = moment.kit.plot(placed.id)
        area = field(moment.kit, plot)
        x = area.x + area.w * now / plot.seconds
        values = [_value(curve, now) for curve in plot.curves]
        yield Layer(Sprite(axes, (plot.id,)))
        yield Layer(Sprite(curves, (plot.id,)), clip=Box(area.x - 4, placed.box.y, x - area.x + 4, placed.box.h))
        yield Layer(Sprite(present, (plot.id,)), dx=x - area.x)
        for curve, value in zip(plot.curves, values, strict=True):
            y = area.bottom - area.h * value / plot.top
            yield Layer(Sprite(mark, (plot.id, curve.name, not round(value))), dx=x - area.x, dy=y - area.bottom)
            yield Layer(Sprite(figure, (plot.id, curve.name, round(value))))


def axes(kit: Kit, id: str) -> list[VMobject]:
    """What is plotted; the top with its figure, nought and the time."""
    plot, box = kit.plot(id), kit.placed("plot", "plot", id).box
    area, small, ink = field(kit, plot), kit.type("small"), kit.palette["ink3"]
    hair, width = kit.palette["hair"], kit.px("stroke.hair")
    panel = rounded(box, kit.px("radius.node"))
    found = [shape(panel, fill=kit.palette["group"], stroke=hair, width=width)]
    top = f"{plot.top:,.0f}"
    opens = area.x + text.measure(top, small) + 12
    for x, y in ((opens, area.y), (area.x, area.bottom)):
        found.append(shape(polyline([(x, y), (area.right, y)]), stroke=hair, width=width))
    head, room = _head(kit), box.w - 2 * PAD
    if not head.lines and len(plot.curves) > 1:
        room -= _wide(kit, plot, plot.curves, head.named) + NEXT
    said, type = text.fitted(_title(kit, plot), small, room)
    found += words(said, box.x + PAD, box.y + 40.0, type, kit.palette["ink2"])
    found += words(top, area.x, area.y + small.size * 0.36, small, ink)
    found += words("0", area.x, box.bottom - 12, small, ink)
    steps = [one for one in STEPS if one <= plot.seconds]
    step = next((one for one in steps if plot.seconds / one * TICK <= area.w), max(steps, default=plot.seconds))
    for number in range(1, int(plot.seconds / step + 1e-6) + 1):
        x = area.x + area.w * number * step / plot.seconds
        found.append(shape(polyline([(x, area.bottom), (x, area.bottom + 7)]), stroke=hair, width=width))
        found += words(_span(number * step, plot.seconds), x, box.bottom - 12, small, ink, "middle")
    return found


def present(kit: Kit, id: str) -> list[VMobject]:
    """The line that tells how far the time has come, at its beginning."""
    area = field(kit, kit.plot(id))
    return [shape(dots([(area.x, area.y), (area.x, area.bottom)], 8.0, 1.2), fill=kit.palette["ink3"])]


def curves(kit: Kit, id: str) -> list[VMobject]:
    """All curves to their ends, what is lost over what is served."""
    plot = kit.plot(id)
    area = field(kit, plot)
    found: list[VMobject] = []
    for curve in plot.curves:
        color = _color(kit, curve)
        line = [(area.x + area.w * at / plot.seconds, area.bottom - area.h * v / plot.top) for at, v in _drawn(curve)]
        if curve.name not in BARE:
            ground = [(line[-1][0], area.bottom), (line[0][0], area.bottom)]
            found.append(shape(polygon([*line, *ground]), fill=(color, SHADE)))
        found.append(_line(line, curve, color))
    return found


def _line(points: list[tuple[float, float]], curve: Curve, color: str) -> VMobject:
    """Losses are dashed and aims dotted: colour alone tells nobody anything."""
    if curve.name in AIMS:
        return shape(dots(points, 9.0, 1.8), fill=color)
    way = Track(points, 0.0)
    return shape(dashes(way, 0.0, way.length) if curve.name in LOSSES else polyline(points), stroke=color, width=3.0)


def mark(kit: Kit, id: str, name: str, none: bool) -> list[VMobject]:
    """Where a curve has got to, at nought and at the beginning; while there are `none` a loss has no colour."""
    plot = kit.plot(id)
    area = field(kit, plot)
    return _mark(kit, next(one for one in plot.curves if one.name == name), area.x, area.bottom, none)


def _mark(kit: Kit, curve: Curve, x: float, y: float, none: bool) -> list[VMobject]:
    """A curve's own shape: colour alone tells nobody anything."""
    color = _color(kit, curve)
    if curve.name in AIMS:
        return [shape(circle(x, y, 5.0), fill=kit.palette["group"], stroke=color, width=2.5)]
    if curve.name == "refused":
        return glyph("refused", x, y, 20.0, kit.palette, tone="pending" if none else "failed")
    if curve.name in LOSSES:
        return glyph(TONES[curve.name], x, y, 20.0, kit.palette, tone="pending" if none else "")
    if curve.name in COMING:
        return [shape(polygon([(x - 5.0, y - 7.0), (x + 7.0, y), (x - 5.0, y + 7.0)]), fill=color)]
    return [shape(circle(x, y, 6.0), fill=color)]


def figure(kit: Kit, id: str, name: str, value: int) -> list[VMobject]:
    """What a curve reads now, with its mark and its name where there are several: always at the same place of the
    head, so that it never lies on a line or on another's words."""
    plot, box = kit.plot(id), kit.placed("plot", "plot", id).box
    small, number = kit.type("small"), kit.type("node_small").figures
    curve = next(one for one in plot.curves if one.name == name)
    color, found = _word(kit, curve, value), []
    if len(plot.curves) < 2:
        x, y = box.x + PAD + text.measure(_title(kit, plot), small) + 14.0, box.y + 40.0
    else:
        head = _head(kit)
        lines = _broken(kit, plot, head.named)
        row = next(row for row, line in enumerate(lines) if curve in line)
        before = lines[row][: lines[row].index(curve)]
        x = box.x + PAD if head.lines else box.right - PAD - _wide(kit, plot, plot.curves, head.named)
        x += sum(_reading(kit, plot, one, head.named) + NEXT for one in before)
        y = box.y + 40.0 + (row + 1) * ROW * (head.lines > 0)
        said = kit.word(name) if head.named else ""
        found = _mark(kit, curve, x + 10.0, y - small.size * 0.36, not value)
        found += words(said, x + SIGN, y, small, color)
        x += SIGN + (text.measure(said, small) + 8.0 if said else 0.0)
    return [*found, *words(f"{value:,}", x, y, number, color)]


def _title(kit: Kit, plot: Plot) -> str:
    return f"{kit.word(plot.kind)} · {plot.run}" if plot.run else kit.word(plot.kind)


@dataclass(frozen=True, slots=True)
class Head:
    """How the charts of a strip tell what their curves read: all alike, so that runs can be compared."""

    named: bool
    lines: int
    """So many stand under the titles, 0 where there is room beside them."""


def _head(kit: Kit) -> Head:
    several = [
        (placed.box, plot) for placed in kit.all("plot", "plot") if len((plot := kit.plot(placed.id)).curves) > 1
    ]
    for named in (True, False):
        lines = 0
        for box, plot in several:
            whole = text.measure(_title(kit, plot), kit.type("small")) + NEXT + _wide(kit, plot, plot.curves, named)
            broken = whole > box.w - 2 * PAD
            lines = max(lines, len(_broken(kit, plot, named)) if broken else 0)
        if min((box.h for box, _ in several), default=math.inf) - HEAD - lines * ROW - FOOT >= SIGNED:
            break
    return Head(named, lines)


def _reading(kit: Kit, plot: Plot, curve: Curve, named: bool) -> float:
    """How wide what a curve reads may become, in px."""
    number = text.measure(f"{plot.top:,.0f}", kit.type("node_small").figures)
    return number + SIGN + (text.measure(kit.word(curve.name), kit.type("small")) + 8.0 if named else 0.0)


def _wide(kit: Kit, plot: Plot, curves: Sequence[Curve], named: bool) -> float:
    return sum(_reading(kit, plot, curve, named) + NEXT for curve in curves) - NEXT


def _broken(kit: Kit, plot: Plot, named: bool) -> list[list[Curve]]:
    """What the curves read, in as many lines as the chart's width asks for."""
    room, lines = kit.placed("plot", "plot", plot.id).box.w - 2 * PAD, [list(plot.curves[:1])]
    for curve in plot.curves[1:]:
        if _wide(kit, plot, [*lines[-1], curve], named) <= room:
            lines[-1].append(curve)
        else:
            lines.append([curve])
    return lines


def field(kit: Kit, plot: Plot) -> Box:
    """Where the curves run: over the whole width, below what they read and above the seconds."""
    box, head = kit.placed("plot", "plot", plot.id).box, HEAD + ROW * _head(kit).lines
    return Box(box.x + PAD, box.y + head, box.w - 2 * PAD, box.h - head - FOOT)


def _value(curve: Curve, now: float) -> float:
    index = bisect_right(curve.points, now, key=lambda point: point[0])
    if index == 0:
        return curve.points[0][1]
    if index == len(curve.points) or curve.stepped:
        return curve.points[index - 1][1]
    (one, low), (other, high) = curve.points[index - 1], curve.points[index]
    return low + (high - low) * (now - one) / (other - one)


def _drawn(curve: Curve) -> list[tuple[float, float]]:
    if not curve.stepped:
        return list(curve.points)
    found: list[tuple[float, float]] = []
    for at, value in curve.points:
        if found:
            found.append((at, found[-1][1]))
        found.append((at, value))
    return found


def _color(kit: Kit, curve: Curve) -> str:
    tone = TONES.get(curve.name)
    return kit.palette.fill(tone) if tone else kit.palette["traffic"]


def _word(kit: Kit, curve: Curve, value: int) -> str:
    tone = "pending" if curve.name in LOSSES and not value else TONES.get(curve.name)
    return kit.palette.word(tone) if tone else kit.palette["traffic_ink"]


def _span(seconds: float, longest: float) -> str:
    """A time beside the longest: all in minutes, or none."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}" if longest >= 60 else f"{seconds:g} s"
