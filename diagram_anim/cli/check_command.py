"""`check`: every problem, no film."""

from __future__ import annotations

from typing import Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk


@click.command("check", short_help="Tell every problem.")
@options.inputs
@click.option("-q", "--quiet", is_flag=True, help="No warnings.")
@options.reading
def command(inputs: tuple[str, ...], quiet: bool, **given: Any) -> int:
    """Read the INPUTs and tell every problem in them, without rendering."""
    from diagram_anim.batch.read import storyboard

    settings = options.settings(given)
    desk = Desk(inputs, quiet=quiet)
    count = 0
    for task in desk.tasks:
        board, problems = storyboard(task, settings)
        desk.tell(problems)
        count += board is not None
    if not desk.failed and not quiet:
        click.echo(f"{count} diagram{'' if count == 1 else 's'} can be rendered", err=True)
    return desk.code
