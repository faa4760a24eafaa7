"""The same frames as a GIF by us and by Manim's own writer: bytes, and likeness to what was drawn.

    python -m tests.bench.gifs [FILM]

Frames are drawn here, or those of a film. Manim makes its GIFs of the films that it has encoded, so it is handed one,
without loss.
"""

from __future__ import annotations

import math
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import numpy as np
from manim.scene.scene_file_writer import SceneFileWriter
from PIL import Image

from diagram_anim import encode
from diagram_anim.encode import mp4
from diagram_anim.encode.pixels import Pixels
from tests.bench.frames import frames

CASES = (((1280, 720), 30), ((800, 450), 20), ((800, 450), 10))
"""A film as it is, which we make smaller; then sizes and rates that we leave as they are."""


SECONDS = 4


def measure(size: tuple[int, int], fps: int, drawn: list[tuple[Pixels, int]]) -> dict[str, Any]:
    every = [pixels for pixels, hold in drawn for _ in range(hold)]
    seconds = len(every) / fps
    with tempfile.TemporaryDirectory() as folder:
        ours, film, theirs = (Path(folder) / name for name in ("ours.gif", "film.mp4", "theirs.gif"))
        with encode.open_sink("gif", ours, size, fps) as sink:
            for pixels, hold in drawn:
                sink.write(pixels, hold)
        with mp4.open_with(mp4.Settings(preset="medium", qp=1), film, size, fps) as sink:
            for pixels, hold in drawn:
                sink.write(pixels, hold)
        _manim(film, theirs, size, fps)
        row = {"size": "×".join(map(str, size)), "fps": fps}
        for name, path in (("ours", ours), ("manim", theirs)):
            row |= {f"{name} kB/s": round(path.stat().st_size / seconds / 1000, 1)}
            row |= {f"{name} dB": round(_likeness(path, every, seconds), 1)}
        return row | {"smaller": round(theirs.stat().st_size / ours.stat().st_size, 1)}


def _manim(film: Path, target: Path, size: tuple[int, int], fps: int) -> None:
    """What Manim's writer does with its films when it is asked for a GIF."""
    encoder = SimpleNamespace(width=size[0], height=size[1], frame_rate=fps)
    writer = SimpleNamespace(
        output_spec=SimpleNamespace(transparent=False, is_gif=True),
        video_encoder=encoder,
        _concat_manifest_bytes=SceneFileWriter._concat_manifest_bytes,
    )
    SceneFileWriter.combine_files(writer, [str(film)], target, create_gif=True)


def _likeness(path: Path, drawn: list[Pixels], seconds: float) -> float:
    """PSNR, dB, of what is shown at every tenth of a second, against what was drawn for it, at the GIF's size."""
    errors = []
    with av.open(str(path)) as container:
        shown = [(float(one.time or 0), one.to_ndarray(format="rgb24")) for one in container.decode(video=0)]
    scale = len(drawn) / seconds
    begin = 0
    for at in np.arange(0, seconds, 0.1):
        while begin + 1 < len(shown) and shown[begin + 1][0] <= at + 1e-6:
            begin += 1
        since = min(len(drawn) - 1, round(shown[begin][0] * scale))
        seen = shown[begin][1].astype(np.float32)
        wanted = Image.fromarray(drawn[since]).convert("RGB").resize(seen.shape[1::-1], Image.Resampling.LANCZOS)
        errors.append(float(np.mean((seen - np.asarray(wanted, np.float32)) ** 2)))
    return 10 * math.log10(255**2 / (sum(errors) / len(errors)))


def _film(path: Path) -> tuple[tuple[int, int], int, list[tuple[Pixels, int]]]:
    """A film's size, rate and frames."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        seen = [
            (one.reformat(format="rgba", src_colorspace="ITU709").to_ndarray(), 1) for one in container.decode(stream)
        ]
        return (stream.width, stream.height), int(stream.average_rate or 30), seen


def main() -> None:
    """Prints the table."""
    drawn = ((size, fps, list(frames(size, SECONDS * fps))) for size, fps in CASES)
    rows = [measure(*_film(Path(sys.argv[1])))] if sys.argv[1:] else [measure(*case) for case in drawn]
    print(" | ".join(rows[0]))
    for row in rows:
        print(" | ".join(map(str, row.values())))


if __name__ == "__main__":
    main()
