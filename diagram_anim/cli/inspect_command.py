"""`inspect`: what stands at a seam, as JSON lines."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk
from diagram_anim.cli.names import Name

if TYPE_CHECKING:
    from diagram_anim.batch.plan import Plan
    from diagram_anim.model.log import Log
    from diagram_anim.model.timeline import Clip


@click.command("inspect", short_help="Print what stands at a seam.")
@click.argument("stage", type=Name("stage", lambda: STAGES), metavar="STAGE")
@click.argument("inputs", nargs=-1, metavar="INPUT…", type=click.Path(readable=False))
@click.option(
    "--jsonl", is_flag=True, help="With `diagram`: read {id, text} lines on stdin, answer {id, result} lines."
)
@click.option("--csv", "as_csv", is_flag=True, help="With `log`: a table for spreadsheets.")
@click.option(
    "--per",
    type=click.Choice(("second", "step", "event")),
    default="second",
    show_default=True,
    help="With `--csv`: what a row stands for.",
)
@options.looks
def command(stage: str, inputs: tuple[str, ...], jsonl: bool, as_csv: bool, per: str, **given: Any) -> int:
    """Print what stands at a STAGE of the pipeline for the INPUTs, as JSON lines.

    STAGE is diagram, storyboard, layout, timeline, log or config.
    """
    settings = options.settings(given)
    if jsonl:
        if stage != "diagram":
            raise click.UsageError("--jsonl goes with `inspect diagram`.")
        return _jsonl(settings)
    if as_csv and stage != "log":
        raise click.UsageError("--csv goes with `inspect log`.")
    if not inputs:
        raise click.UsageError("Missing argument 'INPUT…'.")
    desk = Desk(inputs)
    if as_csv:
        _table([*desk.plans(settings)], per)
        return desk.code
    for task in desk.tasks:
        place: dict[str, Any] = {"diagram": task.name}
        if stage != "log":
            place |= {"file": task.document.name, "block": task.block.number if task.block else None}
        for row in STAGES[stage](desk, task, settings):
            _print({**place, **row})
    return desk.code


Rows = Iterable[dict[str, Any]]


def _diagram(desk: Desk, task: Task, settings: Settings) -> Rows:
    from diagram_anim import mermaid

    diagram = desk.diagram(task, settings)
    return [mermaid.normal(diagram)] if diagram else []


def _storyboard(desk: Desk, task: Task, settings: Settings) -> Rows:
    from diagram_anim import story

    board = desk.storyboard(task, settings)
    return [story.as_data(board)] if board else []


def _layout(desk: Desk, task: Task, settings: Settings) -> Rows:
    from diagram_anim import layout

    planned = desk.plan(task, settings)
    if planned is None:
        return
    whole = layout.measures(planned.layout, planned.cast)
    yield whole
    moves = [clip.value for clip in planned.timeline.clips if clip.action.value == "camera" and clip.value]
    for number, view in enumerate(dict.fromkeys(moves), 1):
        yield {"chapter": number, **layout.seen(whole, view)}


def _timeline(desk: Desk, task: Task, settings: Settings) -> Rows:
    from diagram_anim import timeline
    from diagram_anim.batch.ground import ground, picture

    planned = desk.plan(task, settings)
    if planned is None:
        return
    yield {
        "seconds": planned.timeline.seconds,
        "clips": [_clip(clip) for clip in planned.timeline.clips],
        "segments": [
            {"step": one.step, "start": one.start, "end": round(one.start + one.seconds, 6), "hash": one.digest}
            for one in timeline.segments(planned.timeline, ground(picture(planned, settings), planned))
        ],
    }


def _clip(clip: Clip) -> dict[str, Any]:
    return {
        "start": round(clip.start, 3),
        "end": round(clip.end, 3),
        "action": clip.action.value,
        "target": clip.target,
        "view": clip.view,
        "slot": clip.slot,
        "value": clip.value,
        **({"path": clip.path} if clip.path else {}),
    }


def _log(desk: Desk, task: Task, settings: Settings) -> Rows:
    from diagram_anim import simulate

    planned = desk.plan(task, settings)
    for name, log in _runs(planned) if planned else ():
        for line in simulate.lines(log, planned.clock if planned else None):
            yield {**({"run": name} if name else {}), **line}


def _runs(planned: Plan) -> list[tuple[str, Log]]:
    """The log of a film, or one for each run that stands in it, and those that it is compared with, by their names."""
    from diagram_anim import simulate

    sides = simulate.sides(planned.board, planned.log)
    return [*sides, *((other.name, other.log) for other in planned.others)]


def _config(desk: Desk, task: Task, settings: Settings) -> Rows:
    """The options of this run, then what the simulation knows of each part of the system."""
    ctx = click.get_current_context()
    for param in ctx.command.params:
        if isinstance(param, click.Option) and param.name in Settings.__dataclass_fields__:
            origin = ctx.get_parameter_source(param.name)
            yield {
                "key": param.name,
                "value": ctx.params[param.name],
                "from": origin.name.lower() if origin else "default",
            }


STAGES: dict[str, Callable[[Desk, Task, Settings], Rows]] = {
    "diagram": _diagram,
    "storyboard": _storyboard,
    "layout": _layout,
    "timeline": _timeline,
    "log": _log,
    "config": _config,
}


def _table(plans: Sequence[Plan], per: str) -> None:
    from diagram_anim import simulate

    told = {"second": simulate.per_second, "step": simulate.per_step, "event": simulate.rows}[per]
    logs = [log for planned in plans for _, log in _runs(planned)]
    known = [simulate.COLUMNS] if per == "event" else [simulate.columns(log) for log in logs]
    columns = dict.fromkeys(("diagram", "run", *(column for some in known for column in some)))
    writer = csv.DictWriter(sys.stdout, [*columns])
    writer.writeheader()
    for planned in plans:
        for name, log in _runs(planned):
            for row in told(log, planned.clock):
                writer.writerow({"diagram": planned.task.name, "run": name, **row})


def _jsonl(settings: Settings) -> int:
    from diagram_anim import mermaid

    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            id, text = given["id"], str(given["text"])
        except (ValueError, KeyError, TypeError):
            raise click.UsageError(f"Line {number} of standard input is no {{id, text}} object.") from None
        _print({"id": id, "result": mermaid.result(text, settings.strict)})
    return 0


def _print(row: dict[str, Any]) -> None:
    click.echo(json.dumps(row, ensure_ascii=False, default=_plain))


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "keys") else list(value)
