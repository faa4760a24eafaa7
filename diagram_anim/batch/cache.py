"""Segments that were rendered before, by their digest. Safe with many processes; the least used go first.

Where nothing can be written there is no cache, and all still works.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from diagram_anim.batch.interrupts import unheard

MOST = 4 * 1024**3
"""Bytes that are kept."""

ROOM = 256 * 1000**2
"""Free bytes without which nothing new is kept."""

WORKSHOP = ".run-"

LOCK = ".lock"
"""A file in a workshop that its run holds, so that it is free when that has ended, however it did."""

FRESH = 60
"""Seconds for which a workshop may be without its lock: it is just being made."""


@dataclass(frozen=True, slots=True)
class Cache:
    """Files under `root`, named by digest and ending; `root` is None where there is no place for any."""

    root: Path | None
    most: int = MOST

    def find(self, digest: str, suffix: str) -> Path | None:
        """The kept file, marked as used just now."""
        if self.root is None:
            return None
        path = self._path(digest, suffix)
        try:
            os.utime(path)
        except OSError:
            return None
        return path

    def lend(self, digest: str, suffix: str, place: Path) -> Path | None:
        """The kept file by a second name, at a `place` in one's workshop: however long it is needed there, and whoever
        trims or clears meanwhile. Where files have only one name, it is where it lies."""
        path = self.find(digest, suffix)
        if path is None:
            return None
        try:
            with suppress(FileExistsError):  # lent before
                place.hardlink_to(path)
        except FileNotFoundError:  # gone since it was found
            return None
        except OSError:
            return path
        return place

    def keep(self, digest: str, suffix: str, made: Path) -> Path:
        """Gives a file a second name among those that are kept, and tells where to find it now. Where files have only
        one name it moves in; where it can't be kept it stays where it is."""
        if self.root is None:
            return made
        path = self._path(digest, suffix)
        second = made.with_name(f".{made.name}.second")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                second.hardlink_to(made)
            except OSError:
                return made.replace(path)
            second.replace(path)
        except OSError:
            pass
        return made

    def put(self, digest: str, suffix: str, data: bytes) -> None:
        """Keeps data, whole or not at all; nothing happens where nothing can be kept."""
        if self.root is None:
            return
        with suppress(OSError), self.workshop() as workshop:
            aside = workshop / f"{digest}{suffix}"
            aside.write_bytes(data)
            self.keep(digest, suffix, aside)

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """A folder for what is under way, gone when the block ends; beside what is kept, as keeping is renaming, unless
        the disk there is full."""
        roomy = self.root is not None and shutil.disk_usage(self.root).free >= ROOM
        folder = Path(tempfile.mkdtemp(prefix=WORKSHOP, dir=self.root if roomy else None))
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
        return len(kept), sum(size for _, size, _ in kept)

    def _shrink(self, most: int) -> None:
        for folder in self.root.glob(f"{WORKSHOP}*") if self.root else ():
            with suppress(OSError):
                if time.time() - folder.stat().st_mtime > FRESH and _left(folder):
                    shutil.rmtree(folder, ignore_errors=True)
        kept = self._kept()
        size = sum(its for _, its, _ in kept)
        for _, its, path in sorted(kept, key=lambda one: (one[0], str(one[2]))):
            if size <= most:
                break
            with suppress(OSError):
                path.unlink()
                size -= its

    def _kept(self) -> list[tuple[float, int, Path]]:
        """When each file was last used, its bytes, its path."""
        found = []
        for path in self.root.glob("??/*") if self.root else ():
            with suppress(OSError):
                stat = path.stat()
                found.append((stat.st_mtime, stat.st_size, path))
        return found

    def _path(self, digest: str, suffix: str) -> Path:
        assert self.root is not None
        return self.root / digest[:2] / f"{digest}{suffix}"


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


def open_cache() -> Cache:
    """The user's cache: `DIAGRAM_ANIM_CACHE`, else the desktop's cache folder; `off` is none."""
    named = os.environ.get("DIAGRAM_ANIM_CACHE")
    if named == "off":
        return Cache(None)
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        root = Path(named) if named else Path(home).expanduser() / "diagram-anim"
        root.mkdir(parents=True, exist_ok=True)
        probe = root / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except (OSError, RuntimeError):  # nowhere to write, or nobody with a home
        return Cache(None)
    return Cache(root)
