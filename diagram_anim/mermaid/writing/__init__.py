"""A diagram as Mermaid text that reads back the same: same normal form, less comments and what was mended."""

from __future__ import annotations

from diagram_anim.mermaid.writing.flowchart import flowchart
from diagram_anim.mermaid.writing.sequence import sequence
from diagram_anim.model.diagram import Diagram, Flowchart

__all__ = ["write"]


def write(diagram: Diagram) -> str:
    lines = flowchart(diagram) if isinstance(diagram, Flowchart) else sequence(diagram)
    return "\n".join(lines) + "\n"
