"""How far a run is: a bar on a terminal, with what was drawn last and the time left; nothing elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = Callable[[str, float], None]
"""Told of what is ready: the name of its film, and how many seconds of film it makes."""


@contextmanager
def progress(seconds: float, quiet: bool) -> Iterator[Told]:
    """Goes up to so many seconds of film."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or not seconds:
        yield lambda name, done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f} s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("rendering", total=seconds)
        yield lambda name, done: bar.update(task, advance=done, description=name)
