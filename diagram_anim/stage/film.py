"""The way through Manim: a scene plays one animation that sets the stage to each frame's time.

Manim's configuration is set here and nowhere else, for as long as a segment is played. Nothing is written to disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from manim import Animation, Mobject, RendererType, Scene, config, linear
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter

from diagram_anim.model.timeline import Segment
from diagram_anim.stage.compositor import Compositor
from diagram_anim.stage.nodes import Frame
from diagram_anim.stage.picture import Picture, Pixels, Sink
from diagram_anim.stage.studio import Studio
from diagram_anim.stage.tableau import Tableau


def play(
    segment: Segment, picture: Picture, times: Sequence[float], sink: Sink, studio: Studio | None = None
) -> Studio:
    """Plays the segment's moments, one frame each, into the sink. Gives what the picture is drawn with; with that of a
    segment before, of the same picture, it goes quicker."""
    width, height = picture.size
    settings: dict[str, Any] = {
        "dry_run": True,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
        "pixel_width": width,
        "pixel_height": height,
        "frame_width": picture.layout.frame[0],
        "frame_height": picture.layout.frame[1],
        "frame_rate": picture.fps,
        "background_color": picture.theme.color("ground"),
        "background_opacity": 0.0 if picture.transparent else 1.0,
    }
    if config.renderer != RendererType.CAIRO:  # to set it takes longer than to draw a frame
        settings["renderer"] = "cairo"
    with _configured(settings):
        if studio is None or studio.picture != picture:
            studio = Studio(picture, studio)
        scene = StageScene(segment, studio, times, sink)
        try:
            scene.render()
        finally:
            scene.close()
    return studio


@contextmanager
def _configured(settings: dict[str, Any]) -> Iterator[None]:
    """Manim's settings for as long as this lasts. Its own way to do so sets the renderer anew each time, which takes as
    long as drawing a dozen frames."""
    before = {name: config[name] for name in settings}
    config.update(settings)
    try:
        yield
    finally:
        config.update(before)


class Stage(Mobject):  # type: ignore[misc]
    """The one thing on Manim's scene: a segment at a moment, as plain data."""

    def __init__(self, tableau: Tableau) -> None:
        super().__init__()
        self._tableau = tableau
        self.frame = tableau.frame(0.0)

    def set_time(self, at: float) -> None:
        self.frame = self._tableau.frame(at)


class Play(Animation):  # type: ignore[misc]
    """Sets the stage to the moments given, one a frame; alpha counts frames, so that no rounding adds up."""

    def __init__(self, stage: Stage, times: Sequence[float], fps: int) -> None:
        # Half a frame less than the whole makes Manim step through exactly as many frames as there are moments.
        super().__init__(stage, run_time=max(1.0, len(times) - 0.5) / fps, rate_func=linear)
        self._times = times

    def create_starting_mobject(self) -> Mobject:
        return self.mobject

    def interpolate_mobject(self, alpha: float) -> None:
        index = min(len(self._times) - 1, round(alpha * (len(self._times) - 0.5)))
        self.mobject.set_time(self._times[index])


class StageRenderer(CairoRenderer):  # type: ignore[misc]
    """Puts frames together instead of drawing mobjects, and only those that differ from the one before."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(file_writer_class=SinkWriter, camera_class=lambda: studio.camera)
        self.compositor: Compositor | None = Compositor(studio)
        self._last: Frame | None = None
        self._pixels: Pixels | None = None

    def render(self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None) -> None:
        frame = scene.stage.frame
        if frame != self._last and self.compositor is not None:
            self._last, self._pixels = frame, self.compositor.compose(frame)
        self.add_frame(self._pixels)

    def update_frame(self, scene: Scene, mobjects: Iterable[Mobject] | None = None, **kwargs: Any) -> None:
        """There is nothing that Manim would draw by itself."""


class SinkWriter(SceneFileWriter):  # type: ignore[misc]
    """Hands frames to a sink instead of a file; a held frame goes out once, with how long it holds."""

    sink: Sink | None = None
    straight = False
    _held: Pixels | None = None
    _count = 0

    def write_frame(self, pixels: Pixels, *, repeat: int = 1) -> None:
        if pixels is not self._held:
            self._flush()
            self._held = pixels
        self._count += repeat

    def end_animation(self, allow_write: bool = False) -> None:
        self._flush()
        super().end_animation(allow_write)

    def _flush(self) -> None:
        if self._held is not None and self._count and self.sink is not None:
            self.sink(unmultiplied(self._held) if self.straight else self._held, repeat=self._count)
        self._held, self._count = None, 0


class StageScene(Scene):  # type: ignore[misc]
    """A segment as a Manim scene."""

    def __init__(self, segment: Segment, studio: Studio, times: Sequence[float], sink: Sink) -> None:
        self._times, self._fps = times, studio.picture.fps
        self.stage = Stage(Tableau(segment, studio.kit))
        super().__init__(renderer=StageRenderer(studio))
        self.renderer.file_writer.sink = sink
        self.renderer.file_writer.straight = studio.picture.transparent

    def close(self) -> None:
        """Lets go of all surfaces: scene and renderer hold one another, so nothing of theirs is freed at once."""
        self.renderer.compositor = None
        self.renderer.file_writer.sink = None
        self.renderer.file_writer = None
        self.renderer.scene = None

    def construct(self) -> None:
        self.play(Play(self.stage, self._times, self._fps))


def unmultiplied(pixels: Pixels) -> Pixels:
    """Straight alpha from premultiplied."""
    alpha = pixels[..., 3:].astype(np.uint16)
    color = pixels[..., :3].astype(np.uint32) * 255 + alpha // 2
    found = pixels.copy()
    np.floor_divide(color, alpha, out=color, where=alpha > 0)
    found[..., :3] = np.minimum(color, 255)
    return found
