"""One film to make. What its words say isn't known here: most of what is asked of unchanged ones needs no reading."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from diagram_anim.model.document import Block, Document
from diagram_anim.model.span import Span


@dataclass(frozen=True, slots=True)
class Task:
    """One film to make: a block of a Markdown or `.mmd` file, or a scene file. `stem` is where it goes, without an
    ending, relative to the output folder."""

    document: Document
    block: Block | None
    stem: str

    @property
    def head(self) -> Span:
        """What to point at for what concerns the whole diagram."""
        if self.block:
            return self.block.head
        lines = self.document.lines
        row = next((row for row, line in enumerate(lines, 1) if line.startswith("diagram:")), 1)
        return Span(self.document.name, row, 1, row, max(2, len(lines[row - 1].partition(":")[0]) + 1))

    @property
    def name(self) -> str:
        return self.block.name if self.block else self.document.name

    @property
    def called(self) -> str:
        """What an audience reads of a diagram without a title: its file, and which in that it is."""
        file = PurePath(self.document.name).stem
        return f"{file} {self.block.number}" if self.block and self.block.number > 1 else file
