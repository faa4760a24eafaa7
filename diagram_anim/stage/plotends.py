"""The ends of a chart's lines: each with its own shape, its name and what it reads, right of the time that it has come
to. Names stand apart where their lines end near each other; where lines cross they fade while they pass each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.cast import Curve, Plot
from diagram_anim.model.geometry import Box
from diagram_anim.stage.glyphs import glyph
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.nodes import Layer, Sprite
from diagram_anim.stage.pen import circle, polygon, polyline
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.words import middle, words

LEAD, SIGN, SIZE = 30.0, 18.0, 20.0
"""From a line's end to the middle of its shape, from there to its name, and how large the shape is, in px."""

PITCH = 34.0
"""From name to name, in px, where there is room."""

PASSING = 0.6
"""Nearer than this share of a name's height to that of an earlier line one isn't seen."""

FOOT = 14.0
"""So much over the chart's foot the lowest name stands, clear of the times below it, in px."""

RUN = 0.3
"""The share of a panel that the name of another run takes at the most."""

STEP = 2.0
"""How finely the lines to names that stand apart are told from each other, in px."""

MOMENTS, CALM, HOLD = 240, 2, 0.02
"""In how many moments of a run names are set; over how many to either side they glide; and by what share of the
chart's height a line has to pass another before their names change places."""

LOSSES = ("lost", "refused", "error")
AIMS = ("target",)
TONES = {"served": "healthy", "ready": "healthy", "lost": "failed", "refused": "failed"}
TONES |= {"error": "faulty", "target": "pending"}


def layers(plot: Plot, area: Box, now: float, x: float) -> Iterable[Layer]:
    """What the curves read `now`, at `x`."""
    places = _between(_heights(plot, area.h), now / plot.seconds)
    for index, (curve, place) in enumerate(zip(plot.curves, places, strict=True)):
        reads = value(curve, now)
        end = area.h * (1.0 - reads / plot.top)
        apart = round((place - end) / STEP) * STEP
        yield Layer(Sprite(leader, (plot.id, index, apart)), dx=x, dy=area.y + end)
        near = min((abs(place - other) for other in places[:index]), default=area.h)
        seen = min(1.0, max(0.0, (near / _pitch(len(places), area.h) - PASSING) / (0.9 - PASSING)))
        yield Layer(Sprite(name, (plot.id, index, round(reads))), seen, dx=x, dy=area.y + place)


def leader(kit: Kit, id: str, index: int, apart: float) -> list[VMobject]:
    """From where a line has got to, at nought, to its name, that stands so much lower."""
    curve = kit.plot(id).curves[index]
    found = shape(circle(0.0, 0.0, 4.0), fill=color(kit, curve))
    if abs(apart) <= STEP:
        return [found]
    way = polyline([(0.0, 0.0), (LEAD - SIZE / 2 - 2.0, apart)])
    return [shape(way, stroke=(color(kit, curve), 0.6), width=kit.px("stroke.hair")), found]


def name(kit: Kit, id: str, index: int, reads: int) -> list[VMobject]:
    """A line's shape, its name and what it reads, right of nought and level with it."""
    plot = kit.plot(id)
    curve, type = plot.curves[index], kit.type("state").figures
    said = _said(kit, plot, curve, reads)
    return [
        *_mark(kit, curve, LEAD, 0.0, not reads),
        *words(said, LEAD + SIGN, middle(0.0, type), type, _word(kit, curve, reads)),
    ]


def room(kit: Kit, plot: Plot) -> float:
    """How wide the names at the ends may become, in px."""
    type = kit.type("state").figures
    most = [max(value for _, value in curve.points) for curve in plot.curves]
    said = [_said(kit, plot, curve, round(reads)) for curve, reads in zip(plot.curves, most, strict=True)]
    return LEAD + SIGN + max(text.measure(one, type) for one in said)


def _said(kit: Kit, plot: Plot, curve: Curve, reads: int) -> str:
    """Another run's line has that run's name before what of it is counted, where there is room for both: its shape
    tells that too."""
    if not curve.run:
        return f"{kit.word(curve.name)} {reads:,}" if len(plot.curves) > 1 else f"{reads:,}"
    wide, type = kit.placed("plot", "plot", plot.id).box.w * RUN, kit.type("state")
    whole = f"{curve.run}: {kit.word(curve.name)}"
    return f"{whole if text.measure(whole, type) <= wide else text.cut(curve.run, type, wide)} {reads:,}"


