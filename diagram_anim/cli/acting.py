"""The films of a run as the acts of a deck, for as long as they are needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from diagram_anim import source
from diagram_anim.batch.settings import Settings
from diagram_anim.cli.desk import Desk
from diagram_anim.cli.progress import progress
from diagram_anim.deliver.acts import Act
from diagram_anim.model.diagnostic import Diagnostic, error

if TYPE_CHECKING:
    from diagram_anim.batch.films import Film
    from diagram_anim.batch.plan import Plan


@contextmanager
def acting(
    desk: Desk, settings: Settings, jobs: int | None, *, clips: bool, plans: Iterable[Plan] | None = None
) -> Iterator[list[Act]]:
    """Every diagram of the desk, or those of the plans, rendered or from the cache; the files of the acts go with the
    block. Those that came to nothing are told and left out."""
    from diagram_anim import encode
    from diagram_anim.batch import acts, films
    from diagram_anim.batch.cache import open_cache
    from diagram_anim.batch.crew import crew
    from diagram_anim.cli.render_command import cores

    cache, format = open_cache(), encode.BY_NAME["mp4"]
    soon = plans is None and not desk.known(settings)
    with crew(jobs or cores(), soon=soon) as hands, cache.workshop() as workshop:
        wanted: list[Film] = []

        def coming() -> Iterator[Film]:
            for number, plan in enumerate(desk.plans(settings) if plans is None else plans, 1):
                film = films.prepare(
                    plan, settings, format, workshop / f"act-{number:03d}.mp4", workshop, beside=[films.POSTER]
                )
                bar.plan(film.to_draw)
                wanted.append(film)
                yield film

        with progress(len(desk.tasks), desk) as bar:
            for film in films.render(coming(), cache, hands, False, bar.told):
                desk.tell(film.problems)
                if not film.problems:
                    bar.made(film.name)
        folder = workshop if clips else None
        good = [film for film in wanted if not film.problems]
        if good:
            desk.tell(_missing(desk, {film.name for film in good}))
        with ThreadPoolExecutor() as pool:  # what cuts films leaves Python to others
            shown = list(pool.map(acts.act, good, [folder] * len(good)))
        yield shown


def _missing(desk: Desk, shown: set[str]) -> list[Diagnostic]:
    """Whoever takes what is made for the whole must know that it isn't, unless nothing could be mended: all that is
    lacking is of kinds that nobody has asked to see."""
    lacking = [task for task in desk.tasks if task.name not in shown]
    if all(desk.heard.get(task) and not any(one.is_error for one in desk.heard[task]) for task in lacking):
        return []
    count = len(desk.tasks)
    said = f"{count - len(lacking)} of {count} diagrams are shown, without {', '.join(task.name for task in lacking)}"
    return [error("incomplete", said, hint="mend what is told above, or choose others with --only")]


def heading(desk: Desk, acts: list[Act]) -> str:
    """The first heading of the lecture, whichever of its diagrams are shown; else what the first of them is called."""
    return source.heading(desk.tasks[0].document) or acts[0].title
