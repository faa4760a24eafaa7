"""`sheet`: a contact sheet of the telling moments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk


@click.command("sheet", short_help="Render a contact sheet.")
@options.inputs
@options.output
@options.only
@options.quiet
@options.looks
def command(inputs: tuple[str, ...], output: Path, only: tuple[str, ...], quiet: bool, **given: Any) -> int:
    """Render a sheet for each diagram in the INPUTs: every step at its telling moment, with its caption."""
    from diagram_anim import deliver
    from diagram_anim.batch.moments import frame, telling

    settings = options.settings(given)
    desk = Desk(inputs, only, quiet)
    for planned in desk.plans(settings):
        target = desk.target(output, planned.task, ".png", "-sheet")
        target.parent.mkdir(parents=True, exist_ok=True)
        moments = [(telling(scene), scene.caption) for scene in planned.timeline.scenes]
        deliver.sheet([(frame(planned, settings, at), at, caption) for at, caption in moments], target)
        click.echo(target)
    return desk.code
