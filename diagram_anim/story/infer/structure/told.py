"""Things without arrows: told one by one, with a small motion where the label is a known idea."""

from __future__ import annotations

from diagram_anim.model.storyboard import Step
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given, Telling

SINGLY = 8
"""More things than this are told in groups."""


def tell(given: Given) -> Telling | None:
    if given.graph.edges or not given.nodes:
        return None
    ids = list(given.nodes)
    turns = [[id] for id in ids] if len(ids) <= SINGLY else gathered(given, ids)
    return Telling((given.opening("reveal"), *(_turn(given, turn) for turn in turns)))


def gathered(given: Given, ids: list[str]) -> list[list[str]]:
    """Things in few handfuls, those of a group together."""
    parents = list(dict.fromkeys(given.nodes[id].parent for id in ids))
    turns = []
    most = max(3, -(-len(ids) // SINGLY))
    for parent in parents:
        inside = [id for id in ids if given.nodes[id].parent == parent]
        count = -(-len(inside) // most)
        size = -(-len(inside) // count)
        turns += [inside[at : at + size] for at in range(0, len(inside), size)]
    return turns


def _turn(given: Given, ids: list[str]) -> Step:
    if len(ids) > 1:
        return given.step(given.many(ids, table=True), beat("highlight", *ids, cause=given.cause("told", of=ids[0])))
    (id,) = ids
    idea = sense.idea(given.words(id))
    if idea:
        name, word = idea
        return given.step(given.say.means(name), beat("illustrate", id, idea=name, cause=given.cause("idea", word, id)))
    return given.step(given.described(id), beat("highlight", id, cause=given.cause("told", of=id)))
