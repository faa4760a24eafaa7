"""Machines that are seen to one after another: each is emptied, upgraded and takes work again before the next is.

Comes in: a chart in which two machines or more are told to be (`① cordon → drain → upgrade → uncordon`), by their own
cards, the title of their pool or an arrow to it. Goes out: what runs before, with the requests where they flow, then
two steps for each machine. None where nothing says in which order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import traffic
from diagram_anim.story.infer.structure.reveal import flows
from diagram_anim.story.infer.system.ways import ways
from diagram_anim.story.language import phrases

SEEN = 4.0
"""Seconds for which each act is seen."""

MOST = 6
"""More machines than these are too long a film."""

_EMPTIED = re.compile(r"\b(?:drain|evict|evacuat)|드레인|비우|비움|퇴거|축출|ドレイン|退避|空に", re.IGNORECASE)
WORKED_ON = re.compile(
    r"\b(?:upgrad|updat|patch|reboot|restart|replac|reimag|repair|maint)"
    r"|업그레이드|업데이트|패치|재부팅|재시작|교체|점검|정비"
    r"|アップグレード|アップデート|バージョンアップ|更新|パッチ|再起動|交換|点検|保守|メンテ",
    re.IGNORECASE,
)
_ACTS = re.compile(r"\s*(?:→|➔|➜|->|=>|⇒|>|[,、·]|\bthen\b)\s*")


def tell(given: Given) -> Telling | None:
    found = _machines(given)
    order = _order(given, found) if 2 <= len(found) <= MOST else None
    if order is None:
        return None
    between = [edge for edge in given.chart.edges if {edge.source, edge.target} <= found.keys()]
    runs = replace(given, diagram=replace(given.chart, edges=tuple(e for e in given.chart.edges if e not in between)))
    told = traffic.tell(runs) if ways(runs) else None
    steps = told.steps if told else (given.opening("reveal"), *(flows(runs) if runs.graph.edges else ()))
    seen = [step for id in order for step in _seen_to(given, id, found[id])]
    return Telling((*steps, *seen), told.settings if told else {})


def _machines(given: Given) -> dict[str, list[str]]:
    """Machines, each with the acts that its card tells, or that are told of all in its pool."""
    machines = [id for id in (*given.nodes, *given.groups) if _is_machine(given, id)]
    own = {id: acts for id in machines if (acts := _acts(_behind(given, id)))}
    if own:
        return own
    for pool in given.groups:
        inside = [id for id in machines if id != pool and _home(given, id) == pool]
        texts = [given.words(pool), *(e.label.plain for e in given.chart.edges if e.target == pool and e.label)]
        acts = next((found for text in texts if (found := _acts(text))), [])
        if acts and len(inside) > 1:
            return dict.fromkeys(inside, acts)
    return {}


def _is_machine(given: Given, id: str) -> bool:
    name = sense.unbracketed(given.label(id).lines[0]) if given.label(id).lines else ""
    if id in given.groups:
        return bool(given.within(id)) and "node" in sense.kinds(name) and not sense.several(name)
    return given.role(id) is Role.NODE


def _home(given: Given, id: str) -> str | None:
    home: str | None = given.groups[id].parent if id in given.groups else given.nodes[id].parent
    return home


def _behind(given: Given, id: str) -> str:
    """What its card says besides its name."""
    first, *rest = given.label(id).lines or ("",)
    return " ".join([*(re.split(r"[:：(（]|\s[–—-]\s", first, maxsplit=1)[1:]), *rest])


def _acts(text: str) -> list[str]:
    """Several acts one after another, by which a machine is emptied and then worked on."""
    tidy = re.sub(r"^[\W\d]+|[)）]\s*$", "", text[text.find(":") + 1 :] if _EMPTIED.search(text) else text)
    acts = [phrases.clean(one) for one in _ACTS.split(tidy) if one.strip()]
    emptied = next((at for at, one in enumerate(acts) if _EMPTIED.search(one)), None)
    worked = [at for at, one in enumerate(acts) if WORKED_ON.search(one)]
    return acts if emptied is not None and worked and emptied < max(worked) else []


def _order(given: Given, found: Mapping[str, Sequence[str]]) -> list[str] | None:
    """By their numbers, else along arrows from one to the next, else as drawn where their names are numbered."""
    turns = {id: number for id in found if (number := _number(given, id))}
    if len({*turns.values()}) == len(found):
        return sorted(found, key=lambda id: turns[id])
    hops = {(edge.source, edge.target) for edge in given.chart.edges if {edge.source, edge.target} <= found.keys()}
    firsts = [id for id in found if id not in {end for _, end in hops}]
    if hops:
        way = given.graph.path(firsts[0]) if len(firsts) == 1 else None
        along = [id for id in way or [] if id in found]
        return along if len(along) == len(found) and {*pairwise(along)} <= hops else None
    numbered = [id for id in found if sense.unnumbered(_called(given, id)) != _called(given, id)]
    return [*found] if len(numbered) == len(found) else None


def _number(given: Given, id: str) -> int:
    lines = (*given.label(id).lines, _behind(given, id).strip())
    return next((number for line in lines if (number := phrases.numbered(line))), 0)


def _seen_to(given: Given, id: str, acts: Sequence[str]) -> list[Step]:
    """It is emptied, then it is upgraded and takes work again."""
    place = next(at for at, one in enumerate(acts) if _EMPTIED.search(one)) + 1
    parts = given.within(id)
    ends, starts = given.cause("end", acts[place - 1], id), given.cause("start", acts[-1], id)
    steps = []
    for some, verb, cause in ((acts[:place], "stop", ends), (acts[place:], "start", starts)):
        words = given.say("alone", a=_called(given, id), text=" → ".join(some))
        seen = beat("wait", cause=cause, seconds=SEEN)
        steps.append(given.step(words, *chain(beat(verb, *parts, cause=cause), seen)))
    return steps


def _called(given: Given, id: str) -> str:
    """Its name without the acts that stand behind it, and without its number in the order."""
    first = given.label(id).lines[0]
    return phrases.unnumbered(re.split(r"[:：(（]|\s[–—-]\s", first, maxsplit=1)[0]).strip() or given.name(id)
