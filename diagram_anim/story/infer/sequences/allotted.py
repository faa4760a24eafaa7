"""Shares that an order or a note gives in a sequence: `set weights 90/10`, `10% to canary`, `v2로 100% 전환`.

Comes in: a sequence. Goes out: who shares out requests, among whom, and what holds from which message on. What a
message of the one that shares out says itself is read elsewhere; a condition, a rate of errors, a plan is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences import checked, pools
from diagram_anim.story.infer.words import speaking
from diagram_anim.story.language.events import sharing
from diagram_anim.story.language.lexicon import Hit, find

MOST = 4
"""Among more than so many nobody says shares in one breath."""

_TAKING = (Role.SERVER, Role.NODE, Role.THING)

_FIGURE = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s*[%％]")
_BARE = re.compile(r"(?<![\d.])(\d{1,3})(?:\s*[%％])?(?![\d.])")

_NAMED = 0xE000
"""The first of the signs that stand in a text for those among whom requests are shared out."""


@dataclass(frozen=True, slots=True)
class Allotted:
    """`shares` in percent by the number of the message from which on they hold; what they leave is the others'."""

    sender: str
    targets: tuple[str, ...]
    shares: Mapping[int, Mapping[str, float]]


def allotted(given: Given) -> Allotted | None:
    """What orders and notes say, where they fit one who shares out among few others."""
    order = sorted(given.nodes, key=lambda id: given.role(id) is not Role.BALANCER)
    for sender in order:
        targets = _targets(given, sender)
        if 2 <= len(targets) <= MOST and (shares := _told(given, sender, targets)):
            return Allotted(sender, targets, {**_before(given, sender, targets, min(shares)), **shares})
    return None


def _targets(given: Given, sender: str) -> tuple[str, ...]:
    """Those to whom one sends requests, with the other releases of a thing; the older ones first."""
    if given.role(sender) not in (Role.BALANCER, Role.THING) or _operates(given, sender):
        return ()
    asked = {
        one.target for one in given.sequence.messages if one.source == sender != one.target and one.line == "solid"
    }
    telling = {one.source for one in given.sequence.messages if one.target == sender} - asked
    able = [id for id in given.nodes if id != sender and given.role(id) in _TAKING and not _operates(given, id)]
    able = [id for id in able if id not in telling]  # who tells it what to do without being asked anything
    kin = [id for id in able if sense.version(given.words(id)) or _age(given, id)]
    if not asked and given.role(sender) is not Role.BALANCER:
        return ()
    taking = [id for id in able if id in asked]
    taking += [id for id in able if id not in asked and _weighed(given, sender, id)] if len(taking) == 1 else []
    found = kin if len(kin) > 1 and (asked <= {*kin} or {*kin} <= asked) else taking
    return tuple(sorted(found, key=lambda id: _age(given, id)))


def _weighed(given: Given, sender: str, id: str) -> bool:
    """Whether what stands with the one that shares out gives another a share by its name: `Frankfurt 100 %`."""
    told = [one for one in given.sequence.events if isinstance(one, Note | Message) and sender in _ends(one)]
    names = "|".join(re.escape(name) for name in sorted(speaking.names(given, id), key=len, reverse=True))
    share = re.compile(rf"(?<![A-Za-z0-9])(?:{names})\W{{0,3}}\d{{1,3}}\s?[%％]", re.IGNORECASE)
    return any(share.search(one.label.plain) for one in told)


def _ends(event: Note | Message) -> tuple[str, ...]:
    return event.over if isinstance(event, Note) else (event.source, event.target)


def _operates(given: Given, id: str) -> bool:
    return sense.says(given.words(id), "operator", "observer", "watcher") is not None


def _age(given: Given, id: str) -> int:
    """-1 of what is called old, 1 of what is called new, 0 of others."""
    hits = find(given.words(id))
    return any(map(_new, hits)) - any(map(_old, hits))


def _new(hit: Hit) -> bool:
    return hit.says("canary", "green", "fresh") or (hit.says("new") and not hit.word.isascii())


def _old(hit: Hit) -> bool:
    return hit.says("old", "blue") or sharing("stable").fullmatch(hit.word) is not None


