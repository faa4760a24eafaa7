"""What is to be done for a film, one job at a time: a piece drawn and encoded, one frame as a picture or its hash."""

from __future__ import annotations

import gc
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from diagram_anim.batch.faults import told, unwritable
from diagram_anim.batch.memory import give_back_what_is_large
from diagram_anim.encode import TooLargeError
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.timeline import Segment
from diagram_anim.resources import DamagedError

if TYPE_CHECKING:  # who only hands jobs on needs neither numpy nor Manim
    from diagram_anim.stage import Easel, Picture


@dataclass(frozen=True, slots=True)
class Piece:
    """Segments that become one file: a single one of a film that is joined later, or all of one that can't be; its
    last frame is the first of `closing`, if there is one. A GIF has no more than `most` bytes."""

    segments: tuple[Segment, ...]
    picture: Picture
    format: str
    quality: str
    target: Path
    closing: Segment | None = None
    most: int | None = None

    @property
    def seconds(self) -> float:
        return sum(segment.seconds for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Shot:
    """One frame as a picture."""

    segment: Segment
    picture: Picture
    at: float
    target: Path

    seconds = 0.0


@dataclass(frozen=True, slots=True)
class Print:
    """One frame's fingerprint as text: the SHA-256 of its pixels as they are drawn, RGBA in rows from the top."""

    segment: Segment
    picture: Picture
    at: float
    target: Path

    seconds = 0.0


Job = Piece | Shot | Print

Made = Path | Diagnostic
"""The file of a job, or what kept it from being made."""


class Hand:
    """Does one job after another; what was drawn for one is there for the next of the same film."""

    _easel: Easel | None = None

    def ready(self) -> Easel:
        """Imports what jobs need: Manim above all."""
        if self._easel is None:
            # Python needn't look through all that is imported, neither on the way, which takes a tenth of it, nor
            # after each job: that took longer than drawing a dozen frames.
            gc.disable()
            from diagram_anim import deliver, stage  # noqa: F401
            from diagram_anim.encode import beside, mp4  # noqa: F401
            from diagram_anim.stage import film  # noqa: F401

            gc.freeze()
            gc.enable()
            give_back_what_is_large()
            self._easel = stage.Easel()
        return self._easel

    def __call__(self, name: str, job: Job) -> Made:
        """Draws a job of the film `name` into its target; nothing is left there if it fails."""
        try:
            return self._make(job)
        except Exception as problem:  # whatever is wrong with one film, the others are rendered
            if isinstance(problem, OSError) and not isinstance(problem, DamagedError):
                return unwritable(f"a piece of {name}", "DIAGRAM_ANIM_CACHE", problem)
            if isinstance(problem, TooLargeError):
                return error("too-large", f"{name}: {problem}", hint="take a larger --max-size, or --format mp4")
            return told(name, problem)
        finally:
            # Encoders and scenes refer to themselves in circles: hundreds of megabytes lie about until Python looks.
            gc.collect()

    def _make(self, job: Job) -> Path:
        easel = self.ready()
        from diagram_anim import deliver, encode
        from diagram_anim.encode.beside import ahead, beside

        if not isinstance(job, Piece):
            frame = easel.still(job.segment, job.picture, job.at)
            if isinstance(job, Shot):
                deliver.poster(frame, job.target)
            else:
                job.target.write_text(hashlib.sha256(frame.tobytes()).hexdigest(), encoding="ascii")
            return job.target
        picture = replace(job.picture, planes=encode.BY_NAME[job.format].planes)
        opened = encode.open_sink(job.format, job.target, picture.size, picture.fps, job.quality, job.most)
        with opened as encoder, beside(encoder, ahead(picture.size, picture.planes)) as sink:
            for segment in job.segments:
                easel.render(segment, picture, sink.write)
            if job.closing is not None:
                sink.write(easel.still(job.closing, picture, 0.0))
        return job.target
