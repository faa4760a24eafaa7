"""`still`: one frame as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk
from diagram_anim.model.diagnostic import error

if TYPE_CHECKING:
    from diagram_anim.batch.plan import Plan


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
    for planned in _long_enough(plans, at, desk):
        when = planned.timeline.poster if at is None else at
        target = desk.target(output, planned.task, ".png", f"-{_clock(when)}s")
        target.parent.mkdir(parents=True, exist_ok=True)
        deliver.poster(frame(planned, settings, when), target)
        click.echo(target)
    return desk.code


def _long_enough(plans: Sequence[Plan], at: float | None, desk: Desk) -> Sequence[Plan]:
    """Those that have such a second. Where none has, it was given wrongly; else the others are told of."""
    short = [one for one in plans if at is not None and not 0 <= at <= one.timeline.seconds]
    told = [f"{one.task.name} lasts {one.timeline.seconds:g} s" for one in short]
    if short and len(short) == len(plans):
        raise click.BadParameter(f"{'; '.join(told)}: give a second from 0 to that.", param_hint="--at")
    desk.tell(error("too-short", said, hint=f"there is no frame at {at:g} s") for said in told)
    return [one for one in plans if one not in short]


def _clock(seconds: float) -> str:
    """With a tenth, or as many digits as were asked for: two moments are two files."""
    return max(f"{seconds:.1f}", f"{round(seconds, 3):g}", key=len)
