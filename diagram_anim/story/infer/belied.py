"""Figures that a diagram gives of its requests, and whether a film that counts them keeps to them.

Comes in: a diagram and its telling. Goes out: whether it counts requests otherwise than its own words say: evenly where
they give shares, all of them answered where they tell of errors. Such a story is told without counting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from diagram_anim.model.diagram import Edge, Flowchart, Message, Note
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.system import Role
from diagram_anim.story import faults, figures, rates, sense
from diagram_anim.story import portions as story_portions
from diagram_anim.story.hits import hits
from diagram_anim.story.idle import resting
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.sequences import portions
from diagram_anim.story.infer.system.passing import SYSTEM
from diagram_anim.story.infer.words import aims, clauses, cutting, levels, lives
from diagram_anim.story.language.events import portioning
from diagram_anim.story.parted import parted
from diagram_anim.story.portions import PART
from diagram_anim.story.ratios import ratio
from diagram_anim.story.shares import entries, sharing

NEAR = 1.0
"""By so many percent may what is told differ from what is said: people round."""

Splits = Mapping[str, Sequence[Mapping[str, float]]]
"""The shares that are told, percent by target, one set after another, by who shares out."""


def belied(given: Given, telling: Telling) -> bool:
    """Whether requests are counted otherwise than the diagram's own figures say."""
    beats = [one for step in telling.steps for one in step.beats]
    sources = list(dict.fromkeys(id for one in beats if one.verb == "traffic" for id in one.targets))
    if not sources:
        return False
    splits: dict[str, list[Mapping[str, float]]] = {}
    for one in beats:
        if one.verb == "split":
            splits.setdefault(one.targets[0], []).append(one.args["to"])
    if isinstance(given.diagram, Flowchart):
        return _chart(given, _reached(given, sources, telling.settings), splits, beats)
    return _sequence(given, splits, beats)


def _chart(given: Given, reached: Set[str], splits: Splits, beats: Sequence[Beat]) -> bool:
    ways = [edge for edge in given.graph.edges if edge.source in reached]
    if any(edge.label and not _kept(given, edge, splits, beats) for edge in ways):
        return True
    places = [id for id in reached & {*given.nodes} if len(given.graph.after.get(id, [])) > 1]
    if not splits and any(_said(given, id) for id in places if given.role(id) is Role.BALANCER):
        return True
    if any(ratio(line) and id not in splits for id in places for line in given.label(id).lines):
        return True
    if any(not sharing(given.chart, id) for id in splits if any(map(ratio, given.label(id).lines))):
        return True
    aims = {one for edge in ways for end in (edge.target,) for one in (end, *given.within(end)) if one in given.nodes}
    return any(not _carded(given, id, splits, beats) for id in aims if given.role(id) in SYSTEM)


def _said(given: Given, id: str) -> bool:
    """Whether the words before a chart give one of those that somebody sends to a share of it."""
    targets = [one for end in given.graph.after[id] for one in given.within(end) if one in given.nodes]
    for sentence in cutting.SENTENCES.split(clauses.prose(given)) if len(targets) > 1 else ():
        told = any(one.kind == PART for one in story_portions.portions(sentence))
        shared = any(portioning(kind).search(sentence) for kind in ("shared", "spreads", "weighs"))
        if told and shared and not portioning("others").search(sentence) and not faults.errors(sentence):
            some = {one.id for one in aims.aims(given, sentence, targets)}
            if 0 < len(some) < len(targets) or len(some) == len(targets) == 2:
                return True
    return False


