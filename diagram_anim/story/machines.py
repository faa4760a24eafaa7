"""Machines that are called clients or consumers: who sends heartbeats to a controller, runs what it is told to, or
takes what a queue delivers; and what a controller keeps copies of.

Comes in: a diagram, and the roles that its names give. Goes out: those of them that are nodes or servers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from diagram_anim.model.diagram import Edge, Flowchart, Node, SequenceDiagram
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story.graph import graph


def keeping_alive(sequence: SequenceDiagram, roles: Mapping[str, tuple[Role, str]]) -> dict[str, tuple[Role, str]]:
    """Whoever sends heartbeats to a controller is one of its nodes, also where it is called a client."""
    beats = [one for one in sequence.messages if sense.says(one.label.plain, "alive") and one.source != one.target]
    nodes = [one.source for one in beats if _is(one.target, roles, Role.CONTROLLER)]
    return {id: (Role.NODE, roles[id][1]) for id in nodes if _is(id, roles, Role.CLIENT)}


def consuming(sequence: SequenceDiagram, roles: Mapping[str, tuple[Role, str]]) -> dict[str, tuple[Role, str]]:
    """Consumers to whom a queue delivers are no people, as in a shop."""
    fed = {one.target for one in sequence.messages if _is(one.source, roles, Role.QUEUE)}
    called = ((one.id, sense.says(one.label.plain, "consumer")) for one in sequence.participants if one.id in fed)
    return {id: (Role.SERVER, hit.word) for id, hit in called if hit and _is(id, roles, Role.CLIENT)}


def beating(chart: Flowchart, roles: Mapping[str, tuple[Role, str]]) -> dict[str, tuple[Role, str]]:
    """Whoever sends heartbeats to a controller is one of its nodes, also where it is called a client."""
    beats = [edge for edge in chart.edges if edge.label and sense.says(edge.label.plain, "alive")]
    nodes = [edge.source for edge in beats if _is(edge.target, roles, Role.CONTROLLER)]
    return {id: (Role.NODE, roles[id][1]) for id in nodes if _is(id, roles, Role.CLIENT)}


def agents(chart: Flowchart, roles: Mapping[str, tuple[Role, str]]) -> dict[str, tuple[Role, str]]:
    """A client to which only controllers lead, and which leads to units that run, is one of their machines."""
    arrows = graph(chart)
    found = {}
    for id in (id for id, (role, _) in roles.items() if role is Role.CLIENT):
        before, after = arrows.before.get(id, []), arrows.after.get(id, [])
        units = [one for one in after if (node := chart.node(one)) and sense.says(node.label.plain, "unit")]
        if before and all(_is(one, roles, Role.CONTROLLER) for one in before) and units and len(units) == len(after):
            found[id] = (Role.NODE, roles[id][1])
    return found


def of_nomad(
    diagram: SequenceDiagram | Flowchart, roles: Mapping[str, tuple[Role, str]]
) -> dict[str, tuple[Role, str]]:
    """Numbered clients beside a Nomad server are its machines."""
    things = diagram.participants if isinstance(diagram, SequenceDiagram) else diagram.nodes
    if not any(_NOMAD.search(one.label.plain) for one in things):
        return {}
    named = [one.id for one in things if _AGENT.match(one.label.plain.strip())]
    return {id: (Role.NODE, roles[id][1]) for id in named if _is(id, roles, Role.CLIENT)}


_NOMAD = re.compile(r"\bnomad\b|노마드", re.IGNORECASE)
_AGENT = re.compile(
    r"(?:nomad |노마드 )?(?:client|클라이언트|クライアント)(?: ?(?:node|노드|ノード))?[\s_#-]*[a-z]?\d{1,3}",
    re.IGNORECASE,
)


def _is(id: str, roles: Mapping[str, tuple[Role, str]], wanted: Role) -> bool:
    return id in roles and roles[id][0] is wanted


_ADJUSTS = re.compile(
    r"(?:replicas?|레플리카|복제본|파드|대수|인스턴스|レプリカ|台数|desired)\s*(?:수|count|数)?"
    r"\s*(?:조정|변경|조절|adjust\w*|set\w*|scal\w*|変更|調整)?",
    re.IGNORECASE,
)


def _adjusts(edge: Edge) -> bool:
    """Whether an arrow says but that it changes how many copies there are: `replicas 조정`."""
    return edge.label is not None and _ADJUSTS.fullmatch(edge.label.plain.strip()) is not None


def scaled(chart: Flowchart, node: Node, roles: Mapping[str, tuple[Role, str]]) -> str:
    """The word of the controller that orders how many copies there are of what is called by no more than its name."""
    arrows = [edge for edge in chart.edges if edge.target == node.id and edge.label]
    orders = [edge for edge in arrows if edge.label and (figures.target(edge.label.plain) or _adjusts(edge))]
    return next((roles[one.source][1] for one in orders if roles.get(one.source, ("",))[0] is Role.CONTROLLER), "")
