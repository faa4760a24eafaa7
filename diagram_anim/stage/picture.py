"""What a segment is drawn with, and the two ways to draw it. Manim is imported only when something is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from diagram_anim.model.cast import Cast
from diagram_anim.model.layout import Layout
from diagram_anim.model.theme import Theme
from diagram_anim.model.timeline import Segment

if TYPE_CHECKING:
    from diagram_anim.stage.studio import Studio

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


class Easel:
    """Draws one segment after another; what was drawn of a picture is kept for the next segment of the same one."""

    def __init__(self) -> None:
        self._studio: Studio | None = None

    def render(self, segment: Segment, picture: Picture, sink: Sink) -> None:
        """Hands the segment's `round(seconds * fps)` frames to the sink, in order."""
        count = round(segment.seconds * picture.fps)
        if count > 0:
            self._play(segment, picture, [index / picture.fps for index in range(count)], sink)

    def still(self, segment: Segment, picture: Picture, at: float) -> Pixels:
        """The frame at second `at` of the segment."""
        frames: list[Pixels] = []

        def keep(frame: Pixels, repeat: int = 1) -> None:
            frames.append(frame)

        self._play(segment, picture, [at], keep)
        return frames[0]

    def _play(self, segment: Segment, picture: Picture, times: list[float], sink: Sink) -> None:
        from diagram_anim.stage.film import play

        studio = self._studio if self._studio and self._studio.picture == picture else None
        self._studio = None  # the old one is let go before a new one is filled
        self._studio = play(segment, picture, times, sink, studio)


def render(segment: Segment, picture: Picture, sink: Sink) -> None:
    """As an easel's, of which nothing is kept."""
    Easel().render(segment, picture, sink)


def still(segment: Segment, picture: Picture, at: float) -> Pixels:
    """As an easel's, of which nothing is kept."""
    return Easel().still(segment, picture, at)
