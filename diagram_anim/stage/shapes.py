"""Manim's vector mobjects from paths, in frame px (Manim's y points up, so it is -y of the frame)."""

from __future__ import annotations

from functools import lru_cache
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import CapStyleType, LineJointType, VMobject

from diagram_anim.stage.color import rgb
from diagram_anim.stage.pen import Path

Color = str | tuple[str, float]
"""`#rrggbb`, or that with an alpha."""


class Shape(VMobject):  # type: ignore[misc]
    """A mobject that is given its colours as they are kept: Manim's own way takes a dozen steps for each."""

    def init_colors(self, propagate_colors: bool = True) -> Self:
        return self


_BLANK = Shape(joint_type=LineJointType.ROUND, cap_style=CapStyleType.ROUND, background_stroke_color=None)
"""What all shapes have in common. Making a mobject takes Manim longer than painting it, so this is made once."""


def shape(path: Path, fill: Color | None = None, stroke: Color | None = None, width: float = 0.0) -> VMobject:
    """A path with its colours; strokes have round ends and joints."""
    mobject = Shape.__new__(Shape)
    mobject.__dict__.update(_BLANK.__dict__, submobjects=[], updaters=[])
    mobject.stroke_width = width if stroke else 0.0
    mobject.fill_rgbas, mobject.stroke_rgbas = _rgba(fill).copy(), _rgba(stroke).copy()
    points = np.zeros((len(path), 3))
    points[:, 0] = path[:, 0]
    points[:, 1] = -path[:, 1]
    mobject.points = points
    return mobject


@lru_cache(maxsize=512)
def _rgba(color: Color | None) -> npt.NDArray[np.float64]:
    """As Manim keeps colours: an array of one row. Shapes change theirs, so each takes a copy."""
    if color is None:
        return np.zeros((1, 4))
    name, alpha = (color, 1.0) if isinstance(color, str) else color
    return np.array([[*rgb(name), alpha]])
