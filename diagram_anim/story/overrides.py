"""What is set from outside for a run: `LB.check.period=10s`.

Comes in: the texts as they were given, and the names of a diagram. Goes out: settings by part, and an error for each
that is none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.diagram import Diagram
from diagram_anim.story.grammar import settings
from diagram_anim.story.grammar.names import PARTS, Names, names
from diagram_anim.story.grammar.wrong import Wrong


def overrides(texts: Sequence[str], known: Names) -> tuple[dict[str, dict[str, Any]], list[Diagnostic]]:
    """The settings by part, a glob (`W*.replicas=2`) or a group standing for all that it names; later ones win."""
    found: dict[str, dict[str, Any]] = {}
    problems: list[Diagnostic] = []
    for text in texts:
        path, equals, value = text.partition("=")
        if not equals or not value or "." not in path:
            problems.append(error("bad-setting", f"`{text}` is no setting", hint="write `LB.check.period=10s`"))
            continue
        word, key = _divided(path, known)
        ids, result = known.resolve(word, False, PARTS, inside=True), settings.read(key, value, known)
        if isinstance(ids, Wrong) or isinstance(result, Wrong):
            wrong: Wrong = ids if isinstance(ids, Wrong) else result
            problems.append(error(wrong.code, f"{wrong.message} in `{text}`", hint=wrong.hint))
            continue
        for id in ids:
            found.setdefault(id, {})[key] = result
    return found, problems


def is_about(text: str, diagram: Diagram) -> bool:
    """Whether `LB.check.period=10s` speaks of a part of the diagram."""
    known = names(diagram)
    path, _, _ = text.partition("=")
    return "." in path and not isinstance(known.resolve(_divided(path, known)[0], False, PARTS, inside=True), Wrong)


def _divided(path: str, known: Names) -> tuple[str, str]:
    """The part that a path begins with, the longest of those that fit, else its first word; and the key behind it."""
    parts: Iterable[str] = (part for part in known.known(PARTS) if path.startswith(f"{part}."))
    part = max(parts, key=len, default=path.partition(".")[0])
    return part, path[len(part) + 1 :]
