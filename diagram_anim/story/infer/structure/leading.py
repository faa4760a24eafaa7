"""What runs along a system's arrows before the requests do: orders to what will answer, what is read in."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from itertools import pairwise

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.story.graph import cover, levels
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.structure.reveal import turns
from diagram_anim.story.infer.structure.sends import SENDS, flow, sent, whole
from diagram_anim.story.infer.system.ways import Ways
from diagram_anim.story.infer.words.saying import Way, bars, said, told

TURNS = 4
"""Ways that no sentence tells at once are told in up to so many steps, by how far from the start they lead."""


def before(
    given: Given,
    found: Ways,
    later: Collection[Way] = (),
    orders: Collection[Way] = (),
    only: Collection[Edge] | None = None,
) -> list[Step]:
    """In one step where a sentence tells all of it, else arrow by arrow as far from the start as they are; but for ways
    that are told `later`, with what comes of them, and those on which `orders` are given. With `only` these arrows
    begin the ways that are told."""
    depth = levels(given.graph)
    past = found.here | found.around
    paths = [_up_to(whole(given, path, depth), found.here) for path in cover(given.graph) if path[0] not in past]
    paths = [path for path in paths if len(path) > 1 and path[1] not in given.coming and tuple(path) not in later]
    paths = [path for path in paths if not {*pairwise(path)} & {*orders}]
    if only is not None:
        begins = {(edge.source, edge.target) for edge in only}
        paths = [path for path in paths if (path[0], path[1]) in begins]
    if not paths:
        return []
    taken = {hop for path in paths for hop in pairwise(path)}
    hops = [hop for edge in given.graph.edges if (hop := (edge.source, edge.target)) in taken]
    apart = turns(given, list(dict.fromkeys(hops)), depth)
    known = told(given, paths[:SENDS]) or any(bars(given, path) for path in paths)
    if not known and 1 < len(apart) <= TURNS and all(told(given, some) for some in apart):
        return [flow(given, some) for some in apart]
    sends = [one for path in paths[:SENDS] for one in sent(given, path)]
    return [given.step(said(given, paths[:SENDS]), *sends)]


def _up_to(path: Sequence[str], here: Set[str]) -> Way:
    """A path as far as the requests' own way: what comes to it is none of them."""
    end = next((place for place, one in enumerate(path) if one in here), len(path))
    return tuple(path[: end + 1])
