"""Parts that are replaced one by one, as arrows from the old to the new ones say: the new one comes up, then the old
one goes.

Comes in: a chart. Goes out: what else is drawn, then a step for each pair. None where fewer than two are replaced.
"""

from __future__ import annotations

import re
from dataclasses import replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Step
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.structure.reveal import flows
from diagram_anim.story.infer.words import called
from diagram_anim.story.language import phrases

SEEN = 2.0
"""Seconds for which each pair is seen."""

_REPLACED = re.compile(
    r"(?:is |are |gets )?(?:replace[sd]?(?: by| with)?|swap(?:s|ped)?(?: for| with| out)?|roll(?:s|ed|ing)?(?: to)?)"
    r"|교체(?:됨|된다|합니다)?|대체(?:됨|된다)?|바뀜|置き換え(?:る)?|入れ替え(?:る)?|交換|置換",
    re.IGNORECASE,
)


def tell(given: Given) -> Telling | None:
    pairs = [edge for edge in given.graph.edges if _replaces(given, edge)]
    olds, news = {edge.source for edge in pairs}, {edge.target for edge in pairs}
    if len(pairs) < 2 or len(olds) < len(pairs) or len(news) < len(pairs) or olds & news:
        return None
    others = tuple(edge for edge in given.chart.edges if edge not in pairs)
    works = replace(given, diagram=replace(given.chart, edges=others))
    return Telling((given.opening("reveal"), *flows(works), *(_pair(given, edge) for edge in pairs)))


def _replaces(given: Given, edge: Edge) -> bool:
    text = phrases.unnumbered(edge.label.plain) if edge.label else ""
    parts = {edge.source, edge.target} <= {*called.parts(given)}
    return parts and _REPLACED.fullmatch(text.strip()) is not None


def _pair(given: Given, edge: Edge) -> Step:
    text = phrases.clean(edge.label.plain) if edge.label else ""
    words = given.say("labelled", label=text, a=given.name(edge.source), b=given.name(edge.target))
    starts, stops = given.cause("start", text, edge.target), given.cause("end", text, edge.source)
    seen = beat("wait", cause=stops, seconds=SEEN)
    return given.step(
        words, *chain(beat("start", edge.target, cause=starts), beat("stop", edge.source, cause=stops), seen)
    )
