"""A diagnostic as a person reads it: the line it is about, carets under the place, a hint."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from diagram_anim.model.diagnostic import Diagnostic, Severity
from diagram_anim.model.document import Document
from diagram_anim.model.span import Span

_TONES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_FRAME = "1;34"
_BOLD = "1"
_TAB = 4
_MOST_LINES = 6
_ROOM = 160


def render_diagnostic(diagnostic: Diagnostic, documents: Mapping[str, Document], color: bool = False) -> str:
    """Several lines without a last line break. `documents` by name; where the file isn't among them, only the place
    is said."""
    tone = _TONES[diagnostic.severity]
    head = _painted(f"{diagnostic.severity.value}[{diagnostic.code}]", tone, color)
    lines = [f"{head}{_painted(f': {diagnostic.message}', _BOLD, color)}"]
    span = diagnostic.span
    gutter = 1
    if span is not None:
        document = documents.get(span.file)
        gutter = len(str(span.end_line if document else span.line))
        arrow = _painted("-->", _FRAME, color)
        lines.append(f"{' ' * gutter}{arrow} {span.file}:{span.line}:{span.column}")
        if document:
            bar = _painted("|", _FRAME, color)
            lines.append(f"{' ' * gutter} {bar}")
            lines += _quoted(document, span, gutter, tone, color)
    for hint in _hints(diagnostic):
        lines.append(f"{' ' * gutter} {_painted('=', _FRAME, color)} {_painted('hint:', _BOLD, color)} {hint}")
    return "\n".join(lines)


def _hints(diagnostic: Diagnostic) -> Iterator[str]:
    if diagnostic.hint:
        yield diagnostic.hint
    if diagnostic.fixed and diagnostic.fixed not in diagnostic.hint:
        yield f"write `{diagnostic.fixed}`"


def _quoted(document: Document, span: Span, gutter: int, tone: str, color: bool) -> Iterator[str]:
    bar = _painted("|", _FRAME, color)
    rows = _rows(document)
    last = max(span.line, span.end_line - 1 if span.end_column == 1 else span.end_line)
    for line in range(span.line, min(last, len(rows)) + 1):
        if line >= span.line + _MOST_LINES:
            yield f"{' ' * gutter} {_painted('…', _FRAME, color)}"
            return
        row = rows[line - 1]
        first = span.column if line == span.line else len(row) - len(row.lstrip()) + 1
        end = span.end_column if line == span.end_line else len(row) + 1
        shown, before, under = _marked(row, first, max(end, first + 1))
        number = _painted(f"{line:>{gutter}}", _FRAME, color)
        yield f"{number} {bar} {shown}".rstrip()
        yield f"{' ' * gutter} {bar} {' ' * before}{_painted('^' * under, tone, color)}"


@lru_cache(2)
def _rows(document: Document) -> list[str]:
    """A file's lines, which many problems ask for."""
    return document.lines


def _marked(row: str, first: int, end: int) -> tuple[str, int, int]:
    """The line as shown, the columns before the carets, and how many of these; a long line is cut around them."""
    start = 0
    if width(row) > _ROOM:
        start = max(0, first - _ROOM // 2)
    cut = "…" if start else ""
    shown = cut + _flat(row[start:])
    before = width(cut) + width(_flat(row[start : first - 1]))
    under = max(1, width(_flat(row[first - 1 : end - 1])))
    while width(shown) > _ROOM:
        shown = shown[: max(1, len(shown) - max(1, (width(shown) - _ROOM) // 2)) - 1] + "…"
    return shown, before, min(under, max(1, width(shown) - before))


def _flat(text: str) -> str:
    return "".join(
        " " * _TAB if char == "\t" else char if char.isprintable() or _is_joined(char) else "�" for char in text
    )


def width(text: str) -> int:
    """Columns in a terminal: Hangul and the like take two, marks on a letter none."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if _is_joined(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _is_joined(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf")


def _painted(text: str, tone: str, color: bool) -> str:
    return f"\x1b[{tone}m{text}\x1b[0m" if color else text
