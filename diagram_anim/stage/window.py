"""The part of the frame in which the stage is seen while the camera has moved in; its contents end softly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import cairo

from diagram_anim.model.geometry import Box, Point
from diagram_anim.stage.canvas import clipped
from diagram_anim.stage.cels import Edges
from diagram_anim.stage.color import Rgb

FEATHER = 28.0
"""Frame px over which a window's contents fade out above and below, under the title and over the caption."""

ASIDE = 32.0
"""And at its sides, which are the frame's: what goes on there is seen to go on. The camera keeps what it shows whole so
far from them."""


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
        return [
            (
                int(one.x * self.scale) - 1,
                int(one.y * self.scale) - 1,
                int(one.right * self.scale) + 2,
                int(one.bottom * self.scale) + 2,
            )
            for one, _, _ in _fades(self.box)
        ]

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
        """What the camera has moved out of sight ends softly, not in a cut."""
        if self.box is None:
            return
        scale = self.scale
        ground = (self.ground or (0.0, 0.0, 0.0))[::-1]
        if self.ground is None:
            context.set_operator(cairo.Operator.DEST_OUT)
        for band, edge, inner in _fades(self.box):
            fade = cairo.LinearGradient(*(scale * at for at in (*edge, *inner)))
            fade.add_color_stop_rgba(0, *ground, 1.0)
            fade.add_color_stop_rgba(1, *ground, 0.0)
            context.set_source(fade)
            context.rectangle(band.x * scale, band.y * scale, band.w * scale, band.h * scale)
            context.fill()
        context.set_operator(cairo.Operator.OVER)


def _fades(box: Box) -> Iterator[tuple[Box, Point, Point]]:
    """The bands in which contents fade out, from where they aren't seen to where they are."""
    for edge, inner in ((box.y, box.y + FEATHER), (box.bottom, box.bottom - FEATHER)):
        yield Box(box.x, min(edge, inner), box.w, FEATHER), (0.0, edge), (0.0, inner)
    for edge, inner in ((box.x, box.x + ASIDE), (box.right, box.right - ASIDE)):
        yield Box(min(edge, inner), box.y, ASIDE, box.h), (edge, 0.0), (inner, 0.0)
