"""How long the messages of a sequence take while requests flow: those don't halt while somebody gives orders."""

from __future__ import annotations

from diagram_anim.model.diagram import Diagram, SequenceDiagram
from diagram_anim.model.storyboard import Beat
from diagram_anim.simulate.defaults import SPOKEN


def saying(beat: Beat, diagram: Diagram) -> float:
    """The seconds of a `play`."""
    count = len(diagram.messages) if isinstance(diagram, SequenceDiagram) else 0
    first: int = beat.args["first"]
    last: int = beat.args["last"] or count
    return SPOKEN * max(0, min(last, count) - first + 1)
