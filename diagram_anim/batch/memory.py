"""What the C library does with memory that is given back."""

from __future__ import annotations

import ctypes

MMAP_THRESHOLD = -3
"""`M_MMAP_THRESHOLD` of glibc's `mallopt(3)`."""

LARGE = 2 * 2**20
"""Bytes; a frame at 1080p has more."""


def give_back_what_is_large() -> None:
    """Large pieces go back to the system as soon as they are free. By itself glibc keeps pieces as large as those that
    were ever freed, and threads that draw and encode leave holes between them: half as much again as is in use."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # other C libraries do so by themselves, or can't be told
        mallopt(MMAP_THRESHOLD, LARGE)
