"""Jobs shared out to worker processes. Each imports Manim once and stays; none outlives the run, whatever ends it.

Comes in: jobs. Goes out: what became of each, as they are ready. It refuses to know what films are made of them.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TypeVar

from diagram_anim.batch.faults import lost
from diagram_anim.batch.interrupts import not_inherited, unheard
from diagram_anim.batch.work import Hand, Job, Made

Key = TypeVar("Key", bound=Hashable)

Task = tuple[Key, str, Job]
"""A job, the name of its film, and what its result is known by."""

Attempt = Callable[[str, Job], Made]


def results(tasks: Iterable[Task[Key]], count: int, attempt: Attempt | None = None) -> Iterator[tuple[Key, Made]]:
    """What became of each job. With a `count` of one they are done here, one after another; tasks are taken when
    there is a hand for them."""
    attempt = attempt or Hand()
    if count <= 1:
        for key, name, job in tasks:
            yield key, attempt(name, job)
        return
    crew = _Crew(attempt)
    try:
        yield from _shared_out(iter(tasks), count, crew)
    except BaseException:
        with unheard():
            crew.break_off()
        raise
    crew.let_go()


def _shared_out(tasks: Iterator[Task[Key]], count: int, crew: _Crew) -> Iterator[tuple[Key, Made]]:
    busy: dict[Connection, tuple[Key, str]] = {}
    while True:
        while len(busy) < count and (task := next(tasks, None)) is not None:
            key, name, job = task
            busy[crew.hand_out(name, job)] = (key, name)
        if not busy:
            return
        for line in wait(list(busy)):
            assert isinstance(line, Connection)
            key, name = busy.pop(line)
            yield key, crew.take(line, name)


class _Crew:
    """Worker processes by the line that leads to each."""

    def __init__(self, attempt: Attempt) -> None:
        self._context = get_context("spawn")
        resource_tracker.ensure_running()  # which undoes `not_inherited` when it starts
        self._attempt = attempt
        self._workers: dict[Connection, BaseProcess] = {}
        self._idle: list[Connection] = []

    def hand_out(self, name: str, job: Job) -> Connection:
        line = self._idle.pop() if self._idle else self._hire()
        with suppress(OSError):  # a worker that is gone is found out when its result is taken
            line.send((name, job))
        return line

    def take(self, line: Connection, name: str) -> Made:
        try:
            made: Made = line.recv()
        except (EOFError, OSError):
            self._workers.pop(line).join()
            return lost(name)
        self._idle.append(line)
        return made

    def let_go(self) -> None:
        """Those that wait for work end by themselves when their line is closed."""
        for line in self._workers:
            line.close()
        for worker in self._workers.values():
            worker.join()

    def break_off(self) -> None:
        """Ends everyone, whatever they are at."""
        for line, worker in self._workers.items():
            line.close()
            worker.terminate()
        for worker in self._workers.values():
            worker.join()

    def _hire(self) -> Connection:
        here, there = self._context.Pipe()
        worker = self._context.Process(target=_serve, args=(there, self._attempt))
        with not_inherited():
            worker.start()
        there.close()
        self._workers[here] = worker
        return here


def _serve(line: Connection, attempt: Attempt) -> None:
    """A worker's life: it ends when nobody is left at the other end of the line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _without_shared_lock()
    with suppress(EOFError, OSError):
        while True:
            line.send(attempt(*line.recv()))


def _without_shared_lock() -> None:
    """Manim's progress bars, which nobody sees, share a lock with other processes: one that is broken off would
    leave it behind, and Python complain."""
    from threading import RLock

    from tqdm import tqdm  # type: ignore[import-untyped]

    tqdm.set_lock(RLock())
