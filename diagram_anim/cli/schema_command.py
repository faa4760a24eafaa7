"""`schema`: the JSON Schema of scene files."""

from __future__ import annotations

import json

import click


@click.command("schema", short_help="Print the scene files' JSON Schema.")
def command() -> int:
    """Print the JSON Schema of scene files, for editors that complete and check YAML."""
    from diagram_anim import story

    click.echo(json.dumps(story.schema(), ensure_ascii=False, indent=2))
    return 0
