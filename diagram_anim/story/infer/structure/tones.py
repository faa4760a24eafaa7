"""What boxes tell of that happens, and how they are lit then: a chart of events is no chart of data.

Comes in: a box. Goes out: whether it says that something goes wrong, or is well again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import counts, faults, rates, sense
from diagram_anim.story.graph import levels
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.structure.inked import inked
from diagram_anim.story.infer.words.levels import read as levels_read
from diagram_anim.story.infer.words.saying import Way, decides
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.events import hearers, misjudged, strained, symptoms, well, wrong

_BAD = ("fail", "degrade")
_GOOD = ("recover", "lead")


def tone(words: str) -> dict[str, str]:
    """How a box of these words is lit as it comes about."""
    words = _CONFIRMED.sub("", sense.undated(words))
    if sense.asks(words) or sense.says(words, "found", "watcher") or _NOTICES.search(words) or _HEADING.search(words):
        return {}
    bare = sense.unpictured(words)
    told = tidings.read(bare)
    if well().search(bare):
        return {"tone": "healthy"}
    if misjudged().search(bare):
        return {}
    if wrong().search(bare) or _BROKEN.search(bare) or faults.errors(bare):
        return {"tone": "failed"}
    if sense.says(bare, "heal", "promote") or _TAKES_OVER.search(bare) or (told and told.verb in _GOOD):
        return {"tone": "healthy"}
    if told is None and _named_for(bare):
        return {}
    bad = sense.says(bare, "outage", "failure", "sick", "surge") or symptoms().search(bare) or strained().search(bare)
    return {"tone": "failed"} if bad or (told and told.verb in _BAD) else {}


def _named_for(text: str) -> bool:
    """Whether something is only called after what it reports: a failure dashboard, `Outage alerts 24x7`."""
    name = re.sub(r"\W*\d+\s?[x×]\s?\d+\W*$", "", text)
    return any(hit.end() == len(name) for hit in hearers().finditer(name)) or name.endswith("reporter")


_HEADING = re.compile(
    r"^(?:summary|overview|timeline|history|time|date|number|list) (?:of|when|the)\b"
    r"|(?:요약|개요|시각|일시|타임라인|목록|이력|건수|보고서|概要|時刻|日時|一覧|履歴|件数|報告書)$",
    re.IGNORECASE,
)
"""What only heads what is to be written there, as in the template of a report."""

_CONFIRMED = re.compile(r"\s?[을를を]?\s?(?:확인|確認|confirmed)(?:됨|する|した)?$", re.IGNORECASE)
"""What is confirmed is so, whoever has noticed it."""

_BROKEN = re.compile(r"\b(?:50[0234]|5xx)\b")
"""The code of an answer that is an error."""

_NOTICES = re.compile(
    r"\b(?:detect|notic(?:e|es|ed)\b)|감지|인지|알아[차챈]|検知|気[づ付][くいき]"
    r"|모의\s|훈련|(?:mock|simulated|rehears\w+|drill)\b|模擬|訓練|想定",
    re.IGNORECASE,
)
"""What only notices it, or plays it."""

_TAKES_OVER = re.compile(r"fail(?:s|ed)?[ -]?over|takeover|페일오버|장애\s?조치|절체|フェイルオーバー", re.IGNORECASE)


def _drawn(given: Given, id: str) -> dict[str, str]:
    """How a box is lit: by a mark on it, its class (`:::bad`), its colour, or its words."""
    if mark := _MARK.search(given.words(id)):
        return {"tone": "failed" if mark[1] else "healthy"}
    for name in given.nodes[id].classes:
        if _BAD_CLASS.fullmatch(name) or _GOOD_CLASS.fullmatch(name):
            return {"tone": "failed" if _BAD_CLASS.fullmatch(name) else "healthy"}
    return inked(given).get(id) or tone(given.whole(id))


_MARK = re.compile("([❌🔴🟥💥🔥🚨])|([✅🟢🟩🎉])")

_RED = {"tone": "failed"}

_BAD_CLASS = re.compile(
    r"(?:bad|fail(?:ed|ure|ing)?|err(?:or)?s?|danger|crit(?:ical)?|down|incident|outage|broken|problem)", re.IGNORECASE
)
_GOOD_CLASS = re.compile(r"(?:good|ok(?:ay)?|success|healthy|resolved|fixed|recover(?:ed|y)|well|up)", re.IGNORECASE)


def following(given: Given, hop: Way, *more: Beat, sent: bool = True) -> Step:
    """What comes about next, in the author's words: it is lit as what it says, and `more` comes behind it. Who is down
    sends no word of it."""
    cause = given.along(hop)
    lights = beat("highlight", hop[1], cause=cause, **_drawn(given, hop[1]))
    words = given.say("gauge_next", d=given.whole(hop[1]))
    return given.step(words, *chain(*([beat("send", *hop, cause=cause)] if sent else []), lights, *more))


def grows(words: str) -> bool:
    """Whether a box says how many copies there come to be, that requests climb, or how a gauge stands."""
    return bool(counts.copied(words) or levels_read(words) or rates.factor(words)) and not sense.asks(words)


def timed(given: Given) -> bool:
    """Whether most boxes of a chart begin with the time at which they came about."""
    return sum(sense.dated(given.words(id)) for id in given.nodes) * 2 > len(given.nodes)


def _numbered(given: Given) -> bool:
    """Whether most boxes of a chart are numbered, as steps are."""
    return sum(phrases.numbered(given.label(id).plain) > 0 for id in given.nodes) * 2 > len(given.nodes)


def told_wrong(given: Given, steps: Sequence[Step]) -> list[Step]:
    """The steps, in which a box beside a running system lights up that says in a sentence's words that something goes
    wrong: `Memory leak on the server`."""
    lit = []
    for step in steps:
        ends = {one.targets[-1]: one.cause for one in step.beats if one.verb == "send"}
        boxes = [id for id in ends if id in given.nodes and given.role(id) in (Role.THING, Role.OUTCOME)]
        bad = [id for id in boxes if not decides(given, id) and _wrong(given.whole(id))]
        lights = [beat("highlight", id, cause=ends[id] or given.cause("told"), **_RED) for id in bad]
        lights = [replace(one, then=not place) for place, one in enumerate(lights)]
        lit.append(replace(step, beats=(*step.beats, *lights)))
    return lit


def _wrong(words: str) -> bool:
    """Whether words say themselves that something goes wrong, and aren't but called so."""
    return tone(words) == _RED and bool(wrong().search(words)) and not sense.hears(words)