def _reached(given: Given, sources: Sequence[str], settings: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Where requests come: through all but who controls, watches or is no part of the system."""
    found = list(sources)
    for id in found:
        within = given.within(id) if id in given.groups else []
        for one in (*given.graph.after.get(id, []), *within):
            role = settings.get(one, {}).get("role", given.role(one).value)
            closed = role in (Role.CONTROLLER.value, Role.OUTCOME.value)
            found += [one] if not closed and one not in found else []
    return {*found}


def _kept(given: Given, edge: Edge, splits: Splits, beats: Sequence[Beat]) -> bool:
    """Whether the story keeps to all that an arrow says of how much goes there."""
    text = edge.label.plain if edge.label else ""
    told = splits.get(edge.source, ())
    if told and sharing(given.chart, edge.source):
        return True
    if rate := faults.errors(text):
        return _errs(rate[0], beats)
    hears = edge.target in given.nodes and sense.says(given.words(edge.target), "watcher", "observer")
    if edge.stroke == "dotted" or hears:
        return True
    if _TURNED_AWAY.search(text) and re.search(r"\d", text):
        return False
    if _UNEVEN.search(text) and sense.says(text, "traffic", "client"):
        return any(len({*shares.values()}) > 1 for shares in told)
    ends = entries(given.chart, edge.target)
    fallen = {id for one in beats if one.verb == "fail" for id in one.targets} | resting(given.chart)
    many = len({*given.graph.after[edge.source]} - fallen) or 1
    got = [sum(shares.get(one, 0.0) for one in {*ends, edge.target}) for shares in told]
    got += [] if told else [0.0 if {*ends} <= fallen else 100 / many]
    looked = [
        100 * hit for id in (edge.source, edge.target, *given.graph.after[edge.source]) if (hit := _hit(given, id))
    ]
    got += [one for hit in looked for one in (hit, 100 - hit)]
    return all(any(abs(one - percent) <= NEAR for one in got) for percent in _percents(text))


def _hit(given: Given, id: str) -> float | None:
    cache = id in given.nodes and given.role(id) is Role.CACHE
    return hits(given.chart, id) if cache else None


def _carded(given: Given, id: str, splits: Splits, beats: Sequence[Beat]) -> bool:
    """Whether the story keeps to the shares and the errors that a part's own card tells."""
    told = [shares.get(id, 0.0) for some in splits.values() for shares in some if id in shares]
    told += [share for shares in splits.get(id, ()) for share in shares.values()]
    before = [one for one in given.graph.before.get(id, []) if one in given.nodes]
    told += [] if told else [100 / len(given.graph.after[one]) for one in before]
    for line in given.label(id).lines:
        if rate := faults.errors(line):
            if not _errs(rate[0], beats):
                return False
            continue
        if _HALF_WELL.search(line):
            return False
        share = figures.share(line)
        if share is None or share.looked_up or share.weight or levels.read(line) or levels.bounded(line):
            continue
        if not any(abs(one - share.percent) <= NEAR for one in told):
            return False
    return True


def _sequence(given: Given, splits: Splits, beats: Sequence[Beat]) -> bool:
    other = portions.elsewhere(given)
    got = {id: [shares[id] for some in splits.values() for shares in some if id in shares] for id in given.nodes}
    every = [share for some in got.values() for share in some]
    for event, sure in zip(given.sequence.events, lives.sure(given), strict=True):
        if not sure or not isinstance(event, Message | Note) or (isinstance(event, Message) and event.number in other):
            continue
        text = event.label.plain
        if (rate := faults.errors(text)) and not _errs(rate[0], beats):
            return True
        if isinstance(event, Note) or event.source == event.target:
            continue
        told = got[event.target] if event.source in splits else every
        for share in figures.shares(text):
            if not share.looked_up and not any(abs(one - share.percent) <= NEAR for one in told):
                return True
    return False


def _errs(percent: float, beats: Sequence[Beat]) -> bool:
    """Whether so many of a hundred answers of somebody are told to be errors, or somebody to fail."""
    return any(one.args.get("errors") == percent or one.verb == "fail" for one in beats)


def _percents(text: str) -> Iterator[float]:
    """The figures of how much goes somewhere: no gauge, no bound, not how much of the time something runs."""
    text = parted(text)
    if levels.read(text) or levels.bounded(text) or rates.sending(text):
        return
    for found in _PERCENT.findall(text):
        if not re.fullmatch(r"99\.\d+", found):
            yield float(found)


_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s*[%％]")

_UNEVEN = re.compile(
    r"\b(?:most|majority|bulk|few|fraction|small (?:share|part|percentage|portion)|some)\b|대부분|대다수"
    r"|일부|소수|극소수|大部分|大半|ほとんど|一部|少数",
    re.IGNORECASE,
)
"""More to one than to the others, and nobody says how much."""

_TURNED_AWAY = re.compile(
    r"\b(?:shed|reject\w*|drop(?:s|ped)?|discard\w*|throttl\w*|refus\w*|block(?:s|ed)?|lost)\b|거부|거절|차단|폐기|버림|유실"
    r"|拒否|破棄|遮断|ブロック|捨て",
    re.IGNORECASE,
)
"""So many requests get no answer."""

_HALF_WELL = re.compile(
    r"(?<![\d.])\d{1,2}(?:\.\d+)?\s?[%％][^,;]*\b(?:loss|lost|dropped|healthy|timeouts?|time out)\b"
    r"|\b(?:loss|healthy|timeouts?)\b[^\d,;]{0,12}\d{1,2}(?:\.\d+)?\s?[%％]"
    r"|(?:손실|유실|타임아웃|ロス|損失|タイムアウト)[^\d,;]{0,8}\d{1,2}(?:\.\d+)?\s?[%％]",
    re.IGNORECASE,
)
"""A part of what comes to a part doesn't come back."""
