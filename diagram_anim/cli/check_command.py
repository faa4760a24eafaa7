"""`check`: every problem, no film."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from diagram_anim.batch.settings import Settings
from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk
from diagram_anim.model.diagnostic import Diagnostic, warning

BESIDE = "; --layout tells what is too small or turned, too"


@click.command("check", short_help="Tell every problem.")
@options.inputs
@click.option(
    "--layout",
    is_flag=True,
    help="Lay out too: what the picture would suffer from, such as words that are too small. Slower.",
)
@click.option("--film", is_flag=True, help="The INPUTs are finished films: do they flash, can they be read?")
@options.quiet
@options.looks
def command(inputs: tuple[str, ...], layout: bool, film: bool, quiet: bool, **given: Any) -> int:
    """Read the INPUTs, simulate them and tell every problem in their words and in what happens, without rendering.

    With --layout also what the picture would suffer from.
    """
    if film:
        return _watched(inputs, quiet)
    settings = options.settings(given)
    desk = Desk(inputs, quiet=quiet)
    desk.tell(_faint(settings.theme))
    count = _tried(desk, settings, layout)
    if not quiet:
        click.echo(_summary(count, len(desk.tasks)) + ("" if layout or not count else BESIDE), err=True)
    return desk.code


def _tried(desk: Desk, settings: Settings, layout: bool) -> int:
    """How many can be rendered. What was told of a source before is told again, as long as nothing has changed."""
    from diagram_anim.batch.cache import open_cache
    from diagram_anim.batch.records import Records

    cache, count = open_cache(), 0
    records = Records(cache, settings, "check", layout)
    for task in desk.tasks:
        if record := records.find(task):
            desk.tell(record.problems)
            count += len(record.rows)
            continue
        good = (desk.plan if layout else desk.rehearsal)(task, settings) is not None
        count += good
        heard = desk.heard.get(task, [])
        if good or any(problem.is_error for problem in heard):
            records.keep(task, [{}] * good, heard, ())
    return count


def _faint(theme: str) -> Iterator[Diagnostic]:
    """Colours of a user's own theme that can't be told from what they stand on; the house's are known to be right."""
    if not theme.endswith(".toml"):
        return
    from diagram_anim import resources
    from diagram_anim.stage.contrast import pairs

    for pair in pairs(resources.theme(theme)):
        if not pair.fits:
            message = f"in {theme}, `{pair.front}` on `{pair.back}` has a contrast of {pair.ratio:.1f}"
            yield warning("faint-color", message, hint=f"{pair.least:g} is needed (WCAG 2.2)")


def _summary(good: int, all_of_them: int) -> str:
    """How many can be rendered; of how many, where some can't."""
    of = f" of {all_of_them}" if good < all_of_them else ""
    return f"{good}{of} diagram{'' if max(good, all_of_them) == 1 else 's'} can be rendered"


def _watched(films: tuple[str, ...], quiet: bool) -> int:
    """Tells of films that flash more often than is safe, whose words are too faint, and of what is no film."""
    import av

    code = 0
    for film in films:
        try:
            found = list(_wrong(Path(film)))
        except (OSError, av.FFmpegError, IndexError):
            found = [("unreadable-film", f"{film} is no film that can be read")]
        for word, said in found:
            click.echo(f"error[{word}]: {said}", err=True)
            code = 1
        if not found and not quiet:
            click.echo(f"{film}: no more than three flashes in any second, and all words can be read", err=True)
    return code


def _wrong(film: Path) -> Iterator[tuple[str, str]]:
    """What is wrong with a finished film: a code and the words."""
    from diagram_anim.deliver.examine import examine

    found = examine(film)
    for one in found.flashes:
        kind = "red flashes" if one.red else "flashes"
        said = f"more than three {kind} in a second from {one.at:.1f} s on, in {one.share:.0%} of the frame"
        yield "flashes", f"{film}: {said}"
    for words in found.faint:
        place = f"{words.x:.0%} from the left and {words.y:.0%} from the top"
        said = f"words, {place}, have a contrast of {words.ratio:.1f} at their strongest, at {words.at:.0f} s"
        yield "faint-words", f"{film}: {said}; {words.needed:g} can be read"
