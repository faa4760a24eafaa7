"""`render`: films into the output folder, a poster beside each."""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk


@click.command("render", short_help="Render films.")
@options.inputs
@click.option("-o", "--output", default="output", show_default=True, type=click.Path(path_type=Path), help="Folder.")
@click.option("--format", "formats", default="mp4", show_default=True, help="One or several: mp4,gif.")
@click.option("--only", multiple=True, help="Only these diagrams, by number or title.")
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one for each core by default.")
@click.option("--force", is_flag=True, help="Render again what was rendered before.")
@click.option("--json", "as_json", is_flag=True, help="Tell of each film as a line of JSON.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no warnings.")
@options.looks
def command(
    inputs: tuple[str, ...],
    output: Path,
    formats: str,
    only: tuple[str, ...],
    jobs: int | None,
    force: bool,
    as_json: bool,
    quiet: bool,
    **given: Any,
) -> int:
    """Render each diagram and scene of the INPUTs as a film."""
    from diagram_anim import encode
    from diagram_anim.batch import films
    from diagram_anim.batch.cache import open_cache
    from diagram_anim.batch.plan import plan

    settings = options.settings(given)
    chosen = [_format(name.strip(), encode.BY_NAME) for name in formats.split(",")]
    begun = time.perf_counter()
    desk = Desk(inputs, only, quiet)
    cache = open_cache()
    with films.workshop(cache) as shop:
        wanted = []
        for task in desk.tasks:
            planned, problems = plan(task, settings)
            desk.tell(problems)
            if planned is not None:
                wanted += [films.prepare(planned, settings, format, output, shop) for format in chosen]
        read = time.perf_counter() - begun
        with _progress(sum(film.plan.timeline.seconds for film in wanted), quiet) as told:
            for film in films.render(wanted, cache, jobs or os.cpu_count() or 1, force, told):
                desk.tell(film.problems)
                if not film.problems:
                    click.echo(json.dumps(_line(film, begun, read), ensure_ascii=False) if as_json else film.target)
    return desk.code


def _format(name: str, known: Any) -> Any:
    import difflib

    if name in known:
        return known[name]
    close = difflib.get_close_matches(name, known, 1)
    hint = f" Did you mean `{close[0]}`?" if close else f" There are: {', '.join(known)}."
    raise click.BadParameter(f"there is no format `{name}`.{hint}", param_hint="--format")


def _line(film: Any, begun: float, read: float) -> dict[str, Any]:
    return {
        "diagram": film.plan.task.name,
        "film": str(film.target),
        "poster": str(film.poster),
        "seconds": round(film.plan.timeline.seconds, 3),
        "segments": [segment.digest for segment in film.segments],
        "cached": film.cached,
        "pieces": len(film.jobs),
        "planned_s": round(read, 3),
        "elapsed_s": round(time.perf_counter() - begun, 3),
    }


def _progress(seconds: float, quiet: bool) -> Any:
    """A bar on a terminal, with what is being rendered and the time left; nothing elsewhere."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or not seconds:
        return nullcontext(lambda name, done: None)
    return _Bar(seconds)


class _Bar:
    def __init__(self, seconds: float) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:.0f}/{task.total:.0f} s"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("rendering", total=seconds)

    def __enter__(self) -> Any:
        self._bar.start()
        return lambda name, done: self._bar.update(self._task, advance=done, description=name)

    def __exit__(self, *ended: object) -> None:
        self._bar.stop()
