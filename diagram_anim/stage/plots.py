"""Small charts under the action: each is drawn once and uncovered as far as the system's clock has come."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

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

AFTER = 18.0
"""From a curve's end to what it reads, in px."""

LINE = 30.0
"""From what one curve reads to the next, in px."""

STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
TICK = 90.0
"""Seconds that are told along the axis, the smallest that leave so much room between two, in px."""

LOSSES = ("lost",)
AIMS = ("target",)
COPIES = ("ready", "target")
"""What is counted in few: no ground lies under it."""
TONES = {"served": "healthy", "ready": "healthy", "lost": "failed", "target": "pending"}


def layers(moment: Moment) -> Iterable[Layer]:
    now = moment.number("plots", Action.LEVEL, view="plot")
    for placed in moment.kit.all("plot", "plot"):
        plot = moment.kit.plot(placed.id)
        area = _area(placed.box, moment.kit, plot)
        x = area.x + area.w * now / plot.seconds
        values = [_value(curve, now) for curve in plot.curves]
        ys = [area.bottom - area.h * value / plot.top for value in values]
        yield Layer(Sprite(axes, (plot.id,)))
        yield Layer(Sprite(curves, (plot.id,)), clip=Box(area.x - 4, placed.box.y, x - area.x + 4, placed.box.h))
        yield Layer(Sprite(present, (plot.id,)), dx=x - area.x)
        for curve, value, y, said in zip(plot.curves, values, ys, apart(ys, area), strict=True):
            yield Layer(Sprite(mark, (plot.id, curve.name, not round(value))), dx=x - area.x, dy=y - area.bottom)
            yield Layer(Sprite(figure, (plot.id, curve.name, round(value))), dx=x - area.x, dy=said - area.bottom)


def apart(ys: Sequence[float], area: Box) -> list[float]:
    """The heights at which the words of curves stand, as near to their ends as they can be read one by one."""
    order = sorted(range(len(ys)), key=lambda place: ys[place])
    found = list(ys)
    for above, below in pairwise(order):
        found[below] = max(found[below], found[above] + LINE)
    last = area.bottom
    for place in reversed(order):
        found[place] = last = min(found[place], last)
        last -= LINE
    return found


def axes(kit: Kit, id: str) -> list[VMobject]:
    """What is plotted; zero and the top, with the top's figure; the time."""
    plot, box = kit.plot(id), kit.placed("plot", "plot", id).box
    area, small, ink = _area(box, kit, plot), kit.type("small"), kit.palette["ink3"]
    hair, width = kit.palette["hair"], kit.px("stroke.hair")
    panel = rounded(box, kit.px("radius.node"))
    found = [shape(panel, fill=kit.palette["group"], stroke=hair, width=width)]
    found += [shape(polyline([(area.x, y), (area.right, y)]), stroke=hair, width=width) for y in (area.y, area.bottom)]
    title = kit.word(plot.kind) if not plot.run else f"{kit.word(plot.kind)} · {plot.run}"
    said, type = text.fitted(title, small, box.w - 2 * PAD)
    found += words(said, box.x + PAD, box.y + 40.0, type, kit.palette["ink2"])
    right = area.x - 14
    found += words(f"{plot.top:,.0f}", right, area.y + small.size * 0.36, small, ink, "end")
    found += words("0", right, area.bottom + small.size * 0.36, small, ink, "end")
    steps = [one for one in STEPS if one <= plot.seconds]
    step = next((one for one in steps if plot.seconds / one * TICK <= area.w), max(steps, default=plot.seconds))
    for number in range(1, int(plot.seconds / step + 1e-6) + 1):
        x = area.x + area.w * number * step / plot.seconds
        found.append(shape(polyline([(x, area.bottom), (x, area.bottom + 7)]), stroke=hair, width=width))
        found += words(_span(number * step, plot.seconds), x, box.bottom - 12, small, ink, "middle")
    return found


def present(kit: Kit, id: str) -> list[VMobject]:
    """The line that tells how far the time has come, at its beginning."""
    area = _area(kit.placed("plot", "plot", id).box, kit, kit.plot(id))
    return [shape(dots([(area.x, area.y), (area.x, area.bottom)], 8.0, 1.2), fill=kit.palette["ink3"])]


def curves(kit: Kit, id: str) -> list[VMobject]:
    """All curves to their ends, what is lost over what is served."""
    plot = kit.plot(id)
    area = _area(kit.placed("plot", "plot", id).box, kit, plot)
    found: list[VMobject] = []
    for curve in plot.curves:
        color = _color(kit, curve)
        line = [(area.x + area.w * at / plot.seconds, area.bottom - area.h * v / plot.top) for at, v in _drawn(curve)]
        if curve.name not in COPIES:
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
    """Where a curve has got to, at zero and at the beginning; while there are `none` a loss has no colour."""
    plot = kit.plot(id)
    area = _area(kit.placed("plot", "plot", id).box, kit, plot)
    curve = next(one for one in plot.curves if one.name == name)
    color = _color(kit, curve)
    if curve.name in AIMS:
        ring = circle(area.x, area.bottom, 5.0)
        return [shape(ring, fill=kit.palette["group"], stroke=color, width=2.5)]
    if curve.name in LOSSES:
        return glyph("failed", area.x, area.bottom, 20.0, kit.palette, tone="pending" if none else "")
    return [shape(circle(area.x, area.bottom, 6.0), fill=color)]


def figure(kit: Kit, id: str, name: str, value: int) -> list[VMobject]:
    """What a curve reads now, with its name where there are several, right of its end at zero and at the beginning."""
    plot = kit.plot(id)
    area = _area(kit.placed("plot", "plot", id).box, kit, plot)
    curve = next(one for one in plot.curves if one.name == name)
    small, number, color = kit.type("small"), kit.type("node_small").figures, _word(kit, curve, value)
    x, said, read = area.x + AFTER, kit.word(name) if len(plot.curves) > 1 else "", f"{value:,}"
    beside = x + (text.measure(said, small) + 8 if said else 0.0)
    # The scale's lines open for it.
    room = Box(x - 4, area.bottom - LINE / 2, beside + text.measure(read, number) - x + 8, LINE)
    return [
        shape(rounded(room, 6), fill=kit.palette["group"]),
        *words(said, x, area.bottom + small.size * 0.36, small, color),
        *words(read, beside, area.bottom + number.size * 0.36, number, color),
    ]


def _area(box: Box, kit: Kit, plot: Plot) -> Box:
    """Where the curves run: between the scale's figures and room for what they read."""
    small = kit.type("small")
    left = PAD + text.measure(f"{plot.top:,.0f}", small) + 14
    names = max(text.measure(kit.word(curve.name), small) + 8 for curve in plot.curves) * (len(plot.curves) > 1)
    right = PAD + AFTER + names + text.measure(f"{plot.top:,.0f}", kit.type("node_small").figures)
    return Box(box.x + left, box.y + HEAD, box.w - left - right, box.h - HEAD - FOOT)


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
