"""How many requests a second sources send: as the arrows that leave them say, or they themselves, else a film's usual.

Comes in: who sends. Goes out: the beats that set their traffic going, and what the others bear where a rush follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.model.diagram import SequenceDiagram
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.model.system import Role
from diagram_anim.story import rates, sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.rates import Rate

USUAL = 10.0
"""Requests a second of a source whose rate nobody tells."""

PASSING = (Role.CLIENT, Role.BALANCER, Role.THING)
"""Roles that send on as many requests as come to them: what a server asks others is its own."""


def traffic(given: Given, sources: Sequence[str], cause: Cause) -> list[Beat]:
    """The sources send: together where nobody says how much or all say the same."""
    told = {source: sent(given, source) for source in sources}
    every = dict.fromkeys(rate.each if rate else USUAL for rate in told.values())
    beats = []
    for each in every:
        some = [source for source, rate in told.items() if (rate.each if rate else USUAL) == each]
        word = next((rate.word for source in some if (rate := told[source])), "")
        why = Cause("rate", word, _line(given, some[0], word)) if word else cause
        beats.append(beat("traffic", *some, cause=why, rate=each))
    return beats


def sent(given: Given, source: str) -> Rate | None:
    """What a source sends, along the only way that all of its requests take: on itself, an arrow or all that fork."""
    if isinstance(given.diagram, SequenceDiagram):
        told = (rates.sending(one.label.plain) for one in given.sequence.messages if one.source == source)
        return next(filter(None, told), None)
    own = next(filter(None, map(rates.sending, given.label(source).lines)), None)
    if own:
        return own
    here, passed = source, {source}
    while given.role(here) in PASSING:
        arrows = [edge for edge in given.graph.edges if edge.source == here]
        said = [rate for edge in arrows if edge.label and (rate := rates.sending(edge.label.plain))]
        if arrows and len(said) == len(arrows):
            return replace(said[0], each=sum(rate.each for rate in said))
        if len(arrows) != 1 or len(given.graph.before[arrows[0].target]) > 1 or arrows[0].target in passed:
            return None
        here = arrows[0].target
        passed.add(here)
    return None


def ample(given: Given, sources: Sequence[str], reached: Sequence[str], times: float) -> dict[str, dict[str, float]]:
    """What those that answer bear in a rush of what sources are said to send: nobody says that they don't."""
    told = [rate.each for source in sources if (rate := sent(given, source))]
    bears = sum(told) * times
    working = (Role.SERVER, Role.NODE, Role.STORE, Role.CACHE, Role.QUEUE)
    return {id: {"capacity": bears} for id in reached if told and given.role(id) in working}


def limits(given: Given, sources: Sequence[str], servers: Sequence[str]) -> dict[str, Rate]:
    """What the cards of those that answer say that they take at most, where it is told too how much is sent."""
    if not all(sent(given, source) for source in sources):
        return {}
    told = {id: map(rates.limit, given.label(id).lines) for id in servers if id in given.nodes}
    return {id: found for id, some in told.items() if (found := next(filter(None, some), None))}


def overruns(given: Given, sources: Sequence[str], servers: Sequence[str], times: float) -> bool:
    """Whether more is sent than all that answer say that they take."""
    most = limits(given, sources, servers)
    all_sent = sum(rate.each for source in sources if (rate := sent(given, source)))
    return most.keys() == {*servers} and times * all_sent > sum(rate.each for rate in most.values())


def _line(given: Given, source: str, word: str) -> int | None:
    """Where the rate stands."""
    if isinstance(given.diagram, SequenceDiagram) or word in given.words(source):
        return given.line(source)
    return next((edge.span.line for edge in given.graph.edges if edge.label and word in edge.label.plain), None)


def stands_for_requests(given: Given, id: str) -> bool:
    """Whether a source is the requests themselves, and nobody who sends them."""
    words = given.words(id)
    return not sense.ends_in(given.name(id), "client") and bool(sense.says(words, "traffic") or rates.times(words))
