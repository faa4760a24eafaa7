"""Small charts under the action: each is drawn once and uncovered as far as the system's clock has come."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.cast import Curve, Plot
from diagram_anim.model.geometry import Box
from diagram_anim.model.timeline import Action
from diagram_anim.stage.glyphs import glyph
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.nodes import Layer, Sprite
from diagram_anim.stage.pen import circle, polygon, polyline, rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.tracks import Track
from diagram_anim.stage.wires import dashes
from diagram_anim.stage.words import words

PAD = 24.0
HEAD, FOOT = 66.0, 46.0
"""Room for the words above the curves and for the seconds below them, in px."""

SHADE = 0.18
"""How strong the area under a rate is."""

KEY = 34.0
"""How long the piece of line beside a curve's word is."""

LOSSES = ("lost",)
TONES = {"served": "healthy", "lost": "failed"}


def layers(moment: Moment) -> Iterable[Layer]:
    now = moment.number("plots", Action.LEVEL, view="plot")
    for placed in moment.kit.all("plot", "plot"):
        plot = moment.kit.plot(placed.id)
        area = _area(placed.box, moment.kit, plot)
        x = area.x + area.w * now / plot.seconds
        values = tuple(_value(curve, now) for curve in plot.curves)
        yield Layer(Sprite(axes, (plot.id,)))
        yield Layer(Sprite(curves, (plot.id,)), clip=Box(area.x - 4, placed.box.y, x - area.x + 4, placed.box.h))
        yield Layer(Sprite(figures, (plot.id, tuple(map(round, values)))))
        for curve, value in zip(plot.curves, values, strict=True):
            dot = Sprite(mark, (plot.id, curve.name))
            yield Layer(dot, dx=x - area.x, dy=-area.h * value / plot.top)


def axes(kit: Kit, id: str) -> list[VMobject]:
    """Zero and the top, with the top's figure and how long the run is."""
    plot, box = kit.plot(id), kit.placed("plot", "plot", id).box
    area, small, ink = _area(box, kit, plot), kit.type("small"), kit.palette["ink3"]
    hair, width = kit.palette["hair"], kit.px("stroke.hair")
    panel = rounded(box, kit.px("radius.node"))
    found = [shape(panel, fill=kit.palette["group"], stroke=hair, width=width)]
    found += [shape(polyline([(area.x, y), (area.right, y)]), stroke=hair, width=width) for y in (area.y, area.bottom)]
    right = area.x - 14
    found += words(f"{plot.top:,.0f}", right, area.y + small.size * 0.36, small, ink, "end")
    found += words("0", right, area.bottom + small.size * 0.36, small, ink, "end")
    return [*found, *words(_span(plot.seconds), area.right, box.bottom - 14, small, ink, "end")]


def curves(kit: Kit, id: str) -> list[VMobject]:
    """All curves to their ends, what is lost over what is served."""
    plot = kit.plot(id)
    area = _area(kit.placed("plot", "plot", id).box, kit, plot)
    found: list[VMobject] = []
    for curve in plot.curves:
        color = _color(kit, curve)
        line = [(area.x + area.w * at / plot.seconds, area.bottom - area.h * v / plot.top) for at, v in _drawn(curve)]
        if not curve.stepped:
            ground = [(line[-1][0], area.bottom), (line[0][0], area.bottom)]
            found.append(shape(polygon([*line, *ground]), fill=(color, SHADE)))
        found.append(_line(line, curve, color))
    return found


def _line(points: list[tuple[float, float]], curve: Curve, color: str) -> VMobject:
    """Losses are dashed: colour alone tells nobody anything."""
    way = Track(points, 0.0)
    return shape(dashes(way, 0.0, way.length) if curve.name in LOSSES else polyline(points), stroke=color, width=3.0)


def mark(kit: Kit, id: str, name: str) -> list[VMobject]:
    """Where a curve has got to, at zero and at the beginning."""
    plot = kit.plot(id)
    area = _area(kit.placed("plot", "plot", id).box, kit, plot)
    curve = next(one for one in plot.curves if one.name == name)
    color = _color(kit, curve)
    if curve.name in LOSSES:
        return glyph("failed", area.x, area.bottom, 20.0, kit.palette)
    return [shape(circle(area.x, area.bottom, 6.0), fill=color)]


def figures(kit: Kit, id: str, values: tuple[int, ...]) -> list[VMobject]:
    """What each curve reads now, and what is plotted: beside it, or at the foot where there is no room."""
    plot, box = kit.plot(id), kit.placed("plot", "plot", id).box
    small, number = kit.type("small"), kit.type("node_small")
    base = box.y + 40.0
    found: list[VMobject] = []
    x = box.right - PAD
    for curve, value in reversed(list(zip(plot.curves, values, strict=True))):
        color = _word(kit, curve)
        found += words(f"{value:,}", x, base, number, color, "end")
        x -= text.measure(f"{max(value, round(plot.top)):,}", number) + 10
        if len(plot.curves) > 1:
            said = kit.word(curve.name)
            found += words(said, x, base, small, kit.palette["ink2"], "end")
            x -= text.measure(said, small) + 10
            found.append(
                _line([(x - KEY, base - small.size * 0.34), (x, base - small.size * 0.34)], curve, _color(kit, curve))
            )
            x -= KEY + 28
    title = kit.word(plot.kind) if not plot.run else f"{kit.word(plot.kind)} · {plot.run}"
    room = x - box.x - PAD
    if text.measure(title, small) > room:
        base, room = box.bottom - 14, box.w - 2 * PAD - text.measure(_span(plot.seconds), small) - 20
    said, type = text.fitted(title, small, room)
    return found + words(said, box.x + PAD, base, type, kit.palette["ink2"])


def _area(box: Box, kit: Kit, plot: Plot) -> Box:
    """Where the curves run: right of the scale's figures."""
    left = PAD + text.measure(f"{plot.top:,.0f}", kit.type("small")) + 14
    return Box(box.x + left, box.y + HEAD, box.w - left - PAD, box.h - HEAD - FOOT)


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


def _word(kit: Kit, curve: Curve) -> str:
    tone = TONES.get(curve.name)
    return kit.palette.word(tone) if tone else kit.palette["traffic_ink"]


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}" if minutes else f"{rest} s"
