"""Boxes that say what becomes of the others: a chain of requests that ends in an outage word."""

from __future__ import annotations

from collections.abc import Mapping

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.graph import Graph, graph

BREAKABLE = (Role.SERVER, Role.BALANCER, Role.STORE, Role.CACHE, Role.QUEUE, Role.NODE)


def outcomes(chart: Flowchart, roles: Mapping[str, tuple[Role, str]]) -> dict[str, str]:
    """Ids of the boxes that name an outage, each with its word.

    Such a box ends a way that a client's requests take through parts of a system. A branch of a decision, a step of
    a process or a word in a longer name is none.
    """
    arrows = graph(chart)
    found = {}
    for node in chart.nodes:
        hit = sense.ends_in(node.label.plain, "outage", "failure")
        if hit and not arrows.after.get(node.id) and _struck(node.id, arrows, roles):
            found[node.id] = hit.word
    return found


def _struck(id: str, arrows: Graph, roles: Mapping[str, tuple[Role, str]]) -> bool:
    before = arrows.before.get(id, [])
    if len(before) != 1 or before[0] not in roles or roles[before[0]][0] not in BREAKABLE:
        return False
    return any(role is Role.CLIENT and before[0] in arrows.reached(client) for client, (role, _) in roles.items())
