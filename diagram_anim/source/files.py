"""A file into a Document: its text without BOM and carriage returns, or what keeps it from being read."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.document import Document
from diagram_anim.model.span import Span

STDIN = "-"
STDIN_NAME = "stdin"

MARKDOWN = (".md", ".markdown", ".mdown", ".mdx", ".qmd", ".rmd")
MERMAID = (".mmd", ".mermaid")
SCENES = (".yaml", ".yml")

NEEDED = "a diagram is a ```mermaid block in Markdown, an .mmd file, or a scene file"

OTHERS = {
    "a picture": re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|BM.{4}\0{4}", re.DOTALL),
    "a film": re.compile(rb"....ftyp|\x1a\x45\xdf\xa3", re.DOTALL),
    "a PDF": re.compile(rb"%PDF-"),
    "an archive or an office document": re.compile(rb"PK\x03\x04|\x1f\x8b\x08|\xd0\xcf\x11\xe0"),
}
"""What is named by mistake, by how it begins."""


def read(path: str) -> tuple[Document | None, list[Diagnostic]]:
    """The document; `-` is standard input."""
    try:
        raw = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except FileNotFoundError:
        return None, [_missing(path)]
    except IsADirectoryError:
        return None, [error("is-a-folder", f"`{path}` is a folder")]
    except OSError as problem:
        return None, [unreadable(path, problem)]
    return decode(STDIN_NAME if path == STDIN else path, raw)


def decode(name: str, raw: bytes) -> tuple[Document | None, list[Diagnostic]]:
    """Bytes as UTF-8, or as UTF-16 where they say so; not those of pictures, films and the like."""
    kind = next((kind for kind, begins in OTHERS.items() if begins.match(raw)), "")
    if kind:
        return None, [error("not-text", f"`{name}` is {kind}, and no text that a diagram could stand in", hint=NEEDED)]
    try:
        text = raw.decode(encoding(raw))
    except UnicodeDecodeError as problem:
        before = raw[: problem.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        span = Span(name, line, column, line, column + 1)
        return None, [error("not-utf8", f"`{name}` is no UTF-8 text", span, hint="save the file as UTF-8")]
    if "\0" in text:
        return None, [error("not-text", f"`{name}` is no text file", hint=NEEDED)]
    return Document(name, plain(text)), []


def encoding(raw: bytes) -> str:
    """By what a file begins with; what is written in it begins likewise."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8"


def plain(text: str) -> str:
    """Every line ended alike."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unreadable(path: str, problem: OSError) -> Diagnostic:
    """For a file or a folder that is there, or may be, and can't be read."""
    return error("unreadable-file", f"`{path}` can't be read: {problem.strerror or problem}")


def _missing(path: str) -> Diagnostic:
    from difflib import get_close_matches  # only a mistake needs it

    folder = Path(path).parent
    names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    close = get_close_matches(Path(path).name, names, 1)
    hint = f"did you mean `{folder / close[0]}`?" if close else f"it is looked for in `{folder}`"
    return error("no-such-file", f"there is no file `{path}`", hint=hint)
