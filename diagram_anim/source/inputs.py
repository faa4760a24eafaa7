"""What a user named on the command line, as files: folders are searched, globs resolved, `-` is standard input."""

from __future__ import annotations

import difflib
import glob
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.document import Document
from diagram_anim.model.span import Span

MARKDOWN = (".md", ".markdown", ".mdown", ".qmd", ".mdx")
MERMAID = (".mmd", ".mermaid")
SCENES = (".yaml", ".yml")
ENDINGS = (*MARKDOWN, *MERMAID, *SCENES)

HIDDEN = ("node_modules", "__pycache__", "site-packages")
"""Folders that aren't searched, besides those that begin with a dot."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file that was asked for. `selection` is what stood after its `#`; `stem` is its path without an ending,
    relative to the folder that was named, the root of the glob, or its own folder."""

    path: str
    stem: str
    selection: str | None = None

    @property
    def is_scene(self) -> bool:
        return self.path.lower().endswith(SCENES)


def gather(inputs: Sequence[str]) -> tuple[list[Input], list[Diagnostic]]:
    """Every file that the inputs name, each once, in order; and what couldn't be found."""
    found: dict[tuple[str, str | None], Input] = {}
    problems: list[Diagnostic] = []
    for given in inputs:
        its, problem = _resolve(given)
        for one in its:
            found.setdefault((one.path, one.selection), one)
        if problem:
            problems.append(problem)
    return list(found.values()), problems


def load(path: str) -> tuple[Document | None, list[Diagnostic]]:
    """A file's text with LF line ends and without a BOM; `-` is standard input."""
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as problem:
        return None, [error("cannot-read", f"{path} can't be read: {problem.strerror or problem}")]
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        return None, [
            error(
                "not-utf8",
                f"{path} isn't UTF-8: byte {raw[problem.start : problem.start + 1].hex()} in line {line}",
                hint="save the file as UTF-8",
            )
        ]
    name = "stdin" if path == "-" else path
    return Document(name, text.replace("\r\n", "\n").replace("\r", "\n")), []


def whole(document: Document) -> Span:
    """The document's first character, where a problem has no better place."""
    return Span(document.name, 1, 1, 1, 1)


def _resolve(given: str) -> tuple[list[Input], Diagnostic | None]:
    if given == "-":
        return [Input("-", "stdin")], None
    path, selection = Path(given), None
    if not path.exists() and "#" in given:
        name, _, selection = given.rpartition("#")
        path = Path(name)
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and _seen(one, path))
        if not files:
            return [], error("nothing-found", f"no Markdown, Mermaid or scene file in {given}")
        return [Input(str(file), _stem(file, path), selection) for file in files], None
    if path.exists():
        return [Input(str(path), path.stem, selection)], None
    root = _root(str(path))
    pattern = str(path.relative_to(root)) if root != path else ""
    files = [one for one in sorted(root.glob(pattern)) if one.is_file()] if pattern and root.is_dir() else []
    if files:
        return [Input(str(file), _stem(file, root), selection) for file in files], None
    near = _near(path)
    return [], error("no-such-file", f"there is no {given}", hint=f"did you mean `{near}`?" if near else "")


def _seen(file: Path, root: Path) -> bool:
    return not any(part.startswith(".") or part in HIDDEN for part in file.relative_to(root).parts)


def _stem(file: Path, root: Path) -> str:
    return str(file.relative_to(root).with_suffix(""))


def _root(pattern: str) -> Path:
    """The folder before the first magic sign of a glob."""
    parts = []
    for part in Path(pattern).parts:
        if glob.has_magic(part):
            break
        parts.append(part)
    return Path(*parts) if parts else Path()


def _near(path: Path) -> str:
    try:
        names = [one.name for one in path.parent.iterdir()]
    except OSError:
        return ""
    close = difflib.get_close_matches(path.name, names, 1)
    return str(path.parent / close[0]) if close else ""
