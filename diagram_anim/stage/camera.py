"""Manim's camera, in frame px: what it draws goes into surfaces of the stage's own, or into a recorder."""

from __future__ import annotations

from typing import Any

from manim import Camera, VMobject

from diagram_anim.model.geometry import Point


class StageCamera(Camera):  # type: ignore[misc]
    """Lines are as wide as they say, at any zoom."""

    def __init__(self) -> None:
        super().__init__(cairo_line_width_multiple=1.0)

    def set_cairo_context_path(self, ctx: Any, vmobject: VMobject) -> StageCamera:
        """The same path as Manim's own, in a third of the time: curves that meet are one line, and one that comes back
        to its start is closed."""
        ctx.new_path()
        # Where a curve begins elsewhere than the one before it ends is seldom, so Manim's measure is asked only then.
        meet = vmobject.consider_points_equals_2d
        start: Point | None = None
        end: Point = (0.0, 0.0)
        for x, y, *step in vmobject.points[:, :2].reshape(-1, 8).tolist():
            if start is None or (end != (x, y) and not meet(end, (x, y))):
                if start is not None and meet(start, end):
                    ctx.close_path()
                start = (x, y)
                ctx.new_sub_path()
                ctx.move_to(x, y)
            ctx.curve_to(*step)
            end = (step[4], step[5])
        if start is not None and meet(start, end):
            ctx.close_path()
        return self
