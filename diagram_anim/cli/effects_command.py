"""`effects`: the verbs, their usage and what they do."""

from __future__ import annotations

import click

from diagram_anim.cli.names import Name, verbs


@click.command("effects", short_help="List the verbs.")
@click.argument("name", required=False, type=Name("verb", verbs))
@click.option("--film", is_flag=True, help="Print the scene that shows the verb, to be rendered or edited.")
def command(name: str | None, film: bool) -> int:
    """List the verbs of the storyboard's language, or tell all of one."""
    from diagram_anim.cli.tables import show
    from diagram_anim.effects import BY_NAME, EFFECTS
    from diagram_anim.effects.films import scene

    if name is None:
        show((effect.name, effect.usage) for effect in EFFECTS)
        return 0
    effect = BY_NAME[name]
    if film:
        click.echo(scene(effect), nl=False)
        return 0
    click.echo(f"{effect.usage}\n\n{effect.about}\n\nExample: {effect.example}")
    for arg in effect.args:
        default = f" (default {arg.default})" if arg.default is not None else ""
        choices = f": {', '.join(arg.choices)}" if arg.choices else ""
        click.echo(f"  {arg.name}=  {arg.about}{choices}{default}")
    if effect.source:
        click.echo(f"\nBy: {effect.source}")
    return 0
