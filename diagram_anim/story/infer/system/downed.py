"""Parts drawn as being down: they fail, the health check notices, and requests go elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from diagram_anim.model.diagram import Label
from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.idle import resting
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.system import broken, struck
from diagram_anim.story.infer.words import called, prose, renewed
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE

SEEN = 4.0

NOTICED = 60.0
"""Seconds in which a health check must have noticed a failure."""


def failing(given: Given, parts: Sequence[str]) -> list[Step]:
    """The parts whose own words, or those of their groups, say that they are down."""
    struck_parts = {id: hit for id in parts if id in given.nodes and (hit := down(given, id))}
    if not struck_parts:
        return []
    found: dict[str, Hit] = {}
    for id, hit in struck_parts.items():
        found.setdefault(whole(given, id), hit)
    causes = {id: given.cause("outage", hit.word, id) for id, hit in found.items()}
    fails = (beat("fail", *given.within(id), cause=cause) for id, cause in causes.items())
    first, cause = next(iter(struck_parts)), next(iter(causes.values()))
    fail = given.step(given.say("down_fail", server=given.many([*found])), *fails)
    seen = beat("wait", cause=cause, seconds=SEEN)
    led = [one for id in struck_parts for end in (id, *_homes(given, id)) for one in given.graph.before.get(end, [])]
    balancers = [one for one in dict.fromkeys(led) if given.role(one) is Role.BALANCER]
    behind = {one for balancer in balancers for one in given.graph.after.get(balancer, [])}
    if any(given.role(id) is Role.STORE and id in behind for id in struck_parts):
        balancers = []  # what one store holds no other does
    others = [one for balancer in balancers for one in given.graph.after.get(balancer, []) if not down(given, one)]
    others = [one for one in others if one not in given.coming | resting(given.chart)]
    if not others:
        beside = _beside(given, struck_parts)
        words = given.say("down_beside", many=given.many(beside)) if beside else _card(given, next(iter(found)))
        return [fail, given.step(phrases.cut(words, phrases.LINE), seen)]
    noticed = beat("wait", first, cause=cause, until="detected", max=NOTICED)
    return [fail, given.step(given.say("down_seen", many=given.many(others)), *chain(noticed, seen))]


def wake(given: Given, parts: Sequence[str]) -> set[str]:
    """All that stands behind those of the parts that are down."""
    return {one for id in parts if down(given, id) for one in given.graph.reached(id)}


def _card(given: Given, id: str) -> str:
    """What is written of it, the lines beneath its name as what is said of it; where that is but that it is down, what
    becomes of what is sent there."""
    _, *lines = (phrases.clean(sense.unpictured(line)) for line in given.label(id).lines or ("",))
    told = given.say.lexicon.say["and"].join(line for line in lines if line)
    if told:
        return given.say("alone", a=given.name(id), text=told)
    # What a cache hasn't is asked for elsewhere, and a queue keeps what nobody takes.
    before = {given.role(one) for part in given.within(id) for one in given.graph.before.get(part, [])}
    spared = Role.QUEUE in before or any(given.role(part) is Role.CACHE for part in given.within(id))
    return given.words(id) if spared else given.say("down_lost", server=given.name(id))


def _beside(given: Given, struck_parts: Mapping[str, Hit]) -> list[str]:
    """Who goes on as before: the others that a queue hands out work to."""
    before = {one for id in struck_parts for one in given.graph.before.get(id, [])}
    others = [one for id in before if given.role(id) is Role.QUEUE for one in given.graph.after.get(id, [])]
    return [one for one in dict.fromkeys(others) if not down(given, one) and given.role(one) is Role.SERVER]


def event(given: Given, id: str, box: str) -> Hit | None:
    """The outage word of a box behind a part that says nothing but that this part is down."""
    boxed = given.role(box) in (Role.THING, Role.OUTCOME) and id in given.nodes
    if not boxed or given.graph.before[box] != [id]:
        return None
    words, name = given.words(box), given.name(id)
    first = name.split()[0] if name.split() and sense.role(name.split()[0]) else name
    others = " ".join(given.name(one) for one in given.of_role(*BREAKABLE, Role.CLIENT) if one != id).casefold()
    own = [word for word in name.split() if len(word) > 1 + word.isascii() and word.casefold() not in others]
    names = (name, first, given.words(id), *own)
    hit = sense.only(words, ("outage", "failure"), ("runnable", "server"), names) or sense.only_mark(words)
    return hit or (broken.breaks(given, words, [id]) if given.role(box) is Role.THING else None)


def _homes(given: Given, id: str) -> list[str]:
    """The groups that something stands in and enters them, inner ones first."""
    homes: list[str] = []
    home = given.nodes[id].parent if not given.graph.before.get(id) else None
    while home in given.groups:
        homes.append(str(home))
        home = given.groups[home].parent
    return homes


def whole(given: Given, id: str) -> str:
    """The group that is called down, where the words for it are those of a group of several."""
    home = given.nodes[id].parent
    while home in given.groups:
        several = len(inside(given.chart, home)) > 1
        if (
            home in given.strikes
            or prose.down(given, str(home))
            or several
            and (sense.marked(given.groups[home].label.lines) or _of_group(given, home))
        ):
            return str(home)
        home = given.groups[home].parent
    return id


def stated(given: Given, id: str) -> Hit | None:
    """The word with which a line beneath a part's name says, in words that can mean nothing else, that it has failed,
    be it back since: `down since 03:12`, `NotReady`."""
    if id not in given.nodes or given.role(id) not in BREAKABLE:
        return None
    for line in given.label(id).lines[1:]:
        told = [] if tidings.purpose(line) else tidings.course(line, [given.name(id)])
        alone = len(called.kin(given, id)) > 1 and bool(told) and tidings.bare(line, told[0])
        if told and told[0].verb == "fail" and (told[0].sure or alone):
            return Hit(told[0].word, frozenset({"outage"}), told[0].start, told[0].end)
    return None


def titled(label: Label) -> Hit | None:
    """The word with which the title of a group says that a machine or a place is down: `us-east-1 DOWN`, `node-2
    NotReady`."""
    said = sense.down(_BACK.sub("", label.lines[0])) if label.lines else None
    if said:
        return said[2] if said[1] is Role.NODE else None
    for line in label.lines:
        told = None if tidings.only_said(line) else tidings.read(line)
        own = sense.kinds(label.lines[0]) & {"node", "worker"}
        if told and told.verb == "fail" and own and _UNREADY.fullmatch(told.word):
            return Hit(told.word, frozenset({"outage"}), told.start, told.end)
    return None


_BACK = re.compile(
    r",? (?:then )?back (?:up |again )?(?:after|at|since|in|by)\b.*$|[,·]\s?[^,·]*(?:후|뒤|에) ?(?:복구|복귀)[^,]*$"
    r"|[,、·][^,、·]*(?:後|に)(?:復旧|復帰)[^、]*$",
    re.IGNORECASE,
)
"""That it is back later, which is told in its time."""

_UNREADY = re.compile(r"not\s?ready", re.IGNORECASE)
"""What a control plane calls a machine of which it hears nothing."""


def healed(given: Given, parts: Sequence[str]) -> list[Step]:
    """Who restarts or replaces the parts that are down, where arrows from a controller say so."""
    found = {
        edge: hit
        for edge in given.graph.edges
        if edge.target in parts and edge.label and (hit := sense.says(edge.label.plain, "heal"))
        if given.role(edge.source) is Role.CONTROLLER and down(given, edge.target)
    }
    steps = []
    for edge, hit in found.items():
        text = phrases.clean(edge.label.plain) if edge.label else hit.word
        cause = given.cause("recovery", hit.word, edge.target)
        send = beat("send", edge.source, edge.target, cause=given.along((edge.source, edge.target)))
        back = beat("recover", edge.target, cause=cause)
        words = given.say("gauge_act", b=given.name(edge.source), c=text)
        steps.append(given.step(words, *chain(send, back, beat("wait", cause=cause, seconds=SEEN))))
    return steps


def classed(given: Given, id: str) -> Hit | None:
    """The name of a class that a part is drawn in, where that says that it is down: `:::failed`."""
    known = given.role(id) in BREAKABLE or any(_ill(line) for line in given.label(id).lines[1:])
    names = given.nodes[id].classes if id in given.nodes and known else ()
    return next((hit for name in names if (hit := sense.only(name, ("outage", "failure"), ()))), None)


def _ill(line: str) -> bool:
    told = tidings.read(line)
    return told is not None and told.verb == "fail"


def _shown(given: Given, thing: Any, crossed: bool) -> Hit | None:
    """A mark before its name where such a mark counts as `crossed`, a red light beside green ones, or that it is
    unhealthy where a balancer leads to it."""
    if thing.id not in given.nodes or given.role(thing.id) not in BREAKABLE or not thing.label.lines:
        return None
    name = thing.label.lines[0]
    names = {one: sense.unnumbered(sense.unbracketed(sense.unpictured(given.name(one)))) for one in given.nodes}
    kin = [one for one in given.of_role(*BREAKABLE) if names[one].casefold() == names[thing.id].casefold()]
    if sense.light(name) and any(sense.lit_green(given.words(one)) for one in kin):
        return sense.light(name)
    led = any(given.role(one) is Role.BALANCER for one in given.graph.before.get(thing.id, []))
    if led and len(kin) > 1 and crossed and (hit := sense.crossed_out(name)):
        return hit
    sick = re.search(r"(?<=\s)(?:NotReady|unhealthy|비정상|異常)$", name, re.IGNORECASE)
    if led and sick and re.search(r"\d", name):
        return Hit(sick[0], frozenset({"outage"}), *sick.span())
    return sense.ailing(thing.label.lines) if led and len(kin) > 1 else None


def among(given: Given, id: str) -> bool:
    """Whether a cross or a burst sets some of several parts of a kind apart from the others; all of them may be bad
    examples."""
    if id in given.groups:
        alike = [one for one in given.groups if sense.kinds(given.name(one)) & {"node", "worker"}]
    else:
        parts = (*given.of_role(*BREAKABLE), *renewed.members(given), *called.alike(given))
        alike = [one for one in parts if renewed.kin(given, one) == renewed.kin(given, id)]
    return id in alike and any(not sense.marked(given.label(one).lines) for one in alike)


def _of_group(given: Given, id: str) -> Hit | None:
    """The word with which a group's title, or the arrow to it, says that all in it is down."""
    return fallen(given, id) or struck.cut_off(given, id)


