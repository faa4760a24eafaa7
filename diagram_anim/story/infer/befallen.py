"""What befalls parts in a chart whose arrows are told plainly: those fail whose own words say so, and what a controller
has started comes up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given, beat
from diagram_anim.story.infer.growth import Growth, growth, started
from diagram_anim.story.infer.saying import decides
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE


def with_started(given: Given, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps, in which what a controller starts comes up as soon as its order has come there."""
    found = growth(given)
    if found is None or found.copies is not None:
        return tuple(steps)
    left, told = {*found.parts}, []
    for step in steps:
        hops = {hop for one in step.beats if one.verb == "send" for hop in pairwise(one.targets)}
        here = [part for part in found.parts if part in left and (found.by, part) in hops]
        left -= {*here}
        told.append(
            replace(step, beats=(*step.beats, *(replace(_start(given, found, one), then=True) for one in here)))
        )
    return tuple(told)


def _start(given: Given, found: Growth, part: str) -> Beat:
    return beat("start", part, cause=given.cause("start", started(given, found, part), part))


def with_fallen(given: Given, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps with one in which those parts fail whose names say so: before what follows from it where arrows lead
    only away from them, else at the end."""
    found = down(given)
    causes = {id: hit for id, hit in found.items() if not given.graph.before.get(id)}
    ends = {id: hit for id, hit in found.items() if id not in causes}
    after = [beyond(step, causes) for step in steps[1:]]
    return (*steps[:1], *_failing(given, causes), *after, *_failing(given, ends))


def beyond(step: Step, fallen: Mapping[str, Hit]) -> Step:
    """What would be sent by who is down goes on behind it."""
    beats = [_beyond(one, fallen) for one in step.beats]
    lit = {one.targets: one for one in reversed(beats) if one.verb == "highlight"}
    return replace(step, beats=tuple(one for one in beats if lit.get(one.targets, one) is one))


def _beyond(one: Beat, fallen: Mapping[str, Hit]) -> Beat:
    if one.verb != "send" or one.targets[0] not in fallen:
        return one
    rest = one.targets[1:]
    return replace(one, targets=rest) if len(rest) > 1 else replace(one, verb="highlight", targets=rest, args={})


def _failing(given: Given, found: Mapping[str, Hit]) -> list[Step]:
    beats = [beat("fail", *given.within(id), cause=given.cause("outage", hit.word, id)) for id, hit in found.items()]
    return [given.step(given.say("down_fail", server=given.many([*found])), *beats)] if found else []


def down(given: Given) -> dict[str, Hit]:
    """The parts of a system whose own names say that they are down, where nothing is asked and nobody waits for them:
    what decides, comes in for another or stands alone is left as it is."""
    if any(decides(given, id) for id in given.graph.after):
        return {}
    parts = [*given.of_role(*BREAKABLE), *given.groups]
    parts += [id for id in given.of_role(Role.THING, Role.CONTROLLER) if sense.signed(given.label(id).lines)]
    if given.replaces:
        parts += [id for id in given.of_role(Role.THING, Role.CONTROLLER) if sense.says(given.words(id), "leader")]
    return {id: hit for id in dict.fromkeys(parts) if (hit := _fallen(given, id)) and _told(given, id)}


def _told(given: Given, id: str) -> bool:
    """Whether something comes to it, its arrow says the same as its card, or who stands behind it notices."""
    ways = [edge.label.plain for edge in given.graph.edges if edge.source == id and edge.label]
    card = id in given.nodes and sense.marked(given.label(id).lines)
    same = bool(card) and any(sense.only(text, ("outage",), ("state",)) for text in ways)
    same = same or any(sense.says(text, "alive") and sense.says(text, "outage") for text in ways)
    after = [given.words(one) for one in given.graph.after.get(id, [])]
    noticed = any(sense.says(text, "watcher", "found", "promote", "standby") for text in after)
    return bool(given.graph.before.get(id)) or same or noticed


def _fallen(given: Given, id: str) -> Hit | None:
    said = sense.down(given.words(id)) if id in given.nodes else None
    if said:
        return said[2]
    ways = [edge for edge in given.graph.edges if edge.source == id and edge.label]
    told = [sense.only(sense.unpictured(edge.label.plain), ("outage",), ()) for edge in ways if edge.label]
    return next((hit for hit in told if hit and not hit.says("download")), None) or sense.marked(
        given.label(id).lines, crossed=given.replaces and id in given.nodes
    )
