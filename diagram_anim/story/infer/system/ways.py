"""Where requests go in a flowchart: who sends them, who takes them, and who only stands beside.

Who controls, watches or measures takes no requests: ways end before it, and what it does is told by itself. None where
arrows can't be told as a flow of requests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.system import Role
from diagram_anim.story import idle as still
from diagram_anim.story import sense
from diagram_anim.story.grammar import units
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.graph import graph, levels
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.system.divided import emptied, shared
from diagram_anim.story.infer.system.downed import down
from diagram_anim.story.infer.system.passing import ANSWERING, SURE, SYSTEM, chooses, flows, lets_pass
from diagram_anim.story.infer.system.struck import struck
from diagram_anim.story.infer.words import figured, rushes
from diagram_anim.story.infer.words.saying import DECISIONS
from diagram_anim.story.shares import claimed, entries, sharing


@dataclass(frozen=True, slots=True)
class Ways:
    """`reached` are those to whom requests from the sources may come, nearest first; `servers` answer them. `beside`
    stand at their way and take none, `around` are these with what only they lead to."""

    sources: tuple[str, ...]
    reached: tuple[str, ...]
    servers: tuple[str, ...]
    beside: tuple[str, ...]
    around: frozenset[str]

    @property
    def here(self) -> set[str]:
        return {*self.sources, *self.reached}

    def settings(self, given: Given) -> dict[str, dict[str, str]]:
        """Who stands beside and is nothing known takes no requests in the simulation either."""
        return {id: {"role": Role.CONTROLLER.value} for id in self.beside if given.role(id) is Role.THING}


def ways(given: Given) -> Ways | None:
    found = sources(given)
    if not found or any(_odd(given, id) for id in given.of_role(Role.BALANCER)):
        return None
    beside = [*dict.fromkeys((*_behind(given), *(id for id in given.nodes if stands_beside(given, id))))]
    beside += _foreign(given, _reached(given, found, beside))
    reached = _reached(given, found, beside)
    servers = [id for id in reached if given.role(id) in ANSWERING]
    servers = servers or [id for told in shared(given).values() for id in told.stages[0] if given.role(id) in SYSTEM]
    servers = servers or [id for id in reached if given.role(id) in SURE and _behind_one(given, id)]
    servers = servers or [id for id in reached if given.role(id) in SURE and _asked(given, id)]
    servers = servers or [id for id in reached if given.role(id) in SURE and _told_of(given, id)]
    servers = servers or [id for id in reached if given.role(id) is Role.CACHE and _edge(given, id)]
    if not servers or not all(flows(given, id) for id in reached) or _unsure(given, found, reached):
        return None
    strange = [id for id in reached if id in given.nodes and given.role(id) is Role.THING and not lets_pass(given, id)]
    known = any(given.role(id) in SURE for id in (*found, *reached)) and len(strange) * 3 <= len(reached)
    if strange and not known and not shared(given):
        return None
    near = [id for id in beside if {*given.graph.before.get(id, [])} & {*found, *reached}]
    around = {one for id in near for one in given.graph.reached(id) if given.role(one) not in SYSTEM}
    return Ways(tuple(found), tuple(reached), tuple(servers), tuple(near), frozenset({*near, *around}))


def _odd(given: Given, id: str) -> bool:
    """Whether the shares that a balancer gives out make no whole: how many requests go where, nobody knows."""
    told = claimed(given.chart, id)
    return (
        told is not None
        and not (told.looked_up or told.rated)
        and not all(units.whole(stage.values()) for stage in told.stages)
    )


def _behind_one(given: Given, id: str) -> bool:
    """Whether a balancer or a client leads to it, among others: a shard behind its router; or a balancer or a cache in
    a chart of nothing but a system's parts."""
    before = [one for one in given.graph.before.get(id, []) if given.role(one) in (Role.BALANCER, Role.CLIENT)]
    system = all(given.role(one) in (Role.CLIENT, *SYSTEM) for one in given.nodes)
    caches = [one for one in given.graph.before.get(id, []) if given.role(one) is Role.CACHE]
    alone = system and given.role(id) in _KEEPING and any(given.role(one) is Role.BALANCER for one in before)
    alone = alone or (system and given.role(id) is Role.STORE and bool(caches))
    return alone or any(len(given.graph.after[one]) > 1 for one in before)


