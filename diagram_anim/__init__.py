"""Turns the Mermaid diagrams that people already write into films that explain.

`diagram_anim.read` and `diagram_anim.render` are imported when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diagram_anim.api import DiagramError, Reading, read, render

__all__ = ["DiagramError", "Reading", "read", "render"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from diagram_anim import api

    return getattr(api, name)