def _mark(kit: Kit, curve: Curve, x: float, y: float, none: bool) -> list[VMobject]:
    """A curve's own shape: colour alone tells nobody anything. While there are `none` a loss has no colour."""
    tint = color(kit, curve)
    if curve.name in AIMS:
        return [shape(circle(x, y, 6.0), stroke=tint, width=2.5)]
    if curve.name == "refused" or curve.name in LOSSES:
        kind = curve.name if curve.name == "refused" else TONES[curve.name]
        return glyph(kind, x, y, SIZE, kit.palette, tone="pending" if none or curve.run else TONES[curve.name])
    if curve.name == "arriving":
        return [shape(polygon([(x - 6.0, y - 8.0), (x + 8.0, y), (x - 6.0, y + 8.0)]), fill=tint)]
    return [shape(circle(x, y, 7.0), fill=tint)]


def value(curve: Curve, now: float) -> float:
    """What a curve reads at a second."""
    index = bisect_right(curve.points, now, key=lambda point: point[0])
    if index == 0:
        return curve.points[0][1]
    if index == len(curve.points) or curve.stepped:
        return curve.points[index - 1][1]
    (one, low), (other, high) = curve.points[index - 1], curve.points[index]
    return low + (high - low) * (now - one) / (other - one)


def color(kit: Kit, curve: Curve) -> str:
    if curve.run:
        return kit.palette["ink3"]
    tone = TONES.get(curve.name)
    return kit.palette.fill(tone) if tone else kit.palette["traffic"]


def _word(kit: Kit, curve: Curve, reads: int) -> str:
    if curve.run:
        return kit.palette["ink2"]
    tone = "pending" if curve.name in LOSSES and not reads else TONES.get(curve.name)
    return kit.palette.word(tone) if tone else kit.palette["traffic_ink"]


@lru_cache(maxsize=64)
def _heights(plot: Plot, high: float) -> tuple[tuple[float, ...], ...]:
    """Where the names stand below the chart's top, by moment and curve."""
    order = sorted(range(len(plot.curves)), key=lambda index: -value(plot.curves[index], 0.0))
    set_: list[list[float]] = []
    for moment in range(MOMENTS + 1):
        reads = [value(curve, plot.seconds * moment / MOMENTS) for curve in plot.curves]
        for place in range(1, len(order)):  # so few that it is sorted by insertion
            while place and reads[order[place]] - reads[order[place - 1]] > HOLD * plot.top:
                order[place - 1 : place + 1] = order[place], order[place - 1]
                place -= 1
        wanted = [high * (1.0 - reads[index] / plot.top) for index in order]
        stood = dict(zip(order, apart(wanted, high), strict=True))
        set_.append([stood[index] for index in range(len(order))])
    spans = (set_[max(0, moment - CALM) : moment + CALM + 1] for moment in range(MOMENTS + 1))
    return tuple(tuple(sum(one) / len(span) for one in zip(*span, strict=True)) for span in spans)


def apart(wanted: Sequence[float], high: float) -> list[float]:
    """Places from the top as near as can be to those that are wanted, in the same order, a name's height from each
    other."""
    pitch = _pitch(len(wanted), high)
    high -= FOOT
    heaps: list[list[float]] = []
    for index, place in enumerate(wanted):
        heaps.append([place - index * pitch])
        while len(heaps) > 1 and _mean(heaps[-2]) > _mean(heaps[-1]):
            heaps[-2:] = [heaps[-2] + heaps[-1]]
    free = [_mean(heap) for heap in heaps for _ in heap]
    most = high - pitch * (len(wanted) - 1)
    return [min(max(place, 0.0), most) + index * pitch for index, place in enumerate(free)]


def _pitch(count: int, high: float) -> float:
    return min(PITCH, (high - FOOT) / max(1, count - 1))


def _mean(heap: Sequence[float]) -> float:
    return sum(heap) / len(heap)


def _between(table: Sequence[Sequence[float]], share: float) -> list[float]:
    """A table's row at a share of its length."""
    at = min(max(share, 0.0), 1.0) * (len(table) - 1)
    low = min(int(at), len(table) - 2)
    return [one + (other - one) * (at - low) for one, other in zip(table[low], table[low + 1], strict=True)]
