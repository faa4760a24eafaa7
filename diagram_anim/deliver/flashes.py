"""Whether a finished film flashes, by WCAG 2.2, success criterion 2.3.1.

A flash is a pair of opposing changes of relative luminance by a tenth or more where the darker side is below 0.80, or
such a pair of a saturated red. More than three in any second are too many where, together, they fill a quarter of ten
degrees of sight, which is 2.8 % of a screen at its usual distance. Measured here is more: the cells need not
lie together, and every change towards red counts as a saturated one.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import av
import numpy as np
import numpy.typing as npt

from diagram_anim.deliver.luminance import Light, linear, luminance

GRID = (96, 54)
CHANGE, DARKER = 0.10, 0.80
RED = 20 / 320
"""(R - G - B) × 320 changes by more than 20."""

MOST = 3
SHARE = 0.25 * 341 * 256 / (1024 * 768)


@dataclass(frozen=True, slots=True)
class Flash:
    """From when on there are more than three flashes in a second, s, in what share of the frame."""

    at: float
    share: float
    red: bool


class Flashes:
    """What has flashed so far in a film of so many frames a second; `found` holds the first of each kind."""

    def __init__(self, rate: float) -> None:
        window = max(1, round(rate))
        self._trackers = {False: _Tracker(CHANGE, DARKER, window), True: _Tracker(RED, np.inf, window)}
        self._found: dict[bool, Flash] = {}

    @property
    def found(self) -> list[Flash]:
        return list(self._found.values())

    def look(self, frame: av.VideoFrame) -> None:
        """The next frame."""
        light = linear(frame.reformat(*GRID, format="rgb24", interpolation="AREA").to_ndarray() / 255)
        values = {False: luminance(light), True: np.maximum(0.0, light @ np.array([1.0, -1.0, -1.0]))}
        for red, tracker in self._trackers.items():
            share = tracker.share(values[red])
            if share >= SHARE and red not in self._found:
                self._found[red] = Flash(float(frame.time or 0.0), share, red)


class _Tracker:
    """Counts, for each cell, the changes from one extreme to the next within the last second."""

    def __init__(self, change: float, darker: float, window: int) -> None:
        self._change, self._darker = change, darker
        self._recent: deque[npt.NDArray[np.bool_]] = deque(maxlen=window)
        self._high: Light | None = None
        self._low: Light | None = None
        self._way: npt.NDArray[np.int8] | None = None

    def share(self, values: Light) -> float:
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
