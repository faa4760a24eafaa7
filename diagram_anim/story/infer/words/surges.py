"""A rush in a chart: so many times as many requests, as a source, one of its arrows or two figures on them say.

Comes in: a chart and its sources. Goes out: whose rush, how many times as much, and the step that tells it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import rates, sense, spikes
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words.rushes import rush as told_rush
from diagram_anim.story.infer.words.rushes import whose

SURGE = 5.0
"""Seconds in which the requests grow."""


def surging(given: Given, sources: Sequence[str]) -> list[Step]:
    """The load climbs, where a rush is told."""
    rush = rushes(given, sources)
    if rush is None:
        return []
    load = beat("load", rush.source, cause=given.cause("surge", rush.word, rush.source), times=rush.times, over=SURGE)
    words = given.say("traffic_surge", times=f"{rush.times:g}") if rush.figured else given.say("traffic_spike")
    return [given.step(words, load)]


def ahead(given: Given) -> bool:
    """Whether the words before a chart say that what grows does so before the rush comes."""
    return _AHEAD.search(given.caption) is not None


_AHEAD = re.compile(
    r"미리|사전에?\s|선제|\b(?:in advance|ahead of|beforehand|pre-?scal\w+|before (?:they|the (?:rush|sale|event)))\b"
    r"|事前に|あらかじめ|前もって",
    re.IGNORECASE,
)


class Rush(NamedTuple):
    """Whose requests become how many `times` as many, and the `word` for it; `figured` where it gives the figure."""

    source: str
    times: float
    word: str
    figured: bool = True


def rushes(given: Given, sources: Sequence[str]) -> Rush | None:
    """`10배` or `x10` beside a word for traffic, on a source or its arrows, or one rate after another: whose rush, and
    how many times as much, and the words for it."""
    for source in sources:
        labels = [given.words(source)]
        labels += [edge.label.plain for edge in given.graph.edges if edge.source == source and edge.label]
        for label in labels:
            if climbed := rates.climbed(label):
                return Rush(source, climbed, label.strip())
            times = rates.factor(label)
            many = sense.says(label, "traffic", "surge") is not None
            client = given.role(source) is Role.CLIENT
            many = many or (client and (rates.alone(label) or spikes.sent(label)))
            many = many or (client and rates.rushed(label, given.label(source).lines))
            many = many or (client and bool(times) and _beneath(given.label(source).lines, label))
            many = many or (client and bool(times) and len(given.graph.after[source]) == 1 and label in labels[1:])
            if times and times[0] > 1 and many:
                return Rush(source, float(times[0]), times[1])
    for source in sources:
        lines = [*given.label(source).lines]
        lines += [edge.label.plain for edge in given.graph.edges if edge.source == source and edge.label]
        word = next(filter(None, map(spikes.spike, lines)), "") if given.role(source) is Role.CLIENT else ""
        if word:
            return Rush(source, spikes.USUAL, word, figured=False)
    clients = [source for source in sources if given.role(source) is Role.CLIENT]
    told = told_rush(given)
    who = whose(given, clients or sources) if told else ""
    return Rush(who, *told) if told and who else None


def _beneath(lines: Sequence[str], label: str) -> bool:
    """Whether it is beneath a client's name that a rush is told (`이벤트 당일 5배`), and nothing else in figures."""
    told = [factor for line in lines[1:] if (factor := rates.factor(line)) and len(re.findall(r"\d+", line)) < 2]
    least = LEAST if told and _TIMES.search(told[0][1]) else rates.RUSH
    return bool(told) and told[0][0] >= least and told[0][1] in label


LEAST = 2
"""The least rush where a word says that it is times as many, and no number of what there is."""

_TIMES = re.compile(r"배|倍|\btimes\b", re.IGNORECASE)
