"""Tokens as a person would call them."""

from __future__ import annotations

from collections.abc import Sequence

from diagram_anim.mermaid.labels import written
from diagram_anim.mermaid.scanner import Token

_NAMES = {
    "line": "the end of the line",
    "eof": "the end of the diagram",
    "$end": "the end of the diagram",
    "space": "a blank",
    "string": "a text in quotes",
    "word": "a word",
    "letters": "a word",
    "number": "a number",
    "link": "an arrow",
    "link start": "an arrow",
    "target": "`_blank` or the like",
    "text": "a text",
    "actor": "a participant",
    "arrow": "an arrow",
    "message": "`: text`",
    "rest": "a text",
}


def found(token: Token) -> str:
    if token.kind in ("line", "eof", "$end"):
        return _NAMES[token.kind]
    if token.text.isspace() and "\n" in token.text:
        return _NAMES["line"]
    text = written(token.text.strip().split("\n")[0])
    return f"`{text if len(text) < 30 else text[:29] + '…'}`" if text else "a blank"


def wanted(kinds: Sequence[str]) -> str:
    """What would fit, as a hint."""
    names = list(dict.fromkeys(_name(kind) for kind in kinds if kind not in (";", "eof") or len(kinds) == 1))
    return f"expected {' or '.join(names)}" if names else ""


def _name(kind: str) -> str:
    return _NAMES.get(kind) or (kind if " " in kind else f"`{kind}`")
