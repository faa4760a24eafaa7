"""A gauge that reaches its threshold: the chain behind it plays as cause and effect."""

from __future__ import annotations

from typing import Any

from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given, Telling, beat, chain, twice
from diagram_anim.story.language import phrases

CLIMB = 4.0
FALL = 4.0
LONGEST = 6


def tell(given: Given) -> Telling | None:
    graph = given.graph
    for first in given.nodes:
        level = sense.level(given.words(first)) if given.nodes[first].shape not in ("diam", "hex") else None
        path = graph.path(first) if level and not graph.before.get(first) and graph.after.get(first) else None
        if level and path and 2 < len(path) <= LONGEST and len(path) == len(given.nodes):
            return _chain(given, path, level)
    return None


def _chain(given: Given, path: list[str], level: sense.Level) -> Telling:
    gauge = path[0]
    because = given.cause("gauge", f"{level.word} {level.value:g}%", gauge)
    grown = _grown(given, path)
    args: dict[str, Any] = {"over": CLIMB, **({"of": grown} if grown else {})}
    climb = beat("gauge", gauge, cause=because, name=level.name, value=level.value, **args)
    said = f"{level.value:g}%"
    steps = [
        given.opening("reveal"),
        given.step(given.say("gauge_rise", name=level.words, level=said), climb),
    ]
    if not grown:
        hops = [
            _hop(given, path[at], path[at + 1], given.say("gauge_next", d=given.name(path[at + 1])))
            for at in range(len(path) - 1)
        ]
        return Telling((*steps, *hops))
    at = path.index(grown)
    actor = path[at - 1]
    seen = given.say("gauge_seen", a=level.words, b=given.name(path[1]))
    steps.append(given.step(seen, *twice(beat("send", *path[:at], cause=given.cause("flow", of=gauge)))))
    before, after = sense.target(given.words(grown)) or (1, 2)
    hit = sense.says(given.words(grown), "grow", "start")
    scaled = given.cause("scale", hit.word if hit else "", grown)
    steps.append(
        given.step(
            given.say("gauge_act", b=given.name(actor), c=given.name(grown)),
            *chain(
                beat("send", actor, grown, cause=given.cause("flow", of=actor)),
                beat("scale", grown, cause=scaled, to=after),
            ),
        )
    )
    for here, there in zip(path[at:], path[at + 1 :], strict=False):
        steps.append(_hop(given, here, there, given.say("gauge_next", d=given.name(there))))
    fall = given.say("gauge_fall", name=level.words)
    steps.append(given.step(fall, beat("wait", cause=because, seconds=FALL)))
    settings: dict[str, dict[str, Any]] = {grown: {"role": Role.SERVER.value, "replicas": before}}
    for id in path[at + 1 :]:
        if sense.says(given.words(id), "balancer"):
            settings[id] = {"role": Role.BALANCER.value}
    return Telling(tuple(steps), settings)


def _grown(given: Given, path: list[str]) -> str | None:
    """The box in which something is made more of, with somebody before it who does so."""
    for id in path[2:]:
        words = given.words(id)
        if sense.says(words, "grow") or (sense.says(words, "start") and sense.says(words, "unit", "runnable")):
            return id
    return None


def _hop(given: Given, source: str, target: str, words: str) -> Step:
    send = beat("send", source, target, cause=given.cause("flow", of=source))
    return given.step(phrases.cut(words, 2 * phrases.LINE), *twice(send))
