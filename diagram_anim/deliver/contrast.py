"""Whether the words of a finished film can be told from their ground, by WCAG 2.2, success criterion 1.4.3.

A film holds no words, so they are looked for: cells of the height of a line that lie on one tone and in which strokes
of another follow one another in rows that differ, several of them side by side. A line, an outline or an icon isn't
that. Only what stands still is judged, and what stands back for a while where it is at its strongest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

import av
import numpy as np
import numpy.typing as npt

from diagram_anim.deliver.luminance import Light, linear, luminance

READABLE, LARGE = 4.5, 3.0
"""What words have at the least, and what large ones and signs have."""

LOST, SMALL = (0.15, 0.07), 720
"""How much of a ratio small letters may lose in a film: their strokes are about a pixel thick, and thinner where the
frame's shorter side is less than so many px."""

EVERY = 0.5
"""Seconds from one frame that is looked at to the next."""

STEADY = 0.1
"""The share of its contrast by which a word may differ from one to the next: more, and it comes or goes."""

CELLS = {0.03: READABLE, 0.06: LARGE, 0.12: LARGE}
"""The height of a cell, of the frame's shorter side, and what words of about that size need. A cell is twice as wide,
and overlaps the next by half."""

SEEN, EDGE = 1.25, 0.2
"""A ratio from which on a pixel is another tone than its ground, and the power of a cell's strongest ratio from which
on it is, where that is more: the soft edges of strong letters would run into one another, those of faint ones not."""

TONES = 64, 28
"""Steps in which a ground is one tone: of all greys or, where those are wider, of a cell's own. A film's ground is less
even beside strong letters than beside faint ones."""

GROUND = 0.3
"""How much of a cell is ground at the least."""

INK = (0.04, 0.5)
"""The share of a cell that strokes cover."""

TALL, STROKES, VARIED = 0.3, 6, 0.7
"""How much of a cell's height they take; how often a row goes in or out of one; what share of the rows differ."""

SIDE_BY_SIDE = 4, 3
"""Cells in a row that are a word, in a small film, where signs in a row are like one, and in others."""

LINEAR = linear(np.arange(256) / 255)


@dataclass(frozen=True, slots=True)
class Faint:
    """Words with too little contrast: when they were first at their strongest, s; where they begin and end from the
    left and the top, shares of the frame; the ratio, and the one that they need; the share of it that a film of this
    size may lose."""

    at: float
    x: float
    y: float
    right: float
    bottom: float
    ratio: float
    needed: float
    lost: float

    def enough(self, ratio: float) -> bool:
        """Whether they could be read with this ratio."""
        return ratio >= self.needed * (1 - self.lost)

    def touches(self, other: Faint) -> bool:
        """Whether they may be the same words, seen in other cells."""
        beside = self.x <= other.right and other.x <= self.right
        return beside and self.y <= other.bottom and other.y <= self.bottom

    def __or__(self, other: Faint) -> Faint:
        """Both as one, as strong as the stronger."""
        stronger = max(self, other, key=lambda one: one.ratio)
        right, bottom = max(self.right, other.right), max(self.bottom, other.bottom)
        left, top, needed = min(self.x, other.x), min(self.y, other.y), max(self.needed, other.needed)
        return Faint(stronger.at, left, top, right, bottom, stronger.ratio, needed, self.lost)


def tones(frame: av.VideoFrame) -> Light:
    """The luminance of each pixel of a frame, (h, w)."""
    return luminance(LINEAR[np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)])


def strength(words: Light) -> float:
    """The contrast of words with what they stand on, which is most of their place."""
    ground = float(np.median(words)) + 0.05
    ratio = np.maximum((words + 0.05) / ground, ground / (words + 0.05))
    return _strong(ratio, _ink(ratio))


