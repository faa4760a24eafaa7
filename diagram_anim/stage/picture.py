"""What a segment is drawn with, and what takes its frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from diagram_anim.model.cast import Cast
from diagram_anim.model.layout import Layout
from diagram_anim.model.theme import Theme

Pixels = npt.NDArray[np.uint8]
"""(h, w, 4): red, green, blue, straight alpha; rows from the top."""


class Sink(Protocol):
    """Takes frames in order. Each array is the sink's own to keep; `repeat` tells for how many frames it holds."""

    def __call__(self, frame: Pixels, repeat: int = 1) -> Any: ...


@dataclass(frozen=True, slots=True)
class Picture:
    """All that decides how a film looks besides what happens in it. `size` is px, width and height."""

    cast: Cast
    layout: Layout
    theme: Theme
    title: str = ""
    subtitle: str = ""
    lang: str = "en"
    size: tuple[int, int] = (1920, 1080)
    fps: int = 30
    transparent: bool = False
    """Whether the ground is left out, for laying the film over something else."""
    planes: bool = False
    """Whether frames are given as an encoder of films takes them, (h * 3 / 2, w): NV12, BT.709 in video range."""