def fallen(given: Given, group: str) -> Hit | None:
    """The word with which the title of a group says that all in it is down, as a machine's or a place's does."""
    return titled(given.label(group)) or among_alike(given, group)


@once
def among_alike(given: Given, group: str) -> Hit | None:
    """The word with which a title says so apart from the name, where others are called alike (`Agent 2 (14:05 down)`
    beside `Agent 1`)."""
    if titled(given.label(group)):
        return None
    name, *more = given.label(group).lines or ("",)
    bare = _APART.split(name)[0].strip()
    alike = [one for one in given.groups if one != group and _stem(given, one) == _stem(given, group)]
    if not alike or sense.unnumbered(bare) == bare:
        return None
    for text in map(sense.undated, (*more, *(one for one in _APART.split(name)[1:] if one))):
        told = None if tidings.only_said(text) else tidings.read(text)
        if told and told.verb == "fail" and tidings.bare(text, told):
            return Hit(told.word, frozenset({"outage"}), told.start, told.end)
    return None


def _stem(given: Given, group: str) -> str:
    """What a group is called, without what is said of it or a number."""
    first = next(iter(given.label(group).lines), "")
    return sense.unnumbered(_APART.split(first)[0].strip()).casefold()


_APART = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*$|\s+[-–—:·]\s+|：")
"""What parts a name from what is said of it."""


