"""A canvas in a film's own colours becomes the planes that encoders take, NV12: luma, then both colours side by side
at half the size."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from diagram_anim.stage.canvas import BLOCK, Canvas, Mask

HALF = BLOCK // 2

COLORS = np.uint32(0x00FF00FF)
"""The first and the third byte of a word; with what is between them free, four of each can be added up at once."""

ROUND, FOURTH = np.uint32(0x00020002), np.uint32(2)

STRIP = 2 * BLOCK
"""Lines of a whole canvas that are converted at once: so many that what is between the steps stays in the processor's
own memory, which halves the time."""

ROW = np.dtype(np.complex128)
"""A block's line in either plane: 16 bytes that are moved as one, never reckoned with."""


class Planes:
    """The planes of a canvas whose words hold blue's difference, luma and red's difference; kept, and renewed by the
    block."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        high, wide = canvas.words.shape
        self._luma = np.zeros((high, wide), np.uint8)
        self._colors = np.zeros((high // 2, wide // 2), np.uint16)
        # Room for the blocks that have changed: taken anew each time, it would cost more than the steps.
        self._words = np.empty(high * wide // 2, np.uint32)

    def renew(self, mask: Mask) -> None:
        """Takes over the blocks of the mask."""
        if 2 * np.count_nonzero(mask) > mask.size:
            for top in range(0, len(self._luma), STRIP):
                lines, pairs = slice(top, top + STRIP), slice(top // 2, (top + STRIP) // 2)
                _convert(self._canvas.words[lines], self._luma[lines], self._colors[pairs])
            return
        rows = self._canvas.lines(mask)
        if not rows.size:
            return
        words = self._words[: rows.size * BLOCK].reshape(BLOCK, -1)
        self._canvas.gather(rows, words)
        luma, colors = np.empty(words.shape, np.uint8), np.empty((HALF, words.shape[1] // 2), np.uint16)
        _convert(words, luma, colors)
        self._luma.reshape(-1).view(ROW)[rows] = luma.view(ROW)
        self._colors.reshape(-1).view(ROW)[self._canvas.lines(mask, HALF)] = colors.view(ROW)

    def fill(self, frame: npt.NDArray[np.uint8]) -> None:
        """Writes all into a frame of (h * 3 / 2, w)."""
        width, height = self._canvas.size
        frame[:height] = self._luma[:height, :width]
        frame[height:].view(np.uint16)[:] = self._colors[: height // 2, : width // 2]


def _convert(words: npt.NDArray[np.uint32], luma: npt.NDArray[np.uint8], colors: npt.NDArray[np.uint16]) -> None:
    """Gives luma of each word; of each two by two words the means of both colours, one in the low byte, one in the
    high."""
    luma[:] = words.view(np.uint8)[:, 1::4]
    lone = words & COLORS
    two = lone[0::2] + lone[1::2]
    sums = two[:, 0::2] + two[:, 1::2]
    sums += ROUND
    sums >>= FOURTH
    colors.view(np.uint8)[:] = sums.view(np.uint8)[:, 0::2]
