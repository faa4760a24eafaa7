"""The first line as it was meant: what stands too much around the keyword, or in another case."""

from __future__ import annotations

import re

from diagram_anim.mermaid import kinds
from diagram_anim.mermaid.mapped import Edit, Mapped, Places
from diagram_anim.mermaid.scanner import BLANKS
from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.document import Block

_FENCE = re.compile(r"(?:`{3,}|~{3,})[^\n]*\n|mermaid[ \t]*\n")
_FENCE_END = re.compile(r"\n[ \t]*(?:`{3,}|~{3,})[ \t\n]*\Z")
_PARTED = re.compile(r"(flow|sequence|state)[ _-]+(chart|diagram(?:-v2)?)(?![\w-])", re.IGNORECASE)
_COLON = re.compile(r"(?:flowchart|graph|sequenceDiagram|stateDiagram(?:-v2)?)[ \t]*(:)(?=\s)")

_OPENED = re.compile(r"^[ \t]*((?:`{3,}|~{3,})[ \t]*\{?\.?mermaid\b)[^\n]*$", re.MULTILINE)
_CHART = r"(?:graph|flowchart)[ \t]+(?:TB|TD|BT|LR|RL)"
_HEADED = r"stateDiagram(?:-v2)?|sequenceDiagram"
_SECOND = {
    kind: re.compile(rf"^[ \t]*({words})[ \t]*;?[ \t]*$", re.MULTILINE)
    for kind, words in {
        "flowchart": _CHART,
        "state": f"{_CHART}|{_HEADED}",
        "sequence": f"{_CHART}|{_HEADED}|classDiagram|erDiagram|gantt",
    }.items()
}


def mended(block: Block, code: Mapped) -> tuple[Mapped, list[Diagnostic]]:
    """Without a fence, a word `mermaid` or a colon around the keyword, and with the keyword in one word."""
    text = code.text
    start = len(text) - len(text.lstrip(BLANKS))
    for pattern, told, message in (
        (_FENCE, "fence-inside", "the diagram begins with its keyword"),
        (_PARTED, "keyword-parted", "the keyword is one word"),
        (_COLON, "colon-behind-keyword", "no colon stands behind the keyword"),
    ):
        found = pattern.match(text, start)
        if found is None:
            continue
        edits: list[Edit] = [(found.start(), found.end(), "")]
        fixed = ""
        if pattern is _FENCE and (end := _FENCE_END.search(text)):
            edits.append((end.start(), end.end(), "\n"))
        if pattern is _PARTED:
            fixed = kinds.meant(found[1] + found[2])
            edits = [(found.start(), found.end(), fixed)]
        if pattern is _COLON:
            fixed = text[found.start() : found.start(1)].rstrip()
            edits = [(found.start(1), found.end(1), "")]
        problem = warning(
            told, message, Places(block, code).span(*edits[0][:2]), hint=f"read as `{fixed}`" if fixed else ""
        )
        again, more = mended(block, code.edited(edits))
        return again, [problem, *more]
    return code, []


def in_right_case(block: Block, code: Mapped, strict: bool) -> tuple[Mapped, list[Diagnostic]]:
    """`Graph LR` is `graph LR`."""
    word = kinds.first_word(code.text)
    meant = kinds.meant(word)
    if word == meant or word.lower() != meant.lower():
        return code, []
    start = len(code.text) - len(code.text.lstrip())
    tell = error if strict else warning
    line = code.text.lstrip().split("\n")[0].replace(word, meant, 1)
    message = f"the case of letters counts: `{word}` is written `{meant}`"
    problem = tell("keyword-case", message, Places(block, code).span(start, start + len(word)), fixed=line)
    return code.edited([(start, start + len(word), meant)]), [problem]


def first_only(block: Block, code: Mapped, kind: str) -> tuple[Mapped, list[Diagnostic]]:
    """The text before a second diagram's first line, which can be no line of a diagram of this kind."""
    if found := _OPENED.search(code.text):
        span = Places(block, code).span(*found.span(1))
        opened = block.origin.lines[0][0] - 1
        own = f"the one that this diagram stands in, from line {opened} on" if opened else "this one"
        message, hint = "a fence opens within the diagram", f"close {own}: ```"
        problem = error("open-fence", message, span, hint=hint)
        return code.edited([(found.start(), len(code.text), "")]), [problem]
    for found in _SECOND[kind].finditer(code.text):
        before = code.text[: found.start()]
        if before.strip(BLANKS) and before.count('"') % 2 == 0:
            span = Places(block, code).span(*found.span(1))
            problem = error("second-diagram", "another diagram begins here", span, hint="give it a fence of its own")
            return code.edited([(found.start(), len(code.text), "")]), [problem]
    return code, []
