"""`render`: films into the output folder, a poster beside each."""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diagram_anim.batch.task import Task
from diagram_anim.cli import options
from diagram_anim.cli.broken_off import counted
from diagram_anim.cli.desk import Desk
from diagram_anim.cli.names import NameList, Shard, Size, formats
from diagram_anim.cli.progress import progress

if TYPE_CHECKING:
    from diagram_anim.batch.films import Film
    from diagram_anim.batch.plan import Plan
    from diagram_anim.batch.records import Records
    from diagram_anim.batch.settings import Settings
    from diagram_anim.model.diagnostic import Diagnostic


@click.command("render", short_help="Render films.")
@options.inputs
@options.output
@click.option(
    "--format",
    "formats",
    type=NameList("format", formats),
    help="Several: mp4,gif.  [default: by the output's ending, else mp4]",
)
@click.option("--steps", "stepwise", is_flag=True, help="A film for each step, with a manifest.")
@click.option("--max-size", "most", type=Size(), help="A GIF of no more than this: 10MB, 800KB.")
@options.only
@click.option(
    "--shard", type=Shard(), metavar="K/N", default="1/1", help="The Kth of N machines' parts of the run: 2/5."
)
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one for each core by default.")
@click.option("--force", is_flag=True, help="Render again what was rendered before.")
@click.option("--json", "as_json", is_flag=True, help="Tell of each film as a line of JSON.")
@options.quiet
@options.audio
@options.transparent
@options.looks
def command(
    inputs: tuple[str, ...],
    output: Path,
    formats: tuple[str, ...] | None,
    stepwise: bool,
    most: int | None,
    only: tuple[str, ...],
    shard: tuple[int, int],
    jobs: int | None,
    force: bool,
    as_json: bool,
    quiet: bool,
    **given: Any,
) -> int:
    """Render each diagram and scene of the INPUTs as a film."""
    settings = options.settings(given)
    formats = formats or (_ending(output),)
    if settings.transparent:
        _refuse_solid(formats)
    if most is not None and "gif" not in formats:
        raise click.BadParameter("it is for GIFs: add --format gif.", param_hint="--max-size")
    with counted(()):
        desk = Desk(inputs, only, quiet, shard)
        if desk.all and not desk.tasks:
            click.echo(f"Nothing is left for this machine: {len(desk.all)} in all for {shard[1]} of them", err=True)
        films(desk, settings, output, formats, stepwise=stepwise, most=most, jobs=jobs, force=force, as_json=as_json)
    return desk.code


def films(
    desk: Desk,
    settings: Settings,
    output: Path,
    formats: Sequence[str] = ("mp4",),
    *,
    stepwise: bool = False,
    most: int | None = None,
    jobs: int | None = None,
    force: bool = False,
    as_json: bool = False,
) -> list[Mapping[str, Any]]:
    """Renders the desk's tasks and tells of each film as it is there; gives what was told, those kept first. In a row
    `cached` are as many as `pieces` where nothing of a film was drawn."""
    from diagram_anim.batch.cache import open_cache
    from diagram_anim.batch.records import Records

    begun = time.perf_counter()
    cache = open_cache()
    records = Records(cache, settings, formats, str(output), most)
    changed, failed, made = [], set[Task](), list[Mapping[str, Any]]()
    for task in desk.tasks:
        record = None if force or stepwise else records.find(task)
        if record is None:
            changed.append(task)
            continue
        desk.tell(record.problems)
        for row in record.rows:
            made.append({**row, "cached": row["pieces"]})
            _say(made[-1], begun, as_json)
    if not changed:
        _sum_up(desk, made, begun, as_json)
        return made

    from diagram_anim.batch.crew import crew

    soon = force or not desk.known(settings, changed)
    with counted(made), crew(jobs or cores(), soon=soon) as hands, cache.workshop() as workshop:
        from diagram_anim import encode
        from diagram_anim.batch import acts
        from diagram_anim.batch.films import prepare, render
        from diagram_anim.batch.stepwise import manifests
        from diagram_anim.deliver import page

        others = [one.suffix for one in encode.FORMATS if one.suffix] if formats == (_ending(output),) else []
        for name in formats:  # a place that can't be is told before anything is planned
            desk.target(output, changed[0], encode.BY_NAME[name].suffix, endings=others)
        wanted: list[Film] = []
        finished: dict[Task, list[Film]] = defaultdict(list)

        def coming() -> Iterator[Film]:
            for plan in desk.plans(settings, changed):
                for format in (encode.BY_NAME[name] for name in formats):
                    for target, part in _parts(plan, desk.target(output, plan.task, format.suffix), stepwise):
                        largest = most if format.name == "gif" else None
                        film = prepare(plan, settings, format, target, workshop, part, largest)
                        bar.plan(film.to_draw)
                        wanted.append(film)
                        yield film

        with progress(len(changed), desk) as bar:
            for film in render(coming(), cache, hands, force, bar.told):
                desk.tell(film.problems, film.plan.task)
                if film.problems:
                    failed.add(film.plan.task)
                else:
                    if not stepwise and film.target.suffix in page.TYPES:
                        beside = acts.act(film)
                        page.write(film.target.with_suffix(".html"), beside.title, [beside], within=False)
                    made.append(_row(film))
                    with desk.aside():
                        _say(made[-1], begun, as_json)
                    mine = finished[film.plan.task]
                    mine.append(film)
                    if not stepwise and len(mine) == len(formats):
                        _remember(records, desk, mine)
        if stepwise:
            manifests(wanted)
    _sum_up(desk, made, begun, as_json)
    for task in desk.tasks if as_json else ():
        if task in failed or not any(row["diagram"] == task.name for row in made):
            click.echo(json.dumps(_unmade(task, desk.heard.get(task, [])), ensure_ascii=False))
    return made


