"""`sheet`: a contact sheet of the telling moments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk


@click.command("sheet", short_help="Render a contact sheet.")
@options.inputs
@click.option("-o", "--output", default="output", show_default=True, type=click.Path(path_type=Path), help="Folder.")
@click.option("--only", multiple=True, help="Only these diagrams, by number or title.")
@options.looks
def command(inputs: tuple[str, ...], output: Path, only: tuple[str, ...], **given: Any) -> int:
    """Render a sheet for each diagram in the INPUTs: every step at its telling moment, with its caption."""
    from diagram_anim import deliver
    from diagram_anim.batch.moments import frame
    from diagram_anim.batch.plan import plan

    settings = options.settings(given)
    desk = Desk(inputs, only)
    for task in desk.tasks:
        planned, problems = plan(task, settings)
        desk.tell(problems)
        if planned is None:
            continue
        shots = []
        for scene in planned.timeline.scenes:
            at = scene.telling if scene.telling is not None else scene.end - 0.2
            shots.append((frame(planned, settings, at), at, scene.caption))
        target = output / f"{task.stem}-sheet.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        deliver.sheet(shots, target)
        click.echo(target)
    return desk.code
