"""`list`: the diagrams found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk

if TYPE_CHECKING:
    from diagram_anim.batch.settings import Settings
    from diagram_anim.batch.task import Task
    from diagram_anim.model.storyboard import Storyboard


@click.command("list", short_help="List the diagrams found.")
@options.inputs
@click.option("--seconds", "timed", is_flag=True, help="Simulate and lay out too: how long each film is. Slower.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON each.")
@options.only
@options.reading
def command(inputs: tuple[str, ...], timed: bool, as_json: bool, only: tuple[str, ...], **given: Any) -> int:
    """List the diagrams in the INPUTs: name, kind, line, steps, title. Only --seconds needs to know what happens."""
    desk = Desk(inputs, only, quiet=True)
    settings = options.settings(given)
    for task, board, seconds in _planned(desk, settings) if timed else _read(desk, settings):
        row = {
            "diagram": task.name,
            "kind": board.diagram.kind,
            "line": task.block.line if task.block else 1,
            "steps": len(board.steps),
            **seconds,
            "title": board.text(board.title),
        }
        if as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            length = "".join(f"{told} s\t" for told in seconds.values())
            click.echo("{diagram}\t{kind}\tline {line}\t{steps} steps\t".format(**row) + f"{length}{row['title']}")
    return desk.code


def _read(desk: Desk, settings: Settings) -> Iterator[tuple[Task, Storyboard, dict[str, float]]]:
    for task in desk.tasks:
        board = desk.storyboard(task, settings)
        if board is not None:
            yield task, board, {}


def _planned(desk: Desk, settings: Settings) -> Iterator[tuple[Task, Storyboard, dict[str, float]]]:
    for plan in desk.plans(settings):
        yield plan.task, plan.board, {"seconds": round(plan.timeline.seconds, 1)}
