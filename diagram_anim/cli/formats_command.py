"""`formats`: what films can be written as."""

from __future__ import annotations

import click


@click.command("formats", short_help="List the formats.")
def command() -> int:
    """List the formats that films can be written in."""
    from diagram_anim.cli.tables import show
    from diagram_anim.encode import FORMATS

    show((format.name, format.about) for format in FORMATS)
    return 0
