"""Memory for frames, used again and again: to be given it anew by the system takes longer than to fill it."""

from __future__ import annotations

import math
from weakref import finalize

import numpy as np
import numpy.typing as npt


class Blanks:
    """Arrays of one shape, to be filled. The memory of each comes back when nobody holds it any more, nor any part of
    it."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._shape = shape
        self._free: list[bytearray] = []

    def take(self) -> npt.NDArray[np.uint8]:
        """One of which nobody knows what is in it."""
        memory = self._free.pop() if self._free else bytearray(math.prod(self._shape))
        # Whatever is made of an array holds the one that lies right on the memory.
        lowest = np.frombuffer(memory, np.uint8)
        finalize(lowest, self._free.append, memory).atexit = False
        return lowest.reshape(self._shape)
