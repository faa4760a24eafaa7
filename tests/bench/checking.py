"""What `check` spends on a lecture it knows nothing of: `python -m tests.bench.checking LECTURE`, in a process of its
own, without anything imported before that the command wouldn't import."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from typing import Any

PATTERNS, CLASSES = "patterns made", "data classes made"


class _Spent:
    """Processor time by part, of each less that of those within it."""

    def __init__(self) -> None:
        self.by: dict[str, float] = defaultdict(float)
        self._since, self._open = 0.0, ["Python"]

    def enter(self, part: str) -> None:
        self._turn()
        self._open.append(part)

    def leave(self) -> None:
        self._turn()
        self._open.pop()

    def within(self, owner: Any, name: str, part: str) -> None:
        """Whenever `owner` calls what it has as `name`, that is time of `part`."""
        function: Callable[..., Any] = getattr(owner, name)

        def timed(*args: Any, **kwargs: Any) -> Any:
            self.enter(part)
            try:
                return function(*args, **kwargs)
            finally:
                self.leave()

        setattr(owner, name, timed)

    def _turn(self) -> None:
        now = time.process_time()
        self.by[self._open[-1]] += now - self._since
        self._since = now


def main() -> None:
    """Prints milliseconds by part as JSON."""
    lecture, spent = sys.argv[1], _Spent()
    spent.enter("click")
    import click  # noqa: F401

    spent.leave()
    spent.enter("the Markdown parser and SimPy")
    import markdown_it  # noqa: F401
    import simpy  # noqa: F401

    spent.leave()
    import dataclasses
    from re import _compiler

    spent.within(_compiler, "compile", PATTERNS)
    spent.within(dataclasses, "_process_class", CLASSES)
    spent.enter("modules of our own")
    import_module("diagram_anim.batch.rehearsal")
    import_module("diagram_anim.cli.check_command")
    from diagram_anim.cli.main import cli

    spent.leave()
    spent.enter("reading, inferring, simulating")
    cli.main(["check", lecture, "-q"], standalone_mode=False)
    spent.leave()
    print(json.dumps({part: 1000 * seconds for part, seconds in spent.by.items()}))


if __name__ == "__main__":
    main()
