"""The whole of a layout: a chart fills the stage, a sequence too; where there are both, the chart stands on top."""

from __future__ import annotations

from functools import cache

from diagram_anim.layout.chart import chart
from diagram_anim.layout.dot import Dot
from diagram_anim.layout.sizes import LEAST, stage_box
from diagram_anim.model.cast import Cast
from diagram_anim.model.diagnostic import Diagnostic, Severity, warning
from diagram_anim.model.layout import Layout
from diagram_anim.model.theme import Theme


@cache
def _dot() -> Dot:
    """One worker for the process."""
    return Dot()


def arrange(cast: Cast, theme: Theme, frame: tuple[float, float] = (1920, 1080)) -> tuple[Layout, list[Diagnostic]]:
    """The layout of a cast in a frame whose shorter side is 1080.

    Diagnostics: `turned` (a note: the direction isn't the author's), `small-text` (a warning: too much for the frame).
    """
    size = (float(frame[0]), float(frame[1]))
    stage = stage_box(theme, size)
    made = chart(cast, theme, stage, _dot())
    notes = []
    problems = []
    if made.direction != cast.direction:
        notes.append(f"turned from {cast.direction} to {made.direction}")
        problems.append(
            Diagnostic(
                Severity.NOTE,
                "turned",
                f"drawn from {made.direction} instead of {cast.direction}, so that its words stay readable",
                hint="a frame of another shape keeps the direction",
            )
        )
    if made.shrunk < 1.0:
        notes.append(f"words at {made.shrunk * 100:.0f} % of the least size")
        problems.append(
            warning(
                "small-text",
                f"too much for one picture: its words are only {LEAST * made.shrunk:.0f} px high instead of {LEAST:.0f}",
                hint="divide the diagram, or let the camera visit its parts with `focus`",
            )
        )
    return Layout(size, stage, made.direction, made.placed, notes=tuple(notes)), problems
