"""The participants' heads: how large each is, and which of them come only with a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from diagram_anim.layout.rows import Line
from diagram_anim.layout.sizes import Sizes, width_of, wrapped
from diagram_anim.model.cast import Head


@dataclass(frozen=True, slots=True)
class Chip:
    head: Head
    words: tuple[str, ...]
    w: float
    h: float


def chip(head: Head, sizes: Sizes, widest: float) -> Chip:
    type = sizes.type("node_small")
    words = wrapped((head.label.plain,), type, max(160.0, widest * 0.7)) or (head.id,)
    icon = 46.0 if pictured(head) else 0.0
    return Chip(head, words, width_of(words, type) + icon + 48.0, 24.0 + 32.0 * len(words))


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
