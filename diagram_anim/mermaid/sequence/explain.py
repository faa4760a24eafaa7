"""A sequence diagram's mistakes in words: code, message and hint."""

from __future__ import annotations

from diagram_anim.mermaid.reading import Unexpected
from diagram_anim.mermaid.spoken import found, wanted

_BLOCKS = {"else": "alt", "and": "par", "option": "critical"}


def explain(error: Unexpected, line: str) -> tuple[str, str, str]:
    token = error.token
    if token.kind in _BLOCKS:
        block = _BLOCKS[token.kind]
        return "section-without-block", f"`{token.kind}` divides `{block}`, and none is open here", ""
    if token.kind == "end":
        return "end-without-block", "`end` closes a block, and none is open", "take it out, or open a block above"
    if error.wanted == ("message",):
        hint = f"write `{line.strip()}: text`" if token.kind == "line" else "a colon comes before the text"
        return "missing-text", "a message ends with `: text`", hint
    if error.wanted == ("arrow",):
        return "unknown-arrow", f"{found(token)} is no arrow", "the most usual ones are `->>` and `-->>`"
    if not token.kind or token.kind == "stray":
        return "unknown-character", f"{found(token)} can't stand here", wanted(error.wanted)
    return "unexpected", f"{found(token)} doesn't fit here", wanted(error.wanted)
