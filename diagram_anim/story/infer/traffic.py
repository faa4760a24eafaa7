"""Requests through a drawn system: a source, what stands between, and what answers them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.graph import cover, levels
from diagram_anim.story.infer.downed import down, failing, struck
from diagram_anim.story.infer.given import Given, Telling, beat, chain
from diagram_anim.story.infer.reveal import DECISIONS, SENDS, flow, sent, whole
from diagram_anim.story.language import phrases
from diagram_anim.story.language.lexicon import find
from diagram_anim.story.shares import Sharing, sharing

RATE = 10.0
SEEN = 4.0
SURGE = 5.0
EASED = 2.0
"""Seconds in which shares move from one stage to the next."""

SYSTEM = (Role.BALANCER, Role.SERVER, Role.STORE, Role.CACHE, Role.QUEUE, Role.NODE)
ANSWERING = (Role.SERVER, Role.NODE)
SURE = (Role.BALANCER, Role.STORE, Role.CACHE, Role.QUEUE)
"""Roles that tell a system from a process in which a word happens to mean a server."""

DEEP = (Role.STORE, Role.CACHE, Role.QUEUE)


_NAME = re.compile(r"[A-Z][\w.-]*(?: [A-Za-z][\w.-]*)?")
"""A name of one or two words in Latin letters."""


def tell(given: Given) -> Telling | None:
    sources = _sources(given)
    if not sources:
        return None
    behind = _behind(given)
    reached = _reached(given, sources, behind)
    servers = [id for id in reached if given.role(id) in ANSWERING]
    servers = servers or [id for told in _shared(given).values() for id in told.stages[0] if given.role(id) in SYSTEM]
    if not servers or not all(_flows(given, id) for id in reached) or _unsure(given, sources, reached):
        return None
    strange = [id for id in reached if id in given.nodes and given.role(id) is Role.THING and not _lets_pass(given, id)]
    known = any(given.role(id) in SURE for id in (*sources, *reached)) and len(strange) * 3 <= len(reached)
    if strange and not known and not _shared(given):
        return None
    steps = [given.opening("reveal"), *_other(given, sources, reached)]
    steps += _flowing(given, sources, servers)
    steps += surging(given, sources)
    steps += _in_reserve(given)
    steps += [] if given.picture else _deep(given, reached) or _answered(given, servers)
    steps += failing(given, reached)
    ways = [
        (edge.source, edge.target) for edge in given.graph.edges if {edge.source, edge.target} & _after(given, behind)
    ]
    if ways:
        steps.append(flow(given, list(dict.fromkeys(ways))[:SENDS]))
    return Telling(tuple(steps), {id: {"role": Role.CONTROLLER.value} for id in behind if given.role(id) is Role.THING})


def _behind(given: Given) -> list[str]:
    """What stands behind those among whom requests are shared out, and takes none: who measures and decides on them."""
    answering = [id for told in _shared(given).values() for id in told.stages[0]]
    after = [one for id in answering for one in given.graph.after.get(id, [])]
    return [id for id in dict.fromkeys(after) if not _flows(given, id) or _aside(given, id)]


def _aside(given: Given, id: str) -> bool:
    """Whether neither it nor anything behind it is a part of a system."""
    return all(given.role(one) is Role.THING for one in (id, *given.graph.reached(id)))


def _after(given: Given, behind: list[str]) -> set[str]:
    return {*behind, *(one for id in behind for one in given.graph.reached(id) if given.role(one) is Role.THING)}


def _reached(given: Given, sources: list[str], behind: list[str]) -> list[str]:
    """Where requests may come, nearest first; a group with all that is in it."""
    found = dict.fromkeys(sources)
    queue = list(sources)
    for id in queue:
        within = [one for one in inside(given.chart, id) if one in given.nodes] if id in given.groups else []
        for one in (*given.graph.after.get(id, []), *within):
            if one not in found and one not in behind:
                found[one] = None
                queue.append(one)
    return [id for id in found if id not in sources or given.graph.before.get(id)]


def _sources(given: Given) -> list[str]:
    """Clients at the beginning, or the balancer where no client is drawn."""
    first = [id for id in given.nodes if given.graph.after.get(id) and not given.graph.before.get(id)]
    clients = [id for id in first if given.role(id) is Role.CLIENT]
    balancers = [id for id in first if given.role(id) is Role.BALANCER and _spreads(given, id)]
    return clients or balancers


def _spreads(given: Given, id: str) -> bool:
    """Whether it has several to send to, or hands on to another balancer; in one of several pictures also to one."""
    after = given.graph.after[id]
    return len(after) > 1 or given.role(after[0]) in (Role.BALANCER, *(ANSWERING if given.picture else ()))


def _flows(given: Given, id: str) -> bool:
    """Whether requests go there: a part of a system with a role, or a group of such."""
    parts = [id] if id in given.nodes else [one for one in given.nodes if given.nodes[one].parent == id]
    return all(given.role(one) in SYSTEM or _passes(given, one) or _uses(given, one) for one in parts)


def _uses(given: Given, id: str) -> bool:
    """Whether it is what a client uses: the browser behind the user."""
    before = given.graph.before.get(id, [])
    after = given.graph.after.get(id, [])
    return given.role(id) is Role.CLIENT and bool(after) and all(given.role(one) is Role.CLIENT for one in before)


def _passes(given: Given, id: str) -> bool:
    """Whether requests pass through a thing of no known role: what is known to let them through (a firewall, a
    sidecar), or what has a name of its own (Istio); no act, and no question."""
    words = given.words(id)
    if given.role(id) is not Role.THING or given.nodes[id].shape in DECISIONS or "?" in words:
        return False
    if _lets_pass(given, id):
        return True
    return not find(words) and bool(_NAME.fullmatch(phrases.clean(words)))


def _lets_pass(given: Given, id: str) -> bool:
    return sense.only(given.words(id), ("passing",), tuple(role.value for role in SYSTEM)) is not None


def _unsure(given: Given, sources: list[str], reached: list[str]) -> bool:
    """Arrows that turn back, ways taken only after a failure, and decisions can't be told as a flow of requests."""
    here = {*sources, *reached}
    reserve = {id for told in _shared(given).values() for id in told.reserve}
    if any(sense.says(given.words(id), "standby") for id in here - reserve):
        return True
    if any(sense.says(given.words(id), "end") for id in here if given.role(id) in ANSWERING):
        return True  # what is going already gets nothing new
    if reserve and any(sense.says(given.words(id), "outage", "failure") for id in given.nodes):
        return True
    for edge in given.graph.edges:
        if edge.source not in here or edge.target not in here - reserve or struck(given, edge):
            continue
        if given.barred(edge) or (edge.label and sense.says(edge.label.plain, "blocked")):
            return True
        if edge.stroke == "dotted" and given.role(edge.source) is Role.BALANCER and not _plain(given, edge.source):
            return True
        if edge.label and sense.says(edge.label.plain, "outage", "failure", "heal", "standby"):
            return True
    asked = here if _shared(given) else {*given.nodes}
    decides = any(node.shape in DECISIONS and node.id in asked - given.roles.keys() for node in given.chart.nodes)
    return decides or given.graph.turns_back(here)


