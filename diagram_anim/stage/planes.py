"""A canvas in a film's own colours becomes the planes that encoders take, NV12: luma, then both colours side by side
at half the size."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from diagram_anim.stage.canvas import BLOCK, Canvas, Mask

HALF = BLOCK // 2

COLORS = np.uint32(0x00FF00FF)
"""The first and the third byte of a word; with what is between them free, four of each can be added up at once."""

ROUND = np.uint32(0x00020002)

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
        # Room for what is between the steps: taken anew each time, it would cost more than the steps.
        self._words = np.empty(high * wide // 2, np.uint32)
        self._lone = np.empty(high * wide, np.uint32)

    def renew(self, mask: Mask) -> None:
        """Takes over the blocks of the mask."""
        if 2 * np.count_nonzero(mask) > mask.size:
            self._luma, self._colors = self._converted(self._canvas.words)
            return
        rows = self._canvas.lines(mask)
        if not rows.size:
            return
        words = self._words[: rows.size * BLOCK].reshape(BLOCK, -1)
        self._canvas.gather(rows, words)
        luma, colors = self._converted(words)
        self._luma.reshape(-1).view(ROW)[rows] = luma.view(ROW)
        self._colors.reshape(-1).view(ROW)[self._canvas.lines(mask, HALF)] = colors.view(ROW)

    def _converted(self, words: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint16]]:
        """Luma of each word; of each two by two words the means of both colours, one in the low byte, one in the
        high."""
        lone = self._lone[: words.size].reshape(words.shape)
        luma = np.right_shift(words, 8, out=lone).astype(np.uint8)
        np.bitwise_and(words, COLORS, out=lone)
        pairs = (lone[0::2] + lone[1::2]).view(np.uint64)
        sums = ((pairs >> np.uint64(32)) + pairs).astype(np.uint32)
        sums += ROUND
        sums >>= np.uint32(2)
        return luma, ((sums >> np.uint32(8)) & np.uint32(0xFF00) | sums & np.uint32(0xFF)).astype(np.uint16)

    def given(self) -> npt.NDArray[np.uint8]:
        """A copy of all, (h * 3 / 2, w)."""
        width, height = self._canvas.size
        found = np.empty((height * 3 // 2, width), np.uint8)
        found[:height] = self._luma[:height, :width]
        found[height:].view(np.uint16)[:] = self._colors[: height // 2, : width // 2]
        return found
