"""Segments that were rendered before, by their digest. Safe with many processes; the least used go first.

Each file's name ends with a sum of its content: one that was damaged, or is another's, is as good as none, and thrown
away. Where nothing can be written what is there is still lent, and all works.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from diagram_anim.batch.interrupts import unheard
from diagram_anim.batch.sizes import EXAMPLE, size

MOST = 4 * 1000**3
"""Bytes that are kept, where nobody says another bound."""

BOUND = "DIAGRAM_ANIM_CACHE_SIZE"
"""The variable that says another one."""

OFF = "off"
"""What `DIAGRAM_ANIM_CACHE` says where nothing is to be kept."""

ROOM = 256 * 1000**2
"""Free bytes without which nothing new is kept."""

WORKSHOP = ".run-"

LOCK = ".lock"
"""A file in a workshop that its run holds, so that it is free when that has ended, however it did."""

FRESH = 5
"""Seconds for which a workshop may be without its lock: it is just being made."""


@dataclass(frozen=True, slots=True)
class Cache:
    """Files under `root`, named by digest, sum and ending; `root` is None where there is no place for any."""

    root: Path | None
    most: int = MOST

    def lend(self, digest: str, suffix: str, place: Path) -> Path | None:
        """The kept file by a second name, at a `place` in one's workshop: however long it is needed there, and whoever
        trims or clears meanwhile. Where files have only one name, it is where it lies."""
        for path in self._found(digest, suffix):
            lent = place
            try:
                place.hardlink_to(path)
            except FileExistsError:  # lent before
                return place
            except FileNotFoundError:  # gone since it was found
                continue
            except OSError:
                lent = path
            if _as_kept(lent, path):
                return lent
            _throw_away(place, path)
        return None

    def keep(self, digest: str, suffix: str, made: Path) -> Path:
        """Gives a file a second name among those that are kept, in place of any that was kept so, and tells where to
        find it now. Where files have only one name it moves in; where it can't be kept it stays where it is."""
        if self.root is None:
            return made
        second = made.with_name(f".{made.name}.second")
        try:
            before = self._found(digest, suffix)
            path = self.root / digest[:2] / f"{digest}.{_sum(made)}{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                second.hardlink_to(made)
            except OSError:
                made = made.replace(path)
            else:
                second.replace(path)
            _throw_away(*(other for other in before if other != path))
        except OSError:
            pass
        return made

    def holds_any(self, digest: str, suffix: str) -> bool:
        """Whether something is kept so, be it whole or not."""
        return bool(self._found(digest, suffix))

    def get(self, digest: str, suffix: str) -> bytes | None:
        """The data that is kept."""
        for path in self._found(digest, suffix):
            with suppress(OSError):
                data = path.read_bytes()
                if _as_kept(data, path):
                    return data
                _throw_away(path)
        return None

    def put(self, digest: str, suffix: str, data: bytes) -> None:
        """Keeps data, whole or not at all; nothing happens where nothing can be kept."""
        if self.root is None:
            return
        with suppress(OSError), self.workshop() as workshop:
            aside = workshop / f"{digest}{suffix}"
            aside.write_bytes(data)
            self.keep(digest, suffix, aside)

    @property
    def roomy(self) -> bool:
        """Whether its disk has room for something new."""
        return self.root is not None and shutil.disk_usage(self.root).free >= ROOM

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """A folder for what is under way, gone when the block ends; beside what is kept, as keeping is renaming, unless
        nothing can be written there or the disk is full."""
        try:
            folder = Path(tempfile.mkdtemp(prefix=WORKSHOP, dir=self.root if self.roomy else None))
        except OSError:
            folder = Path(tempfile.mkdtemp(prefix=f"diagram-anim{WORKSHOP}"))
        try:
            with (folder / LOCK).open("w") as lock:
                with suppress(OSError):  # where nothing can be locked, nobody finds it free either
                    fcntl.flock(lock, fcntl.LOCK_EX)
                yield folder
        finally:
            with unheard():
                shutil.rmtree(folder, ignore_errors=True)

    def trim(self) -> None:
        """Forgets what was longest unused until no more than `most` bytes are kept, and what killed runs have left."""
        self._shrink(self.most)

    def clear(self) -> None:
        """Forgets everything that is kept; runs under way aren't disturbed."""
        self._shrink(0)

    def holds(self) -> tuple[int, int]:
        """How many files are kept, and their bytes."""
        kept = self._kept()
        return len(kept), sum(its for _, its, _ in kept)

    def _shrink(self, most: int) -> None:
        for folder in self.root.glob(f"{WORKSHOP}*") if self.root else ():
            with suppress(OSError):
                if time.time() - folder.stat().st_mtime > FRESH and _left(folder):
                    shutil.rmtree(folder, ignore_errors=True)
        kept = self._kept()
        held = sum(its for _, its, _ in kept)
        for _, its, path in sorted(kept, key=lambda one: (one[0], str(one[2]))):
            if held <= most:
                break
            with suppress(OSError):
                path.unlink(missing_ok=True)  # gone is gone, whoever else makes room at the same time
                held -= its

    def _kept(self) -> list[tuple[float, int, Path]]:
        """When each file was last used, its bytes, its path."""
        found = []
        for path in self.root.glob("??/*") if self.root else ():
            with suppress(OSError):
                stat = path.stat()
                found.append((stat.st_mtime, stat.st_size, path))
        return found

    def _found(self, digest: str, suffix: str) -> list[Path]:
        """The files that are kept so, marked as used just now: one, or none."""
        if self.root is None:
            return []
        folder = self.root / digest[:2]
        try:
            names = os.listdir(folder)  # noqa: PTH208 – of very many
        except OSError:
            return []
        found = [folder / name for name in names if name.startswith(f"{digest}.") and name.endswith(suffix)]
        for path in found:
            with suppress(OSError):
                os.utime(path)
        return found


def _sum(content: Path | bytes) -> str:
    """Enough of a hash to tell a file that is as it was written from any other."""
    if isinstance(content, bytes):
        return hashlib.blake2b(content, digest_size=8).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=8)).hexdigest()


def _as_kept(content: Path | bytes, path: Path) -> bool:
    """Whether it is what was once kept under this path."""
    try:
        return path.name.split(".")[1] == _sum(content)
    except OSError:
        return False


def _throw_away(*paths: Path) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink()


def _left(workshop: Path) -> bool:
    """Whether nobody is at work in it any more."""
    try:
        with (workshop / LOCK).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def bound() -> int:
    """Bytes that are kept: as `DIAGRAM_ANIM_CACHE_SIZE` says, ValueError where that is no size."""
    named = os.environ.get(BOUND)
    if not named:
        return MOST
    most = size(named)
    if most is None:
        raise ValueError(f"{BOUND}={named} is no size; {EXAMPLE}")
    return most


def open_cache() -> Cache:
    """The user's cache: `DIAGRAM_ANIM_CACHE`, else the desktop's cache folder; `off` is none. ValueError where its
    bound is no size."""
    named = os.environ.get("DIAGRAM_ANIM_CACHE")
    if named and named.lower() == OFF:
        return Cache(None)
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        root = Path(named) if named else Path(home).expanduser() / "diagram-anim"
        root.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # nowhere to write, or nobody with a home
        return Cache(None)
    return Cache(root, bound())
