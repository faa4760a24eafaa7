"""The best GIF that keeps a budget, without drawing one at every level."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

Level = TypeVar("Level")

NEAR = 1.1
"""How far over the budget a guess may be that is still tried: guesses aren't quite true."""


class TooLargeError(ValueError):
    """No level keeps the budget."""


def best(levels: Sequence[Level], guess: Callable[[Level], float], draw: Callable[[Level], bytes], most: int) -> bytes:
    """The drawing at the first of the levels where it has no more than `most` bytes: they fall from level to level. A
    `guess` tells cheaply how many they will be, and each drawing, how far off guesses are."""
    guessed = cache(guess)
    low, high, off, found, size = 0, len(levels), 1.0, None, 0
    while low < high:
        at = low + bisect_left(range(low, high), True, key=lambda one: guessed(levels[one]) * off <= NEAR * most)
        if at == high and found is not None:
            break
        at = min(at, high - 1)
        drawn = draw(levels[at])
        size = len(drawn)
        off = size / guessed(levels[at])
        if size <= most:
            found, high = drawn, at
        else:
            low = at + 1
    if found is None:
        raise TooLargeError(f"a GIF of this film needs at least {_said(size)}")
    return found


def _said(size: int) -> str:
    """A size as `--max-size` takes it, enough for so many bytes."""
    return f"{math.ceil(size / 1e5) / 10:g}MB" if size >= 1e6 else f"{math.ceil(size / 1e3)}KB"
