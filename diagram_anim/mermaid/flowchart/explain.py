"""A flowchart's mistakes in words: code, message and hint."""

from __future__ import annotations

import re

from diagram_anim.mermaid.reading import Unexpected
from diagram_anim.mermaid.spoken import found, wanted

_ENDS = frozenset(("line", "eof", ";"))


def explain(error: Unexpected, line: str) -> tuple[str, str, str]:
    token = error.token
    if line.count('"') % 2 and not token.kind:
        return "unclosed-quote", "a quote is left open on this line", 'end the text with `"`'
    if line.count('"') % 2:
        return "unclosed-quote", "a quote is left open on this line", "close it before the bracket"
    if "a name" in error.wanted and token.kind == "end":
        hint = "take it out, or begin a `subgraph` above" if line.strip() == "end" else "write `End`"
        return "end-without-subgraph", "`end` closes a subgraph, and none is open", hint
    if "a name" in error.wanted and token.kind in _ENDS:
        return "missing-node", "the arrow leads nowhere", "name the node that it leads to"
    if "space" in error.wanted and token.kind in _ENDS and re.match(r"\s*(?:style|class|classDef|linkStyle)\b", line):
        return "unfinished-line", "this line stops too early", _shape_of(line)
    if set(error.wanted) == {";", "line", "eof"} and token.kind in ("word", "letters", "number"):
        hint = 'put an arrow between, a new line, or quotes around words: `A["two words"]`'
        return "two-statements", f"{found(token)} follows without an arrow or a line break", hint
    if re.search(r"<--+(?![->xo])|<-(?!-)", line):
        return "backward-arrow", "an arrow can't point backwards only", "turn it round: `B --> A`"
    if not token.kind:
        return "unknown-character", f"{found(token)} can't stand here", wanted(error.wanted)
    return "unexpected", f"{found(token)} doesn't fit here", wanted(error.wanted)


def _shape_of(line: str) -> str:
    shapes = {
        "style": "style A fill:#f9f,stroke:#333",
        "class": "class A,B name",
        "classDef": "classDef name fill:#f9f",
        "linkStyle": "linkStyle 0 stroke:#333",
    }
    return f"write it like `{shapes[line.split()[0]]}`"
