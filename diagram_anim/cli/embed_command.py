"""`embed`: a lecture with its films in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk
from diagram_anim.cli.places import Place, blocked
from diagram_anim.cli.progress import progress
from diagram_anim.source import files

if TYPE_CHECKING:
    from diagram_anim.batch.films import Film
    from diagram_anim.batch.settings import Settings

TOLD = 160
"""Letters that stand for a film where it can't be seen."""

BESIDE = {"mp4": (".png", ".vtt")}
"""What a lecture's link names beside the film."""

KINDS = {"gif": ".gif", "mp4": ".mp4", "webp": ".webp", "still": ".png"}


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
    desk = Desk([str(lecture)], quiet=quiet)
    if not desk.tasks:
        return desk.code or 1
    target = lecture if in_place else _target(output, lecture)
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
            f"{folder.name}/{path.name}",
            words,
            f"{folder.name}/{made[1][number][0].name}" if pair and number in made[1] else "",
            f"{folder.name}/{path.with_suffix('.png').name}",
            f"{folder.name}/{path.with_suffix('.vtt').name}",
            lang,
        )
        for number, (path, words, lang) in made[0].items()
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


def _target(output: Path | None, lecture: Path) -> Path:
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


def _made(
    desk: Desk, settings: Settings, folder: Path, kind: str, detail: str, jobs: int | None
) -> dict[int, tuple[Path, str, str]]:
    """The file of each diagram, what it shows, its title or what it tells, and in which language, by number."""
    from diagram_anim import deliver, encode
    from diagram_anim.batch import films
    from diagram_anim.batch.cache import open_cache
    from diagram_anim.batch.crew import crew
    from diagram_anim.batch.moments import frame
    from diagram_anim.cli.render_command import cores

    found: dict[int, tuple[Path, str, str]] = {}
    cache = open_cache()
    with crew(1 if kind == "still" else jobs or cores()) as hands, cache.workshop() as workshop:

        def coming() -> Iterator[Film]:
            for plan in desk.plans(settings):
                block, board = plan.task.block, plan.board
                if block is None:
                    continue
                target = folder / f"{Path(plan.task.stem).name}{detail}{KINDS[kind]}"
                told = ". ".join(filter(None, (board.text(step.say) for step in board.steps)))
                words = board.text(board.title) or shorten(told, TOLD, placeholder="…")
                found[block.number] = (target, words, board.lang)
                if kind == "still":
                    deliver.poster(frame(plan, settings, plan.timeline.poster), target)
                    bar.made(plan.task.name)
                    continue
                film = films.prepare(
                    plan, settings, encode.BY_NAME[kind], target, workshop, beside=BESIDE.get(kind, ())
                )
                bar.plan(film.to_draw)
                yield film

        with progress(len(desk.tasks), desk.quiet) as bar:
            for film in films.render(coming(), cache, hands, False, bar.told):
                desk.tell(film.problems)
                block = film.plan.task.block
                assert block is not None
                if film.problems:
                    del found[block.number]
                    continue
                bar.made(film.name)
                target, words, _ = found[block.number]
                found[block.number] = target, words, film.lang
    return found
