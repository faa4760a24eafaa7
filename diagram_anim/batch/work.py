"""What a worker does: one piece of a film, drawn and encoded. Each worker imports Manim once and stays."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from pathlib import Path

from diagram_anim.model.timeline import Segment
from diagram_anim.stage import Picture


@dataclass(frozen=True, slots=True)
class Piece:
    """Segments that become one file: a single one of a film that is joined later, or all of one that can't be."""

    segments: tuple[Segment, ...]
    picture: Picture
    format: str
    quality: str
    target: Path


@dataclass(frozen=True, slots=True)
class Shot:
    """One frame as a picture."""

    segment: Segment
    picture: Picture
    at: float
    target: Path


def ignore_interrupts() -> None:
    """Ctrl-C is for the one who waits: workers end when they are told to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def make(job: Piece | Shot) -> Path:
    """Draws a job into its target; nothing is left there if it fails."""
    from diagram_anim import deliver, encode, stage

    if isinstance(job, Shot):
        deliver.poster(stage.still(job.segment, job.picture, job.at), job.target)
        return job.target
    picture = job.picture
    with encode.open_sink(job.format, job.target, picture.size, picture.fps, job.quality) as sink:
        for segment in job.segments:
            stage.render(segment, picture, sink.write)
    return job.target
