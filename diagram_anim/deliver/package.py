"""A deck as a file: what is in it is stored once, and the same deck gives the same bytes, whenever it is written.

What is compressed already, films above all, is stored as it is: to press it once more takes most of a deck's time.
"""

from __future__ import annotations

import zipfile
from itertools import count
from pathlib import Path
from typing import Any

import pptx
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.opc.serialized import PackageWriter
from pptx.package import Package
from pptx.parts.image import Image, ImagePart
from pptx.parts.media import MediaPart

DENSE = {"mp4", "png", "jpg", "jpeg", "gif", "m4a"}

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive knows."""

BLANK = Path(pptx.__file__).parent / "templates" / "default.pptx"
"""The library's own deck without slides."""

DECKS = (CONTENT_TYPE.PML_PRESENTATION_MAIN, CONTENT_TYPE.PML_PRES_MACRO_MAIN)
"""What a deck calls itself."""


CORE = "/metadata/core-properties"
"""How the relation to a deck's facts ends: LibreOffice begins it otherwise in a template than ECMA-376-2 does."""


class Held(Package):  # type: ignore[misc]  # the library has no types
    """A deck's parts. Pictures and films are known by their content: the library asks all parts for each of them, which
    takes longer the more there are."""

    def _load(self) -> Any:
        super()._load()
        for rel in self._rels.values():
            if rel._reltype.endswith(CORE):
                rel._reltype = RELATIONSHIP_TYPE.CORE_PROPERTIES
        parts = [*self.iter_parts()]
        self._media = {part.sha1: part for part in parts if isinstance(part, ImagePart | MediaPart)}
        self._names = {part.partname for part in parts}
        self._numbers = {"image": count(1), "media": count(1)}
        return self

    def get_or_add_image_part(self, image_file: Any) -> Any:
        return self._held(Image.from_file(image_file), ImagePart)

    def get_or_add_media_part(self, media: Any) -> Any:
        return self._held(media, MediaPart)

    def next_image_partname(self, ext: str) -> Any:
        return self._free("image", ext)

    def next_media_partname(self, ext: str) -> Any:
        return self._free("media", ext)

    def _held(self, content: Any, kind: Any) -> Any:
        if content.sha1 not in self._media:
            self._media[content.sha1] = kind.new(self, content)
        return self._media[content.sha1]

    def _free(self, kind: str, ext: str) -> Any:
        named = (PackURI(f"/ppt/media/{kind}{number}.{ext}") for number in self._numbers[kind])
        return next(name for name in named if name not in self._names)


def opened(deck: Any = BLANK) -> Any:
    """A presentation, of a path or of an open file; ValueError where it is none."""
    part = Held.open(str(deck) if isinstance(deck, Path) else deck).main_document_part
    if part.content_type not in DECKS:
        raise ValueError(f"{part.content_type} is no presentation")
    return part.presentation


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
