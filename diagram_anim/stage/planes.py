"""A canvas in a film's own colours becomes the planes that encoders take: luma whole, colours at half the size."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from diagram_anim.stage.canvas import BLOCK, Canvas, Mask

HALF = BLOCK // 2

COLORS = np.uint32(0x00FF00FF)
"""The first and the third byte of a word; with what is between them free, four of each can be added up at once."""

ROUND = np.uint32(0x00020002)


class Planes:
    """The planes of a canvas whose words hold blue's difference, luma and red's difference; kept, and renewed by the
    block."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        high, wide = canvas.words.shape
        self._luma = np.zeros((high, wide), np.uint8)
        self._colors = np.zeros((2, high // 2, wide // 2), np.uint8)

    def renew(self, mask: Mask) -> None:
        """Takes over the blocks of the mask."""
        rows, columns = np.nonzero(mask)
        if 2 * len(rows) > mask.size:
            self._renew_all()
            return
        words = self._canvas.blocks[rows, :, columns]
        count = len(rows)
        luma = self._luma.reshape(self._canvas.rows, BLOCK, self._canvas.columns, BLOCK)
        luma[rows, :, columns] = words.view(np.uint8).reshape(count, BLOCK, BLOCK, 4)[..., 1]
        means = _means(words).view(np.uint8).reshape(count, HALF, HALF, 4)
        for plane, byte in zip(self._colors, (0, 2), strict=True):
            blocks = plane.reshape(self._canvas.rows, HALF, self._canvas.columns, HALF)
            blocks[rows, :, columns] = means[..., byte]

    def _renew_all(self) -> None:
        words = self._canvas.words
        self._luma[:] = words.view(np.uint8).reshape(*words.shape, 4)[..., 1]
        means = _means(words)
        for plane, byte in zip(self._colors, (0, 2), strict=True):
            plane[:] = means.view(np.uint8).reshape(*means.shape, 4)[..., byte]

    def given(self) -> npt.NDArray[np.uint8]:
        """A copy as one array of (h * 3 / 2, w) bytes, as yuv420p is laid out: luma, then blue's and red's planes."""
        width, height = self._canvas.size
        found = np.empty((height * 3 // 2, width), np.uint8)
        found[:height] = self._luma[:height, :width]
        colors = found[height:].reshape(2, height // 2, width // 2)
        colors[:] = self._colors[:, : height // 2, : width // 2]
        return found


def _means(words: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Of each two by two pixels the mean of the first and of the third byte, by the last two axes."""
    lone = words & COLORS
    rows = lone[..., 0::2, :] + lone[..., 1::2, :]
    sums = rows[..., 0::2] + rows[..., 1::2]
    sums += ROUND
    sums >>= np.uint32(2)
    return sums
