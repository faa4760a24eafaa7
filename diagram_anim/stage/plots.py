"""Charts under the action: each is drawn once and uncovered as far as the system's clock has come."""

from __future__ import annotations

from collections.abc import Iterable

from manim import VMobject

from diagram_anim import text
from diagram_anim.model.cast import Curve, Plot
from diagram_anim.model.geometry import Box
from diagram_anim.model.timeline import Action
from diagram_anim.stage import plotends as ends
from diagram_anim.stage.icons import icon
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.nodes import Layer, Sprite
from diagram_anim.stage.pen import dots, polygon, polyline, rounded
from diagram_anim.stage.shapes import shape
from diagram_anim.stage.tracks import Track
from diagram_anim.stage.wires import dashes
from diagram_anim.stage.words import words

PAD = 32.0
HEAD, FOOT = 68.0, 46.0
"""Room for the title above the curves and for the times below them, in px."""

TITLE = 46.0
"""From a panel's top to its title's baseline, in px."""

SHADE = 0.18
"""How strong the area under what is lost is."""

STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1800, 3600)
APART = 28.0
"""Seconds that are told along the axis, the smallest that leave so much room between two, in px."""

TICK, GAP = 7.0, 12.0
"""How long a tick is, and from it to its figure, in px."""

ROUND = (8, 6, 5, 4, 3, 2, 1)
"""What a figure beside the curves may begin with."""

GROUND = ("lost", "refused", "error", "waiting")
"""What is lost or left over has a ground: it is what the eye shall find."""

COMING = ("arriving",)
LINE, UNDER, BEHIND = 3.0, 6.0, 2.0
"""How wide a line is; one that others may lie on all along, so that it is seen under them; one of another run, in
px."""


def layers(moment: Moment) -> Iterable[Layer]:
    now, kit = moment.number("plots", Action.LEVEL, view="plot"), moment.kit
    for number, placed in enumerate(kit.all("plot", "plot")):
        plot = kit.plot(placed.id)
        area = field(kit, plot)
        x = area.x + area.w * now / plot.seconds
        yield Layer(Sprite(axes, (plot.id,)))
        if not number:
            yield Layer(Sprite(clock, (plot.id, int(now))))
        yield Layer(Sprite(curves, (plot.id,)), clip=Box(area.x - 4, placed.box.y, x - area.x + 4, placed.box.h))
        yield Layer(Sprite(present, (plot.id,)), dx=x - area.x)
        yield from ends.layers(plot, area, now, x)


def axes(kit: Kit, id: str) -> list[VMobject]:
    """What is plotted, a round figure for how high that is, and the time."""
    plot, box = kit.plot(id), kit.placed("plot", "plot", id).box
    area, small, ink = field(kit, plot), kit.type("small"), kit.palette["ink3"]
    hair, width = kit.palette["hair"], kit.px("stroke.hair")
    found = [shape(rounded(box, kit.px("radius.node")), fill=kit.palette["group"], stroke=hair, width=width)]
    said, type = text.fitted(kit.word(plot.kind), kit.type("node"), box.w - 2 * PAD - _clock(kit, plot))
    found += words(said, box.x + PAD, box.y + TITLE, type, kit.palette["ink"])
    end = box.right - PAD
    found.append(shape(polyline([(area.x, area.bottom), (end, area.bottom)]), stroke=hair, width=width))
    high = _high(plot.top)
    y = area.bottom - area.h * high / plot.top
    found.append(shape(polyline([(area.x - TICK, y), (area.x, y)]), stroke=kit.palette["stroke"], width=width))
    found += words(f"{high:,}", area.x - GAP, y + small.size * 0.36, small, ink, "end")
    for at in _times(kit, plot, area.w, end - area.x):
        x = area.x + area.w * at / plot.seconds
        found.append(shape(polyline([(x, area.bottom), (x, area.bottom + TICK)]), stroke=hair, width=width))
        found += words(_span(kit, at), x, box.bottom - 15, small, ink, "middle" if at else "start")
    return found


def clock(kit: Kit, id: str, now: int) -> list[VMobject]:
    """The system's time, at the right of the head."""
    box, type = kit.placed("plot", "plot", id).box, kit.type("state").figures
    said = f"{now // 60:02d}:{now % 60:02d}"
    x, y = box.right - PAD - text.measure(said, type), box.y + TITLE
    found = icon("clock", Box(x - 38.0, y - 9.0 - 14.0, 28.0, 28.0), kit.palette["ink3"])
    return [*found, *words(said, x, y, type, kit.palette["ink2"])]


