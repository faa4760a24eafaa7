"""The example lecture's films at 720p30, as `render` makes them: nothing kept from before."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.limits import limit
from tests.bench.processes import TOOL, run
from tests.bench.row import LECTURE, Row


def lecture(repeats: int) -> Iterator[Row]:
    """Time and memory of the command itself, and how near it comes to encoding the very same frames from memory: one
    encoder after another, with our settings."""
    with tempfile.TemporaryDirectory() as folder:
        words = [*TOOL, "render", LECTURE, "-o", folder, "--json", "-q"]
        runs, limits = [], []
        for _ in range(repeats):
            runs.append(run(words, DIAGRAM_ANIM_CACHE="off"))
            films = [json.loads(line) for line in runs[-1].out.splitlines()]
            limits.append([limit(Path(film["film"])) for film in films])
    frames = sum(count for count, _ in limits[0])
    also = {"films": len(films), "film_seconds": round(sum(film["seconds"] for film in films), 1), "frames": frames}
    seconds = [one.seconds for one in runs]
    ratios = [sum(its for _, its in some) / took for some, took in zip(limits, seconds, strict=True)]
    yield Row("a lecture's films, from the shell", seconds, also=also)
    yield Row("the same, frames/s", [frames / took for took in seconds], unit="1/s")
    yield Row("the same, over the encoder's limit", ratios, unit="×")
    yield Row("peak memory of all its processes together", [one.peak / 1e6 for one in runs], unit="MB")
    yield Row("peak memory of the largest of them", [one.largest / 1e6 for one in runs], 500, unit="MB")
