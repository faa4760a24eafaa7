"""Who answers so many requests with errors, as a chart says: on a card, or on an arrow to who watches it.

Comes in: a chart and the parts that get requests. Goes out: a step for each that errs. How a film lets its errors be
seen is told for all patterns here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import faults, sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.system import struck
from diagram_anim.story.infer.words import figured, naming
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.language import phrases

SEEN = 8.0
"""Seconds for which errors are counted."""

ENOUGH = 4.0
"""So many errors should be seen in that time."""

MOST = 40.0
"""Requests a second that are still seen one by one."""

_ANSWERING = (Role.SERVER, Role.NODE, Role.STORE)

_HEARING = (Role.THING, Role.CONTROLLER, Role.OUTCOME)


def errs(given: Given, id: str) -> tuple[float, str, str] | None:
    """Percent of a part's answers, the words for it, and all that is said with it."""
    if id not in given.nodes or given.role(id) not in (*_ANSWERING, Role.THING):
        return None
    if given.role(id) is Role.THING:
        return figured.errors(given, id)  # a version, as the paragraph tells
    lines = given.label(id).lines
    said = [*lines[1:], *lines[:1]]
    drawn = given.role(id) is Role.SERVER and len(lines) > 1
    said += [
        edge.label.plain
        for edge in given.graph.edges
        if edge.source == id and edge.label and _hears(given, edge.target)
    ]
    said += [given.words(one) for one in given.graph.after.get(id, []) if _reports(given, id, one)]
    said += _passed_on(given, id)
    rates = ((*rate, text) for text in said if (rate := faults.errors(text) or (drawn and faults.many(text))))
    return next(rates, None) or figured.errors(given, id)


def _reports(given: Given, id: str, box: str) -> bool:
    """Whether a box behind a part watches it alone, and says itself how much it sees."""
    return _hears(given, box) and given.graph.before[box] == [id] and not decides(given, box)


def _passed_on(given: Given, id: str) -> list[str]:
    """What one who only measures tells others of the only part that it measures, or of the one that it names."""
    joined = {*given.graph.after.get(id, []), *given.graph.before.get(id, [])}
    found = []
    for one in (one for one in joined if _hears(given, one) and sense.says(given.words(one), "watcher", "observer")):
        edges = [edge for edge in given.graph.edges if edge.source == one and edge.label and _hears(given, edge.target)]
        ends = (*given.graph.before.get(one, []), *given.graph.after.get(one, []))
        measured = {end for end in ends if end in given.nodes and given.role(end) in _ANSWERING}
        said = [edge.label.plain for edge in edges if edge.label]
        found += [text for text in said if measured == {id} or naming.names_in(given, text) == [id]]
    return found


def _hears(given: Given, id: str) -> bool:
    return id in given.nodes and given.role(id) in _HEARING


def steps(given: Given, ids: Sequence[str]) -> list[Step]:
    """Those of the parts that err, one after another; those of which it is said together at once."""
    found = []
    told = [(id, one) for id in ids if (one := errs(given, id))]
    for (percent, word, text), some in groupby(told, key=lambda one: one[1]):
        erring = [id for id, _ in some]
        cause = given.cause("errors", word, erring[0])
        acts = chain(beat("degrade", *erring, cause=cause, errors=percent), beat("wait", cause=cause, seconds=SEEN))
        words = given.say("alone", a=given.many(erring), text=phrases.clean(text))
        found.append(given.step(words if text != given.words(erring[0]) else given.words(erring[0]), *acts))
    return found


def ejected(given: Given, ids: Sequence[str]) -> list[str]:
    """Those of the parts that err and, by their balancer's arrow, are put out of its pool: they aren't down."""
    return [id for id in ids if errs(given, id) and (hit := struck.cut_off(given, id)) and hit.says("ejected")]


def without(given: Given, ids: Sequence[str]) -> list[Step]:
    """Each of their balancers shares out among the others."""
    found = []
    for lb in dict.fromkeys(one for id in ids for one in given.graph.before.get(id, [])):
        others = [one for one in given.graph.after[lb] if one not in ids]
        if others:
            edge = next(edge for edge in given.graph.edges if edge.source == lb and edge.target in ids)
            cause = given.cause("split", edge.label.plain if edge.label else "", lb)
            shares = {one: round(100 / len(others), 2) if one in others else 0.0 for one in given.graph.after[lb]}
            split = beat("split", lb, cause=cause, to=shares)
            words = given.say("moved", b=given.many(others))
            found.append(given.step(words, *chain(split, beat("wait", cause=cause, seconds=SEEN))))
    return found


def seen(telling: Telling) -> Telling:
    """A telling in which so many requests come that errors are seen, where nobody says how many there are."""
    shares: dict[str, float] = {}
    few: list[float] = []
    for one in (one for step in telling.steps for one in step.beats):
        if one.verb == "split":
            shares |= {id: percent / 100 for id, percent in one.args["to"].items()}
        elif one.verb == "degrade" and "errors" in one.args:
            few += [shares.get(id, 1.0) * one.args["errors"] / 100 for id in one.targets]
    few = [one for one in few if one]
    if not few:
        return telling
    rate = min(MOST, ENOUGH / (min(few) * SEEN))
    return replace(telling, steps=tuple(_sent(step, rate) for step in telling.steps))


def _sent(step: Step, rate: float) -> Step:
    """A step whose sources send at a rate, or at a higher one that is theirs; a rate that is told stands."""

    def of(one: Beat) -> Beat:
        usual = one.verb == "traffic" and one.cause is not None and one.cause.rule != "rate"
        return replace(one, args={**one.args, "rate": max(one.args["rate"], float(round(rate)))}) if usual else one

    return replace(step, beats=tuple(map(of, step.beats)))
