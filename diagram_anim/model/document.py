"""A user's file, and the diagrams found in it.

A block's text is what Mermaid would read: the fence's own indentation is gone, line ends are LF. `origin` takes
any place in that text back to the user's file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from diagram_anim.model.span import Span

_KEYWORD = re.compile(r"\s*(?:graph|flowchart|sequenceDiagram|stateDiagram)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """One input file: `name` is the path as the user gave it, `text` has neither BOM nor CR."""

    name: str
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the lines of a block begin in its file: for each, the line (from 1) and the columns cut off its left."""

    file: str
    lines: tuple[tuple[int, int], ...]

    def span(self, text: str, start: int, end: int) -> Span:
        """The file's span of `text[start:end]`, where `text` is the block's own."""
        starts = [0]
        starts.extend(index + 1 for index, char in enumerate(text) if char == "\n")
        return self.span_in(starts, start, end)

    def span_in(self, starts: list[int], start: int, end: int) -> Span:
        """The same, for a text whose line starts are known."""
        line, column = self._place(starts, start)
        end_line, end_column = self._place(starts, max(start, end))
        return Span(self.file, line, column, end_line, end_column)

    def _place(self, starts: list[int], offset: int) -> tuple[int, int]:
        row = bisect_right(starts, offset) - 1
        line, cut = self.lines[min(row, len(self.lines) - 1)]
        return line, offset - starts[row] + cut + 1


@dataclass(frozen=True, slots=True)
class Block:
    """One diagram as text. `number` counts a file's mermaid fences from 1; `title` and `caption` come from around it.

    `heading` is the nearest heading above and `section` the one that this stands under, `caption` the bold line or
    first sentence before the fence, `before` and `after` the words around it, a line a paragraph. `line` is the first
    line of the diagram itself in the file.
    """

    document: Document
    number: int
    text: str
    origin: Origin
    title: str = ""
    heading: str = ""
    caption: str = ""
    before: str = ""
    after: str = ""
    slug: str = ""
    section: str = ""

    @property
    def name(self) -> str:
        """How the commands call it: `lecture.md#5`."""
        return f"{self.document.name}#{self.number}"

    @property
    def prose(self) -> str:
        """All that is said around it, as for a speaker's notes."""
        return "\n".join(part for part in (self.before, self.after) if part)

    @property
    def line(self) -> int:
        return self.origin.lines[0][0] if self.origin.lines else 1

    @property
    def head(self) -> Span:
        """The line that says what kind of diagram it is: for what concerns all of it."""
        start = 0
        for line in self.text.splitlines(keepends=True):
            if _KEYWORD.match(line):
                return self.origin.span(self.text, start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
            start += len(line)
        return self.origin.span(self.text, 0, 0)
