"""What runs along a system's arrows beside the requests and leads to their way: what others send, what is read in, and
the orders of who operates, watches and controls it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.graph import cover, levels
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.structure.concerns import Concern, concern, parted
from diagram_anim.story.infer.structure.sends import SENDS, flow, sent, whole
from diagram_anim.story.infer.structure.turning import turns
from diagram_anim.story.infer.system.downed import down
from diagram_anim.story.infer.system.ways import Ways
from diagram_anim.story.infer.words import called
from diagram_anim.story.infer.words.saying import Way, bars, said, told
from diagram_anim.story.language import phrases, tidings

TURNS = 4
"""Ways that no sentence tells at once are told in up to so many steps, by how far from the start they lead."""


@dataclass(frozen=True, slots=True)
class Leads:
    """`ahead` brings about what answers at all; `causes` may bring about what happens to it; `orders` take one of those
    who answer away from its work; `reactions` are of those who see to it."""

    ahead: tuple[Step, ...] = ()
    causes: tuple[Step, ...] = ()
    orders: tuple[Step, ...] = ()
    reactions: tuple[Step, ...] = ()


def leads(given: Given, found: Ways, later: Collection[Way] = (), orders: Collection[Way] = ()) -> Leads:
    """All that leads to the requests' way, but for ways that are told `later`, with what comes of them, and those on
    which `orders` are given. Who deploys does so ahead of the requests where these aren't most of the chart, and
    nothing is down; who takes one away of those who answer does so while they work."""
    depth = levels(given.graph)
    past = found.here | found.around
    paths = [_up_to(whole(given, path, depth), found.here) for path in cover(given.graph) if path[0] not in past]
    paths = [path for path in paths if len(path) > 1 and path[1] not in given.coming and path not in later]
    paths = [path for path in paths if not {*pairwise(path)} & {*orders}]
    seen = [path for path in paths if _sees_to(given, path)]
    fallen = any(down(given, id) for id in found.reached)
    ordered = [] if fallen else [path for path in seen if _takes_away(given, path)]
    seen = [path for path in seen if path not in ordered]
    deployed = [path for path in seen if concern(given, path[0]) is Concern.DEPLOY]
    mixed = not parted(given, given.graph.edges)[Concern.DEPLOY]
    ahead = deployed if mixed and not fallen else []
    shared = {id for path in ahead for id in path} - found.here
    ahead += [path for path in seen if path not in ahead and shared & {*path}]
    causes = [path for path in paths if path not in (*seen, *ordered)]
    reactions = [*_told(given, [path for path in deployed if path not in ahead])]
    reactions += _told(given, [path for path in seen if path not in (*deployed, *ahead)])
    taken = [step for path in ordered for step in _told(given, [path])]
    return Leads(tuple(_told(given, ahead)), tuple(_told(given, causes)), tuple(taken), tuple(reactions))


def _takes_away(given: Given, path: Way) -> bool:
    """Whether the last arrow of a way orders that what it leads to ends, or is emptied."""
    label = given.graph.edge(path[-2], path[-1]).label
    order = tidings.read(phrases.unnumbered(label.plain), called.names(given, path[-1])) if label else None
    return order is not None and order.verb == "stop"


def _sees_to(given: Given, path: Way) -> bool:
    """Whether who begins a way operates, watches or controls others, and does nothing that strikes them."""
    label = given.graph.edge(path[0], path[1]).label
    strikes = label is not None and sense.says(label.plain, "strike", "outage", "failure")
    return not strikes and sees_to(given, path[0])


def sees_to(given: Given, id: str) -> bool:
    """Whether one operates, watches or controls others: what it does answers what has happened."""
    if given.role(id) is Role.CONTROLLER:
        return True
    senses = ("watcher", "observer", "operator", "platform", "launcher", "scaler")
    known = given.role(id) is Role.THING and sense.says(given.words(id), *senses) is not None
    return known or concern(given, id) is not None


def _told(given: Given, paths: Sequence[Way]) -> list[Step]:
    """In one step where a sentence tells all of it, else arrow by arrow as far from the start as they are."""
    if not paths:
        return []
    depth = levels(given.graph)
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
