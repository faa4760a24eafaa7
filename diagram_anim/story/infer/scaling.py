"""A number of copies that goes from one to another: `scale 3 → 7` on an arrow, or on the card itself."""

from __future__ import annotations

from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story.graph import cover, levels
from diagram_anim.story.infer.given import Given, Telling, beat, chain
from diagram_anim.story.infer.reveal import SENDS, flow, whole

MOST = 100


def tell(given: Given) -> Telling | None:
    found = _grown(given)
    if found is None:
        return None
    id, words, (before, after) = found
    depth = levels(given.graph)
    ways = list(dict.fromkeys(whole(given, path, depth) for path in cover(given.graph)))
    to = next((way[: way.index(id) + 1] for way in ways if id in way[1:]), None)
    if to is None:
        return None
    hit = sense.says(words, "grow", "copies")
    scale = beat("scale", id, cause=given.cause("scale", hit.word if hit else "", id), to=after)
    send = beat("send", *to, cause=given.along(to))
    steps = [given.opening("reveal"), given.step(words, *chain(send, scale)), flow(given, ways[:SENDS])]
    role = {"role": Role.SERVER.value} if given.role(id) is Role.THING else {}
    return Telling(tuple(steps), {id: {"replicas": before, **role}})


def _grown(given: Given) -> tuple[str, str, tuple[int, int]] | None:
    """The card, the words that say so, and from how many to how many."""
    said = [(edge.target, edge.label.plain) for edge in given.graph.edges if edge.label and edge.target in given.nodes]
    said += [(id, given.words(id)) for id in given.nodes]
    for id, words in said:
        copies = figures.target(words)
        if (
            copies
            and 0 < max(copies) <= MOST
            and copies[0] != copies[1]
            and sense.says(words, "grow", "copies", "unit")
        ):
            return id, words, copies
    return None
