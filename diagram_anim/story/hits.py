"""How often a cache has what is looked up in it, as the words say: `miss 20%` on the arrow to the store behind it, `hit
80%` on the one that leads to it, a hit rate beneath its name."""

from __future__ import annotations

import re

from diagram_anim.model.diagram import Flowchart
from diagram_anim.story import figures
from diagram_anim.story.shares import returned, sharing

_MISS = re.compile(r"miss|미스|미적중|ミス", re.IGNORECASE)


def hits(chart: Flowchart, id: str) -> float | None:
    """The share, from 0 to 1, of a cache; None where nothing says it, or several things say different ones. Where the
    arrows of one that asks share all out among them, it is a split and none of the cache's business."""
    askers = {edge.source for edge in chart.edges if edge.target == id}
    own = sharing(chart, id)
    asked = [told for one in askers if (told := sharing(chart, one))]
    if any(told.looked_up for told in asked) or (own and not returned(chart, id, own)):
        return None
    aside = {edge.target for edge in chart.edges if edge.source in askers and edge.target != id}
    node = chart.node(id)
    said = [*node.label.lines[1:]] if node else []
    for edge in chart.edges:
        beside = edge.source in askers and edge.target in aside
        if edge.label and (id in (edge.source, edge.target) or (beside and _MISS.search(edge.label.plain))):
            said.append(edge.label.plain)
    found = {share for text in said if (share := _share(text)) is not None}
    return found.pop() if len(found) == 1 else None


_RATIO = re.compile(r"(?:hit (?:ratio|rate)|적중률|히트율|ヒット率)\s*[:=]?\s*(0?\.\d+)", re.IGNORECASE)
"""A part of one: `hit ratio 0.94`."""


def _share(text: str) -> float | None:
    if part := _RATIO.search(text):
        return float(part[1])
    share = figures.share(text)
    if share is None or not share.looked_up:
        return None
    return round((100 - share.percent if _MISS.search(share.word) else share.percent) / 100, 6)