_KEEPING = (Role.STORE, Role.CACHE, Role.QUEUE)


def _asked(given: Given, id: str) -> bool:
    """Whether nobody but clients leads to it, and it to nobody: they ask it themselves."""
    before = given.graph.before.get(id, [])
    return bool(before) and not given.graph.after.get(id) and all(given.role(one) is Role.CLIENT for one in before)


def _told_of(given: Given, id: str) -> bool:
    """The same where it hands on to its copies alone, and who watches leads to it, too: if the paragraph before the
    chart tells how many requests there come to be, or how many fail."""
    clients = [given.role(one) for one in given.graph.before.get(id, []) if not sense.says(given.words(one), "watcher")]
    copies = all(given.role(one) is Role.STORE for one in given.graph.after.get(id, []))
    asked = copies and bool(clients) and {*clients} <= {Role.CLIENT, Role.CONTROLLER}
    return asked and Role.CLIENT in clients and bool(rushes.rush(given) or figured.erring(given))


def _edge(given: Given, id: str) -> bool:
    """Whether clients alone ask a cache, and it asks a store on their behalf: it answers at the edge."""
    asking = [one for one in given.graph.before.get(id, []) if given.role(one) is Role.CLIENT]
    others = [one for one in given.graph.before.get(id, []) if one not in asking]
    behind = {given.role(one) for one in given.graph.reached(id)}
    return bool(asking) and not others and Role.STORE in behind


def _behind(given: Given) -> list[str]:
    """What stands behind those among whom requests are shared out, and takes none: who measures and decides on them."""
    answering = [id for told in shared(given).values() for id in told.stages[0]]
    after = [one for id in answering for one in given.graph.after.get(id, [])]
    return [id for id in dict.fromkeys(after) if not flows(given, id) or _aside(given, id)]


def _foreign(given: Given, reached: list[str]) -> list[str]:
    """What is no part of the system and stands behind all of it, where that is sure to be one: a backup, a policy."""
    ends = [id for id in reached if id in given.nodes and not flows(given, id) and _aside(given, id)]
    if any(_happens(given, id) for id in ends):
        return []
    known = [given.role(id) for id in reached if given.role(id) in SYSTEM]
    sure = any(role in SURE for role in known) and any(role in ANSWERING for role in known)
    return ends if sure and len(ends) * FEW <= len(reached) else []


def _happens(given: Given, id: str) -> bool:
    """Whether it, or an arrow to it, tells of something that comes about, or of one case of several. A backup behind a
    store is none that comes in for another."""
    arrows = [edge.label.plain for edge in given.graph.edges if edge.target == id and edge.label]
    kept = {given.role(one) for one in given.graph.before.get(id, [])} == {Role.STORE}
    told = ("outage", "failure", "sick", "end", "surge", *(() if kept else ("standby",)))
    return any(sense.says(text, *told) for text in (given.words(id), *arrows)) or any(map(sense.is_answer, arrows))


FEW = 3
"""One in so many may be strange where the others tell that they are a system."""


def _aside(given: Given, id: str) -> bool:
    """Whether neither it nor anything behind it is a part of a system."""
    return all(given.role(one) is Role.THING for one in (id, *given.graph.reached(id)))


def stands_beside(given: Given, id: str) -> bool:
    """Whether it controls, watches or measures others, and is not what a client talks to."""
    if any(given.role(one) is Role.CLIENT for one in given.graph.before.get(id, [])):
        return False
    last = not given.graph.after.get(id) and bool(given.of_role(*SURE))
    ends = last and bool(sense.says(given.words(id), "failure", "outage"))
    ends = ends or (last and _REFUSES.search(given.words(id)) is not None)
    watches = given.role(id) is Role.THING and (ends or sense.says(given.name(id), "watcher", "observer"))
    return given.role(id) is Role.CONTROLLER or (bool(watches) and given.nodes[id].shape not in DECISIONS)


