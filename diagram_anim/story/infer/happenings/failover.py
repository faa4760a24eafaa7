"""One fails and another takes over: traffic, the failure, who notices, the promotion, and the traffic moves.

Told where the words name both: what is down (a mark, an outage word on a card or an arrow, an arrow that ends in a
cross), and who comes in for it (a promotion, or an arrow that says failover). Where a copy is promoted by who watches
its original, or in case of failure, the original is what is down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import promotion
from diagram_anim.story.infer.happenings.promotion import Failover
from diagram_anim.story.infer.structure.reveal import flows
from diagram_anim.story.infer.structure.sends import flow
from diagram_anim.story.infer.system import heirs, shifts, sightings, watched
from diagram_anim.story.infer.system.downed import event, whole
from diagram_anim.story.infer.system.ways import ways as served
from diagram_anim.story.infer.words import called, prose, sending
from diagram_anim.story.infer.words.saying import labelled
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE

SEEN = 4.0
EASED = 2.0


def tell(given: Given) -> Telling | None:
    found = _found(given)
    return Telling(tuple(_told(given, found)), _settings(given, found)) if found else None


def _found(given: Given) -> Failover | None:
    """The only part that is down, and the only one that comes in for it."""
    lost = {id: hit for id in given.nodes if given.role(id) in BREAKABLE and (hit := down(given, id))}
    taking_over = {
        id: hit for id in given.nodes if id not in lost and (hit := heirs.heir(given, id) or prose.leads(given, id))
    }
    lost = lost or {id: hit for one in taking_over for id, hit in heirs.originals(given, one)}
    lost = lost or heirs.troubled(given, taking_over)
    lost = {id: hit for id, hit in lost.items() if len(lost) == 1 or not sightings.tells(given, id)}
    taking_over = {id: hit for id, hit in taking_over.items() if not sightings.tells(given, id)}
    asking = {before for one in lost for before in given.graph.before.get(one, [])}
    if len(taking_over) > 1:
        taking_over = {id: hit for id, hit in taking_over.items() if id not in asking}
    boxes = {} if taking_over else heirs.boxes(given, lost)
    if not taking_over and not boxes:
        taking_over = {id: hit for id, hit in sightings.brought(given).items() if id not in lost}
    if not lost and len(taking_over) == 1:
        lost = sightings.seen(given, *taking_over)
    if len(lost) != 1 or len(taking_over or boxes) != 1:
        return None
    if any(given.role(one) is Role.OUTCOME for id in taking_over for one in given.graph.reached(id)):
        return None  # what comes in doesn't help
    (one, failure) = next(iter(lost.items()))
    box, other, taking = next(iter(boxes.values()), ("", *next(iter(taking_over.items()), ("", failure))))
    senders = [
        id
        for id in given.graph.before.get(one, [])
        if id != other
        and given.role(id) not in (Role.CONTROLLER, Role.OUTCOME)
        and not heirs.watching(given, id)
        and not (given.role(id) is Role.THING and _tells(given.graph.edge(id, one)))
    ]
    chooser = senders[0] if len(senders) == 1 else ""
    ways = [id for id in given.graph.after.get(chooser, []) if not heirs.closed(given, id)]
    moves = bool(chooser) and {*ways} == {one, other}
    shares = moves and _reads(given.graph.edge(chooser, other))
    if chooser and other in ways and not moves:
        if served(given):
            return None
        senders, chooser = [], ""  # who asks them all goes on with the others: nobody says how
    if chooser and other not in ways and whole(given, one) in given.groups and served(given):
        return None  # a place fails, and what is asked in another is told with the requests
    way = _way(given, one, box or other)
    if box and not way:
        return None
    return Failover(one, failure, other, taking, way, _clients(given, senders), chooser, moves, shares, box)


def _tells(edge: Edge) -> bool:
    """Whether an arrow only tells that its end fails: `primary goes down`, out of the power supply."""
    told = tidings.read(phrases.unnumbered(edge.label.plain)) if edge.label else None
    return told is not None and (told.verb, told.sure) == ("fail", True)


def _reads(edge: Edge) -> bool:
    """Whether an arrow brings requests to a copy in everyday work too."""
    text = edge.label.plain if edge.label else ""
    return bool(sense.says(text, "reads")) and not sense.says(text, "promote", "standby", "outage", "failure")


def down(given: Given, id: str) -> Hit | None:
    """The word, mark or crossed arrow that says of a part that it is down."""
    label = given.label(id)
    hit = sense.marked(label.lines) or sense.leading_mark(label.lines[0] if label.lines else "")
    if hit:
        return hit
    said = sense.down(label.plain)
    if said:
        return said[2]
    for edge in given.graph.edges:
        text = edge.label.plain if edge.label else ""
        own = (
            given.role(id) is not Role.BALANCER or len(given.graph.after.get(id, [])) == 1
        )  # else it says so of its aim
        if edge.source == id and own and _only_outage(text):
            return _only_outage(text)
        if edge.target == id and edge.end == "cross" and not sense.says(text, "blocked"):
            return Hit(text or "x", frozenset({"outage"}), 0, len(text))
        if edge.target == id and _only_outage(text) and not _reports(given, edge):
            return _only_outage(text)
    if told := prose.down(given, id):
        return told
    if news := watched.told(given, id):
        text = news.label.plain if news.label else ""
        return Hit(text, frozenset({"outage"}), 0, len(text))
    after = [given.nodes[one] for one in given.graph.after.get(id, []) if one in given.nodes]
    return next((hit for one in after if given.graph.after.get(one.id) and (hit := event(given, id, one.id))), None)


def _reports(given: Given, edge: Edge) -> bool:
    """Whether an outage word is told of another than whom an arrow leads to: by a store, or by who watches to who
    shares out or controls."""
    watches = heirs.closed(given, edge.source) and given.role(edge.target) in (Role.BALANCER, Role.CONTROLLER)
    return given.role(edge.source) is Role.STORE or watches


def _only_outage(text: str) -> Hit | None:
    if sense.in_need(text):
        return None
    if not text:
        return None
    hit = sense.only(sense.unpictured(text), ("outage", "failure"), ()) or sense.only_mark(text)
    return hit or sense.only_mark(_LEADING.sub("", text))


_LEADING = re.compile(r"\b(?:primary|active|main|master)\b|주\b|운영|기본|主系|プライマリ|本番", re.IGNORECASE)
"""What an arrow calls the way that is taken as long as all is well."""


def _way(given: Given, lost: str, heir: str) -> tuple[str, ...]:
    """The shortest way of arrows from what is lost, or from who watches it, to the heir, unless it is a direct one of
    their daily work."""
    graph = given.graph
    watchers = [id for id in graph.before.get(heir, []) if heirs.closed(given, id)]
    for start in (lost, *watchers):
        way = sightings.through(given, start, heir) or graph.shortest(start, heir)
        if way and (len(way) > 2 or start != lost or _hands_over(graph.edge(lost, heir))):
            return way
    return ()


def _hands_over(edge: Edge) -> bool:
    return bool(edge.label and sense.says(edge.label.plain, "promote", "standby", "outage", "failure"))


def _clients(given: Given, senders: Sequence[str]) -> tuple[str, ...]:
    """Where requests begin that come to the senders: one for one sender, else all that send to them."""
    found = [*senders]
    for one in found:
        found += [before for before in given.graph.before.get(one, []) if before not in found]
    first = [id for id in found if not given.graph.before.get(id)]
    clients = [id for id in first if given.role(id) is Role.CLIENT] or first or found
    return tuple(clients if len(senders) > 1 else clients[:1])


def _settings(given: Given, found: Failover) -> dict[str, dict[str, str]]:
    """Who watches takes no requests, nor does a box that tells of the failure."""
    closed = {id for id in found.way[1:-1] if given.role(id) is Role.THING}
    watchers = {id for id in given.graph.before.get(found.lost, []) if heirs.watching(given, id)}
    return {id: {"role": Role.CONTROLLER.value} for id in (*closed, *watchers)}


def _told(given: Given, found: Failover) -> list[Step]:
    say, lost, heir = given.say, given.name(found.lost), given.name(found.heir)
    by = found.heir if found.failure == found.taking else found.lost
    fails = given.cause("outage", found.failure.word, by)
    takes = given.cause("failover", found.taking.word, found.heir)
    seen = beat("wait", cause=fails, seconds=SEEN)
    steps = [given.opening("reveal")]
    if not found.clients and given.graph.before.get(found.lost):
        steps += _daily(given, found)
    if found.clients:
        cause = given.cause("traffic", given.told(found.clients[0]), found.clients[0])
        beats = sending.traffic(given, found.clients, cause)
        if found.moves and not found.shares:
            beats.append(beat("split", found.chooser, cause=cause, to={found.lost: 100.0, found.heir: 0.0}))
        asked = [found.lost, found.heir] if found.shares else [found.lost]
        words = say("traffic_one", client=given.many(found.clients), b=given.many(asked))
        steps.append(given.step(words, *beats, beat("wait", cause=cause, seconds=SEEN)))
    place = whole(given, found.lost)  # the region that is called down, where it is
    fail, lost = beat("fail", *given.within(place), cause=fails), given.name(place)
    lit = [beat("highlight", one, cause=fails, tone="failed") for one in promotion.boxed(given, found)]
    news = watched.told(given, found.lost)
    words = phrases.clean(news.label.plain) if news and news.label and news.target == found.lost else ""
    named = any(name in words for name in called.names(given, found.lost))
    words = words if named or not words else say("alone", a=lost, text=words)
    sent = [beat("send", news.source, news.target, cause=fails)] if news and words else []
    acts = [*sent, replace(fail, then=bool(sent)), *lit, *([seen] if found.clients else [])]
    steps.append(given.step(words or say("down_fail", server=lost), *acts))
    steps += promotion.promoted(given, found)
    if found.moves:
        cause = takes
        weights = {found.lost: 0.0, found.heir: 100.0}
        split = beat("split", found.chooser, cause=cause, to=weights, over=EASED)
        own = promotion.own_way(given, found)
        words = labelled(given, own) if own else say("moved", b=heir)
        run = [beat("send", own.source, own.target, cause=cause)] if own else []
        steps.append(given.step(words, *run, *chain(split, beat("wait", cause=cause, seconds=SEEN))))
        steps += shifts.back(given, found.chooser, ({found.lost: 100.0, found.heir: 0.0}, weights))
    steps += _asking(given, found)
    ways = [(found.heir, one) for one in given.graph.after.get(found.heir, []) if one != found.lost]
    return [*steps, flow(given, ways)] if ways else steps


def _daily(given: Given, found: Failover) -> Sequence[Step]:
    """What runs as long as all is well."""
    told = [edge for edge in given.chart.edges if edge.label and sense.says(edge.label.plain, "promote", "standby")]
    boxes = {edge.target for edge in given.chart.edges if edge.source == found.lost}
    boxes = {box for box in boxes if box in given.nodes and event(given, found.lost, box)}
    kept = tuple(edge for edge in given.chart.edges if edge not in told and not {edge.source, edge.target} & boxes)
    return flows(replace(given, diagram=replace(given.chart, edges=kept)))


def _asking(given: Given, found: Failover) -> list[Step]:
    """Clients who are drawn as sending to the heir alone: they do once it has come in."""
    senders = [id for id in given.graph.before.get(found.heir, []) if given.role(id) is Role.CLIENT]
    if found.clients or not senders:
        return []
    cause = given.cause("traffic", given.told(senders[0]), senders[0])
    words = given.say("traffic_one", client=given.many(senders), b=given.name(found.heir))
    seen = beat("wait", cause=cause, seconds=SEEN)
    return [given.step(words, *sending.traffic(given, senders, cause), seen)]
