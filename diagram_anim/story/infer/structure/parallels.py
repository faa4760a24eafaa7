"""Several arrows between the same two things: each lights up for itself, the one whose words are the caption.

Comes in: a chart and its telling, in which ways are known by the things they lead to. Goes out: the same telling, in
which each run along such arrows says which of them it takes, and those with words of their own that nothing has told
are told behind what is drawn before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.structure.sends import flow
from diagram_anim.story.infer.words.saying import labelled, said
from diagram_anim.story.language import phrases

Hop = tuple[str, str]
Twins = Mapping[Hop, Sequence[Edge]]


def apart(given: Given, telling: Telling) -> Telling:
    """The telling, each of several arrows between two things for itself."""
    twins = _twins(given.graph.edges)
    if not twins:
        return telling
    steps = [_chosen(given, step, twins) for step in telling.steps]
    for edge in _untold(given, steps, twins):
        steps = _told(given, steps, twins, edge)
    return replace(telling, steps=_gone_round(steps, twins))


def _gone_round(steps: Sequence[Step], twins: Twins) -> tuple[Step, ...]:
    """The steps without those in which nothing new runs, and something gets lost where it has gone another way by
    then: a film doesn't end on what has been mended."""
    lost, ran, left = set[Hop](), set[tuple[str, ...]](), list[Step]()
    round_ = set[Hop]()
    for step in steps:
        sends = [one for one in step.beats if one.verb == "send"]
        fails = {hop for one in sends if one.args.get("fail") for hop in pairwise(one.targets)} & twins.keys()
        hops = {hop for one in sends for hop in pairwise(one.targets)}
        if len(sends) == len(step.beats) and fails & lost & round_ and hops <= ran:
            continue
        lost |= fails
        round_ |= {hop for hop in twins if hop in lost and any(_another(one, hop) for one in sends)}
        ran |= hops
        left.append(step)
    return tuple(left)


def _another(beat: Beat, hop: Hop) -> bool:
    """Whether something arrives between these two by another than the first of their arrows."""
    hops = [*pairwise(beat.targets)]
    return not beat.args.get("fail") and any(hops[place] == hop for place in beat.args.get("edges", {}))


def chosen(given: Given, telling: Telling) -> Telling:
    """The telling, each run along the arrow that it is about, and no more told than before."""
    twins = _twins(given.graph.edges)
    return replace(telling, steps=tuple(_chosen(given, step, twins) for step in telling.steps)) if twins else telling


def _twins(edges: Iterable[Edge]) -> dict[Hop, list[Edge]]:
    found: dict[Hop, list[Edge]] = {}
    for edge in edges:
        found.setdefault((edge.source, edge.target), []).append(edge)
    return {hop: some for hop, some in found.items() if len(some) > 1}


def _chosen(given: Given, step: Step, twins: Twins) -> Step:
    """The step, each of its runs along the arrow that it is about; without a word along the first."""
    words = next(iter(step.say.values()), "")
    return replace(step, beats=tuple(_along(given, beat, words, twins) for beat in step.beats))


def _along(given: Given, beat: Beat, words: str, twins: Twins) -> Beat:
    if beat.verb != "send":
        return beat
    hops, told = [*pairwise(beat.targets)], beat
    for place, hop in enumerate(hops):
        edges = twins.get(hop, ())
        lost = bool(beat.args.get("fail")) and place == len(hops) - 1
        meant = [edge for edge in edges if given.barred(edge)] if lost else _quoted(words, edges)
        meant = meant or [edge for edge in edges if place == 0 and beat.cause and edge.span.line == beat.cause.line]
        if meant and meant[0] != edges[0]:
            told = _through(told, hop, meant[0])
    return told


def _quoted(words: str, edges: Iterable[Edge]) -> list[Edge]:
    """The arrows whose words stand in these, those that say the most first."""
    some = [edge for edge in edges if _words(edge) and _words(edge) in words]
    return sorted(some, key=lambda edge: -len(_words(edge)))


def _words(edge: Edge) -> str:
    return phrases.unnumbered(phrases.clean(edge.label.plain)) if edge.label else ""


