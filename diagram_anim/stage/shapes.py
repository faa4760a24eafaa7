"""Manim's vector mobjects from paths, in frame px (Manim's y points up, so it is -y of the frame)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import CapStyleType, LineJointType, VMobject

from diagram_anim.stage.pen import Path

Color = str | tuple[str, float]
"""`#rrggbb`, or that with an alpha."""


def shape(path: Path, fill: Color | None = None, stroke: Color | None = None, width: float = 0.0) -> VMobject:
    """A path with its colours; strokes have round ends and joints."""
    paint, opacity = _split(fill)
    line, strength = _split(stroke)
    mobject = VMobject(
        fill_color=paint,
        fill_opacity=opacity,
        stroke_color=line,
        stroke_opacity=strength,
        stroke_width=width if stroke else 0.0,
        joint_type=LineJointType.ROUND,
        cap_style=CapStyleType.ROUND,
    )
    points = np.zeros((len(path), 3))
    points[:, 0] = path[:, 0]
    points[:, 1] = -path[:, 1]
    mobject.points = points
    return mobject


def bounds(mobjects: Sequence[VMobject]) -> tuple[float, float, float, float] | None:
    """Left, top, right, bottom of all that is drawn, in frame px."""
    found = [
        (*(mobject.points[:, :2].min(axis=0) - half), *(mobject.points[:, :2].max(axis=0) + half))
        for mobject in mobjects
        if len(mobject.points)
        for half in (float(np.max(mobject.stroke_width)) / 2,)
    ]
    if not found:
        return None
    left, low, right, high = zip(*found, strict=True)
    return min(left), -max(high), max(right), -min(low)


def _split(color: Color | None) -> tuple[str, float]:
    if color is None:
        return "#000000", 0.0
    return (color, 1.0) if isinstance(color, str) else color
