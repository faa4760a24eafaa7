"""The participants' heads: how large each is, and which of them come only with a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from diagram_anim import text
from diagram_anim.layout.frame.lettering import put
from diagram_anim.layout.frame.sizes import Sizes, width_of, wrapped
from diagram_anim.layout.sequences.rows import Line
from diagram_anim.model.cast import Head
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import TextLine

MARGIN = 24.0
"""Between a chip's border and its words or its icon at the side."""

WORD = 280.0
"""A word of a name up to so wide stays whole."""

ICON = 32.0
LINE = 32.0


@dataclass(frozen=True, slots=True)
class Chip:
    """A head with its name broken; in an `upright` one the icon stands over the name, in others before it."""

    head: Head
    words: tuple[str, ...]
    w: float
    h: float
    upright: bool = False


def chips_of(heads: Sequence[Head], sizes: Sizes, widest: float, *, upright: bool) -> list[Chip]:
    """A chip for each head, all of one height."""
    found = [_chip(head, sizes, widest, upright) for head in heads]
    high = max((one.h for one in found), default=0.0)
    return [replace(one, h=high) for one in found]


def _chip(head: Head, sizes: Sizes, widest: float, upright: bool) -> Chip:
    type = sizes.type("node_small")
    word = max((text.measure(word, type) for word in head.label.plain.split()), default=0.0)
    most = max(90.0 if upright else 160.0, widest * 0.7, min(word + 1.0, WORD))
    words = wrapped((head.label.plain,), type, most) or (head.id,)
    wide, high = width_of(words, type), MARGIN + LINE * len(words)
    if not pictured(head):
        return Chip(head, words, wide + 2 * MARGIN, high)
    if upright:
        return Chip(head, words, wide + 2 * MARGIN - 8.0, high + ICON + 8.0, upright=True)
    return Chip(head, words, wide + ICON + 14.0 + 2 * MARGIN, high)


def set_in(one: Chip, box: Box, sizes: Sizes) -> tuple[tuple[TextLine, ...], Box | None]:
    """The words of a chip and its icon, in its box."""
    type = sizes.type("node_small")
    icon, x, y = None, box.cx, box.cy
    if one.upright:
        icon = Box(box.cx - ICON / 2, box.y + 14.0, ICON, ICON)
        y = (icon.bottom + box.bottom - 6.0) / 2
    elif pictured(one.head):
        icon = Box(box.x + MARGIN - 2.0, box.cy - ICON / 2, ICON, ICON)
        x = icon.right + 14.0 + width_of(one.words, type) / 2
    first = y - LINE / 2 * (len(one.words) - 1) + type.size * 0.36
    return tuple(put(said, x, first + LINE * n, type, "middle", "name") for n, said in enumerate(one.words)), icon


def with_room(said: Sequence[Line], chips: Sequence[Chip]) -> list[Line]:
    """The rows, with room for the heads of participants that they create."""
    made = {message: id for id, message in births(said).items()}
    half = {chip.head.id: chip.h / 2 for chip in chips}
    return [
        replace(line, above=max(0.0, half[made[line.row.id]] - line.height), below=half[made[line.row.id]])
        if line.row.id in made
        else line
        for line in said
    ]


def pictured(head: Head) -> bool:
    return bool(head.icon) or head.type == "actor"


def births(rows: Sequence[Line]) -> dict[str, str]:
    """The participants that come in the course of the sequence, each with the message that creates it."""
    found = {}
    for index, line in enumerate(rows):
        if line.row.kind == "create":
            told = next((one.row for one in rows[index:] if one.row.kind == "message"), None)
            if told is not None and line.row.over[0] in told.over:
                found[line.row.over[0]] = told.id
    return found
