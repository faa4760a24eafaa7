"""Whether a finished film flashes, by WCAG 2.2, success criterion 2.3.1.

A flash is a pair of opposing changes of relative luminance by a tenth or more where the darker side is below 0.80, or
such a pair of a saturated red. More than three in any second are too many where, together, they fill a quarter of ten
degrees of sight, which is 2.8 % of a screen at its usual distance. Measured here is more: the cells need not
lie together, and every change towards red counts as a saturated one.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

GRID = (96, 54)
CHANGE, DARKER = 0.10, 0.80
RED = 20 / 320
"""(R - G - B) × 320 changes by more than 20."""

MOST = 3
SHARE = 0.25 * 341 * 256 / (1024 * 768)

Cells = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Flash:
    """From when on there are more than three flashes in a second, s, in what share of the frame."""

    at: float
    share: float
    red: bool


def flashes(film: Path) -> list[Flash]:
    """The first of each kind in the film. OSError where it can't be read, av.FFmpegError where it is no film."""
    found: dict[bool, Flash] = {}
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        window = max(1, round(float(stream.average_rate or 30)))
        trackers = {False: _Tracker(CHANGE, DARKER, window), True: _Tracker(RED, np.inf, window)}
        for frame in container.decode(stream):
            small = frame.reformat(*GRID, format="rgb24", interpolation="AREA").to_ndarray() / 255
            linear = np.where(small <= 0.04045, small / 12.92, ((small + 0.055) / 1.055) ** 2.4)
            values = {
                False: linear @ np.array([0.2126, 0.7152, 0.0722]),
                True: np.maximum(0.0, linear @ np.array([1.0, -1.0, -1.0])),
            }
            for red, tracker in trackers.items():
                share = tracker.share(values[red])
                if share >= SHARE and red not in found:
                    found[red] = Flash(float(frame.time or 0.0), share, red)
    return list(found.values())


class _Tracker:
    """Counts, for each cell, the changes from one extreme to the next within the last second."""

    def __init__(self, change: float, darker: float, window: int) -> None:
        self._change, self._darker = change, darker
        self._recent: deque[npt.NDArray[np.bool_]] = deque(maxlen=window)
        self._high: Cells | None = None
        self._low: Cells | None = None
        self._way: npt.NDArray[np.int8] | None = None

    def share(self, values: Cells) -> float:
        """The share of cells that flash too often, this frame included."""
        if self._high is None or self._low is None or self._way is None:
            self._high, self._low, self._way = values, values, np.zeros(values.shape, np.int8)
        high, low = np.maximum(self._high, values), np.minimum(self._low, values)
        up = (values - low >= self._change) & (low < self._darker) & (self._way != 1)
        down = (high - values >= self._change) & (values < self._darker) & (self._way != -1)
        turned = up | down
        self._way = np.where(up, 1, np.where(down, -1, self._way)).astype(np.int8)
        self._high, self._low = np.where(turned, values, high), np.where(turned, values, low)
        self._recent.append(turned)
        return float((np.sum(self._recent, axis=0) > 2 * MOST).mean())
