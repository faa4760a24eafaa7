"""Who is down by the word of who watches it: an arrow to it says so, or one to another that names it.

Comes in: a chart, and a part. Goes out: that arrow. Refuses what is said for the case that it happens.
"""

from __future__ import annotations

import re

from diagram_anim.model.diagram import Edge
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.system import heirs
from diagram_anim.story.infer.words import called
from diagram_anim.story.language import phrases, tidings

_WATCHED = (Role.STORE, Role.SERVER, Role.NODE)
_PIECES = re.compile(r"\s*[,;、]\s*|\sand\s|(?<=[하되])고\s", re.IGNORECASE)


def told(given: Given, id: str) -> Edge | None:
    """The arrow by which who watches one tells that it is down."""
    if id not in given.nodes or given.role(id) not in _WATCHED:
        return None
    names = called.names(given, id)
    for edge in given.graph.edges:
        text = phrases.unnumbered(edge.label.plain) if edge.label and heirs.closed(given, edge.source) else ""
        if not text or sense.in_need(text) or sense.asks(text):
            continue
        pieces = [text] if edge.target == id else [one for one in _PIECES.split(text) if tidings.calls(one, names)]
        read = [tidings.read(one, names) for one in pieces]
        if any(one and one.verb == "fail" and (one.sure or edge.target != id) for one in read):
            return edge
    return None
