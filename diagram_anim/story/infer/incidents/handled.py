"""One that who operates it takes out of its pool, works on and puts back.

Comes in: what a chart tells of its parts. Goes out: the same, as maintenance goes: it is emptied and doesn't end, is
started anew meanwhile, and takes work again only when it is put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Cause
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
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
    return replace(one, act=replace(one.act, verb="drain")) if one.act.verb == "stop" and _leaves(given, one) else one


def meant(given: Given, one: Told) -> bool:
    """Whether an order to drain is one to who gets it; any other than who can be emptied passes it on."""
    return one.act.verb != "stop" or not _drains(one.words) or _leaves(given, one)


def _leaves(given: Given, one: Told) -> bool:
    """Whether one goes on that is told to end: a machine that is drained, or one that leaves its pool."""
    (who,) = one.act.targets
    words = f"{one.words} {one.word}"  # of `then node 2` the word stands before it
    return (_drains(words) and _machine(given, who)) or maintained.drained(given, who, words)


def _drains(text: str) -> bool:
    return sharing("drains").search(text) is not None


def _machine(given: Given, id: str) -> bool:
    kinds = sense.kinds(given.name(id))
    place = id in given.groups and bool(given.within(id))
    if given.role(id) is Role.QUEUE and len(called.kin(given, id)) > 1:
        return True  # one broker of several
    return given.role(id) is Role.NODE or ((place or id in given.nodes) and bool(kinds & {"node", "worker"}))


def taken_back(given: Given, edge: Edge) -> Told | None:
    """That a machine which has been emptied by another arrow is active again, by an arrow to it."""
    orders = [one.label.plain for one in given.graph.edges if one.target == edge.target and one.label and one != edge]
    text = phrases.unnumbered(edge.label.plain) if edge.label else ""
    drained = any(map(_drains, orders)) and _machine(given, edge.target)
    if not (drained and _ACTIVE.search(text)) or sense.in_need(text):
        return None
    cause = Cause("start", edge.label.plain if edge.label else "", edge.span.line)
    return Told(beat("recover", edge.target, cause=cause), text, text)


_ACTIVE = re.compile(
    r"(?<![A-Za-z-])(?:re-?)?activ(?:e|ate[sd]?)(?![A-Za-z-])|활성|有効|アクティブ|\beligible\b", re.IGNORECASE
)
"""The state that a machine is put back to."""


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
