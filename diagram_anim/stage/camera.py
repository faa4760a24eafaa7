"""Manim's camera, in frame px: what it draws goes into surfaces of the stage's own, or into a recorder."""

from __future__ import annotations

from typing import Any

from manim import Camera, VMobject


class StageCamera(Camera):  # type: ignore[misc]
    """Lines are as wide as they say, at any zoom."""

    def __init__(self) -> None:
        super().__init__(cairo_line_width_multiple=1.0)

    def set_cairo_context_path(self, ctx: Any, vmobject: VMobject) -> StageCamera:
        """The same path as Manim's own: curves that meet are one line, and one that comes back to its start is
        closed. Manim looks for where they meet in arrays; for the few dozen curves of a word, plain numbers do."""
        ctx.new_path()
        points = vmobject.points[:, :2].tolist()
        meet = vmobject.consider_points_equals_2d
        start = here = None
        for index in range(0, len(points) - 3, 4):
            first, one, two, last = points[index : index + 4]
            if here != first and (here is None or not meet(here, first)):
                if here is not None and meet(start, here):
                    ctx.close_path()
                ctx.new_sub_path()
                ctx.move_to(*first)
                start = first
            ctx.curve_to(*one, *two, *last)
            here = last
        if here is not None and meet(start, here):
            ctx.close_path()
        return self
