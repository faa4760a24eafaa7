"""Who lets requests pass: parts of a system, and what stands on their way without a known role.

Comes in: a chart and a thing in it. Goes out: whether requests go there. Refuses to know where they come from.
"""

from __future__ import annotations

import re

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words.saying import DECISIONS
from diagram_anim.story.language import phrases
from diagram_anim.story.language.lexicon import find

SYSTEM = (Role.BALANCER, Role.SERVER, Role.STORE, Role.CACHE, Role.QUEUE, Role.NODE)


ANSWERING = (Role.SERVER, Role.NODE)


SURE = (Role.BALANCER, Role.STORE, Role.CACHE, Role.QUEUE)
"""Roles that tell a system from a process in which a word happens to mean a server."""


_NAME = re.compile(r"[A-Za-z][\w.-]*(?: [A-Za-z][\w.-]*)?")
"""A name of one or two words in Latin letters."""


def flows(given: Given, id: str) -> bool:
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
    if given.role(id) is not Role.THING or chooses(given, id) or "?" in given.words(id):
        return False
    if lets_pass(given, id) or _opens(given, id):
        return True
    name = given.name(id)
    if _between(given, id) and not _acts(name):
        return True
    return all(hit.senses == {"offered"} for hit in find(name)) and bool(_NAME.fullmatch(name))


def chooses(given: Given, id: str) -> bool:
    """Whether it is drawn as a decision, and no part that lets requests pass is only drawn so (`{{Route 53}}`)."""
    shape = given.nodes[id].shape
    return shape in DECISIONS and not (shape == "hex" and "?" not in given.words(id) and lets_pass(given, id))


def _acts(name: str) -> bool:
    """Whether a name is that of an act or an event; a `Routing Engine` is none, nor what runs as `pay-blue`."""
    if _CALLED.fullmatch(name):
        return False
    told = ("action", "outage", "failure", "start", "end")
    return any(hit.says(*told) and not hit.negated and not hit.word.lower().endswith("ing") for hit in find(name))


_CALLED = re.compile(r"[a-z][a-z\d]*(?:-[a-z\d]+)+")
"""A name as programs have it."""


def _between(given: Given, id: str) -> bool:
    """Whether it stands between parts of a system alone, one of which is sure to be such (`Istio Service Mesh`), or
    asks a store for one of them."""
    before = [given.role(one) for one in given.graph.before.get(id, [])]
    after = [given.role(one) for one in given.graph.after.get(id, [])]
    if not before or not after or not {*before} <= {*SYSTEM, Role.CLIENT}:
        return False
    inward = any(role in (Role.CLIENT, Role.BALANCER) for role in before)
    through = {*after} <= {*SYSTEM, Role.CLIENT} and any(role in SURE for role in (*before, *after))
    return inward and through or any(role in (Role.STORE, Role.CACHE) for role in after)


def _opens(given: Given, id: str) -> bool:
    """Whether it stands between clients and a balancer, and is no act: a URL, an endpoint."""
    before, after = given.graph.before.get(id, []), given.graph.after.get(id, [])
    between = before and all(given.role(one) is Role.CLIENT for one in before)
    leads = any(given.role(one) is Role.BALANCER for one in after)
    return bool(between) and leads and not sense.says(given.words(id), "action")


def lets_pass(given: Given, id: str) -> bool:
    """Whether its words, or its name alone, say no more than that it lets requests pass."""
    known = (*(role.value for role in SYSTEM), "route")
    lines = (given.name(id), *given.label(id).lines[:1])
    bare = [sense.unbracketed(phrases.clean(line).rpartition(":")[2]).strip() for line in lines]
    names = (given.words(id), *bare, *map(sense.unnumbered, bare))
    return any(sense.only(name, ("passing",), known) for name in names)
