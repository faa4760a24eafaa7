"""A part of a running system goes down and boxes tell what follows, up to who comes in for it: told with its requests.

Comes in: a chart with the boxes that say so, and what only they lead to. Goes out: the system at work, the failure, who
notices, and what follows hop by hop. None where the arrows can't be told as a flow of requests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import traffic
from diagram_anim.story.infer.structure import tones
from diagram_anim.story.infer.system.ways import Ways, ways
from diagram_anim.story.infer.words import called
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.language import tidings
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE

SEEN = 4.0
"""Seconds of the system in which what has changed is seen."""

Fates = Mapping[str, tuple[str, Hit]]
"""Boxes, each with the part it speaks of and the word."""


def tell(given: Given, boxes: Fates, followed: Sequence[str], behind: Sequence[Edge]) -> Telling | None:
    """`behind` are the arrows out of the boxes and of what only they lead to, and those to what follows at once."""
    works = _until(given, boxes, followed)
    found = None if any(decides(given, edge.source) for edge in behind) else ways(works)
    served = traffic.tell(works) if found else None
    fallen = {part for part, _ in boxes.values()}
    if not found or not served or not fallen <= {*_failing(served.steps)}:
        return None
    hops = list(dict.fromkeys((edge.source, edge.target) for edge in behind))
    seen = next((step for step in served.steps if any("until" in one.args for one in step.beats)), None)
    noticed = seen if seen and sense.says(given.words(hops[0][1]), "found", "watcher") else None
    names = {given.words(part) for part in fallen}
    steps: list[Step] = []
    for step in (one for one in served.steps if one is not noticed):
        if {*step.say.values()} <= names and steps:  # no more is known of it than that it is down
            steps[-1] = replace(steps[-1], beats=(*steps[-1].beats, *step.beats))
        else:
            steps.append(_lit(given, step, {box: fate for box, fate in boxes.items() if box not in followed}))
    told = []
    for place, hop in enumerate(hops):
        waits = noticed.beats if noticed and not place else ()
        told.append(_takes(given, found, hop) or next_of(given, hop, fallen, *waits))
    last = max(at for at, step in enumerate(steps) if _failing([step]))
    while steps[last + 1 :] and all(one.verb in ("wait", "split") for one in steps[last + 1].beats):
        last += 1  # it is seen that it has failed, or noticed, and others get its requests
    return replace(served, steps=(*steps[: last + 1], *told, *steps[last + 1 :]))


def next_of(given: Given, hop: tuple[str, str], fallen: Set[str], *more: Beat) -> Step:
    """What comes about next: a part that is down comes back, another bears what a box says that lights up."""
    if back := mended(given, hop, fallen):
        return back
    return tones.following(given, hop, *more, *befalls(given, hop[1], fallen), sent=hop[0] not in fallen)


def befalls(given: Given, box: str, fallen: Set[str]) -> tuple[Beat, ...]:
    """What a box says that happens to another part by its name: `Postgres falls over`, `DB overloaded`."""
    words = given.words(box)
    part = called.named(given, words)
    told = tidings.read(words, called.names(given, part)) if part else None
    if not part or part in fallen or given.role(part) not in BREAKABLE:
        return ()
    if told and told.sure and told.verb in ("fail", "degrade"):
        rule = "outage" if told.verb == "fail" else "slowness"
        return (beat(told.verb, part, cause=given.cause(rule, told.word, box)),)
    strained = sense.strained(words)
    return (beat("degrade", part, cause=given.cause("slowness", strained[2].word, box)),) if strained else ()


def mended(given: Given, hop: tuple[str, str], fallen: Set[str]) -> Step | None:
    """What brings back a part that is down, where its own words or its arrow say so: `Kubelet restarts it`."""
    box, part = hop
    label = given.graph.edge(*hop).label
    if part not in fallen:
        return None
    hit = next((hit for text in (label.plain if label else "", given.words(box)) if (hit := _heals(text))), None)
    if not hit:
        return None
    cause = given.cause("recovery", hit.word, box)
    send, back = beat("send", *hop, cause=given.along(hop)), beat("recover", part, cause=cause)
    words = given.say("back", a=given.name(part))
    return given.step(words, *chain(send, back, beat("wait", cause=cause, seconds=SEEN)))


def _heals(text: str) -> Hit | None:
    told = tidings.read(text)
    if told and told.verb in ("recover", "start"):
        return Hit(told.word, frozenset({"heal"}), told.start, told.end)
    return sense.says(text, "heal")


def _takes(given: Given, found: Ways, hop: tuple[str, str]) -> Step | None:
    """A part comes in for what is down: it has been asked all along, or nothing more is sent, for no arrow leads to it
    from those who ask."""
    box, part = hop
    takes = given.role(part) in BREAKABLE and sense.says(given.words(box), "promote", "standby", "switch", "found")
    if not takes:
        return None
    cause = given.cause("failover", takes.word, box)
    acts = chain(beat("send", *hop, cause=given.along(hop)), beat("highlight", part, cause=cause, tone="healthy"))
    if part not in found.reached:
        off = beat("traffic", *found.sources, cause=cause, off=True)
        return given.step(given.say("takes_over", b=given.name(part)), off, *acts)
    seen = replace(beat("wait", cause=cause, seconds=SEEN), then=True)
    return given.step(given.say("moved", b=given.name(part)), *acts, seen)


def _until(given: Given, boxes: Fates, followed: Sequence[str]) -> Given:
    """The chart as if it ended with these boxes; what follows at once isn't there, and its part fails by what its arrow
    says."""
    off = {*boxes, *followed}
    strikes = {part: (box, hit) for box, (part, hit) in boxes.items() if box in followed}
    nodes = [replace(one, shape="rect") if one.id in boxes else one for one in given.chart.nodes]
    kept = tuple(one for one in nodes if one.id not in followed)
    edges = tuple(one for one in given.chart.edges if one.source not in off and one.target not in followed)
    strikes = {**given.strikes, **strikes}
    return replace(given, diagram=replace(given.chart, nodes=kept, edges=edges), strikes=strikes)


def _failing(steps: Sequence[Step]) -> list[str]:
    return [id for step in steps for one in step.beats if one.verb == "fail" for id in one.targets]


def _lit(given: Given, step: Step, boxes: Fates) -> Step:
    """The same, each box lit as the part fails of which it speaks."""
    failed = _failing([step])
    told = [(box, given.cause("outage", hit.word, box)) for box, (part, hit) in boxes.items() if part in failed]
    return replace(step, beats=(*step.beats, *(beat("highlight", box, cause=why, tone="failed") for box, why in told)))
