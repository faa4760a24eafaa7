"""Copies that come and go again by boxes behind one part: `Order API, CPU 85%` → `HPA: 2 → 5 pods` → `CPU 45%` →
`traffic falls` → `HPA: 5 → 2 pods`.

Comes in: a chart. Goes out: the requests to that part, then each box in its turn: its gauge goes to where a box says
that it stands, its copies come and go. None where the boxes don't follow from one another by a single way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, rates, sense, spikes
from diagram_anim.story.infer.beats import beat, chain, twice
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import traffic
from diagram_anim.story.infer.structure import tones
from diagram_anim.story.infer.structure.reveal import flows, running
from diagram_anim.story.infer.system import growth
from diagram_anim.story.infer.system.ways import ways
from diagram_anim.story.infer.words import levels, speaking, surges
from diagram_anim.story.infer.words.saying import DECISIONS, decides
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import rushes, unreal

SEEN = 4.0
"""Seconds for which each number of copies is seen."""

MOST = 60


@dataclass(frozen=True, slots=True)
class Wave:
    """`way` leads on from a `part` through boxes, by `copies` of which its own come and go."""

    part: str
    way: Sequence[str]
    copies: dict[str, tuple[int, int]]


def tell(given: Given) -> Telling | None:
    if not any(figures.target(given.words(id)) for id in given.nodes):
        return None
    found = [one for id in given.of_role(Role.SERVER, Role.NODE) if (one := _wave(given, id))]
    if len(found) != 1 or tones.timed(given):
        return None
    (one,) = found
    behind = {*one.way, *_boxes(given, one)}
    away = [edge for edge in given.chart.edges if {edge.source, edge.target} & behind]
    nodes = tuple(node for node in given.chart.nodes if node.id not in behind)
    kept = tuple(edge for edge in given.chart.edges if edge not in away)
    system = replace(given, diagram=replace(given.chart, nodes=nodes, edges=kept))
    told = traffic.tell(system) if ways(system) else None
    before = told.steps[1:] if told else flows(system)
    steps = [given.opening("reveal"), *before, *_onward(given, one, before)]
    ran = {hop for step in steps for sent in step.beats if sent.verb == "send" for hop in pairwise(sent.targets)}
    steps += running(given, [edge for edge in away if (edge.source, edge.target) not in ran])
    settings: dict[str, Any] = dict(told.settings) if told else {}
    settings |= {id: {"role": Role.OUTCOME.value} for id in behind if given.role(id) in (Role.THING, Role.OUTCOME)}
    first = figures.written(given.label(one.part).lines) or next(iter(one.copies.values()))[0]
    settings[one.part] = {**settings.get(one.part, {}), "replicas": first}
    return Telling(tuple(steps), settings)


def _wave(given: Given, part: str) -> Wave | None:
    """None where copies don't change at least twice, or but once by the box right behind a part whose gauge is told, on
    which nothing follows."""
    way, copies = _way(given, part), dict[str, tuple[int, int]]()
    for before, box in pairwise((part, *way)):
        if told := _copies(given, before, box):
            copies[box] = told
    onward = all(one[1] == other[0] for one, other in pairwise(copies.values()))
    once = len(way) == 1 and _level(given, part, way[0]) is not None and growth.names_scaler(given, way[-1])
    return Wave(part, way, copies) if copies and onward and (len(copies) > 1 or once) else None


def _way(given: Given, part: str) -> list[str]:
    """The boxes that follow one after another from a part; of a decision's answers the one that leads to copies."""
    after, way, here = given.graph.after, list[str](), part
    while True:
        ahead = [one for one in after.get(here, []) if one != here and one not in way]
        ahead = [one for one in ahead if one in given.nodes and one != part]
        if here == part:
            ahead = [one for one in ahead if _box(given, one)]
        elif decides(given, here) and len(ahead) > 1:
            ahead = [one for one in ahead if any(_copies(given, here, box) for box in (one, *given.graph.reached(one)))]
        if len(ahead) != 1 or not _box(given, ahead[0]):
            return way if not ahead or here == part else []
        (here,) = ahead
        way.append(here)


def _box(given: Given, id: str) -> bool:
    """Whether it is no part to which requests go: a box that begins with who scales, or says but that copies change,
    speaks of another."""
    words = given.words(id)
    only = sense.only(words, ("grow", "unit", "copies"), ("grow", "unit", "copies"))
    speaks = only or growth.names_scaler(given, id) or counts.moved(words)
    told = speaks and figures.target(counts.untimed(words)) is not None
    return bool(told) or given.role(id) in (Role.THING, Role.OUTCOME, Role.CONTROLLER, Role.CLIENT)


def _boxes(given: Given, one: Wave) -> set[str]:
    """What else only the boxes lead to."""
    led = {id for box in one.way for id in given.graph.reached(box)}
    return {id for id in led if id in given.nodes and _box(given, id) and {*given.graph.before[id]} <= {*one.way, *led}}


def _asks(given: Given, id: str) -> bool:
    return decides(given, id) or given.nodes[id].shape in DECISIONS