_REFUSES = re.compile(r"\b[45]\d\d\b")
"""What a balancer answers itself: `429 Too Many Requests`."""


def _reached(given: Given, sources: list[str], beside: list[str]) -> list[str]:
    """Where requests may come, nearest first; a group with all that is in it."""
    found = dict.fromkeys(sources)
    queue = list(sources)
    for id in queue:
        within = [one for one in inside(given.chart, id) if one in given.nodes] if id in given.groups else []
        after = [edge.target for edge in given.graph.edges if edge.source == id and not idle(given, edge)]
        for one in (*after, *within):
            if one not in found and one not in beside and not _told(given, one):
                found[one] = None
                queue.append(one)
    return [id for id in found if id not in sources]


def _told(given: Given, id: str) -> bool:
    """Whether it is a client who is only answered or told something."""
    before = given.graph.before.get(id, [])
    return given.role(id) is Role.CLIENT and any(given.role(one) is not Role.CLIENT for one in before)


def idle(given: Given, edge: Edge) -> bool:
    """Whether no requests go along an arrow."""
    return still.idle(given.chart, edge)


def sources(given: Given) -> list[str]:
    """Clients at the beginning, to whom nothing comes but answers, or the balancer where no client is drawn."""
    after, before = given.graph.after, given.graph.before
    entered = {one for id in given.groups if id in before for one in inside(given.chart, id)}
    first = [id for id in given.nodes if after.get(id) and not before.get(id) and id not in entered]
    asking = [id for id in given.of_role(Role.CLIENT) if after.get(id)]
    asking = [id for id in asking if not sense.ends_in(given.name(id), "operator")] or asking
    clients = [id for id in asking if {*before.get(id, [])} <= {*given.graph.reached(id), *given.of_role(Role.QUEUE)}]
    balancers = [id for id in first if given.role(id) is Role.BALANCER and _spreads(given, id)]
    return clients or balancers or [id for id in first if _lets_in(given, id)] or _asking(given, first)


def _asking(given: Given, first: list[str]) -> list[str]:
    """The only one who runs where arrows begin, if it leads but to who shares out as its arrows say."""
    sharing_out = [id for id in given.of_role(Role.BALANCER) if sharing(given.chart, id)]
    asking = [id for id in first if given.role(id) is Role.SERVER and {*given.graph.after[id]} <= {*sharing_out}]
    return asking if len(asking) == len(first) == 1 else []


def _lets_in(given: Given, id: str) -> bool:
    """Whether requests come in there: what lets them pass, or a cache at the edge, before a balancer."""
    first = given.role(id) is Role.CACHE or (given.role(id) is Role.THING and lets_pass(given, id))
    onward = {given.role(one) for one in given.graph.after[id]} <= {Role.BALANCER, Role.CACHE}
    return first and onward and any(given.role(one) is Role.BALANCER for one in given.graph.reached(id))


def _spreads(given: Given, id: str) -> bool:
    """Whether it has several to send to, or hands on to another balancer, or to one who asks a store; in one of
    several pictures also to any."""
    after = given.graph.after[id]
    if all(edge.stroke == "dotted" for edge in given.graph.edges if edge.source == id):
        return False  # a selector, no way of requests
    asks = any(given.role(one) in SURE for one in given.graph.after.get(after[0], []))
    answers = given.role(after[0]) in ANSWERING and (given.picture or asks)
    return len(after) > 1 or given.role(after[0]) is Role.BALANCER or answers


