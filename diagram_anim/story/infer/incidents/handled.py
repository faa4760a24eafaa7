"""One that who operates it takes out of its pool, works on and puts back.

Comes in: what a chart tells of its parts. Goes out: the same, as maintenance goes: it is emptied and doesn't end, is
started anew meanwhile, and takes work again only when it is put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import called, maintained
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.infer.words.tidings import Told, read
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import sharing
from diagram_anim.story.outcomes import BREAKABLE

_BACK = ("recover", "start")


def emptied(given: Given, one: Told) -> Told:
    """What is told of one, that is only taken out of its pool where it is said to end so; a machine is emptied."""
    (who,) = one.act.targets
    machine = _machine(given, who) and sharing("drains").search(one.words) is not None
    out = one.act.verb == "stop" and (machine or maintained.drained(given, who, one.words))
    return replace(one, act=replace(one.act, verb="drain")) if out else one


def _machine(given: Given, id: str) -> bool:
    place = id in given.groups and sense.kinds(given.name(id)) & {"node", "worker"}
    return given.role(id) is Role.NODE or bool(place and given.within(id))


def meant(given: Given, one: Told) -> bool:
    """Whether an order to drain is one to who gets it: a machine, or one of a pool; any other passes it on."""
    (who,) = one.act.targets
    drains = one.act.verb == "stop" and sharing("drains").search(one.words) is not None
    return not drains or _machine(given, who) or maintained.drained(given, who, one.words)


def awaited(told: Sequence[Told]) -> Iterator[Told]:
    """All of it, but for how one is started again that has been emptied and takes work again only afterwards."""
    for place, one in enumerate(told):
        out = any(other.act.verb == "drain" and other.act.targets == one.act.targets for other in told[:place])
        reboots = one.act.verb == "recover" and sense.says(one.word, "restart")
        later = (other for other in told[place + 1 :] if other.act.targets == one.act.targets)
        if not (out and reboots and any(other.act.verb in _BACK for other in later)):
            yield one


def readmitted(given: Given, told: Sequence[Told]) -> Iterator[Told]:
    """By the last of the boxes that stand one behind another behind one that is emptied: `Upgrade`, `Uncordon`."""
    for (who,) in (one.act.targets for one in told if one.act.verb == "drain"):
        if any(one.act.targets == (who,) and one.act.verb in _BACK for one in told):
            continue
        for id in _behind(given, who):
            text = " ".join(given.label(id).lines)
            one = read(text, who, called.names(given, who), given.line(id))
            if one and one.act.verb in _BACK and one.sure:
                yield one


def _behind(given: Given, who: str) -> Iterator[str]:
    """The boxes that lead on from one, as long as there is one way; nothing is asked in them."""
    here = who
    seen = {who}
    while True:
        after = [one for one in given.graph.after.get(here, []) if _acts(given, one)]
        if len(after) != 1 or after[0] in seen or len(given.graph.before[after[0]]) > 1:
            return
        (here,) = after
        seen.add(here)
        yield here


def _acts(given: Given, id: str) -> bool:
    """Whether a box says what is done, and is no part."""
    own = id in given.nodes and given.role(id) in (Role.THING, Role.CONTROLLER, Role.OUTCOME)
    return own and id not in called.parts(given) and not decides(given, id)


def planned(given: Given, edge: Edge, told: Told) -> Told:
    """What an arrow tells of a part: who operates it makes it end by a word that may also tell a failure (`停止`)."""
    ends = told.act.verb == "fail" and _operates(given, edge) and sense.says(told.word, "end")
    return replace(told, act=replace(told.act, verb="stop")) if ends else told


def _operates(given: Given, edge: Edge) -> bool:
    return sense.ends_in(given.name(edge.source), "operator") is not None


def bare(given: Given, edge: Edge, told: Told) -> bool:
    """Whether who operates a part tells it to end, and says nothing else: `중지`; no two ways to handle it."""
    alone = not re.sub(r"\W", "", phrases.clean(told.words).replace(told.word, ""))
    ways = [one for one in given.graph.edges if (one.source, one.target) == (edge.source, edge.target)]
    return (
        told.act.verb == "stop"
        and alone
        and _operates(given, edge)
        and len(ways) == 1
        and given.role(edge.target) in BREAKABLE
    )