def _plain(given: Given, source: str) -> bool:
    """Whether its dotted arrows are no second choice: all are, or each says its share."""
    return sharing(given.chart, source) is not None or all(
        edge.stroke == "dotted" or struck(given, edge) for edge in given.graph.edges if edge.source == source
    )


def _other(given: Given, sources: list[str], reached: list[str]) -> list[Step]:
    """What else runs along arrows, before the requests do."""
    here = {*sources, *reached}
    depth = levels(given.graph)
    past = here | _after(given, _behind(given))
    paths = [_up_to(whole(given, path, depth), here) for path in cover(given.graph) if path[0] not in past]
    sends = [one for path in paths[:SENDS] if len(path) > 1 for one in sent(given, path)]
    return [given.step(given.say("flows"), *sends)] if sends else []


def _up_to(path: Sequence[str], here: Set[str]) -> tuple[str, ...]:
    """A path as far as the requests' own way: what comes to it is none of them."""
    end = next((place for place, one in enumerate(path) if one in here), len(path))
    return tuple(path[: end + 1])


def _flowing(given: Given, sources: list[str], servers: list[str]) -> list[Step]:
    shared = _shared(given)
    if len(sources) > 1 and all(id in shared for id in sources):
        return [*(_apart(given, id, shared[id]) for id in sources), *_shifting(given)]
    cause = given.cause("traffic", given.roles[sources[0]][1], sources[0])
    beats: list[Beat] = [beat("traffic", *sources, cause=cause, rate=RATE)]
    splits = [_split(given, id, told, 0) for id, told in shared.items()]
    beats += [one for one, _ in splits]
    beats.append(beat("wait", cause=cause, seconds=SEEN))
    return [given.step(splits[0][1] if splits else told(given, sources, servers), *beats), *_shifting(given)]


def _apart(given: Given, id: str, shared: Sharing) -> Step:
    """One of several pictures of the same thing, before and after."""
    split, words = _split(given, id, shared, 0)
    home = given.groups.get(given.nodes[id].parent)
    words = f"{home.label.plain}: {words}" if home and home.label.plain else words
    cause = given.cause("traffic", given.roles[id][1], id)
    seen = beat("wait", cause=cause, seconds=SEEN)
    return given.step(words, beat("traffic", id, cause=cause, rate=RATE), split, seen)


