"""`cache`: what is kept of films, and how to forget it."""

from __future__ import annotations

import json

import click

from diagram_anim.cli.names import Name

ACTIONS = ("show", "clear")


@click.command("cache", short_help="Show or clear what is kept.")
@click.argument("action", default="show", type=Name("action", lambda: ACTIONS), metavar="[show|clear]")
@click.option("--json", "as_json", is_flag=True, help="As a line of JSON.")
def command(action: str, as_json: bool) -> int:
    """Show how much is kept of films rendered before, and where; or clear it.

    DIAGRAM_ANIM_CACHE names another folder, or is off where nothing is to be kept. DIAGRAM_ANIM_CACHE_SIZE says how
    much at the most (10GB; 4GB by default); what was longest unused goes first.
    """
    from diagram_anim.batch.cache import open_cache

    cache = open_cache()
    if action == "clear":
        cache.clear()
    files, size = cache.holds()
    if as_json:
        where = str(cache.root) if cache.root else None
        click.echo(json.dumps({"folder": where, "files": files, "bytes": size, "most": cache.most}))
    elif cache.root is None:
        click.echo("nothing is kept")
    else:
        click.echo(f"{cache.root}\n{files} files, {size / 1e6:.1f} MB of {cache.most / 1e6:g} MB at the most")
        if not cache.roomy:
            click.echo("nothing new is kept: the disk is nearly full")
    return 0
