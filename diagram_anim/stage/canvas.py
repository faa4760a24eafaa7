"""Pixels in blocks, so that what has changed can be told, taken over and handed on by the block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import cairo
import numpy as np
import numpy.typing as npt

from diagram_anim.stage.cels import Edges

BLOCK = 16
"""Px; as large as the blocks in which films are encoded."""

Mask = npt.NDArray[np.bool_]
"""Which blocks: (rows, columns)."""


Lines = npt.NDArray[np.intp]

LINE = np.dtype((np.void, 4 * BLOCK))
"""A block's line of pixels, moved as one."""


class Canvas:
    """A surface of (w, h) px with a rim up to whole blocks. `words` holds a pixel each, the four bytes in one."""

    def __init__(self, size: tuple[int, int]) -> None:
        width, height = size
        self.size = size
        self.rows, self.columns = -(-height // BLOCK), -(-width // BLOCK)
        self.words = np.zeros((self.rows * BLOCK, self.columns * BLOCK), np.uint32)
        self._lines = self.words.reshape(-1).view(LINE)
        self._framed = np.zeros((self.rows, self.columns + 2), np.bool_)
        surface = cairo.ImageSurface.create_for_data(
            self.words.data, cairo.FORMAT_ARGB32, width, height, self.words.strides[0]
        )
        self.context: cairo.Context[Any] = cairo.Context(surface)

    @property
    def pixels(self) -> npt.NDArray[np.uint8]:
        """(h, w, 4), less the rim."""
        width, height = self.size
        return self.words.view(np.uint8).reshape(*self.words.shape, 4)[:height, :width]

    def mask(self, boxes: Iterable[Edges] = ()) -> Mask:
        """The blocks that any of the boxes touches."""
        found = np.zeros((self.rows, self.columns), np.bool_)
        for left, top, right, bottom in boxes:
            if right > 0 and bottom > 0:
                found[max(0, top) // BLOCK : -(-bottom // BLOCK), max(0, left) // BLOCK : -(-right // BLOCK)] = True
        return found

    def fill(self, word: int, box: Edges) -> None:
        left, top, right, bottom = box
        self.words[top:bottom, left:right] = word

    def copy(self, other: Canvas, box: Edges) -> None:
        left, top, right, bottom = box
        self.words[top:bottom, left:right] = other.words[top:bottom, left:right]

    def take(self, other: Canvas, mask: Mask) -> None:
        """The pixels of the other canvas in these blocks."""
        lines = self.lines(mask)
        self._lines[lines] = other._lines.take(lines)

    def gather(self, lines: Lines, words: npt.NDArray[np.uint32]) -> None:
        """Takes these lines' pixels into `words`, line by line through all blocks."""
        self._lines.take(lines, out=words.view(LINE), mode="clip")

    def lines(self, mask: Mask, high: int = BLOCK) -> Lines:
        """Where the lines of these blocks stand in a plane whose blocks have so many: (lines, blocks)."""
        rows, columns = np.nonzero(mask)
        found: Lines = (np.arange(high) * self.columns)[:, None] + (rows * (high * self.columns) + columns)
        return found

    @contextmanager
    def clipped(self, mask: Mask) -> Iterator[cairo.Context[Any]]:
        """The context, in which what is painted stays in the blocks."""
        self.context.save()
        self._framed[:, 1:-1] = mask
        # Where a run of blocks begins the next differs, and where it ends: always two and two in a row.
        rows, edges = np.nonzero(self._framed[:, 1:] != self._framed[:, :-1])
        for row, start, end in zip(rows[::2].tolist(), edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            self.context.rectangle(start * BLOCK, row * BLOCK, (end - start) * BLOCK, BLOCK)
        self.context.clip()
        yield self.context
        self.context.restore()


@contextmanager
def clipped(context: cairo.Context[Any], box: Edges) -> Iterator[None]:
    """What is painted stays in the box."""
    left, top, right, bottom = box
    context.save()
    context.rectangle(left, top, right - left, bottom - top)
    context.clip()
    yield
    context.restore()


def merged(boxes: Iterable[Edges], size: tuple[int, int], most: int = 12) -> list[Edges]:
    """Boxes that don't overlap and hold all of these, within the frame; one for the whole where they are many."""
    width, height = size
    found: list[Edges] = []
    for left, top, right, bottom in boxes:
        box = (max(0, left), max(0, top), min(width, right), min(height, bottom))
        if box[0] >= box[2] or box[1] >= box[3]:
            continue
        while touching := [one for one in found if overlap(one, box)]:
            found = [one for one in found if one not in touching]
            lefts, tops, rights, bottoms = zip(box, *touching, strict=True)
            box = (min(lefts), min(tops), max(rights), max(bottoms))
        found.append(box)
        if len(found) > most:
            return [(0, 0, width, height)]
    return found


def overlap(a: Edges, b: Edges) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
