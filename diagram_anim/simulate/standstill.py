"""Whether a release still moves.

Comes in: how far it has come, and when. Goes out: for how long that has been the same.
"""

from __future__ import annotations

from typing import Any


class Standstill:
    """Whether something still moves, and since when it doesn't."""

    def __init__(self, now: float) -> None:
        self.state: Any = None
        self.since = now
        self.told = False

    def lasts(self, state: Any, now: float) -> float:
        """Seconds for which the state has been the same."""
        if state != self.state:
            self.state, self.since, self.told = state, now, False
        return now - self.since
