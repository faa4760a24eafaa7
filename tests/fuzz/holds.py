"""What must hold for every file: it is read, in time, and what is wrong with it is told at a place that it has."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from diagram_anim import mermaid, story
from diagram_anim.model.diagnostic import Diagnostic
from diagram_anim.model.document import Document
from diagram_anim.source import blocks, render_diagnostic
from diagram_anim.source.blocks import fence_problems
from diagram_anim.source.files import decode

SECONDS = 5.0
"""No file of some hundred lines may take longer."""


def read(name: str, raw: bytes, *, told: bool = True) -> int:
    """The number of diagrams in a file. AssertionError where a problem has no place, or one outside of the file."""
    document, problems = decode(name, raw)
    if document is None:
        _placed(problems, name, raw.decode(errors="replace"))
        return 0
    problems += fence_problems(document)
    found = 0
    for block in blocks(document):
        mermaid.parse(block, strict=True)
        diagram, more = mermaid.parse(block)
        assert diagram is not None or more
        problems += more
        if diagram is not None:
            found += 1
            again = mermaid.write(diagram)
            assert again
            if told:
                problems += story.storyboard(diagram, block)[1]
    _placed(problems, name, document.text)
    for problem in problems:
        assert render_diagnostic(problem, {name: document})
    return found


def _placed(problems: list[Diagnostic], name: str, text: str) -> None:
    lines = Document(name, text).lines
    for problem in problems:
        span = problem.span
        if span is None:
            continue
        assert span.file == name
        assert 1 <= span.line <= span.end_line <= len(lines), problem
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1, problem
        assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 2, problem
        assert (span.line, span.column) <= (span.end_line, span.end_column), problem


@contextmanager
def limited(seconds: float = SECONDS) -> Iterator[None]:
    """TimeoutError where it takes longer."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"it takes longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
