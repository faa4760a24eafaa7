"""How far a run is: a bar on a terminal, with what was drawn last and the time left; elsewhere a line for each film."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from diagram_anim.cli.desk import Desk


class Progress:
    """What is told of a run of `count` films. Films are planned while others are drawn: those that aren't yet are taken
    for as long as those that are."""

    def __init__(
        self,
        count: int,
        show: Callable[[float, float, str], None] = lambda done, whole, name: None,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:
        self._count, self._show, self._say = count, show, say
        self._planned: list[float] = []
        self._done = 0.0
        self._made = 0

    def plan(self, seconds: float) -> None:
        """Told of a film with so many seconds to be drawn."""
        self._planned.append(seconds)

    def told(self, name: str, seconds: float) -> None:
        """Told of what is ready: the name of its film, and how many seconds of film it makes."""
        self._done += seconds
        planned = len(self._planned)
        self._show(self._done, sum(self._planned) * max(self._count, planned) / planned, name)

    def made(self, name: str) -> None:
        """Told of a film that is whole, where no film is a result of its own that is told of anyway."""
        self._made += 1
        self._say(f"{self._made}/{max(self._count, self._made)} {name}")


@contextmanager
def progress(count: int, desk: Desk) -> Iterator[Progress]:
    """The bar makes way for whatever is told or printed `aside` from it."""
    quiet = desk.quiet
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield Progress(count) if quiet else Progress(count, say=lambda line: click.echo(line, err=True))
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f} s"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("rendering", total=0)
        desk.aside = lambda: _away(bar)
        try:
            yield Progress(
                count, lambda done, whole, name: bar.update(task, completed=done, total=whole, description=name)
            )
        finally:
            desk.aside = nullcontext


@contextmanager
def _away(bar: Bar) -> Iterator[None]:
    """Without the bar, which comes back below."""
    bar.stop()
    try:
        yield
    finally:
        bar.start()
