"""How what there comes to be more of is told: gauges climb, who reads them notices, the order is given, and it grows.

Comes in: a chart and what grows in it. Goes out: the steps, and with how many copies it begins.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from diagram_anim.model.storyboard import Beat, Cause, Step
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.system import fresh, noticing, readings
from diagram_anim.story.infer.system.growth import Growth
from diagram_anim.story.infer.words import levels
from diagram_anim.story.language.events import unreal
from diagram_anim.story.outcomes import BREAKABLE

SEEN = 4.0


def settings(given: Given, found: Growth) -> dict[str, dict[str, Any]]:
    open_ = [part for part in found.parts if given.role(part) in (Role.THING, Role.CONTROLLER)]
    roles = {part: {"role": Role.SERVER.value} if part in open_ else {} for part in found.parts}
    if found.copies is None:
        orders = {found.by, found.order.source, found.order.target} if found.order else set[str]()
        roles = {part: role for part, role in roles.items() if role and part in given.coming}
        return roles | {id: {"role": Role.CONTROLLER.value} for id in given.of_role(Role.THING) if id in orders}
    return {part: {"replicas": found.of(part)[0], **role} for part, role in roles.items()}


def acts(given: Given, found: Growth | None) -> list[Step]:
    """Gauges climb, who reads them notices, and it grows."""
    gauges = readings.measured(given, found)
    steps = []
    if gauges:
        first = next(iter(gauges.values()))
        climbs = [_climb(given, id, level, found) for id, level in gauges.items()]
        key = "gauge_hold" if found and found.shrinks else "gauge_rise"
        steps.append(given.step(given.say(key, name=first.words, level=f"{first.value:g}%"), *climbs))
    if found is None:
        return steps
    home = [found.group] if found.group else []
    read = [*gauges, *home] or [id for id in given.of_role(*BREAKABLE) if figures.level(given.words(id))]
    way = noticing.way(given, read, found.who) or [*readings.asking(given, found), found.who]
    steps += [noticing.hop(given, *hop) for hop in pairwise(way)]
    steps.append(given.step(_said(given, found), *_grows(given, found)))
    eased = [level for id, level in gauges.items() if readings.sharing(given, found, id) and not found.shrinks]
    for level in eased[:1]:
        cause = given.cause("gauge", level.word, found.parts[0])
        steps.append(given.step(given.say("gauge_fall", name=level.words), beat("wait", cause=cause, seconds=SEEN)))
    return [*steps, *further(given, found)]


def orders(given: Given, found: Growth | None) -> set[tuple[str, str]]:
    """The arrows on which word of it comes to those who bring it about, and theirs, where that is told by and by."""
    if found is None or not found.by:
        return set()
    asking = readings.asking(given, found)
    told = {*pairwise((*asking, found.who))} | ({(found.by, found.group)} if found.group else set())
    told |= {(found.order.source, found.order.target)} if found.order else set()
    return told | {(found.by, part) for part in (found.parts if asking else ())}


def further(given: Given, found: Growth) -> list[Step]:
    """What becomes of it afterwards, where it says so: back to 4 in `4개 → 20개 → 4개`, or by another arrow of who
    brings it about."""
    steps = []
    for part in found.parts if len(found.parts) == 1 and found.copies else ():
        cause = because(given, found, part)
        for count in counts.turns(found.words)[2:]:
            acts = chain(beat("scale", part, cause=cause, to=count), beat("wait", cause=cause, seconds=SEEN))
            steps.append(given.step(given.say("scale_on", a=given.name(part), n=count), *acts))
        last = found.of(part)[1]
        for edge in given.graph.edges:
            if edge.source == found.by and edge.target == part and edge.span.line != found.line and edge.label:
                text = levels.act(edge.label.plain)
                before, to = figures.target(counts.untimed(text)) or (0, 0)
                if before == last != to and 0 < to <= counts.MOST and not unreal().search(text):
                    cause = replace(given.cause("scale", text, part), line=edge.span.line)
                    send = beat(
                        "send", edge.source, part, cause=replace(given.along((edge.source, part)), line=edge.span.line)
                    )
                    seen = beat("wait", cause=cause, seconds=SEEN)
                    words = given.say("gauge_act", b=given.name(edge.source), c=edge.label.plain)
                    steps.append(given.step(words, *chain(send, beat("scale", part, cause=cause, to=to), seen)))
                    last = to
    return steps


def _said(given: Given, found: Growth) -> str:
    """Who does it, in the author's words."""
    if not found.by and len(found.parts) == 1 and not found.group:
        lines = given.label(found.parts[0]).lines
        line = next((one for one in lines[1:] if figures.target(counts.untimed(one))), "")
        return given.say("alone", a=given.name(found.parts[0]), text=line) if line and len(lines) > 2 else found.words
    if not found.by:
        return found.words
    if found.order:
        return given.say("gauge_act", b=given.name(found.order.source), c=found.words)
    if found.copies is None:
        return given.say(
            "start_one", a=given.name(found.by), b=given.say.many([_bare(given, one) for one in found.parts])
        )
    return given.say("gauge_act", b=given.name(found.by), c=found.words)


def _bare(given: Given, part: str) -> str:
    """A part's name without the word that it has been started."""
    name = fresh.added(given, part) if part in given.coming else ""
    name = name or given.name(part)
    hit = sense.ends_in(name, "start")
    return name[: hit.start].rstrip(" -–:(") if hit and hit.start else name


def _climb(given: Given, id: str, level: figures.Level, found: Growth | None) -> Beat:
    """A gauge goes to its level; that of what grows follows its copies from then on."""
    shares = readings.sharing(given, found, id) if found else ""
    of = {"of": shares} if shares else {}
    cause = given.cause("gauge", level.word, id)
    return beat("gauge", id, cause=cause, name=level.name, value=level.value, over=levels.RISE, **of)


def _grows(given: Given, found: Growth) -> tuple[Beat, ...]:
    """Who does it tells them, then they grow or come up."""
    causes = {part: because(given, found, part) for part in found.parts}
    seen = beat("wait", cause=next(iter(causes.values())), seconds=SEEN)
    after = given.graph.after.get(found.by, []) if found.by else []
    sends = {
        part: beat("send", found.by, part, cause=given.along((found.by, part))) for part in found.parts if part in after
    }
    starts = {part: beat("start", part, cause=cause) for part, cause in causes.items()}
    if found.group in after and not found.order:
        way = (found.by, found.group)
        news = [*starts.values()]
        if found.copies:
            news = [beat("scale", part, cause=cause, to=found.of(part)[1]) for part, cause in causes.items()]
        return chain(beat("send", *way, cause=given.along(way)), *news, seen)
    if found.order:
        told = (found.order.source, found.order.target)
        return chain(beat("send", *told, cause=given.along(told)), *sends.values(), *starts.values(), seen)
    if not found.copies:
        ups = [(sends.get(part), up) for part, up in starts.items()]
        return tuple(one for send, up in ups for one in chain(*([send] if send else []), up, seen))
    scales = [beat("scale", part, cause=cause, to=found.of(part)[1]) for part, cause in causes.items()]
    return chain(*sends.values(), *scales, seen)


def because(given: Given, found: Growth, part: str) -> Cause:
    """The word that says of a part that it grows or comes up."""
    own = sense.says(found.words, "grow", "copies", "start", "unit")
    hit = own or sense.says(given.words(part), "start")
    cause = given.cause("scale" if found.copies else "start", hit.word if hit else "", part)
    return replace(cause, line=found.line) if found.line and (own or not hit) else cause
