"""The whole of a layout: a chart fills the stage, a sequence too; where there are both, the chart stands on top."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from diagram_anim import text
from diagram_anim.layout.cards.titles import covered
from diagram_anim.layout.chart import chart
from diagram_anim.layout.containers.dot import Dot
from diagram_anim.layout.containers.turning import SOME
from diagram_anim.layout.frame.sizes import LEAST, stage_box
from diagram_anim.layout.pictures.against import against
from diagram_anim.layout.pictures.picture import Picture
from diagram_anim.layout.sequences.sequence import sequence
from diagram_anim.model.cast import Cast, Plot
from diagram_anim.model.diagnostic import Diagnostic, Severity, warning
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Layout, Placed, Type
from diagram_anim.model.theme import Theme

PLOT = (352.0, 320.0, 288.0, 256.0)
"""The height of a plot with its words, in px, tried in this order: the first that leaves the chart enough room."""

EASE = 0.8
"""The share of the room around its words that this is, at the least."""

SHORT = 216.0
"""The same where a sequence needs the room."""

TALL = 300.0
"""The same where they stand in rows."""

ROW, ROWS = 0.46, 0.4
"""The share of the stage's height that plots take at the most: in one row, in several."""

SLIM = 500.0
"""In a plot that is less wide its curves are hardly seen, in px."""

NAME = 0.09
"""The share of a row that the name of another run takes at the most, besides what its chart has like others."""

STRIPS = (0.30, 0.34, 0.38, 0.42, 0.46)
"""Shares of the stage's height that the chart above a sequence may take, tried in this order."""

HALF = 0.5
"""The share that it may take at the most, above a short sequence."""


def arrange(cast: Cast, theme: Theme, frame: tuple[float, float] = (1920, 1080)) -> tuple[Layout, list[Diagnostic]]:
    """The layout of a cast in a frame whose shorter side is 1080.

    Diagnostics: `turned` (a note: the direction isn't the author's), `wide` (a note: a sequence is moved along behind
    its window), `small-text` (a warning: too much for the frame), `covered` (a warning: something stands over a title).
    """
    size = (float(frame[0]), float(frame[1]))
    whole = stage_box(theme, size)
    top: Picture | None = None
    for high in PLOT:
        placed, stage = _plots(cast, theme, whole, high), whole
        if placed:
            stage = Box(stage.x, stage.y, stage.w, placed[0].box.y - theme.px("space.gap_view") - stage.y)
        if not placed or cast.heads or not cast.cards:
            break
        top = chart(cast, theme, stage, _dot())
        if _clear(top):
            break
    window, roll, span, shrunk, way = None, 0.0, 0.0, 1.0, (cast.direction, "")
    room = stage
    if cast.cards or cast.groups:
        top = _strip(cast, theme, stage) if cast.heads else top or chart(cast, theme, stage, _dot())
        placed += top.placed
        shrunk, way = top.shrunk, (top.direction, top.inner)
        room = _below(top, theme, stage)
    if cast.heads:
        told = sequence(cast, theme, room, {one.id: one.box.cx for one in placed if one.kind == "card"})
        placed += told.placed
        window, roll, span = told.window, told.roll, told.span
    written = (cast.direction, "") if cast.heads else way  # nobody writes which way the parts of a sequence stand
    folded = not cast.heads and against(cast, placed, way[0])
    problems = [*_problems(cast, *written, shrunk, folded), *_covered(cast, placed)]
    if window is not None and span > window.w + 1:
        problems.append(_wide())
    notes = tuple(problem.message for problem in problems)
    return Layout(size, stage, way[0], tuple(placed), window, roll, span, notes), problems


def _full(made: Picture) -> bool:
    return made.scale >= 1.0 and made.shrunk >= 1.0


def _clear(made: Picture) -> bool:
    return made.shrunk >= 1.0 and made.ease >= EASE


