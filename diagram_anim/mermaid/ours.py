"""Words for the film that don't stand in a comment, where Mermaid would see them."""

from __future__ import annotations

import re

_OURS = re.compile(r"[ \t]*(%?[ \t]*(@[a-z]+\b(?!\{)[^\n]*))")


def uncommented(line: str) -> tuple[str, str, str, tuple[int, int]] | None:
    """The code, the message, the hint and the place in the line."""
    found = _OURS.match(line)
    if not found:
        return None
    message = "what is meant for the film stands behind `%%`, where Mermaid doesn't see it"
    return "bare-directive", message, f"write `%% {found[2].strip()}`", (found.start(1), len(found[0].rstrip()))
