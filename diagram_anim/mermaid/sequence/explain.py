"""A sequence diagram's mistakes in words."""

from __future__ import annotations

import re

from diagram_anim.mermaid.reading import Mistake, Told
from diagram_anim.mermaid.spoken import found, wanted

_EDGES = re.compile(r"(?im)^[ \t]*(loop|rect|opt|alt|par|par_over|critical|break|box|end)\b")
_LIKE = {
    "participant": "participant A",
    "actor": "actor A",
    "note": "Note over A: text",
    "activate": "activate A",
    "deactivate": "deactivate A",
    "destroy": "destroy A",
}
_BLOCKS = {"else": "alt", "and": "par", "option": "critical"}


def _innermost(text: str) -> str:
    """The block that is open at the end of a text."""
    stack: list[str] = []
    for edge in _EDGES.finditer(text):
        word = edge[1].lower()
        if word != "end":
            stack.append(word)
        elif stack:
            stack.pop()
    return stack[-1] if stack else ""


def _like(line: str) -> str:
    word = line.split()[0].lower() if line else ""
    example = _LIKE.get(word, "A->>B: text")
    return f"write it like `{example}`"


def explain(mistake: Mistake) -> Told:
    line, token, expected = mistake.line.strip(), mistake.error.token, mistake.error.wanted
    if token.kind in _BLOCKS:
        block = _BLOCKS[token.kind]
        inner = _innermost(mistake.before)
        hint = f"write `{block}` for `{inner}` above" if inner else f"open `{block}` above"
        return Told("section-without-block", f"`{token.kind}` divides `{block}`, and none is open here", hint)
    if token.kind == "end" and line.lower() == "end":
        hint = "take it out, or open a block above"
        return Told("end-without-block", "`end` closes a block, and none is open", hint)
    if token.kind == "end":
        return Told(
            "reserved-name", f"`{token.text}` can't be a participant's name", "write `End_`, `as` for its label"
        )
    if "destroy" in expected and not line.lower().startswith("create"):
        return Told("statement-in-box", "only participants stand in a box", "close it with `end` before this line")
    if expected == ("message",):
        hint = f"write `{line}: text`" if token.kind == "line" else "a colon comes before the text"
        what = "note" if line.lower().startswith("note") else "message"
        return Told("missing-text", f"a {what} ends with `: text`", hint)
    if expected == ("a participant",) and token.kind in ("line", "message", "arrow", "stray", "eof"):
        return Told("missing-participant", "a participant's name is missing here", _like(line))
    if expected == ("arrow",) and token.kind in ("line", "message", "eof"):
        return Told("missing-arrow", "this line is no message: it has no arrow", "write it like `A->>B: text`")
    if expected == ("arrow",):
        return Told("unknown-arrow", f"{found(token)} is no arrow", "the most usual ones are `->>` and `-->>`")
    return Told("unexpected", f"{found(token)} doesn't fit here", wanted(expected))
