"""What keeps a file from being YAML, at the place where its author can mend it.

A reader of YAML sees that a quote or a bracket is open only where it gives up, often behind the end of the file: told
is where it was opened.
"""

from __future__ import annotations

import re
from typing import Any

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.document import Document
from diagram_anim.model.span import Span

CODE = "bad-yaml"

_HINTS = (
    ("\\t", "indent with blanks: YAML takes no tabs"),
    ("cannot start any token", "a text that begins so needs quotes"),
    ("undefined alias", "a text that begins with `*` needs quotes"),
    ("mapping values are not allowed", "a text with `: ` in it needs quotes; or the line is indented too far"),
    ("expected <block end>", "the line's indentation fits neither the line above nor the key that it belongs to"),
    ("could not find expected ':'", "a key needs `:` and a blank behind it"),
    ("expected ',' or", "a `,` is missing here, or the bracket is to end here"),
    ("unknown escape character", "write `\\\\` for a `\\`, or put the text in single quotes"),
    ("alphabetic or numeric", "a text that begins with `*` or `&` needs quotes"),
    ("chomping or indentation", "a text that begins with `|` or `>` needs quotes"),
    (
        "comment or a line break",
        "what is behind `|` or `>` begins in the next line; such a sign in a text needs quotes",
    ),
)
"""What to do about the words of the YAML reader."""


def broken(document: Document, problem: Any) -> Diagnostic:
    """Of an error of the YAML reader."""
    opened, mark = problem.context_mark, problem.problem_mark or problem.context_mark
    if mark is None:
        return _at(document, 0, 0, str(problem.problem or "this is no YAML"))
    message = str(problem.problem or problem.context)
    if problem.context == "while scanning a quoted scalar":
        return _open_quote(document, opened.line, opened.column)
    if "expected ',' or" in message and opened.line < mark.line:
        sign = document.lines[opened.line][opened.column]
        message, hint = (
            f"the bracket `{sign}` isn't closed",
            f"write `{'}' if sign == '{' else ']'}` behind what it holds",
        )
        return _at(document, opened.line, opened.column, message, hint)
    if "found '<scalar>'" in message and (quote := _swallowed(document, mark.line, mark.column)):
        return _open_quote(document, *quote)
    hint = next((hint for words, hint in _HINTS if words in message), "")
    mark = opened if "could not find expected ':'" in message and opened else mark
    return _at(document, mark.line, mark.column, message, hint)


def unreadable(document: Document, problem: Any) -> Diagnostic:
    """Of a character that no YAML may hold."""
    place = int(getattr(problem, "position", 0))
    before = document.text[:place]
    sign = document.text[place : place + 1]
    message = f"the character U+{ord(sign):04X} may not stand in YAML" if sign else "this is no YAML"
    return _at(document, before.count("\n"), place - before.rfind("\n") - 1, message, "take it out")


def _swallowed(document: Document, line: int, column: int) -> tuple[int, int] | None:
    """Where a quote was opened that the next quote has closed, in a line below: behind that stands what no key is."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        for token in YAML(typ="safe", pure=True).scan(document.text):
            start, end = token.start_mark, token.end_mark
            if getattr(token, "style", None) in ("'", '"') and start.line < end.line == line and end.column <= column:
                return start.line, start.column
    except YAMLError:
        pass
    return None


def _open_quote(document: Document, line: int, column: int) -> Diagnostic:
    sign = document.lines[line][column]
    return _at(document, line, column, "the quote isn't closed", f"write `{sign}` behind the text")


def _at(document: Document, line: int, column: int, message: str, hint: str = "") -> Diagnostic:
    if line >= len(document.lines) or not document.lines[line][column:].strip():  # the end of what is there
        last = min(line, len(document.lines) - 1)
        while last > 0 and not document.lines[last].strip():
            last -= 1
        if last < line:
            line, column = last, max(0, len(document.lines[last].rstrip()) - 1)
    message = re.sub(r"\s+", " ", message)
    return error(CODE, message, Span(document.name, line + 1, column + 1, line + 1, column + 2), hint=hint)
