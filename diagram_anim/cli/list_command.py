"""`list`: the diagrams found."""

from __future__ import annotations

import json
from typing import Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk


@click.command("list", short_help="List the diagrams found.")
@options.inputs
@click.option("--json", "as_json", is_flag=True, help="A line of JSON each.")
@options.only
@options.reading
def command(inputs: tuple[str, ...], as_json: bool, only: tuple[str, ...], **given: Any) -> int:
    """List the diagrams in the INPUTs: name, kind, line, film length, title."""
    desk = Desk(inputs, only, quiet=True)
    for planned in desk.plans(options.settings(given)):
        task, board = planned.task, planned.board
        row = {
            "diagram": task.name,
            "kind": board.diagram.kind,
            "line": task.block.line if task.block else 1,
            "seconds": round(planned.timeline.seconds, 1),
            "title": board.text(board.title),
        }
        if as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo("{diagram}\t{kind}\tline {line}\t{seconds} s\t{title}".format(**row))
    return desk.code
