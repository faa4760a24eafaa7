"""The roles of a diagram's things: by their words and shapes, and by what stands around them."""

from __future__ import annotations

from collections.abc import Mapping

from diagram_anim.model.diagram import Diagram, Flowchart, Label, Node, SequenceDiagram
from diagram_anim.model.system import Role
from diagram_anim.story import machines, neighbours, outcomes, sense, sharers
from diagram_anim.story.latest import latest
from diagram_anim.story.naming import first, of_label

_BY_SHAPE = {
    "cyl": Role.STORE,
    "lin-cyl": Role.STORE,
    "datastore": Role.STORE,
    "bucket": Role.STORE,
    "h-cyl": Role.QUEUE,
    "person": Role.CLIENT,
    "browser": Role.CLIENT,
}

_BY_TYPE = {"actor": Role.CLIENT, "database": Role.STORE, "queue": Role.QUEUE}

_DECISIONS = ("diam", "hex")
_DECIDED = {
    "diam": (Role.BALANCER,),
    "hex": (Role.BALANCER, Role.QUEUE, Role.CACHE, Role.STORE, Role.CONTROLLER),
}
"""What is drawn as a decision and is none."""


@latest
def roles(diagram: Diagram) -> Mapping[str, tuple[Role, str]]:
    """The roles that words and shapes tell, each with the word that told it; what isn't known is left out."""
    found: dict[str, tuple[Role, str]] = {}
    if isinstance(diagram, SequenceDiagram):
        kubernetes = any(sense.says(one.label.plain, "orchestration") for one in diagram.participants)
        for one in diagram.participants:
            role = of_label(one.label, one.id)
            if role and kubernetes and _apiserver(one.label, role[1]):
                role = (Role.CONTROLLER, role[1])
            if role is None and one.type in _BY_TYPE:
                role = (_BY_TYPE[one.type], one.type)
            platform = sense.only(one.label.plain, ("platform", "scaler"), ())
            if role is None and platform:
                role = (Role.CONTROLLER, platform.word)
            if role:
                found[one.id] = role
        found |= machines.keeping_alive(diagram, found) | machines.consuming(diagram, found)
        return found | machines.of_nomad(diagram, found)
    groups = {group.id for group in diagram.subgraphs}
    labels = [node.label for node in diagram.nodes] + [group.label for group in diagram.subgraphs]
    kubernetes = any(sense.says(label.plain, "orchestration") for label in labels)
    for node in diagram.nodes:
        if node.id in groups:
            continue
        role = of_label(node.label, node.id)
        if node.shape in _DECISIONS and not (
            role and (role[0] in _DECIDED[node.shape] or _governs(diagram, node, role))
        ):
            continue
        vague = role is None or role[0] in (Role.SERVER, Role.NODE, Role.CLIENT)
        watches = role is None and sense.ends_in(node.label.plain, "observer") is not None  # it keeps but figures
        acts = sense.says(node.label.plain, "action") and sense.unnumbered(_bare(node)) == _bare(node)  # no `Store A`
        if vague and node.shape in _BY_SHAPE and not (watches or acts):
            role = (_BY_SHAPE[node.shape], node.shape)
        if role and kubernetes and _apiserver(node.label, role[1]):
            role = (Role.CONTROLLER, role[1])
        if role:
            found[node.id] = role
    found |= machines.beating(diagram, found)
    found |= machines.agents(diagram, found) | machines.of_nomad(diagram, found)
    found |= neighbours.by_neighbours(diagram, found)
    found |= neighbours.beside_clients(diagram, found)
    found |= _hosted(diagram, found)
    found |= sharers.parts(diagram, found)
    found |= outcomes.down(diagram, found)
    found |= {id: (Role.OUTCOME, word) for id, word in outcomes.outcomes(diagram, found).items()}
    found |= {id: (Role.OUTCOME, word) for id, word in outcomes.suffered(diagram, found).items()}
    events = {node.id for node in diagram.nodes if sense.dated(node.label.plain)}
    timed = len(events) * 2 > len(diagram.nodes)  # a chart of events: what a box tells of isn't the box
    found = {id: role for id, role in found.items() if not (timed and id in events)}
    return {id: role for id, role in found.items() if id not in _policies(diagram)}


def _governs(chart: Flowchart, node: Node, role: tuple[Role, str]) -> bool:
    """Whether a controller is drawn as a decision: it asks nothing, and one arrow at the most leads on."""
    ways = [edge for edge in chart.edges if edge.source == node.id]
    return role[0] is Role.CONTROLLER and len(ways) < 2 and not sense.asks(node.label.plain)


def _hosted(chart: Flowchart, roles: Mapping[str, tuple[Role, str]]) -> dict[str, tuple[Role, str]]:
    """Who is called as people are, but is one of several on a machine, serves: `rider-1` on `node-2`."""
    hosts = {group.id for group in chart.subgraphs if sense.kinds(group.label.plain) & {"node", "worker"}}
    asking = [node for node in chart.nodes if roles.get(node.id, ("",))[0] is Role.CLIENT and node.parent in hosts]
    numbered = [node for node in asking if sense.unnumbered(_bare(node)) != _bare(node)]
    return {node.id: (Role.SERVER, roles[node.id][1]) for node in numbered}


def _bare(node: Node) -> str:
    """What a card is called, without what is said of it behind a comma."""
    return first(node).split(",")[0].strip()


def _policies(chart: Flowchart) -> set[str]:
    """Ways of sharing out requests: `Round robin` answers nobody."""
    return {node.id for node in chart.nodes if sense.only(node.label.plain, ("policy",), ())}


_APISERVER = ("apiserver", "kube-apiserver", "api서버", "apiサーバー", "apiサーバ")


def _apiserver(label: Label, word: str) -> bool:
    """Whether the API server is meant: by its name, or as the `API` and no more (`search-api` is another)."""
    return word.lower().replace(" ", "") in _APISERVER or label.plain.lower() == "api"
