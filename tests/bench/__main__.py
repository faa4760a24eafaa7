"""`make bench`: the example lecture's films at 720p30, as one table and JSON.

Time and memory of the command itself, and how near it comes to encoding the very same frames from memory.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from diagram_anim.encode import mp4

ROOT = Path(__file__).parent.parent.parent
PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="*", default=[str(ROOT / "scenes" / "lecture.md")])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = [render(given.inputs, Path(folder), given.jobs) for _ in range(given.repeats)]
        films = [Path(row["film"]) for row in runs[-1]["films"]]
        limits = [limit(film) for film in films]
        frames = sum(one["frames"] for one in limits)
        encoding = sum(one["seconds"] for one in limits)
    wall = statistics.median(run["seconds"] for run in runs)
    planned = statistics.median(run["films"][-1]["planned_s"] for run in runs)
    result = {
        "films": len(films),
        "film_seconds": round(sum(row["seconds"] for row in runs[-1]["films"]), 1),
        "frames": frames,
        "wall_s": round(wall, 2),
        "wall_spread_s": [round(min(run["seconds"] for run in runs), 2), round(max(run["seconds"] for run in runs), 2)],
        "planned_s": round(planned, 2),
        "frames_per_s": round(frames / wall, 1),
        "encode_limit_s": round(encoding, 2),
        "encode_limit_frames_per_s": round(frames / encoding, 1),
        "ratio_to_encode_limit": round(encoding / wall, 2),
        "peak_memory_mb": round(max(run["peak"] for run in runs) / 1024**2),
        "jobs": given.jobs,
        "repeats": given.repeats,
    }
    width = max(map(len, result))
    for key, value in result.items():
        print(f"{key:<{width}}  {value}", file=sys.stderr)
    print(json.dumps(result))


def render(inputs: list[str], folder: Path, jobs: int) -> dict[str, Any]:
    """One cold run of the command: nothing kept from before, all processes' memory together."""
    words = ["render", *inputs, "-o", str(folder / "out"), "--jobs", str(jobs), "--json", "-q"]
    env = {**os.environ, "DIAGRAM_ANIM_CACHE": "off"}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "diagram_anim", *words], stdout=subprocess.PIPE, text=True, env=env
    )
    peak = [0]
    done = threading.Event()
    watcher = threading.Thread(target=watch, args=(process.pid, peak, done))
    watcher.start()
    out, _ = process.communicate()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"render ended with {process.returncode}")
    return {"seconds": seconds, "peak": peak[0], "films": [json.loads(line) for line in out.splitlines()]}


def watch(root: int, peak: list[int], done: threading.Event) -> None:
    """The most memory that a process and its children held at once, by /proc."""
    while not done.wait(0.1):
        peak[0] = max(peak[0], sum(resident(pid) for pid in family(root)))


def family(root: int) -> set[int]:
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError):
            continue
    found = {root}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, ValueError):
        return 0


def limit(film: Path) -> dict[str, Any]:
    """How long the film's own frames take `render`'s encoder if they lie ready in memory as YUV."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        rate = stream.average_rate or Fraction(30)
        frames = [frame.reformat(format="yuv420p") for frame in container.decode(stream)]
    settings = mp4.SETTINGS["hd"]
    start = time.perf_counter()
    with av.open(io.BytesIO(), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=rate, options=settings.options(round(rate)))
        stream.width, stream.height, stream.pix_fmt = frames[0].width, frames[0].height, "yuv420p"
        stream.codec_context.thread_type, stream.codec_context.thread_count = "FRAME", settings.threads
        for index, frame in enumerate(frames):
            frame.pts, frame.time_base, frame.pict_type = index, 1 / rate, 0
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return {"frames": len(frames), "seconds": time.perf_counter() - start}


if __name__ == "__main__":
    main()
