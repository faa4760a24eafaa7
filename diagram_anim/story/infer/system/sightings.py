"""Who notices that one is down before another comes in for it: by an arrow, or by boxes between the two.

Comes in: a chart, and who comes in. Goes out: who must have failed, and who comes in where only a box says so.
"""

from __future__ import annotations

import re
from dataclasses import replace

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.graph import graph
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import called
from diagram_anim.story.infer.words.saying import DECISIONS
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE


def brought(given: Given) -> dict[str, Hit]:
    """Parts to which a box leads that says but that somebody comes in: `Promote replica` → the replica."""
    found: dict[str, Hit] = {}
    if given.of_role(Role.BALANCER) or _turns(given):
        return {}  # requests are told, or arrows in the order of their numbers
    for id in given.nodes:
        after = given.graph.after.get(id, [])
        if len(after) == 1 and boxed(given, id) and given.role(after[0]) in BREAKABLE and after[0] in given.nodes:
            text = given.words(id)
            hit = None if sense.asks(text) or sense.in_need(text) else sense.says(text, "promote", "standby", "switch")
            if hit:
                found[after[0]] = hit
    return found


def seen(given: Given, heir: str) -> dict[str, Hit]:
    """Who must be down for one to come in: an arrow between it and who leads on to the heir says so, or the box right
    behind it."""
    found: dict[str, Hit] = {}
    for edge in () if _turns(given) else given.graph.edges:
        text = edge.label.plain if edge.label else ""
        for id, by in ((edge.source, edge.target), (edge.target, edge.source)):
            if id == heir or by == heir or id not in given.nodes or given.role(id) not in _FALLING:
                continue
            if heir not in given.graph.after.get(by, []) and not (by == edge.target and _leads(given, by, heir)):
                continue
            own = trouble(given.words(by)) if by == edge.target and boxed(given, by) else None
            hit = trouble(text) or own
            if hit and given.role(by) not in (Role.CLIENT, Role.BALANCER):
                found.setdefault(id, hit)
    return found


_FALLING = tuple(role for role in BREAKABLE if role is not Role.BALANCER)


def _leads(given: Given, box: str, heir: str) -> bool:
    """Whether boxes that are no parts lead from one of them to the heir."""
    queue, known = [box], {box}
    for here in queue:
        if not boxed(given, here):
            continue
        after = given.graph.after.get(here, [])
        if heir in after:
            return True
        queue += [one for one in after if one not in known]
        known |= {*after}
    return False


def through(given: Given, lost: str, heir: str) -> tuple[str, ...]:
    """The shortest way from one to the other on which there is nothing but boxes that tell of it, and at least one."""
    kept = {lost, heir, *(id for id in given.nodes if boxed(given, id))}
    edges = [edge for edge in given.graph.edges if {edge.source, edge.target} <= kept]
    edges = [edge for edge in edges if (edge.source, edge.target) != (lost, heir)]
    return graph(replace(given.chart, edges=tuple(edges))).shortest(lost, heir)


def _turns(given: Given) -> bool:
    """Whether arrows are numbered by their author."""
    return any(edge.label and phrases.numbered(edge.label.plain) for edge in given.graph.edges)


def boxed(given: Given, id: str) -> bool:
    """Whether a box tells of what comes about and is no part of a system, and asks nothing."""
    if id not in given.nodes or given.nodes[id].shape in DECISIONS:
        return False
    return given.role(id) in (Role.THING, Role.OUTCOME, Role.CONTROLLER) or tells(given, id)


def tells(given: Given, id: str) -> bool:
    """Whether a box, whatever it is called, tells of a part beside it: `Disk failure on primary`, `Sentinel promotes
    replica`."""
    if given.nodes[id].shape not in _BOXES or not given.graph.before.get(id):
        return False
    words = sense.unpictured(given.words(id))
    near = {*given.graph.before.get(id, []), *given.graph.after.get(id, [])} - {id}
    parts = [one for one in near if one in given.nodes and given.role(one) in BREAKABLE]
    firsts = {word.casefold() for one in parts for word in given.name(one).split()[:1] if len(word) > 1}
    others = [given.name(one).casefold() for one in given.nodes if one != id]
    firsts = {word for word in firsts if sum(name.startswith(word) for name in others) == 1}
    firsts |= {name.casefold() for one in parts for name in called.names(given, one)}
    speaks = [word for word in firsts if word in words.casefold() and word != words.casefold()]
    own = given.label(id).lines
    return bool(speaks) and len(own) == 1 and bool(trouble(words) or sense.says(words, "promote", "standby"))


_BOXES = ("rect", "round", "stadium", "subroutine", "hexagon")


def trouble(text: str) -> Hit | None:
    """The word with which a text says that one is down, or isn't heard of any more."""
    if not text or sense.asks(text) or sense.in_need(text):
        return None
    told = tidings.read(text)
    if told and told.verb == "fail":
        return Hit(told.word, frozenset({"outage"}), told.start, told.end)
    hit = sense.says(text, "outage", "failure", "gone", "sick")
    if hit and not hit.negated:
        return hit
    silent = _SILENT.search(text)
    return Hit(silent[0], frozenset({"outage"}), *silent.span()) if silent else None


_SILENT = re.compile(
    r"\b(?:no|miss(?:ed|ing)|lost|loses?|stops?)\s(?:\w+\s)?(?:heartbeats?|response|answer|vrrp|ping)\w*\b"
    r"|\b(?:session|lease|heartbeat|health ?check|ping)\s(?:expire[sd]?|time(?:s|d)?[- ]?out|lost|fail\w*|miss\w*)\b"
    r"|^time(?:s|d)?[- ]?out$|응답\s?없|무응답|하트비트 (?:끊|없|유실|중단|미수신)|세션 만료"
    r"|두절|리더 (?:상실|유실)"
    r"|(?:ハートビート|通信|応答)(?:が|の)?\s?(?:断|途絶|なし|喪失|切れ)|応答なし|無応答|セッション切れ",
    re.IGNORECASE,
)
