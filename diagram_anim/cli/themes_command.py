"""`themes`: what films can look like."""

from __future__ import annotations

import click


@click.command("themes", short_help="List the themes.")
def command() -> int:
    """List the themes."""
    from diagram_anim import resources

    for name in resources.themes():
        click.echo(name)
    return 0
