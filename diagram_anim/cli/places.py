"""Places for what is made: whether anything can be written there is said before it is made."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import click


class Place(click.Path):
    """A path to write to. What is in its way is named: a file on the way there, a folder without the right."""

    def __init__(self, folder: bool = True) -> None:
        super().__init__(path_type=Path, dir_okay=folder)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if said := blocked(path):
            self.fail(said, param, ctx)
        return path


def blocked(path: Path) -> str:
    """What keeps a file or a folder from being written, in words; "" for nothing."""
    above = next(one for one in (path.absolute(), *path.absolute().parents) if one.exists() and one != path)
    above = above.parent if above == path.absolute() and above.is_file() else above
    if not above.is_dir():
        return f"{above} is a file, so nothing can be written under it: name another folder."
    if not os.access(above, os.W_OK | os.X_OK) or not _takes_files(above):
        return f"{above} can't be written to: name another folder."
    if path.is_file() and not os.access(path, os.W_OK):
        return f"{path} is write-protected: name another file."
    return ""


def _takes_files(folder: Path) -> bool:
    """Whether a file can be made there: rights alone don't tell of /proc, or of a disk that is only for reading. The
    one that is tried has no name where the system can do without, and is gone at once."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
