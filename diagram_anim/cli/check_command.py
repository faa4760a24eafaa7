"""`check`: every problem, no film."""

from __future__ import annotations

from typing import Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk


@click.command("check", short_help="Tell every problem.")
@options.inputs
@click.option("--layout", is_flag=True, help="Lay out too: what is too small, turned or squeezed. Slower.")
@options.quiet
@options.looks
def command(inputs: tuple[str, ...], layout: bool, quiet: bool, **given: Any) -> int:
    """Read the INPUTs, simulate them and tell every problem in them, without rendering."""
    settings = options.settings(given)
    desk = Desk(inputs, quiet=quiet)
    tried = desk.plan if layout else desk.rehearsal
    count = sum(tried(task, settings) is not None for task in desk.tasks)
    if not desk.code and not quiet:
        click.echo(f"{count} diagram{'' if count == 1 else 's'} can be rendered", err=True)
    return desk.code
