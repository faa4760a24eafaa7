"""Requests through a drawn system: a source, what stands between, and what answers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story import idle as still
from diagram_anim.story.graph import links
from diagram_anim.story.hits import hits
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.structure import lookups, sends
from diagram_anim.story.infer.structure.concerns import Concern, parted
from diagram_anim.story.infer.structure.leading import before
from diagram_anim.story.infer.structure.reveal import running
from diagram_anim.story.infer.system import erring, growing, growth, plans, pulled, shifts
from diagram_anim.story.infer.system.downed import down, event, failing, healed, wake
from diagram_anim.story.infer.system.passing import ANSWERING
from diagram_anim.story.infer.system.ways import Ways, idle, shared, sources, stands_beside, ways
from diagram_anim.story.infer.words import sending, surges
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.shares import Sharing

SEEN = 4.0
TILES = 12
"""Cards of more copies don't show them."""

DEEP = (Role.STORE, Role.CACHE, Role.QUEUE)


def tell(given: Given) -> Telling | None:
    found = ways(given)
    if found is None:
        return None
    grown = growth.growth(given) or growth.joining(given)
    if grown and grown.copies is None:
        given = replace(given, coming=frozenset(grown.parts))
    grows = [(grown.by, part) for part in (*grown.parts, grown.group)] if grown else []
    moves = shifts.shifting(given)
    falls = any(one.verb == "fail" for step in moves for one in step.beats)
    others = beside(given, found if not grown else replace(found, around=frozenset()))
    follows = [edge for edge in others if edge.source in wake(given, found.reached) and not idle(given, edge)]
    aside = running(given, [edge for edge in others if edge not in follows])
    orders = growing.orders(given, grown) | pulled.hops(given, found)
    leads = before(given, found, grows, orders)
    steps = [given.opening("reveal"), *leads, *flowing(given, found)]
    steps += [*aside, *moves] if falls else moves
    pulls = pulled.steps(given, found)
    steps += pulls
    split = {id for told in shared(given).values() for id in told.stages[0]}
    put_out = erring.ejected(given, found.reached)
    erred = erring.steps(given, [id for id in found.reached if id in put_out or not (id in split or down(given, id))])
    steps += [*erred, *erring.without(given, put_out)]
    ahead = growing.acts(given, grown) if grown and surges.ahead(given) else []
    steps += [*ahead, *surges.surging(given, found.sources)]
    steps += shifts.in_reserve(given)
    told = given.picture or bool(pulls) or any("errors" in one.args for step in (*erred, *moves) for one in step.beats)
    looked = [one for one in lookups.found(given) if {one.cache, one.behind} <= {*found.reached}]
    asked = lookups.steps(given, looked)
    steps += asked
    steps += [] if told or asked else _overrun(given, found) or _deep(given, found) or _answered(given, found.servers)
    steps += _looked_up(given, found, looked)
    steps += [] if falls else plans.shifted(given, aside)
    fell = {id for step in steps for one in step.beats if one.verb == "fail" for id in one.targets} | {*put_out}
    fallen, taken = failing(given, [id for id in found.reached if id not in fell]), shifts.taken_over(given)
    steps += [*fallen[:1], *taken] if taken else fallen
    steps += running(given, follows)
    steps += healed(given, found.reached)
    steps += [] if ahead else growing.acts(given, grown)
    steps += running(given, _ordered(given, found, grown.by, steps)) if grown else []
    happens = (*moves, *pulls, *erred, *ahead, *fallen, *taken)
    if leads and not grown and not happens:
        steps = _users_first(given, found, steps, len(leads))
    grew = growing.settings(given, grown) if grown else {}
    settings: dict[str, Any] = _versions(given) | found.settings(given) | grew | lookups.settings(given, looked)
    if not grown and not fallen:
        settings = _copies(given, found.servers, settings)
    if rush := surges.rushes(given, found.sources):
        settings = sending.ample(given, found.sources, found.reached, rush.times) | settings
    for id, most in sending.limits(given, found.sources, found.servers).items():
        settings = settings | {id: settings.get(id, {}) | {"capacity": most.each}}
    return Telling(tuple(steps), settings)


def _ordered(given: Given, found: Ways, by: str, steps: Sequence[Step]) -> list[Edge]:
    """What goes on from who orders copies to others who control, along arrows that nothing has told: the nodes that new
    pods need."""
    told = {hop for step in steps for hop in sends.hops(step)}
    on = {by, *given.graph.reached(by)} & found.around if by else set()
    edges = [edge for edge in given.graph.edges if edge.source in on and edge.target not in found.here]
    return [edge for edge in edges if (edge.source, edge.target) not in told and edge.label and not _tells(given, edge)]


def _users_first(given: Given, found: Ways, steps: Sequence[Step], many: int) -> list[Step]:
    """The steps, of which so many lead to the requests: who deploys or watches is told behind these, each apart."""
    concerns = parted(given, given.graph.edges)
    others = [concerns[Concern.DEPLOY], concerns[Concern.WATCH]]
    if not any(others):
        return [*steps]
    leads = before(given, found, only=concerns[Concern.USE])
    apart = [step for some in others for step in before(given, found, only=some)]
    return [*steps[:1], *leads, *steps[many + 1 :], *apart]


