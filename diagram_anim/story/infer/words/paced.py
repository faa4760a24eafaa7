"""Shares that a paragraph lists one after another, by the day, the week or the stage from which they hold, or as they
grow: `in week one 5 % goes to the canary, in week two 25 %`, `5%, 25%, 50% 순으로`.

Comes in: the sentences before a chart, and among whom somebody shares out. Goes out: of each such list whose shares
these are, and how much each time. Refuses to know what makes a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diagram_anim.story import portions, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import aims, clauses, takers
from diagram_anim.story.language.events import portioning, sharing
from diagram_anim.story.portions import ALL, NONE, PART, REST, Portion

FEWEST = 2
"""Times in a list; of shares without times it takes one more, or an arrow."""


@dataclass(frozen=True, slots=True)
class Paced:
    """From `start` to `end` of the paragraph `who` gets one of these `shares` after another, each in its words; without
    `who` the list is one of other figures."""

    start: int
    end: int
    who: str = ""
    shares: Sequence[tuple[Portion, str]] = ()


@dataclass(frozen=True, slots=True)
class _Spot:
    """A time, or a share."""

    start: int
    end: int
    share: Portion | None = None


@once
def paced(given: Given, targets: tuple[str, ...]) -> Sequence[Paced]:
    """All such lists; one may go on over several sentences."""
    prose = clauses.prose(given)
    return tuple(told for start, end in _runs(given, prose) if (told := _list(given, prose, start, end, targets)))


def within(given: Given, texts: Sequence[str], targets: tuple[str, ...]) -> dict[int, Paced | None]:
    """Which of some pieces of the paragraph, in their order, stand in such a list: with the first of them the list."""
    prose, lists = clauses.prose(given), paced(given, targets)
    found: dict[int, Paced | None] = {}
    at = 0
    for place, text in enumerate(texts if lists else ()):
        start = prose.find(text, at)
        at = max(at, start)
        if own := next((one for one in lists if one.start <= start < one.end), None):
            found[place] = None if own in found.values() else own
    return found


def _runs(given: Given, prose: str) -> Iterator[tuple[int, int]]:
    """Where sentences stand right behind one another each of which gives shares one after another."""
    runs: list[tuple[int, int]] = []
    at = 0
    for sentence in clauses.sentences(given):
        start = prose.find(sentence, at)
        if start < 0 or not (_timed(sentence) or _grown(sentence)):
            continue
        at = start + len(sentence)
        if runs and not prose[runs[-1][1] : start].strip():
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((start, at))
    yield from runs


def _shares(text: str) -> list[Portion]:
    """The parts of a whole that a text gives, and behind them that all of it goes there."""
    every = [one for one in portions.portions(text) if one.kind in (PART, ALL)]
    parts = [one for one in every if one.kind == PART]
    return parts + [one for one in every if one.kind == ALL and parts and one.start > parts[-1].end][:1]


def _timed(text: str) -> list[tuple[_Spot, _Spot]]:
    """The times of a text and its shares, in pairs; nothing where one stands without the other."""
    shares = [_Spot(one.start, one.end, one) for one in _shares(text)]
    times = [_Spot(*hit.span()) for hit in portioning("times").finditer(text)]
    times = [one for one in times if not any(one.start < other.end and other.start < one.end for other in shares)]
    found: list[_Spot] = []
    for one in sorted([*shares, *times], key=lambda spot: spot.start):
        if found and not (found[-1].share or one.share) and one.start - found[-1].end < NEAR:
            found[-1] = _Spot(found[-1].start, one.end)
        else:
            found.append(one)
    turns = len(found) % 2 == 0 and all(bool(one.share) != bool(other.share) for one, other in pairwise(found))
    return list(zip(found[::2], found[1::2], strict=True)) if turns else []


NEAR = 6
"""Letters between two words for one time: `on Monday at 09:00`."""


def _grown(text: str) -> list[Portion]:
    """Shares of a text that stand right behind one another, each larger than the one before, and make no whole
    together."""
    shares = [one for one in portions.portions(text) if one.kind == PART]
    grows = len(shares) > 1 and all(one.percent < other.percent for one, other in pairwise(shares))
    between = [text[one.end : other.start] for one, other in pairwise(shares)]
    arrows = all(_ARROW.fullmatch(one) for one in between)
    several = len(shares) > FEWEST and abs(sum(one.percent for one in shares) - 100) > 2
    return shares if grows and (arrows or (several and all(_COMMA.fullmatch(one) for one in between))) else []


_ARROW = re.compile(r"\s*(?:→|->|=>|⇒|➜|➡️?|>|~>)\s*")
_COMMA = re.compile(r"\s*[,、·/]?\s*(?:(?:and|then|to|finally) ?){0,3}(?:그다음|그리고|이어서|次に|そして)?\s*")


def _list(given: Given, prose: str, start: int, end: int, targets: tuple[str, ...]) -> Paced | None:
    text = prose[start:end]
    pairs = _timed(text)
    told = [
        (share, text[min(one.start, other.start) : max(one.end, other.end)])
        for one, other in pairs
        if (share := one.share or other.share)
    ]
    told = told if len(pairs) >= FEWEST else [(one, text[one.start : one.end]) for one in _grown(text)]
    back = sharing("back").search(text) or portioning("restored").search(text)
    if not told or back or any(one.kind in (NONE, REST) for one in portions.portions(text)):
        return None
    if portioning("others").search(text) or _WORSE.search(text):
        return Paced(start, end) if len(pairs) >= FEWEST else None
    near = (text, _END.split(prose[:start].strip(" .。"))[-1], _END.split(prose[end:].strip())[0])
    if not any(portioning(kind).search(" ".join(near)) for kind in ("shared", "spreads", "weighs")):
        return None
    who = _who(given, near, targets)
    return Paced(start, end, who, tuple(told)) if who else None


_END = re.compile(r"[.。!?]\s*")


def _who(given: Given, near: Sequence[str], targets: Sequence[str]) -> str:
    """Whose shares a list gives: the only one that it calls, or to whom it says that they go, or the sentences beside
    it, else what is newest."""
    for words in near:
        if spots := aims.aims(given, words, targets):
            ids = {one.id for one in spots}
            return next(iter(ids)) if len(ids) == 1 else takers.who_of(spots, targets)
    new = [id for id in targets if sense.says(given.words(id), "canary")]
    return aims.newest(given, targets) or (new[0] if len(new) == 1 else "")


_WORSE = re.compile(r"[%％]\s?(?:faster|slower|more|less|더|덜|off\b|할인)", re.IGNORECASE)
"""How a figure goes on that compares."""
