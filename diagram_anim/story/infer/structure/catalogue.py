"""Groups of names, with arrows from some of one group to those of another: each is named, then the ways run."""

from __future__ import annotations

from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.infer.beats import beat, twice
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.language import phrases

MOST = 16
HANDFUL = 3


def tell(given: Given) -> Telling | None:
    graph = given.graph
    sources = [id for id in given.nodes if graph.after.get(id)]
    if not (1 <= len(sources) <= HANDFUL and len(given.groups) > 1 and len(given.nodes) <= MOST):
        return None
    if any(graph.before.get(id) for id in sources) or not any(_many(given, id) for id in sources):
        return None
    if any(given.role(id) in (Role.CLIENT, Role.BALANCER, Role.CONTROLLER, Role.OUTCOME) for id in given.nodes):
        return None
    if any(len(set(_homes(given, id))) != 1 or None in _homes(given, id) for id in sources):
        return None
    return _told(given, sources)


def _many(given: Given, source: str) -> bool:
    """Whether a source leads to several things, or to a group of them."""
    after = given.graph.after[source]
    return len(after) > 1 or after[0] in given.groups


def _homes(given: Given, source: str) -> list[str | None]:
    """The groups that a source's arrows lead to; None where one leads out of all groups or stays in its own."""
    own = given.nodes[source].parent
    found: list[str | None] = []
    for target in given.graph.after[source]:
        home = target if target in given.groups else given.nodes[target].parent
        found.append(home if own and home != own else None)
    return found


def _told(given: Given, sources: list[str]) -> Telling:
    own = [id for id in given.groups if any(given.nodes[source].parent == id for source in sources)]
    offered = [id for id in dict.fromkeys(home for source in sources for home in _homes(given, source)) if id]
    others = [id for id in given.groups if id not in own and id not in offered]
    steps = [given.opening("reveal")]
    for group in (*own, *others):
        steps += _members(given, group)
    for group in offered:
        members = inside(given.chart, group)
        words = _has(given, group, list(map(given.name, members)))
        steps.append(given.step(words, beat("highlight", *members, cause=given.cause("told", of=group))))
    for source in sources:
        targets = given.graph.after[source]
        home = next(one for one in _homes(given, source) if one)
        named = inside(given.chart, home) if home in targets else targets
        words = given.say("offers", a=given.name(source), many=given.many(named))
        sends = (beat("send", source, target, cause=given.along((source, target))) for target in targets)
        steps.append(given.step(words, *twice(*sends)))
    return Telling(tuple(steps))


def _members(given: Given, group: str) -> list[Step]:
    """A group's members by twos or threes, with what stands under their names."""
    members = list(inside(given.chart, group))
    size = 2 if len(members) in (2, 4) else HANDFUL
    steps = []
    for at in range(0, len(members), size):
        some = members[at : at + size]
        words = _has(given, group if not at else None, list(map(given.enclosed, some)))
        steps.append(given.step(words, beat("highlight", *some, cause=given.cause("told", of=some[0]))))
    return steps


def _has(given: Given, group: str | None, names: list[str]) -> str:
    """What there is in a group; without one, what else there is."""
    title = given.words(group).strip() if group else ""
    key = "there_more" if group is None else "has" if title else "there"
    return phrases.cut(given.say(key, group=title, many=given.say.joined(names)), 2 * phrases.LINE)
