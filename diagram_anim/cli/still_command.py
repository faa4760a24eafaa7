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
@options.output
@options.only
@options.quiet
@options.transparent
@options.looks
def command(
    inputs: tuple[str, ...], at: float | None, output: Path, only: tuple[str, ...], quiet: bool, **given: Any
) -> int:
    """Render one frame of each diagram in the INPUTs as a PNG."""
    from diagram_anim import deliver
    from diagram_anim.batch.moments import frame

    settings = options.settings(given)
    desk = Desk(inputs, only, quiet)
    plans = list(desk.plans(settings))
    for planned in plans:
        if at is not None and not 0 <= at <= planned.timeline.seconds:
            raise click.BadParameter(
                f"{planned.task.name} lasts {planned.timeline.seconds:g} s: give a second from 0 to that.",
                param_hint="--at",
            )
    for planned in plans:
        when = planned.timeline.poster if at is None else at
        target = desk.target(output, planned.task, ".png", f"-{_clock(when)}s")
        target.parent.mkdir(parents=True, exist_ok=True)
        deliver.poster(frame(planned, settings, when), target)
        click.echo(target)
    return desk.code


def _clock(seconds: float) -> str:
    """With a tenth, or as many digits as were asked for: two moments are two files."""
    return max(f"{seconds:.1f}", f"{round(seconds, 3):g}", key=len)
