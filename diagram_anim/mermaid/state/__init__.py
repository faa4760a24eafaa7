"""State diagrams: code in, a Flowchart out, so that all that is known of flowcharts holds for them too.

States are rounded nodes, composites are subgraphs, transitions are edges in the order they are written. It refuses to
know where the code came from, and what the diagram will be used for. After Mermaid's documentation of
`stateDiagram-v2`.
"""

from __future__ import annotations

from itertools import islice

from diagram_anim.mermaid.labels import written
from diagram_anim.mermaid.mapped import Edit, Mapped, Places
from diagram_anim.mermaid.prepare import encoded
from diagram_anim.mermaid.reading import MOST
from diagram_anim.mermaid.state.build import Builder
from diagram_anim.mermaid.state.forms import known
from diagram_anim.mermaid.state.lines import Line, divided, lines
from diagram_anim.mermaid.state.mends import mend
from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.diagram import Directive, Flowchart, Meta
from diagram_anim.model.document import Block

__all__ = ["read"]


def read(
    block: Block, code: Mapped, meta: Meta, directives: tuple[Directive, ...], strict: bool
) -> tuple[Flowchart, list[Diagnostic]]:
    """The diagram as far as it could be read, and up to twenty errors."""
    code = encoded(code)
    problems: list[Diagnostic] = []
    if not strict:
        code, problems = _mended(block, code)
    places = Places(block, code)
    found = [*lines(code.text)]
    builder = Builder(places.span, meta, divided(found))
    unread = (line for line in found if not builder.take(line))
    wrong = [_unread(line, places) for line in islice(unread, MOST)]
    for at in builder.unclosed:
        tell = error if strict else warning
        hint = "write `}` behind its last line"
        problems.append(tell("missing-brace", "this state is never closed", places.span(*at), hint=hint))
    return builder.chart(directives), [*problems, *wrong]


def _mended(block: Block, code: Mapped) -> tuple[Mapped, list[Diagnostic]]:
    """The text with its lines as they were meant, each told."""
    places, found = Places(block, code), [*lines(code.text)]
    missing = sum(line.text.endswith("{") for line in found) - sum(line.text == "}" for line in found)
    edits: list[Edit] = []
    problems: list[Diagnostic] = []
    given_up = 0
    for line in found:
        if given_up == MOST:
            break
        plain = line.text.rstrip("; \t")
        if plain.lower() == "end" and missing > 0:
            missing -= 1
            made: tuple[str, str, str] | None = ("end-for-brace", "a state is closed by `}`", "}")
        elif plain and plain != line.text and "\n" not in plain:
            made = ("semicolon-at-end", "`;` at a line's end belongs to its last word", plain)
        else:
            mended = None if known(line.text) else mend(line.text)
            made = (mended[0].code, mended[0].message, mended[1]) if mended else None
            given_up += not made and not known(line.text)
        if made:
            whole = (line.start, line.start + len(line.text))
            edits.append((*whole, made[2]))
            row = made[2].replace("\n", "; ")
            hint = f"read as `{written(row)}`" if row else "this is passed over"
            problems.append(warning(*made[:2], places.span(*whole), hint=hint, fixed=written(row)))
    return code.edited(edits), problems


def _unread(line: Line, places: Places) -> Diagnostic:
    span = places.span(line.start, line.start + len(line.text))
    if line.text == "}":
        return error("nothing-to-close", "`}` closes a state, and none is open", span, hint="take it out")
    meant = mend(line.text)
    if meant:
        fixed = written(meant[1].replace("\n", "; "))
        return error(meant[0].code, meant[0].message, span, hint=f"write `{fixed}`", fixed=fixed)
    hint = "lines are like `A --> B: event`, `A: description` or `state A {`"
    return error("unexpected", "this line is none of a state diagram's", span, hint=hint)
