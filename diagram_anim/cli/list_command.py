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
@options.reading
def command(inputs: tuple[str, ...], as_json: bool, **given: Any) -> int:
    """List the diagrams in the INPUTs: name, kind, line, film length, title."""
    from diagram_anim.batch.plan import plan

    settings = options.settings(given)
    desk = Desk(inputs, quiet=True)
    for task in desk.tasks:
        planned, problems = plan(task, settings)
        desk.tell(problems)
        if planned is None:
            continue
        board = planned.board
        line = task.block.line if task.block else 1
        row = {
            "diagram": task.name,
            "kind": board.diagram.kind,
            "line": line,
            "seconds": round(planned.timeline.seconds, 1),
            "title": board.text(board.title),
        }
        if as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(f"{task.name}\t{row['kind']}\tline {line}\t{row['seconds']} s\t{row['title']}")
    return desk.code