@once
def chronicle(given: Given) -> dict[str, dict[str, str]]:
    """The boxes of a chart of events, with how each is lit: one follows from another at length, and two say what comes
    about, one that something goes wrong; no answer to a question is one. {} where it is no such chart: kinds of
    failures, terms and lessons are none."""
    kinds = [*Role] if _numbered(given) else [Role.THING, Role.OUTCOME]
    boxes = [id for id in given.of_role(*kinds) if not decides(given, id)]
    answers = {one for id in given.graph.after if decides(given, id) for one in given.graph.after[id]}
    told = _judged(given, {id: _drawn(given, id) for id in boxes if id not in answers})
    if any(_BAD_CLASS.fullmatch(name) for id in boxes for name in given.nodes[id].classes):
        told = {id: {} if lit == _RED and not given.nodes[id].classes else lit for id, lit in told.items()}
    told |= _done(given, told)
    found = {id: lit for id, lit in told.items() if lit or grows(given.whole(id))}
    said = [lit for id, lit in found.items() if _says(given.whole(id))]
    ends = {"tone": "failed"} in said and {"tone": "healthy"} in found.values()
    happens = ends or (len(said) > 1 and {"tone": "failed"} in said) or len(said) > 2 or timed(given)
    happens = happens or (
        _RED in said and 2 * sum(_COME_ABOUT.search(given.whole(id)) is not None for id in boxes) > len(boxes)
    )
    whole = happens and len(boxes) * 2 > len(given.nodes)
    depth = levels(given.graph)
    whole = whole and not _states(given)
    found = found if found or not whole else {id: {} for id in told}
    return found if whole and max(depth.values(), default=0) >= (2 if timed(given) else LONG - 1) else {}


