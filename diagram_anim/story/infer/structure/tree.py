"""A controller over containers, directly or through its agents: it brings them up and keeps them in step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.infer.beats import beat, chain, twice
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.structure.sends import SENDS, flow
from diagram_anim.story.infer.words import prose

BRANCHES = 3
"""Branches told one by one."""


@dataclass(frozen=True, slots=True)
class Branch:
    """The way from the controller to some of its units: `via` is empty where it reaches them directly."""

    via: tuple[str, ...]
    units: tuple[str, ...]


def tell(given: Given) -> Telling | None:
    roots = [id for id in given.of_role(Role.CONTROLLER) if not _above(given, id)]
    for root in roots:
        branches = _branches(given, root)
        units = [unit for branch in branches for unit in branch.units]
        if any(prose.down(given, id) for id in (*units, *given.groups)):
            continue  # they run, till some of them fail
        if len(units) > 1 and _closed(given, root, branches) and _brings(given, root, branches):
            return _told(given, root, branches)
    return None


def _above(given: Given, id: str) -> bool:
    """Whether others control it, or it is a controller of requests as in model, view and controller."""
    before = {given.role(one) for one in given.graph.before.get(id, [])}
    plain = sense.says(given.words(id), "plain_controller")
    return Role.CONTROLLER in before or bool(plain and Role.CLIENT in before)


def _branches(given: Given, root: str) -> list[Branch]:
    found = []
    direct = []
    for following in _after(given, root):
        if _unit(given, following):
            direct.append(following)
        elif given.role(following) in (Role.CONTROLLER, Role.NODE):
            units = [one for one in _after(given, following) if _unit(given, one)]
            if units:
                found.append(Branch((following,), tuple(units)))
    return [Branch((), tuple(direct)), *found] if direct else found


def _after(given: Given, id: str) -> list[str]:
    """What arrows lead to, a group standing for what is in it."""
    found = [
        one
        for following in given.graph.after.get(id, [])
        for one in (inside(given.chart, following) if following in given.groups else [following])
    ]
    return list(dict.fromkeys(found))


def _arrow(given: Given, source: str, target: str) -> Edge:
    """The arrow to a thing, or to the group that it stands in."""
    homes = {target, *(group for group in given.groups if target in inside(given.chart, group))}
    return next(edge for edge in given.graph.edges if edge.source == source and edge.target in homes)


def _unit(given: Given, id: str) -> bool:
    return given.role(id) is not Role.CONTROLLER and bool(sense.says(given.words(id), "unit"))


def _closed(given: Given, root: str, branches: Sequence[Branch]) -> bool:
    """Whether nobody but the controller and its agents leads to the units, and these lead nowhere."""
    agents = {root, *(one for branch in branches for one in branch.via)}
    units = [unit for branch in branches for unit in branch.units]
    graph = given.graph
    return all(set(graph.before.get(unit, [])) <= agents and not graph.after.get(unit) for unit in units)


def _told(given: Given, root: str, branches: list[Branch]) -> Telling:
    steps = [given.opening("reveal"), *_others(given, root, branches)]
    for branch in branches[:BRANCHES] if len(branches) <= BRANCHES else branches[:1]:
        steps += _branch(given, root, branch)
    if len(branches) > BRANCHES:
        rest = [(branch, unit) for branch in branches[1:] for unit in branch.units]
        beats = [one for branch, unit in rest for one in _bring(given, root, branch, unit)]
        many = given.many([unit for _, unit in rest])
        started = all(_started(given, root, branch) for branch in branches[1:])
        words = given.say("start_more", many=many) if started else given.say("reach", a=given.name(root), many=many)
        steps.append(given.step(words, *beats))
    steps += _lone(given)
    ways = [(root, *branch.via, unit) for branch in branches for unit in branch.units]
    pulse = [beat("send", *way, cause=given.cause("controller", given.told(root), root)) for way in ways[:SENDS]]
    steps.append(given.step(_last(given, root, branches), *twice(*pulse)))
    return Telling(tuple(steps))


def _last(given: Given, root: str, branches: Sequence[Branch]) -> str:
    """That one keeps the others in step, where the words around the diagram say so; else only which way arrows lead."""
    units = [unit for branch in branches for unit in branch.units]
    direct = not any(branch.via for branch in branches)
    many = _all(given, units)
    if direct and sense.says(f"{given.title} {given.caption}", "manage", "orchestration"):
        return given.say("together", a=given.name(root), many=many)
    agents = {given.name(branch.via[0]) if branch.via else "" for branch in branches}
    if len(agents) == 1 and not direct and all(_started(given, root, branch) for branch in branches):
        return given.say("reach_orders", a=given.name(root), via=agents.pop(), many=many)
    return given.say("fan" if direct else "reach", a=given.name(root), many=many)


_NUMBERED = re.compile(r"(.*\S)\s*[-#]?\s*(?<!\d)\d{1,3}$")

FAMILY = 3


def _all(given: Given, units: Sequence[str]) -> str:
    """Units that have been named before: where nothing but a number tells them apart, what they are called and how
    many, in a language that says so without another form of the name."""
    names = [given.name(id) for id in units]
    stems = {found[1] if (found := _NUMBERED.fullmatch(name)) else "" for name in names}
    if len(stems) > 1 or "" in stems or not FAMILY <= len({*names}) == len(names):
        return given.many(units)
    return given.say("family", a=stems.pop(), n=len(names)) or given.many(units)


def _others(given: Given, root: str, branches: Sequence[Branch]) -> list[Step]:
    """The arrows that lead to no unit, at once."""
    told = {root, *(one for branch in branches for one in (*branch.via, *branch.units))}
    ways = [(edge.source, edge.target) for edge in given.graph.edges if not {edge.source, edge.target} <= told]
    ways = [way for way in dict.fromkeys(ways) if way[1] not in given.groups][:SENDS]
    return [flow(given, ways)] if ways else []


def _lone(given: Given) -> list[Step]:
    """Members of groups that no arrow touches: named once, behind those that arrows lead to, and those of groups that
    look alike together."""
    touched = {*given.graph.after, *given.graph.before}
    found: dict[tuple[str, ...], tuple[list[str], list[str]]] = {}
    for id, group in given.groups.items():
        lone = [one for one in given.nodes if given.nodes[one].parent == id and one not in touched]
        lone = [] if id in touched else lone
        if lone:
            names = tuple(given.name(one) for one in lone)
            groups, ids = found.setdefault(names, ([], []))
            groups.append(group.label.plain)
            ids += lone
    steps = []
    for names, (groups, ids) in list(found.items())[:2]:
        words = given.say("beside", group=given.say.many(groups), many=given.say.many(names))
        steps.append(given.step(words, beat("highlight", *ids, cause=given.cause("told", of=ids[0]))))
    return steps


_BRINGING = ("start", "manage", "heal")
_BROUGHT = ("unit", "runnable", "new", "copies", "server", "node", "release", "every", "state", "watcher")


def _brings(given: Given, root: str, branches: Sequence[Branch]) -> bool:
    """Whether the arrows mean that things are brought up: they say nothing else."""
    for branch in branches:
        for source, target in [(root, one) for one in branch.via or branch.units] + [
            (via, unit) for via in branch.via for unit in branch.units
        ]:
            label = _arrow(given, source, target).label
            names = tuple(name for id in (source, target) for name in (given.name(id), id))
            if label and label.plain and not sense.only(label.plain, _BRINGING, _BROUGHT, names):
                return False
    return True


def _started(given: Given, root: str, branch: Branch) -> bool:
    """Whether a controller starts its units: by itself, or through agents whose work that is or where an arrow says
    so."""
    hops = [*pairwise((root, *branch.via)), *((branch.via[-1], unit) for unit in branch.units)] if branch.via else []
    labels = [label.plain for hop in hops if (label := _arrow(given, *hop).label)]
    launched = bool(branch.via) and sense.says(given.words(branch.via[-1]), "launcher") is not None
    return not branch.via or launched or any(sense.says(label, "start") for label in labels)


def _bring(given: Given, root: str, branch: Branch, unit: str) -> tuple[Beat, ...]:
    send = beat("send", root, *branch.via, unit, cause=given.cause("controller", given.told(root), root))
    if not _started(given, root, branch):
        return (send,)
    word = sense.says(given.words(unit), "unit")
    start = beat("start", unit, cause=given.cause("brings up", word.word if word else "", unit))
    return chain(send, start)


def _branch(given: Given, root: str, branch: Branch) -> list[Step]:
    say, name = given.say, given.name(root)

    def step(words: str, units: Sequence[str]) -> Step:
        return given.step(words, *(one for unit in units for one in _bring(given, root, branch, unit)))

    units = branch.units
    if branch.via:
        key = "start_via" if _started(given, root, branch) else "via"
        via, many = given.name(branch.via[0]), given.many(units)
        return [step(say(key, a=name, via=via, many=many, b=many), units)]
    first = step(say("start_one", a=name, b=given.name(units[0])), units[:1])
    return [first, step(say("start_more", many=given.many(units[1:])), units[1:])] if units[1:] else [first]