def _plots(cast: Cast, theme: Theme, stage: Box, high: float) -> list[Placed]:
    """A strip along the foot of the stage, shared by the plots; rows of them where the frame is narrow and high
    enough."""
    count = len(cast.plots)
    if not count:
        return []
    gap = theme.px("space.gap_view")
    rows = math.ceil(count / max(1, int((stage.w + gap) // (SLIM + gap))))
    rows = max(1, min(rows, int((stage.h * ROWS + gap) // (PLOT[-1] + gap))))
    most = stage.h * ROW if rows == 1 else (stage.h * ROWS - gap * (rows - 1)) / rows
    high = SHORT if cast.heads else high
    columns, height = math.ceil(count / rows), round(min(high if rows == 1 else TALL, most))
    found = []
    for row in range(rows):
        here = cast.plots[row * columns : (row + 1) * columns]
        names = [min(NAME * stage.w, _named(plot, theme)) for plot in here]
        room, x = (stage.w - gap * (len(here) - 1) - sum(names)) / len(here), stage.x
        y = stage.bottom - (rows - row) * height - (rows - 1 - row) * gap
        for plot, name in zip(here, names, strict=True):
            width = room + name
            found.append(Placed(plot.id, "plot", "plot", Box(x, y, width, height)))
            x += width + gap
    return found


def _named(plot: Plot, theme: Theme) -> float:
    """How wide the longest name of another run in a plot is, in px."""
    type = Type(theme.px("type.state.size"), int(theme.px("type.state.weight")))
    return max((text.measure(f"{curve.run}: ", type) for curve in plot.curves if curve.run), default=0.0)


@cache
def _dot() -> Dot:
    """One worker for the process."""
    return Dot()


def _strip(cast: Cast, theme: Theme, stage: Box) -> Picture:
    """The chart above a sequence, in the least height in which it stands in full size; what a short sequence doesn't
    need is the chart's, up to half of all."""

    def strip(height: float) -> Picture:
        return chart(cast, theme, Box(stage.x, stage.y, stage.w, round(height)), _dot(), strip=True)

    for share in STRIPS:
        made = strip(stage.h * share)
        if _full(made):
            break
    room = _below(made, theme, stage)
    left = room.h - sequence(cast, theme, room).panel.h
    return strip(min(stage.h * HALF, stage.h * share + left)) if left > 1.0 else made


def _below(top: Picture, theme: Theme, stage: Box) -> Box:
    """What a chart leaves of the stage."""
    foot = max(one.box.bottom for one in top.placed) + theme.px("space.gap_view")
    return Box(stage.x, foot, stage.w, stage.bottom - foot)


def _wide() -> Diagnostic:
    return Diagnostic(
        Severity.NOTE,
        "wide",
        "more participants than stand side by side in this frame: it moves along with what is said",
        hint="a wider frame shows more of them at once",
    )


def _covered(cast: Cast, placed: Sequence[Placed]) -> list[Diagnostic]:
    names = {group.id: group.label.plain for group in cast.groups}
    return [
        warning(
            "covered",
            f"something stands over the title of {names[group]}",
            hint="a shorter title, or a frame of another shape, leaves room for both",
        )
        for group in covered(placed)
    ]


def _problems(cast: Cast, direction: str, inner: str, shrunk: float, folded: bool) -> list[Diagnostic]:
    found = []
    if direction != cast.direction or inner or folded:
        turned = (
            "the insides of some of its groups turned" if inner == SOME else f"its groups' insides turned to {inner}"
        )
        if folded and not inner:
            turned = f"folded, some of its arrows run against {direction}"
        if direction != cast.direction:
            whole = f"turned from {cast.direction} to {direction}"
            turned = (
                f"{whole}, but not inside {'all of its groups' if inner == SOME else 'its groups'}" if inner else whole
            )
        found.append(
            Diagnostic(
                Severity.NOTE,
                "turned",
                f"{turned}, so that it is read more easily",
                hint="a frame of another shape may keep the direction",
            )
        )
    if shrunk < 1.0:
        high = math.floor(LEAST * shrunk * 10) / 10  # never as much as can be read
        found.append(
            warning(
                "small-text",
                f"too much for one picture: its words are {high:g} px high, {LEAST:.0f} px can be read from afar",
                hint="the camera goes near where a step tells of little; divide the diagram, or lead it with `focus`",
            )
        )
    return found
