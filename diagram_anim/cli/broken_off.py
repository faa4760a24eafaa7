"""What is told of a run that was broken off: how many of its films are there."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from contextlib import contextmanager


class BrokenOff(KeyboardInterrupt):
    """Ctrl-C in a run that knows what it has finished."""

    def __init__(self, finished: int) -> None:
        self.finished = finished


@contextmanager
def counted(made: Sized) -> Iterator[None]:
    """Whoever breaks off what is done here learns how much was `made`."""
    try:
        yield
    except BrokenOff:
        raise
    except KeyboardInterrupt:
        raise BrokenOff(len(made)) from None


def words(broken: BaseException) -> str:
    """What is said of it."""
    if not isinstance(broken, BrokenOff):
        return "interrupted: what was finished stays"
    if not broken.finished:
        return "interrupted: no film was finished"
    if broken.finished == 1:
        return "interrupted: 1 film finished before stays"
    return f"interrupted: {broken.finished} films finished before stay"
