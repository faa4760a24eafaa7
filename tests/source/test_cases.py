"""The Markdown files of `tests/cases/source`: the diagrams found in a document, and what is told of it."""

from __future__ import annotations

import pytest

from diagram_anim.source import blocks, load, render_diagnostic
from tests.mermaid.golden import Case, cases


@pytest.mark.parametrize("case", [*cases("source")], ids=str)
def test_the_diagrams_of_a_document_are_found(case: Case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lecture.md").write_text(case.fence("markdown") or "", encoding="utf-8")
    document, problems = load("lecture.md")
    assert document is not None
    lines = []
    for block in blocks(document):
        lines.append(f"{block.number}. {block.title or '(no title)'}")
        lines += [
            f"   {name}: {getattr(block, name)}"
            for name in ("heading", "section", "slug", "caption")
            if getattr(block, name)
        ]
        lines += [f"   prose: {' / '.join(block.prose.splitlines())}"] if block.prose else []
        rows = zip(block.text.split("\n"), block.origin.lines, strict=True)
        lines += [f"   {line}:{cut + 1} | {row}".rstrip() for row, (line, cut) in rows]
    case.check("blocks", "\n".join(lines) or "none")
    told = [render_diagnostic(problem, {document.name: document}) for problem in problems]
    case.check("diagnostics", "\n\n".join(told) or "nothing")
