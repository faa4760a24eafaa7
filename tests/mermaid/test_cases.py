"""The Markdown files of `tests/cases/mermaid`: what is read in a text, and what is told of its mistakes.

`diagnostics` is what `check` says, `strict` the same with Mermaid's own verdict, `text` the diagram as it was
understood, `normal` its normal form.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from diagram_anim.mermaid import normal, parse, write
from diagram_anim.model.diagnostic import Diagnostic
from diagram_anim.model.document import Block
from diagram_anim.source import render_diagnostic
from tests.mermaid.golden import Case, cases
from tests.mermaid.texts import block


def rendered(one: Block, problems: list[Diagnostic]) -> str:
    documents = {one.document.name: one.document}
    return "\n\n".join(render_diagnostic(problem, documents, False) for problem in problems) or "nothing"


def listed(form: dict[str, Any]) -> str:
    """One member, or one item of a list of things, a line."""
    lines = []
    for key, value in form.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{key}:")
            lines += [f"  {json.dumps(item, ensure_ascii=False)}" for item in value]
        else:
            lines.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines)


@pytest.mark.parametrize("case", [*cases("mermaid")], ids=str)
def test_a_text_is_read_as_the_file_says(case: Case):
    one = block(case.fence("mermaid") or "")
    diagram, problems = parse(one)
    case.check("diagnostics", rendered(one, problems))
    case.check("strict", rendered(one, parse(one, strict=True)[1]))
    if case.fence("text") is not None:
        assert diagram is not None, problems
        case.check("text", write(diagram).rstrip("\n"))
    if case.fence("normal") is not None:
        assert diagram is not None, problems
        case.check("normal", listed(normal(diagram)))
