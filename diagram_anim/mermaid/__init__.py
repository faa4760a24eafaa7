"""Mermaid's language: a block's text in, a Diagram out, with diagnostics at their places; and back to text.

`parse` reads, `normal` prints what was read as plain data, `write` makes Mermaid text of it again, `result` is all
of it for one text. It refuses to know files, stories, places on a frame and time.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

from diagram_anim.mermaid import heading, kinds
from diagram_anim.mermaid.flowchart.shapes import SHAPES
from diagram_anim.mermaid.mapped import Mapped, Places
from diagram_anim.mermaid.normal import normal
from diagram_anim.mermaid.prepare import prepare
from diagram_anim.mermaid.writing import write
from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.diagram import Diagram, Directive
from diagram_anim.model.document import Block, Document, Origin

__all__ = ["SHAPES", "normal", "parse", "result", "write"]

LONGEST = 250_000
"""Characters of a diagram; Mermaid refuses to draw a fifth of it, unless it is told otherwise."""

_SEMANTIC = frozenset(
    "unknown-shape shape-case no-such-edge too-many-edges subgraph-without-name created-twice two-boxes not-active "
    "created-without-message destroyed-without-message unclosed-front-matter".split()
)
_READ = ("flowchart", "sequence", "state")
"""The kinds that are drawn. Each has a room by its name, which is entered when there is a diagram of the kind."""

_KINDS = {
    "bad-front-matter": "yaml",
    "keyword-case": "unknown-diagram",
    "bad-data": "yaml",
    "unknown-diagram": "unknown-diagram",
}


def parse(block: Block, strict: bool = False) -> tuple[Diagram | None, list[Diagnostic]]:
    """The block's diagram, or None where it has errors or is of a kind that isn't drawn.

    What can be mended without guessing is mended with a warning; `strict` takes Mermaid's own verdict.
    """
    if len(block.text) > LONGEST:
        said = f"this text of {len(block.text):,} characters is too long for a diagram"
        hint = f"{LONGEST:,} are read; Mermaid itself draws 50,000"
        return None, [error("too-long", said, block.origin.span(block.text, 0, 1), hint=hint)]
    ready = prepare(block, strict)
    code, problems = ready.code, list(ready.problems)
    if not strict:
        code, found = heading.mended(block, code)
        problems += found
    kind = kinds.kind(code.text)
    if not kind:
        code, found = heading.in_right_case(block, code, strict)
        problems += found
        kind = kinds.kind(code.text)
    if kind not in _READ:
        return None, [*problems, _unread(block, code, kind)]
    if not strict:
        code, found = heading.first_only(block, code, kind)
        problems += found
    meta = replace(ready.meta, title=ready.meta.front_title)
    room = import_module(f"{__name__}.{kind}")
    diagram: Diagram | None
    diagram, found = room.read(block, code, meta, ready.directives, strict)
    problems = sorted([*problems, *found], key=_place)
    return (None if any(problem.is_error for problem in problems) else diagram), problems


def directives(block: Block) -> tuple[Directive, ...]:
    """The block's `%% @` lines, whether it can be read or not."""
    return tuple(prepare(block, strict=False).directives)


def _place(problem: Diagnostic) -> tuple[int, int]:
    return (problem.span.line, problem.span.column) if problem.span else (0, 0)


def result(text: str, strict: bool = False) -> dict[str, Any]:
    """`{"ok": true, …}` with the normal form, or `{"ok": false, "error": {…}}` with the first error."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple((line + 1, 0) for line in range(text.count("\n") + 1))
    block = Block(Document("-", text), 1, text, Origin("-", lines))
    diagram, problems = parse(block, strict)
    if diagram is not None and kinds.kind(prepare(block, strict).code.text) != "state":
        return {"ok": True} | normal(diagram)
    first = next((problem for problem in problems if problem.is_error), None)
    if first is None:
        return {"ok": True, "type": kinds.first_word(prepare(block, strict).code.text), "kind": "other"}
    said: dict[str, Any] = {"kind": _kind(first.code), "code": first.code, "message": first.message}
    if first.span:
        said |= {"line": first.span.line, "column": first.span.column}
    return {"ok": False, "error": said}


def _kind(code: str) -> str:
    """Whose mistake it is, in the oracle's words."""
    return _KINDS.get(code, "semantic" if code in _SEMANTIC else "syntax")


def _unread(block: Block, code: Mapped, kind: str) -> Diagnostic:
    """Why a text is no diagram that can be told."""
    word = kinds.first_word(code.text)
    start = len(code.text) - len(code.text.lstrip())
    span = Places(block, code).span(start, start + len(word))
    begin = "begin with `flowchart LR` or `sequenceDiagram`"
    if kind == "other":
        name = next(name for name in kinds.OTHERS if word.startswith(name))
        hint = "flowcharts, sequence and state diagrams are"
        return warning("unsupported-diagram", f"not animated yet: {name}", span, hint=hint)
    if not word:
        return error("empty-diagram", "the diagram is empty", span, hint=begin)
    if word.startswith("---"):
        hint = "close it with `---`, as far indented as the first"
        return error("unclosed-front-matter", "the front matter is never closed", span, hint=hint)
    meant = kinds.meant(word)
    hint = f"did you mean `{meant}`?" if meant else begin
    return error("unknown-diagram", f"there is no diagram called `{word}`", span, hint=hint)
