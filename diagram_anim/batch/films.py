"""Plans become films: pieces are rendered by workers or found in the cache, and joined when all are there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from diagram_anim import encode, timeline
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.ground import ground, picture
from diagram_anim.batch.plan import Plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.work import Piece, Shot, ignore_interrupts, make
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.timeline import Segment

Told = Callable[[str, float], None]
"""Told of each piece that is ready: the film's name and how many film seconds it makes."""


@dataclass(slots=True)
class Film:
    """A film on its way: its pieces in order, and what came of it."""

    plan: Plan
    format: str
    target: Path
    segments: tuple[Segment, ...]
    jobs: list[tuple[Piece | Shot, str]]
    """Each with the digest under which it is kept."""

    ready: dict[int, Path] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    done: bool = False
    cached: int = 0

    @property
    def poster(self) -> Path:
        return self.target.with_suffix(".png")


def prepare(plan: Plan, settings: Settings, format: encode.Format, out: Path, workshop: Path) -> Film:
    """The pieces of one film, and where it will lie."""
    board = plan.board
    scene = picture(plan.cast, plan.layout, board.text(board.title), board.text(board.subtitle), board.lang, settings)
    base = ground(scene, settings, format.name)
    segments = timeline.segments(plan.timeline, base)
    parts = [(segment,) for segment in segments] if format.joins else [segments]
    jobs: list[tuple[Piece | Shot, str]] = []
    for part in parts:
        digest = timeline.digest(*(segment.digest for segment in part))
        target = workshop / f"{digest}{format.suffix}"
        jobs.append((Piece(part, scene, format.name, settings.quality, target), digest))
    at = plan.timeline.poster
    shown = max((segment for segment in segments if segment.start <= at), key=lambda one: one.start)
    digest = timeline.digest("poster", shown.digest, at - shown.start)
    jobs.append((Shot(shown, scene, at - shown.start, workshop / f"{digest}.png"), digest))
    return Film(plan, format.name, out / f"{plan.task.stem}{format.suffix}", segments, jobs)


def render(films: Sequence[Film], cache: Cache, jobs: int, force: bool, told: Told) -> Iterator[Film]:
    """Each film as it is finished, whole or with its problems. What runs when this is left ends with it."""
    waiting: dict[tuple[str, str], list[tuple[Film, int]]] = {}
    for film in films:
        for index, (job, digest) in enumerate(film.jobs):
            kept = None if force else cache.find(digest, job.target.suffix)
            if kept:
                film.ready[index] = kept
                film.cached += 1
                told(film.plan.task.name, _seconds(job))
            else:
                waiting.setdefault((digest, job.target.suffix), []).append((film, index))
        if _whole(film):
            yield _finished(film)
    for (digest, suffix), made in _made([(key, films[0]) for key, films in waiting.items()], jobs):
        wanted = waiting[digest, suffix]
        path = made
        if isinstance(path, Path) and (kept := cache.place(digest, suffix)):
            path = _moved(path, kept)
        for film, index in wanted:
            job = film.jobs[index][0]
            if isinstance(path, Diagnostic):
                film.problems.append(path)
            else:
                film.ready[index] = path
            told(film.plan.task.name, _seconds(job))
            if not film.done and (_whole(film) or film.problems):
                yield _finished(film)
    cache.trim()


def _made(
    wanted: Sequence[tuple[tuple[str, str], tuple[Film, int]]], jobs: int
) -> Iterator[tuple[tuple[str, str], Path | Diagnostic]]:
    """Every job's file or what kept it from being made, as they come."""
    if jobs <= 1 or len(wanted) <= 1:
        for key, (film, index) in wanted:
            yield key, _result(lambda job=film.jobs[index][0]: make(job), film)  # type: ignore[misc]
        return
    with _workers(min(jobs, len(wanted))) as pool:
        futures: dict[Future[Path], tuple[tuple[str, str], Film]] = {
            pool.submit(make, film.jobs[index][0]): (key, film) for key, (film, index) in wanted
        }
        open_ = set(futures)
        while open_:
            done, open_ = wait(open_, return_when=FIRST_COMPLETED)
            for future in done:
                key, film = futures[future]
                yield key, _result(future.result, film)


def _result(get: Callable[[], Path], film: Film) -> Path | Diagnostic:
    name = film.plan.task.name
    try:
        return get()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return error("cannot-write", f"{name} can't be written: {reason}", hint="free some room, or choose another -o")
    except BrokenProcessPool:
        return error("worker-lost", f"the process that rendered {name} was ended", hint="try fewer --jobs")


@contextmanager
def _workers(count: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with this block, whatever ends it."""
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=ignore_interrupts)
    try:
        yield pool
    except BaseException:
        running = list((pool._processes or {}).values())
        for process in running:
            process.terminate()
        for process in running:
            process.join(5)
        pool.shutdown(cancel_futures=True)
        raise
    else:
        pool.shutdown()


@contextmanager
def workshop(cache: Cache) -> Iterator[Path]:
    """A folder for pieces under way, gone when the run is over; beside the cache, so that moving them is a rename."""
    folder = Path(tempfile.mkdtemp(prefix=".run-", dir=cache.root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _whole(film: Film) -> bool:
    return not film.done and len(film.ready) == len(film.jobs)


def _finished(film: Film) -> Film:
    """The film joined and its poster beside it; both appear whole."""
    film.done = True
    if film.problems:
        return film
    pieces = [film.ready[index] for index, (job, _) in enumerate(film.jobs) if isinstance(job, Piece)]
    try:
        film.target.parent.mkdir(parents=True, exist_ok=True)
        if len(pieces) == 1 and not encode.BY_NAME[film.format].joins:
            _copied(pieces[0], film.target)
        else:
            encode.join(pieces, film.target, metadata=_facts(film.plan), chapters=_chapters(film.plan))
        _copied(film.ready[len(film.jobs) - 1], film.poster)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        film.problems.append(
            error("cannot-write", f"{film.target} can't be written: {reason}", hint="choose another -o")
        )
    return film


def _facts(plan: Plan) -> dict[str, str]:
    """What the film says of itself: its title, where it comes from, what was inferred and the seed."""
    causes = [
        f"{beat.verb} {' '.join(beat.targets)} ({beat.cause.rule}{', ' + beat.cause.word if beat.cause.word else ''})"
        for step in plan.board.steps
        for beat in step.beats
        if beat.cause
    ]
    inferred = "; ".join(causes)
    return {
        "title": plan.board.text(plan.board.title),
        "comment": f"simulated, seed {plan.log.seed}" + (f"; inferred: {inferred}" if inferred else ""),
    }


def _chapters(plan: Plan) -> list[tuple[float, float, str]]:
    return [(scene.start, scene.end, scene.caption) for scene in plan.timeline.scenes]


def _seconds(job: Piece | Shot) -> float:
    return sum(segment.seconds for segment in job.segments) if isinstance(job, Piece) else 0.0


def _moved(path: Path, target: Path) -> Path:
    return path.replace(target)


def _copied(path: Path, target: Path) -> None:
    """A copy that appears whole."""
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        shutil.copyfile(path, aside)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
