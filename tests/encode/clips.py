"""Small frames, and what comes back from a clip."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from diagram_anim import encode
from diagram_anim.encode.pixels import Pixels

SIZE = (320, 180)
FPS = 30
GROUND = (11, 16, 27)
TONES = ((255, 127, 69), (86, 180, 233), (0, 158, 115), (240, 228, 66))


def frame(index: int, size: tuple[int, int] = SIZE) -> Pixels:
    """A frame that tells its number: the ground, and a square whose place and tone follow from it."""
    width, height = size
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[..., :3] = GROUND
    x = index * 7 % (width - 60)
    pixels[40:100, x : x + 60, :3] = TONES[index // 10 % len(TONES)]
    return pixels


@dataclass(frozen=True)
class Clip:
    """A clip as a player sees it: frames as RGB, and when each is shown in seconds."""

    frames: list[Pixels]
    times: list[Fraction]
    seconds: Fraction


def read(path: Path) -> Clip:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        shown = [(one.to_ndarray(format="rgb24"), one.pts * stream.time_base) for one in container.decode(stream)]
        seconds = Fraction(container.duration, av.time_base)
        return Clip([pixels for pixels, _ in shown], [at for _, at in shown], seconds)


def write(path: Path, numbers: list[int], format: str = "mp4", quality: str = "hd", fps: int = FPS) -> Path:
    with encode.open_sink(format, path, SIZE, fps, quality) as sink:
        for number in numbers:
            sink.write(frame(number))
    return path


def likeness(one: Pixels, other: Pixels) -> float:
    """PSNR in dB; 99 where they are the same."""
    error = float(np.mean((one[..., :3].astype(np.float32) - other[..., :3].astype(np.float32)) ** 2))
    return 10 * np.log10(255**2 / error) if error else 99.0
