"""Segments that were rendered before, by their digest. Safe with many processes; the least used go first.

Where nothing can be written there is no cache, and all still works.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOST = 4 * 1024**3
"""Bytes that are kept."""


@dataclass(frozen=True, slots=True)
class Cache:
    """Files under `root`, named by digest and ending; `root` is None where nothing can be kept."""

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

    def place(self, digest: str, suffix: str) -> Path | None:
        """Where to put a file, whole; None where nothing is kept."""
        if self.root is None:
            return None
        path = self._path(digest, suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def trim(self) -> None:
        """Forgets what was longest unused until no more than `most` bytes are kept."""
        if self.root is None:
            return
        kept = []
        for path in self.root.glob("??/*"):
            with suppress(OSError):
                stat = path.stat()
                kept.append((stat.st_mtime, stat.st_size, path))
        size = sum(one[1] for one in kept)
        for _, its, path in sorted(kept, key=lambda one: (one[0], str(one[2]))):
            if size <= self.most:
                break
            with suppress(OSError):
                path.unlink()
                size -= its

    def _path(self, digest: str, suffix: str) -> Path:
        assert self.root is not None
        return self.root / digest[:2] / f"{digest}{suffix}"


def open_cache() -> Cache:
    """The user's cache: `DIAGRAM_ANIM_CACHE`, else the desktop's cache folder; `off` is none."""
    named = os.environ.get("DIAGRAM_ANIM_CACHE")
    if named == "off":
        return Cache(None)
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    root = Path(named) if named else Path(home).expanduser() / "diagram-anim"
    try:
        root.mkdir(parents=True, exist_ok=True)
        probe = root / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        return Cache(None)
    return Cache(root)
