"""A sequence diagram's mistakes in words."""

from __future__ import annotations

from diagram_anim.mermaid.reading import Mistake, Told
from diagram_anim.mermaid.spoken import found, wanted

_BLOCKS = {"else": "alt", "and": "par", "option": "critical"}


def explain(mistake: Mistake) -> Told:
    line, token, expected = mistake.line.strip(), mistake.error.token, mistake.error.wanted
    if token.kind in _BLOCKS:
        block = _BLOCKS[token.kind]
        hint = f"open `{block}` above"
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
        return Told("missing-text", "a message ends with `: text`", hint)
    if expected == ("arrow",):
        return Told("unknown-arrow", f"{found(token)} is no arrow", "the most usual ones are `->>` and `-->>`")
    return Told("unexpected", f"{found(token)} doesn't fit here", wanted(expected))
