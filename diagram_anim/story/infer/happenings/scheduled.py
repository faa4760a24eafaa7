"""Copies that come and go by the clock: `07:45 → 12 replicas` and `19:00 → 3 replicas` on arrows to one part, `desired
2 → 8` and `desired 8 → 2` from two schedules.

Comes in: a chart. Goes out: what runs anyhow, with the requests where they flow, then each change in the order of its
time. None where a number is ordered but once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import traffic
from diagram_anim.story.infer.structure.reveal import flows
from diagram_anim.story.infer.system.ways import ways
from diagram_anim.story.language import phrases

SEEN = 4.0
"""Seconds for which each number is seen."""

MOST = 100


@dataclass(frozen=True, slots=True)
class Change:
    """By an arrow there come to be so many copies, after `before` where it says that; `at` is its time of day."""

    edge: Edge
    to: int
    before: int | None
    at: str


def tell(given: Given) -> Telling | None:
    for target in dict.fromkeys(edge.target for edge in given.graph.edges):
        changes = _changes(given, target)
        part = _part(given, target)
        if part and len({one.to for one in changes}) > 1 and all(one.at for one in changes):
            return _told(given, part, sorted(changes, key=lambda one: one.at))
    return None


def _changes(given: Given, target: str) -> list[Change]:
    found = []
    for edge in given.graph.edges:
        if edge.target != target or not edge.label:
            continue
        text = counts.untimed(edge.label.plain)
        copies, only = figures.target(text), _SO_MANY.fullmatch(text)
        to = copies[1] if copies else int(only[1]) if only else None
        if to is not None and to <= MOST:
            found.append(Change(edge, to, copies[0] if copies else None, _time(given, edge)))
    return found


_SO_MANY = re.compile(
    r"[\s:→>–-]*(?:(?:scale|set|desired|min|replicas?)\s*(?:to|[:=])?\s*)?(\d{1,3})\s?"
    r"(?:replicas?|pods?|instances?|tasks?|servers?|nodes?|(?:개|대)(?:로|까지)?|(?:台|個)(?:に|へ)?)"
    r"(?:\s?(?:축소|확장|증설|감축|縮小|拡張|増設))?\s*",
    re.IGNORECASE,
)
"""So many copies and nothing else."""

_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-4])\s?(?::\s?([0-5]\d)|[시時])")


def _time(given: Given, edge: Edge) -> str:
    """When it is, as the arrow or the card of who orders it says: `07:45`."""
    texts = [edge.label.plain if edge.label else "", given.whole(edge.source) if edge.source in given.nodes else ""]
    found = next((hit for text in texts if (hit := _CLOCK.search(text))), None)
    return f"{int(found[1]):02d}:{found[2] or '00'}" if found else ""


def _part(given: Given, target: str) -> str:
    """What has the copies: the one that is ordered or, where that keeps those of another, that one."""
    after = [one for one in given.graph.after.get(target, []) if one in given.nodes]
    if given.role(target) is Role.CONTROLLER and len(after) == 1 and given.role(after[0]) in _COPIED:
        return after[0]
    return target if given.role(target) in (*_COPIED, Role.CONTROLLER) else ""


_COPIED = (Role.SERVER, Role.THING)


def _told(given: Given, part: str, changes: list[Change]) -> Telling:
    orders = [one.edge for one in changes]
    first = changes[0].before if changes[0].before is not None else changes[-1].to  # as the day before ended
    onward = (orders[0].target, part)
    runs = [edge for edge in given.chart.edges if edge not in orders and (edge.source, edge.target) != onward]
    works = replace(given, diagram=replace(given.chart, edges=tuple(runs)))
    told = traffic.tell(works) if ways(works) else None
    steps = told.steps if told else (given.opening("reveal"), *flows(works))
    settings = dict(told.settings) if told else {}
    role = {} if given.role(part) is Role.SERVER else {"role": Role.SERVER.value}
    settings[part] = {**settings.get(part, {}), **role, "replicas": first}
    rush = next((at for at, step in enumerate(steps) if any(one.verb == "load" for one in step.beats)), len(steps))
    begins = _rush(given)
    early = [one for one in changes if begins and one.at < begins] if rush < len(steps) else []
    late = [one for one in changes if one not in early]
    told_early, told_late = ([_step(given, part, one) for one in some] for some in (early, late))
    return Telling((*steps[:rush], *told_early, *steps[rush:], *told_late), settings)


def _rush(given: Given) -> str:
    """When clients are said to come, "" where no arrow of theirs says that."""
    clients = given.of_role(Role.CLIENT)
    return next((at for edge in given.graph.edges if edge.source in clients and (at := _time(given, edge))), "")


def _step(given: Given, part: str, change: Change) -> Step:
    edge, text = change.edge, change.edge.label.plain if change.edge.label else ""
    way = (edge.source, edge.target) if edge.target == part else (edge.source, edge.target, part)
    cause = given.cause("scale", text, part)
    acts = [
        beat("send", *way, cause=given.along((edge.source, edge.target))),
        beat("scale", part, cause=replace(cause, line=edge.span.line), to=change.to),
        beat("wait", cause=cause, seconds=SEEN),
    ]
    clock = "" if _CLOCK.search(text) else given.whole(edge.source)
    words = phrases.clean(text)
    return given.step(given.say("alone", a=clock, text=words) if clock else words, *chain(*acts))
