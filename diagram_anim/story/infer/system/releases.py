"""A release drawn as a plan: boxes one behind another that say which share of all requests the new version has by then.

There is nobody in such a chart who could share requests out, so each of these boxes gets a dial. It goes to its share
as the plan is walked through, and all go back to nothing where the way ends in taking the release back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.words import levels
from diagram_anim.story.infer.words.saying import DECISIONS, decides, said

TURN = 1.0
"""Seconds in which a dial goes to its share."""


def shown(given: Given, telling: Telling) -> Telling:
    """A telling in which each stage's dial goes to its share as data comes there; the same telling where no chart of
    stages is drawn."""
    plan = _plan(given)
    if not plan:
        return telling
    stands: dict[str, float] = {}
    return replace(telling, steps=tuple(one for step in telling.steps for one in _walked(given, step, plan, stands)))


def _plan(given: Given) -> Mapping[str, float]:
    """Percent by stage, in a chart that speaks of a version: boxes that arrows join, with ever larger shares."""
    told = {id: share for id in given.nodes if (share := _share(given, id))}
    behind = {id: [one for one in given.graph.reached(id) if one in told] for id in told}
    rising = {id for id in told if all(told[one] > told[id] for one in behind[id])}
    stages = {id: told[id] for id in told if id in rising and {id, *behind[id]} <= rising}
    joined = any(one in stages for id in stages for one in behind[id])
    return stages if joined and _releases(given) else {}


def _releases(given: Given) -> bool:
    words = (given.title, *(given.words(id) for id in given.nodes))
    return any(sense.says(text, "canary", "kind.version", "undo") for text in words)


_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*[%％]")

_MEASURED = re.compile(r"rate\b|coverage|율|률|率", re.IGNORECASE)


def _share(given: Given, id: str) -> float:
    """What share a box says that the new version has, percent; of two that make a whole the second. 0 where it says
    something else, or nothing."""
    shares = figures(given, id)
    whole = len(shares) == 2 and sum(shares) == 100
    return shares[-1] if (whole or len(shares) == 1) and 0 < shares[-1] <= 100 else 0.0


_ONWARD = re.compile(r"(?<=[%％])\s*(?:→|->|⇒)\s*(?=\d)")
"""Between two figures that one box names one after another."""


def figures(given: Given, id: str) -> list[float]:
    """The shares that a box names, percent; none where they measure something, or are asked for."""
    text = _ONWARD.sub(", ", given.words(id))
    measured = sense.says(text, "measure", "hits", "gauge.cpu", "gauge.memory", "gauge.disk") or levels.bounded(text)
    if given.nodes[id].shape in DECISIONS or measured or _MEASURED.search(re.sub("비율|比率", "", text)):
        return []
    return [float(found) for found in _PERCENT.findall(text)]


def _walked(given: Given, step: Step, plan: Mapping[str, float], stands: dict[str, float]) -> Iterator[Step]:
    """A step cut behind each stage on its way, where one of them comes for the first time. `stands` holds where dials
    stand, and is kept here."""
    ways = list(dict.fromkeys(one.targets for one in step.beats if one.verb == "send"))
    stages = [id for id in ways[0] if id in plan] if len(ways) == 1 else []
    if not stages:
        yield step
        return
    way = ways[0]
    new = {*stages} - stands.keys()
    pieces = _pieces(way, plan) if new else [way]
    before = {**dict.fromkeys(stands, 0.0), **{id: plan[id] for id in (stages if not new else way[:1]) if id in plan}}
    undone = any(_undoes(given, id) for id in (way if len(stages) == 1 else way[-1:]))
    for at, piece in enumerate(pieces):
        sends = [one for one in step.beats if one.verb != "send"] if at == 0 else []
        sends += [*_dials(given, before, stands)] if at == 0 else []
        sends.append(beat("send", *piece, cause=given.along(piece)))
        ends = {id: plan[id] for id in piece[-1:] if id in plan}
        if undone and at == len(pieces) - 1:
            ends = dict.fromkeys(stands, 0.0)
        beats = (*sends, *_behind(_dials(given, ends, stands)))
        yield replace(step, beats=beats) if len(pieces) == 1 else given.step(_words(given, piece), *beats)


def _undoes(given: Given, id: str) -> bool:
    """Whether a box says that the release is taken back, be it the last one or not; a question doesn't."""
    words = given.words(id)
    asks = sense.asks(words) or given.nodes[id].shape in DECISIONS or decides(given, id)
    return not asks and sense.says(words, "undo") is not None


def _words(given: Given, piece: tuple[str, ...]) -> str:
    """What a piece of a way is about: the answer that leads on, or the stage that is reached."""
    if any(decides(given, id) for id in piece):
        return said(given, [piece])
    return given.described(piece[-1]) if len(given.label(piece[-1]).lines) > 1 else given.whole(piece[-1])


def _pieces(way: tuple[str, ...], plan: Mapping[str, float]) -> list[tuple[str, ...]]:
    """A way in pieces that end at stages, each beginning where the last has ended."""
    marks = [0, *(at for at in range(1, len(way) - 1) if way[at] in plan), len(way) - 1]
    return [way[first : last + 1] for first, last in zip(marks, marks[1:], strict=False)]


def _dials(given: Given, shares: Mapping[str, float], stands: dict[str, float]) -> list[Beat]:
    """Dials that go to their share; those that stand there already are left alone."""
    beats = []
    for id, share in shares.items():
        if stands.get(id, 0.0) != share:
            cause = given.cause("share", f"{share:g}%" if share else "", id)
            beats.append(beat("gauge", id, cause=cause, name="traffic", value=share, over=TURN))
        stands[id] = share
    return beats


def _behind(beats: list[Beat]) -> list[Beat]:
    """The first waits for what is before it, the others start with it."""
    return [replace(one, then=at == 0) for at, one in enumerate(beats)]
