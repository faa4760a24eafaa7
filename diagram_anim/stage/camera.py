"""Manim's camera, in frame px: what it draws goes into surfaces of the stage's own, or into a recorder."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from manim import Camera, VMobject


class StageCamera(Camera):  # type: ignore[misc]
    """Lines are as wide as they say, at any zoom."""

    def __init__(self) -> None:
        super().__init__(cairo_line_width_multiple=1.0)

    def set_cairo_context_path(self, ctx: Any, vmobject: VMobject) -> StageCamera:
        """The same path as Manim's own, in half the time: curves that meet are one line, and one that comes back to
        its start is closed."""
        ctx.new_path()
        curves = vmobject.points[:, :2].reshape(-1, 8)
        steps = curves[:, 2:].tolist()
        # Where a curve begins elsewhere than the one before it ends; seldom, so Manim's measure is asked only then.
        meet = vmobject.consider_points_equals_2d
        apart = np.flatnonzero((curves[1:, :2] != curves[:-1, 6:]).any(axis=1)) + 1
        breaks = [at for at in apart.tolist() if not meet(curves[at - 1, 6:], curves[at, :2])]
        for start, end in pairwise([0, *breaks, len(curves)]):
            ctx.new_sub_path()
            ctx.move_to(*curves[start, :2].tolist())
            for step in steps[start:end]:
                ctx.curve_to(*step)
            if meet(curves[start, :2], curves[end - 1, 6:]):
                ctx.close_path()
        return self