def _copies(given: Given, servers: Sequence[str], settings: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The settings with how many copies there are of each server, where their cards say so and any has several."""
    drawn = {id: given.label(id).lines for id in servers if id in given.nodes}
    found = {id: count for id, lines in drawn.items() if (count := figures.written(lines))}
    seen = any(count > 1 for count in found.values()) and all(count <= TILES for count in found.values())
    return {**settings, **{id: {**settings.get(id, {}), "replicas": count} for id, count in found.items() if seen}}


def _versions(given: Given) -> dict[str, dict[str, str]]:
    """Which version each of those runs among whom requests are shared out, where their names say so."""
    targets = [target for told in shared(given).values() for target in told.stages[0]]
    found = sense.versions({target: given.words(target) for target in targets})
    return {target: {"version": version} for target, version in found.items()}


def beside(given: Given, found: Ways) -> list[Edge]:
    """The arrows of those who take no requests, and from stores to their copies."""
    edges = given.graph.edges
    others = [edge for edge in edges if {edge.source, edge.target} & found.around or _aside(given, found, edge)]
    while more := [one for one in edges if one not in others and idle(given, one) and _behind(one, others)]:
        others += more  # what becomes of what has been put aside
    return [edge for edge in others if not _tells(given, edge)]


def _behind(edge: Edge, others: Sequence[Edge]) -> bool:
    return any(one.target == edge.source for one in others)


def _tells(given: Given, edge: Edge) -> bool:
    """Whether an arrow leads to what is being seen to, or to a box that says what becomes of the part before it."""
    box = edge.target in given.nodes and event(given, edge.source, edge.target) is not None
    return box or edge.target in still.resting(given.chart)


def _looked_up(given: Given, found: Ways, looked: Sequence[lookups.Lookup]) -> list[Step]:
    """What a cache at the edge does of what it has, and of what it hasn't, one after another."""
    caches = [id for id in found.reached if given.role(id) is Role.CACHE and decides(given, id)]
    caches = [id for id in caches if id not in shared(given) and not any(id == one.cache for one in looked)]
    return running(given, [edge for edge in given.graph.edges if edge.source in caches])


def _aside(given: Given, found: Ways, edge: Edge) -> bool:
    return idle(given, edge) and not {edge.source, edge.target}.isdisjoint(found.here)


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


def _deep(given: Given, found: Ways) -> list[Step]:
    """The stores behind the servers."""
    unused = {(edge.source, edge.target) for edge in given.graph.edges if idle(given, edge)}
    spared = {one for told in shared(given).values() for one, share in told.stages[-1].items() if not share}
    pairs = [pair for pair in links(given.chart, unused) if not spared.intersection(pair)]
    serving = [id for id in _onward(pairs, found.sources) if given.role(id) in ANSWERING]
    behind = _onward(pairs, serving)
    stores = [id for id in found.reached if given.role(id) in DEEP and id in behind]
    if not stores:
        return []
    words = given.say("traffic_deep", many=given.many(stores))
    cause = given.cause("traffic", given.told(stores[0]), stores[0])
    return [given.step(words, beat("highlight", *stores, cause=cause), beat("wait", cause=cause, seconds=SEEN))]


def _hands_on(given: Given, id: str, servers: Sequence[str]) -> bool:
    """Whether what is no server by its own words leads but to others that answer: it answers nobody itself."""
    after = given.graph.after.get(id, [])
    return bool(after) and {*after} <= {*servers} and sense.role(given.words(id)) is None


def _onward(pairs: Sequence[tuple[str, str]], starts: Sequence[str]) -> list[str]:
    """All that these lead to, nearest first."""
    found = [there for here, there in pairs if here in starts]
    for here in found:
        found += [there for one, there in pairs if one == here and there not in found]
    return found


def _overrun(given: Given, found: Ways) -> list[Step]:
    """That those who answer are sent more than they say that they take."""
    rush = surges.rushes(given, found.sources)
    if not sending.overruns(given, found.sources, found.servers, rush.times if rush else 1):
        return []
    most = sending.limits(given, found.sources, found.servers)[found.servers[0]]
    cause = given.cause("limit", most.word, found.servers[0])
    words = given.say("traffic_over", many=given.many(found.servers))
    light = beat("highlight", *found.servers, cause=cause)
    return [given.step(words, light, beat("wait", cause=cause, seconds=SEEN))]


def _answered(given: Given, servers: Sequence[str]) -> list[Step]:
    """Those that answer, where nothing stands behind them and nothing else is to be told."""
    if any(down(given, server) for server in servers) or shifts.in_reserve(given):
        return []
    idle = {target for told in shared(given).values() for target, percent in told.stages[-1].items() if not percent}
    servers = [server for server in servers if server not in idle | given.coming]
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
