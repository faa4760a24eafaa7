"""What the paragraph before a chart makes of things whose names tell no role: who shares out what it says is shared
out, who sends what it says there is so much more of, and who answers them.

Comes in: a chart. Goes out: the same with the roles of those, or as it is where that paragraph tells no figures of
requests.
"""

from __future__ import annotations

import re
from dataclasses import replace

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.system import passing, piling
from diagram_anim.story.infer.system.ways import ways
from diagram_anim.story.infer.words import families, figured, naming, renewed, rushes
from diagram_anim.story.infer.words.apportioned import alike, apportioned
from diagram_anim.story.infer.words.saying import DECISIONS
from diagram_anim.story.portions import PART, portions
from diagram_anim.story.shares import entries

_WORKING = (Role.SERVER, Role.NODE, Role.STORE, Role.BALANCER, Role.THING)

_SHARING = (Role.THING, Role.QUEUE, Role.BALANCER, Role.CONTROLLER, Role.CACHE)
_CAST = (Role.THING, Role.CONTROLLER, Role.CACHE)

Roles = dict[str, tuple[Role, str]]


def cast(given: Given) -> Given:
    if not isinstance(given.diagram, Flowchart) or not given.prose:
        return given
    sharers = {id: word for id in given.of_role(*_SHARING) if (word := _shared(given, id))}
    rush = rushes.rush(given)
    erring = [id for id in given.of_role(*passing.ANSWERING, Role.STORE) if figured.errors(given, id)]
    waits = piling.piled(given)
    if not (sharers or rush or erring or waits):
        return given
    said = rush[1] if rush else next((told[1] for id in erring if (told := figured.errors(given, id))), "")
    said = said or (waits.text if waits else "")
    word = next(iter(sharers.values()), said)
    found: Roles = {id: (Role.BALANCER, told) for id, told in sharers.items() if given.role(id) in _CAST}
    if any(given.role(id) in passing.SYSTEM for id in given.nodes):
        found |= {
            id: (Role.BALANCER, word) for id in given.of_role(Role.THING) if id not in found and _guides(given, id)
        }
    found |= {one: (Role.SERVER, told) for id, told in sharers.items() for one in _strangers(given, id)}
    if not found and ways(given):
        return given  # it is known where requests run
    found |= _senders(given, found, word)
    source = [id for id in (*given.of_role(Role.CLIENT), *found) if given.graph.after.get(id)]
    inner = [one for id in sharers for one in _targets(given, id)]  # arrows may lead to their groups
    for id in dict.fromkeys([*inner, *(one for first in (*source, *inner) for one in given.graph.reached(first))]):
        strange = id in given.nodes and given.role(id) is Role.THING and id not in found
        if strange and _answers(given, id) and (sharers or rush or _runs(given, id) or _led(given, id)):
            found[id] = (Role.SERVER, word)
    return replace(given, roles={**given.roles, **found}) if found else given


def _targets(given: Given, id: str) -> list[str]:
    """Where its arrows lead; of a group, to whom nothing inside leads."""
    inner = (one for aim in given.graph.after.get(id, []) for one in entries(given.chart, aim))
    return [one for one in dict.fromkeys(inner) if one in given.nodes]


def _shared(given: Given, id: str) -> str:
    """The words for how one shares out among its like, "" where nothing is told of that."""
    targets = _targets(given, id)
    thing = given.role(id) is Role.BALANCER or naming.thing(given, id)  # a balancer may be drawn as a diamond
    thing = thing or (_PARTING.search(given.name(id)) is not None and not sense.asks(given.name(id)))
    some = len(targets) > 1 and all(given.role(one) in _WORKING for one in targets) and thing
    asks = sense.asks(given.words(id)) or sense.says(given.words(id), "watcher", "observer") is not None
    strange = _strangers(given, id)
    kindred = len({given.role(one) for one in targets}) == 1 or bool(strange)
    told = apportioned(given, targets) if some and not asks and kindred else None
    if told and any(not any(stage[one] for stage in told.stages) for one in strange):
        return ""
    orders = told and given.role(id) is Role.CONTROLLER and (_beside(given, id) or not _figures(told.word))
    return told.word if told and not orders else ""


