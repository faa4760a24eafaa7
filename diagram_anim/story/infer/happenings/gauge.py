"""A gauge that reaches its threshold: the chain behind it plays as cause and effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story.infer.beats import beat, chain, twice
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.structure import tones
from diagram_anim.story.infer.system.growth import growth
from diagram_anim.story.infer.system.ways import ways
from diagram_anim.story.infer.words import surges
from diagram_anim.story.infer.words.saying import DECISIONS
from diagram_anim.story.outcomes import BREAKABLE

CLIMB = 4.0
FALL = 4.0
LONGEST = 6


def tell(given: Given) -> Telling | None:
    graph = given.graph
    sources = [id for id in given.nodes if graph.after.get(id) and not graph.before.get(id)]
    path = graph.path(sources[0]) if len(sources) == 1 else None
    if not path or not 2 < len(path) <= LONGEST or len(path) != len(given.nodes) or tones.timed(given):
        return None
    for at, id in enumerate(path[:-1]):
        level = figures.level(given.words(id)) if given.nodes[id].shape not in DECISIONS else None
        if level and given.role(id) is Role.CONTROLLER:
            continue  # what it keeps to
        if level and given.role(id) in BREAKABLE and (surges.rushes(given, sources) or _grows(given, id)):
            return None  # requests grow there, or more come to share them
        if level:
            return _chain(given, path[: at + 1], path[at:], level)
    return None


def _grows(given: Given, id: str) -> bool:
    """Whether there come to be more of what requests come to."""
    grown = growth(given)
    return grown is not None and id in grown.parts and ways(given) is not None


def _chain(given: Given, before: list[str], path: list[str], level: figures.Level) -> Telling:
    """`before` leads to the gauge, `path` from it."""
    gauge, grown = path[0], _grown(given, path)
    because = given.cause("gauge", level.word, gauge)
    steps = [given.opening("reveal"), *(_hop(given, here, there) for here, there in pairwise(before))]
    args: dict[str, Any] = {"over": CLIMB, **({"of": _sharing(given, path, grown)} if grown else {})}
    climb = beat("gauge", gauge, cause=because, name=level.name, value=level.value, **args)
    steps.append(given.step(given.say("gauge_rise", name=level.words, level=f"{level.value:g}%"), climb))
    if not grown:
        steps[-1] = replace(steps[-1], beats=(*steps[-1].beats, *_lit(given, gauge)))
        return Telling((*steps, *(_hop(given, *hop, _lit(given, hop[1])) for hop in pairwise(path))))
    at = path.index(grown)
    seen = given.say("gauge_seen", a=level.words, b=given.name(path[1]))
    if at > 2 or given.role(path[1]) is not Role.CONTROLLER:
        seen = given.say("gauge_next", d=given.many(path[1:at]))
    steps.append(given.step(seen, *twice(beat("send", *path[:at], cause=given.along(path[:at])))))
    words = _told(given, path[at - 1], grown)
    copies = figures.target(words) or (1, 1 + (figures.added(words) or 1))
    hit = sense.says(words, "grow", "start")
    scaled = given.cause("scale", hit.word if hit else "", grown)
    send = beat("send", path[at - 1], grown, cause=given.along((path[at - 1], grown)))
    acts = given.say("gauge_act", b=given.name(path[at - 1]), c=_act(given, path[at - 1], grown))
    if given.role(path[at - 1]) is not Role.CONTROLLER:
        acts = given.say("gauge_next", d=_act(given, path[at - 1], grown))
    steps.append(given.step(acts, *chain(send, beat("scale", grown, cause=scaled, to=copies[1]))))
    rest = path[at:]
    steps += [_hop(given, here, there) for here, there in pairwise(rest[:-1])]
    fall = beat("wait", cause=because, seconds=FALL)
    if len(rest) > 1:
        last = beat("send", *rest[-2:], cause=given.along(rest[-2:]))
        words = given.say("gauge_last", d=given.name(rest[-1]), name=level.words)
        steps.append(given.step(words, *chain(*twice(last), fall)))
    else:
        steps.append(given.step(given.say("gauge_fall", name=level.words), fall))
    settings: dict[str, dict[str, Any]] = {grown: {"role": Role.SERVER.value, "replicas": copies[0]}}
    settings |= {id: {"role": Role.BALANCER.value} for id in rest[1:] if sense.says(given.words(id), "balancer")}
    return Telling(tuple(steps), settings)


def _sharing(given: Given, path: list[str], grown: str) -> str:
    """Whose copies share the load: those of what grows, once a balancer that is told of them gives them any."""
    after = path[path.index(grown) + 1 :]
    return after[0] if len(after) == 1 and sense.says(given.words(after[0]), "balancer") else grown


def _grown(given: Given, path: list[str]) -> str | None:
    """The box in which something is made more of, with somebody before it who does so."""
    for before, id in pairwise(path[1:]):
        words = _told(given, before, id)
        to = figures.target(words)
        if to and to[1] < to[0]:
            return None  # copies go: nothing is shared by more
        if to and sense.says(words, "unit", "copies"):
            return id
        if sense.says(words, "grow") or (sense.says(words, "start") and sense.says(words, "unit", "runnable")):
            return id
    return None


def _act(given: Given, source: str, target: str) -> str:
    """What the arrow says is done, or the box."""
    label = given.graph.edge(source, target).label
    return label.plain if label and sense.says(label.plain, "grow", "start") else given.name(target)


def _told(given: Given, source: str, target: str) -> str:
    """A box's words, after those of the arrow that leads to it."""
    label = given.graph.edge(source, target).label
    return f"{label.plain} {given.words(target)}" if label else given.words(target)


def _hop(given: Given, source: str, target: str, more: Sequence[Beat] = ()) -> Step:
    send = beat("send", source, target, cause=given.along((source, target)))
    return given.step(given.say("gauge_next", d=given.name(target)), *twice(send), *more)


def _lit(given: Given, id: str) -> list[Beat]:
    """A box lights up as what it says, where that is that something goes wrong, or is well again."""
    tone = tones.tone(given.whole(id))
    return [replace(beat("highlight", id, cause=given.cause("told", of=id), **tone), then=True)] if tone else []
