"""State diagrams: code in, a Flowchart out, so that all that is known of flowcharts holds for them too.

States are rounded nodes, composites are subgraphs, transitions are edges in the order they are written. It refuses to
know where the code came from, and what the diagram will be used for. After Mermaid's documentation of
`stateDiagram-v2`.
"""

from __future__ import annotations

import re

from diagram_anim.mermaid.mapped import Mapped, Places
from diagram_anim.mermaid.prepare import encoded
from diagram_anim.mermaid.reading import MOST
from diagram_anim.mermaid.state.build import Builder
from diagram_anim.mermaid.state.lines import Line, lines
from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.diagram import Directive, Flowchart, Meta
from diagram_anim.model.document import Block

__all__ = ["read"]

_ARROW = re.compile(r"-+>+|→|=+>")


def read(
    block: Block, code: Mapped, meta: Meta, directives: tuple[Directive, ...], strict: bool
) -> tuple[Flowchart, list[Diagnostic]]:
    """The diagram as far as it could be read, and up to twenty errors."""
    code = encoded(code)
    places = Places(block, code)
    builder = Builder(places.span, meta)
    problems: list[Diagnostic] = []
    for line in lines(code.text):
        if not builder.take(line):
            problems.append(_unread(line, places))
    for at in builder.unclosed:
        tell = error if strict else warning
        hint = "write `}` behind its last line"
        problems.append(tell("missing-brace", "this state is never closed", places.span(*at), hint=hint))
    return builder.chart(directives), problems[:MOST]


def _unread(line: Line, places: Places) -> Diagnostic:
    span = places.span(line.start, line.start + len(line.text))
    arrow = _ARROW.search(line.text)
    if line.text == "}":
        return error("nothing-to-close", "`}` closes a state, and none is open", span, hint="take it out")
    if arrow and arrow[0] != "-->":
        at = places.span(line.start + arrow.start(), line.start + arrow.end())
        fixed = f"{line.text[: arrow.start()]}-->{line.text[arrow.end() :]}"
        return error("unknown-arrow", f"`{arrow[0]}` is no transition", at, hint=f"write `{fixed}`", fixed=fixed)
    hint = "lines are like `A --> B: event`, `A: description` or `state A {`"
    return error("unexpected", "this line is none of a state diagram's", span, hint=hint)
