"""How it is told that requests run through a system at rest: from whom they come, how they are shared out, how far they
get, and who answers them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import idle as still
from diagram_anim.story import sense
from diagram_anim.story.graph import links
from diagram_anim.story.hits import hits
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.structure import lookups
from diagram_anim.story.infer.structure.reveal import running
from diagram_anim.story.infer.system import shifts
from diagram_anim.story.infer.system.divided import shared
from diagram_anim.story.infer.system.downed import down
from diagram_anim.story.infer.system.passing import ANSWERING
from diagram_anim.story.infer.system.ways import Ways, idle, sources, stands_beside
from diagram_anim.story.infer.words import sending, surges
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.shares import Sharing

SEEN = 4.0

DEEP = (Role.STORE, Role.CACHE, Role.QUEUE)


def flowing(given: Given, found: Ways) -> list[Step]:
    """Requests from their sources, as they are shared out at first."""
    sources, balancers = found.sources, shared(given)
    if len(sources) > 1 and all(id in balancers for id in sources):
        return [_apart(given, id, balancers[id]) for id in sources]
    cause = given.cause("traffic", given.told(sources[0]), sources[0])
    beats = sending.traffic(given, sources, cause)
    splits = [shifts.split(given, id, told, 0) for id, told in balancers.items()]
    beats += [one for one, _ in splits]
    beats.append(beat("wait", cause=cause, seconds=SEEN))
    words = splits[0][1] if splits else told(given, sources, found.servers)
    return [given.step(words, *beats)]


def _apart(given: Given, id: str, shared: Sharing) -> Step:
    """One of several pictures of the same thing, before and after."""
    split, words = shifts.split(given, id, shared, 0)
    home = given.groups.get(given.nodes[id].parent)
    words = f"{home.label.plain}: {words}" if home and home.label.plain else words
    cause = given.cause("traffic", given.told(id), id)
    seen = beat("wait", cause=cause, seconds=SEEN)
    return given.step(words, *sending.traffic(given, [id], cause), split, seen)


def told(given: Given, sources: Sequence[str], servers: Sequence[str]) -> str:
    """Which way the requests take."""
    say, client = given.say, given.many(sources)
    servers = [id for id in servers if id not in given.coming] or servers
    way = {*sources, *(one for source in sources for one in given.graph.reached(source))}
    balancers = [id for id in given.of_role(Role.BALANCER) if id in way and len(_targets(given, id)) > 1]
    if balancers and (balancers[0] in sources or all(sending.stands_for_requests(given, id) for id in sources)):
        return say("traffic_on", lb=given.name(balancers[0]), many=given.counted(_targets(given, balancers[0])))
    if balancers:
        (lb, *_), many = balancers, given.counted(_targets(given, balancers[0]))
        return say("traffic_spread", client=client, lb=given.name(lb), many=many)
    first = [server for server in servers if any(server in _targets(given, source) for source in sources)]
    caches = [one for one in _targets(given, sources[0]) if given.role(one) is Role.CACHE]
    looked = [one.cache for one in lookups.found(given) if one.miss.source == one.cache]
    edges = [one for one in caches if one in looked or decides(given, one) or sources[0] in _targets(given, one)]
    if edges and not first:
        return say("traffic_one", client=client, b=given.many(edges))
    nearest = [one for one in servers if given.graph.before.get(one) == given.graph.before.get(servers[0])]
    queues = [one for one in _targets(given, sources[0]) if given.role(one) is Role.QUEUE]
    if queues and not first and {*queues} >= {*given.graph.before.get(servers[0], [])}:
        return say("traffic_queue", client=client, via=given.many(queues), b=given.many(nearest))
    return say("traffic_one", client=client, b=given.many(first or nearest))


def _targets(given: Given, id: str) -> list[str]:
    off = given.coming | still.resting(given.chart)
    after = [one for one in given.graph.after.get(id, []) if one not in off]
    return [one for one in after if one in given.groups or not stands_beside(given, one)]


def overrun(given: Given, found: Ways) -> list[Step]:
    """That those who answer are sent more than they say that they take."""
    rush = surges.rushes(given, found.sources)
    if not sending.overruns(given, found.sources, found.servers, rush.times if rush else 1):
        return []
    most = sending.limits(given, found.sources, found.servers)[found.servers[0]]
    cause = given.cause("limit", most.word, found.servers[0])
    waits = all(given.role(one) is Role.QUEUE for id in found.servers for one in given.graph.before.get(id, []))
    words = given.say("traffic_over_queue" if waits else "traffic_over", many=given.many(found.servers))
    light = beat("highlight", *found.servers, cause=cause)
    return [given.step(words, light, beat("wait", cause=cause, seconds=SEEN))]


def deep(given: Given, found: Ways, unfed: Collection[str] = ()) -> list[Step]:
    """The stores behind the servers, but for those that get nothing."""
    unused = {(edge.source, edge.target) for edge in given.graph.edges if idle(given, edge)}
    spared = {one for told in shared(given).values() for one, share in told.stages[-1].items() if not share}
    spared.update(unfed)
    pairs = [pair for pair in links(given.chart, unused) if not spared.intersection(pair)]
    serving = [id for id in _onward(pairs, found.sources) if given.role(id) in ANSWERING]
    behind = _onward(pairs, serving)
    stores = [id for id in found.reached if given.role(id) in DEEP and id in behind]
    if not stores:
        return []
    words = given.say("traffic_deep", many=given.many(stores))
    cause = given.cause("traffic", given.told(stores[0]), stores[0])
    return [given.step(words, beat("highlight", *stores, cause=cause), beat("wait", cause=cause, seconds=SEEN))]


def _onward(pairs: Sequence[tuple[str, str]], starts: Sequence[str]) -> list[str]:
    """All that these lead to, nearest first."""
    found = [there for here, there in pairs if here in starts]
    for here in found:
        found += [there for one, there in pairs if one == here and there not in found]
    return found


def answered(given: Given, servers: Sequence[str], unfed: Collection[str] = ()) -> list[Step]:
    """Those that answer, where nothing stands behind them and nothing else is to be told."""
    if any(down(given, server) for server in servers) or shifts.in_reserve(given):
        return []
    idle = {target for told in shared(given).values() for target, percent in told.stages[-1].items() if not percent}
    servers = [server for server in servers if server not in idle | given.coming | {*unfed}]
    servers = [server for server in servers if not _hands_on(given, server, servers)] or servers
    if not servers:
        return []
    fronts = [id for one in sources(given) for id in given.graph.after.get(one, []) if given.role(id) is Role.CACHE]
    servers = [*(id for id in fronts if hits(given.chart, id) and id not in servers), *servers]
    cause = given.cause("traffic", given.told(servers[0]), servers[0])
    before = {given.role(one) for server in servers for one in given.graph.before.get(server, [])}
    taken = before == {Role.QUEUE}
    words = given.say("traffic_taken" if taken else "traffic_answer", many=given.many(servers))
    return [given.step(words, beat("highlight", *servers, cause=cause), beat("wait", cause=cause, seconds=SEEN))]


def _hands_on(given: Given, id: str, servers: Sequence[str]) -> bool:
    """Whether what is no server by its own words leads but to others that answer: it answers nobody itself."""
    after = given.graph.after.get(id, [])
    return bool(after) and {*after} <= {*servers} and sense.role(given.words(id)) is None


def looked_up(given: Given, found: Ways, looked: Sequence[lookups.Lookup]) -> list[Step]:
    """What a cache at the edge does of what it has, and of what it hasn't, one after another."""
    caches = [id for id in found.reached if given.role(id) is Role.CACHE and decides(given, id)]
    caches = [id for id in caches if id not in shared(given) and not any(id == one.cache for one in looked)]
    return running(given, [edge for edge in given.graph.edges if edge.source in caches])
