"""Pictures that an author gives: a few hundred colours at most, so that each can be written into any space."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import VMobject
from PIL import Image

from diagram_anim.model.geometry import Box

Grid = tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]
"""(h, w) of numbers of colours, and (n, 4) of those colours: red, green, blue, alpha."""


class Raster(VMobject):  # type: ignore[misc]
    """A picture in a box; its points are the box's corners."""

    def __init__(self, grid: Grid, box: Box) -> None:
        super().__init__(stroke_width=0.0)
        self.grid = grid
        self.box = box
        corners = [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)]
        self.points = np.array([(x, -y, 0.0) for x, y in corners])


def raster(png: str, well: Box) -> list[Any]:
    """A PNG, as base64, as large as it goes into the box and in its middle."""
    grid = _grid(png)
    h, w = grid[0].shape
    scale = min(well.w / w, well.h / h)
    return [Raster(grid, Box(well.cx - w * scale / 2, well.cy - h * scale / 2, w * scale, h * scale))]


@lru_cache(maxsize=64)
def _grid(png: str) -> Grid:
    with Image.open(io.BytesIO(base64.b64decode(png))) as image:
        few = image.convert("RGBA").quantize(256, Image.Quantize.FASTOCTREE)
    colors = np.array(few.getpalette("RGBA"), dtype=np.uint8).reshape(-1, 4)
    return np.array(few, dtype=np.uint8), colors
