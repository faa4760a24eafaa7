"""Seeded chance: every purpose draws from a stream of its own, so that one choice never disturbs another.

Two policies under the same seed see the same requests at the same times.
"""

from __future__ import annotations

from random import Random


class Chance:
    """Streams of random numbers by name; the same seed and name give the same numbers on every machine."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def stream(self, *names: str) -> Random:
        return Random("/".join((str(self.seed), *names)))

    def share(self, *names: str) -> float:
        """One number from 0 to 1 that belongs to a name for good."""
        return self.stream(*names).random()
