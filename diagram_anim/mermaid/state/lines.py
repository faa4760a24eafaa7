"""The lines of a state diagram: each with its offset, a note over several lines as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_NOTE = re.compile(r"(?i)note[ \t]+(?:left|right)[ \t]+of[ \t]+[^:\n]+$")
_WORDS = re.compile(r"accDescr[ \t]*\{")


class Line(NamedTuple):
    text: str
    start: int


def lines(text: str) -> Iterator[Line]:
    """All but the first one and those that say nothing."""
    at = text.find("\n") + 1 or len(text)
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        row = re.split(r"[ \t]+%%", text[at:end])[0]
        start = at + len(row) - len(row.lstrip())
        stripped = row.strip()
        stop = r"(?im)^[ \t]*end[ \t]*note[ \t]*$" if _NOTE.match(stripped) else r"\}" if _WORDS.match(stripped) else ""
        closed = re.compile(stop).search(text, start) if stop else None
        if closed:
            end = text.find("\n", closed.end())
            end = len(text) if end < 0 else end
            stripped = text[start : closed.end()].rstrip()
        if stripped:
            yield Line(stripped, start)
        at = end + 1


def divided(found: Iterable[Line]) -> frozenset[int]:
    """Where those states are opened that have regions."""
    open_ones: list[int] = []
    regions: set[int] = set()
    for line in found:
        if line.text.endswith("{") and line.text.startswith("state"):
            open_ones.append(line.start)
        elif line.text == "}" and open_ones:
            open_ones.pop()
        elif line.text == "--" and open_ones:
            regions.add(open_ones[-1])
    return frozenset(regions)