def _unsure(given: Given, sources: list[str], reached: list[str]) -> bool:
    """Arrows that turn back, ways taken only after a failure, and decisions can't be told as a flow of requests."""
    here, among = {*sources, *reached}, shared(given)
    reserve = {id for told in among.values() for id in told.reserve}
    reserve |= {one for id in reserve if id in given.groups for one in inside(given.chart, id)}
    counted = {id for told in among.values() for id in told.stages[0]}
    counted |= {id for id in given.groups if {*entries(given.chart, id)} <= counted}
    dead = {id for id in (*given.nodes, *given.groups) if down(given, id)}
    waiting = (id for id in here - reserve - counted - dead if sense.says(given.words(id), "standby"))
    waiting = (id for id in waiting if not _copied(given, id))
    if any(not _chooses(given, id) and not sense.says(given.words(id), "promote") for id in waiting):
        return True
    leaving = here - emptied(given) - dead
    if any(sense.says(given.words(id), "end") for id in leaving if given.role(id) in ANSWERING):
        return True  # what is going already gets nothing new
    if reserve and any(sense.says(given.words(id), "outage", "failure") for id in given.nodes.keys() - dead):
        return True
    for edge in given.graph.edges:
        if edge.source not in here or edge.target not in here - reserve or edge.target in dead or idle(given, edge):
            continue
        if given.falls(edge) or edge.target in given.coming:
            continue
        if given.barred(edge) or (edge.label and sense.says(edge.label.plain, "blocked")):
            return True
        told = edge.source in among and edge.target in counted
        aside = edge.stroke == "dotted" and given.role(edge.source) is Role.BALANCER and not told
        if aside and not _plain(given, edge.source):
            return True
        if edge.label and not told and sense.says(edge.label.plain, "outage", "failure", "heal", "standby"):
            return True
    asked = here if among else {*given.nodes}
    if any(sense.marked(given.label(id).lines) for id in here - dead - {*sources} if id in given.nodes):
        return True  # a cross that may mean that it is down, or only that it is no good
    decides = any(chooses(given, node.id) and node.id in asked - given.roles.keys() for node in given.chart.nodes)
    return decides or _turns(given, here)


def _copied(given: Given, id: str) -> bool:
    """Whether it is a store to which another alone leads, by dotted arrows: it stands by as a copy."""
    arrows = [edge for edge in given.graph.edges if edge.target == id]
    stores = given.role(id) is Role.STORE and all(given.role(edge.source) is Role.STORE for edge in arrows)
    return stores and bool(arrows) and all(edge.stroke == "dotted" for edge in arrows)


def _chooses(given: Given, id: str) -> bool:
    """Whether what it says of a failover is what it does for others: a `Route 53 (DNS failover)`."""
    return given.role(id) is Role.BALANCER or lets_pass(given, id)


def _turns(given: Given, here: set[str]) -> bool:
    """Whether arrows lead round in a circle that isn't the way of answers and of what leaves the system: each goes back
    to what let the requests in."""
    depth = levels(given.graph)
    answers = [
        edge for edge in given.graph.edges if _back(given, edge, here) and depth[edge.target] < depth[edge.source]
    ]
    onward = tuple(edge for edge in given.graph.edges if edge not in answers and not idle(given, edge))
    way = graph(replace(given.chart, edges=onward))
    return way.turns_back(here)


def _back(given: Given, edge: Edge, here: set[str]) -> bool:
    """Whether an arrow may bring an answer: the same way is drawn onward, or it ends where requests come in."""
    paired = edge.target in given.graph.before.get(edge.source, [])
    entry = edge.target in given.nodes and (
        given.role(edge.target) in (Role.CLIENT, Role.BALANCER) or lets_pass(given, edge.target)
    )
    return edge.source in here and edge.target in here and (paired or entry)


def _plain(given: Given, source: str) -> bool:
    """Whether its dotted arrows are no second choice: all are, or each says its share."""
    return sharing(given.chart, source) is not None or all(
        edge.stroke == "dotted" or struck(given, edge) for edge in given.graph.edges if edge.source == source
    )
