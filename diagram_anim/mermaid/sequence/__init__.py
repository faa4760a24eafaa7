"""Sequence diagrams: code in, a SequenceDiagram out, with everything that is wrong with it.

It refuses to know where the code came from, and what the diagram will be used for.
"""

from __future__ import annotations

from diagram_anim.mermaid.mapped import Mapped
from diagram_anim.mermaid.parser import Unexpected
from diagram_anim.mermaid.prepare import encoded
from diagram_anim.mermaid.reading import Reader
from diagram_anim.mermaid.sequence import habits
from diagram_anim.mermaid.sequence.build import Builder
from diagram_anim.mermaid.sequence.explain import explain
from diagram_anim.mermaid.sequence.grammar import Grammar
from diagram_anim.mermaid.sequence.mends import MENDS
from diagram_anim.mermaid.sequence.statements import BoxClose, Fragment, Statement, Words
from diagram_anim.model.diagnostic import Diagnostic
from diagram_anim.model.diagram import Directive, Meta, SequenceDiagram
from diagram_anim.model.document import Block

__all__ = ["read"]


def read(
    block: Block, code: Mapped, meta: Meta, directives: tuple[Directive, ...], strict: bool
) -> tuple[SequenceDiagram, list[Diagnostic]]:
    """The sequence diagram, as far as it could be read."""
    code = encoded(code)
    grammar = Grammar(code.text, 0)
    reader: Reader[Statement] = Reader(block, code, grammar, strict, MENDS)
    if not strict:
        _mend_marks(code.text, reader)
    code = reader.places.mapped
    _header(grammar, reader)
    statements = reader.read(grammar.statement, explain)
    for kind, (start, end) in grammar.blocks:
        reader.tell(
            "missing-end",
            f"this `{kind}` is never closed",
            start,
            end,
            hint="write `end` behind its last line",
            mended=True,
        )
    foot = (len(code.text) - 1, len(code.text))
    statements += [
        BoxClose(foot) if kind == "box" else Fragment("close", kind, Words("", foot), foot)
        for kind, _ in reversed(grammar.blocks)
    ]
    diagram = Builder(reader, meta).build(statements, directives)
    return diagram, reader.problems


def _mend_marks(text: str, reader: Reader[Statement]) -> None:
    """Marks that would end a text, and words behind an `end`."""
    if "#" in text:
        reader.replace("hash-in-text", "`#` begins a comment: in a text it is written `#35;`", [*habits.hashes(text)])
        text = reader.places.mapped.text
        reader.replace("hash-color", "`#` begins a comment: a colour is written `rgb(…)`", [*habits.colors(text)])
        text = reader.places.mapped.text
    if ";" in text:
        message = "`;` ends a statement: in a text it is written `#59;`"
        reader.replace("semicolon-in-text", message, [*habits.semicolons(text)])
        text = reader.places.mapped.text
    reader.replace("foreign-end", "a block is closed by `end` alone", habits.words_behind_ends(text))


def _header(grammar: Grammar, reader: Reader[Statement]) -> None:
    try:
        grammar.header()
    except Unexpected as error:
        token = error.token
        name = token.text.strip()
        hint = "write `sequenceDiagram`"
        reader.tell("unknown-diagram", f"there is no diagram called `{name}`", token.start, token.end, hint=hint)
