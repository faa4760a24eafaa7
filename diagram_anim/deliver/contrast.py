"""Whether the words of a finished film can be told from their ground, by WCAG 2.2, success criterion 1.4.3.

A film holds no words, so they are looked for: cells of the height of a small line that lie on one tone and in which
strokes of another follow one another in rows that differ, several of them side by side. A line, an outline or an icon
isn't that. Only what stands still is judged, and what stands back for a while where it is at its strongest.
"""

from __future__ import annotations

from dataclasses import dataclass

import av
import numpy as np
import numpy.typing as npt

from diagram_anim.deliver.luminance import Light, linear, luminance

READABLE = 4.5

LOST, SMALL = (0.15, 0.07), 720
"""How much of a ratio small letters may lose in a film: their strokes are about a pixel thick, and thinner where the
frame's shorter side is less than so many px."""

EVERY = 0.5
"""Seconds from one frame that is looked at to the next."""

STEADY = 0.1
"""The share of its contrast by which a word may differ from one to the next: more, and it comes or goes."""

CELL = 0.03
"""Of the frame's shorter side; a cell is as high and twice as wide, and overlaps the next by half."""

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
    """Words with too little contrast: when they were first at their strongest, s; their place from the left and the
    top, shares of the frame; and the ratio."""

    at: float
    x: float
    y: float
    ratio: float


class Page:
    """What has been read so far in each cell of the frame: the strongest words, and when."""

    def __init__(self, width: int, height: int) -> None:
        self._side = max(8, round(min(width, height) * CELL))
        self._rows, self._columns = height // self._side, width // self._side - 1
        self._best = np.zeros((self._rows, self._columns))
        self._when = np.zeros((self._rows, self._columns))
        large = min(width, height) >= SMALL
        self._least, self._long = READABLE * (1 - LOST[large]), SIDE_BY_SIDE[large]
        self._last = np.zeros((self._rows, self._columns))
        self._due = 0.0

    def look(self, frame: av.VideoFrame) -> None:
        """The next frame, of which one in `EVERY` seconds is judged."""
        at = float(frame.time or 0.0)
        if at >= self._due:
            self._due = at + EVERY
            self.read(np.asarray(frame.to_ndarray(format="rgb24"), np.uint8), at)

    def read(self, pixels: npt.NDArray[np.uint8], at: float) -> None:
        """A picture, (h, w, 3) RGB; what comes or goes since the one before isn't judged."""
        tone = luminance(LINEAR[pixels])
        side = self._side
        for row in range(self._rows):
            for column in range(self._columns):
                place = np.s_[row * side : (row + 1) * side, column * side : (column + 2) * side]
                cell = tone[place]
                ratio, before = _words(cell), self._last[row, column]
                self._last[row, column] = ratio
                if abs(ratio - before) <= STEADY * ratio and ratio > self._best[row, column]:
                    self._best[row, column], self._when[row, column] = ratio, at

    @property
    def found(self) -> list[Faint]:
        """The words that were never strong enough, from the top."""
        found = []
        for row in range(self._rows):
            column = 0
            while column < self._columns:
                end = column
                while end < self._columns and 0 < self._best[row, end] < self._least:
                    end += 1
                if end - column >= self._long:
                    best = column + int(self._best[row, column:end].argmax())
                    ratio, when = float(self._best[row, best]), float(self._when[row, best])
                    found.append(Faint(when, column / (self._columns + 1), row / self._rows, ratio))
                column = max(end, column + 1)
        return found


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
    ink = ratio > max(SEEN, float(ratio.max()) ** EDGE)
    rows = _line(ink)
    if not INK[0] < ink.mean() < INK[1] or len(rows) < TALL * len(cell):
        return 0.0
    turns = (rows[:, 1:] != rows[:, :-1]).sum(axis=1)
    if np.median(turns) < STROKES or len({row.tobytes() for row in rows}) < VARIED * len(rows):
        return 0.0
    strong = np.sort(ratio[ink])
    return float(strong[-1 - len(strong) // 50])


def _line(ink: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The most rows that stand together with ink in each of them: letters leave no row empty, as borders beside them
    do."""
    edges = np.flatnonzero(np.diff(ink.any(axis=1), prepend=False, append=False)).reshape(-1, 2)
    start, end = max(edges, key=lambda edge: edge[1] - edge[0], default=(0, 0))
    return ink[start:end]
