"""`shapes`: what nodes can look like."""

from __future__ import annotations

import click


@click.command("shapes", short_help="List the shapes of nodes.")
def command() -> int:
    """List the shapes of nodes, each with the other names by which Mermaid knows it."""
    from diagram_anim.cli.tables import show
    from diagram_anim.mermaid import SHAPES

    show((name, " ".join(others)) for name, others in SHAPES.items())
    return 0
