"""Flowcharts: code in, a Flowchart out, with everything that is wrong with it.

It refuses to know where the code came from, and what a flowchart will be used for.
"""

from __future__ import annotations

import re
from dataclasses import replace

from diagram_anim.mermaid.flowchart import habits
from diagram_anim.mermaid.flowchart.build import Builder
from diagram_anim.mermaid.flowchart.explain import explain
from diagram_anim.mermaid.flowchart.grammar import Grammar
from diagram_anim.mermaid.flowchart.guesses import GUESSES
from diagram_anim.mermaid.flowchart.header import header
from diagram_anim.mermaid.flowchart.mends import MENDS
from diagram_anim.mermaid.flowchart.statements import Close, Statement
from diagram_anim.mermaid.mapped import Mapped
from diagram_anim.mermaid.prepare import encoded
from diagram_anim.mermaid.reading import Reader
from diagram_anim.mermaid.scanner import S
from diagram_anim.model.diagnostic import Diagnostic
from diagram_anim.model.diagram import Directive, Flowchart, Meta
from diagram_anim.model.document import Block

__all__ = ["read"]


def read(
    block: Block, code: Mapped, meta: Meta, directives: tuple[Directive, ...], strict: bool
) -> tuple[Flowchart, list[Diagnostic]]:
    """The flowchart, as far as it could be read."""
    code = _without_blanks_behind_braces(encoded(code))
    grammar = Grammar(code.text, len(code.text))
    reader: Reader[Statement] = Reader(block, code, grammar, strict, MENDS, GUESSES)
    if not strict:
        reader.replace("foreign-end", "a subgraph is closed by `end` alone", habits.words_behind_ends(code.text))
        ends = habits.ends_in_capitals(reader.places.mapped.text)
        reader.replace("keyword-case", "`end` closes a subgraph: in capitals it is a node", ends)
        code = reader.places.mapped
    head = header(code.text, reader)
    grammar.restart(code.text, head.end)
    statements = reader.read(grammar.statement, explain)
    hint = "write `end` behind its last line"
    for start, end in grammar.subgraphs:
        reader.tell("missing-end", "this subgraph is never closed", start, end, hint=hint, mended=True)
        statements.append(Close((len(code.text) - 1, len(code.text))))
    chart = Builder(reader, head.direction, meta).build(statements, head.keyword, directives)
    if any(problem.code == "title-line" for problem in reader.problems) and not chart.meta.title:
        chart = replace(chart, meta=replace(chart.meta, title=chart.meta.acc_title))
    return chart, reader.problems


def _without_blanks_behind_braces(code: Mapped) -> Mapped:
    """Blanks between `}` and the line's end, and blank lines after it, mean nothing."""
    edits = [(found.start() + 1, found.end() - 1, "") for found in re.finditer(rf"}}{S}+\n", code.text)]
    return code.edited(edits) if edits else code
