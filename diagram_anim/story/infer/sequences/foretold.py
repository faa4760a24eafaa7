"""What the paragraph before a sequence tells of those who take part: before the first message that follows from it,
behind all of them where none does, or before them where somebody is slow all along.

Comes in: a sequence, and how it is told otherwise. Goes out: the same, with that. Refuses to tell anything where notes
or messages tell what befalls somebody: they know better when, and the paragraph only sums it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from diagram_anim.model.diagram import Edge, Flowchart, Node
from diagram_anim.model.storyboard import Cause, Step
from diagram_anim.model.system import Role
from diagram_anim.story import counts
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.sequences import heralds
from diagram_anim.story.infer.sequences.foreshared import Shared, shared
from diagram_anim.story.infer.system import measured
from diagram_anim.story.infer.words import deeds, naming, prose, worded
from diagram_anim.story.infer.words.maintained import merged, upkeep
from diagram_anim.story.infer.words.tidings import Told, befalls, copied, fits

SEEN = 4.0
"""Seconds for which each of them is seen."""

_BEFALLS = ("fail", "recover", "stop", "start", "restart", "degrade", "partition", "drain", "roll")


def added(given: Given, telling: Telling) -> Telling:
    """A telling of a sequence with what the paragraph before it tells."""
    beats = [one for step in telling.steps for one in step.beats]
    told = [] if any(one.verb in _BEFALLS for one in beats) else [*_told(chart(given))]
    well = {one.act.targets[0] for one in told if one.act.verb == "recover"}
    slow = [one for one in told if one.act.verb == "degrade" and one.act.targets[0] not in well]
    first = _steps(given, slow)
    amid = _amid(given, [one for one in told if one not in slow])
    scaled = [] if any(one.verb == "scale" for one in beats) else [*_scaled(given)]
    settings = {**telling.settings, **{one.act.targets[0]: _copies(given, one) for one in reversed(scaled)}}
    shares = Shared() if any(one.verb in ("split", "traffic") for one in beats) else shared(given, chart(given))
    settings = {id: {**settings.get(id, {}), **shares.settings.get(id, {})} for id in (*settings, *shares.settings)}
    behind = _steps(given, amid.pop(None, []))
    then = [*shares.usual, *_steps(given, scaled), *measured.steps(chart(given), telling), *behind, *shares.later]
    opening = next((at for at, step in enumerate(telling.steps) if any(one.verb == "play" for one in step.beats)), 0)
    steps = [*telling.steps[:opening], *first, *telling.steps[opening:]]
    for number in sorted(filter(None, amid), reverse=True):
        at = _playing(given, steps, number, [one.act.targets[0] for one in amid[number]])
        steps[at:at] = _steps(given, amid[number])
    return replace(telling, steps=(*steps, *then), settings=settings)


def _amid(given: Given, told: Sequence[Told]) -> dict[int | None, list[Told]]:
    """What is told, by the message before which it comes about, None where it is behind all of them."""
    found = dict[int | None, list[Told]]()
    back = {one.act.targets[0] for one in told if one.act.verb in ("recover", "restart")}
    failed, last = dict[str, int](), 0
    for one in told:
        (who,), at = one.act.targets, None
        if one.act.verb == "fail" and (at := heralds.fails(given, who, again=who in back)):
            failed[who] = at
        elif one.act.verb in ("recover", "restart") and who in failed:
            at = heralds.returns(given, who, failed[who])
        at = None if None in found or (at or 0) < last else at  # it is told in its order
        last = at or last
        found.setdefault(at, []).append(one)
    return found


def _playing(given: Given, steps: Sequence[Step], number: int, who: Sequence[str]) -> int:
    """The place of the step that plays a message, or the one behind it where somebody speaks in it before that."""
    for at, step in enumerate(steps):
        played = [(one.args["first"], one.args["last"]) for one in step.beats if one.verb == "play"]
        if any(first <= number <= last for first, last in played):
            first = min(first for first, _ in played)
            spoken = given.sequence.messages[first - 1 : number - 1]
            return at + any(one.source in who for one in spoken)
    return len(steps)


def _scaled(given: Given) -> Iterator[Told]:
    """Of whom there come to be how many copies."""
    for who, (before, to), words in prose.copies(chart(given)):
        told = Told(beat("scale", who, cause=Cause("scale", words), to=to), words, before=before)
        if copied(given, who) and (not told.more or counts.between(words)):
            yield told


def _copies(given: Given, one: Told) -> dict[str, Any]:
    """With how many copies one begins that is scaled."""
    (who,) = one.act.targets
    role = {"role": Role.SERVER.value} if given.role(who) is Role.THING else {}
    return {**role, "replicas": one.before or 1}


@once
def chart(given: Given) -> Given:
    """A sequence as a chart of those who take part, with an arrow for each message that is no answer: a paragraph is
    read of charts."""
    nodes = tuple(Node(one.id, one.label, naming.PARTICIPANT, one.span) for one in given.sequence.participants)
    edges = tuple(
        Edge(f"message_{one.number}", one.source, one.target, None, one.span)
        for one in given.sequence.messages
        if one.source != one.target and one.number not in given.answers
    )
    return replace(given, diagram=Flowchart("LR", nodes, edges))


def _told(given: Given) -> Iterator[Told]:
    """What befalls whom, as far as it may; who begins anew has ended."""
    gone: set[str] = set()
    off = {(one.who, one.words) for one in deeds.deeds(given) if one.told.verb == "stop" and _OFF.search(one.told.word)}
    for deed in merged(given) if upkeep(given) else deeds.deeds(given):
        if deed.told.verb == "drain" and (deed.who, deed.words) in off:
            deed = replace(deed, told=replace(deed.told, verb="stop"))
        told = befalls(deed.told, deed.words, deed.who, None)
        verb = told.act.verb
        if verb == "highlight" or not fits(given, told, own=True):
            continue
        if verb in ("start", "recover") and deed.who not in gone:
            continue
        ended = verb == "recover" and any(one.who == deed.who and one.told.verb == "stop" for one in deeds.deeds(given))
        yield replace(told, act=replace(told.act, verb="start")) if ended else told
        gone.add(deed.who)


_OFF = re.compile(r"\b(?:down|off|offline)\b", re.IGNORECASE)
"""What somebody does to one that isn't only emptied by that."""


def _steps(given: Given, told: list[Told]) -> list[Step]:
    read, steps, said = chart(given), list[Step](), ""
    for one in told:
        act = one.act
        if one.words == said and (last := worded.same(steps, act)):
            act = replace(act, targets=(*last.targets, *act.targets))
            steps.pop()
        seen = beat("wait", cause=act.cause or given.cause("told"), seconds=SEEN)
        steps.append(given.step(worded.words(read, one, act), *chain(act, seen)))
        said = one.words
    return steps
