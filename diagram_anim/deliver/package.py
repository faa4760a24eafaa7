"""A deck as a file: the same deck gives the same bytes, whenever it is written.

What is compressed already, films above all, is stored as it is: to press it once more takes most of a deck's time.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from pptx.opc.serialized import PackageWriter

DENSE = {"mp4", "png", "jpg", "jpeg", "gif", "m4a"}

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive knows."""


def save(deck: Any, target: Path) -> None:
    """The deck's parts as an archive. OSError where it can't be written."""
    held = deck.part.package
    with zipfile.ZipFile(target, "w") as archive:
        _Writer("", held._rels, tuple(held.iter_parts())).into(_Archive(archive))


class _Writer(PackageWriter):  # type: ignore[misc]  # the library has no types
    """The library's own order of parts, into an archive of ours."""

    def into(self, archive: _Archive) -> None:
        self._write_content_types_stream(archive)
        self._write_pkg_rels(archive)
        self._write_parts(archive)


class _Archive:
    """Takes parts under their names, as the library gives them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def write(self, name: Any, content: bytes) -> None:
        told = zipfile.ZipInfo(name.membername, EPOCH)
        told.compress_type = zipfile.ZIP_STORED if name.ext.lower() in DENSE else zipfile.ZIP_DEFLATED
        self._archive.writestr(told, content)
