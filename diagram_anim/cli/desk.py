"""Where a command's work comes in and its problems go out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

import click

from diagram_anim import source
from diagram_anim.batch.read import Task
from diagram_anim.model.diagnostic import Diagnostic, Severity
from diagram_anim.model.document import Block, Document


class Desk:
    """The tasks of a run, the documents they came from, and the problems told so far."""

    def __init__(self, inputs: Sequence[str], only: Sequence[str] = (), quiet: bool = False) -> None:
        self.documents: dict[str, Document] = {}
        self.quiet = quiet
        self.failed = False
        self._told: set[Diagnostic] = set()
        self.tasks = tuple(self._tasks(inputs, only))

    def tell(self, problems: Iterable[Diagnostic]) -> None:
        """Each problem once, on stderr; warnings are left out where it is to be quiet."""
        color = sys.stderr.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        for problem in problems:
            self.failed = self.failed or problem.is_error
            if problem in self._told or (self.quiet and problem.severity is not Severity.ERROR):
                continue
            self._told.add(problem)
            click.echo(source.render_diagnostic(problem, self.documents, color) + "\n", err=True)

    @property
    def code(self) -> int:
        return 1 if self.failed else 0

    def _tasks(self, inputs: Sequence[str], only: Sequence[str]) -> Iterable[Task]:
        found, problems = source.gather(inputs)
        self.tell(problems)
        for one in found:
            document, unread = source.load(one.path)
            self.tell(unread)
            if document is None:
                continue
            self.documents[document.name] = document
            if one.is_scene:
                if not only or any(name in one.stem for name in only):
                    yield Task(document, None, one.stem)
                continue
            blocks = source.blocks(document)
            chosen = [block for block in blocks if _wanted(block, one.selection, only)]
            if not chosen and (one.selection or not blocks):
                self._nothing(one.path, one.selection, blocks)
            whole = len(blocks) == 1 and blocks[0].slug == one.stem.rpartition("/")[2]
            width = max(2, len(str(len(blocks))))
            for block in chosen:
                name = f"{block.number:0{width}d}-{block.slug}".rstrip("-")
                yield Task(document, block, one.stem if whole else f"{one.stem}/{name}")

    def _nothing(self, path: str, selection: str | None, blocks: Sequence[Block]) -> None:
        from diagram_anim.model.diagnostic import error, warning

        if selection:
            names = ", ".join(f"#{block.number} or #{block.slug}" for block in blocks) or "none"
            self.tell([error("no-such-block", f"no diagram `{selection}` in {path}", hint=f"there are: {names}")])
        else:
            self.tell([warning("no-diagram", f"no mermaid block in {path}")])


def _wanted(block: Block, selection: str | None, only: Sequence[str]) -> bool:
    names = (str(block.number), block.slug)
    return (selection is None or selection in names) and (not only or any(one in names for one in only))