_PARTING = re.compile(
    r"^\W*(?:(?:traffic|request|weighted|feature)[ -])?(?:split(?:ter|ting)?|switch|flag|dispatch(?:ing)?)\b"
    r"|振り?分け?|割り?振り|(?:フラグ|スイッチ)$|(?:분배|배분|분산|스위치|플래그)\s*$",
    re.IGNORECASE,
)
"""What the place is called at which requests part."""


def _strangers(given: Given, id: str) -> list[str]:
    """Those of no known role among whom one shares out, where all others of them are servers: releases."""
    targets = _targets(given, id)
    unknown = [one for one in targets if given.role(one) is Role.THING]
    known = [one for one in targets if given.role(one) is Role.SERVER]
    return unknown if known and len(known) + len(unknown) == len(targets) else []


def _beside(given: Given, id: str) -> bool:
    """Whether nothing but dotted arrows leads out of one: who controls others so sends them no requests."""
    return all(edge.stroke == "dotted" for edge in given.graph.edges if edge.source == id)


def _figures(text: str) -> bool:
    return any(one.kind == PART for one in portions(text))


def _guides(given: Given, id: str) -> bool:
    """Whether clients alone lead to it, and it to several alike that answer."""
    targets = _targets(given, id)
    before = given.graph.before.get(id, [])
    clients = bool(before) and all(given.role(one) is Role.CLIENT for one in before)
    answer = len(targets) > 1 and all(given.role(one) in passing.ANSWERING for one in targets)
    return clients and answer and alike(given, targets) and naming.thing(given, id)


def _senders(given: Given, found: Roles, word: str) -> Roles:
    """Where arrows begin of a chart that has no client and nobody else in whose place requests come in."""
    first = [id for id in given.nodes if given.graph.after.get(id) and not given.graph.before.get(id)]
    clients = any(given.role(id) is Role.CLIENT for id in first)
    inner = any(given.role(id) is Role.BALANCER or id in found for id in first)
    sending = [id for id in first if given.role(id) in (Role.THING, Role.SERVER) and _named(given, id)]
    sending = [id for id in sending if not _watches(given, id)]
    return dict.fromkeys(sending, (Role.CLIENT, word)) if not (clients or inner) and len(sending) == 1 else {}


def _named(given: Given, id: str) -> bool:
    """Whether it has a name, whatever words that is made of, and is no question."""
    name = given.name(id)
    return bool(name.strip()) and given.nodes[id].shape not in DECISIONS and not sense.asks(name)


def _answers(given: Given, id: str) -> bool:
    """Whether requests may end there: it has a name, lets nothing pass, and doesn't watch."""
    return _named(given, id) and not passing.lets_pass(given, id) and not _watches(given, id)


def _watches(given: Given, id: str) -> bool:
    arrows = [edge for edge in given.graph.edges if edge.source == id]
    dotted = bool(arrows) and all(edge.stroke == "dotted" for edge in arrows)
    return dotted or sense.says(given.words(id), "watcher", "observer", "operator") is not None


def _runs(given: Given, id: str) -> bool:
    """Whether one of no known role stands beside its like that has one, or is called as another is."""
    kin = renewed.kin(given, id)
    kindred = any(id in one.members.values() for one in families.families(given))
    return kindred or any(one != id and renewed.kin(given, one) == kin for one in given.nodes)


def _led(given: Given, id: str) -> bool:
    """Whether parts of a system alone lead to it."""
    return all(given.role(one) in passing.SYSTEM for one in given.graph.before.get(id, []))


def settled(given: Given, before: Given) -> dict[str, dict[str, str]]:
    """The settings that tell the roles that a chart has been given."""
    return {id: {"role": role.value} for id, (role, _) in given.roles.items() if before.roles.get(id) != (role, _)}
