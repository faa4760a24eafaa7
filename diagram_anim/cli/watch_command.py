"""`watch`: renders again what has changed, and shows it on a local page."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diagram_anim.batch.settings import Settings
from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk
from diagram_anim.cli.render_command import films

if TYPE_CHECKING:
    from diagram_anim.deliver.watching import Show

LOOK = 0.4
"""Seconds from one look at the files to the next."""

Seen = dict[str, str]


@click.command("watch", short_help="Render again what changes.")
@options.inputs
@options.output
@options.only
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one for each core by default.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Of the page; 0 for any.")
@options.quiet
@options.looks
def command(
    inputs: tuple[str, ...],
    output: Path,
    only: tuple[str, ...],
    jobs: int | None,
    port: int,
    quiet: bool,
    **given: Any,
) -> int:
    """Render the INPUTs, and again whenever a file of theirs is saved: what hasn't changed isn't rendered twice.

    The films are shown on a page that only this machine can see, and what is wrong with the INPUTs; Ctrl-C ends it.
    """
    from diagram_anim.batch.tasks import gather
    from diagram_anim.deliver.watching import Show

    settings = options.settings(given)
    try:
        show = Show(output, port)
    except OSError as problem:
        raise click.BadParameter(f"{problem.strerror}; try another, or 0 for any.", param_hint="--port") from None
    click.echo(f"watching; the films are shown at {show.address}", err=True)
    seen: Seen | None = None
    there: dict[str, Path] = {}
    try:
        while True:
            now = {name: document.text for name, document in gather(inputs, only).documents.items()}
            if now != seen:
                seen = now
                _render(Desk(inputs, only, quiet), settings, output, jobs, show, there)
            time.sleep(LOOK)
    except KeyboardInterrupt:
        return 0
    finally:
        show.close()


def _render(desk: Desk, settings: Settings, output: Path, jobs: int | None, show: Show, there: dict[str, Path]) -> None:
    """Once through; what is wrong is told, and waited for to be mended. `there` are the films by their diagrams' names:
    one that can't be made now is shown as it was."""
    try:
        rows = films(desk, settings, output, jobs=jobs)
    except click.ClickException as wrong:
        wrong.show()
        rows = []
    there.update((row["diagram"], Path(row["film"])) for row in rows)
    new = {row["diagram"] for row in rows if row["cached"] < row["pieces"]}
    names = [task.name for task in desk.tasks if task.name in there]
    show.tell([there[name] for name in names], next((there[name] for name in names if name in new), None), desk.said)
