"""Which gauges bring it about that there come to be more of something, and who tells it on.

Comes in: a chart and what grows in it. Goes out: how the gauges of its parts stand then, by cards, arrows and who
watches.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagram_anim.model.diagram import Edge
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.system import fresh, members, noticing
from diagram_anim.story.infer.system.fresh import label
from diagram_anim.story.infer.system.growth import Growth, brings
from diagram_anim.story.infer.words import levels, prose
from diagram_anim.story.outcomes import BREAKABLE

Levels = dict[str, figures.Level]


def measured(given: Given, grown: Growth | None) -> Levels:
    """What cards say of the gauges of what grows, and arrows to who watches of those of parts: `CPU 90%` on the way to
    the HPA, else what is said before the chart. What one who only measures says or passes on is read of what grows by
    it."""
    own = running(given, grown) if grown else []
    found: Levels = {id: level for id in own if not given.picture and (level := _carded(given, id))}
    for edge in given.graph.edges:
        orders = grown is not None and _gives_order(grown, edge)
        heard = given.role(edge.target) is Role.CONTROLLER or _measures(given, edge.target)
        level = figures.level(label(edge)) if heard or orders else None
        for id in _read_of(given, grown, own, edge.source) if level else []:
            found.setdefault(id, level) if level else None
    for id in [grown.by, *asking(given, grown)] if grown and grown.by and not found else []:
        level = _carded(given, id) if id in given.nodes and _measures(given, id) else None
        found |= dict.fromkeys(own if level else [], level) if level else {}
    if not found and own and (told := prose.level(given)):
        found = dict.fromkeys(own, told)
    return found


def _read_of(given: Given, grown: Growth | None, own: Sequence[str], source: str) -> Sequence[str]:
    """Of whom an arrow out of `source` tells how a gauge stands."""
    if source in given.groups:
        return [id for id in own if id in given.within(source)]
    if given.role(source) in BREAKABLE:
        return [source]
    orders = (grown.by, grown.who) if grown else ()
    if grown is None or not (_measures(given, source) or source in orders):
        return []
    return own if grown.group or not grown.copies else own[:1]


def _gives_order(grown: Growth, edge: Edge) -> bool:
    return edge == grown.order or (edge.source == grown.by and edge.target in (grown.group, *grown.parts))


def _carded(given: Given, id: str) -> figures.Level | None:
    return next((told for line in given.label(id).lines[1:] if (told := levels.read(line))), None)


def _measures(given: Given, id: str) -> bool:
    return sense.says(given.words(id), "watcher", "observer") is not None


def running(given: Given, found: Growth) -> list[str]:
    """Those whose load makes there come to be more: the copies that there are at first."""
    if found.group:
        return [id for id in members.members(given, found.group) if found.copies or id not in found.parts]
    return [*found.parts] if found.copies else fresh.beside(given, found.parts)


def sharing(given: Given, found: Growth, id: str) -> str:
    """Whose copies share its load, once there are more: its own, those of its group, or all behind a balancer."""
    if found.copies:
        return id if id in found.parts else ""
    if id not in running(given, found):
        return ""
    fronts = [one for one in given.graph.before.get(id, []) if given.role(one) is Role.BALANCER]
    fronts = [one for one in fronts if {id, *found.parts} <= {*given.graph.after[one]}]
    return found.group or next(iter(fronts), "")


def asking(given: Given, found: Growth) -> Sequence[str]:
    """The only ones who tell who gives the order, where no gauge is read on a way that is drawn."""
    if noticing.way(given, [*running(given, found), found.group], found.who):
        return ()
    told: list[str] = []
    while len(asks := given.graph.before.get((told or [found.who])[0], [])) == 1 and brings(given, asks[0]):
        if asks[0] in told:
            break
        told = [*asks, *told]
    return told