def told(given: Given, sources: list[str], servers: list[str]) -> str:
    """Which way the requests take."""
    say, client = given.say, given.many(sources)
    balancers = [id for id in given.of_role(Role.BALANCER) if len(_targets(given, id)) > 1]
    if balancers and (balancers[0] in sources or all(_rush(given, id) for id in sources)):
        return say("traffic_on", lb=given.name(balancers[0]), many=given.many(_targets(given, balancers[0])))
    if balancers:
        targets = given.many(_targets(given, balancers[0]))
        return say("traffic_spread", client=client, lb=given.name(balancers[0]), many=targets)
    first = [server for server in servers if any(server in _targets(given, source) for source in sources)]
    return say("traffic_one", client=client, b=given.many(first or servers[:1]))


def _rush(given: Given, id: str) -> bool:
    """Whether a source is the requests themselves, and nobody who sends them."""
    words = given.words(id)
    return not sense.says(words, "client") and bool(sense.says(words, "traffic") or figures.times(words))


def _targets(given: Given, id: str) -> list[str]:
    return given.graph.after.get(id, [])


def _shared(given: Given) -> dict[str, Sharing]:
    """The balancers all of whose arrows carry shares that make a whole."""
    found = {id: sharing(given.chart, id) for id in given.of_role(Role.BALANCER)}
    return {id: told for id, told in found.items() if told}


def _split(given: Given, id: str, told: Sharing, stage: int) -> tuple[Beat, str]:
    """A stage of a balancer's shares, and how it is said."""
    weights = told.stages[stage]
    eased = {"over": EASED} if stage else {}
    split = beat("split", id, cause=given.cause("split", told.word, id), to=weights, **eased)
    if told.reserve:
        first = [target for target in weights if target not in told.reserve]
        clients = [one for one in _sources(given) if one != id] or [id]
        return split, given.say("traffic_one", client=given.many(clients), b=given.many(first))
    many = given.say.many([f"{given.name(target)} {share:.3g}%" for target, share in weights.items()], table=True)
    return split, given.say("traffic_shares", lb=given.name(id), many=many)


def _in_reserve(given: Given) -> list[Step]:
    """Who stands by, and for which case."""
    return [
        given.step(
            given.say("alone", a=given.name(id), text=phrases.clean(text)),
            beat("highlight", id, cause=given.cause("standby", text, id)),
            beat("wait", seconds=SEEN, cause=given.cause("standby", text, id)),
        )
        for told in _shared(given).values()
        for id, text in told.reserve.items()
    ]


def _shifting(given: Given) -> list[Step]:
    """The later stages of shares: `100% → 0%`."""
    steps = []
    for id, told in _shared(given).items():
        for stage in range(1, len(told.stages)):
            split, words = _split(given, id, told, stage)
            seen = beat("wait", cause=given.cause("split", told.word, id), seconds=SEEN)
            steps.append(given.step(words, *chain(split, seen)))
    return steps


def surging(given: Given, sources: list[str]) -> list[Step]:
    """`10배` or `x10` beside a word for traffic, on a source or its arrows."""
    for source in sources:
        labels = [given.words(source)]
        labels += [edge.label.plain for edge in given.graph.edges if edge.source == source and edge.label]
        for label in labels:
            times = figures.times(label)
            if times and times > 1 and sense.says(label, "traffic", "surge"):
                cause = given.cause("surge", f"x{times}", source)
                load = beat("load", source, cause=cause, times=float(times), over=SURGE)
                return [given.step(given.say("traffic_surge", times=times), load)]
    return []


def _deep(given: Given, reached: list[str]) -> list[Step]:
    """The stores behind the servers."""
    behind = {one for id in reached if given.role(id) in ANSWERING for one in given.graph.reached(id)}
    stores = [id for id in reached if given.role(id) in DEEP and id in behind]
    if not stores:
        return []
    words = given.say("traffic_deep", many=given.many(stores))
    cause = given.cause("traffic", given.roles[stores[0]][1], stores[0])
    return [given.step(words, beat("highlight", *stores, cause=cause), beat("wait", cause=cause, seconds=SEEN))]


def _answered(given: Given, servers: list[str]) -> list[Step]:
    """Those that answer, where nothing stands behind them and nothing else is to be told."""
    if any(down(given, server) for server in servers) or _in_reserve(given):
        return []
    idle = {target for told in _shared(given).values() for target, percent in told.stages[-1].items() if not percent}
    servers = [server for server in servers if server not in idle]
    cause = given.cause("traffic", given.roles[servers[0]][1], servers[0])
    words = given.say("traffic_answer", many=given.many(servers))
    return [given.step(words, beat("highlight", *servers, cause=cause), beat("wait", cause=cause, seconds=SEEN))]
