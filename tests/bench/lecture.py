"""The example lecture's films at 720p30, as `render` makes them: nothing kept from before."""

from __future__ import annotations

import json
import os
import statistics
from pathlib import Path
from typing import Any

from tests.bench.limits import limit
from tests.bench.processes import TOOL, run


def lecture(inputs: list[str], repeats: int, jobs: int, folder: Path) -> dict[str, Any]:
    """Time and memory of the command itself, and how near it comes to encoding the very same frames from memory: one
    encoder after another, with our settings."""
    words = [*TOOL, "render", *inputs, "-o", folder / "lecture", "--jobs", jobs, "--json", "-q"]
    runs = [run(words, DIAGRAM_ANIM_CACHE="off") for _ in range(repeats)]
    rows = [json.loads(line) for line in runs[-1].out.splitlines()]
    limits = [limit(Path(row["film"])) for row in rows]
    frames, encoding = sum(count for count, _ in limits), sum(seconds for _, seconds in limits)
    seconds = [one.seconds for one in runs]
    wall = statistics.median(seconds)
    return {
        "films": len(rows),
        "film_seconds": round(sum(row["seconds"] for row in rows), 1),
        "frames": frames,
        "wall_s": round(wall, 2),
        "wall_spread_s": [round(min(seconds), 2), round(max(seconds), 2)],
        "frames_per_s": round(frames / wall, 1),
        "encode_limit_s": round(encoding, 2),
        "encode_limit_frames_per_s": round(frames / encoding, 1),
        "ratio_to_encode_limit": round(encoding / wall, 2),
        "peak_memory_mb": round(max(one.peak for one in runs) / 1e6),
        "peak_memory_of_a_process_mb": round(max(one.largest for one in runs) / 1e6),
        "jobs": jobs,
        "cores": os.cpu_count(),
        "repeats": repeats,
    }