def _unmade(task: Task, problems: Sequence[Diagnostic]) -> dict[str, Any]:
    """The row of a diagram that lacks a film, with what is wrong."""
    wrong = [problem for problem in problems if problem.is_error] or problems
    return {"diagram": task.name, "film": None, "problems": [_data(problem) for problem in wrong]}


def _data(problem: Diagnostic) -> dict[str, Any]:
    place = problem.span and {"file": problem.span.file, "line": problem.span.line, "column": problem.span.column}
    return {"code": problem.code, "message": problem.message, **(place or {}), "hint": problem.hint}


def _ending(output: Path) -> str:
    """The format that the output's name asks for."""
    from diagram_anim import encode

    return next((one.name for one in encode.FORMATS if one.suffix == output.suffix.lower()), "mp4")


def _refuse_solid(formats: Sequence[str]) -> None:
    """Tells of the first that can't be transparent."""
    from diagram_anim import encode

    if solid := [name for name in formats if not encode.BY_NAME[name].alpha]:
        able = ", ".join(format.name for format in encode.FORMATS if format.alpha)
        raise click.BadParameter(f"{solid[0]} can't be transparent. Take one of: {able}.", param_hint="--transparent")


def _sum_up(desk: Desk, made: Sequence[Mapping[str, Any]], begun: float, as_json: bool) -> None:
    """How many films there are now, of which some were there, how long they last, how long it took, and how many
    diagrams have none."""
    if made and not desk.quiet and not as_json:
        films = "1 film" if len(made) == 1 else f"{len(made)} films"
        seconds, took = sum(row["seconds"] for row in made), time.perf_counter() - begun
        lacking = len(desk.tasks) - len({row["diagram"] for row in made})
        kept = sum(row["cached"] == row["pieces"] for row in made)
        new = [row["diagram"] for row in made if row["cached"] < row["pieces"]]
        films += f", {kept} of them kept from before," if kept else ""
        told = f"; {lacking} of {len(desk.tasks)} diagrams can't be shown" if lacking else ""
        click.echo(f"{films} of {seconds:.0f} s in all, in {took:.1f} s{told}", err=True)
        if kept and new:
            click.echo(f"new: {', '.join(dict.fromkeys(new))}", err=True)


def _parts(plan: Plan, target: Path, stepwise: bool) -> Iterator[tuple[Path, int | None]]:
    """The film, or a folder of its name with one for each step, and for each loop one more."""
    from diagram_anim import timeline

    if not stepwise:
        yield target, None
        return
    for part, one in enumerate(timeline.segments(plan.timeline, "")):
        yield target.with_suffix("") / f"{one.step + 1:02d}{'-loop' * one.loops}{target.suffix}", part


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _remember(records: Records, desk: Desk, films: Sequence[Film]) -> None:
    """What was made of a task as soon as it is: a run that is broken off later has done it all the same."""
    task = films[0].plan.task
    files = [path for film in films for path in _files(film)]
    records.keep(task, [_row(film) for film in films], desk.heard[task], files)


def _files(film: Film) -> list[Path]:
    """The film, and what lies beside it."""
    from diagram_anim.deliver import page

    endings = (*film.beside, *([".html"] if film.target.suffix in page.TYPES else []))
    return [film.target, *(film.target.with_suffix(ending) for ending in endings)]


def _say(row: Mapping[str, Any], begun: float, as_json: bool) -> None:
    """A line of a film on stdout."""
    if not as_json:
        click.echo(row["film"])
        return
    elapsed = round(time.perf_counter() - begun, 3)
    click.echo(json.dumps({**row, "elapsed_s": elapsed}, ensure_ascii=False))


def _row(film: Film) -> dict[str, Any]:
    return {
        "diagram": film.name,
        "film": str(film.target),
        "poster": str(film.poster),
        "seconds": round(film.seconds, 3),
        "segments": [segment.digest for segment in film.segments],
        "cached": film.cached,
        "pieces": len(film.jobs),
    }