class Page:
    """What has been read so far in each cell of the frame, small and large."""

    def __init__(self, width: int, height: int) -> None:
        self._grids = [Grid(width, height, share, needed) for share, needed in CELLS.items()]
        self._due = 0.0

    def look(self, frame: av.VideoFrame) -> None:
        """The next frame, of which one in `EVERY` seconds is judged."""
        at = float(frame.time or 0.0)
        if at >= self._due:
            self._due = at + EVERY
            self._read(tones(frame), at)

    def read(self, pixels: npt.NDArray[np.uint8], at: float) -> None:
        """A picture, (h, w, 3) RGB; what comes or goes since the one before isn't judged."""
        self._read(luminance(LINEAR[pixels]), at)

    def _read(self, tone: Light, at: float) -> None:
        for grid in self._grids:
            grid.read(tone, at)

    @property
    def found(self) -> list[Faint]:
        """The words that were never strong enough, each once, from the top."""
        found: list[Faint] = []
        for grid in self._grids:
            for one in grid.found():
                same = [other for other in found if one.touches(other)]
                found = [other for other in found if other not in same] + [reduce(or_, same, one)]
        return sorted(found, key=lambda one: (one.y, one.x))


class Grid:
    """Cells of one size over a frame of `width` x `height` px: the strongest words in each, and when."""

    def __init__(self, width: int, height: int, share: float, needed: float) -> None:
        large = min(width, height) >= SMALL
        self._needed, self._lost, self._long = needed, LOST[large], SIDE_BY_SIDE[large]
        self._side = max(8, round(min(width, height) * share))
        self._rows, self._columns = height // self._side, width // self._side - 1
        self._best = np.zeros((self._rows, self._columns))
        self._when = np.zeros((self._rows, self._columns))
        self._last = np.zeros((self._rows, self._columns))

    def read(self, tone: Light, at: float) -> None:
        side = self._side
        for row in range(self._rows):
            for column in range(self._columns):
                place = np.s_[row * side : (row + 1) * side, column * side : (column + 2) * side]
                ratio, before = _words(tone[place]), self._last[row, column]
                self._last[row, column] = ratio
                if abs(ratio - before) <= STEADY * ratio and ratio > self._best[row, column]:
                    self._best[row, column], self._when[row, column] = ratio, at

    def found(self) -> Iterator[Faint]:
        """Cells side by side that were never strong enough, from the top."""
        across, down, least = 1 / (self._columns + 1), 1 / self._rows, self._needed * (1 - self._lost)
        for row in range(self._rows):
            column = 0
            while column < self._columns:
                end = column
                while end < self._columns and 0 < self._best[row, end] < least:
                    end += 1
                if end - column >= self._long:
                    best = column + int(self._best[row, column:end].argmax())
                    ratio, when = float(self._best[row, best]), float(self._when[row, best])
                    place = column * across, row * down, (end + 1) * across, (row + 1) * down
                    yield Faint(when, *place, ratio, self._needed, self._lost)
                column = max(end, column + 1)


def _words(cell: Light) -> float:
    """The contrast of what is written in a cell, 0 for nothing."""
    low, high = float(cell.min()), float(cell.max())
    if (high + 0.05) / (low + 0.05) < SEEN:
        return 0.0
    grey = np.sqrt(cell) - np.sqrt(low)
    step = (grey / max(1 / TONES[0], float(grey.max()) / TONES[1])).astype(np.int64)
    counts = np.bincount(step.ravel())
    common = int(counts.argmax())
    if counts[common] < GROUND * cell.size:
        return 0.0
    ground = float(cell[step == common].mean()) + 0.05
    ratio = np.maximum((cell + 0.05) / ground, ground / (cell + 0.05))
    ink = _ink(ratio)
    rows = _line(ink)
    if not INK[0] < ink.mean() < INK[1] or len(rows) < TALL * len(cell):
        return 0.0
    turns = (rows[:, 1:] != rows[:, :-1]).sum(axis=1)
    if np.median(turns) < STROKES or len({row.tobytes() for row in rows}) < VARIED * len(rows):
        return 0.0
    return _strong(ratio, ink)


def _ink(ratio: Light) -> npt.NDArray[np.bool_]:
    return np.asarray(ratio > max(SEEN, float(ratio.max()) ** EDGE))


def _strong(ratio: Light, ink: npt.NDArray[np.bool_]) -> float:
    """The contrast of strokes, less a few pixels that stand out by chance; 1 of nothing."""
    strong = np.sort(ratio[ink])
    return float(strong[-1 - len(strong) // 50]) if len(strong) else 1.0


def _line(ink: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The most rows that stand together with ink in each of them: letters leave no row empty, as borders beside them
    do."""
    edges = np.flatnonzero(np.diff(ink.any(axis=1), prepend=False, append=False)).reshape(-1, 2)
    start, end = max(edges, key=lambda edge: edge[1] - edge[0], default=(0, 0))
    return ink[start:end]
