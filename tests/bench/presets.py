"""What x264's settings cost and give on frames like a film's: processor time, bytes, and likeness to what went in."""

from __future__ import annotations

import math
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import av
import numpy as np

from diagram_anim.encode import mp4
from tests.bench.frames import frames

SIZES = {"draft": (854, 480, 15), "hd": (1280, 720, 30), "fhd": (1920, 1080, 30), "uhd": (3840, 2160, 60)}
SECONDS = 4


def measure(quality: str, settings: mp4.Settings) -> dict[str, Any]:
    """One clip with one setting: ms of processor time a frame (drawing not counted), which a busy machine changes
    less than frames a second, KB a second of film, and PSNR in dB."""
    width, height, fps = SIZES[quality]
    drawn = list(frames((width, height), SECONDS * fps))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "clip.mp4"
        begun = time.process_time()
        with mp4.open_with(settings, target, (width, height), fps) as sink:
            for pixels, hold in drawn:
                sink.write(pixels, hold)
        seconds = time.process_time() - begun
        size = target.stat().st_size
        likeness = _psnr([pixels for pixels, hold in drawn for _ in range(hold)], target)
    return {
        "quality": quality,
        "preset": settings.preset,
        "tune": settings.tune,
        "qp": settings.qp,
        "threads": settings.threads,
        "ms a frame": round(1000 * seconds / (SECONDS * fps), 1),
        "kB/s": round(size / SECONDS / 1000, 1),
        "psnr": round(likeness, 1),
    }


def _psnr(drawn: list[Any], clip: Path) -> float:
    """Over every tenth frame, on RGB."""
    errors = []
    with av.open(str(clip)) as container:
        for index, frame in enumerate(container.decode(container.streams.video[0])):
            if index % 10 == 0:
                seen = frame.to_ndarray(format="rgb24").astype(np.float32)
                errors.append(float(np.mean((seen - drawn[index][..., :3]) ** 2)))
    return 10 * math.log10(255**2 / (sum(errors) / len(errors)))


def table(qualities: list[str]) -> list[dict[str, Any]]:
    """Today's setting of each quality first, then its neighbours."""
    rows = []
    for quality in qualities:
        own = mp4.SETTINGS[quality]
        tried = [own]
        for preset in ("ultrafast", "superfast", "veryfast", "faster", "medium"):
            for tune in ("animation", ""):
                tried.append(own.but(preset=preset, tune=tune))
        tried += [own.but(threads=threads) for threads in (1, 4)]
        rows += [measure(quality, one) for one in dict.fromkeys(tried)]
    return rows


def main() -> None:
    """Prints the table of the qualities named, `hd` by default."""
    rows = table(sys.argv[1:] or ["hd"])
    columns = list(rows[0])
    print(" | ".join(columns))
    for row in rows:
        print(" | ".join(str(row[column]) for column in columns), flush=True)


if __name__ == "__main__":
    main()