@once
def down(given: Given, id: str) -> Hit | None:
    """The outage word on a part's own card, on the arrows to it, or on a group's that it stands in."""
    if cut := struck.cut_off(given, id):
        return cut
    killing = [edge for edge in given.graph.edges if edge.target == id and edge.label]
    killed = [hit for edge in killing if edge.label and (hit := sense.only(edge.label.plain, ("strike",), ("unit",)))]
    if killed and given.role(id) in BREAKABLE:
        return killed[0]
    if given.role(id) in BREAKABLE and (checked := struck.checked(given, id)):
        return checked
    fallen = next((hit for edge in given.graph.edges if edge.source == id and (hit := given.falls(edge))), None)
    if fallen:
        return fallen
    said = called.down(given, id) if given.role(id) is not Role.OUTCOME else None
    if said:
        return said
    if drawn := classed(given, id):
        return drawn
    behind = [box for box in given.graph.after.get(id, []) if box in given.nodes and not given.graph.after.get(box)]
    told = next((hit for box in behind if (hit := event(given, id, box))), None)
    if told and given.role(id) in BREAKABLE:
        return told
    crossed = given.replaces or any(given.role(one) is Role.BALANCER for one in given.graph.before.get(id, []))
    crossed = crossed or among(given, id)
    thing = given.nodes.get(id) or given.groups.get(id)
    while thing:
        if thing.id in given.strikes:
            return given.strikes[thing.id][1]
        if told := prose.down(given, thing.id):
            return told
        hit = sense.marked(thing.label.lines, crossed=crossed) or _shown(given, thing, crossed)
        if hit := hit or (_of_group(given, thing.id) if thing.id in given.groups else None):
            return hit
        thing = given.groups.get(thing.parent)
    return stated(given, id)