def _done(given: Given, told: Mapping[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """What is done at last, after something has gone wrong, though its words alone tell nothing of that."""
    depth = levels(given.graph)
    wrong_at = min((depth.get(id, 0) for id, lit in told.items() if lit == _RED), default=None)
    later = [id for id, lit in told.items() if wrong_at is not None and not lit and depth.get(id, 0) > wrong_at]
    return {id: {"tone": "healthy"} for id in later if _DONE.search(given.whole(id)) and not given.graph.after.get(id)}


_DONE = re.compile(
    r"(?:성공|완료|정상화)(?:됨|함|했음)?$|(?:成功|完了)(?:した|しました)?$"
    r"|\b(?:succeed(?:s|ed)|completes?|completed|finishe[sd]|passes|passed|done)(?: successfully)?$",
    re.IGNORECASE,
)
_COME_ABOUT = re.compile(
    r"(?:됨|했음|졌음|났음|실패|발생|완료)$|(?:された|した|しました|れた|失敗|発生|完了)$"
    r"|\b(?:is|are|was|were|has been|got) (?:\w+ )?\w+(?:ed|en|wn|lt|ut|id)\b|\b(?:fails|failed)\b",
    re.IGNORECASE,
)
"""How a box says that something has come about, and is no thing or task."""


def _states(given: Given) -> bool:
    """Whether boxes are but called after states between which it goes round: nothing begins there."""
    short = sum(given.whole(id).isascii() and len(given.whole(id).split()) < SENTENCE for id in given.nodes)
    return all(given.graph.before.get(id) for id in given.nodes) and 2 * short > len(given.nodes)


SENTENCE = 3
"""Fewer words call a state, and tell nothing that comes about."""


def _judged(given: Given, told: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """How boxes are lit, but for those that only find what has been told, and what was started anew before that was
    found: it was no remedy."""
    depth = levels(given.graph)
    order = sorted(told, key=lambda id: depth.get(id, 0))
    causes = {id: _CONFIRMED.sub("", sense.undated(given.whole(id))).strip() for id in order}
    found = [
        id
        for at, id in enumerate(order)
        if _CONFIRMED.search(given.whole(id)) and causes[id] and any(causes[id] in causes[one] for one in order[:at])
    ]
    last = max((order.index(id) for id in found), default=0)
    idle = [id for id in order[:last] if sense.says(given.whole(id), "restart")]
    return {id: {} if id in (*found, *idle) else lit for id, lit in told.items()}


def _says(words: str) -> bool:
    """Whether words say more than a term does: several, or as much in a script that sets no blanks."""
    return len(words.split()) > 1 or re.search(r"[\u3040-\u30ff\u4e00-\u9fff]{5}", words) is not None


LONG = 4
"""So many boxes at least follow one another where things come about."""


def lit(given: Given, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps of such a chart: what tells of something lights up as it is reached."""
    left = {**chronicle(given)}
    if not left:
        return tuple(steps)
    told = []
    for step in steps:
        sends = [one for one in step.beats if one.verb == "send"]
        reached = {id: one.cause for one in sends for id in one.targets[1:] if id in left}
        lights = [
            beat("highlight", id, cause=why or given.cause("told"), **left.pop(id)) for id, why in reached.items()
        ]
        lights = [replace(one, then=not place) for place, one in enumerate(lights)]
        starts = {one.targets[0]: one.cause for one in sends if not given.graph.before.get(one.targets[0])}
        for id, why in starts.items():
            if left.get(id):  # all begins with it
                shown = beat("highlight", id, cause=why or given.cause("told"), **left.pop(id))
                told.append(given.step(given.whole(id), shown))
        told.append(replace(step, beats=(*step.beats, *lights)))
    return tuple(told)
