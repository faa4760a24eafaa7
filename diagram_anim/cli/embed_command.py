"""`embed`: a lecture with its films in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk
from diagram_anim.cli.places import Place, blocked
from diagram_anim.cli.progress import progress
from diagram_anim.source import files

if TYPE_CHECKING:
    from diagram_anim.batch.cache import Cache
    from diagram_anim.batch.films import Film
    from diagram_anim.batch.plan import Plan
    from diagram_anim.batch.settings import Settings
    from diagram_anim.batch.task import Task

TOLD = 160
"""Letters that stand for a film where it can't be seen."""

BESIDE = {"mp4": (".png", ".vtt")}
"""What a lecture's link names beside the film."""

KINDS = {"gif": ".gif", "mp4": ".mp4", "webp": ".webp", "still": ".png"}


class Shown(NamedTuple):
    """The file of a diagram, what it shows, and in which language."""

    path: Path
    words: str
    lang: str


@click.command("embed", short_help="Put films into a lecture.")
@click.argument("lecture", type=click.Path(path_type=Path, dir_okay=False, readable=False), metavar="LECTURE.md")
@click.option("-o", "--output", type=Place(), help="A folder, or a file's name.  [default: LECTURE.films.md]")
@click.option("--in-place", is_flag=True, help="Change the file itself.")
@click.option("--as", "kind", type=click.Choice(list(KINDS)), default="gif", show_default=True, help="What is shown.")
@click.option("--pair", is_flag=True, help="One for light pages, one for dark ones, as GitHub chooses between them.")
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one for each core by default.")
@options.quiet
@options.audio
@options.looks
def command(
    lecture: Path,
    output: Path | None,
    in_place: bool,
    kind: str,
    pair: bool,
    jobs: int | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Write a copy of the LECTURE with each diagram's film under it. Doing it again changes nothing."""
    from diagram_anim import source
    from diagram_anim.deliver import embedding
    from diagram_anim.encode.format import whole
    from diagram_anim.model.document import Document

    if in_place and output:
        raise click.BadParameter("it says to leave the file; take one of the two.", param_hint="-o")
    if pair and kind == "mp4":
        raise click.BadParameter("a page can't choose between videos; try --as gif.", param_hint="--pair")
    if "#" in lecture.name and not lecture.exists():
        whole_of_it = str(lecture).rpartition("#")[0]
        raise click.BadParameter(f"films are put into a whole lecture; take {whole_of_it}.", param_hint="LECTURE.md")
    if lecture.suffix.lower() in (*files.MERMAID, *files.SCENES):
        said = f"{lecture} has no words that a film could stand in; `render {lecture} --format gif` makes its film."
        raise click.BadParameter(said, param_hint="LECTURE.md")
    desk = Desk([str(lecture)], quiet=quiet)
    if not desk.tasks:
        return desk.code or 1
    target = lecture if in_place else _copy(output, lecture)
    if said := blocked(target):
        raise click.BadParameter(said, param_hint="-o")
    if target.resolve() == lecture.resolve() and not in_place:
        raise click.BadParameter("that is the lecture itself; say --in-place.", param_hint="-o")
    settings = options.settings(given)
    folder = target.parent / f"{lecture.stem}-films"
    folder.mkdir(parents=True, exist_ok=True)
    themes = [replace(settings, theme="day"), replace(settings, theme="night")] if pair else [settings]
    made = [_made(desk, one, folder, kind, f"-{one.theme}" if pair else "", jobs) for one in themes]
    pictures = {
        number: embedding.Picture(
            f"{folder.name}/{shown.path.name}",
            shown.words,
            f"{folder.name}/{made[1][number].path.name}" if pair and number in made[1] else "",
            f"{folder.name}/{shown.path.with_suffix('.png').name}",
            f"{folder.name}/{shown.path.with_suffix('.vtt').name}",
            shown.lang,
        )
        for number, shown in made[0].items()
    }
    raw = lecture.read_bytes()
    encoding = files.encoding(raw)
    text = embedding.bare(raw.decode(encoding))
    document = Document(str(lecture), files.plain(text))
    content = embedding.linked(text, source.blocks(document), pictures).encode(encoding)
    if not target.exists() or target.read_bytes() != content:
        with whole(target) as aside:
            aside.write_bytes(content)
    click.echo(target)
    return desk.code


def _copy(output: Path | None, lecture: Path) -> Path:
    """The copy: beside the lecture, in a folder, or under a name of its own."""
    named = lecture.with_suffix(".films.md")
    if output is None or output.is_dir() or not output.suffix:
        return named if output is None else output / named.name
    if output.suffix.lower() not in (*files.MARKDOWN, lecture.suffix.lower()):
        instead = output.with_suffix(".md")
        raise click.BadParameter(
            f"{output}: a lecture is Markdown; take {instead}. What stands in it is chosen with --as; films alone are "
            "made by `render --format gif`.",
            param_hint="-o",
        )
    return output


def _made(desk: Desk, settings: Settings, folder: Path, kind: str, detail: str, jobs: int | None) -> dict[int, Shown]:
    """What is shown of each diagram, by its number; nothing is made again that is there."""
    from diagram_anim.batch.cache import open_cache
    from diagram_anim.batch.records import Records

    cache = open_cache()
    records = Records(cache, settings, "embed", kind, str(folder), detail)
    found: dict[int, Shown] = {}
    changed = []
    for task in desk.tasks:
        if record := records.find(task):
            desk.tell(record.problems)
            found |= {row["number"]: Shown(Path(row["path"]), row["words"], row["lang"]) for row in record.rows}
        else:
            changed.append(task)
    making = _shot(desk, changed, settings, folder, kind, detail) if kind == "still" else None
    for task, shown in making or _filmed(desk, changed, settings, folder, kind, detail, jobs, cache):
        assert task.block is not None
        found[task.block.number] = shown
        row = {"number": task.block.number, "path": str(shown.path), "words": shown.words, "lang": shown.lang}
        beside = [shown.path.with_suffix(suffix) for suffix in (shown.path.suffix, *BESIDE.get(kind, ()))]
        records.keep(task, [row], desk.heard.get(task, ()), beside)
    return found


def _shot(
    desk: Desk, tasks: Sequence[Task], settings: Settings, folder: Path, kind: str, detail: str
) -> Iterator[tuple[Task, Shown]]:
    """A picture of each diagram."""
    from diagram_anim import deliver
    from diagram_anim.batch.moments import frame

    with progress(len(tasks), desk) as bar:
        for plan in desk.plans(settings, tasks):
            target = _target(plan, folder, kind, detail)
            deliver.poster(frame(plan, settings, plan.timeline.poster), target)
            bar.made(plan.task.name)
            yield plan.task, Shown(target, _words(plan), plan.board.lang)


def _filmed(
    desk: Desk,
    tasks: Sequence[Task],
    settings: Settings,
    folder: Path,
    kind: str,
    detail: str,
    jobs: int | None,
    cache: Cache,
) -> Iterator[tuple[Task, Shown]]:
    """A film of each diagram that can have one."""
    from diagram_anim import encode
    from diagram_anim.batch import films
    from diagram_anim.batch.crew import crew
    from diagram_anim.cli.render_command import cores

    if not tasks:
        return
    with (
        crew(jobs or cores(), soon=not desk.known(settings, tasks)) as hands,
        cache.workshop() as workshop,
        progress(len(tasks), desk) as bar,
    ):

        def coming() -> Iterator[Film]:
            for plan in desk.plans(settings, tasks):
                target, format = _target(plan, folder, kind, detail), encode.BY_NAME[kind]
                film = films.prepare(plan, settings, format, target, workshop, beside=BESIDE.get(kind, ()))
                bar.plan(film.to_draw)
                yield film

        for film in films.render(coming(), cache, hands, False, bar.told):
            desk.tell(film.problems)
            if not film.problems:
                bar.made(film.name)
                yield film.plan.task, Shown(film.target, _words(film.plan), film.lang)


def _target(plan: Plan, folder: Path, kind: str, detail: str) -> Path:
    return folder / f"{Path(plan.task.stem).name}{detail}{KINDS[kind]}"


def _words(plan: Plan) -> str:
    """What a film is called, or else tells."""
    board = plan.board
    told = ". ".join(filter(None, (board.text(step.say) for step in board.steps)))
    return board.text(board.title) or shorten(told, TOLD, placeholder="…")
