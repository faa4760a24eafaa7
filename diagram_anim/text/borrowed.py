"""Fonts of the machine for letters that the house's own lack, found by fontconfig where it is there.

The house has no font for each script of the world: it would be ten times as large, for words that few diagrams hold. A
machine that people write such a script on has a font for it. It is asked for only when such a letter comes.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import uharfbuzz as hb

COMMAND = "fc-list"
"""Fontconfig's own list of fonts."""

ASKED = "%{file}\t%{index}\t%{family[0]}\t%{weight}\t%{slant}\t%{width}\n"

REGULAR, BOLD = 80, 200
"""Weights as fontconfig counts them."""

NORMAL = 100
"""The width of what is neither condensed nor wide."""

HAN = ("SC", "TC", "HK", "KR", "JP")
"""Han letters that the house's Japanese family lacks are simplified ones, most often."""

Lent = tuple[str, int]
"""A font: its file, and its number in it."""


def lent(letter: str, bold: bool) -> Lent | None:
    """The machine's font for a letter: the same for as many letters as it has."""
    for one in _known(bold):
        if _has(one, letter):
            return one
    found = _asked(letter, bold)
    if found is not None:
        _known(bold).append(found)
    return found


def state(file: str) -> tuple[int, int]:
    """A font file's bytes, and the time of its last change in ns."""
    stat = Path(file).stat()
    return stat.st_size, stat.st_mtime_ns


@cache
def opened(font: Lent) -> hb.Font:
    return hb.Font(_face(font))


@cache
def _face(font: Lent) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(font[0]), font[1])


@cache
def _known(bold: bool) -> list[Lent]:
    return []


@cache
def _has(font: Lent, letter: str) -> bool:
    return opened(font).get_nominal_glyph(ord(letter)) is not None


@cache
def _asked(letter: str, bold: bool) -> Lent | None:
    """The best of all fonts that say they have it: upright, without serifs, of the weight that is wanted."""
    command = shutil.which(COMMAND)
    if command is None:
        return None
    try:
        told = subprocess.run(
            [command, "-f", ASKED, f":charset={ord(letter):x}"], capture_output=True, text=True, timeout=10, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    ranked = []
    for line in told.splitlines():
        file, index, family, weight, slant, width = line.split("\t")
        if not all(one.isdigit() for one in (index, weight, slant)) or int(index) > 0xFFFF:
            continue  # one of the many faces of a variable font
        serifs, code = "Serif" in family or "Sans" not in family, "Mono" in family
        of_han = next((place for place, end in enumerate(HAN) if family.endswith(end)), len(HAN))
        far = abs(int(weight) - (BOLD if bold else REGULAR))
        rank = int(slant) > 0, serifs, code, width != str(NORMAL), of_han, far, family
        ranked.append((rank, (file, int(index))))
    return next((font for _, font in sorted(ranked) if _has(font, letter)), None)