def _clock(kit: Kit, plot: Plot) -> float:
    """How much of the head's width the clock takes: the first chart has it."""
    first = kit.all("plot", "plot")[0].id == plot.id
    return text.measure("00:00", kit.type("state").figures) + 60.0 if first else 0.0


def present(kit: Kit, id: str) -> list[VMobject]:
    """The line that tells how far the time has come, at its beginning."""
    area = field(kit, kit.plot(id))
    return [shape(dots([(area.x, area.y - 12), (area.x, area.bottom)], 8.0, 1.2), fill=kit.palette["ink3"])]


def curves(kit: Kit, id: str) -> list[VMobject]:
    """All curves to their ends: other runs behind, and what is lost over what is served."""
    plot = kit.plot(id)
    area = field(kit, plot)
    found: list[VMobject] = []
    for curve in sorted(plot.curves, key=lambda curve: not curve.run):
        color = ends.color(kit, curve)
        line = [(area.x + area.w * at / plot.seconds, area.bottom - area.h * v / plot.top) for at, v in _drawn(curve)]
        if curve.name in GROUND and not curve.run:
            ground = [(line[-1][0], area.bottom), (line[0][0], area.bottom)]
            found.append(shape(polygon([*line, *ground]), fill=(color, SHADE)))
        found.append(_line(line, curve, color))
    return found


def _line(points: list[tuple[float, float]], curve: Curve, color: str) -> VMobject:
    """Losses are dashed and aims dotted: colour alone tells nobody anything."""
    if curve.name in ends.AIMS:
        return shape(dots(points, 9.0, 1.8), fill=color)
    wide = BEHIND if curve.run else UNDER if curve.name in COMING else LINE
    way = Track(points, 0.0)
    dashed = curve.name in ends.LOSSES or curve.run
    return shape(dashes(way, 0.0, way.length) if dashed else polyline(points), stroke=color, width=wide)


def field(kit: Kit, plot: Plot) -> Box:
    """Where the curves run: beside the figure for how high they are, before the room for the names at their ends. All
    charts have one scale of time, and begin in one line where they stand one below the other."""
    box = kit.placed("plot", "plot", plot.id).box
    rooms = [(kit.placed("plot", "plot", one.id).box, *_beside(kit, one)) for one in kit.picture.cast.plots]
    lefts = {x: max(left for other, left, _ in rooms if other.x == x) for x in {other.x for other, _, _ in rooms}}
    wide = min(other.w - lefts[other.x] - right for other, _, right in rooms)
    return Box(box.x + lefts[box.x], box.y + HEAD, wide, box.h - HEAD - FOOT)


def _beside(kit: Kit, plot: Plot) -> tuple[float, float]:
    """The room left and right of the curves, in px."""
    return PAD + text.measure(f"{_high(plot.top):,}", kit.type("small")) + GAP, PAD + ends.room(kit, plot)


def _high(top: float) -> int:
    """A round figure among the highest that are reached."""
    size = 10 ** (len(str(int(top))) - 1)
    return next((step * size for step in ROUND if step * size <= top / 1.05), 1)


def _times(kit: Kit, plot: Plot, wide: float, whole: float) -> list[int]:
    """The times that are told along the axis, which goes on below the names at the curves' ends, to what hasn't come
    yet: none but nought where there is no room for any other within the run's own width."""
    for step in STEPS:
        told = [number * step for number in range(int(plot.seconds * whole / wide / step + 1e-6) + 1)]
        said = {at: text.measure(_span(kit, at), kit.type("small")) for at in told}
        told = [at for at in told if wide * at / plot.seconds + said[at] / 2 <= whole + PAD / 2]
        room = max((said[at] for at in told), default=0.0) + APART
        if wide * step / plot.seconds >= room and step <= plot.seconds:
            return told
    return [0]


def _span(kit: Kit, seconds: int) -> str:
    """A time in the film's language."""
    minutes, rest = divmod(seconds, 60)
    told = [f"{minutes}{kit.word('minutes')}"] if minutes else []
    return " ".join(told + ([f"{rest}{kit.word('seconds')}"] if rest or not minutes else []))


def _drawn(curve: Curve) -> list[tuple[float, float]]:
    if not curve.stepped:
        return list(curve.points)
    found: list[tuple[float, float]] = []
    for at, value in curve.points:
        if found:
            found.append((at, found[-1][1]))
        found.append((at, value))
    return found
