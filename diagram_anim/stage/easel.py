"""The two ways to draw a segment. Manim is imported only when something is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagram_anim.model.timeline import Segment
from diagram_anim.stage.picture import Picture, Pixels, Sink

if TYPE_CHECKING:
    from diagram_anim.stage.studio import Studio


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

        self._studio = play(segment, picture, times, sink, self._studio)


def render(segment: Segment, picture: Picture, sink: Sink) -> None:
    """As an easel's, of which nothing is kept."""
    Easel().render(segment, picture, sink)


def still(segment: Segment, picture: Picture, at: float) -> Pixels:
    """As an easel's, of which nothing is kept."""
    return Easel().still(segment, picture, at)
