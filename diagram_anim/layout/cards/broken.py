"""How names are broken into lines that are to take little width, or little height."""

from __future__ import annotations

from diagram_anim.layout.frame.sizes import width_of, wrapped
from diagram_anim.model.layout import Type

SLIM, STEP = 80.0, 10.0
"""How narrow names are tried that are parted in two, and by how much wider each time, px."""


def halved(drawn: tuple[str, ...], type: Type, most: float, lines: int) -> tuple[str, ...]:
    """Whole words in as little width as gives no more lines than two, or than the most width does."""
    width = max(SLIM, min(most, width_of(tuple(word for line in drawn for word in line.split()), type)))
    while len(name := wrapped(drawn, type, width)) > max(2, lines) and width < most:
        width += STEP
    return name


def longer(drawn: tuple[str, ...], type: Type, most: float, name: tuple[str, ...]) -> tuple[str, ...]:
    """On as few lines as fit in the most width, in no more of it than these need."""
    fewer = wrapped(drawn, type, most)
    if len(fewer) >= len(name):
        return name
    width = width_of(fewer, type)
    while len(less := wrapped(drawn, type, width - STEP)) == len(fewer):
        fewer, width = less, width - STEP
    return fewer
