"""What is added to others of its kind in the course of a film: its card says so (`web 3 (new)`, `앱 3 추가`, `新しいWeb
サーバー3`), or it is drawn apart from them where somebody scales: in a class called `new`, by dotted arrows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from diagram_anim.model.diagram import Edge
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.system import members, multiplied
from diagram_anim.story.infer.words import levels


@once
def joining(given: Given) -> frozenset[str]:
    """Those that come to others, which run already and are called as they are but for a number: behind a balancer where
    their cards say so, else where somebody says that there come to be more."""
    found: set[str] = set()
    for kin in _kinds(given):
        new = [id for id in kin if added(given, id)]
        if not new or not all(_led(given, id) for id in new):
            new = [id for id in kin if drawn_late(given, id) or id in new]
            new = new if order(given, len(new)) and not any(_only_late(given, id) for id in kin - {*new}) else []
        found |= {*new} if 0 < len(new) < len(kin) else set()
    return frozenset(found) | members.coming(given) | {id for one in told(given) for id in one.parts}


@once
def told(given: Given) -> Sequence[multiplied.More]:
    """Those that come up as there come to be so many of their kind, as the words before the chart say."""
    kinds = _kinds(given) if given.prose else []
    found = (multiplied.more(given, kin, [id for id in kin if drawn_late(given, id)]) for kin in kinds)
    return [one for one in found if one]


def _kinds(given: Given) -> list[set[str]]:
    """Parts that are called alike; versions of one thing aren't."""
    found: dict[str, set[str]] = {}
    for id in given.of_role(Role.SERVER, Role.NODE, Role.THING):
        name = added(given, id) or given.name(id)
        if not sense.version(given.words(id)):
            found.setdefault(sense.unnumbered(name).casefold(), set()).add(id)
    return [kin for name, kin in found.items() if name and len(kin) > 1]


def _led(given: Given, id: str) -> bool:
    return any(given.role(one) is Role.BALANCER for one in given.graph.before.get(id, []))


def drawn_late(given: Given, id: str) -> bool:
    """Whether it is drawn in a class for what is new, or no arrow leads to it but dotted ones or such as say so."""
    return any(_CLASS.fullmatch(name) for name in given.nodes[id].classes) or _only_late(given, id)


def _only_late(given: Given, id: str) -> bool:
    arrows = [edge for edge in given.graph.edges if edge.target == id]
    said = [edge for edge in arrows if _late(edge)]
    fronts = [edge for edge in arrows if said and given.role(edge.source) is Role.BALANCER]
    return bool(arrows) and all(edge.stroke == "dotted" or edge in (*said, *fronts) for edge in arrows)


def _late(edge: Edge) -> bool:
    text = levels.act(edge.label.plain) if edge.label else ""
    return bool(counts.ordered(text, 0)) or sense.only(text, ("fresh", "start", "grow"), ("new", "unit")) is not None


def order(given: Given, many: int) -> Edge | None:
    """The arrow by which who controls or watches others says that there come to be more: so many more, where it says
    how many."""
    said = [edge for edge in given.graph.edges if edge.label and _scales(given, edge.source)]
    copies = {edge: told for edge in said if edge.label and (told := figures.target(counts.untimed(edge.label.plain)))}
    if copies:
        return next((edge for edge, (first, last) in copies.items() if last - first == many), None)
    more = [edge for edge in said if edge.label and counts.ordered(levels.act(edge.label.plain), 0) == many]
    return next((edge for edge in (*more, *said) if edge in more or sense.says(label(edge), "grow")), None)


def label(edge: Edge) -> str:
    """What an arrow says."""
    return edge.label.plain if edge.label else ""


def beside(given: Given, parts: Collection[str]) -> list[str]:
    """Those that these join."""
    return [id for kin in _kinds(given) if kin & {*parts} for id in given.nodes if id in kin - {*parts}]


def _scales(given: Given, id: str) -> bool:
    return given.role(id) is Role.CONTROLLER or sense.says(given.words(id), "watcher", "observer", "scaler") is not None


def added(given: Given, id: str) -> str:
    """The numbered name of what a card says to have been added, "" where it says no such thing."""
    lines = given.label(id).lines or ("",)
    name = sense.unbracketed(lines[0])
    hit = sense.ends_in(name, "grow", "fresh")
    name = _PARTICLE.sub("", name[: hit.start].rstrip(" -–:(")) if hit and hit.start else name
    said = [*sense.bracketed(lines[0]), *lines[1:], lines[0][len(name) :]]
    told = any(sense.only(one, ("grow", "fresh"), ("new", "unit", "runnable")) for one in said if one.strip())
    bare = _NEW.sub("", name)
    return bare if (told or bare != name) and sense.unnumbered(bare) != bare else ""


_NEW = re.compile(
    r"^(?:new|additional|extra|another)\s+|^(?:새로운|새|신규|추가)\s+|^(?:新しい|新規の?|追加の?)\s*", re.IGNORECASE
)
_PARTICLE = re.compile(r"(?<=[\d가-힣])[을를]$|を$")

_CLASS = re.compile(r"(?:new|added|extra|created|fresh|scaled?(?:out|up)?|pending|joining|starting)", re.IGNORECASE)


def comes_up(lines: Sequence[str]) -> bool:
    """Whether a card says that what it names has been started: `web-4 / created`, `EC2 #3 起動`."""
    told = [sense.only(line, ("start",), ("new", "state")) for line in lines[1:]]
    told += [sense.only(clause, ("start", "new"), ()) for line in lines for clause in re.split(r"\s[–—-]\s", line)[1:]]
    hit = sense.ends_in(lines[0], "start") if len(lines) == 1 else None
    named = hit is not None and sense.role(lines[0][: hit.start]) is not None
    return named or any(told)
