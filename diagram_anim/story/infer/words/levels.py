"""How gauges stand that cards show: a line beneath the name of a part says so (`CPU 95%`)."""

from __future__ import annotations

import re
from dataclasses import replace

from diagram_anim.model.diagram import Edge, Note
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.words import called
from diagram_anim.story.outcomes import BREAKABLE

CLIMB = 2.0
"""Seconds in which a gauge goes to where it stands."""

RISE = 4.0
"""Seconds in which it climbs to what is said of it meanwhile."""

READ = 1.0
"""Seconds in which it comes to what somebody reads off: it stands there when the words are still read."""

_OF_LIMIT = re.compile(
    r"[%％]\s?of (?:the |its )?(?:\w+ )?(?:limit|quota|capacity|max(?:imum)?)\b|(?<=\d)[%％](?=\s?\(limit)",
    re.IGNORECASE,
)
"""So much of what it may have: `95% of its limit`."""

_BOUND = re.compile(
    r"[<>≤≥~±]|→|->|\b(?:target|limit|max|min|threshold|over|above|up to|if|when|quota|alarms?|alerts?|notif\w+)\b"
    r"|알람|알림|경보|アラーム|アラート|通知|目標|목표|이상|이하|초과|미만|임계|최대|최소|제한|넘으면|目標|以上"
    r"|以下|超|未満|しきい値|閾値|最大|最小|上限",
    re.IGNORECASE,
)
"""Where such words stand a figure is what a gauge may or should come to."""


def drawn(given: Given) -> list[Beat]:
    """The gauges of a picture go to where their cards say that they stand: beneath a name, or behind it."""
    beats = []
    for id in dict.fromkeys((*given.of_role(*BREAKABLE), *called.alike(given))):
        lines = given.label(id).lines
        below = lines[1:] or (lines if given.role(id) in BREAKABLE else ())
        level = next((found for line in below if (found := read(line))), None)
        if level and id not in given.coming:
            cause = given.cause("gauge", level.word, id)
            beats.append(beat("gauge", id, cause=cause, name=level.name, value=level.value, over=CLIMB))
    return beats + _boxes(given)


def _boxes(given: Given) -> list[Beat]:
    """The gauges that boxes tell which are no parts: of the only part that such a one names, or is joined to by a line
    that brings nothing."""
    beats = []
    for id in given.of_role(Role.THING):
        text = " ".join(given.label(id).lines)
        level = read(text)
        if level is None or any(edge.stroke != "dotted" and edge.end != "none" for edge in _at(given, id)):
            continue
        joined = {end for edge in _at(given, id) for end in (edge.source, edge.target)} - {id}
        named = called.named(given, text)
        aims = [named] if named else [one for one in joined if one in given.nodes and given.role(one) in BREAKABLE]
        aims = [one for one in aims if one in joined] or aims
        if len(aims) == 1 and joined:
            cause = given.cause("gauge", level.word, id)
            beats.append(beat("gauge", aims[0], cause=cause, name=level.name, value=level.value, over=CLIMB))
    return beats


def _at(given: Given, id: str) -> list[Edge]:
    return [edge for edge in given.graph.edges if id in (edge.source, edge.target)]


def shown(given: Given, telling: Telling) -> Telling:
    """A telling whose first step shows how gauges stand, unless they are told of anyway."""
    told = any(one.verb == "gauge" for step in telling.steps for one in step.beats)
    reads = () if told else drawn(given)
    first, *others = telling.steps
    return replace(telling, steps=(replace(first, beats=(*first.beats, *reads)), *others)) if reads else telling


def read(line: str) -> figures.Level | None:
    """How a gauge stands, where a line says that; a bound or a threshold is nothing that it stands at."""
    line = _OF_LIMIT.sub("%", line)
    if bounded(line) or sense.says(line, "end", "below"):
        return None
    return figures.level(line) or figures.part(line)


def told(text: str) -> figures.Level | None:
    """How a gauge stands by a text that may say something else, too: `slow queries killed, connections 35/100`."""
    clauses = re.split(r"\s*[,;、。]\s+|、|。", text)
    return read(text) or next((found for one in clauses[1:] if (found := read(one))), None)


def by_note(given: Given, who: str, note: Note) -> Beat | None:
    """A gauge climbs to what a note says of it over a part of a system."""
    level = told(note.label.plain)
    runs = given.role(who) in BREAKABLE or (given.role(who) is Role.THING and level and level.name in _OF_MACHINES)
    return rises(who, level, Cause("gauge", level.word, note.span.line)) if level and runs else None


_OF_MACHINES = ("cpu", "memory", "disk")
"""Gauges that only what runs has."""


def rises(who: str, level: figures.Level, cause: Cause, over: float = RISE) -> Beat:
    """A gauge climbs to a level."""
    return beat("gauge", who, cause=cause, name=level.name, value=level.value, over=over)


_CASE = re.compile(
    r"^[^%％]*\d\s*[%％]\s*(?:초과|이상|넘으면|넘어서면|超過|超|以上|を超え(?:たら|ると)?|(?:is )?exceeded|reached)?"
    r"\s*(?:이면|시|면|時|で|なら|then)?\s*(?:→|➔|->|=>|⇒|[:：,、—–-])?\s*(?=\S)"
)


def act(text: str) -> str:
    """What is done, without how a gauge must stand for that: `파드 추가` of `CPU > 80% → 파드 추가`."""
    case = _CASE.match(text) if bounded(text) else None
    return text[case.end() :] if case and figures.level(case[0]) else text


def bounded(line: str) -> bool:
    """Whether a figure there is what a gauge may or should come to."""
    return _BOUND.search(line) is not None
