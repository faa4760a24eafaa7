"""Boxes that say what becomes of the others: a chain of requests that ends in an outage word."""

from __future__ import annotations

import re
from collections.abc import Mapping

from diagram_anim.model.diagram import Flowchart, Node
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.graph import Graph, graph
from diagram_anim.story.language import tidings
from diagram_anim.story.language.events import results, symptoms, works

BREAKABLE = (Role.SERVER, Role.BALANCER, Role.STORE, Role.CACHE, Role.QUEUE, Role.NODE)


def outcomes(chart: Flowchart, roles: Mapping[str, tuple[Role, str]]) -> dict[str, str]:
    """Ids of the boxes that name an outage, each with its word.

    Such a box ends a way that a client's requests take through parts of a system. A branch of a decision, a step of
    a process or a word in a longer name is none.
    """
    arrows = graph(chart)
    struck = down(chart, roles)
    said: dict[str, str] = {}
    causes: dict[str, str] = {}
    found: dict[str, str] = {}
    for node in chart.nodes:
        if node.id in struck or (node.id in roles and sense.signed(node.label.lines)):
            continue
        word = _outage(node.label.plain, [other.label.plain for other in chart.nodes if other is not node])
        if word:
            said[node.id] = word
        elif node.id not in roles and (cause := _cause(node.label.plain)):
            causes[node.id] = cause
    names = [sense.unnumbered(node.label.lines[0]) if node.label.lines else "" for node in chart.nodes]
    single = [node for node, name in zip(chart.nodes, names, strict=True) if names.count(name) == 1]
    told = {node.id: node.label.plain for node in single if _tells(node, roles, arrows)} | causes | said
    for id in causes | said:
        row = _row(id, told, arrows)
        if not arrows.after.get(id) and not said.keys().isdisjoint(row) and _struck(row[0], arrows, roles):
            found |= {one: told[one] for one in row}
    return found


def suffered(chart: Flowchart, roles: Mapping[str, tuple[Role, str]]) -> dict[str, str]:
    """Ids of the boxes that say what becomes of who asks, behind parts of a system one of which is drawn as down before
    them (`redis OOM killed` → `postgres` → `Checkout timeouts`), each with its word."""
    arrows = graph(chart)
    fallen = [node.id for node in chart.nodes if node.id in roles and _breaks(node.id, roles) and _is_down(node)]
    struck = {one for id in fallen for one in arrows.reached(id)}
    said = {node.id: word for node in chart.nodes if node.id in struck and (word := _symptom(node, roles))}
    row = {id for id in said if {*arrows.after.get(id, [])} <= {*said}}
    while left := {id for id in row if not all(one in row or _breaks(one, roles) for one in arrows.before[id])}:
        row -= left
    return {id: word for id, word in said.items() if id in row}


def _is_down(node: Node) -> bool:
    """Whether a part's own card says that it is down."""
    return bool(sense.down(node.label.plain) or sense.card_down(node.label.lines) or sense.marked(node.label.lines))


def _symptom(node: Node, roles: Mapping[str, tuple[Role, str]]) -> str:
    """The word with which a box that is no part says what who asks suffers, "" where it says no such thing."""
    text = re.sub(r"[\s.!。！]+$", "", sense.unbracketed(sense.unpictured(node.label.plain)))
    code = _CODE.search(text)
    known = node.id in roles and roles[node.id][0] is not Role.OUTCOME and not code
    asks = node.shape in ("diam", "hex") or sense.asks(text) or tidings.only_said(text)
    hit = None if known or asks else symptoms().search(text)
    return hit[0] if hit and not sense.hears(text) and not sense.says(text, "watcher", "observer", "found") else ""


def _tells(node: Node, roles: Mapping[str, tuple[Role, str]], arrows: Graph) -> bool:
    """Whether a box may say why the next one comes about, whatever its words: it is no part, nothing is asked or done
    there, and one arrow leads to it and one from it."""
    alone = len(arrows.before.get(node.id, [])) == 1 == len(arrows.after.get(node.id, []))
    asks = node.shape in ("diam", "hex") or sense.asks(node.label.plain) or sense.done(node.label.plain)
    return (
        alone and node.id not in roles and not asks and not sense.says(node.label.plain, "action", "watcher", "found")
    )


def closed(chart: Flowchart, roles: Mapping[str, tuple[Role, str]]) -> list[str]:
    """Boxes of no role that say, behind parts of a system alone, what becomes of these: they take no requests."""
    arrows = graph(chart)
    found: list[str] = []
    for id in dict.fromkeys(one for start in roles for one in arrows.reached(start)):
        node, before = chart.node(id), arrows.before[id]
        if node is None or id in roles or not all(one in found or _breaks(one, roles) for one in before):
            continue
        names = [other.label.plain for other in chart.nodes if other is not node]
        told = _outage(node.label.plain, names) or _cause(node.label.plain) or _result(node.label.plain)
        if any(one in found for one in before) or told:
            found.append(id)
    return found


def _result(text: str) -> bool:
    """Whether a text only names what becomes of who asks or of all, once all is well: "service restored", "정상 응답";
    or the code of an answer: "429 Too Many Requests"."""
    bare = re.sub(r"[\W_]+$", "", sense.unbracketed(text))
    told = results().search(bare) or _CODE.search(bare) or sense.only_mark(text)
    return bool(told) and not tidings.only_said(text) and not sense.asks(text)


