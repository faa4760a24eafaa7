"""A problem shown at its place: file, line, column, the line itself, a caret under the characters, and a hint."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from diagram_anim.model.diagnostic import Diagnostic, Severity
from diagram_anim.model.document import Document

_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_DIM, _BOLD = "34", "1"


def render_diagnostic(diagnostic: Diagnostic, documents: Mapping[str, Document], color: bool = False) -> str:
    """Several lines of plain text, or with terminal colours. `documents` are those read, by name."""
    paint = _paint if color else _plain
    severity = paint(f"{diagnostic.severity.value}[{diagnostic.code}]", _COLORS[diagnostic.severity])
    lines = [f"{severity}: {paint(diagnostic.message, _BOLD)}"]
    span = diagnostic.span
    margin = ""
    if span is not None:
        number = str(span.line)
        margin = " " * len(number)
        lines.append(f"{margin}{paint('-->', _DIM)} {span.file}:{span.line}:{span.column}")
        document = documents.get(span.file)
        source = document.lines if document else []
        if span.line <= len(source):
            text = source[span.line - 1].replace("\t", " ")
            last = span.end_column if span.end_line == span.line else len(text) + 1
            start = span.column - 1
            count = max(1, width(text[start : max(start + 1, last - 1)]))
            caret = " " * width(text[:start]) + "^" * count
            bar = paint("|", _DIM)
            lines += [
                f"{margin} {bar}",
                f"{paint(number, _DIM)} {bar} {text}",
                f"{margin} {bar} {paint(caret, _COLORS[diagnostic.severity])}",
            ]
            lines += _fixed(diagnostic, margin, paint("|", _DIM))
    if diagnostic.hint:
        lines.append(f"{margin} {paint('=', _DIM)} hint: {diagnostic.hint}")
    return "\n".join(lines)


def width(text: str) -> int:
    """Terminal columns: Hangul, Han and emoji take two, combining marks none."""
    return sum(
        0
        if unicodedata.combining(char) or char in "\u200b\u200d\ufe0e\ufe0f"
        else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def _fixed(diagnostic: Diagnostic, margin: str, bar: str) -> list[str]:
    return [f"{margin} {bar}", f"{margin} {bar} {diagnostic.fixed}"] if diagnostic.fixed else []


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _plain(text: str, code: str) -> str:
    return text
