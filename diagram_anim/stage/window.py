"""The part of the frame in which the stage is seen while the camera has moved in; its contents end softly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import cairo

from diagram_anim.model.geometry import Box
from diagram_anim.stage.canvas import clipped
from diagram_anim.stage.cels import Edges
from diagram_anim.stage.color import Rgb

FEATHER = 28.0
"""Frame px over which a window's contents fade out."""


@dataclass(frozen=True, slots=True)
class Window:
    """`box` in frame px, None for the whole frame; `ground` as the surface's bytes, None where it is transparent."""

    box: Box | None
    scale: float
    ground: Rgb | None

    @property
    def bands(self) -> list[Edges]:
        """Left, top, right, bottom in device px of where contents fade, a px more each way."""
        if self.box is None:
            return []
        left, right = round(self.box.x * self.scale), round(self.box.right * self.scale)
        tops = (self.box.y, self.box.bottom - FEATHER)
        return [(left, int(top * self.scale) - 1, right, int((top + FEATHER) * self.scale) + 2) for top in tops]

    @contextmanager
    def clipped(self, context: cairo.Context[Any]) -> Iterator[None]:
        """What is painted stays in the window; to whole device px, so that no edge is half seen."""
        if self.box is None:
            yield
            return
        left, top = round(self.box.x * self.scale), round(self.box.y * self.scale)
        right, bottom = round(self.box.right * self.scale), round(self.box.bottom * self.scale)
        with clipped(context, (left, top, right, bottom)):
            yield

    def feather(self, context: cairo.Context[Any]) -> None:
        """What the camera has moved out of sight ends softly above and below, not in a cut."""
        if self.box is None:
            return
        box, scale = self.box, self.scale
        ground = (self.ground or (0.0, 0.0, 0.0))[::-1]
        if self.ground is None:
            context.set_operator(cairo.Operator.DEST_OUT)
        for edge, inner in ((box.y, box.y + FEATHER), (box.bottom, box.bottom - FEATHER)):
            fade = cairo.LinearGradient(0, edge * scale, 0, inner * scale)
            fade.add_color_stop_rgba(0, *ground, 1.0)
            fade.add_color_stop_rgba(1, *ground, 0.0)
            context.set_source(fade)
            context.rectangle(box.x * scale, min(edge, inner) * scale, box.w * scale, FEATHER * scale)
            context.fill()
        context.set_operator(cairo.Operator.OVER)
