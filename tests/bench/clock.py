"""Processor time by part: of each less that of those within it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

Part = tuple[Any, str, str]
"""Who has a function, what it is called there, and what its time is told as."""


@contextmanager
def timed(parts: Sequence[Part]) -> Iterator[dict[str, float]]:
    """Seconds of processor time by part, counted as long as this lasts."""
    clock = _Clock()
    with ExitStack() as patches:
        for owner, name, told in parts:
            patches.enter_context(patch.object(owner, name, clock.timing(getattr(owner, name), told)))
        yield clock.spent


class _Clock:
    """Processor time goes to the innermost part that is under way."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = 0.0

    def timing(self, function: Callable[..., Any], told: str) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._turn()
            self._open.append(told)
            try:
                return function(*args, **kwargs)
            finally:
                self._turn()
                self._open.pop()

        return timed

    def _turn(self) -> None:
        now = time.process_time()
        if self._open:
            self.spent[self._open[-1]] += now - self._since
        self._since = now
