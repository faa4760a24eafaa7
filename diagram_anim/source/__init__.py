"""Files in, Documents and their diagrams' texts out, every line with its place in the user's own file.

It refuses to know what the texts mean: Markdown is read here, Mermaid and scene files are not.
"""

from __future__ import annotations

from diagram_anim.model.diagnostic import Diagnostic
from diagram_anim.model.document import Document
from diagram_anim.source import files
from diagram_anim.source.blocks import block_at, blocks, fence_problems, heading, named, no_such_block, slug
from diagram_anim.source.gather import Input, gather, nothing_found
from diagram_anim.source.manifests import is_manifest, matching, named_after
from diagram_anim.source.rendering import render_diagnostic

__all__ = [
    "Input",
    "block_at",
    "blocks",
    "gather",
    "heading",
    "is_manifest",
    "load",
    "matching",
    "named",
    "named_after",
    "no_such_block",
    "nothing_found",
    "render_diagnostic",
    "slug",
    "take_in",
]


def take_in(problem: Diagnostic, documents: dict[str, Document]) -> None:
    """Adds the file that a problem is about to the `documents`, where another named it, so that its line is shown."""
    name = problem.span.file if problem.span else files.STDIN_NAME
    if name in (*documents, files.STDIN, files.STDIN_NAME):
        return
    document, _ = files.read(name)
    if document is not None:
        documents[name] = document


def load(path: str) -> tuple[Document | None, list[Diagnostic]]:
    """The file as a Document, or None with the reason; `-` is standard input."""
    document, problems = files.read(path)
    return document, [*problems, *fence_problems(document)] if document else problems
