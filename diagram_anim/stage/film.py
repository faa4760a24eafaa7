"""The way through Manim: a scene plays one animation that sets the stage to each frame's time.

Manim's configuration is set here and nowhere else, for as long as a segment is played. Nothing is written to disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from manim import Animation, Camera, Mobject, Scene, linear, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter

from diagram_anim.model.timeline import Segment
from diagram_anim.stage.compositor import Compositor
from diagram_anim.stage.inks import Drawing, record
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.nodes import Frame, Lens, Sprite
from diagram_anim.stage.picture import Picture, Pixels, Sink
from diagram_anim.stage.tableau import Tableau

LOOKS = 4096
"""Looks whose inks are kept, for painting them again at another zoom."""


def play(segment: Segment, picture: Picture, times: Sequence[float], sink: Sink) -> None:
    """Plays the segment's moments, one frame each, into the sink."""
    width, height = picture.size
    settings = {
        "renderer": "cairo",
        "dry_run": True,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
        "write_to_movie": False,
        "pixel_width": width,
        "pixel_height": height,
        "frame_width": picture.layout.frame[0],
        "frame_height": picture.layout.frame[1],
        "frame_rate": picture.fps,
        "background_color": picture.theme.color("ground"),
        "background_opacity": 0.0 if picture.transparent else 1.0,
    }
    with tempconfig(settings):
        scene = StageScene(segment, picture, times, sink)
        try:
            scene.render()
        finally:
            scene.close()


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


class StageCamera(Camera):  # type: ignore[misc]
    """Manim's camera in frame px; the stage it doesn't draw anew each frame but puts together."""

    def __init__(self) -> None:
        super().__init__(cairo_line_width_multiple=1.0)
        self.compositor: Compositor | None = None

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        for mobject in mobjects:
            if isinstance(mobject, Stage) and self.compositor is not None:
                self.pixel_array = self.compositor.compose(mobject.frame)


class StageRenderer(CairoRenderer):  # type: ignore[misc]
    """Composes a frame only where it differs from the one before."""

    def __init__(self) -> None:
        super().__init__(file_writer_class=SinkWriter, camera_class=StageCamera)
        self._last: Frame | None = None

    def render(self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None) -> None:
        frame = scene.stage.frame
        if frame != self._last:
            self.camera.capture_mobjects([scene.stage])
            self._last = frame
        self.add_frame(self.camera.pixel_array)


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

    def __init__(self, segment: Segment, picture: Picture, times: Sequence[float], sink: Sink) -> None:
        kit = Kit(picture)
        self._times, self._fps = times, picture.fps
        self.stage = Stage(Tableau(segment, kit))
        super().__init__(renderer=StageRenderer())
        camera = self.renderer.camera
        ground = None if picture.transparent else picture.theme.color("ground")

        @lru_cache(maxsize=LOOKS)
        def draw(sprite: Sprite) -> Drawing:
            return record(list(sprite.draw(kit, *sprite.args)), camera.display_vectorized)

        whole = Lens(picture.size[1] / picture.layout.frame[1])
        camera.compositor = Compositor(picture.size, whole, ground, draw, picture.planes)
        self.renderer.file_writer.sink = sink
        self.renderer.file_writer.straight = picture.transparent

    def close(self) -> None:
        """Lets go of all surfaces: scene and renderer hold one another, so nothing of theirs is freed at once."""
        self.renderer.camera.compositor = None
        self.renderer.camera.pixel_array = None
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
