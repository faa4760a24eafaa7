"""`inspect`: what stands at a seam, as JSON lines."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from diagram_anim.batch.read import Task
from diagram_anim.batch.settings import Settings
from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk

if TYPE_CHECKING:
    from diagram_anim.batch.plan import Plan

STAGES = ("diagram", "storyboard", "layout", "timeline", "log", "config")


@click.command("inspect", short_help="Print what stands at a seam.")
@click.argument("stage", type=click.Choice(STAGES))
@click.argument("inputs", nargs=-1, metavar="INPUT…")
@click.option(
    "--jsonl", is_flag=True, help="With `diagram`: read {id, text} lines on stdin, answer {id, result} lines."
)
@click.option("--csv", "as_csv", is_flag=True, help="With `log`: a table for spreadsheets.")
@options.looks
def command(stage: str, inputs: tuple[str, ...], jsonl: bool, as_csv: bool, **given: Any) -> int:
    """Print what stands at a STAGE of the pipeline for the INPUTs, as JSON lines."""
    settings = options.settings(given)
    if jsonl:
        return _jsonl(settings)
    if not inputs:
        raise click.UsageError("Missing argument 'INPUT…'.")
    desk = Desk(inputs)
    for task in desk.tasks:
        if as_csv and stage == "log":
            _table(_planned(task, settings, desk))
            continue
        for row in _rows(stage, task, settings, desk):
            place = {
                "diagram": task.name,
                "file": task.document.name,
                "block": task.block.number if task.block else None,
            }
            _print({**place, **row} if stage != "log" else {"diagram": task.name, **row})
    return desk.code


def _rows(stage: str, task: Task, settings: Settings, desk: Desk) -> Iterable[dict[str, Any]]:
    from diagram_anim import mermaid, story
    from diagram_anim.batch import read

    if stage == "diagram":
        diagram, problems = read.diagram(task, settings)
        desk.tell(problems)
        return [mermaid.normal(diagram)] if diagram else []
    if stage == "storyboard":
        board, problems = read.storyboard(task, settings)
        desk.tell(problems)
        return [story.as_data(board)] if board else []
    if stage == "config":
        return _config(settings)
    planned = _planned(task, settings, desk)
    if planned is None:
        return []
    return {"layout": _layout, "timeline": _timeline, "log": _log}[stage](planned, settings)


def _planned(task: Task, settings: Settings, desk: Desk) -> Plan | None:
    from diagram_anim.batch.plan import plan

    planned, problems = plan(task, settings)
    desk.tell(problems)
    return planned


def _layout(planned: Plan, settings: Settings) -> Iterator[dict[str, Any]]:
    from diagram_anim import layout

    yield layout.measures(planned.layout, planned.cast)


def _timeline(planned: Plan, settings: Settings) -> Iterator[dict[str, Any]]:
    from diagram_anim import timeline
    from diagram_anim.batch.ground import ground, picture

    board = planned.board
    title, subtitle = board.text(board.title), board.text(board.subtitle)
    scene = picture(planned.cast, planned.layout, title, subtitle, board.lang, settings)
    cut = timeline.segments(planned.timeline, ground(scene, settings, "mp4"))
    yield {
        "seconds": planned.timeline.seconds,
        "clips": [
            {
                "start": round(clip.start, 3),
                "end": round(clip.end, 3),
                "action": clip.action.value,
                "target": clip.target,
                "view": clip.view,
                "slot": clip.slot,
                "value": clip.value,
                **({"path": clip.path} if clip.path else {}),
            }
            for clip in planned.timeline.clips
        ],
        "segments": [
            {"step": one.step, "start": one.start, "end": round(one.start + one.seconds, 6), "hash": one.digest}
            for one in cut
        ],
    }


def _log(planned: Plan, settings: Settings) -> Iterator[dict[str, Any]]:
    from diagram_anim import simulate

    yield from simulate.lines(planned.log, planned.clock)


def _config(settings: Settings) -> Iterator[dict[str, Any]]:
    ctx = click.get_current_context()
    for param in ctx.command.params:
        if param.name in ("inputs", "stage", "jsonl", "as_csv"):
            continue
        origin = ctx.get_parameter_source(param.name or "")
        yield {
            "key": (param.name or "").rstrip("_").replace("_", "-"),
            "value": ctx.params.get(param.name or ""),
            "from": origin.name.lower() if origin else "default",
        }


def _table(planned: Plan | None) -> None:
    from diagram_anim import simulate

    if planned is None:
        return
    writer = csv.DictWriter(sys.stdout, ["diagram", *simulate.COLUMNS], extrasaction="ignore")
    writer.writeheader()
    for row in simulate.rows(planned.log, planned.clock):
        writer.writerow({"diagram": planned.task.name, **row})


def _jsonl(settings: Settings) -> int:
    from diagram_anim import mermaid

    for line in sys.stdin:
        if line.strip():
            given = json.loads(line)
            _print({"id": given.get("id"), "result": mermaid.result(given["text"], settings.strict)})
    return 0


def _print(row: dict[str, Any]) -> None:
    click.echo(json.dumps(row, ensure_ascii=False, default=_plain))


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "keys") else list(value)
