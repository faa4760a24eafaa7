"""Who comes up by the words before a chart, by the arrow that leads to it: with others of its kind, or alone where it
is drawn as one that joins them.

Comes in: a chart. Goes out: starts, by the ways on which they are told.
"""

from __future__ import annotations

from diagram_anim.model.storyboard import Beat
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.system import fresh
from diagram_anim.story.infer.words import deeds
from diagram_anim.story.infer.words.saying import Way


def ways(given: Given) -> dict[Way, Beat]:
    found = {id: one.text for one in fresh.told(given) for id in one.parts}
    started = [one for one in deeds.deeds(given) if one.told.verb == "start" and one.who in given.nodes]
    found |= {one.who: one.told.word for one in started if fresh.drawn_late(given, one.who)}
    ways = [(edge.source, edge.target) for edge in given.graph.edges if edge.target in found]
    return {way: beat("start", way[1], cause=given.cause("start", found[way[1]])) for way in ways}