_CODE = re.compile(r"^(?:HTTP )?[2-5]\d\d\b(?! ?(?:ms|s|rps|req|건|개|大|台|件|초|秒))", re.IGNORECASE)


def _breaks(id: str, roles: Mapping[str, tuple[Role, str]]) -> bool:
    return id in roles and roles[id][0] in (*BREAKABLE, Role.OUTCOME)


def down(chart: Flowchart, roles: Mapping[str, tuple[Role, str]]) -> dict[str, tuple[Role, str]]:
    """Boxes that are themselves a part that is down, "Database is down": its role and the word for it.

    No other box is that part, so that it must be one of another kind than what leads to it, or the first of a chain in
    which somebody notices.
    """
    arrows = graph(chart)
    found = {}
    for node in chart.nodes:
        card = sense.card_down(node.label.lines)
        said = card or sense.down(sense.without_reason(node.label.plain)) or sense.strained(node.label.plain)
        before = [roles[one][0] for one in arrows.before.get(node.id, []) if one in roles]
        if said and not arrows.before.get(node.id) and said[1] in BREAKABLE and _noticed(chart, arrows, node.id):
            found[node.id] = (said[1], said[2].word)
        if said is None or not before or len(before) != len(arrows.before[node.id]):
            continue
        thing, role, hit = said
        names = [other.label.plain.casefold() for other in chart.nodes if other is not node]
        alone = before == [Role.CLIENT] and not _vague(thing)
        among = before in ([Role.BALANCER], [Role.QUEUE]) and len(arrows.after[arrows.before[node.id][0]]) > 1
        own = card is not None and (sense.unnumbered(thing) != thing or {*before} <= _HANDING)
        concrete = role in _DEEP or (role in (Role.SERVER, Role.NODE) and (alone or among or own))
        if concrete and role not in before and not any(len(name) > 1 and name in thing.casefold() for name in names):
            found[node.id] = (role, hit.word)
    return found


_HANDING = {Role.CACHE, Role.QUEUE}
"""Who hands on what comes to it: a card of another kind behind it is a part of its own."""

_DEEP = (Role.STORE, Role.CACHE, Role.QUEUE)


def _noticed(chart: Flowchart, arrows: Graph, id: str) -> bool:
    """Whether what follows at once is that somebody notices, or comes in for it."""
    after = [node.label.plain for one in arrows.after.get(id, []) if (node := chart.node(one))]
    return any(sense.says(text, "found", "watcher", "promote", "standby") for text in after)


def _vague(thing: str) -> bool:
    return bool(sense.says(thing, "kind.any"))


def _row(id: str, said: Mapping[str, str], arrows: Graph) -> list[str]:
    """The boxes in a row that tell of an outage and end here, the first one first: `서버 다운`, `서비스 전체 중단`."""
    row = [id]
    while len(before := arrows.before.get(row[0], [])) == 1 and before[0] in said and before[0] not in row:
        row.insert(0, before[0])
    return row


_THINGS = ("runnable", "every", "offered", *(role.value for role in BREAKABLE))
"""What can be down; of anything else the word may mean a download, or just the direction."""


def _names(text: str, names: list[str]) -> bool:
    return any(len(name) > 1 and name.casefold() in text.casefold() for name in names)


def _outage(text: str, names: list[str]) -> str | None:
    """The outage word that closes a text: of a service or system, not of something that is done in it."""
    text = sense.first_tongue(text)
    if tidings.only_said(text):
        return None
    hit = sense.ends_in(sense.without_reason(text), "outage")
    if hit and works().search(text[: hit.start]) and not sense.says(text, "every", "offered"):
        return None
    if hit and not sense.done(text) and (not hit.says("download") or sense.says(text, *_THINGS) or _names(text, names)):
        return hit.word
    known = ("runnable", "server", "new", "old", "client")
    failure = sense.only(text, ("failure",), known, tuple(names))
    failure = failure or sense.only(text, ("unable",), (*known, "failure", "offered", "every"), tuple(names))
    return failure.word if failure and failure.word.casefold() != text.strip(" !.").casefold() else None


def _cause(text: str) -> str | None:
    """The failure word that closes a text which may be why the next one comes about: "Disk failure"."""
    hit = sense.ends_in(sense.first_tongue(text), "outage", "failure", "sick")
    return hit.word if hit and not sense.done(text) and not hit.says("download") else None


def _struck(id: str, arrows: Graph, roles: Mapping[str, tuple[Role, str]]) -> bool:
    """Whether a client's requests come as far as the part before it, through nothing but parts of a system."""
    before = arrows.before.get(id, [])
    if len(before) != 1 or before[0] not in roles or roles[before[0]][0] not in BREAKABLE:
        return False
    if roles[before[0]][0] is Role.BALANCER and len(arrows.after[before[0]]) > 1 and id in roles:
        return False
    part = {one for one, (role, _) in roles.items() if role in (*BREAKABLE, Role.CLIENT)}
    reached, queue = {before[0]}, [before[0]]
    while queue:
        for one in arrows.before.get(queue.pop(), []):
            if one in part and one not in reached:
                reached.add(one)
                queue.append(one)
    return any(roles[one][0] is Role.CLIENT for one in reached)
