"""A finished film, looked through once for all that is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av

from diagram_anim.deliver.contrast import Faint, Page
from diagram_anim.deliver.flashes import Flash, Flashes
from diagram_anim.deliver.likes import strongest


@dataclass(frozen=True, slots=True)
class Findings:
    """The first flashes of each kind, and the words that are too faint, from the top."""

    flashes: list[Flash]
    faint: list[Faint]


def examine(film: Path) -> Findings:
    """What is wrong with a film. OSError where it can't be read, av.FFmpegError or IndexError where it is none."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        flashes, page = Flashes(float(stream.average_rate or 30)), Page(stream.width, stream.height)
        for frame in container.decode(stream):
            flashes.look(frame)
            page.look(frame)
    faint = page.found
    best = strongest(film, faint) if faint else []
    return Findings(flashes.found, [one for one, ratio in zip(faint, best, strict=True) if not one.enough(ratio)])
