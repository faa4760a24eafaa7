"""Jobs shared out to worker processes. Manim is imported once for all of them; none outlives the run, however it ends.

Comes in: jobs, film by film. Goes out: what became of each, as they are ready. It refuses to know what films are made
of them.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, NoReturn, Protocol, TypeVar

from diagram_anim.batch.faults import lost
from diagram_anim.batch.interrupts import not_inherited, unheard
from diagram_anim.batch.work import Hand, Job, Made

Key = TypeVar("Key", bound=Hashable)

Task = tuple[Key, str, Job]
"""A job, the name of its film, and what its result is known by."""

Tasks = Iterator[Task[Key]]
"""Those of one film, each taken when there is a hand for it."""

AHEAD = 2
"""Jobs that a worker has at once: it goes on with the next while somebody looks at what came of the last."""


class Attempt(Protocol):
    """How a job is done."""

    def ready(self) -> object:
        """Whatever is to be done once, before the first job."""

    def __call__(self, name: str, job: Job, /) -> Made: ...


@contextmanager
def crew(count: int, attempt: Attempt | None = None, *, soon: bool = True) -> Iterator[Crew]:
    """So many hands, which make themselves ready beside whatever is done until the first job, or with it where nobody
    knows whether there will be one `soon`. Whoever still works when the block ends is ended with it. A `count` of one
    is whoever asks: no process is started."""
    hands = Crew(count, attempt or Hand())
    if soon:
        hands.gather()
    try:
        yield hands
    finally:
        with unheard():
            hands.dismiss()


class _Worker:
    """The line to a worker, what it has been given and not yet done, and the film that it draws."""

    def __init__(self, line: Connection) -> None:
        self.line = line
        self.given: deque[Task[Any]] = deque()
        self.film: Tasks[Any] = iter(())

    def give(self, task: Task[Any]) -> None:
        self.given.append(task)
        with suppress(OSError):  # one that is gone is found out when its result is taken
            self.line.send(task[1:])


class Crew:
    def __init__(self, count: int, attempt: Attempt) -> None:
        self._context = get_context("spawn")
        self._count = count
        self._attempt = attempt
        self._homes: list[BaseProcess] = []
        self._workers: list[_Worker] = []

    def gather(self) -> None:
        """Everyone is here, or on the way."""
        if self._count > 1 and not self._homes:
            resource_tracker.ensure_running()  # which undoes `not_inherited` when it starts
            self._hire(self._count)

    def results(self, films: Iterable[Tasks[Key]]) -> Iterator[tuple[Key, Made]]:
        """What became of each job, as they are done. A film is asked for when there is a hand for it; what a worker has
        drawn of one helps it with the rest, so it stays with its film as long as it can. A job whose worker is lost is
        tried once more, by another."""
        wanted = _from_first_job(iter(films))
        if wanted is None:
            return
        self.gather()
        if not self._workers:
            for film in wanted:
                for key, name, job in film:
                    yield key, self._attempt(name, job)
            return
        waiting, tried = _Waiting(wanted), set[Key]()
        while True:
            for most in range(1, AHEAD + 1):
                for worker in self._workers:
                    if len(worker.given) < most and (task := waiting.next(worker, self._workers)) is not None:
                        worker.give(task)
            busy = {worker.line: worker for worker in self._workers if worker.given}
            if not busy:
                return
            for line in wait(list(busy)):
                assert isinstance(line, Connection)
                worker = busy[line]
                key, name, _ = worker.given[0]
                try:
                    made: Made = line.recv()
                except (EOFError, OSError):
                    self._workers.remove(worker)
                    self._hire(1)
                    if key not in tried:
                        tried.add(key)
                        waiting.again(worker.given)
                        continue
                    made = lost(name)
                    waiting.again([*worker.given][1:])
                else:
                    worker.given.popleft()
                yield key, made

    def dismiss(self) -> None:
        """Ends everyone, whatever they are at."""
        for worker in self._workers:
            worker.line.close()
        for home in self._homes:
            home.terminate()
        for home in self._homes:
            home.join()

    def _hire(self, count: int) -> None:
        lines, theirs = zip(*(self._context.Pipe() for _ in range(count)), strict=True)
        home = self._context.Process(target=_home, args=(theirs, self._attempt))
        with not_inherited():
            home.start()
        for line in theirs:
            line.close()
        self._homes.append(home)
        self._workers += map(_Worker, lines)


def _from_first_job(films: Iterator[Tasks[Key]]) -> Iterator[Tasks[Key]] | None:
    """Films from the first on of which something is to be done, None where there is no such film."""
    for film in films:
        for task in film:
            return chain([chain([task], film)], films)
    return None


class _Waiting:
    """Films of which there is still something to be done."""

    def __init__(self, films: Iterator[Tasks[Any]]) -> None:
        self._coming = films
        self._begun: list[Tasks[Any]] = []

    def next(self, worker: _Worker, everyone: Sequence[_Worker]) -> Task[Any] | None:
        """For a worker: of its own film, else of one that nobody is at, else of any; not of one that others are at too
        if it still has something to do, since they might be done sooner."""
        others = [one.film for one in everyone if one is not worker]
        for film in self._alone(worker, others) if worker.given else self._all(worker, others):
            task = next(film, None)
            if task is not None:
                worker.film = film
                return task
            if film in self._begun:
                self._begun.remove(film)
        return None

    def again(self, tasks: Iterable[Task[Any]]) -> None:
        """What a lost worker was at, and had before it, is for another."""
        self._begun.append(iter(tasks))

    def _all(self, worker: _Worker, taken: Sequence[Tasks[Any]]) -> Iterator[Tasks[Any]]:
        yield worker.film
        yield from self._alone(worker, taken)
        yield from [*self._begun]

    def _alone(self, worker: _Worker, taken: Sequence[Tasks[Any]]) -> Iterator[Tasks[Any]]:
        yield from [film for film in (worker.film, *self._begun) if film not in taken]
        for film in self._coming:
            self._begun.append(film)
            yield film


def _home(lines: Sequence[Connection], attempt: Attempt) -> NoReturn:
    """Where workers come from: it makes itself ready once, and doubles itself for each line on which a job comes. It
    ends when they have ended, or by a word, and they with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _without_shared_lock()
    with suppress(Exception):  # what is lacking, each job will tell
        attempt.ready()
    workers: list[int] = []
    try:
        signal.signal(signal.SIGTERM, _leave)
        _double(lines, attempt, workers)
        for worker in workers:
            os.waitpid(worker, 0)
    except SystemExit:
        for end in (lambda worker: os.kill(worker, signal.SIGTERM), lambda worker: os.waitpid(worker, 0)):
            for worker in workers:
                with suppress(ProcessLookupError, ChildProcessError):
                    end(worker)
    finally:
        os._exit(0)  # to take down all that was imported takes a while, and leads to nothing


def _double(lines: Sequence[Connection], attempt: Attempt, workers: list[int]) -> None:
    waiting = [*lines]
    while waiting:
        for line in wait(waiting):
            assert isinstance(line, Connection)
            waiting.remove(line)
            with suppress(EOFError, OSError):
                given = line.recv()
                workers.append(os.fork() or _serve(line, waiting, attempt, given))
            line.close()


def _serve(line: Connection, others: Sequence[Connection], attempt: Attempt, given: tuple[str, Job]) -> NoReturn:
    """A worker's life: it ends when nobody is left at the other end of its line."""
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for other in others:
            other.close()
        with suppress(EOFError, OSError):
            while True:
                line.send(attempt(*given))
                given = line.recv()
    finally:
        os._exit(0)


def _leave(*signalled: object) -> NoReturn:
    raise SystemExit


def _without_shared_lock() -> None:
    """Manim's progress bars, which nobody sees, share a lock with other processes: one that is broken off would
    leave it behind, and Python complain."""
    from threading import RLock

    from tqdm import tqdm  # type: ignore[import-untyped]

    tqdm.set_lock(RLock())
