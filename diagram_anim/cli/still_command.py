"""`still`: one frame as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk


@click.command("still", short_help="Render one frame.")
@options.inputs
@click.option("--at", type=float, help="The film's second; its telling moment by default.")
@click.option("-o", "--output", default="output", show_default=True, type=click.Path(path_type=Path), help="Folder.")
@options.looks
def command(inputs: tuple[str, ...], at: float | None, output: Path, **given: Any) -> int:
    """Render one frame of each diagram in the INPUTs as a PNG."""
    from diagram_anim import deliver
    from diagram_anim.batch.moments import frame
    from diagram_anim.batch.plan import plan

    settings = options.settings(given)
    desk = Desk(inputs)
    for task in desk.tasks:
        planned, problems = plan(task, settings)
        desk.tell(problems)
        if planned is None:
            continue
        when = planned.timeline.poster if at is None else at
        if not 0 <= when <= planned.timeline.seconds:
            raise click.BadParameter(f"{task.name} lasts {planned.timeline.seconds:g} s", param_hint="--at")
        target = output / f"{task.stem}-{when:.1f}s.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        deliver.poster(frame(planned, settings, when), target)
        click.echo(target)
    return desk.code