def _told(given: Given, sender: str, targets: Sequence[str]) -> dict[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = {}
    held: list[dict[str, float]] = []
    for number, text, orders in _texts(given, sender):
        beside = sharing("empties").sub("", sharing("joins").sub("", text)) if orders else text
        if sharing("otherwise").search(beside) or sense.says(beside, "share_of_other", "measure"):
            continue
        before = held or _sent(given, sender, targets, number) or _alone(given, sender, targets, number)
        returns = sharing("back").search(text) and not _OBJECT.search(_marked(given, text, targets))
        shares = _pooled(given, text, targets, before) if orders and before and not returns else None
        shares = shares or _read(given, text, targets, orders)
        shares = shares or (_daily(given, sender, text, targets, number) if not (orders or held) else None)
        if not shares and orders and found and sharing("back").search(text):
            shares = {targets[0]: 100.0}
        if shares:
            found[number] = shares
            held.append(pools.filled(shares, held[-1] if held else {}, targets))
    return found


def _daily(given: Given, sender: str, text: str, targets: Sequence[str], number: int) -> dict[str, float] | None:
    """All get as many by the note before the first message that tells any shares: `평소: 셋이 3분의 1씩`."""
    told = [one for one in given.sequence.messages[: number - 1] if one.source == sender]
    evenly = sharing("evenly").search(text) and not _FIGURE.search(text)
    first = not any(figures.shares(one.label.plain) for one in told)
    return dict.fromkeys(targets, round(100 / len(targets), 6)) if evenly and first else None


def _pooled(
    given: Given, text: str, targets: Sequence[str], held: Sequence[Mapping[str, float]]
) -> dict[str, float] | None:
    """Who is taken out, or put back, or that all get as many."""
    marked = _marked(given, text, targets)
    named = [targets[ord(sign) - _NAMED] for sign in re.findall("[\ue000-\ue0ff]", marked)]
    return pools.changed(marked, named, targets, held) or None


def _sent(given: Given, sender: str, targets: Sequence[str], number: int) -> list[dict[str, float]]:
    """What all get by the figures on the messages that they have been sent."""
    last: dict[str, float] = {}
    for one in given.sequence.messages[: number - 1]:
        told = figures.shares(one.label.plain) if one.source == sender and one.target in targets else ()
        if told:
            last[one.target] = told[-1].percent
    return [last] if len(last) == len(targets) and abs(sum(last.values()) - 100) < 0.5 else []


def _alone(given: Given, sender: str, targets: Sequence[str], number: int) -> list[dict[str, float]]:
    """That one has got all by then, where the others were sent nothing, and none is taken out since it is down."""
    events = (one for one in given.sequence.events if isinstance(one, Note | Message))
    if any(checked.failed(given, one) for one in events):
        return []
    before = _before(given, sender, targets, number)
    return [pools.filled(shares, {}, targets) for shares in before.values()]


def _texts(given: Given, sender: str) -> Iterator[tuple[int, str, bool]]:
    """What is said of shares, by the number of the message from which on it holds, and whether it is an order."""
    events = given.sequence.events
    last = len(given.sequence.messages)
    number = 0
    for event in events:
        if isinstance(event, Message):
            number = event.number
            by = event.source
            ordered = event.target == sender and given.role(by) is not Role.CLIENT and number not in given.answers
            if ordered and event.end != "cross":
                yield number, event.label.plain, True
            elif by == sender and len(_FIGURE.findall(event.label.plain)) > 1 and event.end != "cross":
                yield number, event.label.plain, False
            elif by == sender and sharing("joins").search(event.label.plain) and event.end != "cross":
                yield number, event.label.plain, True
        elif isinstance(event, Note) and not speaking.perhaps(event.label.plain):
            yield min(number + 1, last), event.label.plain, {*event.over} == {sender}


def _read(given: Given, text: str, targets: Sequence[str], orders: bool) -> dict[str, float] | None:
    """The shares that a text gives to those whom it names: in figures each beside its name, or all of it to one."""
    marked = _marked(given, text, targets)
    weighs = sharing("weighs").search(marked) or _PAIRED.fullmatch(marked.strip()) or (orders and _whole(marked))
    if not (
        weighs
        or sharing("routes").search(marked)
        or (orders and sharing("whole").search(marked))
        or not re.search(r"[^\W\d_\ue000-\ue0ff]{3}", _FIGURE.sub("", marked))
    ):
        return None
    signs = re.findall(rf"([\ue000-\ue0ff])|{(_BARE if weighs else _FIGURE).pattern}", marked)
    figures = [float(figure) for _, figure in signs if figure]
    names = [targets[ord(name) - _NAMED] for name, _ in signs if name]
    kinds = [bool(name) for name, _ in signs]
    if not figures:
        turned = orders and (sense.says(text, "switch") or sharing("back").search(text)) and not _OBJECT.search(marked)
        whole = sense.says(text, "every") or turned or (orders and sharing("whole").search(marked))
        return {names[-1]: 100.0} if whole and len({*names}) == 1 else None
    if not names and len(figures) == len(targets):
        shares = dict(zip(targets, figures, strict=True))
    elif len(names) == len(figures) and all(one != two for one, two in zip(kinds, kinds[1:], strict=False)):
        shares = dict(zip(names, figures, strict=True))
    elif len(figures) == 1 and len({*names}) == 1:
        shares = {names[0]: figures[0]}
    elif len(figures) == 1 and len(targets) == 2 and _FIGURE.fullmatch(text.strip()) and _newer(given, targets):
        shares = {targets[1]: figures[0]}
    else:
        return None
    total = sum(shares.values())
    if weighs and total > 100.5 and len(shares) == len(targets) and not _FIGURE.search(marked):
        return {id: round(100 * weight / total, 2) for id, weight in shares.items()}
    return shares if total <= 100.5 and (len(shares) < len(targets) or total > 99.5) else None


def _whole(text: str) -> bool:
    """Whether a text has two figures that make a whole: `back to 50/50`, `50:50 again`."""
    found = re.search(r"(?<![\d.:/])(\d{1,3})\s?(?:[:/]|대|対)\s?(\d{1,3})(?![\d.:/])", text)
    return found is not None and int(found[1]) + int(found[2]) == 100


def _newer(given: Given, targets: Sequence[str]) -> bool:
    """Whether the second of two is called the new one, or by a higher version."""
    first, second = (sense.version(given.words(id)) or "" for id in targets)
    higher = [int(one) for one in re.findall(r"\d+", second)] > [int(one) for one in re.findall(r"\d+", first)]
    return _age(given, targets[1]) > _age(given, targets[0]) or bool(first and second and higher)


_PAIRED = re.compile(
    r"\d{1,3}\s?[:/]\s?\d{1,3}|[\ue000-\ue0ff]\s?[=:]\s?\d{1,3}(?:\s?[,/·、]\s?[\ue000-\ue0ff]\s?[=:]\s?\d{1,3})+"
)
"""Figures that are shares if they make a whole: `90/10`, `v1=90, v2=10`."""

_OBJECT = re.compile(
    r"[\ue000-\ue0ff]\s?(?:[을를]|を)\s?\S|[\ue000-\ue0ff]\s?(?:의|の|'s)\s"
    r"|\b(?:switch\w*|flip\w*|turn\w*|puts?)\s(?:the\s)?[\ue000-\ue0ff]\s(?:to|into|back|off|on)\b"
    r"|\b(?:bring|add|restor|re-?add|return|tak|enabl|drain|remov)(?:e|s|es|ing|ed)?\s(?:the\s)?[\ue000-\ue0ff]",
    re.IGNORECASE,
)
"""One of those that is itself switched or put back (`서버 A를 점검으로 전환`, `Web1を戻す`), or something of it: not
all goes there."""


def _marked(given: Given, text: str, targets: Sequence[str]) -> str:
    """A text with a sign in the place of each of those, by name, by version, or as the new or the old one of two."""
    called: list[tuple[str, str]] = []
    for place, id in enumerate(targets):
        names = {*speaking.names(given, id), sense.numbered(given.words(id)) or ""}
        called += [(name, chr(_NAMED + place)) for name in names if len(name) > 1 or not name.isascii()]
    marks: dict[str, set[str]] = {}
    for name, mark in called:
        marks.setdefault(name.casefold(), set()).add(mark)
    for name in sorted(marks, key=len, reverse=True):
        if len(marks[name]) == 1:
            (mark,) = marks[name]
            text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", mark, text, flags=re.IGNORECASE)
    told = any(_age(given, id) or sense.version(given.words(id)) for id in targets)
    if len(targets) == 2:
        for hit in reversed(find(text)):
            if told and (_new(hit) or _old(hit)):
                text = text[: hit.start] + chr(_NAMED + _new(hit)) + text[hit.end :]
    return re.sub(r"([\ue000-\ue0ff])(?:[\s(]*\1)+", r"\1", text)


def _before(given: Given, sender: str, targets: Sequence[str], first: int) -> dict[int, dict[str, float]]:
    """That one gets all the requests to whom alone they are sent before anything else is said."""
    sent = [one for one in given.sequence.messages[: first - 1] if one.source == sender and one.target in targets]
    sent = [one for one in sent if one.line == "solid" and one.end != "cross" and not _CALL.match(one.label.plain)]
    sent = [one for one in sent if not checked.checks(one)]
    return {sent[0].number: {sent[0].target: 100.0}} if len({one.target for one in sent}) == 1 else {}


_CALL = re.compile(r"\W*(?:GET|POST|PUT|PATCH|DELETE|HEAD)\b")
"""A single request: where it went says nothing of the others."""
