"""Who shares out requests, who gets them and who sends them, as the shares on arrows alone tell it.

Comes in: a chart, and the roles that its names give. Goes out: roles of those that have none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagram_anim.model.diagram import Flowchart, Node
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.graph import graph
from diagram_anim.story.naming import alike
from diagram_anim.story.shares import Sharing, sharing


def parts(chart: Flowchart, roles: Mapping[str, tuple[Role, str]]) -> dict[str, tuple[Role, str]]:
    """Who shares out requests, who gets them and who sends them, by the shares alone: a diamond or a thing with a name
    of its own, and what speaks of clients before it.

    Half of all throws, users or records is no share of traffic: what the arrows lead to must run, or be a release.
    """
    found = {}
    for node in chart.nodes:
        told = sharing(chart, node.id)
        if told is None or told.looked_up or "?" in node.label.plain or "？" in node.label.plain:
            continue
        if not shares_out(chart, node, told, roles):
            continue
        known = roles.get(node.id, (Role.THING, ""))[0]
        found[node.id] = roles[node.id] if known is Role.BALANCER else (Role.BALANCER, told.word)
        for target in told.stages[0]:
            if target not in roles:
                found[target] = (Role.SERVER, told.word)
    found |= _guides(chart, roles)
    return found | _senders(chart, roles, found)


def _guides(chart: Flowchart, roles: Mapping[str, tuple[Role, str]]) -> dict[str, tuple[Role, str]]:
    """What tells clients where to go, and leads to several, one of them by an arrow that ends in a cross: it sends
    nobody there."""
    found = {}
    for node in chart.nodes:
        after = [edge for edge in chart.edges if edge.source == node.id]
        hit = sense.only(node.label.lines[0], ("guide",), ("passing",)) if node.label.lines else None
        if hit and node.id not in roles and len(after) > 1 and any(edge.end == "cross" for edge in after):
            found[node.id] = (Role.BALANCER, hit.word)
    return found


def shares_out(chart: Flowchart, node: Node, told: Sharing, roles: Mapping[str, tuple[Role, str]]) -> bool:
    """Whether the shares on a thing's arrows are those of requests."""
    known = roles.get(node.id, (Role.THING, ""))[0]
    runs = all(_runs(chart, target, roles) for target in told.stages[0]) or _rivals(chart, [*told.stages[0]])
    runs = runs or _kin(chart, node, [*told.stages[0]], roles)
    guides = told.weighted and sense.only(node.label.plain, ("passing",), ()) is not None
    guiding = sense.only(node.label.lines[0], ("guide",), ("passing",)) is not None
    guides = guides or guiding or _serves(node, graph(chart).before.get(node.id, []), roles)
    guides = guides or sense.says(node.label.plain, "balancer") is not None
    turns = len(told.stages) > 1 and {*told.stages[0].values(), *told.stages[-1].values()} == {0.0, 100.0}
    runs = runs or ((turns or bool(told.reserve)) and _alike(chart, [*told.stages[0]]))
    if told.reserve:
        first = [one for id in told.stages[0] if id not in told.reserve and (one := chart.node(id))]
        fallen = bool(first) and all(sense.marked(one.label.lines, crossed=False) for one in first)
        runs, guides = runs and fallen, guiding
    senders = [roles.get(one, (Role.THING, ""))[0] for one in graph(chart).before.get(node.id, [])]
    moves = len(told.stages) > 1 and Role.CLIENT in senders  # shares that move are those of what comes from clients
    kept = all(roles.get(one, (None,))[0] is Role.STORE for one in told.stages[0])
    moves = moves or (len(told.stages) > 1 and kept and Role.BALANCER in senders)
    if known is not Role.BALANCER and not runs and not guides and not moves:
        return False
    return known in (Role.THING, Role.SERVER, Role.BALANCER) or moves


def _serves(node: Node, before: Sequence[str], roles: Mapping[str, tuple[Role, str]]) -> bool:
    """Whether what is called a service is reached by clients alone: whatever it leads to gets their requests."""
    told = sense.role(node.label.lines[0]) if node.label.lines else None
    clients = bool(before) and all(roles.get(one, (None,))[0] is Role.CLIENT for one in before)
    return told is not None and told[0] is Role.SERVER and clients


def _senders(
    chart: Flowchart, roles: Mapping[str, tuple[Role, str]], shared: Mapping[str, tuple[Role, str]]
) -> dict[str, tuple[Role, str]]:
    """What speaks of clients or their traffic where arrows begin that lead to such balancers alone."""
    arrows = graph(chart)
    found = {}
    for node in chart.nodes:
        after = arrows.after.get(node.id, [])
        first = node.id not in roles and after and not arrows.before.get(node.id)
        if not first or not node.label.lines or not all(shared.get(one, (None,))[0] is Role.BALANCER for one in after):
            continue
        hit = sense.says(node.label.lines[0], "client", "traffic")
        strange = sense.says(node.label.plain, *_NO_SENDER) or sense.asks(node.label.plain)
        if hit or not (strange or node.shape in ("diam", "hex")):
            found[node.id] = (Role.CLIENT, hit.word if hit else node.label.lines[0])
    return found


_NO_SENDER = ("action", "matter", "watcher", "observer", "operator", "passing", "scaler", "platform", "guide")
"""Who is called so sends no requests where nothing is drawn before it."""


def _rivals(chart: Flowchart, ids: Sequence[str]) -> bool:
    """Whether they are the old and the new of one thing."""
    labels = [node.label.plain for id in ids if (node := chart.node(id))]
    said = [(hit, label) for label in labels if (hit := sense.says(label, "new", "old"))]
    rests = {(label[: hit.start] + label[hit.end :]).strip().casefold() for hit, label in said}
    return len(said) == len(ids) == 2 and len(rests) == 1 and {hit.says("old") for hit, _ in said} == {True, False}


def _alike(chart: Flowchart, ids: Sequence[str]) -> bool:
    """Whether they are called alike, but for their numbers."""
    many = [one for id in ids if (one := chart.node(id))]
    return len(many) == len(ids) > 1 and all(alike(chart, one, ids) for one in many)


def _kin(chart: Flowchart, node: Node, ids: Sequence[str], roles: Mapping[str, tuple[Role, str]]) -> bool:
    """Whether they are several alike, told apart by their numbers, that keep what is asked of them, or whatever they
    are if clients ask for it."""
    kinds = {roles.get(id, (Role.THING, ""))[0] for id in ids}
    same = len(kinds) == 1 and _alike(chart, ids)
    asking = [roles.get(one, (Role.THING, ""))[0] for one in graph(chart).before.get(node.id, [])]
    known = kinds <= {Role.CACHE, Role.STORE, Role.QUEUE} and {*asking} & {Role.SERVER, Role.CLIENT}
    return same and (bool(known) or (kinds == {Role.THING} and Role.CLIENT in asking))


def _runs(chart: Flowchart, id: str, roles: Mapping[str, tuple[Role, str]]) -> bool:
    if id in roles:
        return roles[id][0] in (Role.SERVER, Role.NODE, Role.BALANCER)
    node = chart.node(id)
    return node is not None and bool(
        sense.numbered(node.label.plain) or sense.says(node.label.plain, "release", "kind.version")
    )
