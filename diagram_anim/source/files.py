"""A file into a Document: its text without BOM and carriage returns, or what keeps it from being read."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from pathlib import Path

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.document import Document
from diagram_anim.model.span import Span

STDIN = "-"
STDIN_NAME = "stdin"

MARKDOWN = (".md", ".markdown", ".mdown", ".mdx", ".qmd", ".rmd")
MERMAID = (".mmd", ".mermaid")
SCENES = (".yaml", ".yml")


def read(path: str) -> tuple[Document | None, list[Diagnostic]]:
    """The document; `-` is standard input."""
    try:
        raw = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except FileNotFoundError:
        return None, [_missing(path)]
    except IsADirectoryError:
        return None, [error("is-a-folder", f"`{path}` is a folder")]
    except OSError as problem:
        return None, [error("unreadable-file", f"`{path}` can't be read: {problem.strerror or problem}")]
    return decode(STDIN_NAME if path == STDIN else path, raw)


def decode(name: str, raw: bytes) -> tuple[Document | None, list[Diagnostic]]:
    """Bytes as UTF-8, or as UTF-16 where they say so."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = raw.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as problem:
        before = raw[: problem.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        span = Span(name, line, column, line, column + 1)
        return None, [error("not-utf8", f"`{name}` is no UTF-8 text", span, hint="save the file as UTF-8")]
    if "\0" in text:
        return None, [error("not-utf8", f"`{name}` is no text file")]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Document(name, text), []


def _missing(path: str) -> Diagnostic:
    folder = Path(path).parent
    names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    close = get_close_matches(Path(path).name, names, 1)
    hint = f"did you mean `{folder / close[0]}`?" if close else f"it is looked for in `{folder}`"
    return error("no-such-file", f"there is no file `{path}`", hint=hint)
