"""What comes anew in a chart, by the arrow that brings it: in place of what is down, or as one more of several."""

from __future__ import annotations

import re
from collections.abc import Set

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given, unstated
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words.saying import Way
from diagram_anim.story.language.lexicon import Hit, find, tail
from diagram_anim.story.outcomes import BREAKABLE


def late(given: Given, gone: Set[str]) -> dict[Way, Beat]:
    """Who starts by which arrow; `gone` are down."""
    names = {called(given, id) for id in gone}
    found: dict[Way, Beat] = {}
    for edge in given.graph.edges:
        id = edge.target
        if id not in given.nodes or id in gone or given.role(id) in (Role.CLIENT, Role.CONTROLLER, Role.OUTCOME):
            continue
        hit = made(given, id)
        text = edge.label.plain if edge.label else ""
        if names and called(given, id) in names and not sense.asks(text):
            hit = hit or sense.says(text, "heal", "restart", "start")
        elif hit and not (_brought(given, edge, gone) or _peers(given, id)):
            hit = None
        if hit:
            found[edge.source, id] = beat("start", id, cause=given.cause("start", hit.word, id))
    return found


def followed(given: Given, id: str) -> bool:
    """Whether another is called as a part is, and has just been made."""
    name = called(given, id)
    return any(called(given, one) == name and made(given, one) is not None for one in given.nodes if one != id)


def _brought(given: Given, edge: Edge, gone: Set[str]) -> bool:
    """Whether an arrow brings a part of a system where another is down: from there, or from a controller or what keeps
    copies."""
    makes = given.role(edge.source) is Role.CONTROLLER or sense.says(given.name(edge.source), "platform")
    part = given.role(edge.target) in BREAKABLE or sense.INSTANCE.match(given.words(edge.target))
    return bool(part and gone) and (edge.source in gone or bool(makes))


def _peers(given: Given, id: str) -> bool:
    """Whether others are called as it is, but for their numbers, and aren't new."""
    others = [one for one in given.nodes if one != id and kin(given, one) == kin(given, id)]
    numbered = called(given, id) not in {kin(given, id), *(called(given, one) for one in others)}
    numbered = numbered and not sense.numbered(called(given, id))  # a version isn't one more
    runs = any(given.role(one) in BREAKABLE for one in (id, *others))
    return runs and numbered and bool(others) and not any(made(given, one) for one in others)


@once
def kin(given: Given, id: str) -> str:
    """What a part and others of its kind are called, but for a number."""
    return sense.unnumbered(called(given, id))


def members(given: Given) -> list[str]:
    """Those of no known role that are called as the members of one group are: `manager 1`, `manager 2`."""
    found: dict[str, list[str]] = {}
    for id in given.of_role(Role.THING):
        name = kin(given, id)
        if name != called(given, id) and sense.ends_in(name, "member"):
            found.setdefault(name, []).append(id)
    return [id for some in found.values() if len(some) > 1 for id in some]


def made(given: Given, id: str) -> Hit | None:
    """The word with which a card says that what it names has just been made."""
    first, *rest = given.label(id).lines or ("",)
    lines = [*rest, *sense.clauses(first)[1:], *sense.bracketed(first), first[len(_bare(first)) :]]
    lines = [sense.without_reason(sense.unpictured(line)) for line in lines]
    lines = [line for line in lines if not tail(line)]  # what is running may have been so for long
    told = (sense.only(line, ("start", "heal", "grow", "fresh"), ("new", "runnable", "unit")) for line in lines)
    return next((hit for hit in told if hit), None) or next(
        (hit for line in lines if (hit := sense.says(line, "stand_in")) and not hit.start), None
    )


def _bare(name: str) -> str:
    """A name without what closes it and tells of a state: `api-3` of "api-3 launched as replacement"."""
    told = (hit for hit in find(name) if hit.start and hit.says("heal", "start", "outage", "failure"))
    told = (hit for hit in told if not hit.says("replicate"))  # what keeps backups isn't back up
    known = ("start", "heal", "outage", "failure"), ("new",)
    return next((name[: hit.start] for hit in told if sense.only(name[hit.start :], *known)), name)


@once
def called(given: Given, id: str) -> str:
    """What a part is called, however it is just now: `Pod B` of "Pod B 재생성" and of "Pod B'"."""
    name = unstated(sense.unmarked(given.label(id).lines[0])) if given.label(id).lines else id
    return re.sub(r"[\W_]+$", "", ANEW.sub("", _bare(name))).casefold()


ANEW = re.compile(
    r"\s*[,，·:–—-]\s*(?:\b(?:new|replacement|again)|(?:새|신규|대체)\s?(?:복제본|파드|인스턴스|컨테이너)?|新(?:規"
    r"|しい)?|代替)$"
    r"|\s(?:새|신규|대체)\s(?:복제본|파드|인스턴스|컨테이너)$",
    re.IGNORECASE,
)
"""What stands behind the name of one that is made in another's place: `web, new`, `주문 파드 - 대체`."""