def _copies(given: Given, before: str, box: str) -> tuple[int, int] | None:
    """From how many copies to how many a box, or the arrow to it, says that there come to be."""
    text = (
        given.whole(box) if not (label := given.graph.edge(before, box).label) else f"{label.plain} {given.whole(box)}"
    )
    if _asks(given, box) or unreal().search(text) or speaking.perhaps(text) or text.rstrip().endswith("?"):
        return None
    told = figures.target(counts.untimed(text))
    said = sense.says(text, "grow", "copies", "unit") or counts.copied(text) or growth.names_scaler(given, box)
    return told if told and said and told[0] != told[1] and 0 < max(told) <= MOST else None


def _level(given: Given, part: str, box: str) -> figures.Level | None:
    """How the gauge of a part stands as it comes to the box behind it, by its card or the arrow."""
    label = given.graph.edge(part, box).label
    on = levels.read(label.plain) if label else None
    return on or next((one for line in given.label(part).lines[1:] if (one := levels.read(line))), None)


def _onward(given: Given, wave: Wave, before: Sequence[Step]) -> list[Step]:
    """The boxes one after another; a decision is told with the answer that is taken."""
    part, steps = wave.part, list[Step]()
    usual = next((one for step in before for one in step.beats if one.verb == "traffic"), None)
    rush = any(one.verb == "load" for step in before for one in step.beats)
    level = _level(given, part, wave.way[0])
    early = wave.way[: wave.way.index(next(iter(wave.copies)))]
    follows = not _shrinks(wave) and not any(levels.read(given.whole(box)) for box in early)
    if level:
        words = given.say("gauge_rise" if follows else "gauge_hold", name=level.words, level=f"{level.value:g}%")
        steps.append(given.step(words, _gauge(given, part, level, part, follows=follows)))
    open_: tuple[str, ...] = ()
    standing = level.value if level else 0.0
    for here, box in pairwise((part, *wave.way)):
        way = (*open_, here, box) if open_ else (here, box)
        if _asks(given, box) and box != wave.way[-1]:
            open_ = (*open_, here)
            continue
        open_ = ()
        acts: list[Beat] = [*twice(beat("send", *way, cause=given.along(way)))]
        seen = beat("wait", cause=given.cause("told", given.whole(box), box), seconds=SEEN)
        if box in wave.copies:
            first, last = wave.copies[box]
            standing = round(standing * first / last, 1) if last > first else standing
            cause = given.cause("scale", phrases.clean(given.whole(box)), box)
            held = [_held(given, part, box, level, standing)] if last < first and level else []
            acts += [beat("scale", part, cause=cause, to=last), *held, seen]
        elif stands := levels.read(given.whole(box)):
            level, standing = stands, stands.value
            acts.append(_gauge(given, part, stands, box))
        elif usual and not rush and (times := _rush(given, box)):
            cause, rush = given.cause("surge", given.whole(box), box), True
            acts += [beat("load", *usual.targets[:1], cause=cause, times=times, over=surges.SURGE), seen]
        elif usual and rush and rushes("ebbs").search(given.whole(box)):
            acts += [replace(usual, cause=given.cause("rate", given.whole(box), box)), seen]
        steps.append(given.step(_words(given, way), *chain(*acts), *_lit(given, box)))
    return steps


def _shrinks(wave: Wave) -> bool:
    first, last = next(iter(wave.copies.values()))
    return last < first


def _rush(given: Given, box: str) -> float:
    """So many times as many requests come by then, 0 where a box tells of no rush."""
    text = given.whole(box)
    many = rates.factor(text) if sense.says(text, "traffic", "surge") else None
    return float(many[0]) if many and many[0] > 1 else spikes.USUAL if spikes.spike(text) else 0.0


def _gauge(given: Given, part: str, level: figures.Level, of: str, *, follows: bool = False) -> Beat:
    cause = given.cause("gauge", level.word, of)
    more = {"of": part} if follows else {}
    return beat("gauge", part, cause=cause, name=level.name, value=level.value, over=levels.RISE, **more)


def _held(given: Given, part: str, box: str, level: figures.Level | None, standing: float) -> Beat:
    """The gauge is where it was as copies have gone: there is less to do."""
    assert level is not None
    cause = given.cause("gauge", "", box)
    return beat("gauge", part, cause=cause, name=level.name, value=standing, over=levels.CLIMB)


def _words(given: Given, way: Sequence[str]) -> str:
    """What stands in the box at the end of a way, behind what is asked before it and what arrows say."""
    said = []
    for here, there in pairwise(way):
        label = given.graph.edge(here, there).label
        asked = f"{given.whole(here)} " if _asks(given, here) else ""
        said.append(f"{asked}{phrases.clean(label.plain)}" if label else asked.strip())
    front, box = " ".join(filter(None, said)), way[-1]
    if front:
        return f"{front} → {given.whole(box)}"
    hears = given.role(box) is Role.CONTROLLER and not figures.target(given.words(box))
    hears = hears or bool(sense.says(given.words(box), "watcher", "observer") or _METRICS.search(given.name(box)))
    return given.say("learns", b=given.name(box)) if hears else given.whole(box)


_METRICS = re.compile(r"metrics?\b|메트릭|지표|メトリクス", re.IGNORECASE)
"""Who only passes on what is measured."""


def _lit(given: Given, box: str) -> list[Beat]:
    tone = tones.tone(given.whole(box))
    return [replace(beat("highlight", box, cause=given.cause("told", of=box), **tone), then=True)]
