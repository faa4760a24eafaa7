"""`watch`: renders again what has changed, and shows it on a local page."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from diagram_anim.cli import options

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
@click.pass_context
def command(
    ctx: click.Context,
    /,
    inputs: tuple[str, ...],
    output: Path,
    only: tuple[str, ...],
    port: int,
    **given: Any,
) -> int:
    """Render the INPUTs, and again whenever a file of theirs is saved: what hasn't changed isn't rendered twice.

    The films are shown on a page that only this machine can see; Ctrl-C ends it.
    """
    from diagram_anim.batch.tasks import gather
    from diagram_anim.deliver.watching import Show

    try:
        show = Show(output, port)
    except OSError as problem:
        raise click.BadParameter(f"{problem.strerror}; try another, or 0 for any.", param_hint="--port") from None
    click.echo(f"watching; the films are shown at {show.address}", err=True)
    seen: Seen | None = None
    try:
        while True:
            now = {name: document.text for name, document in gather(inputs, only).documents.items()}
            if now != seen:
                seen = now
                _render(ctx, show, inputs=inputs, output=output, only=only, **given)
            time.sleep(LOOK)
    except KeyboardInterrupt:
        return 0
    finally:
        show.close()


def _render(ctx: click.Context, show: Any, **given: Any) -> None:
    """Once through; what is wrong has been told, and is waited for to be mended."""
    from diagram_anim.cli.render_command import command as render

    before = _films(show.folder)
    try:
        ctx.invoke(render, formats=("mp4",), stepwise=False, most=None, force=False, as_json=False,
                   transparent=False, **given)  # fmt: skip
    except click.ClickException as wrong:
        wrong.show()
    films = _films(show.folder)
    show.tell(sorted((film for film in films if films[film] != before.get(film)), key=lambda film: -films[film]))


def _films(folder: Path) -> dict[Path, float]:
    """When each film was written."""
    return {film: film.stat().st_mtime for film in folder.rglob("*.mp4")}
