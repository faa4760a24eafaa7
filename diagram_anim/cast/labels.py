"""What a card's words are less what its other parts show: a figure that its dial tells, a state that it takes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.model.diagram import Label
from diagram_anim.story import sense

_LEVEL = re.compile(r"\s*[:=>≥<≤~]*\s*\d+(?:\.\d+)?\s*[%％]")


def ungauged(label: Label, sub: Sequence[str]) -> tuple[Label, tuple[str, ...]]:
    """A name and the lines beneath it without the figure that the dial under them tells: `CPU` of "CPU 80%"."""
    lines = tuple(_LEVEL.sub("", line) or line for line in label.lines)
    return replace(label, lines=lines, stressed=()), tuple(filter(None, (_LEVEL.sub("", line) for line in sub)))


def stateless(label: Label) -> Label:
    """A name without the word of a failure that its card tells in its turn: `Consumer 2` of "Consumer 2 ✗ down"."""
    name, *others = label.lines or ("",)
    down = sense.down(name)
    first = down[0].strip() if down else sense.unmarked(name)
    lines = (first, *(line for line in others if not sense.marked((first, line))))
    return label if not first or lines == label.lines else replace(label, lines=lines, stressed=())
