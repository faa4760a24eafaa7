"""What a format is, and how a file comes to be whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from diagram_anim.encode.pixels import Pixels

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a system says where there is no room."""


class Sink(Protocol):
    """Takes frames in order; `repeat` is for how many frames one holds."""

    def write(self, frame: Pixels, repeat: int = 1) -> None: ...


Opened = AbstractContextManager[Sink]


@dataclass(frozen=True, slots=True)
class Format:
    """`joins` tells that pieces of a film can be joined without encoding them again, `alpha` that it can be
    transparent, `planes` that frames may also come as NV12, `rates` which frames a second it can keep; none for any.
    `opener` is what opens it, `module.function` of this room."""

    name: str
    suffix: str
    about: str
    opener: str
    joins: bool = False
    alpha: bool = True
    planes: bool = False
    rates: tuple[int, ...] = ()

    def open(self, target: Path, size: tuple[int, int], fps: int, quality: str, *more: Any) -> Opened:
        """A sink that becomes the target. What it takes to write is imported only now: to know of formats costs
        nothing."""
        module, _, name = self.opener.partition(".")
        opened: Opened = getattr(import_module(f"{__package__}.{module}"), name)(target, size, fps, quality, *more)
        return opened

    def rate(self, asked: int) -> int:
        """Frames a second that it can keep: as many as were asked for, or the next lower of its own."""
        return max((one for one in self.rates if one <= asked), default=asked)


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A path beside the target to write to; it becomes the target when the block ends well, and is gone otherwise. An
    OSError names the target."""
    aside = target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}")
    try:
        yield aside
        aside.replace(target)
    except OSError as problem:
        if problem.errno in FULL or problem.filename == str(aside):
            raise OSError(problem.errno, problem.strerror, str(target)) from problem
        raise
    finally:
        aside.unlink(missing_ok=True)


def no_frames() -> ValueError:
    """For a sink that is closed before anything was written."""
    return ValueError("a film needs at least one frame")
