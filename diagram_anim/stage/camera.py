"""Manim's camera, in frame px: what it draws goes into surfaces of the stage's own, or into a recorder."""

from __future__ import annotations

from manim import Camera


class StageCamera(Camera):  # type: ignore[misc]
    """Lines are as wide as they say, at any zoom."""

    def __init__(self) -> None:
        super().__init__(cairo_line_width_multiple=1.0)
