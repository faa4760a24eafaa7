"""What an arrow's marks mean: `x-- text -->`, `-.->`, `~~~`."""

from __future__ import annotations

import re
from typing import NamedTuple

ARROW = re.compile(r"--+[->xo]|==+[=>xo]|-\.+->?|~~~+")
"""An arrow in one piece, wherever it stands."""

_HEADS = {">": ("<", "arrow"), "x": ("x", "cross"), "o": ("o", "circle")}


class Arrow(NamedTuple):
    """`length` is None where the ends don't match; Mermaid then draws a plain arrow and calls it invalid."""

    stroke: str
    start: str
    end: str
    length: int | None


_INVALID = Arrow("invalid", "none", "arrow", None)


def arrow(end: str, start: str = "") -> Arrow:
    """An arrow in one piece, or in two with its text between."""
    whole = _whole(end.strip())
    start = start.strip()
    if not start:
        return whole
    stroke = "dotted" if "." in start else "thick" if "=" in start else "normal"
    if stroke != whole.stroke:
        return _INVALID
    tail = next((name for mark, name in _HEADS.values() if start[0] == mark), "none")
    if tail == "none":
        return whole
    if whole.start != "none" or tail != whole.end:
        return _INVALID
    return Arrow(stroke, tail, tail, whole.length)


def _whole(marks: str) -> Arrow:
    tail, head = _HEADS.get(marks[-1], ("", "none"))
    line = marks[:-1]
    both = bool(tail) and marks[0] == tail
    if both:
        line = line[1:]
    dots = line.count(".")
    stroke = "dotted" if dots else "thick" if line[0] == "=" else "invisible" if line[0] == "~" else "normal"
    if stroke == "invisible":
        both, head = False, "none"
    return Arrow(stroke, head if both else "none", head, min(dots or len(line) - 1, 10))