def _runs(step: Step, twins: Twins) -> Iterator[tuple[Beat, Hop, str]]:
    """What runs along such arrows in a step, and which of them it takes."""
    for beat in step.beats:
        for place, hop in enumerate(pairwise(beat.targets) if beat.verb == "send" else ()):
            if hop in twins:
                yield beat, hop, beat.args.get("edges", {}).get(place, twins[hop][0].id)


def _untold(given: Given, steps: Sequence[Step], twins: Twins) -> list[Edge]:
    """Arrows with words that no caption has, beside others that data has run along; none to or from who is down."""
    runs = [run for step in steps for run in _runs(step, twins)]
    lit, hops = {edge for _, _, edge in runs}, {hop for _, hop, _ in runs}
    shared = {
        (one.targets[0], id) for step in steps for one in step.beats if one.verb == "split" for id in one.args["to"]
    }
    lit |= {edges[0].id for hop, edges in twins.items() if hop in shared}  # requests take the first
    words = "\n".join(next(iter(step.say.values()), "") for step in steps)
    left = [edge for hop in twins if hop in hops for edge in twins[hop] if edge.id not in lit and _words(edge)]
    gone = _down(steps)
    return [edge for edge in left if _words(edge) not in words and not gone & {edge.source, edge.target}]


def _down(steps: Iterable[Step]) -> set[str]:
    """Who has failed, or was taken away, at the end."""
    found: set[str] = set()
    for beat in (beat for step in steps for beat in step.beats):
        found |= {*beat.targets} if beat.verb in ("fail", "stop") else set()
        found -= {*beat.targets} if beat.verb in ("recover", "restart", "replace", "start") else set()
    return found


def _told(given: Given, steps: Sequence[Step], twins: Twins, edge: Edge) -> list[Step]:
    """The steps with one for this arrow: an answer behind the other that leads there, all else behind what is drawn
    before it."""
    hop = (edge.source, edge.target)
    others = [one for one in twins[hop] if one != edge]
    kept = tuple(one for one in given.chart.edges if one not in others)
    alone = replace(given, diagram=replace(given.chart, edges=kept))
    at, answer = _place(given, steps, twins, edge)
    if answer and _words(edge) in (words := said(alone, [answer.targets])):
        told = given.step(words, *(one for one in steps[at].beats if one.targets == answer.targets))
    else:
        told = flow(alone, [hop], labelled(alone, edge))
    beats = tuple(_through(beat, hop, edge) for beat in told.beats)
    return [*steps[: at + 1], replace(told, beats=beats), *steps[at + 1 :]]


def _through(beat: Beat, hop: Hop, edge: Edge) -> Beat:
    """A run that takes this arrow."""
    place = [*pairwise(beat.targets)].index(hop)
    first = beat.cause and place == 0 and beat.cause.rule == "flow"
    cause = replace(beat.cause, line=edge.span.line) if beat.cause and first else beat.cause
    return replace(beat, args={**beat.args, "edges": {**beat.args.get("edges", {}), place: edge.id}}, cause=cause)


def _place(given: Given, steps: Sequence[Step], twins: Twins, edge: Edge) -> tuple[int, Beat | None]:
    """Behind which step it belongs, with the run along the other arrow there where that was an answer."""
    before = {one.span.line for one in given.graph.edges if one.span < edge.span}
    known: set[tuple[int, bool]] = set()
    last = 0
    for at, step in enumerate(steps):
        for beat, hop, _ in _runs(step, twins):
            if hop == (edge.source, edge.target) and beat.args.get("alone"):
                return at, beat
        fresh = {*_lines(given, step, twins)} - known
        last = at if any(line in before for line, _ in fresh) else last
        known |= fresh
    return last, None


def _lines(given: Given, step: Step, twins: Twins) -> Iterator[tuple[int, bool]]:
    """The lines of the arrows that a step tells of, and whether it has their words."""
    lines = {edge.id: edge.span.line for edge in given.graph.edges}
    words = next(iter(step.say.values()), "")
    yield from ((edge.span.line, True) for edge in _quoted(words, given.graph.edges))
    yield from ((lines[edge], False) for _, _, edge in _runs(step, twins))
    for beat in step.beats:
        if beat.verb == "send":
            hops = {hop for hop in pairwise(beat.targets) if hop not in twins}
            yield from ((one.span.line, False) for one in given.graph.edges if (one.source, one.target) in hops)
        elif beat.cause and beat.cause.line and beat.verb != "appear":
            yield beat.cause.line, False
