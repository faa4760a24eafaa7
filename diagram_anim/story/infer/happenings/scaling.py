"""A number of copies that goes from one to another: `scale 3 → 7` on an arrow, or on the card itself."""

from __future__ import annotations

from diagram_anim.story.graph import cover, levels
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import traffic
from diagram_anim.story.infer.structure.sends import SENDS, flow, whole
from diagram_anim.story.infer.structure.tones import chronicle
from diagram_anim.story.infer.system import growing, readings
from diagram_anim.story.infer.system.growing import because, further, settings
from diagram_anim.story.infer.system.growth import growth
from diagram_anim.story.infer.system.ways import ways
from diagram_anim.story.infer.words.saying import Way, decides


def tell(given: Given) -> Telling | None:
    found = growth(given)
    if found and ways(given):
        return traffic.tell(given)
    if found is None or found.copies is None:
        return None
    (id, *_), words = found.parts, found.words
    runs = _runs(given)
    orders = [way for way in runs if way[0] == found.by]
    if orders and len(orders) < len(runs) and readings.measured(given, found):
        daily = flow(given, [way for way in runs if way not in orders][:SENDS])
        return Telling((given.opening("reveal"), daily, *growing.acts(given, found)), settings(given, found))
    to = next((way[: way.index(id, 1) + 1] for way in runs if id in way[1:]), None)
    if to is None or (any(decides(given, one) for one in to) and chronicle(given)):
        return None
    scale = beat("scale", id, cause=because(given, found, id), to=found.copies[1])
    send = beat("send", *to, cause=given.along(to))
    steps = [
        given.opening("reveal"),
        given.step(words, *chain(send, scale)),
        flow(given, runs[:SENDS]),
        *further(given, found),
    ]
    return Telling(tuple(steps), settings(given, found))


def _runs(given: Given) -> list[Way]:
    """The ways through a chart from where it begins to where it ends."""
    depth = levels(given.graph)
    return list(dict.fromkeys(whole(given, path, depth) for path in cover(given.graph)))
