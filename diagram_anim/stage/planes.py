"""A canvas in a film's own colours becomes the planes that encoders take, NV12: luma, then both colours side by side
at half the size."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from diagram_anim.stage.canvas import BLOCK, Canvas, Mask

HALF = BLOCK // 2

BAND = 4
"""Rows of blocks that are taken over at once: what is between the steps stays in the processor's cache."""

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
        self._colors = np.zeros((high // 2, wide // 2), np.uint16)

    def renew(self, mask: Mask) -> None:
        """Takes over the blocks of the mask."""
        rows, columns = np.nonzero(mask)
        if 2 * len(rows) > mask.size:
            self._renew_all()
            return
        lines = np.arange(BLOCK)[:, None]
        # Line by line through all blocks: (16, n, 16), so that a step runs through many pixels at once.
        words = self._canvas.blocks[rows, lines, columns]
        luma = self._luma.reshape(self._canvas.blocks.shape)
        luma[rows, lines, columns] = _luma(words)
        colors = self._colors.reshape(self._canvas.rows, HALF, self._canvas.columns, HALF)
        colors[rows, lines[:HALF], columns] = _colors(words)

    def _renew_all(self) -> None:
        high = self._canvas.words.shape[0]
        for top in range(0, high, BAND * BLOCK):
            band = slice(top, top + BAND * BLOCK)
            words = self._canvas.words[band]
            self._luma[band] = _luma(words)
            self._colors[top // 2 : band.stop // 2] = _colors(words)

    def given(self) -> npt.NDArray[np.uint8]:
        """A copy of all, (h * 3 / 2, w)."""
        width, height = self._canvas.size
        found = np.empty((height * 3 // 2, width), np.uint8)
        found[:height] = self._luma[:height, :width]
        found[height:].view(np.uint16)[:] = self._colors[: height // 2, : width // 2]
        return found


def _luma(words: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    return (words >> np.uint32(8)).astype(np.uint8)


def _colors(words: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint16]:
    """Of each two by two pixels, by the first and the last axis, the mean of the first and of the third byte, the one
    in the low byte and the other in the high one."""
    lone = words & COLORS
    pairs = (lone[0::2] + lone[1::2]).view(np.uint64)
    sums = ((pairs >> np.uint64(32)) + pairs).astype(np.uint32)
    sums += ROUND
    sums >>= np.uint32(2)
    return ((sums >> np.uint32(8)) & np.uint32(0xFF00) | sums & np.uint32(0xFF)).astype(np.uint16)
