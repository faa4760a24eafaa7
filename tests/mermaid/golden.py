"""Cases as sections of Markdown files: a title, an input in a fence, and the outputs in fences behind it.

Only the outputs that stand there are checked. `UPDATE=1 pytest` writes them anew, for a person to read the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"


@dataclass(frozen=True)
class Case:
    path: Path
    title: str
    section: str

    def __str__(self) -> str:
        return f"{self.path.stem}: {self.title}"

    def fence(self, language: str) -> str | None:
        """The text of the section's first fence of this language, without its last line break."""
        found = re.search(rf"(?ms)^(?P<marks>`{{3,}}){re.escape(language)}\n(?P<text>.*?)^(?P=marks)$", self.section)
        return found["text"].removesuffix("\n") if found else None

    def check(self, language: str, now: str) -> None:
        """That the output is still the one in the file."""
        was = self.fence(language)
        if was is None or was == now:
            return
        if os.environ.get("UPDATE"):
            assert not os.environ.get("CI"), "a person accepts new outputs, CI doesn't"
            self._write(language, now)
            return
        assert now == was

    def _write(self, language: str, now: str) -> None:
        whole = self.path.read_text(encoding="utf-8")
        section = next(section for section in sections(whole) if section.split("\n", 1)[0] == self.title)
        found = re.search(rf"(?ms)^(`{{3,}}){re.escape(language)}\n.*?^\1$", section)
        assert found is not None
        new = f"{section[: found.start()]}{found[1]}{language}\n{now}\n{found[1]}{section[found.end() :]}"
        self.path.write_text(whole.replace(section, new), encoding="utf-8")


def sections(text: str) -> Iterator[str]:
    """What stands behind each `## `, but for those within fences."""
    fence = ""
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        marks = re.match(r"`{3,}", line)
        if marks and not fence:
            fence = marks[0]
        elif fence and line.rstrip("\n") == fence:
            fence = ""
        elif line.startswith("## ") and not fence:
            if lines:
                yield "".join(lines)[3:]
            lines = []
        if lines or line.startswith("## "):
            lines.append(line)
    if lines:
        yield "".join(lines)[3:]


def cases(room: str) -> Iterator[Case]:
    for path in sorted((CASES / room).glob("*.md")):
        for section in sections(path.read_text(encoding="utf-8")):
            case = Case(path, section.split("\n", 1)[0], section)
            assert len(re.findall(r"(?m)^`{3,}\w", section)) > 1, f"{case} expects nothing"
            yield case
