"""`describe`: the scene files of diagrams, inference made explicit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk


@click.command("describe", short_help="Write the scene files.")
@options.inputs
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A folder for them; stdout by default.")
@click.option("--only", multiple=True, help="Only these diagrams, by number or title.")
@options.reading
def command(inputs: tuple[str, ...], output: Path | None, only: tuple[str, ...], **given: Any) -> int:
    """Write the scene file of each diagram in the INPUTs: what was inferred, and why, ready to edit."""
    from diagram_anim import story
    from diagram_anim.batch.read import storyboard

    settings = options.settings(given)
    desk = Desk(inputs, only)
    for index, task in enumerate(desk.tasks):
        board, problems = storyboard(task, settings)
        desk.tell(problems)
        if board is None:
            continue
        text = story.write_scene(board, task.block)
        if output is None:
            click.echo(("---\n" if index else "") + text, nl=False)
            continue
        target = output / f"{task.stem}.yaml"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        except OSError as problem:
            raise click.ClickException(f"{target} can't be written: {problem.strerror}") from None
        click.echo(target)
    return desk.code
