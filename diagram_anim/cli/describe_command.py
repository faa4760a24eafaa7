"""`describe`: the scene files of diagrams, inference made explicit."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from diagram_anim import resources
from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk
from diagram_anim.cli.places import Place
from diagram_anim.model.diagnostic import error

OVER = "--force writes it anew, and what was edited in it is lost; or choose another folder with -o"


@click.command("describe", short_help="Write the scene files.")
@options.inputs
@click.option("-o", "--output", type=Place(), help="A folder for them; one alone goes to stdout by default.")
@click.option("--force", is_flag=True, help="Write anew what is there already, whoever has edited it.")
@options.only
@options.quiet
@options.reading
def command(
    inputs: tuple[str, ...], output: Path | None, force: bool, only: tuple[str, ...], quiet: bool, **given: Any
) -> int:
    """Write the scene file of each diagram in the INPUTs: what was inferred, and why, ready to edit.

    A file that is there and says something else is left as it is: somebody may have edited it.
    """
    from diagram_anim import story
    from diagram_anim.encode.format import whole

    settings = options.settings(given)
    desk = Desk(inputs, only, quiet)
    if output is None and len(desk.tasks) > 1:
        raise click.UsageError(
            f"There are {len(desk.tasks)} diagrams, and a scene file holds one. Name a folder, `-o scenes/`, or "
            "choose one, `--only 1`."
        )
    for task in desk.tasks:
        board = desk.storyboard(task, settings)
        if board is None:
            continue
        text = story.write_scene(board)
        if output is None:
            click.echo(text, nl=False)
        else:
            target = desk.target(output, task, ".yaml")
            text = f"{_schema(target)}{text}"
            target.parent.mkdir(parents=True, exist_ok=True)
            if not force and target.exists() and target.read_bytes() != text.encode():
                desk.tell([error("there-already", f"{target} is there and says something else", hint=OVER)])
                continue
            with whole(target) as aside:
                aside.write_text(text, encoding="utf-8")
            click.echo(target)
    return desk.code


def _schema(target: Path) -> str:
    """The line by which editors find the scenes' schema from a file: they complete its keys and tell its slips."""
    way = os.path.relpath(resources.asset("scene.schema.json").resolve(), target.parent.resolve())
    return f"# yaml-language-server: $schema={Path(way).as_posix()}\n"
