"""What a part is by what stands before and behind it: what a Service leads to, who answers behind a balancer, who asks
where arrows begin.

Comes in: a chart, and the roles that its names give. Goes out: roles of those that have none, or a vague one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diagram_anim.model.diagram import Flowchart, Node
from diagram_anim.model.system import Role
from diagram_anim.story import figures, machines, rates, sense
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.graph import Graph, graph
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.naming import BEHIND, alike, first

_DECISIONS = ("diam", "hex")


def by_neighbours(chart: Flowchart, roles: Mapping[str, tuple[Role, str]]) -> dict[str, tuple[Role, str]]:
    """A Service before several pods shares requests among them; a version behind a balancer answers them; an app
    where arrows begin is what people use, and one that they lead to is what answers."""
    arrows, boxes = graph(chart), {group.id for group in chart.subgraphs}
    found = {}
    for node in chart.nodes:
        after, before = arrows.after.get(node.id, []), arrows.before.get(node.id, [])
        coming = {*before} - {*arrows.reached(node.id)}  # but answers
        service = sense.says(node.label.plain, "kind.any")
        group = _home(chart, node)
        named = sense.unnumbered(sense.unmarked(node.label.plain)) if before else node.label.plain
        scaler = sense.says(node.label.plain, "scaler") if not _of(before, roles, Role.BALANCER, Role.CLIENT) else None
        app = sense.ends_in(named, "app") if node.shape not in _DECISIONS else None
        app = None if app and not before and group and group[0] in _RUNS else app
        app = None if sense.is_path(node.label.plain) else app
        rush = sense.says(node.label.plain, "traffic", "client") if _rushing(node.label.plain) else None
        rush = rush or (_rate(node) if all(one in roles for one in after) else None)
        rush = rush or sense.only(node.label.plain, ("traffic",), ("client", "every"))
        rush = rush or sense.only(node.label.plain, ("client",), ("offered", "traffic"))
        rush = rush or (_feeder(node) or _driven(chart, node) if _feeds(after, roles) else None)
        ends = [id for one in after for id in (inside(chart, one) or (one,)) if id not in boxes]
        pods = [one for one in ends if (other := chart.node(one)) and "pod" in sense.kinds(other.label.plain)]
        takes = sense.says(node.label.plain, "consumer") if _of(before, roles, Role.QUEUE) else None
        copies = len(after) > 1 and all((one := chart.node(id)) and alike(chart, one, after) for id in after)
        many = len(ends) > 1 and len(pods) == len(ends)
        many = many and (ends == after or bool(_of(before, roles, Role.CLIENT, Role.BALANCER)))
        if service and (many or (len(after) > 1 and copies and not {*after} & roles.keys())):
            found[node.id] = (Role.BALANCER, service.word)
            found |= {one: (Role.SERVER, service.word) for one in ends if one not in roles}
        elif takes and roles.get(node.id, (Role.CLIENT,))[0] in (Role.CLIENT, Role.SERVER):
            found[node.id] = (Role.SERVER, takes.word)
        elif scaler and after:
            found[node.id] = (Role.CONTROLLER, scaler.word)
        elif node.id not in roles and (guide := _guides(chart, node, roles, after)):
            found[node.id] = (Role.BALANCER, guide)
            found |= {one: (Role.NODE, place) for one in after if one not in roles and (place := _place(chart, one))}
        elif group and group[0] is Role.CLIENT and not coming and _asks_in(arrows, node.id, roles):
            found[node.id] = group
        elif front := _front(node, before, after, roles):
            found[node.id] = (Role.CLIENT, front)
        elif node.id not in roles and _of(before, roles, *_ASKING) and (copied := _copied(chart, node, roles)):
            found[node.id] = (Role.SERVER, copied)
        elif node.id not in roles and len(before) > 1 and (hit := _autoscaled(chart, before)):
            found[node.id] = (Role.SERVER, hit[0])
        elif app and node.id not in roles and (before or after):
            led = before or arrows.before.get(str(node.parent))
            found[node.id] = (Role.SERVER if led else Role.CLIENT, app.word)
        elif rush and _open(rush, node.id, roles) and not before and any(one in roles for one in after):
            found[node.id] = (Role.CLIENT, rush.word)
        elif node.id not in roles and any(one in roles and roles[one][0] is Role.BALANCER for one in before):
            version = sense.numbered(node.label.plain)
            if not version and (asked := _asks(node, after, roles)):
                found[node.id] = (Role.SERVER, asked)
            elif version or any(
                alike(chart, node, arrows.after[one]) for one in before if _of([one], roles, Role.BALANCER)
            ):
                found[node.id] = (Role.SERVER, version or sense.unnumbered(node.label.plain))
        elif node.id not in roles and not before and _of(arrows.before.get(str(node.parent), []), roles, Role.BALANCER):
            beside = [one.id for one in chart.nodes if one.parent == node.parent]
            if app or alike(chart, node, beside):
                found[node.id] = (Role.SERVER, sense.unnumbered(node.label.plain))
        elif (
            node.id not in roles
            and _of(before[:1], roles, Role.CLIENT)
            and _of(after, roles, Role.STORE)
            and (alike(chart, node, arrows.after[before[0]]))
        ):
            found[node.id] = (Role.SERVER, sense.unnumbered(node.label.plain))
    return found


def _autoscaled(chart: Flowchart, before: Sequence[str]) -> re.Match[str] | None:
    """The name of the autoscaler that leads to something, by which that is what runs in copies."""
    names = [node.label.plain for one in before if (node := chart.node(one))]
    return next((hit for name in names if (hit := sense.autoscaler(name))), None)


_RUNS = (Role.SERVER, Role.NODE)

_TAKES = (Role.BALANCER, Role.QUEUE)


def _feeder(node: Node) -> Hit | None:
    """The word for what sends by itself: a `Producer`, a `Temperature sensor 2`, a `Producer service`."""
    name = sense.unnumbered(sense.unbracketed(first(node)))
    runs = sense.ends_in(name, "kind.any")
    return sense.ends_in(name[: runs.start] if runs else name, "feeder")


def _driven(chart: Flowchart, node: Node) -> Hit | None:
    """How many times as much a thing sends as its only arrow says: `8시에 5배의 측정값`."""
    own = [edge for edge in chart.edges if edge.source == node.id]
    text = own[0].label.plain if len(own) == 1 and own[0].label else ""
    times = rates.factor(text)
    return Hit(times[1], frozenset({"traffic"}), 0, len(times[1])) if times and times[0] > 1 else None


def _feeds(after: Sequence[str], roles: Mapping[str, tuple[Role, str]]) -> bool:
    """Whether all that it leads to takes what comes from outside: a queue, a balancer, or one who answers alone."""
    taking = all(_of([one], roles, *_TAKES, Role.SERVER) for one in after)
    return bool(after) and taking and (len(after) == 1 or _of(after, roles, *_TAKES))


def _open(rush: Hit, id: str, roles: Mapping[str, tuple[Role, str]]) -> bool:
    """Whether nothing tells who it is but what it feeds: a `Producer service` runs, and yet all begins with it."""
    return id not in roles or (rush.says("feeder") and roles[id][0] in (Role.SERVER, Role.CONTROLLER))


_TIER = re.compile(r"\s*(?:layers?|tiers?|sides?|계층|영역|레이어|티어|층|層|側)$", re.IGNORECASE)


def _home(chart: Flowchart, node: Node) -> tuple[Role, str] | None:
    """The role that the title of the group tells in which something stands."""
    title = next((group.label.plain for group in chart.subgraphs if group.id == node.parent), "")
    outside = sense.only(title, ("outside",), ("client",))
    if outside:
        return Role.CLIENT, outside.word
    return sense.role(title) or sense.role(_TIER.sub("", sense.unbracketed(title)))


def _asks_in(arrows: Graph, id: str, roles: Mapping[str, tuple[Role, str]]) -> bool:
    """Whether a name leaves open who it is, by no role or one that only says that something runs, and arrows lead from
    it into the system."""
    return roles.get(id, (Role.SERVER,))[0] is Role.SERVER and bool({*arrows.reached(id)} & roles.keys())


def _front(
    node: Node, before: Sequence[str], after: Sequence[str], roles: Mapping[str, tuple[Role, str]]
) -> str | None:
    """The word for what people use, where nobody else is drawn before it and it leads to what answers."""
    if before or not _of([node.id], roles, Role.SERVER) or not _of(after, roles, Role.BALANCER, Role.SERVER):
        return None
    name = sense.unnumbered(first(node))
    hit = sense.ends_in(name, "front")
    return hit.word if hit else name if _APPS.fullmatch(name) else None


_APP = r"(?:iOS|Android|Web|Mobile|Desktop|TV)(?: ?(?:앱|apps?|clients?))?"
_APPS = re.compile(rf"{_APP}(?:\s*(?:[/,·&+]|and)\s*{_APP})+")
"""What people hold in their hands, one beside another: `iOS / Android / Web`."""


_ASKING = (Role.CLIENT, Role.BALANCER, Role.SERVER)


def _copied(chart: Flowchart, node: Node, roles: Mapping[str, tuple[Role, str]]) -> str:
    """The word for the copies of which there come to be more, or for who orders how many: what they are answers."""
    hit = sense.says(node.label.plain, "copies", "unit") if figures.target(node.label.plain) else None
    own = hit.word if hit and not sense.says(node.label.plain, "controller", "scaler", "range") else ""
    return own or machines.scaled(chart, node, roles)


def beside_clients(chart: Flowchart, roles: Mapping[str, tuple[Role, str]]) -> dict[str, tuple[Role, str]]:
    """What begins beside clients and leads but to balancers to which they lead too, by a name that says no more than
    what it is for: `Web` beside `iOS app`."""
    arrows, found = graph(chart), {}
    for node in chart.nodes:
        after = arrows.after.get(node.id, [])
        begins = not arrows.before.get(node.id) and node.shape not in _DECISIONS
        if not begins or not after or not all(_of([one], roles, Role.BALANCER) for one in after):
            continue
        beside = [roles[one][1] for id in after for one in arrows.before[id] if _of([one], roles, Role.CLIENT)]
        other = sense.ends_in(first(node), "action", "matter", "watcher", "observer", "operator")
        dotted = any(edge.source == node.id and edge.stroke == "dotted" for edge in chart.edges)
        if beside and not (other or dotted) and (node.id not in roles or _used(node, roles)):
            found[node.id] = (Role.CLIENT, beside[0])
    return found


def _used(node: Node, roles: Mapping[str, tuple[Role, str]]) -> bool:
    """Whether nothing says that it runs but what people use it as: a `Web`, a `Web app`, no `Web server`."""
    runs = sense.says(first(node), "kind.any", "kind.server", "unit")
    return _of([node.id], roles, Role.SERVER) and not runs and bool(sense.only(first(node), ("server", "front"), ()))


def _asks(node: Node, after: Sequence[str], roles: Mapping[str, tuple[Role, str]]) -> str:
    """The word for the store that something behind a balancer asks, where it is no act: whatever it is called, it
    answers requests."""
    acts = sense.says(node.label.plain, "action") or "?" in node.label.plain or node.shape in _DECISIONS
    asked = [roles[one][1] for one in after if one in roles and roles[one][0] in BEHIND]
    return asked[0] if asked and not acts else ""


def _of(ids: Sequence[str], roles: Mapping[str, tuple[Role, str]], *wanted: Role) -> bool:
    return any(id in roles and roles[id][0] in wanted for id in ids)


def _guides(chart: Flowchart, node: Node, roles: Mapping[str, tuple[Role, str]], after: Sequence[str]) -> str | None:
    """The word of what lets requests through, where it leads to several that answer: DNS before two regions."""
    kinds = {roles[one][0] if one in roles else _named(chart, one) for one in after}
    if len(after) < 2 or sense.asks(node.label.plain) or not kinds <= {Role.SERVER, Role.NODE, Role.BALANCER}:
        return None
    hit = sense.only(sense.unbracketed(first(node)), ("guide",), ("passing",))
    return hit.word if hit else None


def _named(chart: Flowchart, id: str) -> Role | None:
    """The role of a part that is marked as being down."""
    node = chart.node(id)
    told = sense.role(sense.unmarked(node.label.plain)) if node else None
    return told[0] if told else Role.NODE if _place(chart, id) else None


def _place(chart: Flowchart, id: str) -> str:
    """The place that something is called by alone: `Dublin`."""
    node = chart.node(id)
    hit = sense.only(first(node), ("place",), ()) if node else None
    return hit.word if hit else ""


def _rate(node: Node) -> Hit | None:
    """How many requests a second it sends, or comes to send, as a line beneath its name says, or its only one."""
    name, *others = node.label.lines or ("",)
    (line, *more) = others or [name]
    climbs = rates.climbed(line) if others else None
    climbed = Hit(line, frozenset({"traffic"}), 0, len(line)) if climbs else None
    return (climbed or rates.rate(line)) if not more else None


def _rushing(text: str) -> bool:
    """Whether a text speaks of much traffic as of a thing: "트래픽 10배"."""
    return bool(sense.says(text, "surge") or rates.times(text))
